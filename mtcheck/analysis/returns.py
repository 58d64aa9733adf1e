"""Which words of a sentence come back from the round trip, and what comes back in their stead.

The lemmas of both are laid against each other by their longest common subsequence (rapidfuzz). A word that only
moved, or changed its form, came back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mtcheck.analysis import parsing

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ALIKE = 85.0
"""Words that share so much (rapidfuzz's ratio) are one word in two forms or spellings."""


@dataclass(frozen=True)
class Returns:
    """A sentence and its round trip."""

    sentence: Doc
    trip: Doc

    @classmethod
    def of(cls, sentence: Doc, round_trip: str) -> Returns:
        """Parse the round trip and compare it with the parsed sentence."""
        return cls(sentence, parsing.pipeline()(round_trip))

    def is_lost(self, token: Token) -> bool:
        """Say whether a word came back nowhere in the round trip, in any form."""
        from rapidfuzz import fuzz, process

        lemma, form = token.lemma_.lower(), token.lower_
        if lemma in self._known or form in self._known:
            return False
        return process.extractOne(form, self._known, scorer=fuzz.ratio, score_cutoff=_ALIKE) is None

    def instead(self, start: int, end: int) -> str:
        """Give what stands in the round trip between the words that surround tokens start to end; "" for nothing."""
        first = max((right for left, right in self._pairs if left < start), default=-1) + 1
        last = min((right for left, right in self._pairs if left >= end), default=len(self.trip))
        return str(self.trip[first:last].text).strip() if first < last else ""

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(form for token in self.trip for form in (token.lemma_.lower(), token.lower_))

    @cached_property
    def _pairs(self) -> Sequence[tuple[int, int]]:
        """Pair the tokens of both that are the same, in order."""
        from rapidfuzz.distance import LCSseq

        lemmas = [[token.lemma_.lower() for token in doc] for doc in (self.sentence, self.trip)]
        return [
            (step.src_start + i, step.dest_start + i)
            for step in LCSseq.opcodes(*lemmas)
            if step.tag == "equal"
            for i in range(step.src_end - step.src_start)
        ]
