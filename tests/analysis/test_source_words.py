"""analysis/source_words.py: where words of the source begin and end, what hangs on them, what their stems may be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.analysis import source_words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ia pergi, lalu pulang.", ["Ia", "pergi", ",", "lalu", "pulang", "."]),
        ("senilai Rp2,91 triliun", ["senilai", "Rp2,91", "triliun"]),
        ("Rabu (24/6) pukul 17.00 WIB", ["Rabu", "(", "24/6", ")", "pukul", "17.00", "WIB"]),
        ("naik 10% pada 1990-an", ["naik", "10", "%", "pada", "1990-an"]),
        ("anak-anaknya se-Indonesia ke-10", ["anak-anaknya", "se-Indonesia", "ke-10"]),
        ("perang Rusia-Ukraina", ["perang", "Rusia", "-", "Ukraina"]),
        ("hari Jum'at di https://contoh.id/a-b", ["hari", "Jum'at", "di", "https://contoh.id/a-b"]),
    ],
)
def test_a_line_is_cut_into_words_numbers_and_marks(line: str, expected: list[str]) -> None:
    assert [token.text for token in source_words.tokens(line, "id")] == expected


@pytest.mark.parametrize(
    ("form", "word", "clitic"),
    [
        ("rumahnya", "rumah", "nya"),
        ("itulah", "itu", "lah"),
        ("apakah", "apa", "kah"),
        ("bukuku", "buku", "ku"),
        ("anak-anaknya", "anak-anak", "nya"),
        ("hanya", "hanya", ""),
        ("masalah", "masalah", ""),
        ("bertanya", "bertanya", ""),
        ("pelaku", "pelaku", ""),
        ("akhirnya", "akhirnya", ""),
    ],
)
def test_a_clitic_comes_off_a_word_that_stands_without_it(form: str, word: str, clitic: str) -> None:
    assert source_words.split(form, "id") == (word, clitic)


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("menerima", "terima"),
        ("pemadaman", "padam"),
        ("dikalahkan", "kalah"),
        ("keberhasilan", "hasil"),
        ("menyerang", "serang"),
        ("anak-anak", "anak"),
    ],
)
def test_the_stem_is_among_those_that_the_affixes_allow(form: str, stem: str) -> None:
    assert stem in source_words.stems(form, "id")
    assert form not in source_words.stems(form, "id")


@given(st.text(max_size=60))
def test_tokens_lie_in_the_line_in_order_and_leave_out_nothing_but_spaces(line: str) -> None:
    tokens = list(source_words.tokens(line, "id"))
    assert all(line[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    covered = {i for token in tokens for i in range(token.start, token.end)}
    assert all(c.isspace() for i, c in enumerate(line) if i not in covered)
