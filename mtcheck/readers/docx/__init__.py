"""Word's files (DOCX, ECMA-376): their paragraphs as an article, and edits written back into their runs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from mtcheck.config import MAX_BYTES
from mtcheck.readers.docx.blocks import Block, Piece, W, has_tracked_changes, of_part
from mtcheck.readers.docx.package import Package, opened, repacked
from mtcheck.readers.edits import Edit, in_order
from mtcheck.readers.segmentation import blocks_of, of_blocks
from mtcheck.records import Comment, Document, Locator, Paragraph, Segment, Span, UnusableInputError

__all__ = ["read", "rewritten"]

_BETWEEN = "\n\n"
_HEADINGS = ("title", "subtitle", "heading")
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_TRACKED = "tracked changes are read as accepted"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A piece of a part, and its stretch [start, end) of the article."""

    start: int
    end: int
    piece: Piece
    part: str


@dataclass(frozen=True, slots=True)
class _Layout:
    """The text of a file's blocks, with the place of each block and of each piece."""

    text: str
    starts: tuple[int, ...]
    blocks: tuple[Block, ...]
    pieces: tuple[_Placed, ...]


def read(name: str, data: bytes, *, language: str = "en") -> Document:
    """Read a DOCX file: its paragraphs, with a blank line between two of them; comments are those of the margin.

    The segments' locators name the part, and the paragraph and runs in it. Raises UnusableInputError for a file that
    is no DOCX file, holds no text, or could do harm.
    """
    package = opened(name, data)
    roots = _roots(package)
    layout = _laid_out([block for part, root in roots.items() for block in of_part(part, root)])
    if not layout.text.strip():
        raise UnusableInputError(f"{name}: the document holds no text")
    if len(layout.text) > MAX_BYTES:
        raise UnusableInputError(f"{name}: larger than the limit of {MAX_BYTES / 1e6:g} MB")
    return Document(
        layout.text,
        tuple(_located(paragraph, layout) for paragraph in _paragraphs(package, layout)),
        name=name,
        language=language,
        notes=(_TRACKED,) if any(map(has_tracked_changes, roots.values())) else (),
        comments=tuple(_comments(package, layout)),
    )


def rewritten(name: str, data: bytes, edits: Sequence[Edit]) -> bytes:
    """Give a file's bytes with edits of its text made in the runs: what is new looks as the first touched run does.

    The parts without an edit keep their bytes.
    """
    from lxml import etree

    package = opened(name, data)
    roots = _roots(package)
    layout = _laid_out([block for part, root in roots.items() for block in of_part(part, root)])
    parts = {part for edit in reversed(in_order(edits)) for part in _edit(layout, edit)}
    changed = {
        part: etree.tostring(roots[part].getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
        for part in parts
    }
    return repacked(data, package, changed)


def _roots(package: Package) -> dict[str, Any]:
    """Parse the parts that hold text: the body and the notes."""
    parts = (package.main, package.related("footnotes"), package.related("endnotes"))
    return {part: package.root(part) for part in parts if part is not None}


def _laid_out(blocks: Sequence[Block]) -> _Layout:
    texts, starts, pieces, end = [], [], [], 0
    shown = [block for block in blocks if block.text.strip()]
    for block in shown:
        starts.append(end)
        for piece in block.pieces:
            pieces.append(_Placed(end, end + len(piece.text), piece, block.part))
            end += len(piece.text)
        texts.append(block.text)
        end += len(_BETWEEN)
    return _Layout(_BETWEEN.join(texts), tuple(starts), tuple(shown), tuple(pieces))


def _paragraphs(package: Package, layout: _Layout) -> tuple[Paragraph, ...]:
    """Make the paragraphs: a line break parts two of them, as in a plain text; headings are what is styled so."""
    spans: list[Span] = []
    headings: list[int] = []
    names = _heading_styles(package)
    for start, block in zip(layout.starts, layout.blocks, strict=True):
        lines = [Span(start + line.start, start + line.end) for line in blocks_of(block.text)]
        if block.style in names:
            headings += range(len(spans), len(spans) + len(lines))
        spans += lines
    return of_blocks(layout.text, spans, headings or None)


def _heading_styles(package: Package) -> set[str]:
    """Give the ids of the styles that are a title's or a heading's, or are based on one."""
    styles = {style.style_id: style for style in package.word.styles}
    return {identity for identity, style in styles.items() if _is_heading(style)}


def _is_heading(style: Any) -> bool:
    for _ in range(10):  # a style that is based on itself is a damaged file
        if style is None:
            return False
        if (style.name or "").lower().startswith(_HEADINGS):
            return True
        style = getattr(style, "base_style", None)
    return False


def _located(paragraph: Paragraph, layout: _Layout) -> Paragraph:
    return replace(
        paragraph,
        segments=tuple(replace(segment, locator=_locator(segment, layout)) for segment in paragraph.segments),
    )


def _locator(segment: Segment, layout: _Layout) -> Locator:
    """Say in which paragraph and runs of its part a segment stands."""
    touched = _touched(layout, segment.span)
    first, last = touched[0], touched[-1]
    path = f"paragraph {first.piece.paragraph}, run {first.piece.run}"
    if last.piece.paragraph != first.piece.paragraph:
        path += f" to paragraph {last.piece.paragraph}, run {last.piece.run}"
    elif last.piece.run != first.piece.run:
        path = f"paragraph {first.piece.paragraph}, runs {first.piece.run}-{last.piece.run}"
    return Locator(first.part, path)


def _touched(layout: _Layout, span: Span) -> list[_Placed]:
    """Give the pieces that a stretch of the text touches."""
    first = bisect_right(layout.pieces, span.start, key=lambda placed: placed.end)
    return list(takewhile(lambda placed: placed.start < span.end, layout.pieces[first:]))


def _comments(package: Package, layout: _Layout) -> Iterator[Comment]:
    """Yield the comments of the margin, each with the line of the text on which its stretch begins."""
    texts = {str(comment.comment_id): comment.text for comment in package.word.comments}
    for start, block in zip(layout.starts, layout.blocks, strict=True):
        for identity, before in block.comments:
            if text := texts.pop(identity, ""):
                yield Comment(text, layout.text.count("\n", 0, start + before) + 1)


def _edit(layout: _Layout, edit: Edit) -> Iterator[str]:
    """Make an edit in the elements, and yield the parts that it changes.

    Edits are made from the last to the first: what stands before one is as it was.
    """
    touched = [placed for placed in _touched(layout, edit.span) if placed.end > placed.start]
    if not touched:  # an insertion: it belongs to what stands before it
        beside = (placed for placed in layout.pieces if placed.start <= edit.start <= placed.end)
        touched = [placed for placed in beside if placed.piece.element.tag == f"{W}t"][:1]
    for number, placed in enumerate(touched):
        new = edit.text if number == 0 else ""
        start, end = max(edit.start - placed.start, 0), min(edit.end, placed.end) - placed.start
        _write(placed.piece, start, end, new)
        yield placed.part


def _write(piece: Piece, start: int, end: int, new: str) -> None:
    """Put a text in the place of a stretch of a piece; a tab or the like becomes text."""
    if piece.element.tag != f"{W}t":
        piece.element.tag = f"{W}t"
        piece.element.attrib.clear()
        piece.element.text = piece.text
    for holder in (piece.element, piece.twin):
        if holder is not None:
            text = holder.text or ""
            holder.text = text[:start] + new + text[end:]
            if holder.text != holder.text.strip():
                holder.set(_PRESERVE, "preserve")
