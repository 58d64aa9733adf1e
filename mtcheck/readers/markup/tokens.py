"""The tokens of an HTML text, each with its exact place.

turbohtml's tokenizer is that of the HTML standard (https://html.spec.whatwg.org/multipage/parsing.html) and tells the
line and column of each token; no parser that builds a tree for Python tells where the characters of a text stood,
and one that builds a browser's tree tears them out of the order of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtcheck.readers.markup.attributes import READ, places

if TYPE_CHECKING:
    from turbohtml import Token as RawToken

_LINE_END = re.compile(r"\r\n|\r|\n")
_CDATA = "<![CDATA["


@dataclass(frozen=True, slots=True)
class Text:
    """Characters that are seen, and the stretch [start, end) of the file that says them.

    The two are equally long where the file holds the characters as they are.
    """

    text: str
    start: int
    end: int


def told(text: str, start: int, end: int, shown: str) -> Text:
    """Give the text that a stretch of a file stands for; one that is written otherwise is never equally long."""
    if text[start:end] == shown:
        return Text(shown, start, end)
    return Text(shown, start, end - (end - start == len(shown)))


@dataclass(frozen=True, slots=True)
class Start:
    """A start tag: its name, the values of its attributes, and the texts of those that somebody reads, with places."""

    name: str
    start: int
    end: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    closed: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """An end tag."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, and where it begins."""

    text: str
    start: int


Token = Text | Start | End | Remark


def of_html(text: str) -> Iterator[Token]:
    """Yield the tokens of an HTML text; references (`&amp;`) are texts of their own."""
    import turbohtml

    lines = (0, *(match.end() for match in _LINE_END.finditer(text)))
    carriage = "\r" in text
    for raw in turbohtml.tokenize(text, resolve_references=False, capture_source=True):
        start = lines[raw.line - 1] + raw.col
        source = raw.source if raw.source is not None else raw.data
        length = len(source or "")
        end = _behind(text, start, source or "") if carriage else start + length
        yield from _token(text, raw, start, end)


def _token(text: str, raw: RawToken, start: int, end: int) -> Iterator[Token]:
    """Yield what one of the tokenizer's tokens is to us: nothing for a doctype or an instruction."""
    kind = raw.type.name
    if kind == "TEXT":
        yield Text(text[start:end], start, end)
    elif kind == "CHARACTER_REFERENCE":
        yield from _referenced(raw.data or "", text[start:end], start)
    elif kind == "START_TAG":
        attributes = {name: value or "" for name, value in reversed(raw.attrs or [])}
        found = places(text, start, end, attributes) if not READ.isdisjoint(attributes) else {}
        texts = {name: tuple(Text(*piece) for piece in pieces) for name, pieces in found.items()}
        yield Start(raw.tag or "", start, end, attributes, texts, closed=raw.self_closing)
    elif kind == "END_TAG":
        yield End(raw.tag or "", start, end)
    elif kind == "COMMENT" and text.startswith(_CDATA, start) and text.endswith("]]>", 0, end):
        # A section of character data is text in SVG and in XHTML and a comment in HTML, which shows nothing of it.
        yield Remark("", start)
    elif kind == "COMMENT":
        yield Remark((raw.data or "").strip(), start)


def _referenced(shown: str, source: str, start: int) -> Iterator[Text]:
    """Yield what a reference stands for, and what the tokenizer leaves of the letters behind one (`&notit`)."""
    same = 0
    while (shown == source or not source.endswith(";")) and same < len(shown) and shown[-same - 1] == source[-same - 1]:
        same += 1
    behind, end = len(shown) - same, start + len(source)
    if shown[:behind]:
        yield Text(shown[:behind], start, end - same)
    if same:
        yield Text(shown[behind:], end - same, end)


def _behind(text: str, start: int, source: str) -> int:
    """Give the place behind a token of a file with carriage returns, of which the tokenizer makes line feeds."""
    place = start
    *lines, last = source.split("\n")
    for line in lines:
        place += len(line)
        place += 2 if text.startswith("\r\n", place) else 1
    return place + len(last)
