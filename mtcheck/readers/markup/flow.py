"""Text in blocks: what runs on in one line of a page, its white space folded as a browser folds it, with its places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mtcheck.readers.markup.tokens import Text
from mtcheck.records import Run, Span

_PART = re.compile(r"(?P<space>[ \t\n\f\r\xa0]+)|(?P<unseen>[\0\xad\u200b\ufeff]+)|[^ \t\n\f\r\xa0\0\xad\u200b\ufeff]+")
"""White space (a no-break space is one too: whoever reads the page sees no difference), marks that nobody sees (soft
hyphens, zero-width spaces), and all else."""
_LINE = re.compile(r"\r\n|\r|\n")
_ENDED = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019\u00bb)\]]*$")
_LONG = 40
"""A preformatted line of so many characters, without a full stop, was broken by its width."""


@dataclass(slots=True, eq=False)
class Block:
    """A stretch of text that runs on, what it is in words, the elements around it, and where its text stands.

    `host` is the block to which a text that shows only on demand belongs; `unchecked` are stretches of the block.
    """

    kind: str
    path: str
    heading: bool = False
    host: Block | None = None
    runs: list[Run] = field(default_factory=list)
    unchecked: list[Span] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _exact: bool = False

    @property
    def text(self) -> str:
        """Give the block's text."""
        return "".join(self._parts)

    @property
    def last_part(self) -> str:
        """Give the characters that came last."""
        return self._parts[-1] if self._parts else ""

    def __len__(self) -> int:
        return self._length

    def add(self, text: str, start: int, end: int, *, exact: bool, unchecked: bool = False) -> None:
        """Add characters that a stretch of the file says; `exact` when it says them as they are."""
        place, stop = self._length, self._length + len(text)
        last = self.runs[-1] if self.runs else None
        if exact and self._exact and last and last.file_end == start:
            self.runs[-1] = Run(last.start, stop, last.file_start, end)
        else:
            self.runs.append(Run(place, stop, start, end))
        if unchecked and self.unchecked and self.unchecked[-1].end >= place - 1:
            self.unchecked[-1] = Span(self.unchecked[-1].start, stop)
        elif unchecked:
            self.unchecked.append(Span(place, stop))
        self._parts.append(text)
        self._length, self._exact = stop, exact


class Flow:
    """The blocks of a page as they are read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._block: Block | None = None
        self._space: tuple[int, int, bool] | None = None
        self._breaks = 0
        self._line = Span(0, 0)
        self._asides: list[Block] = []

    @property
    def block(self) -> Block | None:
        """Give the block that text is added to, where there is one."""
        return self._block

    def begin(self, block: Block) -> None:
        """Begin a block."""
        self._block, self._space, self._line = block, None, Span(0, 0)

    def add(self, piece: Text, *, unchecked: bool = False) -> None:
        """Add text to the block that was begun; white space at its ends is left out."""
        for text, start, end, exact in _parts(piece):
            if not text:
                self._space = self._space or (start, end, exact)
            elif self._block is not None:
                if self._space and len(self._block):
                    begin, stop, plain = self._space
                    self._block.add(" ", begin, stop, exact=plain)
                self._block.add(text, start, end, exact=exact, unchecked=unchecked)
                self._space, self._breaks = None, 0

    def line_break(self, start: int, end: int) -> None:
        """Note a line break; whether it parts blocks shows when more text comes."""
        if self._block is not None and not self._breaks:
            self._line = Span(self._line.end, len(self._block))
        self._breaks += 1
        self._space = self._space or (start, end, False)

    def breaks_before(self, text: str, *, preformatted: bool = False) -> bool:
        """Say whether the text that follows a line break begins a block: unless the sentence plainly runs on."""
        body = text.lstrip()
        if self._block is None or not self._breaks or not body:
            return False
        before = self._block.last_part
        wrapped = preformatted and len(self._line) >= _LONG and not _ENDED.search(before)
        runs_on = wrapped or body[0].islower() or (before.endswith(",") and body[0].isalpha())
        return self._breaks > 1 or not runs_on

    def aside(self, block: Block, *, now: bool) -> None:
        """Add a text that stands beside the others: at once where no text has begun and it may, else after it."""
        if now and self._block is None:
            self.blocks.append(block)
        else:
            self._asides.append(block)

    def end(self) -> None:
        """End the block."""
        block, self._block, self._space, self._breaks = self._block, None, None, 0
        if block is None:
            return
        self.blocks.append(block)
        for aside in self._asides:
            aside.host = block
        self.finish()

    def finish(self) -> None:
        """Add the texts that waited for the block they belong to."""
        self.blocks += self._asides
        self._asides = []


def lines(piece: Text) -> Iterator[Text]:
    """Yield the lines of a preformatted text, and between them the line breaks."""
    if piece.end - piece.start != len(piece.text):
        yield piece
        return
    place = 0
    for match in _LINE.finditer(piece.text):
        yield Text(piece.text[place : match.start()], piece.start + place, piece.start + match.start())
        yield Text("\n", piece.start + match.start(), piece.start + match.end())
        place = match.end()
    yield Text(piece.text[place:], piece.start + place, piece.end)


def _parts(piece: Text) -> Iterator[tuple[str, int, int, bool]]:
    """Yield the words of a piece and the white space between, as ""; both with whether the file holds them so."""
    exact = piece.end - piece.start == len(piece.text)
    for match in _PART.finditer(piece.text):
        start, end = (piece.start + match.start(), piece.start + match.end()) if exact else (piece.start, piece.end)
        if match["space"]:
            yield "", start, end, exact and match[0] == " "
        elif not match["unseen"]:
            yield match[0], start, end, exact
