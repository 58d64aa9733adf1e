"""What every translator can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

Progress = Callable[[int, int], None]
"""Told how many of how many texts are translated."""


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
