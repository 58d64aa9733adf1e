"""Ordinals: "kelima", "ke-14", "21st", "twenty-first", "VII"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from mtcheck.analysis.quantities.drafts import Draft
from mtcheck.analysis.quantities.notation import Notation, Word
from mtcheck.analysis.quantities.numbers import Number, number_at, roman
from mtcheck.analysis.quantities.records import Kind

_TENS = 20
"""The first number that an ordinal may stand behind: "twenty-first"."""
_SOFT = 3
"""The last ordinal that is often said without one ("the two", "another")."""
_LONGEST = 8
"""How many words a number may have behind its first."""


def ordinal_at(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    """Read the ordinal that begins at a word."""
    if line[place].lower in notation.ordinals:
        value = notation.ordinals[line[place].lower]
        return _rank(place, place + 1, Fraction(value)) if value > 0 else None
    return _prefixed(line, place, notation) or _suffixed(line, place, notation)


def _prefixed(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    """Read "ke-14", "ke-VII" and "kelima"."""
    prefix, word = notation.grammar["ordinal_prefix"], line[place].lower
    if not prefix or not word.startswith(prefix):
        return None
    if word != prefix:
        number = _without(prefix, line, place, notation)
        return _rank(place, place + number.end, number.values[0]) if number else None
    figure = place + 2
    if figure >= len(line) or line[place + 1].text != "-":
        return None
    if (number := number_at(line, figure, notation)) is not None:
        return _rank(place, number.end, number.values[0])
    value = roman(line[figure].text)
    return _rank(place, figure + 1, Fraction(value)) if value else None


def _without(prefix: str, line: Sequence[Word], place: int, notation: Notation) -> Number | None:
    """Read the number word that a prefix has grown together with, and what follows it."""
    stem = line[place].lower.removeprefix(prefix)
    for ending in notation.grammar["ordinal_endings"]:
        stem = stem.removesuffix(ending)
    if stem not in notation.number_words:
        return None
    return number_at((replace(line[place], lower=stem), *line[place + 1 : place + _LONGEST]), 0, notation)


def _suffixed(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    """Read "21st" and "twenty-first"."""
    number = number_at(line, place, notation)
    if number is None or number.end >= len(line):
        return None
    behind = line[number.end]
    if number.digits:
        if behind.glued and behind.lower in notation.grammar["ordinal_suffixes"]:
            return _rank(place, number.end + 1, number.values[0])
        return None
    last = number.end + (behind.text == "-")
    value = notation.ordinals.get(line[last].lower, 0) if last < len(line) else 0
    if 0 < value < 10 and number.values[0] >= _TENS:
        return _rank(place, last + 1, number.values[0] + value)
    return None


def roman_at(line: Sequence[Word], place: int, _: Notation) -> Draft | None:
    """Read a Roman numeral."""
    value = roman(line[place].text)
    return Draft(place, place + 1, Kind.ORDINAL, (Fraction(value),), soft=True) if value else None


def _rank(place: int, end: int, value: Fraction) -> Draft:
    return Draft(place, end, Kind.ORDINAL, (value,), soft=value <= _SOFT)
