"""Words that no list of English knows and that are not made of known ones: left-overs, blends, typing slips."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from mtcheck.analysis import glosses, tables
from mtcheck.analysis.vocabulary import commonest, zipf

_WORD = re.compile(r"(?<![\w@#/.'’-])[a-z]{4,40}(?:-[a-z]{3,40})?(?![\w@/'’-]|\.\w)")
_UNKNOWN, _BARELY_KNOWN = 0.8, 1.6
"""Zipf values: a word of the first is in no list to speak of; beside one, a part of a compound may have the second."""
_STEM, _PART = 2.0, 3.0
"""The least Zipf values of what a derived word and a compound are made of."""
_SHORTEST_SLIP = 6
"""A shorter word is one letter away from too many others: only a very common one is taken to be meant."""
_VERY_COMMON = 4.8
_VOCABULARY = 60_000


@dataclass(frozen=True, slots=True)
class Unknown:
    """An unknown word with its place in the text, and the common word that it may be a slip of."""

    start: int
    end: int
    text: str
    meant: str | None


def unknown_words(segment: str, document: str, language: str) -> Iterator[Unknown]:
    """Yield the unknown words in lower case of a segment, unless they are quoted, explained, or a name elsewhere.

    `document` is the whole text, `language` that of the lists (ISO 639-1).
    """
    for match in _WORD.finditer(segment):
        word = match[0]
        if not _is_unknown(word, language) or word.capitalize() in document:
            continue
        if any(told(segment, *match.span()) for told in (glosses.is_explained, glosses.is_set_off, _is_apposition)):
            continue
        yield Unknown(match.start(), match.end(), word, _slip_of(word, language))


def _is_apposition(text: str, start: int, end: int) -> bool:
    """Say whether a word names what stands before it ("the currency, the maloti,"), or is named by what follows."""
    named = re.search(r", (?:the |an? )?$", text[:start]) and text[end : end + 1] in tuple(",.")
    return bool(named or re.match(r", \w+ of\b", text[end:]))


@lru_cache(maxsize=8192)
def _is_unknown(word: str, language: str) -> bool:
    parts = word.split("-")
    frequencies = sorted(zipf(part, language) for part in parts)
    if frequencies[0] > _UNKNOWN or frequencies[-1] > _BARELY_KNOWN:
        return False
    return not any(_is_derived(part, language) or _is_compound(part, language) for part in parts)


def _is_derived(word: str, language: str) -> bool:
    table = tables.load("common", "derivation")
    if any(word.startswith(p) and zipf(word[len(p) :], language) >= _STEM for p in table["prefixes"]):
        return True
    return any(
        zipf(stem, language) >= _STEM
        for suffix in table["suffixes"]
        if word.endswith(suffix)
        for stem in _stems(word.removesuffix(suffix))
    )


def _stems(rest: str) -> Iterator[str]:
    """Yield what a word may have been before its ending: "e" dropped, a consonant doubled, "y" turned to "i"."""
    if len(rest) >= 3:
        yield rest
        yield f"{rest}e"
        if rest[-1] == rest[-2]:
            yield rest[:-1]
        if rest[-1] == "i":
            yield f"{rest[:-1]}y"


def _is_compound(word: str, language: str) -> bool:
    places = range(3, len(word) - 2)
    return any(zipf(word[:i], language) >= _PART and zipf(word[i:], language) >= _PART for i in places)


@lru_cache(maxsize=1024)
def _slip_of(word: str, language: str) -> str | None:
    """Give the commonest word that is a letter away (two in a long word), if there is one."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if "-" in word:
        return None
    short = len(word) < _SHORTEST_SLIP
    cutoff = 1 if len(word) < _SHORTEST_SLIP + 2 else 2
    words = _common(language, _VERY_COMMON if short else 0.0)
    near = process.extract(word, words, scorer=OSA.distance, score_cutoff=cutoff, limit=10)
    best = min(near, key=lambda found: (found[1], -zipf(found[0], language)), default=None)
    return None if best is None else str(best[0])


@cache
def _common(language: str, least: float) -> tuple[str, ...]:
    """Give the common words of a language; only those of at least such a Zipf value."""
    words = commonest(language, _VOCABULARY)
    return tuple(word for word in words if len(word) >= 3 and (not least or zipf(word, language) >= least))
