"""How the scores of several articles are spread: ten classes of ten points each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mtcheck.records import Report

_WIDTH = 10


@dataclass(frozen=True, slots=True)
class Class:
    """The articles whose score lies in [low, high), or [90, 100]; `share` is their number over the largest class's."""

    low: int
    high: int
    number: int
    share: float


def classes(reports: Sequence[Report]) -> tuple[Class, ...]:
    """Count the reports in each class of scores."""
    numbers = Counter(min(int(report.score // _WIDTH), 9) for report in reports)
    most = max(numbers.values(), default=1)
    return tuple(Class(_WIDTH * i, _WIDTH * (i + 1), numbers[i], numbers[i] / most if most else 0.0) for i in range(10))


def in_words(spread: Sequence[Class]) -> str:
    """Say what the histogram shows: "3 from 60 to 70, 1 from 90 to 100"."""
    return ", ".join(f"{c.number} from {c.low} to {c.high}" for c in spread if c.number)
