"""Paragraphs and sentences with offsets into the original text.

Sentences come from nupunkt (a maintained Punkt with English abbreviations; Kiss & Strunk 2006); around it stand
what news pages need: hard-wrapped lines are one block, a dateline ("JAKARTA - ") and a headline are segments of
their own, and abbreviations of Indonesian news ("Rp.", "Tbk.") end no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from mtcheck.records import Paragraph, Segment, SegmentKind, Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]*\S[^\n\r\u2028\u2029]*")
_CLOSING = "\"'\u201d\u2019\u00bb)]"
_SENTENCE_END = re.compile(rf"[.!?\u2026:;][{re.escape(_CLOSING)}]*$")
_NO_BREAK_AFTER = re.compile(
    r"(?:^|[\s(\"'\u201c])(?:Rp|Tbk|PT|CV|UD|Jl|Jln|Gg|Kab|Kec|Kel|Prov|No|Nos|Dr|Drs|Dra|Ir|Hj?|K\.?H|Tgk|R|Rr|[A-Z])\.$"
)
_DEGREE = re.compile(r"(?:^|[\s,])(?:[A-Z]{1,2}[a-z]{0,3}\.){1,3}$")
_NO = re.compile(r"\bno\.\s+(?=[\"'\u201c]?[A-Z])")
"""The word "no" at a sentence's end, which Punkt takes for the abbreviation of "number"."""
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.'\u2019]+(?:[ -](?:[A-Z][\w.'\u2019]+|of|and|the)){0,3}"
    r"(?:,\s*[A-Z][\w.'\u2019]+(?:[ .][A-Z][\w.'\u2019]*){0,3}){0,2}"
    r"(?:,?\s*\([^()\n]{2,40}\))?)\s*(?:--|[-\u2013\u2014])\s+(?=[\"'\u201c\u2018]?[A-Z0-9])"
)
_WRAP_LIMIT = (40, 110)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Split a text into paragraphs and their segments; the segments' texts are slices of the text."""
    return of_blocks(text, blocks_of(text))


def blocks_of(text: str) -> list[Span]:
    """Give the blocks of a text, without the white space at their ends."""
    return [_trimmed(text, block) for block in _blocks(text)] if text.strip() else []


def of_blocks(text: str, blocks: Sequence[Span], headlines: Collection[int] | None = None) -> tuple[Paragraph, ...]:
    """Make a paragraph of each block of a text (a stretch without white space at its ends).

    `headlines` are the numbers of the blocks that the file says are headlines; None leaves it to the looks of the text.
    """
    if headlines is None:
        headline = _headline(text, blocks)
        headlines = () if headline is None else (headline,)
    return tuple(
        Paragraph(block.start, block.end, tuple(_segments(text, block, number, "headline")))
        if number in headlines
        else Paragraph(block.start, block.end, tuple(_segments(text, block, number, "sentence")))
        for number, block in enumerate(blocks)
    )


def _blocks(text: str) -> Iterator[Span]:
    """Yield the blocks: each line of its own, but lines that were hard-wrapped together."""
    lines = [Span(*match.span()) for match in _LINE.finditer(text)]
    width = max((len(line) for line in lines), default=0)
    wrapped = _WRAP_LIMIT[0] <= width <= _WRAP_LIMIT[1]
    start: int | None = None
    for line, following in zip(lines, (*lines[1:], None), strict=True):
        start = line.start if start is None else start
        if not (wrapped and following and _continues(text, line, following, width)):
            yield Span(start, line.end)
            start = None


def _continues(text: str, line: Span, following: Span, width: int) -> bool:
    """Say whether a line runs on in the next one: no blank line between, and no room for the next line's first word."""
    gap = text[line.end : following.start]
    if gap.replace("\r\n", "\n").count("\n") != 1:
        return False
    first_word = text[following.start : following.end].split(maxsplit=1)[0]
    return len(line) + 1 + len(first_word) > width - 2


def _trimmed(text: str, block: Span) -> Span:
    body = text[block.start : block.end]
    start = block.start + len(body) - len(body.lstrip())
    return Span(start, start + len(body.strip()))


def _headline(text: str, blocks: Sequence[Span]) -> int | None:
    """Give the number of the block that is the headline: among the first three, a short line without a final stop.

    A page has a headline only when something longer follows it; a label such as "Share:" ends in a colon.
    """
    for number, block in enumerate(blocks[:3]):
        line = text[block.start : block.end]
        if _DATELINE.match(line):
            return None
        if 3 <= len(line.split()) <= 25 and not _SENTENCE_END.search(line) and len(blocks) > number + 1:
            return number
        if _SENTENCE_END.search(line) and not line.endswith(":"):
            return None
    return None


def _segments(text: str, block: Span, paragraph: int, kind: SegmentKind) -> Iterator[Segment]:
    start = block.start
    if kind == "sentence" and (match := _DATELINE.match(text, block.start, block.end)) and _is_dateline(match["place"]):
        end = match.end("place")
        yield Segment(start, end, text[start:end], "dateline", paragraph)
        start = match.end()
    if kind == "headline":
        yield Segment(start, block.end, text[start : block.end], kind, paragraph)
        return
    for sentence in _sentences(text[start : block.end]):
        span = _trimmed(text, Span(start + sentence.start, start + sentence.end))
        yield Segment(span.start, span.end, text[span.start : span.end], kind, paragraph)


def _is_dateline(place: str) -> bool:
    """Say whether what stands before the dash looks like a dateline: upper case, an agency, or a short place name."""
    return (
        place.isupper()
        or "(" in place
        or any(w.isupper() and len(w) > 2 for w in re.split(r"\W+", place))
        or (len(place.split()) <= 2 and "." not in place.rstrip("."))
    )


def _sentences(block: str) -> Iterator[Span]:
    """Yield the sentences of a block, joining what an abbreviation tore apart."""
    from nupunkt import sent_spans

    start: int | None = None
    spans = [part for span in sent_spans(block) for part in _at_no(block, *span) if block[slice(*part)].strip()]
    for (begin, end), following in zip(spans, (*spans[1:], None), strict=True):
        start = begin if start is None else start
        if following and _is_torn(block[start:end].rstrip(), block[slice(*following)].lstrip()):
            continue
        yield Span(start, end)
        start = None


def _at_no(block: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence's span, cut behind every "no." that ends a sentence."""
    for match in _NO.finditer(block, start, end):
        yield start, match.end()
        start = match.end()
    yield start, end


def _is_torn(before: str, after: str) -> bool:
    """Say whether a break is none: after an abbreviation, or before a lower-case word, digit or closing mark."""
    if after[0] in _CLOSING[2:]:
        return True
    if before[-1] == "." and (_NO_BREAK_AFTER.search(before) and not after[:1].isspace()):
        return after[:1].isalnum()
    return before[-1] == "." and (after[0].islower() or (after[0].isdigit() and bool(_DEGREE.search(before))))
