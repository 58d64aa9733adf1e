"""What the reporters say in words: figures, verdicts, thresholds and counts, said alike in every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mtcheck.records import Finding, Report, Score, SourceReport, ThresholdResult
from mtcheck.scores.comparisons import REFERENCE
from mtcheck.taxonomy import Severity

SEVERITIES = tuple(sorted(Severity, key=lambda severity: -severity.rank))
"""The severities, the worst first: the order in which an editor wants to read them."""

UNRELIABLE = "fewer than 50 words: the score is unreliable"
"""The remark on a text that is too short for its score to mean something."""

HINT = "TER: lower is closer; all others: higher is closer."
"""How to read the automatic scores."""

LOW_CONFIDENCE = 0.7
"""Below this a finding says how sure it is."""


def name(file: str) -> str:
    """Name an article as the user knows it."""
    return "standard input" if file == "-" else file


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


def penalty(points: float) -> str:
    """Write a penalty per 1,000 words, always with one decimal."""
    return f"{points:,.1f}"


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
    dismissed = [f.suppression.kind for f in report.findings if f.suppression is not None]
    known = dismissed.count("baseline")
    previews = sum(f.preview and not f.suppressed for f in report.findings)
    parts = [plural(previews, "preview")] if previews else []
    parts += [f"{len(dismissed) - known} suppressed"] if len(dismissed) > known else []
    parts += [f"{known} in the baseline"] if known else []
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def place(report: Report, finding: Finding) -> str:
    """Say where a finding is: line and column or, in a file without lines of text, the unit or paragraph."""
    segment = None if finding.segment is None else report.segments[finding.segment].segment
    if segment is not None and segment.locator is not None and report.document.origin is None:
        return segment.locator.path
    return f"{finding.line}:{finding.column}"


def doubt(finding: Finding) -> str:
    """Say how sure a finding is where it is not; "" where it is."""
    return f"confidence {finding.confidence:.0%}" if finding.confidence < LOW_CONFIDENCE else ""


def unrendered(source: SourceReport) -> str:
    """Say how much of a source nothing in the article renders."""
    return f"{len(source.unaligned)} of {plural(source.sentences, 'sentence')} of {name(source.name)}"


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """The automatic scores as a table: a row per comparison, a column per metric ("-" where there is no figure)."""

    metrics: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    signatures: tuple[tuple[str, str], ...]


def score_table(scores: Sequence[Score]) -> ScoreTable:
    """Arrange scores as a table, comparisons and metrics in the order of their first occurrence."""
    metrics = tuple(dict.fromkeys(score.metric for score in scores))
    values = {(score.comparison, score.metric): f"{score.value:.1f}" for score in scores}
    rows = tuple(
        (comparison, tuple(values.get((comparison, metric), "-") for metric in metrics))
        for comparison in dict.fromkeys(score.comparison for score in scores)
    )
    return ScoreTable(metrics, rows, tuple(dict.fromkeys((score.metric, score.signature) for score in scores)))


def reference_scores(scores: Sequence[Score]) -> str:
    """Write the scores of a sentence against the references in one line; "" where there are none."""
    return " · ".join(f"{score.metric} {score.value:.1f}" for score in scores if score.comparison == REFERENCE)
