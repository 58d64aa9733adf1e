"""The JSON report as a stream: one object a line, each with its "type", as `cargo --message-format json` does it.

- {"type": "report", ...}: an article with its score, verdict and all that the JSON report says of it, but for its
  segments, which need the whole file, and its findings;
- {"type": "finding", "file": ..., "part": ..., ...}: a finding as in the JSON report, one line each, after its report;
- {"type": "failure", "file": ..., "reason": ...}: an article on which there is no report.

Every line makes sense alone, so that `jq -c 'select(.type == "finding" and .counts)'`, a log collector or a data frame
can take them one by one. What does not count is there too: "counts" is false, and "preview" or "suppression" says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mtcheck.records import Failure, Report
from mtcheck.reporters import json
from mtcheck.reporters.visible import dumps


def render_many(reports: Sequence[Report], failures: Sequence[Failure] = ()) -> str:
    """Render every report, finding and failure as a line of JSON."""
    records = [record for report in reports for record in _records(report)]
    records += [{"type": "failure", "file": failure.name, "reason": failure.reason} for failure in failures]
    return "".join(f"{dumps(record)}\n" for record in records)


def _records(report: Report) -> Iterator[dict[str, Any]]:
    told = json.as_object(report)
    findings = told.pop("findings")
    del told["segments"]
    yield {"type": "report", **told}
    where = {"file": report.document.name, "part": report.document.part}
    for finding, record in zip(report.findings, findings, strict=True):
        yield {"type": "finding", **where, "counts": finding.counts, **record}
