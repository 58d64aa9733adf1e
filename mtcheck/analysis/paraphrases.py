"""Which English words may stand for one another: one word family, one spelling, or one word of the source language.

Two words that the same foreign word is translated by are paraphrases with the probability p(other | word) = the sum
over that word's renderings f of p(f | word) p(other | f) (Bannard & Callison-Burch 2005, "Paraphrasing with bilingual
parallel corpora").
"""

from __future__ import annotations

from functools import lru_cache

from mtcheck.analysis import tables, word_translations

_SHORTEST_STEM = 3
_MOST = 0.65
"""The part of the shorter word from which two words that begin with it are taken for one family."""
_ALIKE, _LONG = 85.0, 5
"""The similarity (rapidfuzz ratio) from which two words of so many letters are spellings of one ("organise")."""
_ABBREVIATION = range(3, 5)
"""How many letters an abbreviation has that is the beginning of its word ("Feb.", "Sept.")."""
_ENDINGS = ("", "e", "y")
"""How a word may end where a suffix takes the place of its ending."""


@lru_cache(maxsize=65536)
def same_family(one: str, other: str) -> bool:
    """Say whether two lower-case words are made of one stem with endings ("evacuate", "evacuation")."""
    endings = {*tables.load("common", "derivation")["suffixes"], *_ENDINGS}
    least = max(_SHORTEST_STEM, (min(len(one), len(other)) + 1) // 2)
    return any(one[i:] in endings and other[i:] in endings for i in range(_shared(one, other), least - 1, -1))


@lru_cache(maxsize=65536)
def related(one: str, other: str) -> bool:
    """Say whether two lower-case words are of one family, spellings of one word, or one the other's abbreviation."""
    from rapidfuzz import fuzz

    if same_family(one, other):
        return True
    short, long = sorted((word.replace(".", "").replace("-", "") for word in (one, other)), key=len)
    if short == long or (len(short) in _ABBREVIATION and long.startswith(short)):
        return True
    if _shared(short, long) >= max(_LONG - 1, _MOST * len(short)):
        return True
    return len(short) >= _LONG and fuzz.ratio(short, long) >= _ALIKE


def _shared(one: str, other: str) -> int:
    """Give the number of letters with which both words begin."""
    from rapidfuzz.distance import Prefix

    return int(Prefix.similarity(one, other))


@lru_cache(maxsize=65536)
def probability(one: str, other: str, language: str) -> float:
    """Give the greater probability with which one of two words paraphrases the other, through a source language."""
    return max(_through(one, other, language), _through(other, one, language))


def _through(one: str, other: str, language: str) -> float:
    table = word_translations.load(language)
    other = word_translations.key(other)
    return sum(p * dict(table.from_source(form)).get(other, 0.0) for form, p in table.to_source(one))
