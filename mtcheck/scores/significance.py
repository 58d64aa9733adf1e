"""Which version of an article is closest to the references, and whether the difference may be chance.

Every version and every reference is brought to the same segments, sacrebleu scores them, and its paired bootstrap
resampling (Koehn 2004, "Statistical significance tests for machine translation evaluation") tests each version
against the first, the baseline.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from mtcheck.analysis import joint_alignment
from mtcheck.analysis.joint_alignment import joined
from mtcheck.scores import metrics

ALPHA = 0.05
"""The p-value under which a difference is taken to be more than chance."""
FEWEST = 30
"""The number of segments under which resampling them says little."""
SAMPLES, SEED = 1000, 12345
"""sacrebleu's own defaults: the number of bootstrap resamples, and what the random numbers begin with."""


@dataclass(frozen=True, slots=True)
class Text:
    """A version or a reference: its name and its lines."""

    name: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """What a metric says of one version.

    `mean` and `interval` are those of the bootstrap (the 95 % confidence interval is mean plus or minus `interval`).
    `gain` is how much closer to the references than the baseline the version is (negative: farther), whichever way
    the metric counts; `p` is None for the baseline itself.
    """

    system: str
    value: float
    mean: float
    interval: float
    gain: float
    p: float | None

    @property
    def significant(self) -> bool:
        """Say whether the difference from the baseline is more than chance would give."""
        return self.p is not None and self.p < ALPHA


@dataclass(frozen=True, slots=True)
class MetricTest:
    """A metric with its signature, and its figure for each version, the baseline's first."""

    metric: str
    signature: str
    lower_is_better: bool
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """What all metrics say of the versions in one comparison ("article against reference"), and with what caution."""

    comparison: str
    segments: int
    references: tuple[str, ...]
    samples: int
    seed: int
    metrics: tuple[MetricTest, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Versions and references in the same segments: a stream of lines each; "" where one has nothing."""

    systems: tuple[tuple[str, ...], ...]
    references: tuple[tuple[str, ...], ...]


def aligned(systems: Sequence[Sequence[str]], references: Sequence[Sequence[str]]) -> Aligned:
    """Bring all texts to the same segments: the lines of the first reference, joined where another text needs it."""
    pivot, *others = references
    texts = [*others, *systems]
    groups = joint_alignment.groups(pivot, texts)
    streams = [tuple(joined(text, group.others[i]) for group in groups) for i, text in enumerate(texts)]
    first = tuple(joined(pivot, group.lines) for group in groups)
    return Aligned(tuple(streams[len(others) :]), (first, *streams[: len(others)]))


def compare(
    systems: Sequence[Text], references: Sequence[Text], comparison: str, *, samples: int = SAMPLES, seed: int = SEED
) -> VersionComparison:
    """Score two or more versions against one or more references, and test each against the first.

    `seed` is 1 or more: sacrebleu takes 0 for no seed at all.
    """
    from sacrebleu.significance import PairedTest

    texts = aligned([system.lines for system in systems], [reference.lines for reference in references])
    named: list[tuple[str, Sequence[str]]] = [
        (system.name, lines) for system, lines in zip(systems, texts.systems, strict=True)
    ]
    chosen = metrics.instances(sentence=False)
    with _seeded(seed):
        signatures, results = PairedTest(
            named,
            {type(metric).__name__: metric for metric in chosen},
            metrics.present(texts.references),
            test_type="bs",
            n_samples=samples,
        )()
    names = [system.name for system in systems]
    return VersionComparison(
        comparison=comparison,
        segments=len(texts.references[0]),
        references=tuple(reference.name for reference in references),
        samples=samples,
        seed=seed,
        metrics=tuple(
            _metric_test(metric, str(signature), names, results[metric]) for metric, signature in signatures.items()
        ),
        warnings=tuple(_warnings(systems, texts)),
    )


def _metric_test(metric: str, signature: str, names: Sequence[str], results: Sequence[Any]) -> MetricTest:
    """Take over sacrebleu's results (its types leave open what they hold), one for each version."""
    lower = metric in metrics.LOWER_IS_BETTER
    base = results[0]
    figures = []
    for name, result in zip(names, results, strict=True):
        difference = float(result.score - base.score)
        figures.append(
            Figure(
                system=name,
                value=round(float(result.score), 3),
                mean=round(float(result.mean), 3),
                interval=round(float(result.ci), 3),
                gain=round(-difference if lower else difference, 3),
                p=None if result is base else _p(result.p_value, difference),
            )
        )
    return MetricTest(metric, signature, lower, tuple(figures))


def _p(value: float, difference: float) -> float:
    """Round a p-value; no difference at all is no evidence of one.

    sacrebleu gives versions that are alike the least p-value there is: it counts the resamples that exceed the
    difference, and none exceeds 0.
    """
    return 1.0 if difference == 0 else round(float(value), 4)


def _warnings(systems: Sequence[Text], texts: Aligned) -> Iterator[str]:
    segments = len(texts.references[0])
    if segments < FEWEST:
        yield f"{segments} segments are too few for a test to mean much (fewer than {FEWEST})"
    for system, lines in zip(systems, texts.systems, strict=True):
        missing = lines.count("")
        if 2 * missing > segments:
            yield f"{system.name} has nothing for {missing} of {segments} segments: is it the same article?"


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Hand sacrebleu the seed in the one way it takes it, through the environment."""
    before = os.environ.get("SACREBLEU_SEED")
    os.environ["SACREBLEU_SEED"] = str(seed)
    try:
        yield
    finally:
        del os.environ["SACREBLEU_SEED"]
        if before is not None:
            os.environ["SACREBLEU_SEED"] = before
