"""Which language a text is in, by lingua (Peter M. Stahl), over the languages that newsrooms' pages mix."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

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


def identify(text: str) -> tuple[str, float] | None:
    """Give the ISO 639-1 code of the likeliest language and its probability, or None for a text without words."""
    values = detector().compute_language_confidence_values(text)
    if not values or values[0].value == 0.0:
        return None
    return values[0].language.iso_code_639_1.name.lower(), float(values[0].value)
