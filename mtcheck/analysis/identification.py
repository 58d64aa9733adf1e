"""Which language a text is in, by lingua (Peter M. Stahl), over the languages that newsrooms' pages mix."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

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


def identify(text: str) -> Guess | None:
    """Give the likeliest language of a text (of its first 20,000 characters), or None for a text without words."""
    values = detector().compute_language_confidence_values(text[:20_000])
    if not values or values[0].value == 0.0:
        return None
    language = values[0].language
    return Guess(language.iso_code_639_1.name.lower(), float(values[0].value), language.name.capitalize())


def probability(text: str, code: str) -> float:
    """Give the probability that a text (its first 20,000 characters) is in a language, by its ISO 639-1 code."""
    values = detector().compute_language_confidence_values(text[:20_000])
    return next((float(v.value) for v in values if v.language.iso_code_639_1.name.lower() == code), 0.0)
