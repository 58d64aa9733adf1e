"""Which back-translations are no evidence, and which segments are not translated at all."""

from __future__ import annotations

import lzma
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import REFERENCES

from mtcheck.analysis import Context
from mtcheck.readers import from_text
from mtcheck.translation import round_trips
from mtcheck.translation.doubts import doubt


@dataclass
class Recorder:
    """A translator that gives one answer to everything and remembers what it was asked."""

    answer: str = "Kedutaan besar itu pindah ke kota yang lebih kecil."
    signature: str = "test:one"
    asked: list[str] = field(default_factory=list)

    def translate(self, texts: Sequence[str], *, source: str, target: str, progress: object = None) -> list[str]:
        self.asked += texts
        return [self.answer for _ in texts]


@pytest.mark.parametrize(
    ("text", "translation", "expected"),
    [
        ("The embassy moved to a smaller town.", "Kedutaan besar itu pindah ke kota yang lebih kecil.", None),
        ("The embassy moved to a smaller town.", "The embassy moved to a smaller town.", "copied"),
        ("The embassy moved to a smaller town.", "The embassy pindah to a smaller kota.", "copied"),
        ("Embassy Moves to Smaller Town", "Embassy Moves ke Smaller Town", "copied"),
        ("Ratna Wulandari met Bambang Sutrisna in Mirov.", "Ratna Wulandari bertemu Bambang Sutrisna di Mirov.", None),
        ("Ratna Wulandari, Bambang Sutrisna, Mirov", "Ratna Wulandari, Bambang Sutrisna, Mirov", "copied"),
        ("The bank bought film rights.", "Bank itu membeli hak film.", None),
        ("No.", "Tidak.", None),
        ("OK.", "OK.", None),
        ("He said so to the people there.", "dan yang lain dan yang lain dan yang lain dan yang lain", "repetitive"),
        ("He said so.", "Ia ssssssssssssssssss", "repetitive"),
        ("He said so.", ", , , , , , , ,", "empty"),
        ("He said so.", "", "empty"),
        ("La la la la la la la la, sang the crowd.", "La la la la la la la la, nyanyi orang banyak.", None),
        ("It was a long sentence about many things that happened in the town that day, he said.", "Ya.", "length"),
        ("It was late.", "Hari " + " ".join(f"kata{i}" for i in range(20)), "length"),
    ],
)
def test_what_is_no_evidence(text: str, translation: str, expected: str | None) -> None:
    assert doubt(text, translation) == expected


def test_human_translations_are_not_doubted(shared: Path) -> None:
    lines = []
    for file in sorted((shared / "corpora" / "test-dev").glob("*.tsv.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as stream:
            lines += [line.rstrip("\n").split("\t")[:2] for line in stream]
    doubted = [(english, other) for english, other in lines if doubt(english, other)]
    assert len(lines) > 1500
    assert len(doubted) <= len(lines) / 500
    assert sum(doubt(english, english) == "copied" for english, _ in lines) >= len(lines) * 0.95


def test_segments_without_words_or_in_another_language_are_passed_through() -> None:
    text = (
        "The embassy moved to a smaller town on Monday.\n\n17.500\n\nhttps://example.com/berita/1\n\n"
        "Pemerintah mengumumkan bahwa harga bahan bakar akan naik mulai hari Senin.\n\n"
        "kedutaan jepang pindah dari lviv\n\n"
        "The minister said the price of fuel would rise.\n"
    )
    document, recorder = from_text(text), Recorder()
    made = round_trips(document, recorder, "id")
    passed = [s.line for s, t in zip(document.segments, made, strict=True) if t and t.doubt == "passed through"]
    assert passed == [
        "17.500",
        "https://example.com/berita/1",
        "Pemerintah mengumumkan bahwa harga bahan bakar akan naik mulai hari Senin.",
        "kedutaan jepang pindah dari lviv",
    ]
    assert not set(passed) & set(recorder.asked)
    assert all(t and t.back_translation == line for t, line in zip(made[1:5], passed, strict=True))


def test_english_is_not_taken_for_another_language() -> None:
    for file in sorted(REFERENCES.glob("*/reference.en.txt")):
        made = round_trips(from_text(file.read_text("utf-8")), Recorder(), "id")
        assert not [t for t in made if t and t.doubt == "passed through"]


def test_a_doubtful_translation_is_kept_from_the_rules() -> None:
    document = from_text("The embassy moved to a smaller town on Monday.\n")
    for answer, usable in ((Recorder.answer, True), ("The embassy moved to a smaller town.", False)):
        context = Context(document, translations=round_trips(document, Recorder(answer), "id"))
        assert (context.translation(document.segments[0]) is not None) == usable
        assert context.translations
        assert context.translations[0]
