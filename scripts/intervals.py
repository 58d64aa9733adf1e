"""Proportions and rates with their 95 % intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt
from statistics import NormalDist

import numpy as np

_CONFIDENCE = 0.95
_RESAMPLES = 5000
_FEWEST = 5
"""With fewer texts than this, drawing texts says nothing of the texts that were not seen."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many out of so many, with a 95 % interval.

    `texts` are the parts and wholes of the single texts, where they are known. Faults of one text are alike, so the
    interval is then that of the bootstrap over texts; without them, with fewer than five texts or where all texts
    agree, it is Wilson's for independent trials.
    """

    part: int
    whole: int
    texts: tuple[tuple[int, int], ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, texts: Sequence[tuple[int, int]]) -> Ratio:
        """Sum up the parts and wholes of single texts."""
        return cls(sum(part for part, _ in texts), sum(whole for _, whole in texts), tuple(texts))

    @property
    def value(self) -> float | None:
        """The proportion; None where there is nothing to divide by."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval."""
        texts = [text for text in self.texts if text[1]]
        if len(texts) >= _FEWEST and 0 < self.part < self.whole:
            return bootstrap(texts)
        return self.wilson

    @property
    def wilson(self) -> tuple[float, float]:
        """The score interval after Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953."""
        if not self.whole:
            return 0.0, 1.0
        z = NormalDist().inv_cdf((1 + _CONFIDENCE) / 2)
        n, p = self.whole, self.part / self.whole
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        # At the ends the interval touches 0 or 1; floating point would leave it a hair inside or outside.
        return (middle - half if self.part else 0.0), (middle + half if self.part < self.whole else 1.0)


def bootstrap(texts: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Give the 95 % percentile interval of sum(part) / sum(whole) when texts are drawn with replacement.

    After Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13; 5,000 draws with a fixed seed.
    """
    parts, wholes = (np.array(column, dtype=float) for column in zip(*texts, strict=True))
    drawn = np.random.default_rng(0).multinomial(len(texts), np.full(len(texts), 1 / len(texts)), size=_RESAMPLES)
    values = (drawn @ parts) / (drawn @ wholes)
    low, high = np.quantile(values, [(1 - _CONFIDENCE) / 2, (1 + _CONFIDENCE) / 2])
    return float(low), float(high)
