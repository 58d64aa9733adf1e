"""Words that came apart: letters lost in another script, spaces inside words, letters of two alphabets in one word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from mtcheck.analysis.vocabulary import commonest, zipf

_CYRILLIC = re.compile(
    r"[\u0400-\u052f]+(?:[’'-][\u0400-\u052f]+)*(?:[ .]+[\u0400-\u052f]+(?:[’'-][\u0400-\u052f]+)*)+"
)
_CYRILLIC_LANGUAGES = ("uk", "ru", "bg", "mk")
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u052f])[^\W\d_]{3,}")
_TORN = re.compile(r"(?<![\w'’./@-])(?P<first>[A-Za-z][a-z]*) (?=(?P<second>[a-z]+)(?![\w'’-]))")
_FRAGMENT = 6
"""A longer unknown word may well be a rare word; a short one in lower case is a piece of a word."""
_VOCABULARY = 30_000
_HARDLY_A_WORD = 3.6
"""The Zipf value under which a piece beside a common word gives a torn word away: 0 alarms in 400,000 words of news."""
_COMMON_WORD, _FUNCTION_WORD = 4.5, 6.0


@dataclass(frozen=True, slots=True)
class Break:
    """A stretch of broken words, what is wrong with it, and the words mended where that is known."""

    start: int
    end: int
    reason: str
    mended: str | None = None


def broken_script(text: str) -> Iterator[Break]:
    """Yield runs of Cyrillic words of which one is a piece of a word: unknown, short, and part of a common word."""
    for match in _CYRILLIC.finditer(text):
        words = re.findall(r"[\u0400-\u052f]+", match[0])
        language = max(_CYRILLIC_LANGUAGES, key=lambda code: sum(zipf(word, code) for word in words))
        for word in words:
            if word.islower() and len(word) <= _FRAGMENT and not zipf(word, language) and _is_piece(word, language):
                yield Break(match.start(), match.end(), f"“{word}” is a piece of a word ({language})")
                break


def mixed_words(text: str) -> Iterator[Break]:
    """Yield words with letters of the Latin and of the Greek or Cyrillic alphabet."""
    for match in _MIXED.finditer(text):
        yield Break(match.start(), match.end(), "letters of two alphabets in one word")


def torn_words(text: str) -> Iterator[Break]:
    """Yield neighbouring pieces of which one is hardly a word itself and which make a common one when joined."""
    for match in _TORN.finditer(text):
        first, second = match["first"], match["second"]
        whole = zipf(first + second, "en")
        rarer, commoner = sorted((zipf(first, "en"), zipf(second, "en")))
        both_rare = rarer < 3.3 and commoner < 4.3 and whole >= commoner + 0.7
        one_rare = rarer < _HARDLY_A_WORD and commoner < _FUNCTION_WORD and min(len(first), len(second)) > 2
        one_rare = one_rare and whole >= rarer + 0.5
        if len(first + second) >= 5 and whole >= 3.5 and (both_rare or one_rare):
            yield Break(match.start(), match.end("second"), f"“{first}{second}” with a space inside", first + second)


def torn_names(text: str, names: Collection[str]) -> Iterator[Break]:
    """Yield the two pieces of a name that the article has whole elsewhere ("Thor sen" beside "Thorsen")."""
    for match in _TORN.finditer(text):
        whole = match["first"] + match["second"]
        if whole in names and match["first"][0].isupper() and zipf(match["second"], "en") < _COMMON_WORD:
            yield Break(match.start(), match.end("second"), f"“{whole}”, as elsewhere, with a space inside", whole)


@lru_cache(maxsize=4096)
def _is_piece(word: str, language: str) -> bool:
    """Say whether a common word of the language ends in this one, or begins with it."""
    return any(
        (common != word and common.endswith(word)) or common.startswith(word)
        for common in commonest(language, _VOCABULARY)
    )
