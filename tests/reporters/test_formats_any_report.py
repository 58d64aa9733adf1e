"""Whatever a report holds, every format is well formed and tells every finding that counts."""

from __future__ import annotations

import csv
import io
import json

import jsonschema
from hypothesis import given, settings
from lxml import etree
from made_up_reports import reports
from test_formats_annotations import parsed
from test_formats_code_quality import RESULT, bytes_at
from test_formats_markdown import rendered
from test_formats_sarif import text_at, validator

from mtcheck.records import Report
from mtcheck.reporters import FOR_PEOPLE, FORMATS, places, render

_SETTINGS = settings(max_examples=40, deadline=None)


@_SETTINGS
@given(reports())
def test_json_of_all_kinds(report: Report) -> None:
    counted, told = len(report.counted()), [f for f in report.findings if not f.suppressed]
    records = [json.loads(line) for line in render("jsonl", [report]).splitlines()]
    assert len(records) == 1 + len(report.findings)
    assert sum(record.get("counts", False) for record in records) == counted
    issues = json.loads(render("gitlab", [report]))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(told)
    result = json.loads(render("rdjson", [report]))
    jsonschema.validate(result, RESULT)
    for diagnostic, found in zip(result["diagnostics"], told, strict=True):
        assert bytes_at(report.document.text, diagnostic["location"]["range"]) == found.text


@settings(max_examples=20, deadline=None)
@given(reports())
def test_sarif(report: Report) -> None:
    log = json.loads(render("sarif", [report]))
    validator().validate(log)
    for result, found in zip(log["runs"][0]["results"], report.findings, strict=True):
        assert text_at(report.document.text, result["locations"][0]["physicalLocation"]["region"]) == found.text
        assert found.counts or result["level"] == "note"


@_SETTINGS
@given(reports())
def test_lines_and_tables(report: Report) -> None:
    counted = report.counted()
    assert len(render("concise", [report]).split("\n")) == len(counted) + 1
    commands = parsed(render("github", [report]))
    assert len(commands) == sum(not found.suppressed for found in report.findings)
    rows = list(csv.reader(io.StringIO(render("csv", [report]), newline=""), strict=True))
    assert len(rows) == 1 + len(report.findings)
    assert len({len(row) for row in rows}) == 1
    suite = etree.fromstring(render("junit", [report]).encode())[0]
    assert len(suite) == len(report.findings)
    assert len({case.get("name") for case in suite}) == len(suite)


@_SETTINGS
@given(reports())
def test_markdown(report: Report) -> None:
    page = rendered(render("markdown", [report]))
    assert len(page.findall(".//blockquote")) == len(report.counted())


@_SETTINGS
@given(reports())
def test_all_can_be_written_as_utf_8(report: Report) -> None:
    for form in FORMATS:
        if form not in FOR_PEOPLE:
            render(form, [report]).encode("utf-8")


@_SETTINGS
@given(reports())
def test_a_region_is_its_phrase(report: Report) -> None:
    for found in report.findings:
        region = places.region(report.document, found.span)
        assert region is not None
        assert report.document.text[region.start : region.end] == found.text
        assert (region.line, region.column) == (found.line, found.column)
