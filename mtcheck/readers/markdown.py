"""Markdown files (CommonMark with front matter, tables and footnotes): what readers of the page see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtcheck.readers.markup import front_matter
from mtcheck.readers.markup.article import article
from mtcheck.readers.markup.markdown_tokens import of_markdown
from mtcheck.readers.markup.tokens import Token
from mtcheck.readers.markup.walk import walk
from mtcheck.records import Document

_MARKS = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)|!(?=\[)")
"""What may begin markup anywhere in a line."""
_OPENING = re.compile(r"\A(?P<before>\s*(?:\d{1,9}(?=[.)])|(?=[-+#=])))", re.ASCII)
"""What may begin a list, a heading or a line under one at the start of a line."""


def read(name: str, text: str, *, language: str = "en", notes: Sequence[str] = ()) -> Document:
    """Read the text of a Markdown file as an article; `notes` say how it was decoded.

    The article's text is what a reader of the page sees: descriptions of images and the titles and summaries of the
    front matter too, but no blocks of code. Raises UnusableInputError for a file without any text.
    """
    return article(name, text, walk(_tokens(text), language=language), language=language, notes=notes)


def escape(text: str) -> str:
    """Give what a text must look like in a Markdown file to be read as it is."""
    return _OPENING.sub(r"\g<before>\\", _MARKS.sub(r"\\\g<0>", text))


def _tokens(text: str) -> Iterator[Token]:
    front = front_matter.split(text)
    if front:
        yield from front[0]
    yield from of_markdown(text, front[1] if front else 0)
