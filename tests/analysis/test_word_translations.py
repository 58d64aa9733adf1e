"""analysis/word_translations.py: what the table says of words, in both directions."""

from __future__ import annotations

import pytest

from mtcheck.analysis import parsing, word_translations
from mtcheck.analysis.word_translations import WordTranslations
from mtcheck.records import MissingComponentError


@pytest.fixture(scope="module")
def table() -> WordTranslations:
    return word_translations.load("id")


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("menerima", "receive"), ("mengalahkan", "defeat"), ("kalah", "lose"), ("rumahnya", "house"), ("Tidak", "not")],
)
def test_a_word_of_the_source_has_its_translations(table: WordTranslations, word: str, lemma: str) -> None:
    assert lemma in [found for found, _ in table.from_source(word)[:3]]


def test_a_form_is_asked_before_its_stem(table: WordTranslations) -> None:
    found = [lemma for lemma, _ in table.from_source("mengalahkan")]
    assert table.stem("mengalahkan") == "kalah"
    assert found.index("defeat") < found.index("lose")


def test_a_form_that_the_table_lacks_has_the_translations_of_its_stem(table: WordTranslations) -> None:
    assert table.from_source("mempertenun") == () or table.stem("mempertenun") == "tenun"
    assert table.stem("dipergubernurkan") == "gubernur"
    assert table.from_source("dipergubernurkan")[0][0] == "governor"


def test_an_english_word_has_its_renderings_inflected_or_not(table: WordTranslations) -> None:
    assert [form for form, _ in table.to_source("attack")][:2] == ["serangan", "menyerang"]
    assert table.to_source("attacks") == table.to_source("attack")


def test_probabilities_lie_between_0_and_1_and_the_likeliest_comes_first(table: WordTranslations) -> None:
    for found in (table.from_source("negeri"), table.to_source("land")):
        probabilities = [p for _, p in found]
        assert all(0 < p <= 1 for p in probabilities)
    assert probabilities == sorted(probabilities, reverse=True)


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("receive", "menerima", 0.5),
        ("president", "presiden", 0.8),
        ("Mailis", "mailis", 1.0),
        ("2.91", "2,91", 0.9),
        ("electrification", "elektrifikasi", 0.7),
        ("lose", "mengalahkan", 0.05),
    ],
)
def test_words_that_translate_each_other_score(table: WordTranslations, one: str, other: str, least: float) -> None:
    assert least <= table.score(one, other) <= 1.0


@pytest.mark.parametrize(
    ("one", "other"), [("receive", "rumah"), ("2.91", "2,92"), ("win", "kalah"), ("order", "pemerintah")]
)
def test_words_that_do_not_translate_each_other_hardly_score(table: WordTranslations, one: str, other: str) -> None:
    assert table.score(one, other) < 0.03


def test_source_tokens_have_their_stems(table: WordTranslations) -> None:
    tokens = table.source_tokens("Anak-anaknya menerima 3 hadiah.")
    assert [(t.form, t.stem, t.clitic) for t in tokens[:2]] == [
        ("anak-anak", "anak", "nya"),
        ("menerima", "terima", ""),
    ]


def test_a_token_has_one_key_whatever_its_form() -> None:
    keys = [word_translations.key_of(token) for token in parsing.pipeline()("Colours didn't fade.")]
    assert keys == ["color", "do", "not", "fade", "."]


def test_a_table_is_read_once_and_a_language_without_one_is_told() -> None:
    assert word_translations.load("id") is word_translations.load("id")
    with pytest.raises(MissingComponentError, match="'xx'"):
        word_translations.load("xx")
