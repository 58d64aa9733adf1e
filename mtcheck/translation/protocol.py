"""What every translator can do, and what some can do besides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from mtcheck.analysis.token_scores import TokenScore

Progress = Callable[[int, int], None]
"""Told how many of how many texts are done."""


class Translator(Protocol):
    """Something that translates lines of text between the article's language and the source language."""

    @property
    def signature(self) -> str:
        """Name the engine, the model and its revision, and the decoding: equal signatures give equal output."""

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, progress: Progress | None = None
    ) -> list[str]:
        """Translate each text on its own, in order, from one language into another (ISO 639-1 codes).

        Raises MissingComponentError when the model does not load or lacks the direction.
        """


@runtime_checkable
class Scoring(Translator, Protocol):
    """A translator that also says how probable it finds the translations of others (forced decoding)."""

    def score(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        *,
        source: str,
        target: str,
        progress: Progress | None = None,
    ) -> list[tuple[TokenScore, ...]]:
        """Score each target line, piece by piece, as the translation of the source line in its place.

        A pair of which a line holds no word, or is longer than the model takes, has no scores: (). Raises
        MissingComponentError when the model does not load or lacks the direction.
        """
