"""MT401 date-format: dates and times in the source language's form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mtcheck.analysis import Context, tables
from mtcheck.records import Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_NUMERIC = r"(?P<one>\d{1,2}) ?(?P<by>[/.-]) ?(?P<two>\d{1,2})(?: ?(?P=by) ?(?P<year>\d{4}|\d{2}))?"
_TIME = r"(?P<hour>[01]?\d|2[0-4])(?P<sep>[.:])(?P<minute>[0-5]\d)(?:[.:][0-5]\d)?"
_CLAUSE_GOES_ON = re.compile(r"\s*(?:[.,;:)\"”]|$|(?:at|in|by|from|after|when|and|said)\b)")
_HALF = re.compile(rf"(?<![\d.:,$]){_TIME}(?P<gap> ?)(?P<half>[ap](?:\.m\b\.?|m\b))", re.IGNORECASE)


@rule("MT401", "date-format", category=Category.DATE_FORMAT, severity=Severity.MINOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Dates or times keep the form of the source language.

    What it finds:
        Numeric dates beside a weekday or in brackets with a year ("Friday (17/5)", "Monday 24/06"), a slash between
        weekday and date, a word such as "yesterday" behind a full date ("July 22 yesterday"), months and weekdays
        that stayed untranslated in a date, hours from 13 on with "a.m." or "p.m.", and times with a local time zone
        that no reader abroad knows ("00.00 WIB").

    Why it matters:
        "Tuesday (9/7)" is September 7 to American readers and July 9 to the author; "20:30 WIB" means nothing to
        someone who does not live there.

    Example:
        "on Friday (17/5)" instead of "on Friday (May 17)".

    Limits:
        Numbers with a slash count as dates only beside a weekday, or with a year in brackets: fractions, scores,
        24/7 and 9/11 are left alone, and so are ISO dates. The order is taken from the source language unless the
        figures or the weekday of a full date show the other one. Human writers from Indonesia use these forms too:
        they are faults of form, no proof of machine translation.

    Safe fixes:
        Dates whose figures can be read in one way only (a day over 12), commas for slashes, and hours of the 24-hour
        clock that have "a.m." or "p.m." rightly. Time zones and dates such as "9/7" need an editor.
    """
    finder = _Finder(context.table("formats"), tables.load("common", "formats"))
    text = context.document.text
    yield from finder.numeric(text)
    yield from finder.worded(text)
    yield from finder.halves(text)
    yield from finder.zones(text)


