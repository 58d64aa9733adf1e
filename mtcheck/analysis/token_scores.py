"""How probable a model finds a line, piece by piece: the record that passes from a translator to the rules.

A translator that scores is made to give a line that somebody else wrote (forced decoding) and says how probable it
found each piece of it. Nothing is translated, so this is far quicker than translating.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TokenScore:
    """A piece of a line and the natural logarithm of its probability, given the source and all before it.

    `start` and `end` are code points of the line. The last score of a line is that of its end, an empty stretch behind
    its last letter: it is low where the model expects more.
    """

    start: int
    end: int
    log_probability: float


LineScorer = Callable[[Sequence[str], Sequence[str]], Sequence[tuple[TokenScore, ...]]]
"""Scores lines of the article, one by one, as translations of lines in the source language; a line that the model
cannot take (too long, empty) has no scores."""


def remembering(scorer: LineScorer) -> LineScorer:
    """Give a scorer that scores no pair of lines twice: several rules ask about the same sentences."""
    known: dict[tuple[str, str], tuple[TokenScore, ...]] = {}

    def score(sources: Sequence[str], targets: Sequence[str]) -> Sequence[tuple[TokenScore, ...]]:
        pairs = list(zip(sources, targets, strict=True))
        if new := [pair for pair in dict.fromkeys(pairs) if pair not in known]:
            known.update(zip(new, scorer([source for source, _ in new], [target for _, target in new]), strict=True))
        return [known[pair] for pair in pairs]

    return score
