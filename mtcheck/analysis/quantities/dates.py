"""Dates, weekdays, months and times of day, as both languages write them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mtcheck.analysis.quantities.drafts import Draft
from mtcheck.analysis.quantities.notation import Notation, Word
from mtcheck.analysis.quantities.records import Kind

_MONTHS, _DAYS, _HOURS, _MINUTES = 12, 31, 24, 60
_NOON = 12 * 60
_BETWEEN_MONTHS = frozenset({"and", "or", "to", "-", "until", "through"})
_BEFORE_MONTHS = frozenset({"in", "last", "next", "since", "this", "of", "by", "early", "late", "mid"})
"""What stands before "May" where it is the month."""


def date_at(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    """Read a date ("24 Juni", "June 24th", "24/6"), a month or a weekday that begins at a word."""
    word = line[place]
    if word.is_figure:
        return _day_first(line, place, notation) or _slashed(line, place, notation)
    if word.text in notation.weekdays:
        return Draft(place, place + 1, Kind.WEEKDAY, (Fraction(notation.weekdays[word.text]),))
    month = _month(word, notation)
    return None if month is None else _month_first(line, place, month, notation)


def _month_first(line: Sequence[Word], place: int, month: int, notation: Notation) -> Draft | None:
    """Read a month, with the day behind it where there is one."""
    end = place + 1
    end += end < len(line) and line[end].text == "." and line[end].glued
    day = _day(line[end]) if end < len(line) else None
    if day is not None:
        end += 1
        end += end < len(line) and line[end].glued and line[end].lower in notation.grammar["ordinal_suffixes"]
        return Draft(place, end, Kind.DATE, (Fraction(100 * month + day),), digits=True)
    short = end == place + 2 and end < len(line) and line[end].is_figure  # "Jan. 2006"
    if not short and not _is_month(line, place, notation):
        return None
    return Draft(place, place + 1, Kind.MONTH, (Fraction(month),))


def _day_first(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    day, end = _day(line[place]), place + 1
    if end < len(line) and line[end].glued and line[end].lower in notation.grammar["ordinal_suffixes"]:
        end += 1
    end += end < len(line) and line[end].lower == "of"
    month = _month(line[end], notation) if end < len(line) else None
    if day is None or month is None:
        return None
    return Draft(place, end + 1, Kind.DATE, (Fraction(100 * month + day),), digits=True)


def _slashed(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    """Read "(24/6)", "Senin 24/6" and "24/6/2024", day and month in either order where both may be."""
    if place + 2 >= len(line) or line[place + 1].text != "/" or not line[place + 2].is_figure:
        return None
    one, two = _small(line[place]), _small(line[place + 2])
    before = line[place - 1].text if place else ""
    opened = before == "(" and place > 1 and line[place - 2].text.rstrip(",") in notation.weekdays
    full = place + 4 < len(line) and line[place + 3].text == "/" and line[place + 4].is_figure
    closed = place + 3 < len(line) and line[place + 3].text in (")", "/")
    if one is None or two is None or not (full or before in notation.weekdays or (before == "(" and closed) or opened):
        return None
    orders = [(two, one), (one, two)]
    values = tuple(Fraction(100 * m + d) for m, d in orders if 1 <= m <= _MONTHS and 1 <= d <= _DAYS)
    return Draft(place, place + 3, Kind.DATE, tuple(dict.fromkeys(values)), digits=True) if values else None


def _day(word: Word) -> int | None:
    value = _small(word)
    return value if value is not None and 1 <= value <= _DAYS else None


def _small(word: Word) -> int | None:
    return int(word.text) if word.text.isdecimal() and len(word.text) <= 2 else None


def _month(word: Word, notation: Notation) -> int | None:
    return notation.months.get(word.text.title()) if word.text[:1].isupper() else None


def _is_month(line: Sequence[Word], place: int, notation: Notation) -> bool:
    """Say whether a word that is written like a month is one: short forms and "May", "March" need company."""
    name = line[place].text
    if len(name) > len("March"):
        return True
    if len(name) == len("May") and name != "Mei" and not (place + 1 < len(line) and line[place + 1].is_figure):
        before = line[place - 1].lower if place else ""
        listed = before in _BETWEEN_MONTHS and _month(line[place - 2], notation) is not None
        return name == "May" and (listed or before in _BEFORE_MONTHS)
    return place > 0 or (place + 1 < len(line) and line[place + 1].is_figure)


def clock_at(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    """Read a time of day ("pukul 17.00", "5 p.m.", "08:30 WIB", "midnight") that begins at a word."""
    if named := notation.clock["names"].at(line, place):
        return Draft(place, named[0], Kind.CLOCK, (Fraction(named[1]), Fraction(named[1] + 24 * 60)), soft=True)
    lead = notation.clock["lead"].at(line, place)
    figure = lead[0] if lead else place
    if figure >= len(line) or not line[figure].is_figure or (minutes := _clock_minutes(line[figure])) is None:
        return None
    end, part = figure + 1, ""
    for kind in ("am", "pm", "either"):
        if found := notation.clock[kind].at(line, end):
            end, part = found[0], kind
            break
    zone = notation.clock["zones"].at(line, end)
    marked = bool(part and part != "either") or ":" in line[figure].text or bool(zone)
    if not marked and not (lead and _is_clock_lead(line, place, notation, end)):
        return None
    if ":" in line[figure].text and len(line[figure].text.split(":")[1]) < 2:
        return None
    values = _hours(minutes, part, sure=line[figure].text.startswith("0"))
    return Draft(place if lead and not notation.english else figure, end, Kind.CLOCK, values, digits=True)


def _is_clock_lead(line: Sequence[Word], place: int, notation: Notation, end: int) -> bool:
    """Say whether what stands before a figure makes it a time by itself: "pukul" does, "at" and a dot do."""
    return not notation.english or ("." in line[place + 1].text and not notation.units.at(line, end))


def _clock_minutes(word: Word) -> int | None:
    hour, _, minute = word.text.replace(":", ".").partition(".")
    if not (hour.isdecimal() and ((minute.isdecimal() and len(minute) == 2) or not minute)):
        return None
    if int(hour) > _HOURS or int(minute or 0) >= _MINUTES:
        return None
    return int(hour) * 60 + int(minute or 0)


def _hours(minutes: int, part: str, *, sure: bool) -> tuple[Fraction, ...]:
    """Give the minutes since midnight that a time may be, by the part of the day that is said with it."""
    half = minutes % _NOON
    if minutes > _NOON + 59 or (not part and sure):
        return (Fraction(minutes),)
    readings = {"am": (half,), "pm": (half + _NOON, half), "either": (half + _NOON, half), "": (minutes, half + _NOON)}
    # "12 malam" is midnight, "11 malam" is not eleven in the morning.
    values = readings[part] if part != "pm" or half < 60 else (half + _NOON,)
    return tuple(dict.fromkeys(Fraction(v) for v in values))
