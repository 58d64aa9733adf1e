"""A phrase in its sentence, short enough to read: what stands before it, the phrase, and what follows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from mtcheck.records import Document, Span

ELLIPSIS = "…"
"""Stands where text was cut away."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A phrase and its surroundings in one line, white space folded; cut ends carry an ellipsis."""

    before: str
    phrase: str
    after: str


def excerpt(document: Document, span: Span, *, context: int = 120, longest: int = 240) -> Excerpt:
    """Cut the sentences that a stretch touches to `context` characters on each side of it.

    A phrase of more than `longest` characters loses its middle.
    """
    around = surroundings(document, span)
    before = _fold(document.text[around.start : span.start])
    after = _fold(document.text[span.end : around.end])
    phrase = _fold(document.text[span.start : span.end])
    return Excerpt(_last(before.lstrip(), context), shortened(phrase, longest), _first(after.rstrip(), context))


def surroundings(document: Document, span: Span) -> Span:
    """Give the sentences that a stretch touches and the stretch itself as one stretch; its line where there is none."""
    first = bisect_right(document.segments, span.start, key=lambda segment: segment.end)
    last = bisect_left(document.segments, span.end, key=lambda segment: segment.start)
    touched = [segment.span for segment in document.segments[first:last]]
    if not touched:
        touched = [line for line, _ in document.lines() if line.overlaps(span)]
    return Span(min(s.start for s in (*touched, span)), max(s.end for s in (*touched, span)))


def located(text: str, phrase: str) -> Excerpt | None:
    """Find a phrase in a line of text, whatever its case; None where it does not occur or is empty."""
    match = re.search(re.escape(phrase), text, re.IGNORECASE) if phrase else None
    return match and Excerpt(text[: match.start()], match[0], text[match.end() :])


def clipped(found: Excerpt, longest: int) -> Excerpt:
    """Cut an excerpt to about `longest` characters: around its phrase, or at the end where it has none."""
    if not found.phrase:
        return Excerpt(_first(found.before + found.after, longest), "", "")
    return Excerpt(
        _last(found.before, longest // 2), shortened(found.phrase, longest), _first(found.after, longest // 2)
    )


def shortened(text: str, longest: int) -> str:
    """Cut the middle out of a text that is longer than `longest` characters."""
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{_first(text, half)} {_last(text, half)}".replace(f"{ELLIPSIS} {ELLIPSIS}", ELLIPSIS)


def _fold(text: str) -> str:
    """Fold each run of white space into one space, at the ends too: the phrase may stand inside a word."""
    folded = " ".join(text.split())
    lead = " " if text[:1].isspace() else ""
    trail = " " if folded and text[-1:].isspace() else ""
    return f"{lead}{folded}{trail}"


def _first(text: str, limit: int) -> str:
    """Keep the beginning of a text, up to a word's end where there is one near."""
    if len(text) <= limit:
        return text
    kept = text[:limit]
    return f"{kept[: kept.rfind(' ')] if ' ' in kept[limit // 2 :] else kept} {ELLIPSIS}"


def _last(text: str, limit: int) -> str:
    """Keep the end of a text, from a word's beginning where there is one near."""
    if len(text) <= limit:
        return text
    kept = text[-limit:]
    space = kept.find(" ", 0, limit // 2)
    return f"{ELLIPSIS} {kept[space + 1 :]}"
