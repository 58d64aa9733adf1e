"""How good the evidence of the models lets expect each segment to be, whatever faults were found in it.

Most sentences of an article have no finding, yet they are not equally good. How probable the model finds a sentence
given its source is among the best signs that cost nothing more (Fomicheva et al. 2020, "Unsupervised quality
estimation for neural machine translation"); the spread over the words and the back-translation add to it. Without a
source, the back-translation and the round trip stand in for it, and tell much less.

The weights are a least-squares fit to the chrF2++ of the embedded model's translations against the references of
UD PUD (988 of its sentences; `scripts/correlate.py --fit`), in points of chrF2++. The engine takes the mean of
this and of the score of the findings: the one ranks a system's sentences, the other sees faults in fluent ones, and
each fails where the other serves (measured on UD PUD and on articles with gold spans, README).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log
from statistics import fmean, pstdev

from mtcheck.analysis import Context
from mtcheck.records import Segment, count_words
from mtcheck.scores import metrics

CONSTANT = "constant"
Features = Mapping[str, float]
"""What is known of a segment, by name; the constant 1 is one of them."""

WITH_SOURCE: Features = {
    "mean log-probability given the source": 110.668,
    "spread of the log-probabilities": 26.145,
    "back-translation against source, chrF2++": 0.132,
    "logarithm of the words": 4.056,
    CONSTANT: 58.008,
}
ALONE: Features = {
    "mean log-probability given the back-translation": 4.490,
    "round trip against article, chrF2++": 0.227,
    "logarithm of the words": 4.630,
    CONSTANT: 25.798,
}


def expectations(context: Context) -> Mapping[int, float]:
    """Give what is to be expected of each segment by its start, from 0 to 100; nothing without evidence for it.

    Segments that render the same sentence of the source share one.
    """
    weights = ALONE if context.source is None else WITH_SOURCE
    return {
        segment.start: min(100.0, max(0.0, sum(weights[name] * value for name, value in known.items())))
        for segments, known in features(context)
        for segment in segments
    }


def features(context: Context) -> Iterator[tuple[tuple[Segment, ...], Features]]:
    """Yield what is known of segments, by the names of WITH_SOURCE or, where the context has no source, of ALONE."""
    if context.scorer is None or context.translations is None:
        return
    rows = list(_alone(context) if context.source is None else _with_source(context))
    scored = context.scorer([given for _, given, _ in rows], [_line(segments) for segments, *_ in rows])
    for (segments, _, agreement), scores in zip(rows, scored, strict=True):
        if scores:
            values = [score.log_probability for score in scores]
            length = log(max(1, count_words(_line(segments))))
            known = (fmean(values), *([pstdev(values)] if context.source else []), agreement, length, 1.0)
            yield segments, dict(zip(ALONE if context.source is None else WITH_SOURCE, known, strict=True))


def _with_source(context: Context) -> Iterator[tuple[tuple[Segment, ...], str, float]]:
    """Yield segments, the line of the source that they render, and how far their back-translation agrees with it."""
    for pair in context.pairs.members:
        made = [context.any_translation(segment) for segment in pair.article]
        if pair.whole and all(made):
            given = _line(pair.source)
            back = " ".join(m.back_translation for m in made if m)
            yield pair.article, given, metrics.chrf(back, given)


def _alone(context: Context) -> Iterator[tuple[tuple[Segment, ...], str, float]]:
    """Yield each segment, its back-translation, and how far its round trip agrees with it."""
    for segment in context.document.segments:
        if segment.kind != "dateline" and (made := context.any_translation(segment)):
            yield (segment,), made.back_translation, metrics.chrf(made.round_trip, segment.line)


def _line(segments: Sequence[Segment]) -> str:
    return " ".join(segment.line for segment in segments)
