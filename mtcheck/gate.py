"""The gate: a report held against thresholds gives a verdict."""

from __future__ import annotations

from dataclasses import replace

from mtcheck.config import Thresholds
from mtcheck.records import Report, ThresholdResult, Verdict
from mtcheck.taxonomy import Severity


def judged(report: Report, thresholds: Thresholds) -> Report:
    """Give the report with its verdict."""
    return replace(report, verdict=judge(report, thresholds))


def judge(report: Report, thresholds: Thresholds) -> Verdict:
    """Judge a report; findings that are preview or suppressed do not count, and no threshold means no judgement."""
    results = []
    if thresholds.fail_under is not None:
        met = report.score >= thresholds.fail_under
        results.append(ThresholdResult("score", thresholds.fail_under, report.score, met))
    limits = ((Severity.CRITICAL, thresholds.max_critical), (Severity.MAJOR, thresholds.max_major))
    for severity, limit in limits:
        if limit is not None:
            number = sum(finding.severity is severity for finding in report.counted())
            results.append(ThresholdResult(f"{severity.value} findings", limit, number, number <= limit))
    if not results:
        return Verdict()
    return Verdict("passed" if all(r.met for r in results) else "failed", tuple(results))
