"""Numbers in digits and in words: "24,6 triliun", "dua ratus lima puluh", "one hundred and twenty", "1.500"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from mtcheck.analysis.quantities.notation import Notation, Word

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_SHORT = 2
"""The letters of a magnitude that is only an abbreviation."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that ends before the word `end`, with what it may be worth and its last magnitude word."""

    end: int
    values: tuple[Fraction, ...]
    digits: bool
    magnitude: str = ""

    def is_below(self, size: int) -> bool:
        """Say whether the number is worth less than so much."""
        return self.values[0] < size


def figure_values(figure: str, decimal: str) -> tuple[Fraction, ...]:
    """Give what a figure may be worth: as its language writes it, then as the other convention reads it.

    >>> figure_values("1.500", ",")
    (Fraction(1500, 1), Fraction(3, 2))
    """
    readings = (_read(figure, mark) for mark in (decimal, "," if decimal == "." else "."))
    return tuple(dict.fromkeys(value for value in readings if value is not None))


def _read(figure: str, decimal: str) -> Fraction | None:
    group = re.escape("," if decimal == "." else ".")
    point = re.escape(decimal)
    if not re.fullmatch(rf"(?:[1-9]\d{{0,2}}(?:{group}\d{{3}})+|\d+)(?:{point}\d+)?", figure):
        return None
    whole, _, part = figure.partition(decimal)
    return Fraction(re.sub(r"\D", "", whole) + (f".{part}" if part else ""))


def number_at(line: Sequence[Word], place: int, notation: Notation) -> Number | None:
    """Read the number that begins at a word."""
    found = _figure_at(line, place, notation) if line[place].is_figure else _words_at(line, place, notation)
    if found is None:
        return None
    if half := notation.halves.at(line, found.end):
        size = notation.magnitudes.get(found.magnitude, 1)
        found = Number(half[0], tuple(v + half[1] * size for v in found.values), found.digits, found.magnitude)
        return _multiplied(line, found, notation) if size == 1 else found
    return found


def _figure_at(line: Sequence[Word], place: int, notation: Notation) -> Number | None:
    values = figure_values(line[place].text, notation.decimal)
    if not values:
        return None
    found = _multiplied(line, Number(place + 1, values, digits=True), notation)
    # "5 juta 300 ribu": a smaller part follows with its own magnitude.
    if found.magnitude and found.end < len(line) and line[found.end].is_figure:
        rest = _figure_at(line, found.end, notation)
        if rest and rest.magnitude and rest.is_below(notation.magnitudes[found.magnitude]):
            total = tuple(a + b for a in found.values[:1] for b in rest.values[:1])
            return Number(rest.end, total, digits=True, magnitude=found.magnitude)
    return found


def _multiplied(line: Sequence[Word], found: Number, notation: Notation) -> Number:
    """Apply the magnitudes behind a number ("ratus juta", "-million"); a bare letter only when glued to a figure."""
    end, values, magnitude = found.end, found.values, found.magnitude
    while end < len(line):
        step = 1 if line[end].text == "-" and line[end].glued else 0
        if end + step >= len(line):
            break
        word = line[end + step]
        size = notation.magnitudes.get(word.lower)
        short = len(word.lower) <= _SHORT
        if size is None or (
            short and not (found.digits and word.text.islower() and (word.glued or len(word.text) > 1))
        ):
            break
        end, values, magnitude = end + step + 1, tuple(v * size for v in values), word.lower
    return Number(end, values, found.digits, magnitude)


def _words_at(line: Sequence[Word], place: int, notation: Notation) -> Number | None:
    """Read a number in words: words are added up, magnitudes multiply what is smaller than they."""
    parts: list[Fraction] = []
    end, magnitude, i = place, "", place
    if line[i].lower in notation.grammar["one"] and i + 1 < len(line) and len(line[i + 1].lower) > _SHORT:
        if line[i + 1].lower not in notation.magnitudes:
            return None
        parts, i = [Fraction(1)], i + 1
    while i < len(line):
        word = line[i].lower
        if parts and (step := _joint(line, i, notation)):
            if not (i + step < len(line) and _take(list(parts), line[i + step].lower, notation)):
                break
            i += step
            continue
        if not _take(parts, word, notation):
            break
        magnitude = word if word in notation.magnitudes else magnitude
        i += 1
        end = i
    if not parts or end == place:
        return None
    if (decimals := _decimals(line, end, notation)) and not magnitude:
        end, part = decimals
        return _multiplied(line, Number(end, (sum(parts) + part,), digits=False), notation)
    return Number(end, (Fraction(sum(parts)),), digits=False, magnitude=magnitude)


def _joint(line: Sequence[Word], place: int, notation: Notation) -> int:
    """Give the number of hyphens and words like "and" that stand between the words of a number."""
    end = place
    while end < len(line) and (line[end].text == "-" or line[end].lower in notation.grammar["and"]):
        end += 1
    return end - place


def _take(parts: list[Fraction], word: str, notation: Notation) -> bool:
    """Add a word to the parts of a number (largest first); say whether it may stand there."""
    if word in notation.number_words:
        value = notation.number_words[word]
        if parts and not _has_room(parts[-1], value):
            return False
        parts.append(Fraction(value))
        return True
    if word in notation.grammar["teen"] and parts and 1 < parts[-1] < 10:
        parts[-1] += 10
        return True
    size = notation.magnitudes.get(word)
    if size is None and (joined := _joined(word, notation)):
        return all(_take(parts, piece, notation) for piece in joined)
    if size is None or len(word) <= _SHORT or not parts or parts[-1] >= size:
        return False
    below: list[Fraction] = []
    while parts and parts[-1] < size:
        below.append(parts.pop())
    parts.append(sum(below, Fraction(0)) * size)
    return True


def _joined(word: str, notation: Notation) -> tuple[str, str] | None:
    """Cut a number word that is written together with what multiplies it: "duapuluh"."""
    for ending in (*notation.grammar["teen"], *notation.magnitudes):
        head = word.removesuffix(ending)
        if head != word and head in notation.number_words:
            return head, ending
    return None


def _has_room(last: Fraction, value: int) -> bool:
    """Say whether a number may go on behind its last part: "twenty five", not "ten five" or "five three"."""
    if last < 20:
        return False
    place = 10
    while last % (place * 10) == 0:
        place *= 10
    return 0 < value < place


def _decimals(line: Sequence[Word], place: int, notation: Notation) -> tuple[int, Fraction] | None:
    """Read spelt-out decimals: "koma lima", "-point-six"."""
    i = place + 1 if place < len(line) and line[place].text == "-" else place
    if i >= len(line) or line[i].lower not in notation.grammar["point"]:
        return None
    digits = ""
    i += 1
    while i < len(line):
        i += line[i].text == "-" and i + 1 < len(line)
        value = notation.number_words.get(line[i].lower)
        if value is None or value > 9:
            break
        digits, i = digits + str(value), i + 1
    return (i - (line[i - 1].text == "-"), Fraction(f"0.{digits}")) if digits else None


def roman(word: str) -> int | None:
    """Read a Roman numeral in capitals, of two letters or more."""
    if len(word) < _SHORT or not re.fullmatch(r"(?:X{1,3}|X?L|L?X{0,3})(?:IX|IV|V?I{0,3})", word):
        return None
    sizes = [_ROMAN[letter] for letter in word]
    return sum(-n if n < max(sizes[i:]) else n for i, n in enumerate(sizes))
