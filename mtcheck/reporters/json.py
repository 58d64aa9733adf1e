"""The JSON report, described by data/report.schema.json; equal inputs give equal bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mtcheck.records import (
    Breakdown,
    Document,
    Failure,
    Finding,
    PenaltyShare,
    Report,
    Score,
    SegmentReport,
    SourceReport,
    Verdict,
)
from mtcheck.reporters.visible import dumps
from mtcheck.taxonomy import Severity
from mtcheck.version import __version__


def render(report: Report) -> str:
    """Render one report as a JSON object."""
    return _dump(as_object(report))


def render_many(reports: Sequence[Report], failures: Sequence[Failure] = ()) -> str:
    """Render several reports, and the articles on which there is none, as one JSON object with a summary."""
    return _dump(
        {
            "mtcheck": __version__,
            "reports": [as_object(report) for report in reports],
            "summary": [_summary(report) for report in reports],
            "failures": [{"file": failure.name, "reason": failure.reason} for failure in failures],
        }
    )


def _summary(report: Report) -> dict[str, Any]:
    counted = report.counted()
    return {
        "file": report.document.name,
        "part": report.document.part,
        "words": report.document.words,
        "score": report.score,
        "verdict": report.verdict.status,
        **{severity.value: sum(f.severity is severity for f in counted) for severity in Severity},
    }


def as_object(report: Report) -> dict[str, Any]:
    """Give a report as plain dictionaries, lists, strings and numbers."""
    return {
        "mtcheck": report.version,
        "signature": report.signature,
        "file": report.document.name,
        "part": report.document.part,
        "language": report.document.language,
        "words": report.document.words,
        "score": report.score,
        "reliable": report.reliable,
        "penalty": report.penalty,
        "breakdown": _breakdown(report.breakdown),
        "verdict": _verdict(report.verdict),
        "notes": list(report.notes),
        "source": _source(report.source),
        "estimate": report.estimate,
        "scores": [_score(score) for score in report.scores],
        "segments": [_segment(segment) for segment in report.segments],
        "findings": [_finding(report.document, finding) for finding in report.findings],
        "stale_suppressions": [{"place": stale.place, "target": stale.target} for stale in report.stale],
        "skipped": [{"name": skip.name, "reason": skip.reason} for skip in report.skipped],
    }


def _dump(value: object) -> str:
    return dumps(value, indent=2) + "\n"


def _source(source: SourceReport | None) -> dict[str, Any] | None:
    if source is None:
        return None
    return {"file": source.name, "sentences": source.sentences, "unaligned": list(source.unaligned)}


def _breakdown(breakdown: Breakdown) -> dict[str, Any]:
    return {
        "categories": [_share(share) for share in breakdown.categories],
        "rules": [_share(share) for share in breakdown.rules],
    }


def _share(share: PenaltyShare) -> dict[str, Any]:
    return {"name": share.name, "findings": share.findings, "penalty": round(share.penalty, 3)}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    thresholds = [{"name": t.name, "limit": t.limit, "value": t.value, "met": t.met} for t in verdict.thresholds]
    return {"status": verdict.status, "thresholds": thresholds}


def _score(score: Score) -> dict[str, Any]:
    return {
        "metric": score.metric,
        "comparison": score.comparison,
        "value": score.value,
        "signature": score.signature,
    }


def _segment(report: SegmentReport) -> dict[str, Any]:
    segment, translation = report.segment, report.translation
    locator = segment.locator
    return {
        "start": segment.start,
        "end": segment.end,
        "kind": segment.kind,
        "paragraph": segment.paragraph,
        "locator": None if locator is None else {"part": locator.part, "path": locator.path},
        "text": segment.text,
        "back_translation": None if translation is None else translation.back_translation,
        "round_trip": None if translation is None else translation.round_trip,
        "doubt": None if translation is None else translation.doubt,
        "source": list(report.source),
        "estimate": report.estimate,
        "score": report.score,
        "penalty": report.penalty,
        "scores": [_score(score) for score in report.scores],
    }


def _finding(document: Document, finding: Finding) -> dict[str, Any]:
    end_line, end_column = document.end_line_column(finding.end)
    suppression = finding.suppression
    return {
        "code": finding.code,
        "rule": finding.rule,
        "category": finding.category.value,
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": end_line,
        "end_column": end_column,
        "segment": finding.segment,
        "text": finding.text,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "applicability": finding.applicability,
        "evidence": [{"kind": e.kind, "text": e.text} for e in finding.evidence],
        "preview": finding.preview,
        "suppressed": finding.suppressed,
        "suppression": suppression
        and {"kind": suppression.kind, "reason": suppression.reason, "place": suppression.place},
        "fingerprint": finding.fingerprint,
    }