@dataclass(frozen=True, slots=True)
class _Finder:
    """The patterns of dates and times, made from the tables of the source language and of English."""

    source: Mapping[str, Any]
    english: Mapping[str, Any]

    @property
    def _weekdays(self) -> dict[str, int]:
        english = {name: i for i, name in enumerate(self.english["weekdays"])}
        return {**self.source["weekdays"], **english}

    def numeric(self, text: str) -> Iterator[Hit]:
        """Find numeric dates that a weekday or brackets show to be dates."""
        found = [m for m in self._numeric_pattern().finditer(text) if _is_plainly_a_date(m)]
        day_first = self._day_first(found)
        for match in found:
            weekday, year = match["day"], match["year"] or match["year_"]
            one, two = _figures(match)
            read = self._date(match, day_first=day_first)
            if read is None:
                continue
            english = self.english["weekdays"][self._weekdays[weekday]] if weekday in self._weekdays else weekday
            when = f"{english}{match['part'] or ''}"
            bracketed = f"{when} ({read})" if match["close"] else f"{when}, {read}"
            sure = max(one, two) > 12 or bool(year) or one == two
            yield Hit(
                match.start(),
                match.end(),
                "A date in figures has an order that readers must guess; news writes the month as a word.",
                bracketed if weekday else read,
                (Evidence("date", f"{one}/{two} is read here as {read}"),),
                confidence=0.95 if weekday and sure else 0.85,
                applicability="safe" if max(one, two) > 12 or one == two else None,
            )

    def _numeric_pattern(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, self._weekdays))
        part = r"(?P<part> (?:morning|noon|afternoon|evening|night))?"
        day = rf"\b(?P<day>{names}|[Yy]esterday|[Tt]oday|[Tt]omorrow)\b{part}"
        near = rf"{day}(?P<gap>,? ?\(| ?, | )\s?{_NUMERIC}(?P<close>\s?\))?"
        return re.compile(rf"{near}(?!\d|[.:/,-]\d|%)|(?<=\(){_NUMERIC_YEAR}(?=\))")

    def _day_first(self, found: Sequence[re.Match[str]]) -> bool:
        """Say which order the dates are in: the source's, unless figures over 12 only ever come second."""
        figures = [_figures(match) for match in found]
        if any(two > 12 for _, two in figures) and not any(one > 12 for one, _ in figures):
            return False
        return bool(self.source["date"]["order"] == "day-month") or any(one > 12 for one, _ in figures)

    def _date(self, match: re.Match[str], *, day_first: bool) -> str | None:
        """Read a numeric date in the given order, unless its figures or its weekday show the other one."""
        figures, weekday, year = _figures(match), match["day"], match["year"] or match["year_"]
        in_order = figures if day_first else figures[::-1]
        readings = [(d, m) for d, m in (in_order, in_order[::-1]) if 1 <= d <= 31 and 1 <= m <= 12]
        if not readings:
            return None
        if year and len(year) == 4 and weekday in self._weekdays:
            readings.sort(key=lambda r: not _falls_on(self._weekdays[weekday], int(year), r[1], r[0]))
        day, month = readings[0]
        full = f", {year if len(year) == 4 else '20' + year}" if year else ""
        return f"{self.english['months_before_day'][month - 1]} {day}{full}"

    def worded(self, text: str) -> Iterator[Hit]:
        """Find dates whose words betray the source: a slash, a word behind the date, an untranslated month."""
        weekdays, months = "|".join(self.english["weekdays"]), "|".join(self.english["months"])
        short = "|".join(m.rstrip(".") for m in self.english["months_before_day"])
        for match in re.finditer(rf"\(?\b({weekdays}) ?/ ?((?:{months}|{short})\b\.? \d{{1,2}}\b)\)?", text):
            suggestion = f"{match[1]}, {match[2]}"
            bracketed = match[0].startswith("(") and match[0].endswith(")")
            start, end = (match.start(), match.end()) if bracketed else (match.start(1), match.end(2))
            suggestion = f"({suggestion})" if bracketed else suggestion
            message = "A comma, not a slash, joins the weekday and the date."
            yield Hit(start, end, message, suggestion, confidence=0.9, applicability="safe")
        yield from self._word_behind(text, weekdays, f"{months}|{short}")
        foreign = "|".join(self.source["months"])
        for match in re.finditer(rf"\b(\d{{1,2}}) ({foreign})\b(?: (\d{{4}})\b)?", text):
            if 1 <= int(match[1]) <= 31:
                month = self.english["months_before_day"][self.source["months"][match[2]] - 1]
                suggestion = f"{month} {match[1]}" + (f", {match[3]}" if match[3] else "")
                message = f"The month {match[2]!r} is not translated."
                yield Hit(match.start(), match.end(), message, suggestion, confidence=0.9, severity=Severity.MAJOR)

    def _word_behind(self, text: str, weekdays: str, months: str) -> Iterator[Hit]:
        words = "|".join(self.source["after_date"])
        dated = rf"(?:(?:{months})\.? \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} (?:{months})(?: \d{{4}})?)"
        year = rf"(?:(?:{months}) )?(?:19|20)\d\d"
        vague = rf"(?<=\bon )(?:{weekdays})(?= \(?y)|(?:(?<=\bin )|(?<=\bsince )){year}(?= \(?ago)"
        pattern = rf"\b(?P<date>{dated}|{vague}),? (?:\((?P<in>{words})\)|(?P<word>{words})\b)(?!['’]s)"
        for match in re.finditer(pattern, text):
            word = match["word"] or match["in"]
            if word != "ago" and not _CLAUSE_GOES_ON.match(text, match.end()):
                continue  # "July 22 yesterday became" may be a stray adverb of the next clause
            yield Hit(
                match.start(),
                match.end(),
                f"English gives the date or says {word!r}, not both.",
                match["date"],
                (Evidence("source habit", f"{self.source['after_date'][word]} follows a date in the source language"),),
                confidence=0.85,
            )

    def halves(self, text: str) -> Iterator[Hit]:
        """Find hours of the 24-hour clock with a half of the day: "17:00 pm", "00.30 am"."""
        for match in _HALF.finditer(text):
            hour, morning = int(match["hour"]), match["half"][0].lower() == "a"
            if hour <= 12 and match["hour"] != "00":
                continue
            message = "The 24-hour clock takes no a.m. or p.m."
            if (hour < 12) == morning:
                right = _clock(hour, match["minute"])
                yield Hit(match.start(), match.end(), message, right, confidence=0.95, applicability="safe")
            else:
                yield Hit(match.start(), match.end(), message, None, confidence=0.95)

    def zones(self, text: str) -> Iterator[Hit]:
        """Find times with an abbreviated time zone of the source's country."""
        zones = "|".join(self.source["zones"])
        single = r"(?:\d{1,2}[.:]\d\d|\d{1,2})(?: ?[ap]\.?m\.?)?"
        pattern = rf"(?<![\d.:]){single}(?: ?(?:[-–]|to|until) ?{single})? ?\(?(?P<zone>{zones})\b\)?"
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if not match["zone"].isupper() and not re.search(r"\d[.:]\d", match[0]):
                continue  # "30 wit" is no time
            zone = self.source["zones"][match["zone"].upper()]
            if f"({match['zone']})" in text.replace(match[0], "") and "." not in match[0]:
                continue  # the article explains its abbreviation
            times = [_clock(int(h), m or "00") for h, m, half in _TIMES.findall(match[0]) if int(h) <= 24 and not half]
            kept = match[0][: match.start("zone") - match.start()].strip(" (")
            when = " to ".join(times) if times else kept
            yield Hit(
                match.start(),
                match.end(),
                f"Readers abroad do not know {match['zone']}; name the time zone, in the clock of the article.",
                f"{when} {zone}",
                (Evidence("abbreviation", f"{match['zone']} is {zone}"),),
                confidence=0.9,
            )


