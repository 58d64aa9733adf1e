"""Which words of a source are names, and which names an article renders or its source accounts for."""

from __future__ import annotations

import pytest

from mtcheck.analysis import Context
from mtcheck.analysis.name_matching import NameMatcher
from mtcheck.analysis.source_names import SourceNames
from mtcheck.readers import from_text
from mtcheck.records import Document


def _source(text: str) -> Document:
    return from_text(text, name="source", language="id")


def _names(text: str) -> list[tuple[str, str]]:
    document = _source(text)
    names = SourceNames(document)
    return [(name.kind, name.text) for segment in document.segments for name in names.of(segment)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jaksa Dwi Pranoto belum memutuskan.", [("plain", "Dwi Pranoto")]),
        ("Ia tiba di Jerman dari Jawa Barat.", [("country", "Jerman"), ("place", "Jawa Barat")]),
        ("Putusan itu dikritik PKS dan Kemenkes.", [("acronym", "PKS"), ("acronym", "Kemenkes")]),
        ("Kerugiannya 65 juta dolar AS pada Selasa.", [("term", "AS")]),
        ("Sebuah kapal A.S. berlayar.", [("country", "A.S.")]),
        ("Mantan Kepala Dinas Perhubungan membantah.", [("institution", "Dinas Perhubungan")]),
        ("Warga membantah tuduhan itu.", []),
    ],
)
def test_names_of_a_line(line: str, expected: list[tuple[str, str]]) -> None:
    """Names have their kinds; titles, days and ordinary words are none."""
    found = _names(line)
    assert [name for name in found if name in expected] == expected
    assert bool(found) == bool(expected)


def test_a_headline_in_title_case_names_only_what_the_text_names() -> None:
    """Every word of a headline has a capital, so that only those count that the text writes so too."""
    found = _names("Hakim Bebaskan Mantan Kepala Dinas\n\nHakim membebaskan Hendri Marpaung di Jambi kemarin sore.")
    assert ("plain", "Hendri Marpaung") in found
    assert all("Bebaskan" not in text for _, text in found)


@pytest.mark.parametrize(
    ("article", "source"),
    [
        ("Germany has agreed.", "Jerman telah setuju."),
        ("Two Dutch men were held.", "Dua pria Belanda ditahan."),
        ("The Prosperous Justice Party refused.", "Kemarin PKS menolak."),
        ("The WHO refused.", "Kemarin Organisasi Kesehatan Dunia (WHO) menolak."),
        ("Suharto refused.", "Kemarin Soeharto menolak."),
        ("Residents of West Java refused.", "Warga Jawa Barat menolak."),
    ],
)
def test_a_rendered_name_leaves_nothing(article: str, source: str) -> None:
    """A name is rendered by itself, its English form, its short form, its people, or another spelling."""
    context = Context(from_text(article), source=_source(source), paired=True)
    matcher = NameMatcher(context, _source(source))
    names = [name for segment in matcher.source.segments for name in matcher.names.of(segment)]
    assert names
    assert all(matcher.unrendered(n, matcher.whole_article) == () for n in names if n.kind != "institution")


def test_what_is_left_of_a_name() -> None:
    """Of a name in part there, the words that are not are left."""
    source = _source("Jaksa Dwi Pranoto menolak.")
    matcher = NameMatcher(Context(from_text("Prosecutor Dwi Santoso refused."), source=source, paired=True), source)
    name = next(n for n in matcher.names.of(source.segments[0]) if n.kind == "plain")
    assert matcher.unrendered(name, matcher.whole_article) == ("Pranoto",)


def test_what_the_source_accounts_for() -> None:
    """The source accounts for what its words and names may become, and for no other country."""
    source = _source("Menteri Luar Negeri Jerman bertemu Soeharto di Wina.")
    context = Context(from_text("The German foreign minister met Suharto in Vienna, not in Swiss Graz."), source=source)
    matcher = NameMatcher(context, source)
    known = {t.text for t in context.parses[0] if matcher.is_licensed(t, matcher.whole_source)}
    assert {"German", "foreign", "minister", "Suharto", "Vienna"} <= known
    assert "Swiss" not in known


def test_a_short_form_that_the_words_spell_out() -> None:
    """An English short form is accounted for by words whose translations begin with its letters."""
    source = _source("Organisasi Kesehatan Dunia memuji mereka.")
    matcher = NameMatcher(Context(from_text("They praised it."), source=source), source)
    assert matcher.is_spelt_out("WHO", source.segments)
    assert not matcher.is_spelt_out("MCC", source.segments)
