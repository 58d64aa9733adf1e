"""Which sentences of the source an article's sentences render: groups, gaps, headlines, paragraphs that are paired."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.analysis import parsing
from mtcheck.analysis.pairs import LEAST_MATCH, Pairs
from mtcheck.readers import from_text
from mtcheck.records import Translation

ARTICLE = [
    "The mayor of Bandung opened a new market on Monday.",
    "Traders had waited for two years.",
    "The building cost Rp 45 billion.",
    "Nobody was hurt when part of the roof fell in March.",
]
SOURCE = [
    "Wali Kota Bandung meresmikan pasar baru pada Senin.",
    "Para pedagang sudah menunggu selama dua tahun.",
    "Gedung itu menelan biaya Rp45 miliar.",
    "Tidak ada yang terluka ketika sebagian atap runtuh pada Maret.",
]


def _pairs(article: str, source: str, *, paired: bool = False, back: dict[str, str] | None = None) -> Pairs:
    english, foreign = from_text(article), from_text(source, language="id")
    made = [Translation(back[s.line], s.line) if back and s.line in back else None for s in english.segments]
    return Pairs.of(english, foreign, parsing.parse(english), made, paired=paired)


def _shapes(pairs: Pairs) -> list[tuple[int, int]]:
    return [(len(pair.article), len(pair.source)) for pair in pairs.members]


def test_sentences_that_render_each_other_are_paired() -> None:
    pairs = _pairs(" ".join(ARTICLE), " ".join(SOURCE))
    assert _shapes(pairs) == [(1, 1)] * 4
    assert pairs.match > LEAST_MATCH


@pytest.mark.parametrize("number", range(4))
def test_a_sentence_that_is_left_out_stands_alone(number: int) -> None:
    pairs = _pairs("\n\n".join(ARTICLE[:number] + ARTICLE[number + 1 :]), "\n\n".join(SOURCE))
    assert [pair.source[0].text for pair in pairs.members if not pair.article] == [SOURCE[number]]
    assert sum(pair.whole for pair in pairs.members) == 3


@pytest.mark.parametrize("number", range(4))
def test_a_sentence_that_is_added_stands_alone(number: int) -> None:
    pairs = _pairs("\n\n".join(ARTICLE), "\n\n".join(SOURCE[:number] + SOURCE[number + 1 :]))
    assert [pair.article[0].text for pair in pairs.members if not pair.source] == [ARTICLE[number]]


def test_two_sentences_may_render_one_and_one_two() -> None:
    split = "The water in Demak rose quickly. The hospital in Karanganyar moved its patients at 5 p.m."
    whole = "Air di Demak naik cepat sehingga rumah sakit di Karanganyar memindahkan pasiennya pukul 17.00."
    assert _shapes(_pairs(split, whole)) == [(2, 1)]
    merged = "Farmers near Garut plant potatoes, and their wives sell cabbages in Jakarta."
    parts = "Petani di dekat Garut menanam kentang. Istri mereka menjual kubis di Jakarta."
    assert _shapes(_pairs(merged, parts)) == [(1, 2)]


def test_a_sentence_that_shares_only_a_name_joins_no_group() -> None:
    article = "The Golkar politician Vera Anggraini criticized Mukhlis. Rain fell on Sunday."
    source = (
        "Politikus Golkar Vera Anggraini mengkritik Mukhlis. "
        "Menurut Vera, tanpa bantuan yang layak, partai bergantung pada pengusaha. Hujan turun pada Minggu."
    )
    assert _shapes(_pairs(article, source)) == [(1, 1), (0, 1), (1, 1)]


def test_a_sentence_told_twice_has_one_counterpart() -> None:
    article = f"{ARTICLE[0]} A new market was opened by the mayor of Bandung on Monday. {ARTICLE[1]}"
    assert sorted(_shapes(_pairs(article, " ".join(SOURCE[:2])))) == [(1, 0), (1, 1), (1, 1)]


def test_the_headline_is_paired_with_the_headline() -> None:
    article = "Mayor opens market in Bandung\n\n" + "\n\n".join(ARTICLE[1:])
    source = "Wali Kota Resmikan Pasar di Bandung\n\n" + "\n\n".join(SOURCE)
    pairs = _pairs(article, source)
    assert pairs.members[0].article[0].kind == pairs.members[0].source[0].kind == "headline"
    assert [pair.source[0].text for pair in pairs.members if not pair.article] == [SOURCE[0]]


def test_a_dateline_is_left_out() -> None:
    pairs = _pairs(f"BANDUNG - {ARTICLE[0]}", f"BANDUNG - {SOURCE[0]}")
    assert _shapes(pairs) == [(1, 1)]


def test_another_text_does_not_match() -> None:
    other = [
        "Nelayan mengeluhkan harga solar yang terus naik.",
        "Banyak kapal tidak melaut sejak Oktober.",
        "Koperasi akan membagikan jaring kepada anggotanya.",
        "Dinas perikanan belum menanggapi keluhan tersebut.",
        "Cuaca diperkirakan memburuk.",
    ]
    pairs = _pairs("\n\n".join([*ARTICLE, "The council voted on Friday."]), "\n\n".join(other))
    assert not pairs.plausible


def test_paragraphs_that_belong_together_are_aligned_each_on_its_own() -> None:
    pairs = _pairs("\n\n".join(ARTICLE), "\n\n".join(SOURCE), paired=True)
    assert _shapes(pairs) == [(1, 1)] * 4
    crossed = _pairs("\n\n".join(ARTICLE), "\n\n".join(reversed(SOURCE)), paired=True)
    assert [pair.source[0].text for pair in crossed.members] == list(reversed(SOURCE))
    with pytest.raises(ValueError, match="zip"):
        _pairs("\n\n".join(ARTICLE), "\n\n".join(SOURCE[1:]), paired=True)


def test_the_back_translation_helps_where_the_words_do_not() -> None:
    article, source = "They went belly up.", "Perusahaan itu jatuh bangkrut."
    without = _pairs(article, source).members[0].likeness
    assert _pairs(article, source, back={article: source}).members[0].likeness > without


sentences = st.lists(st.sampled_from([*ARTICLE, "It rained.", "He said so."]), min_size=1, max_size=7)
foreign = st.lists(st.sampled_from([*SOURCE, "Hujan turun.", "Begitu katanya."]), min_size=1, max_size=7)


@settings(max_examples=30, deadline=None)
@given(sentences, foreign)
def test_the_pairs_cover_both_texts_in_order(left: list[str], right: list[str]) -> None:
    article, source = from_text("\n\n".join(left)), from_text("\n\n".join(right), language="id")
    pairs = Pairs.of(article, source, parsing.parse(article))
    assert tuple(s for pair in pairs.members for s in pair.article) == article.segments
    assert tuple(s for pair in pairs.members for s in pair.source) == source.segments
    assert all(pair.article or pair.source for pair in pairs.members)
    assert all(0 <= pair.likeness <= 1.0001 for pair in pairs.members)
    assert all(pairs.of_segment(s) is not None for s in article.segments)
