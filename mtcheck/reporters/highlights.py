"""The article cut up for highlighting: paragraphs, a row per sentence, and properly nested stretches of findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from mtcheck.records import Document, Paragraph, SegmentKind, Span


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
    stretches = [[*_stretches(paragraph)] for paragraph in document.paragraphs]
    edges = _edges([stretch for inside in stretches for _, stretch in inside], spans)
    first = 0
    for paragraph, inside in zip(document.paragraphs, stretches, strict=True):
        parts = []
        for offset, stretch in inside:
            segment = None if offset is None else paragraph.segments[offset]
            steps = tuple(_steps(document.text, stretch, edges))
            index = None if offset is None else first + offset
            parts.append(Part(index, segment.kind if segment else None, steps))
        headline = any(segment.kind == "headline" for segment in paragraph.segments)
        yield Block(headline, tuple(_rows(parts)))
        first += len(paragraph.segments)


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


def _edges(stretches: Sequence[Span], spans: Sequence[Span]) -> dict[int, Span]:
    """Give, for each finding that touches the paragraphs, the stretch from its first to its last character there."""
    edges = {}
    for number, span in enumerate(spans):
        touched = [stretch for stretch in stretches if stretch.overlaps(span)]
        if touched:
            edges[number] = Span(max(span.start, touched[0].start), min(span.end, touched[-1].end))
    return edges


def _steps(text: str, stretch: Span, edges: dict[int, Span]) -> Iterator[Step]:
    """Yield the steps through a stretch: findings are closed and opened again where they would cross."""
    here = {n: span for n, span in edges.items() if span.overlaps(stretch)}
    cuts = {edge for span in here.values() for edge in (span.start, span.end) if stretch.start < edge < stretch.end}
    stack: list[int] = []
    for start, end in pairwise(sorted({stretch.start, stretch.end} | cuts)):
        opening = [n for n in here if here[n].start <= start < here[n].end and n not in stack]
        for number in sorted(opening, key=lambda n: (-here[n].end, n)):
            stack.append(number)
            yield Step("open", finding=number, outer=here[number].start == start)
        yield Step("text", text[start:end])
        ended = [n for n in stack if here[n].end <= end or end == stretch.end]
        while stack and ended:
            number = stack.pop()
            ended = [n for n in ended if n != number]
            yield Step("close", finding=number, outer=here[number].end == end)
