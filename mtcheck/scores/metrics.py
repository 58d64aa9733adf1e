"""Automatic metrics with sacrebleu: chrF2++, BLEU and TER, each with its signature.

chrF2++ is Popovic 2017 (word order 2, beta 2), BLEU is Papineni et al. 2002 in the form of Post 2018, TER is
Snover et al. 2006. sacrebleu is imported on first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, cast

from mtcheck.records import Score

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric


LOWER_IS_BETTER = frozenset({"TER"})
"""The metrics that count faults; the others count what agrees."""


@cache
def instances(*, sentence: bool) -> tuple[Metric, ...]:
    """Make the metrics once: sentence BLEU uses the effective order, as sacrebleu advises."""
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
    return _score(list(hypotheses), present(references), comparison, sentence=False)


def present(references: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Give streams of references in which None stands for a line that this reference lacks and another has.

    An empty line would count as a reference of no words, and spoil the brevity penalty.
    """
    whole = [any(several) for several in zip(*references, strict=True)]
    streams = [[line or (None if known else line) for line, known in zip(s, whole, strict=True)] for s in references]
    return cast("Sequence[Sequence[str]]", streams)  # sacrebleu takes None; its types do not say so


def sentence(hypothesis: str, references: Sequence[str], comparison: str) -> tuple[Score, ...]:
    """Score one line against one or more references."""
    return _score([hypothesis], present([[reference] for reference in references]), comparison, sentence=True)


def chrf(hypothesis: str, reference: str) -> float:
    """Give the chrF2++ of one line against another."""
    return float(instances(sentence=True)[0].sentence_score(hypothesis, [reference]).score)


def _score(
    hypotheses: list[str], streams: Sequence[Sequence[str]], comparison: str, *, sentence: bool
) -> tuple[Score, ...]:
    scores = []
    for metric in instances(sentence=sentence):
        value = metric.corpus_score(hypotheses, streams)
        name = value.name.split("|")[0]
        scores.append(Score(name, comparison, round(float(value.score), 3), str(metric.get_signature())))
    return tuple(scores)
