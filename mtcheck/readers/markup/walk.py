"""The walk over the tokens of a page: which text is seen, in which blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mtcheck.readers.markup import elements
from mtcheck.readers.markup.flow import Block, Flow, lines
from mtcheck.readers.markup.open_elements import Element, OpenElements
from mtcheck.readers.markup.tokens import End, Remark, Start, Text, Token

_NOT_SHOWN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_QUOTES = (("\u201c", "\u201d"), ("\u2018", "\u2019"))
_OWN = elements.HIDDEN | elements.UNCHECKED | {"q"}
_TELLING = frozenset(("hidden", "aria-hidden", "style", "lang", "role"))
"""The elements that run on in a line, and the attributes, that make text another; of all others nothing is kept."""
_BUTTONS = ("submit", "button", "reset")


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a page that are seen, in the order of the file, and its comments with their places."""

    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...]


def walk(tokens: Iterable[Token], *, language: str = "en") -> Page:
    """Give the blocks and comments of a page; words that the page says are not in `language` are not to be checked."""
    walker = _Walker(language)
    for token in tokens:
        walker.take(token)
    return walker.page()


class _Walker:
    """The elements that are open and the text that was read so far."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._open = OpenElements()
        self._flow = Flow()
        self._remarks: list[Remark] = []
        self._link_end = -1
        """Where a link has just ended."""

    def take(self, token: Token) -> None:
        """Take in the next token."""
        if isinstance(token, Text):
            self._text(token)
        elif isinstance(token, Start):
            self._start(token)
        elif isinstance(token, End):
            self._end(token)
        elif token.text:
            self._remarks.append(token)

    def page(self) -> Page:
        """Give what was read."""
        self._flow.end()
        self._flow.finish()
        return Page(tuple(self._flow.blocks), tuple(self._remarks))

    def _text(self, token: Text) -> None:
        if self._open.innermost.name == "head" and token.text.strip():
            self._open.close("head")
        where = self._open.innermost
        if not where.visible:
            return
        for piece in lines(token) if where.preformatted else (token,):
            if where.preformatted and piece.text == "\n":
                self._flow.line_break(piece.start, piece.end)
                continue
            if self._flow.breaks_before(piece.text, preformatted=where.preformatted):
                self._flow.end()
            if self._flow.block is None and piece.text.strip("\0\xad\u200b\ufeff \t\r\n\f\xa0"):
                self._flow.begin(self._block(where.kind))
            self._flow.add(piece, unchecked=where.unchecked)

    def _start(self, tag: Start) -> None:
        name = tag.name
        self._leave_head_and_drawings(name)
        if name == "html" or (name in ("head", "body") and self._open.count(name)):
            return
        if name in elements.TABLE_PARTS and not self._open.count("table"):
            self._flow.end()
            return
        self._open.make_way(name)
        if _is_block(name) or self._is_link_alone(tag):
            self._flow.end()
        if name == "br":
            self._flow.line_break(tag.start, tag.end)
        own = _is_block(name) or name in _OWN or not _TELLING.isdisjoint(tag.attributes)
        element = self._element(tag) if own else self._open.innermost
        if element.visible or name == "meta":
            self._attributes(tag, element)
        if name in elements.VOID or (tag.closed and self._in_drawing()):
            return
        if name == "q" and element.visible:
            self._text(Text(_QUOTES[self._open.count("q") % 2][0], tag.start, tag.end))
        if own:
            self._open.open(element)

    def _end(self, tag: End) -> None:
        name = tag.name
        if name in ("html", "body"):
            return
        if name == "br":
            self._flow.line_break(tag.start, tag.end)
        if name == "q" and self._open.count("q"):
            self._text(Text(_QUOTES[(self._open.count("q") - 1) % 2][1], tag.start, tag.end))
        if _is_block(name) or (name == "a" and self._open.innermost.navigation):
            self._flow.end()
        self._open.close(name)
        self._link_end = tag.end if name == "a" else -1

    def _leave_head_and_drawings(self, name: str) -> None:
        """Close what the page's writer has left open: the head, at the body's first element, and a drawing."""
        if self._open.count("head") and name not in elements.HEAD:
            self._open.close("head")
        if name in elements.LEAVES_DRAWING:
            for drawing in elements.DRAWINGS:
                self._open.close(drawing)

    def _in_drawing(self) -> bool:
        return any(self._open.count(drawing) for drawing in elements.DRAWINGS)

    def _is_link_alone(self, tag: Start) -> bool:
        """Say whether a tag begins a link that is no part of a sentence: in a menu, or close upon another link."""
        return tag.name == "a" and (self._open.innermost.navigation or self._link_end == tag.start)

    def _element(self, tag: Start) -> Element:
        """Make of a start tag the element that it opens here."""
        around, name = self._open.innermost, tag.name
        shown = not _is_hidden(tag) and not (name == "code" and around.preformatted)
        lets = elements.LET.get(name, around.lets) if around.visible else around.lets
        return Element(
            name,
            kind=elements.KINDS.get(name, around.kind),
            visible=shown and ((around.visible and name not in elements.HIDDEN) or name in around.lets),
            unchecked=self._is_unchecked(tag),
            navigation=around.navigation or name in elements.NAVIGATION or tag.attributes.get("role") == "navigation",
            preformatted=around.preformatted or name in elements.PREFORMATTED,
            lets=lets if shown else frozenset(),
        )

    def _is_unchecked(self, tag: Start) -> bool:
        """Say whether an element's text is for machines, or marked as of another language."""
        said = tag.attributes.get("lang", "").lower().split("-")[0]
        if said and tag.name in elements.SENTENCE_PARTS:
            return said != self._language
        return self._open.innermost.unchecked or tag.name in elements.UNCHECKED

    def _attributes(self, tag: Start, element: Element) -> None:
        """Add the texts of a tag that are seen in its place, or when the pointer rests on it."""
        kind = tag.attributes.get("type", "text").lower()
        if tag.name == "meta":
            if tag.attributes.get("name", "").lower() == "description":
                self._aside("page description", tag, "content", element)
            return
        if tag.name.endswith(("img", "image")) or (tag.name == "input" and kind == "image"):
            self._aside("alternative text", tag, "alt", element)
        if tag.name == "input" and kind in _BUTTONS:
            self._aside("button", tag, "value", element)
        if tag.name in ("input", "textarea") and kind not in ("hidden", *_BUTTONS):
            self._aside("label", tag, "placeholder", element)
        if tag.name in ("option", "optgroup"):
            self._aside("option", tag, "label", element)
        if tag.name not in elements.UNTOLD:
            self._aside("tooltip", tag, "title", element)

    def _aside(self, kind: str, tag: Start, name: str, element: Element) -> None:
        """Add the text of an attribute as a block."""
        if name not in tag.texts:
            return
        path = self._open.path()
        flow = Flow()
        flow.begin(Block(kind, f"{path} > {tag.name}" if path else tag.name))
        for piece in tag.texts[name]:
            flow.add(piece, unchecked=element.unchecked)
        flow.end()
        for block in flow.blocks:
            if len(block):
                self._flow.aside(block, now=kind != "tooltip")

    def _block(self, kind: str) -> Block:
        return Block(kind, self._open.path(), heading=kind in ("heading", "page title"))


def _is_block(name: str) -> bool:
    """Say whether an element's text runs on in no other; an element of the page's own making is held to be a block."""
    return name in elements.BLOCKS or ("-" in name and not name.endswith("-img"))


def _is_hidden(tag: Start) -> bool:
    attributes = tag.attributes
    return (
        attributes.get("hidden", "until-found").lower() != "until-found"
        or attributes.get("aria-hidden", "").lower() == "true"
        or (tag.name == "dialog" and "open" not in attributes)
        or bool(_NOT_SHOWN.search(attributes.get("style", "")))
    )
