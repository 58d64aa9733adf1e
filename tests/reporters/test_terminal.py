"""The terminal report: what it says and in which order, and that it stays within the screen."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import made_up_reports
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mtcheck.records import Failure, Report
from mtcheck.reporters import render, terminal


@pytest.fixture(scope="module")
def news() -> Report:
    return made_up_reports.news()


def test_verdict_and_score_come_first(news: Report) -> None:
    first, second, *_ = terminal.render(news).splitlines()
    assert first == "news.txt"
    assert second.startswith("FAILED  score ")
    assert "of 100 · penalty 36.0 per 1,000 words · 59 words" in second


def test_each_threshold_is_named_with_its_figure(news: Report) -> None:
    shown = terminal.render(news, verbosity=-1)
    assert "✓ score at least 60: 64.0, met" in shown
    assert "✗ critical findings at most 0: 1, missed" in shown


def test_notes_are_said(news: Report) -> None:
    shown = terminal.render(news)
    assert "unreliable" not in shown
    assert "· read as windows-1252, not UTF-8" in shown


def test_what_the_source_has_and_the_article_has_not_is_listed(news: Report) -> None:
    shown = " ".join(terminal.render(made_up_reports.sourced()).split())
    assert "NOT IN THE ARTICLE: 2 OF 7 SENTENCES OF NEWS.ID.TXT · {Lost <i>one</i>.} · {Lost two.}" in shown
    assert "NOT IN THE ARTICLE" not in terminal.render(news)


def test_a_finding_shows_its_source_and_what_its_rule_quotes_from_elsewhere() -> None:
    shown = " ".join(terminal.render(made_up_reports.sourced(), verbosity=1).split())
    assert "Source: {The ambassador and the sign.}" in shown
    assert "Source: elsewhere <b>" in shown


def test_findings_come_in_the_order_of_the_text_and_uncounted_ones_after(news: Report) -> None:
    shown = terminal.render(news)
    order = [
        "FINDINGS",
        "⟦State of Sakura⟧",
        "⟦To note,⟧",
        "NOT COUNTED: 2 PREVIEWS AND 1 SUPPRESSED",
        "⟦refuses⟧",
        "COUNTS",
    ]
    places = [shown.index(piece) for piece in order]
    assert places == sorted(places)


def test_a_finding_is_shown_in_full(news: Report) -> None:
    shown = " ".join(terminal.render(news).split())
    assert (
        "3:37 MT104 literal-epithet major Hundreds of citizens of the ⟦State of Sakura⟧ asked to join the legion. "
        "Why: The phrase renders an Indonesian epithet word by word. "
        "Back-translation: «Hundreds of citizens of the ⟦State of Sakura⟧ asked to join the legion.» "
        "Lexicon: Negeri Sakura = Japan Suggestion: Japan"
    ) in shown
    assert "Suggestion: delete" in shown
    assert "Back-translation: as above" in shown


def test_doubt_and_marks_are_said(news: Report) -> None:
    shown = terminal.render(news)
    assert "MT902 inconsistent-name  neutral · confidence 55%" in shown
    assert "MT307 tense  minor · confidence 40% · preview" in shown
    assert "MT110 untranslated-residue  major · suppressed" in shown


def test_tables_and_skipped_rules_close_the_report(news: Report) -> None:
    lines = terminal.render(news).splitlines()
    assert "round trip against article      41.2   41.2   41.2" in lines
    assert "  no source text: MT107 missing-content, MT108 polarity" in lines
    assert any(line.startswith("accuracy/contradiction ") and line.endswith("█") for line in lines)
    assert lines[-1].split() == ["all", "rules", "1", "2", "1", "1", "3"]


def test_quiet_says_only_verdict_and_counts(news: Report) -> None:
    lines = terminal.render(news, verbosity=-1, width=100).splitlines()
    assert len(lines) == 6
    assert lines[-1] == (
        "5 findings: 1 critical, 2 major, 1 minor, 1 neutral (not counted: 2 previews and 1 suppressed)"
    )


def test_verbose_adds_signatures_round_trips_and_fingerprints(news: Report) -> None:
    usual, verbose = terminal.render(news), terminal.render(news, verbosity=1)
    for piece in ("Signature: mtcheck:0.0", "version:2|BLEU", "Round trip: ‹", news.findings[0].fingerprint):
        assert piece not in usual
        assert piece in verbose


def test_an_article_without_findings_has_a_short_report() -> None:
    assert terminal.render(made_up_reports.clean()).splitlines() == [
        "standard input",
        "NOT JUDGED  score 100.0 of 100 · penalty 0.0 per 1,000 words · 3 words",
        "  ! fewer than 50 words: the score is unreliable",
        "0 findings",
    ]


def test_colour_changes_nothing_but_colour(news: Report) -> None:
    plain, coloured = terminal.render(news), terminal.render(news, color=True)
    assert "\x1b[" not in plain
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_the_environment_has_no_say(news: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = terminal.render(news)
    for name, value in {"COLUMNS": "33", "FORCE_COLOR": "1", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    assert terminal.render(news) == expected


@pytest.mark.parametrize("verbosity", [-1, 0, 1])
def test_a_hostile_text_cannot_steer_the_terminal(verbosity: int) -> None:
    shown = terminal.render(made_up_reports.hostile(), verbosity=verbosity)
    assert not set(shown) & set("\x1b\x00\u202e\u202c\u2067\u2069\r")
    if verbosity >= 0:
        assert "[bold]not[/bold]" in shown
        assert "␛[31mred" in shown


@given(report=made_up_reports.reports(), width=st.integers(40, 140), verbosity=st.integers(-1, 1))
def test_no_line_is_wider_than_the_screen(report: Report, width: int, verbosity: int) -> None:
    for line in terminal.render(report, width=width, verbosity=verbosity).split("\n"):
        assert cell_len(line) <= width
        assert line == line.rstrip(" ")


@given(report=made_up_reports.reports(), width=st.integers(40, 140))
def test_no_line_of_a_summary_is_wider_than_the_screen(report: Report, width: int) -> None:
    named = replace(report, document=replace(report.document, name="a/very/long/name/" * 8))
    shown = terminal.summary([report, named], [Failure("b.txt", "b.txt: no such file")], width=width)
    assert max(map(cell_len, shown.split("\n"))) <= width


def test_a_summary_keeps_the_end_of_a_long_path(news: Report) -> None:
    named = replace(news, document=replace(news.document, name="newsroom/articles/2024/june/embassy.txt"))
    assert "\n…/embassy.txt " in terminal.summary([news, named], width=80)
    assert "\n…/articles/2024/june/embassy.txt " in terminal.summary([news, named], width=100)


def test_an_article_of_several_in_a_file_is_named_with_its_part(news: Report) -> None:
    part = replace(news, document=replace(news.document, name="many.jsonl", part="7"))
    assert terminal.render(part).startswith("many.jsonl#7\n")
    assert "\nmany.jsonl#7 " in terminal.summary([part, news])


def test_a_summary_names_articles_and_failures(news: Report) -> None:
    lines = terminal.summary([news, made_up_reports.clean()], [Failure("b.txt", "b.txt: no such file")]).splitlines()
    assert lines[0] == "SUMMARY OF 3 ARTICLES"
    assert lines[3].split() == ["news.txt", "failed", "64.0", "59", "1", "2", "1", "1"]
    assert lines[4].split() == ["standard", "input", "not", "judged", "100.0", "3", "0", "0", "0", "0"]
    assert lines[5:] == ["b.txt            no report", "  b.txt: no such file"]


def test_formats_are_imported_when_they_are_used() -> None:
    program = "import sys, mtcheck.reporters;assert not {'rich', 'jinja2', 'markupsafe'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
    with pytest.raises(KeyError):
        render("pdf", [])
