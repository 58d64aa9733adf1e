"""How grave a finding is in the words of those who read a report by machine: one table for all formats.

What does not count (preview, or suppressed) is never more than a remark, whatever its severity: no consumer blocks on
one. An error is what an editor must not print (critical, major), a warning what reads badly (minor).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mtcheck.records import Finding, RuleCard
from mtcheck.taxonomy import Severity


@dataclass(frozen=True, slots=True)
class Levels:
    """One severity in each vocabulary: SARIF's, code scanning's, GitHub's annotations', GitLab's and reviewdog's."""

    sarif: str
    problem: str
    github: str
    gitlab: str
    reviewdog: str


_LEVELS = {
    Severity.CRITICAL: Levels("error", "error", "error", "critical", "ERROR"),
    Severity.MAJOR: Levels("error", "error", "error", "major", "ERROR"),
    Severity.MINOR: Levels("warning", "warning", "warning", "minor", "WARNING"),
    Severity.NEUTRAL: Levels("note", "recommendation", "notice", "info", "INFO"),
}
"""The gravest of GitLab's levels, blocker, is left to articles on which there is no report."""


def of(finding: Finding) -> Levels:
    """Give the levels of a finding: those of a neutral one where it does not count."""
    return _LEVELS[finding.severity if finding.counts else Severity.NEUTRAL]


def of_rule(card: RuleCard) -> Levels:
    """Give the levels that a rule's findings have as a rule."""
    return _LEVELS[Severity.NEUTRAL if card.preview else card.severity]


def blames(finding: Finding) -> bool:
    """Say whether a finding speaks against its article: it counts, and its severity has a penalty."""
    return finding.counts and finding.severity.penalty > 0


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings: what counts before what does not, by severity, the gravest first; else in their order."""
    return sorted(findings, key=lambda finding: (not finding.counts, -finding.severity.rank))
