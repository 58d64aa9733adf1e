"""The dates of an article: days written as "Tuesday (24/6)", "Monday, June 24, 2024", "24 June" or "yesterday (24/6)".

A numeric date has two readings where both figures may be a month; the source language's order comes first. Names of
months and weekdays are taken in English and, where they stayed untranslated, in the source language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mtcheck.analysis import Context, tables

_FULL_YEAR = r"(?:19|20)\d\d"
_ORDINAL = r"(?:st|nd|rd|th)?"
_NUMERIC = rf"(?P<one>\d{{1,2}}) ?(?P<by>[/.-]) ?(?P<two>\d{{1,2}})(?: ?(?P=by) ?(?P<numeric_year>{_FULL_YEAR}|\d\d))?"
_ENDS = r"(?!\d|[.:/,-]\d|%|\w)"
_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PART_OF_DAY = r"(?: (?:early |late |local )?(?:morning|midday|noon|afternoon|evening|night|time))?"
_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}
_AND = r"\s?(?:,|/|-|–|and|or|to|until|till|through|and from)\s?(?:early |late |the )?"


@dataclass(frozen=True, slots=True)
class Dated:
    """One date in the text, [start, end) with its weekday; `readings` are its possible (month, day), likeliest first.

    `weekday` counts from Monday = 0; `relative` is 0 for "today (24/6)", -1 for yesterday's, 1 for tomorrow's. No
    reading means that no calendar has such a day. `weekday_end` is where the weekday's name ends.
    """

    start: int
    end: int
    readings: tuple[tuple[int, int], ...]
    year: int | None = None
    weekday: int | None = None
    relative: int | None = None
    weekday_end: int = 0
    numeric: bool = False
    bracketed: bool = False

    def days(self, year: int | None = None) -> tuple[date, ...]:
        """Give the days that the date may be, in its own year or the given one; 29 February only in leap years."""
        year = self.year or year
        return tuple(d for m, n in self.readings if year and (d := day_of(year, m, n)))


def day_of(year: int, month: int, day: int) -> date | None:
    """Give a day of the calendar, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def exists(month: int, day: int) -> bool:
    """Say whether some year has such a day."""
    return 1 <= month <= 12 and 1 <= day <= _LAST_DAYS[month - 1]


@dataclass(frozen=True)
class Calendar:
    """The names of days and months that a text may use, and how English news writes them."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    english: Mapping[str, Any]
    day_first: bool

    @classmethod
    def of(cls, context: Context) -> Calendar:
        """Give the calendar of English and of the article's source language."""
        source, english = context.table("formats"), tables.load("common", "formats")
        months = {n: i + 1 for i, n in enumerate(english["months"])} | dict(source["months"])
        months |= {n: i + 1 for i, n in enumerate(english["months_before_day"])}
        months |= {"Jan": 1, "Feb": 2, "Aug": 8, "Sep": 9, "Sept": 9, "Oct": 10, "Nov": 11, "Dec": 12}
        weekdays = {n: i for i, n in enumerate(english["weekdays"])} | dict(source["weekdays"])
        return cls(months, weekdays, english, source["date"]["order"] == "day-month")

    def find(self, text: str) -> Iterator[Dated]:
        """Yield the dates of a text in its order; figures with a slash count only beside a day, or with a full year."""
        for match in self._pattern().finditer(text):
            if found := self._read(match):
                yield found

    def write(self, day: tuple[int, int], year: int | None = None) -> str:
        """Write a (month, day) as American news does: "June 24, 2024"."""
        return f"{self.english['months_before_day'][day[0] - 1]} {day[1]}" + (f", {year}" if year else "")

    def name(self, weekday: int) -> str:
        """Give a weekday's name."""
        return str(self.english["weekdays"][weekday])

    def _pattern(self) -> re.Pattern[str]:
        names, months = _either(self.weekdays), _either(self.months)
        relative = "[Yy]esterday|[Tt]oday|[Tt]omorrow"
        lead = (
            rf"\b(?:(?P<listed>(?:{names}){_PART_OF_DAY}{_AND})?(?P<weekday>{names})|(?P<relative>{relative}))"
            rf"{_PART_OF_DAY}(?P<gap>,?\s?\(\s?| ?/ ?|,? the |,\s|\s)"
        )
        named = rf"(?P<month_1>{months}) (?P<day_1>\d{{1,2}}){_ORDINAL}(?:,? (?P<year_1>{_FULL_YEAR}))?"
        turned = rf"(?P<day_2>\d{{1,2}}){_ORDINAL}(?: of)? (?P<month_2>{months})(?:,? (?P<year_2>{_FULL_YEAR}))?"
        dated = rf"(?:{named}{_ENDS}|{turned}(?!\w)|{_NUMERIC}{_ENDS})"
        return re.compile(rf"(?:{lead}|(?<![\w.,/$-])(?P<opened>\()?){dated}(?P<close>\s?\))?")

    def _read(self, match: re.Match[str]) -> Dated | None:
        lead, bracketed = match["weekday"] or match["relative"], bool(match["close"])
        opened = bool(match["opened"]) or "(" in (match["gap"] or "")
        if match["one"]:
            if not _is_plainly_a_date(match, bracketed=bracketed and opened):
                return None
            one, two, year = int(match["one"]), int(match["two"]), match["numeric_year"]
            orders = [(two, one), (one, two)] if self.day_first else [(one, two), (two, one)]
        else:
            month = self.months[match["month_1"] or match["month_2"]]
            orders = [(month, int(match["day_1"] or match["day_2"]))]
            year = match["year_1"] or match["year_2"]
        start = match.start("weekday") if match["weekday"] else match.start()
        if match["opened"]:
            start += 1
        end = match.end() if bracketed and lead and opened else match.end() - len(match["close"] or "")
        # "Monday and Tuesday, June 24": the date may be either's.
        weekday = None if match["listed"] or not match["weekday"] else self.weekdays[match["weekday"]]
        return Dated(
            start=start,
            end=end,
            readings=tuple(dict.fromkeys(r for r in orders if exists(*r))),
            year=(int(year) if len(year) == 4 else 2000 + int(year)) if year else None,
            weekday=weekday,
            relative=_RELATIVE.get((match["relative"] or "").lower()),
            weekday_end=match.end("weekday") if match["weekday"] else start,
            numeric=bool(match["one"]),
            bracketed=bracketed and opened,
        )


def _either(words: Mapping[str, int]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _is_plainly_a_date(match: re.Match[str], *, bracketed: bool) -> bool:
    """Say whether figures are a date ("Friday (17/5)", "Monday 24/06"), not a score, a time, 24/7 or a fraction."""
    one, two, year = int(match["one"]), int(match["two"]), match["numeric_year"]
    if (match["by"] != "/" and not (year and len(year) == 4)) or not (match["weekday"] or match["relative"]):
        return bool(year and len(year) == 4 and bracketed and match["by"] in "/-.")
    if bracketed:
        return True
    return bool(year) or match["two"].startswith("0") or (12 < one <= 31 and two <= 12 and (one, two) != (24, 7))
