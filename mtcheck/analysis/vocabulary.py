"""How common a word is in a language: Zipf frequencies from wordfreq (Speer 2022, doi:10.5281/zenodo.7199437).

A Zipf value is the base-10 logarithm of a word's occurrences per billion words: 7 for "the", 4 for a word seen
ten times a million words, 0 for a word that the lists do not hold.
"""

from __future__ import annotations

from functools import cache, lru_cache


@lru_cache(maxsize=65536)
def zipf(word: str, language: str) -> float:
    """Give the Zipf frequency of one word in a language (ISO 639-1 code)."""
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, language))


def leaning(word: str, language: str, against: str = "en") -> float:
    """Say how much more a word belongs to a language than to another: the difference of the Zipf values."""
    return zipf(word, language) - zipf(word, against)


@cache
def commonest(language: str, number: int) -> tuple[str, ...]:
    """Give so many words of a language, the commonest first."""
    from wordfreq import top_n_list

    return tuple(top_n_list(language, number))
