"""Readers: files in, Documents out."""

from __future__ import annotations

from dataclasses import replace

from mtcheck.readers import articles_jsonl, bilingual
from mtcheck.readers.article_files import ArticleFiles, find, standard_input_as, unique
from mtcheck.readers.formats import ending, from_bytes, read, read_data
from mtcheck.readers.text import decode, from_text
from mtcheck.readers.texts import Texts
from mtcheck.records import UnusableInputError

__all__ = [
    "ArticleFiles",
    "Texts",
    "bilingual",
    "find",
    "from_bytes",
    "from_text",
    "read",
    "read_all",
    "standard_input_as",
    "unique",
]


def read_all(files: ArticleFiles, *, language: str = "en", source_language: str = "id") -> tuple[Texts, ...]:
    """Read an article and what lies beside it; a file of several articles gives the texts of each.

    A bilingual file and a file of articles hold their sources themselves. Raises UnusableInputError for a file that
    cannot be used, and for a bilingual one in the place of a text.
    """
    data = read_data(files.article) if files.data is None else files.data
    references = tuple(read(name, language=language) for name in files.references)
    if several := _articles(files, data, language, source_language):
        return several
    if bilingual.is_bilingual(files.article):
        if files.source is not None:
            raise UnusableInputError(f"{files.article}: a bilingual file brings its own source")
        texts = bilingual.from_bytes(files.article, data, language=language, source_language=source_language)
        return (replace(texts, references=(*texts.references, *references)),)
    source = read(files.source, language=source_language) if files.source is not None else None
    article = from_bytes(files.article, data, language=language)
    return (Texts(article, source, references),)


def _articles(files: ArticleFiles, data: bytes, language: str, source_language: str) -> tuple[Texts, ...]:
    """Read a file of articles, each with its own source and references; () where it is none."""
    if ending(files.article) != ".jsonl":
        return ()
    text, notes = decode(data, files.article)
    if not articles_jsonl.holds_articles(text):
        return ()
    if files.source is not None or files.references:
        raise UnusableInputError(f"{files.article}: a file of articles brings their sources and references itself")
    return articles_jsonl.read(files.article, text, language=language, source_language=source_language, notes=notes)
