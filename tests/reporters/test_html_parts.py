"""What the review page is made of: words that differ, classes of scores, pages of rules, what the script is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import made_up_reports
import pytest
from browser_pages import reviewed
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.detectors import all_rules
from mtcheck.records import RuleCard, Span
from mtcheck.reporters import distribution, html, review, rule_pages
from mtcheck.reporters.differences import Piece, differences
from mtcheck.suppressions import sidecar

LIMIT = 300_000
"""The most bytes that a page may have without its article."""


def shown(one: str, other: str) -> str:
    signs = {"same": "{}", "lost": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in differences(one, other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("He was very happy.", "He was very happy.", "He was very happy."),
        ("He was very happy.", "He is very happy.", "He [-was-] {+is+} very happy."),
        ("He has left.", "He left.", "He [-has-] left."),
        ("He left.", "He has left.", "He {+has+} left."),
        ("“It's over,” he said", '"It’s over," he said', '"It’s over," he said'),
        ("Rp 1,500.50 each", "Rp 1,500.75 each", "Rp [-1,500.50-] {+1,500.75+} each"),
        ("", "New words", "{+New words+}"),
        ("السفارة مغلقة", "السفارة مفتوحة", "السفارة [-مغلقة-] {+مفتوحة+}"),
    ],
)
def test_words_that_differ_are_told_apart(one: str, other: str, expected: str) -> None:
    assert shown(one, other) == expected


def test_texts_too_long_to_compare_are_shown_whole() -> None:
    kinds = [piece.kind for piece in differences("a b " * 400, "b a " * 400)]
    assert kinds == ["lost", "same", "added"]


@given(
    st.lists(st.sampled_from(["the", "The", "ship", "🏯", "-", "“"])), st.lists(st.sampled_from(["the", "ship", "now"]))
)
def test_the_pieces_give_both_texts_back(one: list[str], other: list[str]) -> None:
    pieces = differences(" ".join(one), " ".join(other))
    assert "".join("".join(_without(pieces, "lost")).split()) == "".join(other)
    assert len("".join("".join(_without(pieces, "added")).split())) == len("".join(one))


def _without(pieces: tuple[Piece, ...], kind: str) -> list[str]:
    return [piece.text for piece in pieces if piece.kind != kind]


def test_scores_are_counted_in_classes_of_ten() -> None:
    reports = [replace(made_up_reports.clean(), score=score) for score in (0.0, 9.9, 10.0, 99.0, 100.0, 100.0)]
    spread = distribution.classes(reports)
    assert [c.number for c in spread] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 3]
    assert spread[0].share == pytest.approx(2 / 3)
    assert distribution.in_words(spread) == "2 from 0 to 10, 1 from 10 to 20, 3 from 90 to 100"
    assert not distribution.in_words(distribution.classes([]))


def test_every_page_of_a_rule_is_cut_into_its_sections() -> None:
    for rule in all_rules():
        cut = rule_pages.sections(rule.page)
        assert [s.heading for s in cut][:4] == ["What it finds", "Why it matters", "Example", "Limits"], rule.code
        words = " ".join(" ".join(s.paragraphs) for s in cut).split()
        assert len(words) > 0.6 * len(rule.page.split()) - 20


def test_each_rule_is_explained_once() -> None:
    page = html.render_many([reviewed(), reviewed("two.txt")])
    assert page.count('id="rule-MT104"') == 1
    assert page.count("Epithets, in any rendering.") == len({f.code for f in reviewed().findings})


def test_the_script_is_told_the_article_as_it_is() -> None:
    report = reviewed()
    told = json.loads(json.dumps(review.data(report, [str(i) for i, _ in enumerate(report.findings)])))
    assert told["text"] == report.document.text
    assert told["sidecar"] == sidecar.path_for(report.document.name).name  # type: ignore[union-attr]
    assert [f["kept"] for f in told["findings"] if f["suppressed"]] == ["the desk wants it so"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("-", "article"),
        ("a/b.txt", "b"),
        ("..", "article"),
        ("<b>\u202e.txt", "_b_"),
        ("C:\\x\\y.md", "y"),
        (".txt", "txt"),
    ],
)
def test_names_of_files_do_no_harm(name: str, file: str) -> None:
    report = replace(made_up_reports.clean(), document=replace(made_up_reports.clean().document, name=name))
    assert review.data(report, [])["sidecar"] == f"{file}.mtcheck.toml"


def test_decisions_are_kept_by_article_and_signature() -> None:
    report = reviewed()
    other = replace(report, signature="mtcheck:0.1")
    assert review.key(report) == review.key(reviewed())
    assert len({review.key(r) for r in (report, other, reviewed("other.txt"))}) == 3


def test_the_page_is_small_even_with_every_rule(tmp_path: Path) -> None:
    report = made_up_reports.clean()
    article = made_up_reports.document("Rule.")
    cards, findings = [], []
    for rule in all_rules():
        cards.append(RuleCard(rule.code, rule.name, rule.category, rule.severity, rule.summary, rule.page))
        findings.append(replace(made_up_reports.finding(article, "Rule"), code=rule.code))
    report = replace(made_up_reports.report(article, findings), rules=tuple(cards))
    assert len(html.render(report).encode()) < LIMIT


@pytest.mark.parametrize(
    ("marked", "suggestion", "proposal"),
    [
        ("He is in ⟦Ginseng Land⟧.", "South Korea", ("Ginseng Land", "South Korea", True)),
        ("He is in the ⟦Ginseng Land⟧.", "South Korea", ("the Ginseng Land", "South Korea", True)),
        ("It cost a ⟦dowry⟧.", "an arm", ("a dowry", "an arm", True)),
        ("It is the ⟦dowry⟧.", "the fee", ("the dowry", "the fee", True)),
        ("“⟦In this week⟧ he left.”", "this week", ("In this week", "This week", True)),
        ("He left. The ⟦dowry⟧ stays.", "fee", ("The dowry", "The fee", True)),
        ("He is ⟦to note⟧ here.", "[delete]", ("to note", "", True)),
        ("He is ⟦to note⟧ here.", None, ("to note", None, False)),
    ],
)
def test_what_is_proposed_fits_the_sentence(
    marked: str, suggestion: str | None, proposal: tuple[str, str | None, bool]
) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    article = made_up_reports.document(marked.replace("⟦", "").replace("⟧", ""))
    found = made_up_reports.finding(article, Span(start, end), suggestion=suggestion)
    report = made_up_reports.report(article, [replace(found, applicability="safe")])
    told = json.loads(json.dumps(review.data(report, ["1"])))["findings"][0]
    assert (article.text[told["first"] : told["end"]], told["wording"], told["dropIn"]) == proposal
