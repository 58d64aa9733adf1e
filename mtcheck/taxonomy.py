"""The error typology: categories after MQM, severities with their penalties, and the bands of rule codes.

Categories follow the MQM core typology (https://themqm.org), with a handful of names narrowed to what machine
translation from Indonesian gets wrong. Penalty weights 1, 5 and 25 are MQM's usual ones for minor, major and
critical errors (Lommel et al. 2024, "The multi-range theory of translation quality measurement").
"""

from __future__ import annotations

from enum import Enum


class Severity(Enum):
    """How much an error hurts the reader, with its penalty."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def penalty(self) -> int:
        """The weight of one error of this severity."""
        return _PENALTIES[self]

    @property
    def rank(self) -> int:
        """The place in the order neutral < minor < major < critical."""
        return list(Severity).index(self)


_PENALTIES = {Severity.NEUTRAL: 0, Severity.MINOR: 1, Severity.MAJOR: 5, Severity.CRITICAL: 25}


class Category(Enum):
    """The MQM category of a finding, written dimension/type."""

    MISTRANSLATION = "accuracy/mistranslation"
    OVERLY_LITERAL = "accuracy/overly-literal"
    UNTRANSLATED = "accuracy/untranslated"
    OMISSION = "accuracy/omission"
    ADDITION = "accuracy/addition"
    TERMINOLOGY = "terminology/wrong-term"
    GRAMMAR = "linguistic-conventions/grammar"
    SPELLING = "linguistic-conventions/spelling"
    PUNCTUATION = "linguistic-conventions/punctuation"
    UNINTELLIGIBLE = "linguistic-conventions/unintelligible"
    DATE_FORMAT = "locale-conventions/date-format"
    NUMBER_FORMAT = "locale-conventions/number-format"
    CURRENCY_FORMAT = "locale-conventions/currency-format"
    MARKUP = "design-and-markup/residue"
    UNIDIOMATIC = "style/unidiomatic"
    INCONSISTENT = "terminology/inconsistent"
    CONTRADICTION = "accuracy/contradiction"


CODE_BANDS: dict[str, str] = {
    "1": "accuracy",
    "2": "terminology",
    "3": "linguistic conventions",
    "4": "locale conventions",
    "5": "markup and residue",
    "6": "style",
    "9": "document consistency",
}
"""The first digit of a code (MT + three digits) and the dimension it stands for."""
