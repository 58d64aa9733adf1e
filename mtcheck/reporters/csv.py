"""A table of all findings as CSV (RFC 4180), a row each, for spreadsheets and data frames; UTF-8 without a mark.

The header stays the same; new columns come last. What does not count is there too: "counts" is "no", "status" says
"preview" or "suppressed", and "reason" why. A finding is one row of one line: line breaks in it become spaces. A cell
that a spreadsheet would take for a formula begins with an apostrophe (as OWASP's page on CSV injection has it). Line
and column are empty where the file has none, and "place" says it in words. An article on which there is no report has
no row: it is told on standard error, and in the other formats.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from mtcheck.records import Failure, Finding, Report
from mtcheck.reporters import places
from mtcheck.reporters.visible import line

HEADER = (
    "file",
    "part",
    "line",
    "column",
    "end_line",
    "end_column",
    "place",
    "code",
    "rule",
    "category",
    "severity",
    "confidence",
    "counts",
    "status",
    "reason",
    "phrase",
    "message",
    "suggestion",
    "applicability",
    "fingerprint",
)
"""The columns, in their order."""

_FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
"""What begins a formula in one spreadsheet or another; some take the full-width signs too."""


def render_many(reports: Sequence[Report], failures: Sequence[Failure] = ()) -> str:  # noqa: ARG001
    """Render every finding as a row below the header."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(HEADER)
    for report in reports:
        writer.writerows([_cell(value) for value in _row(report, finding)] for finding in report.findings)
    return table.getvalue()


def _row(report: Report, finding: Finding) -> tuple[str, ...]:
    region = places.region(report.document, finding.span)
    numbers = (region.line, region.column, region.end_line, region.end_column) if region else ("",) * 4
    suppression = finding.suppression
    return (
        places.path(report.document.name),
        report.document.part,
        *map(str, numbers),
        places.in_words(report, finding),
        finding.code,
        finding.rule,
        finding.category.value,
        finding.severity.value,
        f"{finding.confidence:g}",
        "yes" if finding.counts else "no",
        "suppressed" if suppression else "preview" if finding.preview else "",
        suppression.reason if suppression else "",
        finding.text,
        finding.message,
        finding.suggestion or "",
        finding.applicability,
        finding.fingerprint,
    )


def _cell(value: str) -> str:
    """Make one clean line of a cell, and keep it from being a formula: a sign alone (standard input) is none."""
    text = line(value)
    return f"'{text}" if len(text) > 1 and text.startswith(_FORMULA) else text
