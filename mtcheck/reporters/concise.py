"""One line a finding, for grep, editors and pre-commit: `path:line:column: CODE severity: message`.

A line is a finding that counts: what is preview or suppressed is left out, so that no line means nothing to mend, and
`wc -l` counts. An article on which there is no report has a line too, with "error" in the place of the code. There is
no line of totals. In a file without lines the place is 1:1, and the message begins with the place in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.records import Failure, Report
from mtcheck.reporters import brief, places
from mtcheck.reporters.visible import line


def render_many(reports: Sequence[Report], failures: Sequence[Failure] = ()) -> str:
    """Render the findings that count, and the articles on which there is no report, a line each."""
    told = [each for report in reports for each in _findings(report)]
    told += [f"{places.path(failure.name)}:1:1: error no report: {brief.reason(failure)}" for failure in failures]
    return "".join(f"{line(each)}\n" for each in told)


def _findings(report: Report) -> Iterator[str]:
    for finding in report.counted():
        region = places.region(report.document, finding.span)
        place = f"{region.line}:{region.column}" if region else "1:1"
        what = f"{finding.code} {finding.severity.value}: {brief.message(report, finding)}"
        yield f"{places.path(report.document.name)}:{place}: {what}"
