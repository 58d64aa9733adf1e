"""The gate: the figures of a report held against thresholds give a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mtcheck.config import Thresholds
from mtcheck.records import Report, ThresholdResult, Verdict
from mtcheck.taxonomy import Severity

DROP = "drop of the score"
"""How the threshold on what the score lost since an earlier report is called."""


def judged(report: Report, thresholds: Thresholds) -> Report:
    """Give the report with its verdict; findings that are preview or suppressed do not count."""
    counts = Counter(finding.severity for finding in report.counted())
    return replace(report, verdict=judge(report.score, counts, thresholds))


def judge(
    score: float, counts: Mapping[Severity, int], thresholds: Thresholds, *, before: float | None = None
) -> Verdict:
    """Judge a score and the numbers of findings that count; `before` is the article's score in an earlier report.

    A figure without a threshold is not judged, and neither is the drop of an article that has no earlier score.
    """
    results = tuple(_results(score, counts, thresholds, before))
    if not results:
        return Verdict()
    return Verdict("passed" if all(result.met for result in results) else "failed", results)


def _results(
    score: float, counts: Mapping[Severity, int], thresholds: Thresholds, before: float | None
) -> Iterator[ThresholdResult]:
    if (least := thresholds.fail_under) is not None:
        yield ThresholdResult("score", least, score, score >= least)
    limits = {
        Severity.CRITICAL: thresholds.max_critical,
        Severity.MAJOR: thresholds.max_major,
        Severity.MINOR: thresholds.max_minor,
    }
    for severity, limit in limits.items():
        if limit is not None:
            number = counts.get(severity, 0)
            yield ThresholdResult(f"{severity.value} findings", limit, number, number <= limit)
    if (most := thresholds.max_drop) is not None and before is not None:
        drop = round(max(before - score, 0.0), 1)
        yield ThresholdResult(DROP, most, drop, drop <= most)
