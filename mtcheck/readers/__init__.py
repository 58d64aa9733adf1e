"""Readers: files in, Documents out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from mtcheck.readers import bilingual
from mtcheck.readers.article_files import ArticleFiles, find
from mtcheck.readers.text import from_text, read
from mtcheck.readers.texts import Texts
from mtcheck.records import Document, UnusableInputError

__all__ = ["ArticleFiles", "Texts", "bilingual", "find", "from_text", "read", "read_all"]

_UNREAD = (".csv", ".json", ".xml")
"""The ends of names that say that a file is no plain text."""
_XML = ("<?xml", "<xliff", "<tmx")


def read_all(files: ArticleFiles, *, language: str = "en", source_language: str = "id") -> Texts:
    """Read an article and what lies beside it; a bilingual file holds its source itself.

    Raises UnusableInputError for a file that cannot be used, and for a bilingual one in the place of a text.
    """
    for name in (files.source, *files.references):
        if name is not None and bilingual.is_bilingual(name):
            raise UnusableInputError(f"{name}: a bilingual file holds the article too: give it instead of the article")
    references = tuple(_plain(name, language) for name in files.references)
    if bilingual.is_bilingual(files.article):
        if files.source is not None:
            raise UnusableInputError(f"{files.article}: a bilingual file brings its own source")
        texts = bilingual.read(files.article, language=language, source_language=source_language)
        return replace(texts, references=(*texts.references, *references))
    article = _plain(files.article, language)
    source = _plain(files.source, source_language) if files.source is not None else None
    return Texts(article, source, references)


def _plain(name: str, language: str) -> Document:
    """Read a text, but neither a table nor markup that a mistaken name passes off as one."""
    known = f"a bilingual file is named {', '.join(bilingual.FORMATS)}"
    if PurePath(name).suffix.lower() in _UNREAD:
        raise UnusableInputError(f"{name}: {PurePath(name).suffix} files are not read ({known})")
    document = read(name, language=language)
    if document.text.lstrip().startswith(_XML):
        raise UnusableInputError(f"{name}: XML, not plain text ({known})")
    return document
