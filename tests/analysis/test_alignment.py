"""Sentence alignment in one language: it covers both texts in order and finds what belongs together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtcheck.analysis.alignment import Bead, align

ARTICLE = [
    "The embassy moved to a smaller town near the border.",
    "Its staff of twelve arrived on Monday evening.",
    "Nobody was hurt on the way.",
    "The minister thanked the drivers.",
]


def _beads(left: list[str], right: list[str]) -> list[tuple[list[int], list[int]]]:
    return [(list(bead.left), list(bead.right)) for bead in align(left, right)]


def test_equal_texts_align_one_to_one() -> None:
    assert _beads(ARTICLE, ARTICLE) == [([i], [i]) for i in range(4)]


def test_a_split_sentence_a_missing_and_an_added_one() -> None:
    other = [
        "On Monday the government spoke.",
        "The embassy moved to a smaller town.",
        "It is near the border.",
        "Its staff of twelve people arrived on Monday evening.",
        "The minister thanked the drivers.",
    ]
    assert _beads(ARTICLE, other) == [([], [0]), ([0], [1, 2]), ([1], [3]), ([2], []), ([3], [4])]


sentences = st.lists(st.text(alphabet="abc d", min_size=1, max_size=12), max_size=6)


@given(sentences, sentences)
def test_the_beads_cover_both_texts_in_order(left: list[str], right: list[str]) -> None:
    beads: tuple[Bead, ...] = align(left, right)
    assert [i for bead in beads for i in bead.left] == list(range(len(left)))
    assert [j for bead in beads for j in bead.right] == list(range(len(right)))
    assert all(bead.left or bead.right for bead in beads)
