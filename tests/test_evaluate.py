"""scripts/evaluate.py: when a finding matches a gold span, what is counted, and how bad input ends."""

from __future__ import annotations

import json
import lzma
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import REFERENCES, ROOT
from hypothesis import given
from hypothesis import strategies as st

import mtcheck
from mtcheck.records import Finding, Span, count_words
from mtcheck.taxonomy import Category, Severity

sys.path.insert(0, str(ROOT / "scripts"))

import evaluate
from gold import (
    BadInputError,
    GoldSpan,
    GoldText,
    found,
    is_right,
    matches,
    read_articles,
    read_clean,
    read_lines,
    recall,
)
from intervals import Ratio, bootstrap
from measures import RECALLS, Evaluation, Judged, as_json

TEXT = "The black goat sat at the green table on Monday (24/6), he said."


def spans(low: int = 0, high: int = 200) -> st.SearchStrategy[Span]:
    """Give stretches of at least one character inside [low, high)."""
    starts = st.integers(low, high - 1)
    return starts.flatmap(lambda start: st.integers(start + 1, high).map(lambda end: Span(start, end)))


def gold_span(quote: str, severity: str = "major", *, category: str = "calque-idiom", hidden: bool = False) -> GoldSpan:
    start = TEXT.index(quote)
    return GoldSpan(Span(start, start + len(quote)), quote, category, severity, hidden)


golds = spans().map(lambda span: GoldSpan(span, "", "other", "minor"))


def finding(quote: str, code: str = "MT103", *, preview: bool = False) -> Finding:
    start = TEXT.index(quote)
    return Finding(
        code=code, rule="made-up", category=Category.OVERLY_LITERAL, severity=Severity.MAJOR, confidence=1.0,
        start=start, end=start + len(quote), line=1, column=start + 1, text=quote, message="Why.", suggestion=None,
        evidence=(), preview=preview, fingerprint="", segment=0,
    )  # fmt: skip


# --- matching


@given(spans())
def test_a_finding_equal_to_the_gold_span_matches(span: Span) -> None:
    assert matches(span, span)


@given(spans(), spans())
def test_a_match_overlaps_and_is_not_much_longer(one: Span, gold: Span) -> None:
    if matches(one, gold):
        assert one.overlaps(gold)
        assert len(one) <= 4 * len(gold) + 20


@given(spans(), st.data())
def test_a_finding_that_covers_more_of_the_gold_span_still_matches(gold: Span, data: st.DataObject) -> None:
    inner = data.draw(spans(gold.start, gold.end))
    start, end = data.draw(st.integers(gold.start, inner.start)), data.draw(st.integers(inner.end, gold.end))
    assert matches(Span(start, end), gold) >= matches(inner, gold)


@given(spans(), st.data())
def test_a_finding_that_strays_less_still_matches(gold: Span, data: st.DataObject) -> None:
    outer = Span(data.draw(st.integers(0, gold.start)), data.draw(st.integers(gold.end, 300)))
    start, end = data.draw(st.integers(outer.start, gold.start)), data.draw(st.integers(gold.end, outer.end))
    assert matches(Span(start, end), gold) >= matches(outer, gold)


@given(spans(), spans(), st.integers(0, 1000))
def test_only_the_distance_between_the_two_counts(one: Span, gold: Span, shift: int) -> None:
    moved = Span(one.start + shift, one.end + shift), Span(gold.start + shift, gold.end + shift)
    assert matches(*moved) == matches(one, gold)


@given(st.lists(golds, max_size=6), st.lists(spans(), max_size=6), spans())
def test_another_finding_never_loses_a_gold_span(gold: list[GoldSpan], findings: list[Span], more: Span) -> None:
    assert set(found(gold, findings)) <= set(found(gold, [*findings, more]))
    assert recall(gold, findings).part <= recall(gold, [*findings, more]).part


@given(spans(), st.lists(golds, max_size=6), golds)
def test_another_gold_span_never_makes_a_finding_wrong(one: Span, gold: list[GoldSpan], more: GoldSpan) -> None:
    assert is_right(one, gold) <= is_right(one, [*gold, more])


@pytest.mark.parametrize(
    ("one", "gold", "expected"),
    [
        (Span(0, 10), Span(10, 20), False),  # they only touch
        (Span(0, 10), Span(5, 25), True),  # half of the shorter, a quarter of the gold span
        (Span(0, 10), Span(6, 26), False),  # less than half of the shorter
        (Span(0, 4), Span(0, 17), False),  # less than a quarter of the gold span
        (Span(0, 60), Span(0, 10), True),  # four times as long and 20 characters more
        (Span(0, 61), Span(0, 10), False),  # a character too long
    ],
)
def test_the_limits_of_a_match(one: Span, gold: Span, *, expected: bool) -> None:
    assert matches(one, gold) is expected


