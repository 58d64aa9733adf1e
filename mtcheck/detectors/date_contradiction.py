"""MT905 date-contradiction: dates that cannot be, and dates that do not agree with one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mtcheck.analysis import Context
from mtcheck.analysis.date_ranges import impossible_times, reversed_ranges
from mtcheck.analysis.dated_text import DatedText, is_told_as_past
from mtcheck.analysis.dates import Dated, day_of
from mtcheck.records import Evidence, Hit, Span
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_NEAR = 31
"""Dates without a year that lie this many days apart at most are taken to be of one year ..."""
_CLOSE = 14
"""... and, where only one other date speaks against one, this many."""
_PAST, _FUTURE = 366, 183
"""How many days before and after its publication an article's dates without a year may lie."""
_DATE_FOLLOWS = re.compile(
    r"\s*(?:$|[,.;:)\"”\]]|(?:in|at|by|to|and|or|when|after|before|for|from|with|as|until|last|this|next|deadline)\b)"
)
_DATE_COMES = re.compile(
    r"\b(?:on|until|till|since|by|from|to|of|before|after|for|dated|ended|ending|the|and)\s$", re.I
)


@rule("MT905", "date-contradiction", category=Category.CONTRADICTION, severity=Severity.MAJOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Dates cannot be, or do not agree with one another.

    What it finds:
        A weekday that its date does not fall on ("Monday, June 25, 2024"), days that no calendar has ("June 31",
        "Tuesday (24/13)"), two dates whose weekdays cannot belong to one year ("Monday (24/6)" and "Thursday
        (26/6)"), "today (24/6)" beside "yesterday (24/6)", ranges that end before they begin ("from June 24 to
        20", "the 2024-2019 term"), and times that no clock shows ("25:30 local time"). With the day of publication
        (`--date`, or a dateline that has a full date) dates without a year are checked against the calendar, and
        days that were yet to come may not be told in the past.

    Why it matters:
        A translator that turns "24/6" about, or copies a figure wrongly, moves the event to another day; a weekday
        that does not fit its date is the one trace of it that a reader can see.

    Example:
        "on Tuesday (24/6)" in an article of June 2024, when June 24 was a Monday.

    Limits:
        Which of the two is wrong, the weekday or the day, only the source tells; the suggestion mends the weekday.
        A numeric date passes when either order of day and month fits. Dates without a year are only compared with
        dates at most a month away, and not in sentences that speak of another year.
    """
    found = DatedText.of(context)
    published = context.published or (found.stamp.days()[0] if found.stamp else None)
    hits = [
        *_impossible(found),
        *_off_calendar(found),
        *_against_others(found),
        *_against_publication(found, published),
        *_relative(found),
        *_ranges(found),
        *_times(found),
    ]
    taken: list[Span] = []
    for hit in hits:
        if not any(hit.span.overlaps(span) for span in taken):
            taken.append(hit.span)
            yield hit


def _impossible(found: DatedText) -> Iterator[Hit]:
    """Find days that no calendar has: 31 June, 24/13, and 29 February of an ordinary year."""
    for dated in found.all:
        no_leap = bool(dated.readings) and dated.year is not None and not dated.days()
        if dated.readings and not no_leap:
            continue
        shown = found.shown(dated)
        if dated.weekday is None and not dated.numeric and not (no_leap or _is_meant_as_date(found.text, dated)):
            continue
        yield Hit(dated.start, dated.end, f"There is no such day as {shown!r}.", None, confidence=0.9)


def _is_meant_as_date(text: str, dated: Dated) -> bool:
    """Say whether a month and a figure are one date: "by June 31," and not "in June 31 people"."""
    figure = re.search(r"\d+", text[dated.start : dated.end])
    if dated.year is not None:
        return True
    late = figure is not None and 29 <= int(figure[0]) <= 31
    before, behind = text[max(0, dated.start - 12) : dated.start], text[dated.end : dated.end + 12]
    return late and bool(_DATE_COMES.search(before)) and bool(_DATE_FOLLOWS.match(behind))


def _off_calendar(found: DatedText) -> Iterator[Hit]:
    """Find weekdays that full dates do not fall on."""
    for dated in found.all:
        days = dated.days()
        if dated.weekday is not None and days and all(d.weekday() != dated.weekday for d in days):
            yield _misfit(found, dated, days[0], 0.95)


def _misfit(found: DatedText, dated: Dated, day: date, confidence: float, *, preview: bool = False) -> Hit:
    right = found.calendar.name(day.weekday())
    written = found.calendar.write((day.month, day.day), day.year)
    return Hit(
        dated.start,
        dated.end,
        f"{written}, was a {right}: the weekday or the day is wrong.",
        found.with_weekday(dated, day.weekday()),
        (Evidence("calendar", f"{written}, was a {right}"),),
        confidence=confidence,
        preview=preview,
    )


def _against_others(found: DatedText) -> Iterator[Hit]:
    """Find dates without a year whose weekdays cannot be right together; the one fewer others bear out is marked."""
    dated = [d for d in found.undated if d.weekday is not None]
    gaps = {(i, k): gap for i, a in enumerate(dated) for k, b in enumerate(dated) if (gap := _gap(a, b)) is not None}
    votes = [sum(1 if gap == 0 else -1 for (i, k), gap in gaps.items() if i == n != k) for n in range(len(dated))]
    for n, one in enumerate(dated):
        against = [k for (i, k), gap in gaps.items() if i == n and gap > 0]
        better = [k for k in against if (votes[k], -k) > (votes[n], -n)]  # of two equals, the earlier one
        if better:
            nearest = min(better, key=lambda k: gaps[n, k])
            sure = len(against) > 1 or gaps[n, nearest] <= _CLOSE
            yield _disagreement(found, one, dated[nearest], sure=sure)


def _disagreement(found: DatedText, one: Dated, other: Dated, *, sure: bool) -> Hit:
    shift = _distance(other.readings[0], one.readings[0])
    weekday = ((other.weekday or 0) + shift) % 7
    segment = found.segment(other)
    return Hit(
        one.start,
        one.end,
        f"{found.shown(one)!r} and {found.shown(other)!r} cannot be of one year: a weekday or a day is wrong.",
        found.with_weekday(one, weekday),
        (Evidence("sentence", segment.line if segment else found.shown(other)),),
        confidence=0.85 if sure else 0.6,
        preview=not sure,
    )


def _gap(one: Dated, other: Dated) -> int | None:
    """Tell two dates with weekdays apart: 0 when they agree, days between them (at least 1) when not, None if far.

    How far they lie apart is told by their likeliest readings; any reading may make them agree.
    """
    near = abs(_distance(one.readings[0], other.readings[0]))
    if near > _NEAR or one.weekday is None or other.weekday is None:
        return None
    shift = other.weekday - one.weekday
    if any((_distance(a, b) - shift) % 7 == 0 for a in one.readings for b in other.readings):
        return 0
    return max(1, near)


def _distance(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Give the days from one (month, day) to another, the shorter way round (29 February counts as 1 March)."""
    first, second = (day_of(2023, *d) or date(2023, 3, 1) for d in (one, other))
    return (second - first).days - 365 * round((second - first).days / 365)


def _against_publication(found: DatedText, published: date | None) -> Iterator[Hit]:
    """Find dates that the day of publication rules out: a wrong weekday, or a day to come that is told in the past."""
    if published is None:
        return
    for dated in found.undated:
        days = tuple(_days_around(dated, published))
        fitting = tuple(d for d in days if dated.weekday in (None, d.weekday()))
        if days and not fitting:
            yield _misfit(found, dated, min(days, key=lambda d: abs(d - published)), 0.85)
        elif dated.relative is not None and not any(_is_said_of(d, dated.relative, published) for d in days):
            if found.context.quotations.around(dated.start, dated.end) is None:
                yield _too_late(found, dated, published, "does not fit the day of publication")
        elif fitting and min(fitting) > published + timedelta(days=1) and is_told_as_past(found, dated):
            yield _too_late(found, dated, published, "was still to come when the article appeared")
    for dated in found.all:
        days = dated.days()
        if days and min(days) > published + timedelta(days=1) and is_told_as_past(found, dated):
            yield _too_late(found, dated, published, "was still to come when the article appeared")


def _days_around(dated: Dated, published: date) -> Iterator[date]:
    """Yield the days that a date without a year may be, seen from the day of publication."""
    for year in (published.year - 1, published.year, published.year + 1):
        for day in dated.days(year):
            if published - timedelta(days=_PAST) <= day <= published + timedelta(days=_FUTURE):
                yield day


def _is_said_of(day: date, relative: int, published: date) -> bool:
    """Say whether a day is today's or yesterday's; a text may appear the day after it was written."""
    return 0 <= (published + timedelta(days=relative) - day).days <= 1


def _too_late(found: DatedText, dated: Dated, published: date, why: str) -> Hit:
    written = found.calendar.write((published.month, published.day), published.year)
    evidence = (Evidence("publication", f"the article is of {written}"),)
    return Hit(dated.start, dated.end, f"{found.shown(dated)!r} {why} ({written}).", None, evidence, confidence=0.75)


def _relative(found: DatedText) -> Iterator[Hit]:
    """Find "today (24/6)" and "yesterday (24/6)" in one article: the later one is marked."""
    quoted = found.context.quotations
    told = [d for d in found.undated if d.relative is not None and quoted.around(d.start, d.end) is None]
    for i, dated in enumerate(told):
        against = next((o for o in told[:i] if not _agree(o, dated)), None)
        if against is not None:
            message = f"{found.shown(dated)!r} does not agree with {found.shown(against)!r}."
            segment = found.segment(against)
            evidence = (Evidence("sentence", segment.line),) if segment else ()
            yield Hit(dated.start, dated.end, message, None, evidence, confidence=0.85)


def _agree(one: Dated, other: Dated) -> bool:
    shift = (other.relative or 0) - (one.relative or 0)
    return any(_distance(a, b) == shift for a in one.readings for b in other.readings)


def _ranges(found: DatedText) -> Iterator[Hit]:
    for span, swapped in reversed_ranges(found.text, found.calendar):
        message = f"{found.text[span.start : span.end]!r} ends before it begins."
        yield Hit(span.start, span.end, message, swapped, confidence=0.85)


def _times(found: DatedText) -> Iterator[Hit]:
    for span in impossible_times(found.text, found.context.table("formats")["zones"]):
        message = f"No clock shows {found.text[span.start : span.end]!r}."
        yield Hit(span.start, span.end, message, None, confidence=0.9)
