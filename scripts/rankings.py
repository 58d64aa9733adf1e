"""How well a figure ranks: rank correlation, area under the ROC curve, precision at k, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import kendalltau

_CONFIDENCE = 0.95
_RESAMPLES = 2000

Figure = Callable[[NDArray[np.float64], NDArray[np.float64]], float]
"""A figure of two columns of equal length; nan where it is not defined."""


def ranks(values: ArrayLike) -> NDArray[np.float64]:
    """Rank values from 1; equal ones share the mean of their ranks."""
    _, place, counts = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[place], dtype=np.float64)


def spearman(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Give Spearman's rank correlation."""
    x, y = ranks(one), ranks(other)
    return float(np.corrcoef(x, y)[0, 1]) if x.std() and y.std() else float("nan")


def kendall(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Give Kendall's tau-b, which allows for ties."""
    return float(kendalltau(one, other).statistic)


def area(wrong: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    """Give the chance that something wrong (1) has a higher value than something right (0): 0.5 is chance."""
    number = wrong.sum()
    others = len(wrong) - number
    above = ranks(values)[wrong > 0].sum() - number * (number + 1) / 2
    return float(above / (number * others)) if number and others else float("nan")


def precision_at(k: int) -> Figure:
    """Give the share of wrong ones among the k of the highest values, ties in their order."""
    return lambda wrong, values: float(wrong[np.argsort(-values, kind="stable")][:k].mean())


def interval(
    figure: Figure, one: Sequence[float], other: Sequence[float], texts: Sequence[str]
) -> tuple[float, float, float]:
    """Give a figure with its 95 % percentile interval when whole texts are drawn with replacement.

    Sentences of one text are alike, so the text is what is drawn (Efron & Tibshirani 1993, chapter 13; fixed seed).
    """
    x, y = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    return figure(x, y), *_bounds([figure(x[rows], y[rows]) for rows in _draws(texts)])


def difference(
    figure: Figure, one: Sequence[float], rival: Sequence[float], other: Sequence[float], texts: Sequence[str]
) -> tuple[float, float, float]:
    """Give by how much a figure of one column is above that of a rival, with its interval over the same draws."""
    x, r, y = (np.asarray(column, dtype=np.float64) for column in (one, rival, other))
    drawn = [figure(x[rows], y[rows]) - figure(r[rows], y[rows]) for rows in _draws(texts)]
    return figure(x, y) - figure(r, y), *_bounds(drawn)


def _draws(texts: Sequence[str]) -> Iterator[NDArray[np.intp]]:
    """Yield the rows of so many texts as there are, drawn with replacement, again and again."""
    members = [np.flatnonzero(np.asarray(texts) == text) for text in dict.fromkeys(texts)]
    random = np.random.default_rng(0)
    for _ in range(_RESAMPLES):
        yield np.concatenate([members[i] for i in random.integers(len(members), size=len(members))])


def _bounds(drawn: Sequence[float]) -> tuple[float, float]:
    """Give the 95 % percentile interval of what was drawn; nan where the figure was never defined."""
    if np.isnan(drawn).all():
        return float("nan"), float("nan")
    low, high = np.nanquantile(drawn, [(1 - _CONFIDENCE) / 2, (1 + _CONFIDENCE) / 2])
    return float(low), float(high)
