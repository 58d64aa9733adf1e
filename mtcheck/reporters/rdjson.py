"""Reviewdog's Diagnostic Format (rdjson), for `reviewdog -f=rdjson`: comments on a pull request of any host.

The message DiagnosticResult of reviewdog's proto/rdf/reviewdog.proto as JSON. Reviewdog refuses keys that it does not
know, so nothing of ours is added. Its columns count bytes of UTF-8, from 1, and the end is behind the last byte. A
suggestion is one that reviewdog offers to commit: only what may take the phrase's place is given as such, any other
stands in the message. Errors are critical and major findings, and articles on which there is no report; neutral and
preview findings are INFO; suppressed ones are left out. A file without lines has no range.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mtcheck.records import Document, Failure, Finding, Report
from mtcheck.reporters import brief, levels, places
from mtcheck.reporters.places import Region
from mtcheck.reporters.replacements import replacement
from mtcheck.reporters.visible import dumps


def render_many(reports: Sequence[Report], failures: Sequence[Failure] = ()) -> str:
    """Render findings and failures as one DiagnosticResult."""
    diagnostics = [_diagnostic(r, f) for r in reports for f in r.findings if not f.suppressed]
    diagnostics += [_failure(failure) for failure in failures]
    return dumps({"source": {"name": "mtcheck"}, "diagnostics": diagnostics}, indent=2) + "\n"


def _diagnostic(report: Report, finding: Finding) -> dict[str, Any]:
    document = report.document
    region = places.region(document, finding.span)
    made: dict[str, Any] = {
        "message": brief.message(report, finding),
        "location": {"path": places.path(document.name)},
        "severity": levels.of(finding).reviewdog,
        "code": {"value": brief.rule(finding)},
    }
    if region is not None:
        made["location"]["range"] = _range(document, region)
    if instead := replacement(document, finding):
        made["suggestions"] = [{"range": _range(document, instead.region), "text": instead.text}]
    return made


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "message": f"No report: {brief.reason(failure)}",
        "location": {"path": places.path(failure.name)},
        "severity": "ERROR",
    }


def _range(document: Document, region: Region) -> dict[str, Any]:
    start = places.byte_column(document, region.start, region.column)
    end = places.byte_column(document, region.end, region.end_column)
    return {"start": {"line": region.line, "column": start}, "end": {"line": region.end_line, "column": end}}
