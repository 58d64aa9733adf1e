"""The score of an article: an MQM penalty per 1,000 words, and what it is made of.

The penalty is the sum of the severity weights (minor 1, major 5, critical 25) per 1,000 words; the score is
100 * exp(-penalty / 200). Unlike MQM's linear score it never saturates: of two bad texts the worse one scores lower.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from math import exp

from mtcheck.records import Breakdown, Finding, PenaltyShare

SCALE = 200.0
"""The penalty per 1,000 words at which the score falls to 100/e, about 37."""


def penalty(findings: Sequence[Finding], words: int) -> float:
    """Give the penalty per 1,000 words of the findings that count (not preview, not suppressed)."""
    return sum(f.severity.penalty for f in findings if f.counts) * 1000 / max(words, 1)


def score(points: float) -> float:
    """Turn a penalty per 1,000 words into a score between 0 and 100, rounded to one decimal."""
    return round(100 * exp(-points / SCALE), 1)


def breakdown(findings: Sequence[Finding], words: int) -> Breakdown:
    """Split the penalty by category and by rule, the largest share first."""
    return Breakdown(
        _shares(findings, words, lambda f: f.category.value),
        _shares(findings, words, lambda f: f"{f.code} {f.rule}"),
    )


def _shares(findings: Sequence[Finding], words: int, key: Callable[[Finding], str]) -> tuple[PenaltyShare, ...]:
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.counts:
            groups[key(finding)].append(finding)
    shares = (PenaltyShare(name, len(group), penalty(group, words)) for name, group in groups.items())
    return tuple(sorted(shares, key=lambda s: (-s.penalty, s.name)))
