"""Plain numbers with what they measure: "Rp24,6 triliun", "65 juta dolar AS", "3,5 persen", "40 kilometer", "2024"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mtcheck.analysis.quantities.drafts import Draft
from mtcheck.analysis.quantities.notation import Notation, Word
from mtcheck.analysis.quantities.numbers import Number, number_at
from mtcheck.analysis.quantities.records import Kind

_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_YEAR_DIGITS = 4
_DECIMALS = 2
"""The most digits behind a decimal comma that an amount may be torn at."""
_LONGEST_CODE = 3
"""The letters of a currency's code or symbol."""


def money_at(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    """Read an amount of money with its currency before or behind it."""
    return _currency_first(line, place, notation) or _currency_last(line, place, notation)


def _currency_first(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    currency = notation.currencies.at(line, place)
    if currency is None or currency[0] >= len(line):
        return None
    figure, unit = currency
    # "Euro 2012" is a championship.
    long = line[place].is_word and len(line[place].text) > _LONGEST_CODE and figure == place + 1
    if long or not (line[figure].is_figure or not line[figure - 1].is_word):
        return None
    if (number := amount_at(line, figure, notation)) is None:
        return None
    number = _abbreviated(_torn(number, line, notation), line, notation)
    repeated = notation.currencies.at(line, number.end)
    end = repeated[0] if repeated and repeated[1] == unit else number.end
    return _draft(place, end, number, Kind.MONEY, unit, first=figure)


def _currency_last(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    number = amount_at(line, place, notation)
    currency = notation.currencies.at(line, number.end) if number else None
    if number is None or currency is None or not (line[number.end].is_word or line[number.end].glued):
        return None
    if currency[0] < len(line) and line[currency[0]].is_figure and not line[number.end].is_word:
        return None  # "5 $10": the sign belongs to what follows
    return _draft(place, currency[0], number, Kind.MONEY, currency[1])


def _torn(number: Number, line: Sequence[Word], notation: Notation) -> Number:
    """Put together an amount that is torn at its decimal comma: "Rp6, 7 trillion"."""
    comma, part = number.end, number.end + 1
    if number.magnitude or part + 1 >= len(line) or line[comma].text not in (",", "."):
        return number
    if not line[part].text.isdecimal() or len(line[part].text) > _DECIMALS:
        return number
    rest = number_at(line, part, notation)
    if rest is None or not rest.magnitude:
        return number
    value = number.values[0] * notation.magnitudes[rest.magnitude] + rest.values[0] / 10 ** len(line[part].text)
    return Number(rest.end, (value,), digits=True, magnitude=rest.magnitude)


def _abbreviated(number: Number, line: Sequence[Word], notation: Notation) -> Number:
    """Apply a letter that stands for a magnitude: "Rp40 M"."""
    letter = line[number.end].text if number.end < len(line) else ""
    size = notation.money_letters.get(letter)
    if number.magnitude or size is None:
        return number
    return Number(number.end + 1, tuple(v * size for v in number.values), digits=True, magnitude=letter)


def amount_at(line: Sequence[Word], place: int, notation: Notation) -> Number | None:
    """Read the number that begins at a word, "half a million" and "a quarter of a million" among them."""
    if (number := number_at(line, place, notation)) is not None:
        return number
    part = notation.fractions.at(line, place)
    if part is None:
        return None
    end, one = part[0], notation.grammar["one"]
    if (joint := notation.vague_joints.at(line, end)) and joint[0] < len(line):
        end = joint[0] - (line[joint[0] - 1].lower in one)
    end += end < len(line) and line[end].lower in one
    size, word = 1, ""
    while end < len(line) and len(line[end].lower) > 1 and (more := notation.magnitudes.get(line[end].lower)):
        size, end, word = size * more, end + 1, line[end].lower
    return Number(end, (part[1] * size,), digits=False, magnitude=word) if word else None


def count_at(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    """Read a plain number with its unit, a percentage or a year."""
    number = amount_at(line, place, notation)
    if number is None:
        return None
    if share := notation.shares.at(line, number.end):
        return _draft(place, share[0], number, Kind.SHARE, share[1])
    end = number.end
    if end + 1 < len(line) and line[end].text == "-" and line[end].glued:
        end += 1
        if line[end].lower == notation.grammar["around_suffix"]:  # "1990-an"
            return replace(_draft(place, end + 1, number, Kind.NUMBER), soft=True)
    unit = notation.units.at(line, end)
    if unit and (number.digits or len(line[end].lower) > 1):
        return _draft(place, unit[0], number, Kind.NUMBER, unit[1])
    kind = Kind.YEAR if _is_year(line, place, number) else Kind.NUMBER
    name = not number.digits and _is_name(line, place, number.end)
    return replace(_draft(place, number.end, number, kind), soft=name or _is_one(number))


def _is_year(line: Sequence[Word], place: int, number: Number) -> bool:
    figure = line[place].text
    plain = number.end == place + 1 and figure.isdecimal() and len(figure) == _YEAR_DIGITS
    return plain and _FIRST_YEAR <= number.values[0] <= _LAST_YEAR


def _is_one(number: Number) -> bool:
    """Say whether a number is a word for one or none, which the other language may leave out."""
    return not number.digits and number.values[0] <= 1


def _is_name(line: Sequence[Word], place: int, end: int) -> bool:
    """Say whether a number word is part of a name: it and a word beside it have capitals."""
    beside = (*line[max(0, place - 1) : place], *line[end : end + 1])
    return place > 0 and line[place].text[0].isupper() and any(w.text[0].isupper() for w in beside)


def _draft(place: int, end: int, number: Number, kind: Kind, unit: str = "", *, first: int | None = None) -> Draft:
    """Make the draft of an amount whose bare number begins at the word `first`."""
    return Draft(
        place,
        end,
        kind,
        number.values,
        unit=unit,
        soft=kind is Kind.NUMBER and _is_one(number),
        digits=number.digits,
        magnitude=number.magnitude,
        core=(place if first is None else first, number.end),
    )
