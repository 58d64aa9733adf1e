"""What GitLab's Code Quality and reviewdog are given."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from made_up_reports import MARKUP, NEWS, document, finding, hostile, marked_up, news, newsroom, packed, report

from mtcheck.records import Report
from mtcheck.reporters import gitlab, rdjson

_POSITION = {
    "type": "object",
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "required": ["line", "column"],
    "additionalProperties": False,
}
_RANGE = {
    "type": "object",
    "properties": {"start": _POSITION, "end": _POSITION},
    "required": ["start", "end"],
    "additionalProperties": False,
}
_TEXT = {"type": "string"}
RESULT: dict[str, Any] = {
    "type": "object",
    "properties": {
        "source": {"type": "object", "properties": {"name": _TEXT}, "additionalProperties": False},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": {
                        "type": "object",
                        "properties": {"path": {"type": "string", "minLength": 1}, "range": _RANGE},
                        "required": ["path"],
                        "additionalProperties": False,
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "properties": {"value": _TEXT}, "additionalProperties": False},
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"range": _RANGE, "text": _TEXT},
                            "required": ["range", "text"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["message", "location", "severity"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["source", "diagnostics"],
    "additionalProperties": False,
}
"""The parts of reviewdog.proto that we write. (scripts/validate_formats.py asks a validator of others, from npm.)"""


def issues_of(*reports: Report) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(gitlab.render_many(reports))
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert issue["location"]["path"]
    return issues


def diagnostics_of(*reports: Report) -> list[dict[str, Any]]:
    result = json.loads(rdjson.render_many(reports))
    jsonschema.validate(result, RESULT)
    diagnostics: list[dict[str, Any]] = result["diagnostics"]
    return diagnostics


def bytes_at(text: str, stretch: dict[str, Any]) -> str:
    """Cut a stretch out of a text as reviewdog does: lines, and columns in bytes of UTF-8."""
    lines = text.encode().split(b"\n")
    first, last = stretch["start"]["line"] - 1, stretch["end"]["line"] - 1
    cut = b"\n".join(lines[first : last + 1])
    after = len(lines[last]) - stretch["end"]["column"] + 1
    return cut[stretch["start"]["column"] - 1 : len(cut) - after].decode()


def test_gitlab_severities_are_its_own() -> None:
    severities = {issue["description"].split("“")[1].split("”")[0]: issue["severity"] for issue in issues_of(news())}
    assert severities["Russian invasion of Tokyo"] == "critical"
    assert severities["State of Sakura"] == "major"
    assert severities["To note,"] == "minor"
    assert severities["of Tokyo last week"] == severities["refuses"] == "info"
    assert "Bagikan ke teman" not in severities


def test_gitlab_fingerprints_are_unique_across_files() -> None:
    same = [report(document("A phrase.", name), [finding(document("A phrase."), "phrase")]) for name in "aab"]
    marks = [issue["fingerprint"] for issue in issues_of(*same, *newsroom()[0])]
    assert len(set(marks)) == len(marks)
    assert issues_of(same[0])[0]["fingerprint"] == marks[0]


def test_an_article_without_a_report_blocks_in_gitlab() -> None:
    (issue,) = json.loads(gitlab.render_many([], newsroom()[1]))
    assert issue["severity"] == "blocker"
    assert issue["location"] == {"path": "scan, 2:3.txt", "lines": {"begin": 1}}


def test_gitlab_is_sent_to_the_first_line_of_a_file_without_lines() -> None:
    (issue,) = issues_of(packed())
    assert issue["location"]["lines"] == {"begin": 1}
    assert "[paragraph 2]" in issue["description"]


@pytest.mark.parametrize(("made", "text"), [(news(), NEWS), (marked_up(), MARKUP)], ids=["plain", "markup"])
def test_reviewdogs_columns_count_bytes(made: Report, text: str) -> None:
    for diagnostic in diagnostics_of(made):
        stretch = bytes_at(text, diagnostic["location"]["range"])
        phrase = diagnostic["message"].split("“")[1].split("”")[0]
        assert stretch == ("State* of Sakura" if phrase == "State of Sakura" and text is MARKUP else phrase)


def test_reviewdog_may_commit_only_what_may_be_put_in() -> None:
    by_phrase = {
        d["message"].split("“")[1].split("”")[0]: d.get("suggestions", []) for d in diagnostics_of(marked_up())
    }
    assert not by_phrase["State of Sakura"]  # a tag lies in it
    assert "To note," not in by_phrase  # suppressed
    (embassy,), (deletion,) = by_phrase["embassy"], by_phrase["Bagikan ke teman"]
    assert (bytes_at(MARKUP, embassy["range"]), embassy["text"]) == ("e", "E")
    assert (bytes_at(MARKUP, deletion["range"]), deletion["text"]) == ("Bagikan ke teman ", "")
    assert not any("suggestions" in diagnostic for diagnostic in diagnostics_of(news()))


def test_reviewdog_severities() -> None:
    assert [d["severity"] for d in diagnostics_of(news())].count("INFO") == 3
    assert diagnostics_of(packed())[0]["location"] == {"path": "desk/copy.docx"}


def test_markup_is_no_fix_in_a_file_with_markup() -> None:
    made = marked_up()
    evil = finding(made.document, "embassy", suggestion="<script>", applicability="safe")
    (diagnostic,) = diagnostics_of(report(made.document, [evil]))
    assert "suggestions" not in diagnostic


def test_hostile_articles_are_text() -> None:
    assert len(issues_of(hostile())) == len(diagnostics_of(hostile())) == 3
