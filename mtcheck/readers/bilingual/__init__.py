"""Bilingual files: source and translation side by side, unit by unit, given instead of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath

from mtcheck.readers.bilingual import jsonl, po, tmx, tsv, xliff
from mtcheck.readers.bilingual.languages import Pair
from mtcheck.readers.bilingual.units import Unit, texts_of
from mtcheck.readers.text import decode, read_bytes
from mtcheck.readers.texts import Texts
from mtcheck.records import UnusableInputError

__all__ = ["FORMATS", "from_bytes", "is_bilingual", "read"]

_TEXTS: Mapping[str, Callable[[str, str, Pair], Iterable[Unit]]] = {".tsv": tsv.units, ".jsonl": jsonl.units}
_CATALOGUES: Mapping[str, Callable[[str, bytes, Pair], Iterable[Unit]]] = {
    ".xlf": xliff.units,
    ".xliff": xliff.units,
    ".tmx": tmx.units,
    ".po": po.units,
}
"""What reads the units of a bilingual file, by the end of its name: from its text, or from its bytes (these formats
say themselves how they are encoded)."""

FORMATS = (*_TEXTS, *_CATALOGUES)
"""The ends of the names of bilingual files."""


def is_bilingual(name: str) -> bool:
    """Say whether a file's name ends as that of a bilingual file."""
    return _end(name) in FORMATS


def read(name: str, *, language: str = "en", source_language: str = "id") -> Texts:
    """Read a bilingual file: each unit that has both sides is a paragraph of the article and one of its source.

    The article's text is the translations with a blank line between two of them; its segments carry the unit's id as
    their locator, and its notes name the units that lack a side. Raises UnusableInputError, naming the file and where
    it helps the line, for a file that is no such file, is broken, is empty, or is in other languages.
    """
    return from_bytes(name, read_bytes(name), language=language, source_language=source_language)


def from_bytes(name: str, data: bytes, *, language: str = "en", source_language: str = "id") -> Texts:
    """Make the texts of a bilingual file of its bytes, as read does of its name."""
    pair = Pair(source_language, language)
    if _end(name) in _CATALOGUES:
        if not data.strip():
            raise UnusableInputError(f"{name}: the file is empty")
        return texts_of(name, list(_CATALOGUES[_end(name)](name, data, pair)), pair)
    text, notes = decode(data, name)
    if not text.strip():
        raise UnusableInputError(f"{name}: the file is empty")
    return texts_of(name, list(_TEXTS[_end(name)](name, text, pair)), pair, notes)


def _end(name: str) -> str:
    return PurePath(name).suffix.lower()
