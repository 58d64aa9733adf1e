"""Where an article quotes: pairs of quotation marks, found paragraph by paragraph.

Straight marks do not say whether they open or close, so their surroundings decide; machine translation often sets
the space on the wrong side (`, "he said`), which is why a mark that looks like an opening one may still close.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mtcheck.records import Document, Span

_DOUBLE = re.compile('["\u201c\u201d\u201e]')
_BEFORE_OPENING = re.compile(r"(?:^|[\s(\[{\u2013\u2014/\u2018'-])$")
_CLOSED_BY = re.compile(r"[,;:)\]]|\.(?!\.)")
_STOP_APART = re.compile(r"[,.!?\u2026]\s$")
_SINGLE = re.compile(
    r"(?<![^\s(\[\u2014\u2013\"\u201c])(?:'(?=[^\s'])(?!\d\ds?\b)[^'\n]*?(?:\b'\b[^'\n]*?)*'|\u2018[^\u2018\n]+?\u2019)(?![^\s.,;:!?)\]\u2014\u2013\"\u201d])"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks: [start, end) with the marks; `opened` and `closed` tell which marks are there.

    A quotation that runs over several paragraphs is one Quotation in each; where its mark is missing, it begins or
    ends with the paragraph. `apart` says that the closing mark stands away from its word (`, "he said`).
    """

    start: int
    end: int
    paragraph: Span
    opened: bool = True
    closed: bool = True
    apart: bool = False

    @property
    def inner(self) -> Span:
        """What stands between the marks."""
        return Span(self.start + self.opened, max(self.start + self.opened, self.end - self.closed))


class Quotations(tuple[Quotation, ...]):
    """The quotations in double marks of a document, in the order of the text."""

    __slots__ = ()

    def around(self, start: int, end: int) -> Quotation | None:
        """Give the quotation that the stretch [start, end) overlaps, if there is one."""
        at = bisect_right(self, end - 1, key=lambda q: q.start) - 1
        return self[at] if at >= 0 and self[at].end > start else None


def double(document: Document) -> Quotations:
    """Find the stretches in double quotation marks."""
    return Quotations(q for p in document.paragraphs for q in _pairs(document.text, p.span))


def single(document: Document) -> tuple[Span, ...]:
    """Find the stretches in single quotation marks (with the marks): not apostrophes, as far as form tells."""
    return tuple(
        Span(p.start + m.start(), p.start + m.end())
        for p in document.paragraphs
        for m in _SINGLE.finditer(document.text[p.start : p.end])
        if any(map(str.isalpha, m.group()))
    )


def _pairs(text: str, paragraph: Span) -> Iterator[Quotation]:
    current: Quotation | None = None
    first = True
    for match in _DOUBLE.finditer(text, paragraph.start, paragraph.end):
        at = match.start()
        if current is None and text[at] == '"' and text[max(at - 1, 0)].isdigit():
            continue  # inches and seconds: 15"
        opens = _opens(text, at, paragraph)
        if current is None:
            if opens is False and first:
                yield Quotation(paragraph.start, at + 1, paragraph, opened=False)
            else:
                current = Quotation(at, paragraph.end, paragraph, closed=False)
        elif opens is True and not _closes_apart(text, current, at):
            yield replace(current, end=at)
            current = Quotation(at, paragraph.end, paragraph, closed=False)
        else:
            yield replace(current, end=at + 1, closed=True, apart=text[at - 1].isspace())
            current = None
        first = False
    if current is not None:
        yield current


def _opens(text: str, at: int, paragraph: Span) -> bool | None:
    """Say whether a mark opens (True) or closes (False) a quotation by its form and its neighbours, if they tell."""
    if text[at] != '"':
        return text[at] != "\u201d"
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    if _CLOSED_BY.match(text, at + 1, paragraph.end):
        return False
    if bool(_BEFORE_OPENING.search(before)) == after.isspace():
        return None if before.isspace() or after.isalnum() else False
    return not after.isspace() and bool(_BEFORE_OPENING.search(before))


def _closes_apart(text: str, current: Quotation, at: int) -> bool:
    """Say whether a mark that looks like an opening one closes: a stop, a space, the mark and no space (`, "he`)."""
    return text[at] == '"' and bool(_STOP_APART.search(text, current.start, at)) and text[at + 1 : at + 2].islower()
