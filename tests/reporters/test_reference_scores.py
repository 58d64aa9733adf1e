"""The scores of single sentences against references, as the reports show them."""

from __future__ import annotations

import pytest
from conftest import LineTranslator

import mtcheck
from mtcheck.config import Config
from mtcheck.records import Report
from mtcheck.reporters import html, terminal

ARTICLE = "The club paid a record dowry. The mayor went home by bus on Monday. Nobody was hurt in the old harbor."
REFERENCE = "The club paid a record fee. The mayor took a bus home. Nobody was hurt in the old harbor."


@pytest.fixture(scope="module")
def report() -> Report:
    config = Config(select=("MT190",))
    return mtcheck.check(ARTICLE, references=[REFERENCE], config=config, translator=LineTranslator())


def test_the_terminal_names_the_sentences_that_are_farthest_first(report: Report) -> None:
    text = terminal.render(report)
    start = text.index("Farthest from the references:")
    places = [text.index(words, start) for words in ("The mayor went", "The club paid", "Nobody was")]
    assert places == sorted(places)
    assert "chrF2++ 100.0 · BLEU 100.0 · TER 0.0" in text


def test_the_terminal_shows_what_the_reference_has_instead(report: Report) -> None:
    assert "⟦dowry⟧. (reference: fee)" in terminal.render(report)


def test_the_page_shows_them_beside_the_sentence(report: Report) -> None:
    page = html.render(report)
    assert page.count("Against reference") == 3
    assert "chrF2++ 100.0 · BLEU 100.0 · TER 0.0" in page


def test_without_references_there_are_none() -> None:
    report = mtcheck.check(ARTICLE, config=Config(select=("MT401",)), translator=LineTranslator())
    assert "Farthest" not in terminal.render(report)
    assert "Against reference" not in html.render(report)
