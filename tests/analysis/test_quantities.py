"""Quantities: what is written in either language reads back to its value, and the two sides find each other."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.quantities.comparison import Likeness, likeness
from mtcheck.analysis.quantities.matching import match
from mtcheck.analysis.quantities.reader import read
from mtcheck.analysis.quantities.records import Kind, Quantity
from mtcheck.analysis.quantities.writing import number_text, written
from mtcheck.records import Segment

UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
STEPS = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh"))


def spelt(number: int) -> str:
    """Spell a number out in Indonesian."""
    if number < 12:
        return (*UNITS, "sepuluh", "sebelas")[number]
    if number < 20:
        return f"{UNITS[number - 10]} belas"
    size, word = next(step for step in STEPS if step[0] <= number)
    head, rest = divmod(number, size)
    first = f"se{word}" if head == 1 and size in (100, 1000) else f"{spelt(head)} {word}"
    return f"{first} {spelt(rest)}".strip()


def only(text: str, language: str) -> Quantity:
    """Read the one quantity of a text."""
    (quantity,) = read(text, language, beside="id" if language == "en" else "")
    return quantity


@given(st.integers(2, 10**15 - 1))
def test_a_number_spelt_out_in_indonesian_reads_back_to_its_value(number: int) -> None:
    assert only(f"{spelt(number)} orang", "id").values == (Fraction(number),)


@given(st.integers(2, 10**12))
def test_a_number_grouped_as_in_either_language_is_the_same(number: int) -> None:
    source, article = f"{number:,} orang".replace(",", "."), f"{number:,} people"
    assert likeness(only(source, "id"), only(article, "en")) is Likeness.EQUAL


@given(st.integers(1, 999), st.integers(0, 99), st.sampled_from([("juta", "million"), ("miliar", "billion")]))
def test_an_amount_is_the_same_with_decimal_comma_and_point(whole: int, part: int, size: tuple[str, str]) -> None:
    source = only(f"Rp{whole},{part:02} {size[0]}", "id")
    article = only(f"Rp {whole}.{part:02} {size[1]}", "en")
    assert likeness(source, article) is Likeness.EQUAL
    assert source.kind is Kind.MONEY
    wrong = only(f"Rp{whole}.{part:02} thousand", "en")
    assert likeness(source, wrong) is Likeness.NONE


@given(st.integers(1, 10**9), st.integers(0, 5))
def test_what_is_written_reads_back_to_its_value(whole: int, part: int) -> None:
    value = Fraction(whole) + Fraction(part, 10)
    assert only(number_text(value, scaled=True) + " dollars", "en").value == value


@given(st.text(max_size=60), st.sampled_from(["id", "en"]))
def test_every_text_can_be_read(text: str, language: str) -> None:
    for quantity in read(text, language):
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.values


@pytest.mark.parametrize(
    ("source", "article"),
    [
        ("dua pertiga", "two-thirds"),
        ("dua setengah juta orang", "two-and-a-half million people"),
        ("setengah juta orang", "half a million people"),
        ("tiga koma lima persen", "3.5 percent"),
        ("seratus lima puluh orang", "a hundred and fifty people"),
        ("tigapuluh tiga hari", "thirty-three days"),
        ("Rp 40 M", "Rp40 billion"),
        ("Rp6,7 triliun", "Rp6, 7 trillion"),
        ("65 juta dolar AS", "$65 million"),
        ("US$11 miliar", "US$11 miliar"),
        ("ke-14", "14th"),
        ("kelima", "the fifth"),
        ("kedua puluh satu", "twenty-first"),
        ("ketujuhkalinya", "seventh"),
        ("pukul 17.00 WIB", "5 p.m."),
        ("pukul 5 sore", "17:00"),
        ("pukul 08.30", "8:30 a.m."),
        ("Senin", "Monday"),
        ("24 Juni", "June 24"),
        ("24 Juni", "24th of June"),
        ("puluhan ribu", "tens of thousands"),
        ("ratusan juta dolar", "hundreds of millions of dollars"),
        ("tahun 2024", "2024"),
        ("sepekan", "7 days"),
        ("dua tahun", "24 months"),
        ("lima kilometer", "5,000 meters"),
        ("50 persen", "half"),
        ("1.495 orang", "about 1,500 people"),
    ],
)
def test_the_same_in_two_languages(source: str, article: str) -> None:
    assert likeness(only(source, "id"), only(article, "en"))


@pytest.mark.parametrize(
    ("source", "article"),
    [
        ("Rp24,6 triliun", "Rp24.6 billion"),
        ("3,2 ton", "3,200 tons"),
        ("12.400 rumah", "12.4 homes"),
        ("8,5 miliar", "8.5 million"),
        ("Senin", "Tuesday"),
        ("24 Juni", "June 25"),
        ("pukul 17.00", "7 p.m."),
        ("ratusan", "thousands"),
        ("keempat", "fifth"),
        ("tahun 1998", "1989"),
        ("pukul 11 malam", "11 a.m."),
    ],
)
def test_not_the_same_in_two_languages(source: str, article: str) -> None:
    assert not likeness(only(source, "id"), only(article, "en"))


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("sedikitnya sembilan orang", "id", "at-least"),
        ("tidak kurang dari 20 orang", "id", "at-least"),
        ("sedikitnya telah menewaskan 14 orang", "id", "at-least"),
        ("200 kilogram lebih", "id", "more-than"),
        ("hampir 1.000 halaman", "id", "nearly"),
        ("no fewer than nine people", "en", "at-least"),
        ("more than 200", "en", "more-than"),
        ("5 percent or more", "en", "at-least"),
    ],
)
def test_what_is_said_of_the_exactness(text: str, language: str, kind: str) -> None:
    assert only(text, language).qualifier == kind


@pytest.mark.parametrize(
    "text", ["pedagang kaki lima", "kendaraan roda dua", "A320", "perempat final", "bertemu Minggus"]
)
def test_what_is_no_quantity(text: str) -> None:
    assert read(text, "id") == ()


def test_the_first_number_of_a_range_shares_the_magnitude_of_the_second() -> None:
    first, second = read("Rp39 hingga Rp40 triliun", "id")
    assert Fraction(39 * 10**12) in first.values
    assert second.value == 40 * 10**12


def test_a_euro_championship_is_no_money() -> None:
    assert [q.kind for q in read("the Euro 2012 final", "en")] == [Kind.YEAR]


def test_what_is_left_over_on_both_sides() -> None:
    source = "Polisi menangkap 12 orang, Senin, dan menyita Rp3,2 miliar."
    article = "Police arrested 12 people on Monday and seized Rp3.2 million."
    found = match(Pair((Segment(0, len(article), article),), (Segment(0, len(source), source),)), "id")
    assert [(link.source.text, link.article.text) for link in found.links] == [("12", "12"), ("Senin", "Monday")]
    assert [q.text for q in found.source_left] == ["Rp3,2 miliar"]
    assert [q.text for q in found.article_left] == ["Rp3.2 million"]


@pytest.mark.parametrize(
    ("source", "like", "expected"),
    [
        ("Rp24,6 triliun", "Rp24.6 billion", "Rp24.6 trillion"),
        ("65 juta dolar AS", "$65 billion", "$65 million"),
        ("tujuh perahu", "Nine boats", "Seven"),
        ("12.400 rumah", "12.4 homes", "12,400"),
        ("3,5 persen", "35%", "3.5%"),
        ("pukul 17.30", "7:30 p.m.", "5:30 p.m."),
        ("pukul 17.30", "19:30", "17:30"),
        ("ratusan ribu", "Millions", "Hundreds of thousands"),
        ("keempat", "fifth", "fourth"),
        ("ke-21", "23rd", "21st"),
        ("Rabu", "Tuesday", "Wednesday"),
        ("6 Februari", "February 5", "Feb. 6"),
        ("satu hari", "3 days", "1 day"),
    ],
)
def test_the_right_wording_is_in_the_form_of_the_wrong_one(source: str, like: str, expected: str) -> None:
    assert written(only(source, "id"), only(like, "en")) == expected
