"""The tokens of the page that a Markdown text stands for, each with its exact place in the text.

pulldown-cmark (through pyromark) reads all of CommonMark and tells the place of each event down to single words; it
does not grow slow on hostile text. Its events become the tokens of the HTML that they mean, and raw HTML is read as
HTML, so that one walk gathers both.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from mtcheck.readers.markup import tokens as html
from mtcheck.readers.markup.patchwork import Patchwork
from mtcheck.readers.markup.tokens import End, Remark, Start, Text, Token, told
from mtcheck.records import Span

_NAMES: Mapping[str, str] = {
    "Paragraph": "p",
    "BlockQuote": "blockquote",
    "CodeBlock": "pre",
    "List": "ul",
    "Item": "li",
    "FootnoteDefinition": "div",
    "Table": "table",
    "TableHead": "tr",
    "TableRow": "tr",
    "TableCell": "td",
    "DefinitionList": "dl",
    "DefinitionListTitle": "dt",
    "DefinitionListDefinition": "dd",
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "del",
    "Link": "a",
}
"""The elements that the events stand for."""
_LEAVES = frozenset(("Paragraph", "Heading", "CodeBlock", "HtmlBlock", "Table"))
_WIDE = re.compile(r"[^\x00-\x7f]")
_COMMENT = re.compile(
    r"^ {0,3}\[(?://|comment)\]:[ \t]*(?:#|<#?>|//)[ \t]+(?:\((?P<a>.*)\)|\"(?P<b>.*)\"|'(?P<c>.*)')[ \t]*\r?$",
    re.MULTILINE | re.IGNORECASE,
)
"""A comment of Markdown: a reference that nothing refers to."""


def of_markdown(text: str, start: int = 0) -> Iterator[Token]:
    """Yield the tokens of a Markdown text from a place on (behind its front matter)."""
    reading = _Reading(text, start)
    yield from reading.tokens()
    yield from reading.comments()


def _options() -> Any:
    from pyromark import Options

    return (
        Options.ENABLE_TABLES
        | Options.ENABLE_FOOTNOTES
        | Options.ENABLE_STRIKETHROUGH
        | Options.ENABLE_TASKLISTS
        | Options.ENABLE_HEADING_ATTRIBUTES
        | Options.ENABLE_GFM
        | Options.ENABLE_DEFINITION_LIST
    )


class _Places:
    """Turns the offsets in bytes of a text from a place on into places in code points."""

    def __init__(self, text: str, start: int) -> None:
        self._start = start
        self._bytes: list[int] = []
        self._more = [0]
        for match in _WIDE.finditer(text, start):
            more = self._more[-1]
            self._bytes.append(match.start() - start + more)
            self._more.append(more + len(match[0].encode()) - 1)

    def __getitem__(self, offset: int) -> int:
        return self._start + offset - self._more[bisect_left(self._bytes, offset)]


class _Reading:
    """One pass over the events of a text."""

    def __init__(self, text: str, start: int) -> None:
        self._text, self._start = text, start
        self._leaves: list[Span] = []
        self._raw: list[Span] = []
        self._alt: list[Text] = []
        self._images = 0
        self._code = False

    def tokens(self) -> Iterator[Token]:
        """Yield the tokens of all events."""
        import pyromark

        places = _Places(self._text, self._start)
        for event, place in pyromark.events_with_range(self._text[self._start :], options=_options()):
            span = Span(places[place["start"]], places[place["end"]])
            kind, body = _named(event)
            if kind in ("Start", "End"):
                name, what = _named(body)
                if self._images or name == "Image":
                    yield from self._image(what, span, 1 if kind == "Start" else -1, own=name == "Image")
                else:
                    yield from self._begin(name, what, span) if kind == "Start" else self._end(name, what, span)
            else:
                yield from self._inline(kind, body, span)

    def comments(self) -> Iterator[Token]:
        """Yield the comments that are no HTML; in code and in running text they are none."""
        starts = [leaf.start for leaf in self._leaves]
        for match in _COMMENT.finditer(self._text, self._start):
            before = bisect_right(starts, match.start()) - 1
            if before < 0 or self._leaves[before].end <= match.start():
                yield Remark((match["a"] or match["b"] or match["c"] or "").strip(), match.start())

    def _begin(self, name: str, what: Any, span: Span) -> Iterator[Token]:
        if name in _LEAVES:
            self._leaves.append(span)
        if name == "HtmlBlock":
            self._raw = []
        elif name in _NAMES or name == "Heading":
            self._code = name == "CodeBlock"
            element = _NAMES.get(name) or what["level"].lower()
            title = what["title"] if name == "Link" else ""
            yield Start(element, span.start, span.start, texts={"title": (self._title(title, span),)} if title else {})

    def _end(self, name: str, what: Any, span: Span) -> Iterator[Token]:
        if name == "HtmlBlock":
            patchwork = Patchwork(self._text, self._raw)
            yield from patchwork.placed(html.of_html(patchwork.text))
        elif name in _NAMES or name == "Heading":
            self._code = False
            yield End(_NAMES.get(name) or what.lower(), span.end, span.end)

    def _image(self, what: Any, span: Span, step: int, *, own: bool) -> Iterator[Token]:
        """Gather the description of an image, which may hold emphasis and links of its own."""
        if own and not self._images:
            self._alt, self._image_title = [], what["title"]
        self._images += step if own else 0
        if own and not self._images:
            title = (self._title(self._image_title, span),) if self._image_title else ()
            yield Start("img", span.start, span.end, texts={"alt": tuple(self._alt), "title": title})

    def _inline(self, kind: str, body: Any, span: Span) -> Iterator[Token]:
        if kind == "Html":
            self._raw.append(span)
        elif kind == "InlineHtml":
            patchwork = Patchwork(self._text, [span])
            yield from patchwork.placed(html.of_html(patchwork.text))
        elif kind == "HardBreak" and not self._images:
            yield Start("br", span.start, span.end)
        elif kind == "Rule":
            yield Start("hr", span.start, span.end)
        elif kind in ("Text", "Code", "SoftBreak", "HardBreak") and not self._code:
            text = self._seen(body if kind in ("Text", "Code") else "\n", span)
            if self._images:
                self._alt.append(text)
            elif kind == "Code":
                yield from (Start("code", span.start, text.start), text, End("code", text.end, span.end))
            else:
                yield text

    def _seen(self, shown: str, span: Span) -> Text:
        """Give what an event shows with its place: of code, that between the marks."""
        is_reference = self._text.startswith("&", span.start) and len(shown) < len(span)  # "&amp;" shows its own "&"
        start = self._text.find(shown, span.start, span.end) if shown and not is_reference else -1
        return Text(shown, start, start + len(shown)) if start >= 0 else told(self._text, span.start, span.end, shown)

    def _title(self, title: str, span: Span) -> Text:
        """Give the title of a link or an image its place: at its end, where it is not that of a reference."""
        start = self._text.rfind(title, span.start, span.end)
        return Text(title, start, start + len(title)) if start >= 0 else told(self._text, span.start, span.end, title)


def _named(event: Any) -> tuple[str, Any]:
    """Part one of pyromark's records into its name and what belongs to it."""
    return (event, None) if isinstance(event, str) else next(iter(event.items()))
