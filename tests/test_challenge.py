"""The challenge set, and scripts/challenge.py: what is put in, when it is found, and what is counted."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import REFERENCES, ROOT
from hypothesis import given
from hypothesis import strategies as st

from mtcheck import readers
from mtcheck.analysis import identification
from mtcheck.records import Finding, Span
from mtcheck.taxonomy import Category, Severity

sys.path.insert(0, str(ROOT / "scripts"))

import challenge
from challenge import Challenge
from faults import DROPPED, FAULTS, Case, Edit, Judgement, Pair, faulty, judge, read_set
from gold import BadInputError

SET = REFERENCES / "challenge"
PAIRS, CASES = read_set(SET)
LONGEST_SHARED = 8

TEXT = "A dam broke.\n\nNobody was hurt. The mayor sued the builder.\n\nIt cost Rp 2 billion."
NEGATION = Case("01-dam", "dropped-negation", "Nobody was hurt", "Somebody was hurt", "Somebody")
GAP = Case("01-dam", DROPPED, "The mayor sued the builder.", "", "")


def finding(
    text: str, quote: str, code: str = "MT112", *, category: Category = Category.MISTRANSLATION, preview: bool = False
) -> Finding:
    start = text.index(quote)
    return Finding(
        code=code,
        rule="missing-number" if code == "MT109" else "made-up",
        category=category,
        severity=Severity.MAJOR,
        confidence=0.9,
        start=start,
        end=start + len(quote),
        line=1,
        column=1,
        text=quote,
        message="Wrong.",
        suggestion=None,
        evidence=(),
        preview=preview,
        fingerprint="",
        segment=None,
    )


def judged(case: Case, *quotes: str, sound: tuple[Finding, ...] = (), **how: Any) -> Judgement:
    made = faulty(case, TEXT)
    findings = [finding(made.text, quote, **how) for quote in quotes]
    return judge(made, findings, sound, readers.from_text(made.text).segments)


def test_there_are_twenty_cases_and_more_of_every_fault() -> None:
    counts = Counter(case.fault for case in CASES)
    assert set(counts) == set(FAULTS)
    assert min(counts.values()) >= 20
    for fault in FAULTS:
        assert {c.article for c in CASES if c.fault == fault and PAIRS[c.article].held_out}


def test_every_article_has_cases_and_every_case_is_another() -> None:
    assert {case.article for case in CASES} == set(PAIRS)
    assert len({(c.article, c.fault, c.quote, c.replacement) for c in CASES}) == len(CASES)
    assert sum(pair.held_out for pair in PAIRS.values()) == 5


def test_dropped_and_doubled_sentences_are_whole() -> None:
    for case in CASES:
        if case.fault in (DROPPED, "doubled-sentence"):
            segments = [s.text for s in readers.from_text(PAIRS[case.article].reference).segments]
            assert any(case.quote.startswith(s) for s in segments), case.quote
            assert any(case.quote.endswith(s) for s in segments), case.quote


def test_some_doubled_sentences_are_reworded() -> None:
    doubled = [case for case in CASES if case.fault == "doubled-sentence"]
    assert sum(case.replacement.replace(case.quote, "").strip() != "" for case in doubled) >= 8
    assert all(case.quote in case.replacement for case in doubled)


def test_a_number_off_by_a_thousand_changes_figures_or_magnitudes_alone() -> None:
    for case in CASES:
        if case.fault == "number-off-by-thousand":
            bare = [
                re.sub(r"\b(thousand|million|billion|trillion)\b|[\d.,\s]+", " ", text)
                for text in (case.quote, case.replacement)
            ]
            assert bare[0].split() == bare[1].split(), case


@pytest.mark.parametrize("pair", PAIRS.values(), ids=lambda pair: pair.name)
def test_the_languages_and_the_shape_are_right(pair: Pair) -> None:
    for text, code in ((pair.source, "id"), (pair.reference, "en")):
        guess = identification.identify(text)
        assert guess is not None
        assert guess.code == code
        assert 90 <= len(text.split()) <= 180
        headline, *paragraphs = text.strip().split("\n\n")
        assert headline[-1] not in ".!"
        assert paragraphs


def n_grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + LONGEST_SHARED + 1]) for i in range(len(words) - LONGEST_SHARED)}


def test_nothing_long_is_shared_with_the_development_texts(shared: Path) -> None:
    foreign: set[tuple[str, ...]] = set()
    for part in ("sakura", "mt", "clean"):
        for path in (shared / "dev" / part).rglob("*.txt"):
            foreign |= n_grams(path.read_text("utf-8"))
    for pair in PAIRS.values():
        assert not (n_grams(pair.source) | n_grams(pair.reference)) & foreign, pair.name


def test_a_fault_is_put_in_and_its_mark_is_found() -> None:
    made = faulty(NEGATION, TEXT)
    assert "\n\nSomebody was hurt. The mayor" in made.text
    assert made.text[made.mark.start : made.mark.end] == "Somebody"


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("The mayor sued the builder.", "A dam broke.\n\nNobody was hurt.\n\nIt cost Rp 2 billion."),
        ("Nobody was hurt.", "A dam broke.\n\nThe mayor sued the builder.\n\nIt cost Rp 2 billion."),
        ("Nobody was hurt. The mayor sued the builder.", "A dam broke.\n\nIt cost Rp 2 billion."),
        ("It cost Rp 2 billion.", "A dam broke.\n\nNobody was hurt. The mayor sued the builder.\n\n"),
    ],
)
def test_a_dropped_sentence_takes_its_space_along(quote: str, text: str) -> None:
    assert faulty(Case("01-dam", DROPPED, quote, "", ""), TEXT).text == text


@pytest.mark.parametrize(
    "case",
    [
        Case("01-dam", "replaced-name", "no such words", "others", "others"),
        Case("01-dam", "replaced-name", "mayor", "governor", "governor", occurrence=1),
        Case("01-dam", "replaced-name", "mayor", "mayor", "mayor"),
        Case("01-dam", "replaced-name", "mayor", "governor", "king"),
        Case("01-dam", "replaced-name", "", "governor", "governor"),
    ],
)
def test_a_case_that_cannot_be_made_is_refused(case: Case) -> None:
    with pytest.raises(ValueError, match=r"does not occur|changes nothing"):
        faulty(case, TEXT)


@given(st.integers(0, 30), st.integers(0, 20), st.integers(0, 20), st.integers(0, 40), st.integers(1, 20))
def test_what_lies_beside_an_edit_is_carried_along(start: int, old: int, new: int, other: int, length: int) -> None:
    edit, span = Edit(Span(start, start + old), new), Span(other, other + length)
    carried = edit.carried(span)
    if span.end <= start:
        assert carried == span
    elif other >= start + old:
        assert carried == Span(other + new - old, other + length + new - old)
    else:
        assert carried.start <= edit.made.start
        assert carried.end >= edit.made.end


def test_a_finding_on_the_fault_finds_it() -> None:
    assert judged(NEGATION, "Somebody was hurt").found_by
    assert not judged(NEGATION, "was hurt").found_by
    assert judged(NEGATION, "sued").astray


def test_a_finding_that_leaves_the_sentence_finds_nothing() -> None:
    outcome = judged(NEGATION, "Somebody was hurt. The mayor sued")
    assert not outcome.found_by
    assert outcome.astray


def test_a_preview_finds_nothing_and_is_told() -> None:
    outcome = judged(NEGATION, "Somebody", preview=True)
    assert not outcome.found_by
    assert outcome.previews


def test_what_was_found_in_the_sound_article_is_no_news() -> None:
    known = (finding(TEXT, "Nobody"), finding(TEXT, "Rp 2 billion"))
    assert judged(NEGATION, "Somebody", "Rp 2 billion", sound=known) == Judgement(NEGATION, ())
    assert judged(NEGATION, "Somebody", sound=(finding(TEXT, "Nobody", "MT105"),)).found_by


def test_a_gap_is_found_beside_it_by_what_tells_omissions() -> None:
    assert judged(GAP, "Nobody was hurt.", category=Category.OMISSION).found_by
    assert judged(GAP, "Rp 2 billion", code="MT109").found_by
    assert judged(GAP, "Nobody was hurt.").astray
    assert judged(GAP, "A dam broke.", category=Category.OMISSION).astray


def outcome_of_two() -> Challenge:
    found = Judgement(NEGATION, (finding(faulty(NEGATION, TEXT).text, "Somebody"),))
    return Challenge((found, Judgement(NEGATION, ())), {"01-dam": (finding(TEXT, "dam", "MT310"),)})


def test_the_outcome_is_counted_shown_and_judged() -> None:
    outcome = outcome_of_two()
    data = challenge.as_json(outcome)
    assert data["faults"]["dropped-negation"] | {"interval": None} == {
        "cases": 2,
        "found": 1,
        "recall": 0.5,
        "interval": None,
        "astray": 0,
        "rules": {"MT112 made-up": 1},
        "missed": [{"article": "01-dam", "quote": "Nobody was hurt"}],
    }
    assert data["references"] == {"articles": 1, "findings": 1, "source_findings": 0}
    assert [line.split(":")[1].strip() for line in challenge.shown(outcome)] == [
        "dropped-negation",
        "alarm on the reference",
    ]
    assert list(challenge.missed_limits(outcome, 0.5, 0)) == []
    assert len(list(challenge.missed_limits(outcome, 0.8, None))) == 1


def test_the_parts_share_no_article() -> None:
    parts = [
        challenge.chosen(PAIRS, CASES, part=part, articles=(), faults=()) for part in ("development", "held-out", "all")
    ]
    assert not set(parts[0][0]) & set(parts[1][0])
    assert len(parts[0][1]) + len(parts[1][1]) == len(parts[2][1]) == len(CASES)
    assert set(challenge.chosen(PAIRS, CASES, part="all", articles=("01",), faults=(DROPPED,))[0]) == {"01-flood"}


@pytest.fixture
def small_set(tmp_path: Path) -> Path:
    home = tmp_path / "01-dam"
    home.mkdir()
    (home / "reference.en.txt").write_text(TEXT)
    (home / "source.id.txt").write_text("Bendungan jebol.\n\nTidak ada yang terluka.")
    case = {"article": "01-dam", "fault": DROPPED, "quote": "A dam broke.", "occurrence": 0, "replacement": ""}
    (tmp_path / "cases.json").write_text(json.dumps([case]))
    return tmp_path


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("fault", "misspelt-name", "is not a fault"),
        ("article", "02-none", "no '02-none'"),
        ("quote", "Rome burned.", "does not occur"),
        ("occurrence", "first", "case 1: "),
    ],
)
def test_a_bad_case_is_named(small_set: Path, key: str, value: str, what: str) -> None:
    path = small_set / "cases.json"
    entries = json.loads(path.read_text())
    path.write_text(json.dumps([entries[0] | {key: value}]))
    with pytest.raises(BadInputError, match=what):
        read_set(small_set)
    result = CliRunner().invoke(challenge.main, [str(small_set), "--no-translate"])
    assert (result.exit_code, result.exception.__class__) == (2, SystemExit)


def test_the_command_measures_writes_and_judges(small_set: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(pairs: object, cases: object, checker: object) -> tuple[Challenge, list[str]]:
        return outcome_of_two(), ["MT105 unstable-passage (no translator)"]

    monkeypatch.setattr(challenge, "measure", measure)
    out = small_set / "out.json"
    result = CliRunner().invoke(
        challenge.main, [str(small_set), "--no-translate", "--json", str(out), "--fail-under-recall", "0.8"]
    )
    assert result.exit_code == 1
    assert "recall 0.50 of dropped-negation is under 0.8" in result.output
    assert "1 unchanged references: 1 findings, 0 of them" in result.output
    assert json.loads(out.read_text())["faults"]
