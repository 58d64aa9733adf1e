"""From the blocks of a page to an article."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mtcheck.readers.markup.flow import Block
from mtcheck.readers.markup.tokens import Remark
from mtcheck.readers.markup.walk import Page
from mtcheck.readers.segmentation import of_blocks
from mtcheck.records import Comment, Document, Locator, Origin, Paragraph, Run, Span, UnusableInputError

_BETWEEN = "\n\n"
_BESIDE = frozenset(("page title", "page description", "alternative text", "tooltip"))
"""What stands beside the page's text, and often says once more what it says."""
_HEADINGS, _BEGINNING, _LONGEST, _TELLING = 20, 60, 10_000, 16
"""So many headings and blocks, and characters, at most, are compared; of shorter texts, a few letters tell much."""
_LIKE = 0.8
"""What repeats another text is hardly longer (only the title of a page is: it names the site as well)."""
_SAME = 80
"""Per cent of the letters that two texts share which say the same (rapidfuzz's partial ratio)."""


def article(name: str, text: str, page: Page, *, language: str, notes: Sequence[str]) -> Document:
    """Make an article of a page; `text` is that of the file.

    Raises UnusableInputError when nothing is to be seen on the page.
    """
    blocks = list(_told_once([block for block in page.blocks if block.text.strip()]))
    if not blocks:
        raise UnusableInputError(f"{name}: no text to be seen on the page")
    starts = _starts(blocks)
    shown = _BETWEEN.join(block.text for block in blocks)
    runs = tuple(_moved(run, start) for block, start in zip(blocks, starts, strict=True) for run in block.runs)
    unchecked = (
        Span(start + span.start, start + span.end)
        for block, start in zip(blocks, starts, strict=True)
        for span in block.unchecked
    )
    return Document(
        shown,
        tuple(_paragraphs(shown, blocks, starts)),
        name=name,
        language=language,
        notes=tuple(notes),
        origin=Origin(text, runs),
        comments=tuple(_comments(text, page.remarks)),
        unchecked=tuple(unchecked),
    )


def _told_once(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, but of what stands beside the page's text nothing that the page says as well.

    A title repeats the headline, a description the first sentences, an alternative text the caption: a fault in them
    would count twice. Nearly the same is the same, so that mending the one does not bring the other to light.
    """
    body = [block for block in blocks if block.kind not in _BESIDE]
    said = {_plain(block.text) for block in body}
    headings = [_plain(block.text) for block in body if block.heading][:_HEADINGS]
    beginning = " ".join(_plain(block.text) for block in body[:_BEGINNING])[:_LONGEST]
    for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        if block.kind not in _BESIDE:
            yield block
            continue
        plain = _plain(block.text)
        if block.kind == "page title":
            others = headings
        elif block.kind == "page description":
            plain, others = plain.rstrip(" .\u2026"), [beginning]
        else:
            others = [_plain(other.text) for other in (before, after, block.host) if other and len(other) < _LONGEST]
        least = _TELLING if block.kind == "page title" else int(_LIKE * len(plain))
        if plain not in said and not any(len(o) >= least and _is_part(plain, o) for o in others):
            said.add(plain)
            yield block


def _is_part(plain: str, other: str) -> bool:
    """Say whether a text stands in another, or the other in it, but for a few letters where it is not a short one."""
    from rapidfuzz.fuzz import partial_ratio

    if len(plain) < _TELLING:
        return f" {plain} " in f" {other} "
    return partial_ratio(plain, other) >= _SAME


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _starts(blocks: Sequence[Block]) -> list[int]:
    starts, place = [], 0
    for block in blocks:
        starts.append(place)
        place += len(block) + len(_BETWEEN)
    return starts


def _moved(run: Run, by: int) -> Run:
    return Run(run.start + by, run.end + by, run.file_start, run.file_end)


def _paragraphs(text: str, blocks: Sequence[Block], starts: Sequence[int]) -> Iterator[Paragraph]:
    """Yield a paragraph of each block; its segments say where in the page they stand."""
    headings = {number for number, block in enumerate(blocks) if block.heading}
    spans = [_trimmed(block.text, start) for block, start in zip(blocks, starts, strict=True)]
    counts: Counter[str] = Counter()
    for block, paragraph in zip(blocks, of_blocks(text, spans, headlines=headings or None), strict=True):
        counts[block.kind] += 1
        locator = Locator(block.path, f"{block.kind} {counts[block.kind]}")
        yield replace(paragraph, segments=tuple(replace(s, locator=locator) for s in paragraph.segments))


def _trimmed(body: str, start: int) -> Span:
    """Give the place of a block without the white space that no browser folds (an em space) at its ends."""
    begin = start + len(body) - len(body.lstrip())
    return Span(begin, begin + len(body.strip()))


def _comments(text: str, remarks: Sequence[Remark]) -> Iterator[Comment]:
    lines = [0, *(place + 1 for place, char in enumerate(text) if char == "\n")]
    for remark in sorted(remarks, key=lambda remark: remark.start):
        yield Comment(remark.text, bisect_right(lines, remark.start))