# --- figures


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_proportion(part: int, rest: int) -> None:
    ratio = Ratio(part, part + rest)
    low, high = ratio.interval
    assert 0 <= low <= (ratio.value or 0) <= high <= 1


def test_the_interval_is_wilsons() -> None:
    """Compare with Newcombe 1998, table I: 81/263 has the score interval 0.2553 to 0.3662."""
    assert Ratio(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert Ratio(0, 20).interval == pytest.approx((0, 0.1611), abs=5e-5)


def test_the_bootstrap_draws_texts() -> None:
    """The bootstrap of many equal trials is the binomial's, and faults that come in bundles widen it."""
    single, bundled = [(i % 2, 1) for i in range(400)], [(10 * (i % 2), 10) for i in range(40)]
    low, high = bootstrap(single)
    assert (low, high) == pytest.approx((0.451, 0.549), abs=0.005)
    assert Ratio.of(single).interval == (low, high)
    assert Ratio.of(bundled).interval == pytest.approx((0.345, 0.655), abs=0.02)
    assert Ratio.of(bundled) == Ratio(200, 400)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda t: (min(t), max(t))), max_size=12))
def test_an_interval_lies_between_nothing_and_all(texts: list[tuple[int, int]]) -> None:
    ratio = Ratio.of(texts)
    low, high = ratio.interval
    assert 0 <= low <= high <= 1
    if len([t for t in texts if t[1]]) < 5:
        assert ratio.interval == ratio.wilson


def evaluation(*findings: Finding) -> Evaluation:
    gold = (
        gold_span("black goat"),
        gold_span("green table", "critical", hidden=True),
        gold_span("Monday (24/6)", "minor", category="date-format"),
    )
    return Evaluation((Judged(GoldText("made-up", TEXT, gold), count_words(TEXT), findings),))


def test_previews_are_counted_apart() -> None:
    figures = evaluation(finding("black goat"), finding("he said", "MT999"), finding("green table", preview=True))
    assert figures.recall(RECALLS["all gold spans"]) == Ratio(1, 3)
    assert figures.recall(RECALLS["all gold spans"], previews=True) == Ratio(2, 3)
    assert figures.precision == Ratio(1, 2)
    assert [(r.code, r.preview, r.right) for r in figures.by_rule()] == [
        ("MT103", False, Ratio(1, 1)),
        ("MT999", False, Ratio(0, 1)),
        ("MT103", True, Ratio(1, 1)),
    ]
    assert [g.quote for g in figures.texts[0].missed] == ["green table", "Monday (24/6)"]
    assert [f.text for f in figures.texts[0].false_alarms] == ["he said"]


def test_recall_by_severity_category_and_need() -> None:
    figures = evaluation(finding("black goat"), finding("(24/6)"))
    assert figures.recall(RECALLS["major and critical"]) == Ratio(1, 2)
    assert figures.recall(RECALLS["visible in the article"]) == Ratio(2, 2)
    assert figures.by_category() == [("calque-idiom", Ratio(1, 2)), ("date-format", Ratio(1, 1))]


def test_alarms_are_counted_by_the_thousand_words() -> None:
    figures = evaluation(finding("black goat"), finding("he said"))
    assert figures.alarms_per_1000_words() == pytest.approx(1000 / count_words(TEXT))
    assert json.loads(json.dumps(as_json(figures)))["texts"][0]["false_alarms"][0]["text"] == "he said"


def test_phrases_that_are_right_are_told_when_flagged() -> None:
    text = GoldText("made-up", TEXT, (gold_span("black goat"),), right=(gold_span("he said").span, Span(44, 50)))
    figures = Evaluation((Judged(text, count_words(TEXT), (finding("black goat"), finding("he said"))),))
    assert figures.flagged() == Ratio(1, 2)


# --- reading


def write_gold(folder: Path, entries: object, text: str = TEXT) -> Path:
    folder.mkdir(parents=True)
    (folder / "article.en.txt").write_bytes(text.encode())
    (folder / "spans.json").write_text(json.dumps(entries))
    return folder


def entry(quote: str = "black goat", **changes: object) -> dict[str, Any]:
    start = TEXT.index(quote)
    values = {"quote": quote, "start": start, "end": start + len(quote), "category": "calque-idiom"}
    return {**values, "severity": "major", **changes}


