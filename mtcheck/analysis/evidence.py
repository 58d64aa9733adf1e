"""What a single word says about the language it is in: frequencies in two languages, and affixes where they fail.

A word's weight for a language is the difference of its Zipf values there and in English (see vocabulary.py); a word
that neither list holds is taken apart with the language's affixes (data/<language>/affixes.toml) and weighed by its
stem. Names weigh like words, so a caller must look at capitals, quotation marks and context too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mtcheck.analysis import tables
from mtcheck.analysis.vocabulary import zipf

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_KNOWN = 3.0
"""A word this frequent (Zipf) belongs to a language for certain: once in a million words."""
_STEM = 3.5
_STEM_LETTERS = 4
_DERIVED = 2.0
"""The weight of a word that only its affixes and its stem give away."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text with its place there."""

    start: int
    end: int
    text: str

    @property
    def lower(self) -> bool:
        """Say whether the word has no capital letter, so that it is no name and opens no sentence."""
        return self.text.islower()


def words(text: str, offset: int = 0) -> Iterator[Word]:
    """Yield the words of a text (letters, with inner hyphens and apostrophes); `offset` is added to their places."""
    for match in _WORD.finditer(text):
        yield Word(match.start() + offset, match.end() + offset, match[0])


@lru_cache(maxsize=65536)
def weight(word: str, language: str) -> float:
    """Say how strongly a word speaks for a language rather than English: 1 is a hint, 3 plain, below 0 against it."""
    word = word.lower()
    foreign, english = zipf(word, language), zipf(word, "en")
    if foreign >= _KNOWN or english > 0.0:
        return foreign - english
    if "-" in word:
        return min(weight(part, language) for part in word.split("-"))
    return _DERIVED if is_derived(word, language) else 0.0


@lru_cache(maxsize=16384)
def is_derived(word: str, language: str) -> bool:
    """Say whether a word comes apart into affixes of a language and a stem that is common there and not in English."""
    try:
        table = tables.load(language, "affixes")
    except FileNotFoundError:
        return False
    return any(
        zipf(stem, language) >= _STEM and zipf(stem, language) - zipf(stem, "en") >= 1.0
        for stem in _stems(word.lower(), table["prefixes"], table["suffixes"])
    )


def _stems(word: str, prefixes: list[list[str]], suffixes: list[str]) -> Iterator[str]:
    for prefix, restored in prefixes:
        for suffix in suffixes:
            if not (prefix or suffix) or not (word.startswith(prefix) and word.endswith(suffix)):
                continue
            stem = restored + word[len(prefix) : len(word) - len(suffix)]
            if len(stem) >= _STEM_LETTERS:
                yield stem
