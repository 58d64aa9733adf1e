"""The refusal of a text in another language than it should be in."""

from __future__ import annotations

from mtcheck.analysis import identification
from mtcheck.records import Document, UnusableInputError

_ENOUGH = 8
"""The number of words from which on a guess at the language may be trusted against the user's word."""


def require(document: Document, language: str) -> None:
    """Raise UnusableInputError when a text is plainly not in a language (ISO 639-1 code), or has no words at all."""
    if identification.is_in(document.text, language):
        return
    guess = identification.identify(document.text)
    if guess is None:
        raise UnusableInputError(f"{document.title}: no words in the text")
    if guess.code != language and document.words >= _ENOUGH:
        wanted = identification.name(language)
        raise UnusableInputError(f"{document.title}: the text is not in {wanted} (it looks {guess.name})")
