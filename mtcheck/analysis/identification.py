"""Which language a text is in, by lingua (Peter M. Stahl), over the languages that newsrooms' pages mix."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mtcheck.analysis.vocabulary import zipf

if TYPE_CHECKING:
    from lingua import LanguageDetector

_LANGUAGES = (
    "ARABIC",
    "CHINESE",
    "DUTCH",
    "ENGLISH",
    "FRENCH",
    "GERMAN",
    "HINDI",
    "INDONESIAN",
    "ITALIAN",
    "JAPANESE",
    "KOREAN",
    "MALAY",
    "PORTUGUESE",
    "RUSSIAN",
    "SPANISH",
    "SWEDISH",
    "TAGALOG",
    "THAI",
    "TURKISH",
    "UKRAINIAN",
    "VIETNAMESE",
)


_ENOUGH = 20_000
"""The number of characters that tell the language of a text."""
_WORD = re.compile(r"[^\W\d_]+")


@cache
def detector() -> LanguageDetector:
    """Build the detector once; it holds the languages of _LANGUAGES."""
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(*(getattr(Language, n) for n in _LANGUAGES)).build()


class Guess(NamedTuple):
    """The likeliest language of a text: its ISO 639-1 code, its probability, and its English name."""

    code: str
    probability: float
    name: str


def name(code: str) -> str:
    """Give the English name of a language by its ISO 639-1 code."""
    from lingua import IsoCode639_1, Language

    return str(Language.from_iso_code_639_1(getattr(IsoCode639_1, code.upper())).name.capitalize())


def identify(text: str) -> Guess | None:
    """Give the likeliest language of a text (of its beginning), or None for a text without words."""
    values = detector().compute_language_confidence_values(text[:_ENOUGH])
    if not values or values[0].value == 0.0:
        return None
    language = values[0].language
    return Guess(language.iso_code_639_1.name.lower(), float(values[0].value), language.name.capitalize())


def is_in(text: str, code: str) -> bool:
    """Say whether a text may be in a language, by its ISO 639-1 code; an article with foreign lines still is.

    It is when at least one word in ten is among the language's commonest (Zipf 6 and more: "the", "at", "said"), or
    when lingua gives it a chance. The words come first: lingua takes a second to load, and takes English that is full
    of foreign names for another language.
    """
    text = text[:_ENOUGH]
    words = _WORD.findall(text.lower())
    if words and sum(zipf(word, code) >= 6 for word in words) * 10 >= len(words):
        return True
    values = detector().compute_language_confidence_values(text)
    return any(v.value >= 0.05 and v.language.iso_code_639_1.name.lower() == code for v in values)
