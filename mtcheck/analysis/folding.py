"""Folding: the shape of a text in which two writings of the same words are equal."""

from __future__ import annotations

import re
import unicodedata

_DOUBLE = "“”„‟«»″＂"
_SINGLE = "‘’‚‛‹›′＇`´"
_MARKS = str.maketrans(_DOUBLE + _SINGLE, '"' * len(_DOUBLE) + "'" * len(_SINGLE))
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
"""What a reader does not see: soft hyphens, zero-width characters, and marks of the writing direction."""


def folded(text: str) -> str:
    """Give a text with single spaces, straight quotation marks, composed characters, and nothing that is not seen.

    An article keeps its words when it goes from one format to another, or through an editor that sets curly quotes,
    but not these.
    """
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).translate(_MARKS).split())
