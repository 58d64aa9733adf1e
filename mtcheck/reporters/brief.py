"""A finding in a sentence or two of one clean line: what annotations, comments and lists show of it."""

from __future__ import annotations

from mtcheck.records import DELETE, Failure, Finding, Report
from mtcheck.reporters import places
from mtcheck.reporters.excerpts import shortened
from mtcheck.reporters.visible import line

_LONGEST_PHRASE = 120


def rule(finding: Finding) -> str:
    """Name the rule: code and name."""
    return f"{finding.code} {finding.rule}"


def phrase(finding: Finding, longest: int = _LONGEST_PHRASE) -> str:
    """Quote the phrase in one line, its middle left out where it is long."""
    return f"“{shortened(line(finding.text), longest)}”"


def suggestion(finding: Finding) -> str:
    """Say what to write instead; "" where no suggestion is known."""
    if finding.suggestion is None:
        return ""
    return "delete it" if finding.suggestion == DELETE else line(finding.suggestion)


def message(report: Report, finding: Finding) -> str:
    """Say where (in a file without lines), which phrase, why, and what to write instead, in one line.

    The phrase comes first: consumers show the line of a finding, and the line of an article is a whole paragraph.
    """
    told = f"{phrase(finding)}: {line(finding.message)}"
    if place := line(places.in_words(report, finding)):
        told = f"[{place}] {told}"
    if instead := suggestion(finding):
        told += f" Suggestion: {instead}"
    if finding.preview and not finding.suppressed:
        told += " (preview: does not count)"
    return told


def reason(failure: Failure) -> str:
    """Say why there is no report on an article, without its name, which stands beside it."""
    return line(failure.reason.removeprefix(f"{failure.name}: "))
