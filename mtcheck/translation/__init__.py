"""Translation: the protocol that every translator follows, and the ways to get one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

__all__ = ["Translator"]


class Translator(Protocol):
    """Something that translates lines of text between the article's language and the source language."""

    @property
    def signature(self) -> str:
        """Name the engine, the model and its revision, and the decoding: equal signatures give equal output."""

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, progress: Callable[[int, int], None] | None = None
    ) -> list[str]:
        """Translate each text on its own, in order, from one language into another (ISO 639-1 codes).

        `progress` is told how many of how many texts are done. Raises MissingComponentError when the model cannot
        be had or lacks the direction.
        """
