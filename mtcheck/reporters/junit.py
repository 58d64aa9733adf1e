"""JUnit's XML as Jenkins and GitLab read it: a test suite for each article.

JUnit knows no severities, so a finding that counts is a failed test case, but for a neutral one; the test case's own
name holds the rule and the phrase, for a list of failures shows nothing else. Jenkins and GitLab tell test cases apart
by class name and name (GitLab drops the second of two): the class name is the article, and no name holds a line, so
that a test case stays itself when the article is edited elsewhere. The thresholds of the gate are test cases too.

Skipped are findings that do not count, neutral ones, and rules that could not be checked, with the reason; a rule that
ran and found nothing that counts is a passed test case. An article on which there is no report is an error. The
elements and attributes are those of Jenkins' junit-10.xsd (which is the same for pytest), and no others: an attribute
`file` on a test case, which GitLab would read, is not among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET  # only written, never read

from mtcheck.records import Failure, Finding, Report
from mtcheck.reporters import brief, levels, places, wording
from mtcheck.reporters.exhibits import exhibits
from mtcheck.reporters.visible import line, xml

_OUTCOMES = ("failure", "error", "skipped")


@dataclass(frozen=True, slots=True)
class _Case:
    """A test case; `outcome` is "" where it passed."""

    name: str
    outcome: str = ""
    kind: str = ""
    message: str = ""
    text: str = ""


def render_many(reports: Sequence[Report], failures: Sequence[Failure] = ()) -> str:
    """Render reports and failures as one XML document."""
    root = ET.Element("testsuites", {"name": "mtcheck"})
    for report in reports:
        _suite(root, places.title(report.document), list(_cases(report)))
    for failure in failures:
        _suite(root, places.path(failure.name), [_Case("report", "error", "no report", brief.reason(failure))])
    for outcome in ("tests", "failures", "errors"):
        root.set(outcome, str(sum(int(suite.get(outcome, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(root: ET.Element, title: str, cases: Sequence[_Case]) -> None:
    numbers = Counter(case.outcome for case in cases)
    figures = {"tests": len(cases), "failures": numbers["failure"], "errors": numbers["error"]}
    title = xml(line(title))
    suite = ET.SubElement(root, "testsuite", {"name": title, **{name: str(n) for name, n in figures.items()}})
    suite.set("skipped", str(numbers["skipped"]))
    seen: Counter[str] = Counter()
    for case in cases:
        name = xml(line(case.name))
        seen[name] += 1
        number = f" ({seen[name]})" if seen[name] > 1 else ""
        element = ET.SubElement(suite, "testcase", {"classname": title, "name": name + number})
        if case.outcome in _OUTCOMES:
            told = ET.SubElement(element, case.outcome, {"type": case.kind, "message": xml(line(case.message))})
            told.text = xml(case.text) or None


def _cases(report: Report) -> Iterator[_Case]:
    """Yield the thresholds, the findings, the rules that found nothing, and what could not be checked."""
    for result in report.verdict.thresholds:
        yield _Case(f"gate: {result.name}", *(() if result.met else ("failure", "gate", wording.threshold(result))))
    for finding in report.findings:
        yield _finding(report, finding)
    fired = {finding.code for finding in report.counted()}
    for card in report.rules:
        if card.code not in fired:
            yield _Case(f"{card.code} {card.name}")
    for skip in report.skipped:
        yield _Case(skip.name, "skipped", "not checked", skip.reason)


def _finding(report: Report, finding: Finding) -> _Case:
    name = f"{brief.rule(finding)}: {brief.phrase(finding)}"
    message = brief.message(report, finding)
    if levels.blames(finding):
        return _Case(name, "failure", finding.severity.value, message, "\n".join(_told(report, finding)))
    if finding.suppression:
        return _Case(name, "skipped", "suppressed", f"suppressed: {finding.suppression.reason}")
    return _Case(name, "skipped", "preview" if finding.preview else finding.severity.value, message)


def _told(report: Report, finding: Finding) -> Iterator[str]:
    """Yield the text of a failure, which alone may hold the place: where, why, what instead, and the evidence."""
    region = places.region(report.document, finding.span)
    place = f":{region.line}:{region.column}" if region else ""
    yield line(f"{places.path(report.document.name)}{place}: {finding.category.value}, {finding.severity.value}")
    yield brief.message(report, finding)
    for exhibit in exhibits(report, finding):
        shown = exhibit.excerpt
        yield line(f"{exhibit.label}: {shown.before}{shown.phrase}{shown.after}")
    yield f"Fingerprint: {finding.fingerprint}"
