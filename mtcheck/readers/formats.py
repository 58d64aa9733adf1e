"""The formats that hold one article each: which reader takes a file, by the end of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Protocol

from mtcheck.config import MAX_BYTES
from mtcheck.readers import bilingual
from mtcheck.readers.text import decode, from_text, read_bytes
from mtcheck.records import Document, UnusableInputError


class MarkupReader(Protocol):
    """The part of a markup format's module that the readers of this package need."""

    def read(self, name: str, text: str, *, language: str = ..., notes: tuple[str, ...] = ...) -> Document:
        """Make a Document of a file's text."""
        ...

    def escape(self, text: str) -> str:
        """Write a text so that the format takes none of its characters for markup."""
        ...


DOCX = ".docx"
"""The end of the names of Word's files."""
MAX_PACKAGE_BYTES = 50_000_000
"""The largest DOCX file that is read: photographs lie in it too, so it may be larger than a text."""
_UNREAD = (".csv", ".json", ".xml")
"""The ends of names that say that a file is no plain text."""
_TO_SAVE_ANEW = (".doc", ".docm", ".odt", ".pdf", ".rtf")
"""The ends of the names of documents that other programs write as DOCX or text."""
_XML = ("<?xml", "<xliff", "<tmx")


def _markdown() -> MarkupReader:
    from mtcheck.readers import markdown

    return markdown


def _html() -> MarkupReader:
    from mtcheck.readers import html

    return html


_MARKUP: Mapping[str, Callable[[], MarkupReader]] = {
    **dict.fromkeys((".md", ".markdown"), _markdown),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _html),
}

ARTICLE_ENDS = (".txt", *_MARKUP, DOCX, ".jsonl", *(end for end in bilingual.FORMATS if end != ".jsonl"))
"""The ends of names that a folder's articles are known by where no pattern names them."""


def read(name: str, *, language: str = "en") -> Document:
    """Read a file ("-": standard input) that holds one article, in whatever format its name says.

    Raises UnusableInputError for a file that is missing, unreadable, empty, binary, too large, or of several texts.
    """
    return from_bytes(name, read_data(name), language=language)


def read_data(name: str) -> bytes:
    """Read a file's bytes, as many as its format may have."""
    return read_bytes(name, limit_of(name))


def limit_of(name: str) -> int:
    """Give the number of bytes that a file may have, by its format."""
    return MAX_PACKAGE_BYTES if ending(name) == DOCX else MAX_BYTES


def from_bytes(name: str, data: bytes, *, language: str = "en") -> Document:
    """Make a Document of a file's bytes, in the format that its name says; plain text where it says none.

    Raises UnusableInputError for bytes that are not of that format, and for a format that holds several texts.
    """
    end = ending(name)
    if bilingual.is_bilingual(name):
        raise UnusableInputError(f"{name}: a bilingual file holds the article too: give it instead of the article")
    if end in _UNREAD:
        raise UnusableInputError(f"{name}: {end} files are not read ({_known()})")
    if end in _TO_SAVE_ANEW:
        raise UnusableInputError(f"{name}: {end} files are not read: save it as .docx or .txt")
    if end == DOCX:
        from mtcheck.readers import docx

        return docx.read(name, data, language=language)
    text, notes = decode(data, name)
    if markup := markup_of(name):
        return markup.read(name, text, language=language, notes=notes)
    if text.lstrip().startswith(_XML):
        raise UnusableInputError(f"{name}: XML, not plain text ({_known()})")
    return from_text(text, name=name, language=language, notes=notes)


def markup_of(name: str) -> MarkupReader | None:
    """Give what reads and escapes the markup of a file; None for a file without."""
    load = _MARKUP.get(ending(name))
    return load() if load else None


def ending(name: str) -> str:
    """Give the end of a file's name, in lower case, with its full stop."""
    return PurePath(name).suffix.lower()


def _known() -> str:
    return f"a bilingual file is named {', '.join(bilingual.FORMATS)}"
