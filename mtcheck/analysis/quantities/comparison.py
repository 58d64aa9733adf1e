"""Whether two quantities say the same: exactly, in another unit or form, or rounded."""

from __future__ import annotations

from enum import IntEnum
from fractions import Fraction
from functools import cache

from mtcheck.analysis import tables
from mtcheck.analysis.quantities.records import Kind, Quantity

_ROUNDED = Fraction(1, 20)
_ROUNDED_FREELY = Fraction(1, 8)
"""How far a figure may lie from another and count as rounded, the second where it is said to be inexact."""
_CONVERTED = Fraction(1, 25)
"""How far a value in another unit may lie from the exact one."""
_HALF_DAY = 720
_TO_PERCENT = 100


class Likeness(IntEnum):
    """How two quantities are the same, best first; NONE when they are not."""

    NONE = 0
    LOOSE = 1
    CONVERTED = 2
    OTHER_UNIT = 3
    EQUAL = 4


def likeness(source: Quantity, article: Quantity) -> Likeness:
    """Say how far a quantity of the article gives one of the source."""
    if source.numeric and article.numeric:
        return _numeric(source, article)
    pair = {source.kind, article.kind}
    if Kind.VAGUE in pair:
        return _vague(source, article)
    if source.kind is article.kind:
        return Likeness.EQUAL if set(source.values) & set(article.values) else Likeness.NONE
    if Kind.DATE in pair:
        return _dated(*((source, article) if source.kind is Kind.DATE else (article, source)))
    if Kind.CLOCK in pair:
        clock, other = (source, article) if source.kind is Kind.CLOCK else (article, source)
        hours = {value * 60 % _HALF_DAY for value in other.values} if _may_be_part(other) else set()
        return Likeness.LOOSE if hours & {value % _HALF_DAY for value in clock.values} else Likeness.NONE
    return Likeness.NONE


def _same_value(one: Quantity, other: Quantity) -> bool:
    """Say whether two numbers are equal; what a figure may also be worth counts only beside the same digits."""
    if one.value == other.value:
        return True
    return one.figure == other.figure != "" and bool(set(one.values) & set(other.values))


def _numeric(source: Quantity, article: Quantity) -> Likeness:
    if _same_value(source, article):
        comparable = source.kind is article.kind or Kind.ORDINAL in (source.kind, article.kind)
        return Likeness.EQUAL if comparable and source.unit == article.unit else Likeness.OTHER_UNIT
    if _converted(source, article) or _short_year(source, article):
        return Likeness.CONVERTED
    return Likeness.LOOSE if _rounded(source, article) else Likeness.NONE


def _converted(source: Quantity, article: Quantity) -> bool:
    """Say whether one is the other in another unit, or a share as a part of a whole."""
    if Kind.SHARE in (source.kind, article.kind) and source.kind is not article.kind:
        share, part = (source, article) if source.kind is Kind.SHARE else (article, source)
        return part.value < 1 and any(_near(part.value * _TO_PERCENT, v, _CONVERTED) for v in share.values)
    factor = _factors().get((source.unit, article.unit))
    return factor is not None and _near(source.value * factor, article.value, _CONVERTED)


def _short_year(one: Quantity, other: Quantity) -> bool:
    """Say whether one is a year and the other its last two digits: "Euro '96"."""
    year, short = (one, other) if one.kind is Kind.YEAR else (other, one)
    return year.kind is Kind.YEAR and short.digits and short.value == year.value % 100


@cache
def _factors() -> dict[tuple[str, str], Fraction]:
    """By what a value is multiplied from one unit to another."""
    found: dict[tuple[str, str], Fraction] = {}
    for large, small, factor in tables.load("common", "quantities")["conversions"]["factors"]:
        found[large, small] = Fraction(str(factor))
        found[small, large] = 1 / Fraction(str(factor))
    return found


def _near(one: Fraction, other: Fraction, share: Fraction) -> bool:
    return abs(one - other) <= share * max(abs(one), abs(other))


def _rounded(source: Quantity, article: Quantity) -> bool:
    """Say whether the article gives the source's value with fewer digits, or with a word that it is inexact."""
    if Kind.YEAR in (source.kind, article.kind) or source.kind is Kind.ORDINAL or article.kind is Kind.ORDINAL:
        return False
    if source.unit != article.unit and source.unit and article.unit:
        return False
    one, other = source.value, article.value
    free = bool(article.qualifier) and article.qualifier not in ("exact", "limit", "only")
    fewer = len(mantissa(other)) < len(mantissa(one))
    return fewer and one >= 1 and _near(one, other, _ROUNDED_FREELY if free else _ROUNDED)


def mantissa(value: Fraction) -> str:
    """Give the significant digits of a value, which a slip in the magnitude leaves as they are."""
    text = f"{float(value):.12e}".partition("e")[0]
    return text.replace(".", "").strip("0")


def _vague(source: Quantity, article: Quantity) -> Likeness:
    """Compare "dozens" with "dozens", or with a number that lies in its range."""
    if source.kind is article.kind:
        return Likeness.EQUAL if source.value == article.value else Likeness.NONE
    vague, exact = (source, article) if source.kind is Kind.VAGUE else (article, source)
    if exact.kind not in (Kind.NUMBER, Kind.MONEY):
        return Likeness.NONE
    return Likeness.LOOSE if any(vague.value <= v <= vague.value * 20 for v in exact.values) else Likeness.NONE


def _may_be_part(number: Quantity) -> bool:
    """Say whether a number may be the day of a date or the hour of a time."""
    return number.kind is Kind.ORDINAL or (number.kind is Kind.NUMBER and number.digits and not number.unit)


def _dated(day: Quantity, other: Quantity) -> Likeness:
    """Compare a date with a month, or with the number of its day."""
    if other.kind is Kind.MONTH:
        return Likeness.LOOSE if {v // 100 for v in day.values} & set(other.values) else Likeness.NONE
    if _may_be_part(other):
        return Likeness.LOOSE if {v % 100 for v in day.values} & set(other.values) else Likeness.NONE
    return Likeness.NONE