def test_folders_are_searched_through_and_read_once(tmp_path: Path) -> None:
    write_gold(tmp_path / "a" / "deep", [entry("green table"), entry()])
    write_gold(tmp_path / "b", [])
    texts = read_articles([tmp_path, tmp_path / "b"])
    assert [Path(t.name).name for t in texts] == ["deep", "b"]
    assert [g.quote for g in texts[0].gold] == ["black goat", "green table"]
    assert texts[0].source is None


def test_line_breaks_are_read_as_they_stand(tmp_path: Path) -> None:
    folder = write_gold(tmp_path / "a", [entry(start=7, end=17)], "Oh.\r\n" + TEXT[2:])
    assert read_articles([folder])[0].gold[0].quote == "black goat"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({}, "not a list"),
        ([entry(), entry(start=5)], "span 2: [5, 14) is not the quote 'black goat'"),
        ([entry(severity="awful")], "'awful' is not a severity"),
        ([{"start": 0, "end": 3}], "the key 'quote' is missing"),
        ([entry(quote="green table", start=9, end=3)], "span 1"),
        ([entry(start="0")], "span 1"),
        (["black goat"], "span 1"),
    ],
)
def test_bad_spans_are_named(tmp_path: Path, entries: object, expected: str) -> None:
    folder = write_gold(tmp_path / "a", entries)
    with pytest.raises(BadInputError) as caught:
        read_articles([folder])
    assert expected in str(caught.value)
    assert str(folder / "spans.json") in str(caught.value)
    assert "\n" not in str(caught.value)


def _absent(folder: Path) -> Path:
    return folder / "absent"


def _empty(folder: Path) -> Path:
    return folder


def _no_article(folder: Path) -> Path:
    home = write_gold(folder / "a", [])
    (home / "article.en.txt").unlink()
    return home


def _not_json(folder: Path) -> Path:
    home = write_gold(folder / "a", [])
    (home / "spans.json").write_text("[")
    return home


def _not_utf8(folder: Path) -> Path:
    home = write_gold(folder / "a", [])
    (home / "article.en.txt").write_bytes(b"\xff\xfe\x00")
    return home


