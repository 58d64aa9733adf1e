"""The dates of an article in their sentences: when it appeared, and which dates are of its own year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mtcheck.analysis import Context, tables
from mtcheck.analysis.dates import Calendar, Dated
from mtcheck.records import Segment, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_HEAD = 300
"""How far into an article its dateline or time stamp is looked for."""
_STAMP_BEFORE = re.compile(r"(?:[A-Z][A-Za-z.]*[ ,/(|-]*){0,8}")
_STAMP_BEHIND = re.compile(r"\)?\s?(?:\([^)]*\)\s?)?(?:[-–—|]|,? \d{1,2}[.:]\d\d|$|\n)")
_OTHER_YEAR = re.compile(
    r"\b(?:(?:last|next|previous|following|that|same) year|years? (?:ago|earlier|before|later)|1\d{3}|20\d\d)\b", re.I
)


@dataclass(frozen=True)
class DatedText:
    """The dates of an article with where they stand."""

    context: Context
    calendar: Calendar
    all: tuple[Dated, ...]

    @classmethod
    def of(cls, context: Context) -> DatedText:
        """Find the dates of an article."""
        calendar = Calendar.of(context)
        return cls(context, calendar, tuple(calendar.find(context.document.text)))

    @property
    def text(self) -> str:
        """The article."""
        return self.context.document.text

    def segment(self, dated: Dated) -> Segment | None:
        """Give the sentence of a date."""
        index = self.context.document.segment_index(Span(dated.start, dated.end))
        return None if index is None else self.context.document.segments[index]

    @cached_property
    def undated(self) -> tuple[Dated, ...]:
        """Give the dates that have no year, in sentences that speak of none either."""
        return tuple(d for d in self.all if d.year is None and d.readings and not self._of_another_year(d))

    @cached_property
    def stamp(self) -> Dated | None:
        """Give the full date of the dateline, or of the line that tells when the article appeared."""
        for dated in self.all:
            segment = self.segment(dated)
            if segment is None or segment.start > _HEAD or not dated.year or len(dated.days()) != 1:
                continue
            before, behind = self.text[segment.start : dated.start], self.text[dated.end : dated.end + 40]
            if _STAMP_BEFORE.fullmatch(before) and _STAMP_BEHIND.match(behind):
                return dated
        return None

    def _of_another_year(self, dated: Dated) -> bool:
        segment = self.segment(dated)
        if segment is None:
            return True
        stamped = self.stamp is not None and segment.span.contains(Span(self.stamp.start, self.stamp.end))
        start = self.stamp.end if stamped and self.stamp else segment.start
        return bool(_OTHER_YEAR.search(self.text, start, segment.end))

    def with_weekday(self, dated: Dated, weekday: int) -> str:
        """Write a date with another weekday, and with its month as a word."""
        name, text = self.calendar.name(weekday), self.text[dated.weekday_end : dated.end]
        if not dated.numeric:
            return name + text
        written = self.calendar.write(dated.readings[0], dated.year)
        return f"{name} ({written})" if dated.bracketed else f"{name}, {written}"

    def shown(self, dated: Dated) -> str:
        """Give a date as it stands in the text."""
        return " ".join(self.text[dated.start : dated.end].split())


def is_told_as_past(text: DatedText, dated: Dated) -> bool:
    """Say whether the clause of a date tells of something that has happened."""
    segment = text.segment(dated)
    if segment is None or text.context.quotations.around(dated.start, dated.end) is not None:
        return False
    plans = tables.load("common", "dates")["plans"]
    doc = text.context.parse(segment)
    if any(token.lower_ in plans for token in doc):
        return False
    token = next((t for t in doc if segment.start + t.idx >= dated.start), None)
    verb = next((t for t in _upward(token) if t.pos_ in ("VERB", "AUX")), None) if token is not None else None
    return verb is not None and (
        verb.tag_ == "VBD" or any(c.tag_ == "VBD" and c.dep_ == "auxpass" for c in verb.children)
    )


def _upward(token: Token) -> Iterator[Token]:
    yield token
    yield from token.ancestors
