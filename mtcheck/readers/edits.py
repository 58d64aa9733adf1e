"""Edits of an article's text, and what goes with a phrase that is deleted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from mtcheck.records import Document, Span

_OPENING = "\"'(\u201c\u2018\u00ab["
_CLOSING = "\"')\u201d\u2019\u00bb]"
_STOPS = ".,;:!?\u2026"
_BRACKETS = {"(": ")", "[": "]", "\u201c": "\u201d", "\u2018": "\u2019", '"': '"'}
_SPACE_BEFORE = re.compile(r"[^\S\n\r]*\Z")
_SPACE_AFTER = re.compile(r"[^\S\n\r]*")
_LINES_AFTER = re.compile(r"\s*")
_WORD = re.compile(r"\w[\w'\u2019-]*")


@dataclass(frozen=True, slots=True)
class Edit:
    """A text to stand in the place of a stretch [start, end) of an article's text; an empty stretch is an insertion."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"an edit needs 0 <= start <= end, not [{self.start}, {self.end})")

    @property
    def span(self) -> Span:
        """The stretch that is replaced."""
        return Span(self.start, self.end)


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """Sort edits by their places; raises ValueError where two of them overlap, which is a fault of the caller."""
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    for one, other in pairwise(ordered):
        if one.end > other.start:
            raise ValueError(f"two edits overlap: [{one.start}, {one.end}) and [{other.start}, {other.end})")
    return ordered


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Give a text with edits applied; raises ValueError where two of them overlap."""
    parts: list[str] = []
    end = 0
    for edit in in_order(edits):
        parts += text[end : edit.start], edit.text
        end = edit.end
    return "".join((*parts, text[end:]))


def trimmed(text: str, edit: Edit) -> Edit:
    """Leave out of an edit what it does not change at its two ends."""
    old, new = text[edit.start : edit.end], edit.text
    most = min(len(old), len(new))
    front = next((i for i in range(most) if old[i] != new[i]), most)
    back = next((i for i in range(most - front) if old[-1 - i] != new[-1 - i]), most - front)
    return Edit(edit.start + front, edit.end - back, new[front : len(new) - back])


def deletion(document: Document, start: int, end: int) -> Edit:
    """Delete a phrase with what would be left over of it, and give a sentence that it began with one a new capital.

    Left over are a blank, empty brackets or quotation marks, and a comma that set the phrase off. Of a paragraph that
    goes as a whole, the line goes too; of one that stands in a file with markup, its place stays.
    """
    text = document.text
    start, end = _unwrapped(text, start, end)
    if not _before(text, start) and not _after(text, end):
        return _whole_lines(document, start, end)
    begins = _begins_sentence(document, start, end)
    is_small = text[start:end].lstrip(_OPENING + " ")[:1].islower()
    start, end = _without_commas(text, start, end, begins=begins)
    start, end = _without_blanks(text, start, end)
    if begins and not is_small and (capital := _capital(text, end)):
        return Edit(start, end + 1, capital)
    return Edit(start, end, "")


def _before(text: str, start: int) -> str:
    """Give the character of the line before a place, across blanks; "" at the line's beginning."""
    line = text[:start].rstrip(" \t\u00a0")
    return "" if line[-1:] in ("", "\n", "\r") else line[-1]


def _after(text: str, end: int) -> str:
    """Give the character of the line behind a place, across blanks; "" at the line's end."""
    match = _SPACE_AFTER.match(text, end)
    following = text[match.end() : match.end() + 1] if match else ""
    return "" if following in ("", "\n", "\r") else following


def _unwrapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Take brackets and quotation marks along that hold nothing else."""
    while start and _BRACKETS.get(text[start - 1], "-") == text[end : end + 1]:
        start, end = start - 1, end + 1
    return start, end


def _whole_lines(document: Document, start: int, end: int) -> Edit:
    """Delete whole lines with the line breaks on one side: the fewer, for paragraphs stay apart, and never the last."""
    text = document.text
    match = _LINES_AFTER.match(text, end)
    first, last = len(text[:start].rstrip()), match.end() if match else end
    is_nearer = len(text[first:start].splitlines()) < len(text[end:last].splitlines())
    before = first > 0 and (last == len(text) or is_nearer)
    lines = Edit(first, end, "") if before else Edit(start, last, "")
    return lines if _has_lines(document, lines.span) else Edit(start, end, "")


def _has_lines(document: Document, span: Span) -> bool:
    """Say whether the line breaks of a stretch stand in the file, rather than for the bounds of its paragraphs."""
    if document.origin is None:
        return not any(segment.locator for segment in document.segments)
    return sum(min(run.end, span.end) - max(run.start, span.start) for run in document.origin.runs_of(span)) == len(
        span
    )


def _begins_sentence(document: Document, start: int, end: int) -> bool:
    """Say whether a phrase begins a sentence and leaves something of it."""
    index = document.segment_index(Span(start, max(end, start + 1)))
    if index is None:
        return False
    segment = document.segments[index]
    before = document.text[segment.start : max(start, segment.start)]
    after = document.text[end : max(segment.end, end)].strip(_STOPS + _CLOSING + " ")
    return bool(after) and not before.strip(_OPENING + " ")


def _without_commas(text: str, start: int, end: int, *, begins: bool) -> tuple[int, int]:
    """Take along the comma that set the phrase off, when it would stand alone or beside another mark."""
    following, preceding = _after(text, end), _before(text, start)
    if following and ((begins and following in ",:;") or following == preceding == ","):
        return start, text.index(following, end) + 1
    if preceding == "," and following and following in _STOPS + _CLOSING:
        return text.rindex(",", 0, start), end
    return start, end


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """Take along the white space of one side, so that neither two blanks remain nor one where none belongs."""
    before, after = _SPACE_BEFORE.search(text, 0, start), _SPACE_AFTER.match(text, end)
    first, last = before.start() if before else start, after.end() if after else end
    following, preceding = text[last : last + 1], text[first - 1 : first]
    if following in ("", "\n", "\r") or following in _STOPS or (last == end and following in _CLOSING):
        return first, last
    if preceding in ("", "\n", "\r") or first < start or preceding in _OPENING:
        return start, last
    return start, end


def _capital(text: str, place: int) -> str:
    """Give the capital for the word at a place; "" where it needs none, or has its own way with capitals (iPhone)."""
    word = _WORD.match(text, place)
    if not word or not word[0].islower() or len(word[0][0].upper()) != 1:
        return ""
    return word[0][0].upper()