_NUMERIC_YEAR = r"(?P<one_>\d{1,2})(?P<by_>[/.-])(?P<two_>\d{1,2})(?P=by_)(?P<year_>(?:19|20)\d\d)"
_TIMES = re.compile(r"(\d{1,2})(?:[.:](\d\d))?( ?[ap]\.?m)?", re.IGNORECASE)


def _clock(hour: int, minute: str) -> str:
    """Write a time as American newspapers do: "5 p.m.", "9:30 a.m.", "noon", "midnight"."""
    hour %= 24
    if minute == "00" and hour in (0, 12):
        return "noon" if hour else "midnight"
    minutes = "" if minute == "00" else f":{minute}"
    return f"{hour % 12 or 12}{minutes} {'a.m.' if hour < 12 else 'p.m.'}"


def _figures(match: re.Match[str]) -> tuple[int, int]:
    return int(match["one"] or match["one_"]), int(match["two"] or match["two_"])


def _is_plainly_a_date(match: re.Match[str]) -> bool:
    """Say whether figures are a date by their brackets, their year or their form ("24/06"), not "3/4" or "24/7".

    With a dot or a hyphen they need a year: "Friday (7.30)" is a time and "Saturday (2-1)" a score.
    """
    one, two = _figures(match)
    year, opened = match["year"] or match["year_"], "(" in (match["gap"] or "")
    if (match["by"] or match["by_"]) != "/" and not (year and len(year) == 4):
        return False
    if match["day"] is None:
        return True
    if opened or match["close"]:
        return opened and bool(match["close"])
    return bool(year) or match["two"].startswith("0") or (one > 12 and (one, two) != (24, 7))


def _falls_on(weekday: int, year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).weekday() == weekday
    except ValueError:
        return False
