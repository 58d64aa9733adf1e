"""JUnit as junitparser reads it, CSV as a spreadsheet and the csv module read it, JSON Lines line by line."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite
from lxml import etree
from made_up_reports import document, finding, hostile, news, newsroom, packed, report, rules

from mtcheck.records import Report, Span
from mtcheck.reporters import csv as csv_reporter
from mtcheck.reporters import json as json_reporter
from mtcheck.reporters import jsonl, junit

_ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"type", "message"},
}
"""What Jenkins' junit-10.xsd allows of what we use; each of a suite's first four must be there."""


def suites_of(*reports: Report) -> list[TestSuite]:
    text = junit.render_many(reports)
    for element in etree.fromstring(text.encode()).iter():
        assert set(element.attrib) <= _ATTRIBUTES[element.tag]
    return list(JUnitXml.fromstring(text.encode()))


def outcomes(suite: TestSuite) -> dict[str, str]:
    """Give the test cases of a suite by name: how each ended."""
    return {case.name: case.result[0].__class__.__name__ if case.result else "Passed" for case in suite}


def test_a_failed_test_case_names_the_phrase() -> None:
    ended = outcomes(suites_of(news())[0])
    assert ended["MT901 contradicted-event: “Russian invasion of Tokyo”"] == "Failure"
    assert ended["MT601 stock-phrase: “To note,”"] == "Failure"


def test_what_does_not_count_does_not_fail() -> None:
    ended = outcomes(suites_of(news())[0])
    assert ended["MT307 tense: “refuses”"] == "Skipped"  # preview
    assert ended["MT110 untranslated-residue: “Bagikan ke teman”"] == "Skipped"  # suppressed
    assert ended["MT902 inconsistent-name: “of Tokyo last week”"] == "Skipped"  # neutral
    assert ended["MT107 missing-content"] == "Skipped"  # not checked


def test_the_gate_is_a_test_case() -> None:
    ended = outcomes(suites_of(news())[0])
    assert ended["gate: score"] == "Passed"
    assert ended["gate: critical findings"] == "Failure"


def test_rules_that_found_nothing_passed() -> None:
    ended = outcomes(suites_of(replace(news(), rules=rules()))[0])
    assert ended["MT301 repeated-word"] == "Passed"
    assert "MT104 literal-epithet" not in ended


def test_the_figures_are_those_of_the_test_cases() -> None:
    reports, failures = newsroom()
    parsed = JUnitXml.fromstring(junit.render_many(reports, failures).encode())
    kinds: Counter[type] = Counter(type(case.result[0]) for suite in parsed for case in suite if case.result)
    assert (parsed.tests, parsed.failures, parsed.errors) == (
        sum(len(list(suite)) for suite in parsed),
        kinds[Failure],
        kinds[Error],
    )
    assert [suite.skipped for suite in parsed] == [
        sum(isinstance(result, Skipped) for case in suite for result in case.result) for suite in parsed
    ]
    assert kinds[Error] == len(failures)


def test_test_cases_can_be_told_apart_and_keep_their_names() -> None:
    article = document("Twice said, twice said.")
    twice = report(article, [finding(article, Span(0, 5)), finding(article, Span(12, 17))])
    renamed = replace(twice.findings[1], text="Twice")
    names = [case.name for case in suites_of(replace(twice, findings=(twice.findings[0], renamed)))[0]]
    assert names == ["MT104 literal-epithet: “Twice”", "MT104 literal-epithet: “Twice” (2)"]
    assert not any(":3" in name or "line" in name for name in outcomes(suites_of(news())[0]))


def test_the_text_of_a_failure_holds_the_place_and_the_evidence() -> None:
    (case,) = [case for case in suites_of(news())[0] if "State of Sakura" in case.name]
    assert case.classname == "news.txt"
    assert case.result[0].text.startswith("news.txt:3:37: accuracy/overly-literal, major\n")
    assert "Lexicon: Negeri Sakura = Japan" in case.result[0].text


def test_hostile_articles_are_xml() -> None:
    evil = "\x00\x0b\ud800\ufffe]]><failure/>&"
    article = document(f"A phrase {evil} more.", "a\x01.txt")
    made = report(article, [finding(article, evil, message=evil)])
    assert outcomes(suites_of(made)[0])
    assert list(outcomes(suites_of(hostile())[0]).values()).count("Failure") == 3


def rows_of(*reports: Report) -> list[dict[str, str]]:
    text = csv_reporter.render_many(reports)
    assert text.endswith("\r\n")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert text.count("\r\n") == len(rows) + 1
    assert all(tuple(row) == csv_reporter.HEADER for row in rows)
    return rows


def test_a_row_for_every_finding() -> None:
    rows = rows_of(*newsroom()[0])
    assert len(rows) == sum(len(made.findings) for made in newsroom()[0])
    assert rows[0]["phrase"] == "State of Sakura"
    assert (rows[0]["line"], rows[0]["column"], rows[0]["end_column"]) == ("3", "37", "52")
    assert {row["status"] for row in rows if row["counts"] == "no"} == {"preview", "suppressed"}
    assert {row["reason"] for row in rows if row["status"] == "suppressed"} == {"the desk wants it so"}


def test_a_file_without_lines_has_a_place() -> None:
    (row,) = rows_of(packed())
    assert (row["line"], row["column"], row["place"]) == ("", "", "paragraph 2")


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", "＝1", '=HYPERLINK("x")', " =1"])
def test_no_cell_is_a_formula(evil: str) -> None:
    article = document(f"{evil} said so.", evil)
    made = report(article, [finding(article, evil, message=evil, suggestion=evil)])
    (row,) = rows_of(made)
    assert all(row[name].startswith("'") for name in ("file", "phrase", "message", "suggestion"))


def test_the_header_is_as_it_was() -> None:
    """Columns are only ever added, at the end."""
    known = "file part line column end_line end_column place code rule category severity confidence counts status "
    known += "reason phrase message suggestion applicability fingerprint"
    assert " ".join(csv_reporter.HEADER).startswith(known)


def test_every_line_of_jsonl_makes_sense_alone() -> None:
    reports, failures = newsroom()
    lines = jsonl.render_many(reports, failures).splitlines()
    records = [json.loads(line) for line in lines]
    assert Counter(record["type"] for record in records) == {
        "report": len(reports),
        "finding": sum(len(made.findings) for made in reports),
        "failure": len(failures),
    }
    assert all(record["file"] for record in records)
    assert sum(record.get("counts", False) for record in records) == sum(len(made.counted()) for made in reports)


def test_jsonl_says_what_the_json_report_says() -> None:
    told = json.loads(json_reporter.render(news()))
    head, *rest = map(json.loads, jsonl.render_many([news()]).splitlines())
    added = {"type", "file", "part", "counts"}
    assert [{k: v for k, v in record.items() if k not in added} for record in rest] == told["findings"]
    assert {**head, "segments": told["segments"], "findings": told["findings"]} == {"type": "report", **told}


def test_no_separator_of_lines_breaks_jsonl() -> None:
    article = document("A phrase.")
    made = report(article, [finding(article, "phrase", message="a\u2028b\x85c\x0bd\ne")])
    assert [json.loads(line) for line in jsonl.render_many([made]).splitlines()][1][
        "message"
    ] == "a\u2028b\x85c\x0bd\ne"
