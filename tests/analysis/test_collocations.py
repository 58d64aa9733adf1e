"""analysis/collocations.py: one lemma for a form, pairs of a sentence, and the table of a language."""

from __future__ import annotations

import pytest

from mtcheck.analysis import collocations, parsing
from mtcheck.analysis.collocations import Calque, Collocations, fingerprint


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("accounts", "account"),
        ("thieves", "thief"),
        ("found", "find"),
        ("building", "build"),
        ("boss", "boss"),
        ("this", "this"),
        ("attitudes", "attitude"),
        ("kulit", "kulit"),
    ],
)
def test_a_form_has_one_lemma_whatever_its_part_of_speech(form: str, expected: str) -> None:
    assert collocations.lemma(form) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They kicked the round skin.", {("mod", "round", "skin"), ("obj", "kick", "skin")}),
        ("The farmers bit their fingers.", {("obj", "bite", "finger")}),
        ("He is a man of action.", {("of", "man", "action")}),
        ("A double-digit rise came.", set()),
    ],
)
def test_words_that_belong_together_are_pairs(sentence: str, expected: set[tuple[str, str, str]]) -> None:
    found = {(p.relation, p.first, p.second) for p in collocations.pairs(parsing.pipeline()(sentence))}
    assert found == expected


def test_a_table_gives_what_a_pair_renders_and_nothing_for_others() -> None:
    table = Collocations([fingerprint("mod", "green", "table")], [12], [0], ["meja hijau\tcourt"])
    assert table.get("mod", "green", "table") == Calque("meja hijau", "court", 1.2)
    assert table.get("obj", "green", "table") is None


def test_the_table_of_the_package_is_sound() -> None:
    table = collocations.load("id")
    assert len(table) > 10_000
    assert (found := table.get("mod", "round", "skin")) is not None
    assert found.original == "kulit bundar"
    assert table.get("mod", "green", "light") is None


def test_a_language_without_a_table_has_no_pairs() -> None:
    assert len(collocations.load("xx")) == 0
