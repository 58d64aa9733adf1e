"""Ranges of days and years that end before they begin, and times that no clock shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mtcheck.analysis.dates import Calendar
from mtcheck.records import Span

_TERM = "period|term|tenure|mandate"
_YEARS = r"(?P<from>(?:19|20)\d\d)\s?[-–/]\s?(?P<to>(?:19|20)\d\d)"


def reversed_ranges(text: str, calendar: Calendar) -> Iterator[tuple[Span, str]]:
    """Yield ranges that end before they begin ("June 24 to 20", "the 2024-2019 term"), with their ends exchanged."""
    months = "|".join(sorted(map(re.escape, calendar.months), key=len, reverse=True))
    behind = rf"(?: to | until |[-–])(?:(?:{months}) )?(?P<to>\d{{1,2}})\b(?![-–/:.,]?\d)"
    patterns: Sequence[tuple[str, bool]] = (
        (rf"\b(?:{months}) (?P<from>\d{{1,2}}){behind}", True),
        (rf"\b(?P<from>\d{{1,2}})(?: (?:{months}))? ?(?:to|until|[-–]) ?(?P<to>\d{{1,2}}) (?:{months})\b", True),
        (r"\((?P<from>\d{1,2}) ?[-–] ?(?P<to>\d{1,2})/\d{1,2}(?:/\d{2,4})?\)", True),
        (rf"\b(?:{_TERM})(?: of| from)? {_YEARS}\b", False),
        (rf"\b{_YEARS} (?:{_TERM})\b", False),
    )
    for pattern, days in patterns:
        for match in re.finditer(pattern, text):
            names = set(re.findall(months, match[0]))
            first, last = int(match["from"]), int(match["to"])
            over = len(names) > 1 or (days and first >= 25 and last <= 7)  # "from June 30 to 2 (July)"
            if first <= last or over or (days and (first > 31 or first - last == 1)):
                continue
            yield Span(*match.span()), _swapped(match)


def _swapped(match: re.Match[str]) -> str:
    """Give a range with its ends exchanged."""
    start, text = match.start(), match[0]
    a, b = (
        (match.start("from") - start, match.end("from") - start),
        (match.start("to") - start, match.end("to") - start),
    )
    return text[: a[0]] + match["to"] + text[a[1] : b[0]] + match["from"] + text[b[1] :]


_ZONES = r"a\.m\.|p\.m\.|[ap]m\b|GMT\b|UTC\b|(?:local|[A-Z][a-z]+(?: [A-Z][a-z]+)?) [Tt]ime\b"


def impossible_times(text: str, zones: Iterable[str]) -> Iterator[Span]:
    """Yield times that no clock shows: "25:30 local time", "10:75 a.m."; `zones` are abbreviations of time zones."""
    behind = "|".join([_ZONES, *(rf"{re.escape(zone)}\b" for zone in zones)])
    for match in re.finditer(rf"(?<![\d.:,$])(?P<hour>\d{{1,2}})[.:](?P<minute>\d\d)(?::\d\d)?\s?(?:{behind})", text):
        hour, minute = int(match["hour"]), int(match["minute"])
        if hour > 24 or minute > 59 or (hour == 24 and minute > 0):
            yield Span(*match.span())
