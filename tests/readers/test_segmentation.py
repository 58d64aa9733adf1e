"""Paragraphs and sentences: what is one, what is none, and where it lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.readers import from_text


def _segments(text: str) -> list[tuple[str, str]]:
    return [(segment.kind, segment.text) for segment in from_text(text).segments]


def _sentences(text: str) -> list[str]:
    return [segment.text for segment in from_text(text).segments]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Widodo met Dr. Sri Mulyani.", "They spoke for an hour."],
        ["It cost Rp1.5 trillion.", "Nobody paid."],
        ["He paid Rp. 10,000 to PT. Maju Jaya Tbk. and left.", "No receipt was given."],
        ["The U.S. envoy arrived at 5 p.m. on Monday.", "She left on Jan. 5."],
        ['"I am tired", he said.', "Then he slept."],
        ['"Who are you?" she asked.', '"A friend."'],
        ["Gen. Sudirman St. No. 5 is closed.", "Use the other gate."],
        ["Prof. Dr. H. Ahmad M.Si. said no.", "Others agreed."],
        ["Visit Kompas.com for details.", "It is free."],
        ["Really?", "Yes... maybe.", "We shall see."],
    ],
)
def test_sentences_end_where_an_editor_ends_them(sentences: list[str]) -> None:
    assert _sentences(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("JAKARTA - The rupiah fell on Monday.", "JAKARTA"),
        ("Jakarta (ANTARA) - The rupiah fell on Monday.", "Jakarta (ANTARA)"),
        ("JAKARTA, KOMPAS.com \u2013 The rupiah fell on Monday.", "JAKARTA, KOMPAS.com"),
        ("TEMPO.CO, Jakarta - The rupiah fell on Monday.", "TEMPO.CO, Jakarta"),
        ("Banda Aceh \u2014 The rupiah fell on Monday.", "Banda Aceh"),
    ],
)
def test_a_dateline_is_a_segment_of_its_own(text: str, dateline: str) -> None:
    assert _segments(text) == [("dateline", dateline), ("sentence", "The rupiah fell on Monday.")]


@pytest.mark.parametrize(
    "text",
    ["The plan - Which nobody liked - failed.", "A first-class ticket - 5 of them - was lost.", "He left - Good."],
)
def test_a_dash_in_a_sentence_makes_no_dateline(text: str) -> None:
    assert all(kind == "sentence" for kind, _ in _segments(text))


def test_a_headline_is_known_as_such() -> None:
    text = "Share:\n\nRupiah Falls to New Low\n\nJAKARTA - The rupiah fell on Monday. It fell again.\n"
    kinds = [kind for kind, _ in _segments(text)]
    assert kinds == ["sentence", "headline", "dateline", "sentence", "sentence"]


def test_a_lone_line_is_no_headline() -> None:
    assert _segments("a caption without a stop") == [("sentence", "a caption without a stop")]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The government said on Monday that it would move the embassy to a\n"
        "smaller town near the border, because the capital was no longer safe\n"
        "for its staff. The move takes a week.\n\nA new line.\n"
    )
    document = from_text(text)
    assert len(document.paragraphs) == 2
    assert document.segments[0].line.endswith("was no longer safe for its staff.")
    assert "\n" in document.segments[0].text


def test_unwrapped_neighbours_stay_apart() -> None:
    text = "invasi ke negara lain\nA picture of the attack on the town.\n\n" + "Long sentence here. " * 12
    assert [p.segments[0].text for p in from_text(text).paragraphs][:2] == [
        "invasi ke negara lain",
        "A picture of the attack on the town.",
    ]


@given(st.text(alphabet=st.sampled_from("ab AB.,!?\"'\u201d\u2019()\n\r\u2028-\u2013:5\U0001f600"), min_size=1))
def test_segments_are_slices_in_order_and_lose_nothing(text: str) -> None:
    if not text.strip():
        return
    document = from_text(text)
    end = 0
    for segment in document.segments:
        assert segment.text == text[segment.start : segment.end]
        assert segment.text == segment.text.strip()
        skipped = text[end : segment.start].strip()
        assert not skipped.strip(" -\u2013\u2014\n\r\u2028")
        end = segment.end
    assert not text[end:].strip()
