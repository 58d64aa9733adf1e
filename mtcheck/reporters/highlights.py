"""The article cut up for highlighting: paragraphs, a row per sentence, and properly nested stretches of findings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from mtcheck.records import Document, Paragraph, Report, SegmentKind, Span


@dataclass(frozen=True, slots=True)
class Step:
    """One step through a stretch: text to write, or the beginning or the end of a finding (by its index).

    A finding that crosses another, or the end of a sentence, comes in pieces; `outer` says of a beginning that it
    is the finding's first, and of an end that it is its last.
    """

    kind: Literal["open", "text", "close"]
    text: str = ""
    finding: int = -1
    outer: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a paragraph: a segment (by its index), or what stands between two (None)."""

    segment: int | None
    kind: SegmentKind | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with what leads to it (a dateline, a dash, a space); `segment` is the sentence's index."""

    segment: int | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the article in rows."""

    headline: bool
    rows: tuple[Row, ...]


def blocks(document: Document, spans: Sequence[Span]) -> Iterator[Block]:
    """Yield the article's paragraphs, cut up along the stretches of its findings."""
    stretches = [tuple(_stretches(paragraph)) for paragraph in document.paragraphs]
    inside = iter(_inside([stretch for paragraph in stretches for _, stretch in paragraph], spans))
    first = 0
    for paragraph, numbered in zip(document.paragraphs, stretches, strict=True):
        parts = []
        for number, stretch in numbered:
            steps = tuple(_steps(document.text, stretch, next(inside)))
            kind = None if number is None else paragraph.segments[number].kind
            parts.append(Part(None if number is None else first + number, kind, steps))
        headline = any(segment.kind == "headline" for segment in paragraph.segments)
        yield Block(headline, tuple(_rows(parts)))
        first += len(paragraph.segments)


def pairs(report: Report) -> tuple[int, ...]:
    """Give each segment the number of what it renders: neighbours that render the same sentences share one."""
    numbers: list[int] = []
    for index, segment in enumerate(report.segments):
        shared = index > 0 and bool(segment.source) and segment.source == report.segments[index - 1].source
        numbers.append(numbers[-1] if shared else index)
    return tuple(numbers)


def _stretches(paragraph: Paragraph) -> Iterator[tuple[int | None, Span]]:
    """Yield the segments of a paragraph (with their numbers in it) and what lies between, without a gap."""
    position = paragraph.start
    for number, segment in enumerate(paragraph.segments):
        if segment.start > position:
            yield None, Span(position, segment.start)
        yield number, segment.span
        position = segment.end
    if position < paragraph.end:
        yield None, Span(position, paragraph.end)


def _rows(parts: Sequence[Part]) -> Iterator[Row]:
    """Gather the parts into rows: each ends with a sentence, the last one also with what follows it."""
    gathered: list[Part] = []
    ends = [i for i, part in enumerate(parts) if part.kind in ("sentence", "headline")]
    for i, part in enumerate(parts):
        gathered.append(part)
        if (i in ends and i != ends[-1]) or i == len(parts) - 1:
            segment = next((p.segment for p in gathered if p.kind in ("sentence", "headline")), None)
            yield Row(segment, tuple(gathered))
            gathered = []


def _inside(stretches: Sequence[Span], spans: Sequence[Span]) -> list[dict[int, Span]]:
    """Give, for each stretch, the findings that touch it, each cut to what the stretches show of it."""
    inside: list[dict[int, Span]] = [{} for _ in stretches]
    for number, span in enumerate(spans):
        first = bisect_right(stretches, span.start, key=lambda stretch: stretch.end)
        last = bisect_left(stretches, span.end, key=lambda stretch: stretch.start) - 1
        if first <= last:
            shown = Span(max(span.start, stretches[first].start), min(span.end, stretches[last].end))
            for findings in inside[first : last + 1]:
                findings[number] = shown
    return inside


def _steps(text: str, stretch: Span, findings: Mapping[int, Span]) -> Iterator[Step]:
    """Yield the steps through a stretch: findings are closed and opened again where they would cross."""
    cuts = {edge for span in findings.values() for edge in (span.start, span.end)}
    inner = {edge for edge in cuts if stretch.start < edge < stretch.end}
    stack: list[int] = []
    for start, end in pairwise(sorted({stretch.start, stretch.end} | inner)):
        opening = [n for n, span in findings.items() if span.start <= start < span.end and n not in stack]
        for number in sorted(opening, key=lambda n: (-findings[n].end, n)):
            stack.append(number)
            yield Step("open", finding=number, outer=findings[number].start == start)
        yield Step("text", text[start:end])
        ended = {n for n in stack if findings[n].end <= end or end == stretch.end}
        while ended:
            number = stack.pop()
            ended.discard(number)
            yield Step("close", finding=number, outer=findings[number].end == end)