@pytest.mark.parametrize("make", [_absent, _empty, _no_article, _not_json, _not_utf8])
def test_bad_input_is_one_line_and_status_2(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    result = run("--no-translate", str(make(tmp_path)))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def test_clean_texts_and_their_slips(tmp_path: Path) -> None:
    (tmp_path / "01.txt").write_text(TEXT)
    (tmp_path / "02.txt").write_text(TEXT)
    (tmp_path / "02.spans.json").write_text(json.dumps([entry()]))
    assert [len(t.gold) for t in read_clean(tmp_path)] == [0, 1]
    with pytest.raises(BadInputError, match="no text"):
        read_clean(tmp_path / "absent")


def test_lines_become_texts_at_headlines(tmp_path: Path) -> None:
    lines = ["Goats win", *["The goat won the cup again."] * 3, "Cats lose", "", *["A cat cost Â£5."] * 25]
    plain, packed = tmp_path / "a.txt", tmp_path / "a.txt.xz"
    plain.write_text("\n".join(lines), encoding="utf-8")
    packed.write_bytes(lzma.compress(plain.read_bytes()))
    texts = read_lines(plain, 1000)
    assert [len(t.text.split("\n\n")) for t in texts] == [4, 20, 6]
    assert "A cat cost £5." in texts[1].text
    assert [t.text for t in read_lines(packed, 1000)] == [t.text for t in texts]
    assert [t.text for t in read_lines(plain, 8)] == ["Goats win\n\nThe goat won the cup again."]
    with pytest.raises(BadInputError, match="cannot be read"):
        read_lines(tmp_path / "absent.txt", 10)


def test_phrases_listed_as_right_are_read_from_beside_the_folder(tmp_path: Path) -> None:
    write_gold(tmp_path / "a", [entry()])
    (tmp_path / "nonerrors.json").write_text(json.dumps({"a": [{"quote": "he said", "why": "sound"}]}))
    assert [text.right for text in read_articles([tmp_path / "a"])] == [(Span(56, 63),)]
    (tmp_path / "nonerrors.json").write_text('{"a": [5]}')
    with pytest.raises(BadInputError, match=r"nonerrors\.json"):
        read_articles([tmp_path / "a"])


# --- the command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(evaluate.main, arguments)


@pytest.fixture
def findings(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """Let mtcheck find what the test puts in this list."""
    found_here: list[Finding] = []

    def check(text: str, **_: object) -> SimpleNamespace:
        document = SimpleNamespace(words=count_words(text))
        return SimpleNamespace(document=document, findings=tuple(found_here), skipped=())

    monkeypatch.setattr(mtcheck, "check", check)
    return found_here


def test_limits_decide_the_status(tmp_path: Path, findings: list[Finding]) -> None:
    folder = str(write_gold(tmp_path / "a", [entry(), entry("green table", severity="minor")]))
    findings += [finding("black goat"), finding("he said")]
    assert run("--no-translate", folder, "--fail-under-recall", "0.5", "--fail-under-precision", "0.5").exit_code == 0
    assert run("--no-translate", folder, "--fail-under-serious-recall", "1").exit_code == 0
    missed = run("--no-translate", folder, "--fail-under-recall", "0.6", "--fail-under-precision", "0.6")
    assert missed.exit_code == 1
    assert missed.stderr == "Error: recall 0.50 is under 0.6; precision 0.50 is under 0.6\n"


def test_no_finding_at_all_misses_a_precision_limit(tmp_path: Path, findings: list[Finding]) -> None:
    folder = str(write_gold(tmp_path / "a", [entry()]))
    assert run("--no-translate", folder, "--fail-under-precision", "0.1").exit_code == 1


def test_show_lists_misses_and_false_alarms(tmp_path: Path, findings: list[Finding]) -> None:
    folder = write_gold(tmp_path / "a", [entry(comment="kambing hitam"), entry("green table")])
    findings += [finding("green table"), finding("he said")]
    lines = run("--no-translate", "--show", str(folder)).stdout.splitlines()
    assert f'{folder}:1:5: missed major calque-idiom: "black goat" (kambing hitam)' in lines
    assert f'{folder}:1:57: alarm MT103 made-up: "he said" (Why.)' in lines


def test_clean_mode_counts_alarms_but_not_slips(tmp_path: Path, findings: list[Finding]) -> None:
    (tmp_path / "01.txt").write_text(TEXT)
    (tmp_path / "01.spans.json").write_text(json.dumps([entry()]))
    findings += [finding("black goat"), finding("he said"), finding("Monday", preview=True)]
    result = run("--no-translate", "--clean", str(tmp_path))
    assert "13 words of 1 texts: 76.92 [76.92-76.92] per 1,000 words (1 alarms)" in result.stdout
    assert "he said" in result.stdout
    assert result.exit_code == 0
    assert run("--no-translate", "--clean", str(tmp_path), "--fail-over-alarms", "1").exit_code == 1


def test_alarms_on_the_human_translations_are_counted(tmp_path: Path, findings: list[Finding]) -> None:
    home = write_gold(tmp_path / "a", [entry(), entry("green table")])
    (home / "reference.en.txt").write_text(TEXT)
    findings += [finding("he said")]
    result = run("--no-translate", str(home), "--references")
    assert "reference translations: 13 words of 1 texts: 76.92" in result.stdout
    assert "reference translations" not in run("--no-translate", str(home)).stdout


def test_spans_that_need_the_source_are_told_one_by_one(tmp_path: Path, findings: list[Finding]) -> None:
    told = [entry() | {"needs_source": True}, entry("green table") | {"needs_source": True}, entry("he said")]
    home = str(write_gold(tmp_path / "a", told))
    findings += [finding("black goat")]
    lines = [line for line in run("--no-translate", home).stdout.splitlines() if "needs the source" in line]
    assert len(lines) == 2
    assert '"black goat": found by MT103 made-up' in lines[0]
    assert '"green table": missed' in lines[1]


def test_json_holds_all_figures(tmp_path: Path, findings: list[Finding]) -> None:
    folder = str(write_gold(tmp_path / "a", [entry(), entry("green table")]))
    findings.append(finding("black goat"))
    out = tmp_path / "figures.json"
    assert run("--no-translate", folder, "--json", str(out)).exit_code == 0
    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["clean"] == {}
    assert data["articles"]["recall"]["all gold spans"]["value"] == 0.5
    assert data["articles"]["texts"][0]["missed"][0]["quote"] == "green table"


@pytest.mark.parametrize("name", ["absent/figures.json", "."])
def test_unwritable_json_is_one_line_and_status_2(tmp_path: Path, findings: list[Finding], name: str) -> None:
    folder = str(write_gold(tmp_path / "a", [entry()]))
    result = run("--no-translate", folder, "--json", str(tmp_path / name))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_text_that_mtcheck_refuses_is_named(tmp_path: Path) -> None:
    text = "Le président de la République a annoncé hier soir une réforme des retraites dans tout le pays."
    folder = write_gold(tmp_path / "a", [], text)
    result = run("--no-translate", str(folder))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {folder}: ")
    assert len(result.stderr.splitlines()) == 1


def test_a_real_article_is_measured() -> None:
    result = run("--no-translate", "--with-source", str(REFERENCES / "embassy"))
    assert result.exit_code == 0
    assert "recall: major and critical" in result.stdout
    assert result.stderr == ""
