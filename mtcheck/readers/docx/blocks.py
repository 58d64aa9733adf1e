"""What a reader of a Word document sees, block by block, and the elements that hold each piece of its text.

Read are the paragraphs of the body in their order, those of tables, content controls and text boxes among them, and the
notes at the end. Insertions that were tracked count as made and deletions as gone; hidden text is not seen. Headers and
footers are left out: what stands on every page (a running title, the date, the page number) is not the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNSEEN = frozenset(f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "sectPr", "rt", "instrText", "delText"))
"""Elements whose text nobody sees (any more): tracked deletions, properties, the reading aids of ruby, field codes."""
_CHANGES = tuple(f"{W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo"))
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_TEXT = f"{W}t"
_LAID_OUT = re.compile(r"[\t\n\r]")
_NOTE_KINDS = ("separator", "continuationSeparator", "continuationNotice")
_OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text, the element that holds it, and the numbers of its paragraph and run.

    `twin` is the element of its copy for programs that know no text boxes of today.
    """

    text: str
    element: Any
    paragraph: int
    run: int
    twin: Any = None


@dataclass(slots=True)
class Block:
    """A paragraph: the part that it stands in, its style, its pieces, and the comments that begin in it.

    A comment is told by its number and how many characters of the block stand before it.
    """

    part: str
    style: str
    pieces: list[Piece] = field(default_factory=list)
    comments: list[tuple[str, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return "".join(piece.text for piece in self.pieces)


def has_tracked_changes(root: Any) -> bool:
    """Say whether a part holds changes that nobody has accepted or rejected yet."""
    return next(root.iter(*_CHANGES), None) is not None


def of_part(part: str, root: Any) -> list[Block]:
    """Give the blocks of a part: the body's, or those of the notes."""
    return _Walk(part).blocks(root)


class _Walk:
    """A walk over the elements of a part, in their order."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._made: list[Block] = []
        self._numbers = count(1)
        self._twins: dict[Any, Any] = {}
        self._is_running_on = False

    def blocks(self, root: Any) -> list[Block]:
        self._container(root)
        return self._made

    def _container(self, element: Any) -> None:
        """Walk over what holds paragraphs: the body, a table's cell, a text box, a note."""
        for child in element:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{_MC}AlternateContent":
                self._container(self._alternative(child))
            elif child.tag not in _UNSEEN and isinstance(child.tag, str) and not _is_left_out(child):
                self._container(child)
        self._is_running_on = False

    def _paragraph(self, element: Any) -> None:
        style = element.find(f"{W}pPr/{W}pStyle")
        if self._is_running_on and self._made:
            block = self._made[-1]  # the mark between the two was deleted
        else:
            block = Block(self._part, "" if style is None else style.get(f"{W}val", ""))
            self._made.append(block)
        self._is_running_on = element.find(f"{W}pPr/{W}rPr/{W}del") is not None
        boxes: list[Any] = []
        self._inline(element, block, next(self._numbers), count(1), boxes)
        running_on, self._is_running_on = self._is_running_on, False
        for box in boxes:
            self._container(box)
        self._is_running_on = running_on and not boxes

    def _inline(self, element: Any, block: Block, paragraph: int, runs: Iterator[int], boxes: list[Any]) -> None:
        """Walk over what stands in a paragraph: runs, and what holds runs (links, insertions, fields)."""
        for child in element:
            if child.tag in (f"{W}commentRangeStart", f"{W}commentReference"):
                block.comments.append((child.get(f"{W}id", ""), len(block.text)))
            elif child.tag == f"{W}r":
                self._run(child, block, paragraph, next(runs), boxes)
            elif child.tag not in _UNSEEN and str(child.tag).startswith(W):
                self._inline(child, block, paragraph, runs, boxes)

    def _run(self, element: Any, block: Block, paragraph: int, run: int, boxes: list[Any]) -> None:
        if _is_hidden(element):
            return
        for child in element:
            if child.tag == _TEXT:
                text = _LAID_OUT.sub(" ", child.text or "")
                block.pieces.append(Piece(text, child, paragraph, run, self._twins.get(child)))
            elif child.tag in _SIGNS:
                block.pieces.append(Piece(_SIGNS[child.tag], child, paragraph, run))
            elif child.tag == f"{W}commentReference":
                block.comments.append((child.get(f"{W}id", ""), len(block.text)))
            elif child.tag == f"{W}ruby":
                self._inline(child, block, paragraph, count(run), boxes)
            else:
                boxes.extend(self._boxes(child))

    def _boxes(self, element: Any) -> Iterator[Any]:
        """Yield the contents of the text boxes of a drawing."""
        if element.tag == f"{W}txbxContent":
            yield element
        elif element.tag == f"{_MC}AlternateContent":
            for child in self._alternative(element):
                yield from self._boxes(child)
        else:
            for child in element:
                yield from self._boxes(child)

    def _alternative(self, element: Any) -> Any:
        """Choose between a content and its fallback, and remember which texts of the two are the same."""
        choice, fallback = element.find(f"{_MC}Choice"), element.find(f"{_MC}Fallback")
        if choice is None or fallback is None:
            return next((one for one in (choice, fallback) if one is not None), ())
        own, others = list(choice.iter(_TEXT)), list(fallback.iter(_TEXT))
        if [text.text for text in own] == [text.text for text in others]:
            self._twins.update(zip(own, others, strict=True))
        return choice


def _is_left_out(element: Any) -> bool:
    """Say whether an element is the row of a table that was deleted, or a line between text and notes."""
    if element.tag == f"{W}tr":
        return element.find(f"{W}trPr/{W}del") is not None
    return element.get(f"{W}type") in _NOTE_KINDS


def _is_hidden(run: Any) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "1") not in _OFF
