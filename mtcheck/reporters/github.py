"""Workflow commands for GitHub Actions: annotations on the lines of a pull request, printed to a step's output.

An error for critical and major findings, a warning for minor ones, a notice for neutral and preview ones; suppressed
findings are left out. An article on which there is no report is an error too. Commands and their escapes are those of
`@actions/core` (lib/command.js). GitHub keeps the first 10 annotations of each level that a step makes (and only logs
the others), so the worst come first, and a notice, always among the first 10, says how many the pull request does not
show. Columns are given on one line only, as GitHub's checks demand. A file without lines is annotated as a whole; of
standard input ("-") GitHub finds no file, and shows the annotation with the run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.records import Failure, Finding, Report
from mtcheck.reporters import brief, levels, places, wording
from mtcheck.reporters.visible import line

LIMIT = 10
"""How many annotations of one level GitHub keeps of a step (actions/runner, ExecutionContext: _maxIssueCount)."""
_LEVELS = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True)
class _Annotation:
    level: str
    rank: int
    command: str


def render_many(reports: Sequence[Report], failures: Sequence[Failure] = ()) -> str:
    """Render failures and findings as workflow commands, by level and the worst first."""
    made = [_failure(failure) for failure in failures]
    made += [_annotation(r, f) for r in reports for f in r.findings if not f.suppressed]
    made.sort(key=lambda annotation: (_LEVELS.index(annotation.level), -annotation.rank))
    commands = [annotation.command for annotation in made]
    if hidden := _hidden(made):
        notices = sum(annotation.level == "notice" for annotation in made)
        commands.insert(len(commands) - max(notices - LIMIT + 1, 0), hidden)
    return "".join(f"{command}\n" for command in commands)


def _hidden(made: Sequence[_Annotation]) -> str:
    """Give the notice on what exceeds the limit, itself among the first notices; "" where nothing does."""
    numbers = Counter(annotation.level for annotation in made)
    over = {level: max(numbers[level] - LIMIT, 0) for level in _LEVELS}
    if not any(over.values()):
        return ""
    over["notice"] = max(numbers["notice"] - LIMIT + 1, 0)
    told = ", ".join(wording.plural(number, level) for level, number in over.items() if number)
    text = f"GitHub shows {LIMIT} annotations of each level: not shown here, but in the log of this step: {told}."
    return _command("notice", {"title": "mtcheck: more findings"}, text)


def _annotation(report: Report, finding: Finding) -> _Annotation:
    level = levels.of(finding).github
    properties = {"title": f"{brief.rule(finding)} ({finding.severity.value})", **_position(report, finding)}
    rank = finding.severity.rank if finding.counts else -1
    return _Annotation(level, rank, _command(level, properties, brief.message(report, finding)))


def _failure(failure: Failure) -> _Annotation:
    properties = {"title": "mtcheck: no report", "file": places.path(failure.name)}
    return _Annotation("error", len(_LEVELS) + 1, _command("error", properties, brief.reason(failure)))


def _position(report: Report, finding: Finding) -> dict[str, str]:
    file = {"file": places.path(report.document.name)}
    region = places.region(report.document, finding.span)
    if region is None:
        return file
    lines = file | {"line": str(region.line), "endLine": str(region.end_line)}
    columns = {"col": str(region.column), "endColumn": str(region.end_column)}
    return lines | columns if region.line == region.end_line else lines


def _command(name: str, properties: dict[str, str], message: str) -> str:
    listed: Iterator[str] = (f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {','.join(listed)}::{_data(message)}"


def _data(text: str) -> str:
    # One clean line has no line break left; the two are here because the escapes belong together.
    return line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
