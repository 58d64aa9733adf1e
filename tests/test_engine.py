"""The whole check through the public door, with a translator that knows its lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from conftest import REFERENCES, LineTranslator

import mtcheck
from mtcheck.config import Config, Thresholds
from mtcheck.records import MtcheckError, Report, UnusableInputError
from mtcheck.reporters import json as json_report
from mtcheck.rule import RuleSelectionError
from mtcheck.taxonomy import Severity

ARTICLE = (REFERENCES / "embassy" / "article.en.txt").read_text("utf-8")
SOURCE = (REFERENCES / "embassy" / "source.id.txt").read_text("utf-8")
REFERENCE = (REFERENCES / "embassy" / "reference.en.txt").read_text("utf-8")
GOOD = "The council approved the new budget on Tuesday. Members of both parties praised the plan after a long debate."
OFFLINE = Config(translate=False)
SCHEMA = json.loads((files("mtcheck") / "data" / "report.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def plain() -> Report:
    return mtcheck.check(ARTICLE, config=OFFLINE)


@pytest.fixture(scope="module")
def full() -> Report:
    return mtcheck.check(ARTICLE, SOURCE, [REFERENCE], OFFLINE, translator=LineTranslator())


def test_offsets_are_code_points_of_the_text(plain: Report) -> None:
    lines = ARTICLE.split("\n")
    assert plain.findings
    for finding in plain.findings:
        assert ARTICLE[finding.start : finding.end] == finding.text
        assert lines[finding.line - 1][finding.column - 1 :].startswith(finding.text.split("\n")[0])
    for report in plain.segments:
        assert ARTICLE[report.segment.start : report.segment.end] == report.segment.text


def test_astral_characters_shift_nothing() -> None:
    text = f"\U0001f600\U0001f600 {ARTICLE}"
    moved = mtcheck.check(text, config=OFFLINE)
    assert all(text[f.start : f.end] == f.text for f in moved.findings)


def test_what_could_not_be_done_is_said(plain: Report, full: Report) -> None:
    assert "round-trip scores" in {skip.name for skip in plain.skipped}
    assert not any("no translator" in skip.reason for skip in full.skipped)
    assert plain.scores == ()
    assert all(report.translation is None for report in plain.segments)


def test_a_copied_round_trip_scores_full_marks(full: Report) -> None:
    by_name = {(s.comparison, s.metric): s.value for s in full.scores}
    assert by_name["round trip against article", "chrF2++"] == 100
    assert by_name["round trip against article", "TER"] == 0
    assert 0 < by_name["back-translation against source", "chrF2++"] < 60
    assert 30 < by_name["article against reference", "chrF2++"] < 100
    assert all("version:" in score.signature for score in full.scores)


def test_datelines_are_not_translated(full: Report) -> None:
    kinds = {report.segment.kind: report.translation for report in full.segments}
    assert kinds["dateline"] is None
    assert kinds["sentence"] is not None


def test_several_references_are_used_together() -> None:
    one = mtcheck.check(ARTICLE, references=[REFERENCE], config=OFFLINE)
    both = mtcheck.check(ARTICLE, references=[REFERENCE, ARTICLE], config=OFFLINE)
    assert [s.value for s in both.scores if s.metric == "chrF2++"] == [100]
    assert "nrefs:var" in both.scores[0].signature, "the first reference lacks a line, and is none for it"
    assert "nrefs:1" in one.scores[0].signature


def test_the_score_follows_from_the_findings(plain: Report) -> None:
    weights = sum(f.severity.penalty for f in plain.counted())
    assert plain.penalty == pytest.approx(weights * 1000 / plain.document.words, abs=0.001)
    assert sum(share.findings for share in plain.breakdown.rules) == len(plain.counted())
    assert 0 < plain.score < 100
    assert plain.reliable


def test_a_faultless_text_has_the_full_score_and_a_short_one_is_unreliable() -> None:
    report = mtcheck.check(GOOD, config=OFFLINE)
    assert (report.findings, report.score, report.penalty) == ((), 100.0, 0.0)
    assert not report.reliable


@pytest.mark.parametrize("report", ["plain", "full"])
def test_the_json_keeps_to_its_schema(report: str, request: pytest.FixtureRequest) -> None:
    value = json.loads(json_report.render(request.getfixturevalue(report)))
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(value, SCHEMA)
    assert value["mtcheck"] == mtcheck.__version__


def test_the_json_of_several_keeps_to_its_schema(plain: Report, full: Report) -> None:
    from mtcheck.records import Failure

    value = json.loads(json_report.render_many([plain, full], [Failure("x.txt", "x.txt: no such file")]))
    jsonschema.validate(value, SCHEMA)


def test_the_schema_refuses_what_is_none(plain: Report) -> None:
    value = json.loads(json_report.render(plain))
    value["findings"][0]["severity"] = "terrible"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, SCHEMA)


def test_equal_inputs_give_equal_reports(plain: Report) -> None:
    again = mtcheck.check(ARTICLE, config=OFFLINE)
    assert json_report.render(again) == json_report.render(plain)


def test_the_gate_names_each_threshold() -> None:
    config = Config(translate=False, thresholds=Thresholds(fail_under=1, max_critical=0, max_major=100))
    verdict = mtcheck.check(ARTICLE, config=config).verdict
    assert verdict.status == "failed"
    assert [(t.name, t.met) for t in verdict.thresholds] == [
        ("score", True),
        ("critical findings", False),
        ("major findings", True),
    ]
    assert mtcheck.check(ARTICLE, config=OFFLINE).verdict.status == "not judged"


def test_a_rule_that_is_not_selected_is_silent() -> None:
    report = mtcheck.check(ARTICLE, config=Config(translate=False, select=("contradicted-event",)))
    assert {f.severity for f in report.findings} == {Severity.CRITICAL}


def test_settings_of_unknown_rules_are_refused() -> None:
    with pytest.raises(RuleSelectionError, match="no-such-rule"):
        mtcheck.check(GOOD, config=Config(translate=False, rules={"no-such-rule": {}}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n",
        "12345 67",
        "Pemerintah Jepang menutup sementara kedutaan besarnya di ibu kota negara itu, kata menteri.",
    ],
    ids=["empty", "blank", "numbers", "Indonesian"],
)
def test_what_is_no_english_text_is_refused(text: str) -> None:
    with pytest.raises(UnusableInputError):
        mtcheck.check(text, config=OFFLINE)


@pytest.mark.parametrize(
    "text",
    [
        "Bintang Selatan FC beat Garuda Pesisir at Gelora Segara Stadium, Surabaya, on Sunday night.",
        "Wanasari, Mandailing, Natal, Padang Sidempuan, Tapanuli Selatan and Medan were flooded.",
        "Pemerintah menutup kedutaan. The ambassador said that it was closed. Baca juga: Harga minyak naik lagi",
    ],
    ids=["names", "more names", "half translated"],
)
def test_english_with_foreign_names_or_lines_is_english(text: str) -> None:
    assert mtcheck.check(text, config=OFFLINE).document.words > 10


def test_a_translator_of_the_users_own_is_asked_once_per_direction() -> None:
    asked: list[tuple[str, str, int]] = []

    class Own:
        signature = "own:1"

        def translate(
            self,
            texts: Sequence[str],
            *,
            source: str,
            target: str,
            progress: Callable[[int, int], None] | None = None,
        ) -> list[str]:
            asked.append((source, target, len(texts)))
            return [f"{target} {text}" for text in texts]

    report = mtcheck.check(GOOD, config=OFFLINE, translator=Own())
    assert asked == [("en", "id", 2), ("id", "en", 2)]
    assert report.segments[0].translation is not None
    assert report.segments[0].translation.round_trip.startswith("en id The council")
    assert report.signature.endswith("translator:own:1")


def test_errors_are_of_one_family() -> None:
    assert issubclass(UnusableInputError, MtcheckError)
    assert issubclass(RuleSelectionError, MtcheckError)


def test_a_severity_and_a_house_style_of_the_configuration_enter_findings_and_signature(plain: Report) -> None:
    tables: dict[str, dict[str, Any]] = {
        "literal-epithet": {"severity": "neutral"},
        "contradicted-event": {"preview": True},
    }
    changed = mtcheck.check(ARTICLE, config=Config(translate=False, rules=tables))
    told = {finding.rule: (finding.severity, finding.preview) for finding in changed.findings}
    assert told["literal-epithet"] == (Severity.NEUTRAL, False)
    assert told["contradicted-event"][1]
    cards = {card.name: card for card in changed.rules}
    assert (cards["literal-epithet"].severity, cards["contradicted-event"].preview) == (Severity.NEUTRAL, True)
    assert changed.score > plain.score
    styled = mtcheck.check(ARTICLE, config=Config(translate=False, house_style="british"))
    accepting = mtcheck.check(ARTICLE, config=Config(translate=False, accept=("State of Sakura",)))
    assert len({report.signature for report in (plain, changed, styled, accepting)}) == 4
