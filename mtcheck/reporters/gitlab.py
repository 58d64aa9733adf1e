"""GitLab's Code Quality report: a JSON array with an object for each finding, for the widget of a merge request.

Each has what GitLab reads: description, check_name, fingerprint, severity, location.path, location.lines.begin
(https://docs.gitlab.com/ci/testing/code_quality/, "Code quality report format"). GitLab compares the fingerprints with
those of the target branch, and drops what it has seen: they are made of the path and mtcheck's own fingerprint, and
are unique in the report. Critical, major and minor are GitLab's own words; neutral and preview findings are "info", an
article on which there is no report is a "blocker". GitLab knows no suppression: suppressed findings are left out. In a
file without lines the line is 1, and the description begins with the place in words.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from mtcheck.records import Failure, Finding, Report
from mtcheck.reporters import brief, levels, places
from mtcheck.reporters.visible import dumps


def render_many(reports: Sequence[Report], failures: Sequence[Failure] = ()) -> str:
    """Render findings and failures as one JSON array."""
    seen: Counter[str] = Counter()
    issues = [*_findings(reports, seen), *(_failure(failure, seen) for failure in failures)]
    return dumps(issues, indent=2) + "\n"


def _findings(reports: Sequence[Report], seen: Counter[str]) -> Iterator[dict[str, Any]]:
    for report in reports:
        for finding in report.findings:
            if not finding.suppressed:
                yield _issue(report, finding, seen)


def _issue(report: Report, finding: Finding, seen: Counter[str]) -> dict[str, Any]:
    region = places.region(report.document, finding.span)
    return {
        "description": f"{brief.rule(finding)}: {brief.message(report, finding)}",
        "check_name": finding.rule,
        "fingerprint": _fingerprint(places.title(report.document), finding.fingerprint, seen),
        "severity": levels.of(finding).gitlab,
        "location": {
            "path": places.path(report.document.name),
            "lines": {"begin": region.line, "end": region.end_line} if region else {"begin": 1},
        },
    }


def _failure(failure: Failure, seen: Counter[str]) -> dict[str, Any]:
    path = places.path(failure.name)
    return {
        "description": f"No report: {brief.reason(failure)}",
        "check_name": "no-report",
        "fingerprint": _fingerprint(path, "no report", seen),
        "severity": "blocker",
        "location": {"path": path, "lines": {"begin": 1}},
    }


def _fingerprint(path: str, mark: str, seen: Counter[str]) -> str:
    """Make a fingerprint of a file and a finding's own; the number keeps one apart that is given twice."""
    key = f"{path}\0{mark}"
    seen[key] += 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest()
