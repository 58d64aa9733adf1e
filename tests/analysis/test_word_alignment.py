"""analysis/word_alignment.py: the words that are linked, and those that are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.analysis import parsing, word_translations
from mtcheck.analysis.word_alignment import align_words


def _linked(english: str, line: str) -> set[tuple[str, str]]:
    table = word_translations.load("id")
    doc, source = parsing.pipeline()(english), table.source_tokens(line)
    return {(doc[link.token_index].text, source[link.source_index].text) for link in align_words(doc, source, table)}


@pytest.mark.parametrize(
    ("english", "line", "expected"),
    [
        (
            "The governor received 25 letters on Tuesday.",
            "Gubernur menerima 25 surat pada hari Selasa.",
            {
                ("governor", "Gubernur"),
                ("received", "menerima"),
                ("25", "25"),
                ("letters", "surat"),
                ("Tuesday", "Selasa"),
            },
        ),
        (
            "Persib did not lose in Bandung.",
            "Persib tidak kalah di Bandung.",
            {("Persib", "Persib"), ("not", "tidak"), ("lose", "kalah"), ("in", "di"), ("Bandung", "Bandung")},
        ),
        ("It cost $1.5 million.", "Biayanya $1,5 juta.", {("cost", "Biayanya"), ("1.5", "$1,5"), ("million", "juta")}),
    ],
)
def test_words_that_translate_each_other_are_linked(english: str, line: str, expected: set[tuple[str, str]]) -> None:
    assert expected <= _linked(english, line)


def test_a_word_may_be_rendered_by_two_that_stand_together() -> None:
    assert {("responsible", "bertanggung"), ("responsible", "jawab")} <= _linked(
        "He is responsible for the school.", "Ia bertanggung jawab atas sekolah itu."
    )


def test_of_two_equal_words_the_nearer_one_is_linked() -> None:
    table = word_translations.load("id")
    doc = parsing.pipeline()("Police met farmers and farmers met police.")
    source = table.source_tokens("Polisi menemui petani dan petani menemui polisi.")
    links = {(link.token_index, link.source_index) for link in align_words(doc, source, table)}
    assert {(0, 0), (2, 2), (4, 4), (6, 6)} <= links


def test_words_of_another_sentence_are_not_linked() -> None:
    assert not _linked("The cat slept.", "Harga beras naik.")


def test_empty_sequences_have_no_links() -> None:
    assert align_words([], [], word_translations.load("id")) == ()


_WORDS = st.lists(
    st.sampled_from(["police", "polisi", "not", "tidak", "house", "rumah", "Jakarta", "7", "7,5", ",", "the", "made"])
)


@settings(max_examples=40, deadline=None)
@given(_WORDS, _WORDS)
def test_links_lie_within_bounds_in_order_and_only_once(english: list[str], line: list[str]) -> None:
    table = word_translations.load("id")
    doc, source = parsing.pipeline()(" ".join(english)), table.source_tokens(" ".join(line))
    links = align_words(doc, source, table)
    places = [(link.token_index, link.source_index) for link in links]
    assert places == sorted(set(places))
    assert all(0 <= i < len(doc) and 0 <= j < len(source) for i, j in places)
    assert all(0 < link.score <= 1 for link in links)
