"""Automatic metrics with sacrebleu: chrF2++, BLEU and TER, each with its signature.

chrF2++ is Popovic 2017 (word order 2, beta 2), BLEU is Papineni et al. 2002 in the form of Post 2018, TER is
Snover et al. 2006. sacrebleu is imported on first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.records import Score

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric


@cache
def _metrics(*, sentence: bool) -> tuple[Metric, ...]:
    """Give fresh metrics once: sentence BLEU uses the effective order, as sacrebleu advises."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    return CHRF(word_order=2), BLEU(effective_order=sentence), TER()


def corpus(hypotheses: Sequence[str], references: Sequence[Sequence[str]], comparison: str) -> tuple[Score, ...]:
    """Score a text of n aligned lines against streams of references of n lines each; () for no lines.

    `comparison` says what was compared with what; it is copied into each Score.
    """
    if not hypotheses:
        return ()
    return _score(list(hypotheses), [list(stream) for stream in references], comparison, sentence=False)


def sentence(hypothesis: str, references: Sequence[str], comparison: str) -> tuple[Score, ...]:
    """Score one line against one or more references."""
    return _score([hypothesis], [[reference] for reference in references], comparison, sentence=True)


def _score(hypotheses: list[str], streams: list[list[str]], comparison: str, *, sentence: bool) -> tuple[Score, ...]:
    scores = []
    for metric in _metrics(sentence=sentence):
        value = metric.corpus_score(hypotheses, streams)
        name = value.name.split("|")[0]
        scores.append(Score(name, comparison, round(float(value.score), 3), str(metric.get_signature())))
    return tuple(scores)
