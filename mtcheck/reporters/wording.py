"""What the reporters say in words: figures, verdicts, thresholds and counts, said alike in every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mtcheck.records import Finding, Report, Span, ThresholdResult
from mtcheck.taxonomy import Severity

SEVERITIES = tuple(sorted(Severity, key=lambda severity: -severity.rank))
"""The severities, the worst first: the order in which an editor wants to read them."""

UNRELIABLE = "fewer than 50 words: the score is unreliable"
"""The remark on a text that is too short for its score to mean something."""

HINT = "chrF2++ and BLEU: higher is closer; TER: lower is closer."
"""How to read the automatic scores."""

LOW_CONFIDENCE = 0.7
"""Below this a finding says how sure it is."""


def figure(value: float) -> str:
    """Write a figure with at most one decimal, and thousands with a comma."""
    text = f"{value:,.1f}"
    return text.removesuffix(".0")


def plural(number: int, noun: str) -> str:
    """Write a number with its noun: 1 finding, 2 findings."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def score(report: Report) -> str:
    """Write the score of a report, always with one decimal."""
    return f"{report.score:.1f}"


def penalty(report: Report) -> str:
    """Write the penalty of a report and what it is counted in."""
    return f"{figure(report.penalty)} per 1,000 words"


def threshold(result: ThresholdResult) -> str:
    """Say what a threshold asked for, and the figure it was held against."""
    bound = "at least" if result.name == "score" else "at most"
    value = f"{result.value:.1f}" if result.name == "score" else figure(result.value)
    return f"{result.name} {bound} {figure(result.limit)}: {value}, {'met' if result.met else 'missed'}"


def tally(findings: Iterable[Finding]) -> str:
    """Count findings by severity in words: "1 critical, 2 minor"; "none" for no finding."""
    numbers = Counter(finding.severity for finding in findings)
    return ", ".join(f"{numbers[s]} {s.value}" for s in SEVERITIES if numbers[s]) or "none"


def uncounted(report: Report) -> str:
    """Say how many findings do not count and why; "" when all of them do."""
    suppressed = sum(f.suppressed for f in report.findings)
    previews = sum(f.preview and not f.suppressed for f in report.findings)
    parts = [plural(previews, "preview")] if previews else []
    parts += [f"{suppressed} suppressed"] if suppressed else []
    return " and ".join(parts)


def doubt(finding: Finding) -> str:
    """Say how sure a finding is where it is not; "" where it is."""
    return f"confidence {finding.confidence:.0%}" if finding.confidence < LOW_CONFIDENCE else ""


def back_translation(report: Report, span: Span) -> str:
    """Give the back-translations of the sentences that a stretch touches, joined; "" where there are none."""
    touched = (s for s in report.segments if s.translation and s.segment.span.overlaps(span))
    return " ".join(s.translation.back_translation for s in touched if s.translation)


def round_trip(report: Report, span: Span) -> str:
    """Give the round trips of the sentences that a stretch touches, joined; "" where there are none."""
    touched = (s for s in report.segments if s.translation and s.segment.span.overlaps(span))
    return " ".join(s.translation.round_trip for s in touched if s.translation)
