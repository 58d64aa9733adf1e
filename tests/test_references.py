"""The sample articles of references/: offsets, quotes and labels agree, and no sentence of them is anybody else's."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import REFERENCES

import mtcheck
from mtcheck.taxonomy import Severity

FOLDERS = sorted(path.parent for path in REFERENCES.glob("*/article.en.txt"))
CLEAN = sorted((REFERENCES / "clean").glob("*.txt"))
TEXTS = ("article.en.txt", "source.id.txt", "reference.en.txt")
KEYS = {"quote", "start", "end", "occurrence", "category", "severity", "needs_source", "correct", "comment"}
SEVERITIES = {"minor", "major", "critical"}
CATEGORIES = {
    "agreement/grammar",
    "article",
    "attachment/meaning",
    "calque-epithet",
    "calque-idiom",
    "date-format",
    "disclaimer/boilerplate",
    "garbled",
    "inconsistent-name",
    "number-format",
    "omission",
    "other",
    "polarity",
    "pronoun-gender",
    "quotation-punctuation",
    "repetition",
    "tense",
    "untranslated",
    "word-choice",
    "wrong-entity/contradiction",
}
LONGEST_SHARED = 8
"""So many words in a row may stand in somebody else's text too; nine are a copy."""

each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def spans(folder: Path) -> list[dict[str, Any]]:
    loaded = json.loads(read(folder / "spans.json"))
    assert isinstance(loaded, list)
    return loaded


def test_the_articles_are_there() -> None:
    assert {folder.name for folder in FOLDERS} == {"d1", "d2", "d3", "d4", "d5", "d6", "embassy"}


@each_folder
def test_a_folder_holds_its_texts_and_spans(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {*TEXTS, "spans.json"}
    assert all(len(read(folder / name).split()) > 100 for name in TEXTS)
    assert spans(folder)


@each_folder
def test_spans_are_where_they_say(folder: Path) -> None:
    text = read(folder / "article.en.txt")
    for span in spans(folder):
        assert text[span["start"] : span["end"]] == span["quote"]
        before = [m.start() for m in re.finditer(re.escape(span["quote"]), text) if m.start() < span["start"]]
        assert span["occurrence"] == len(before)


@each_folder
def test_spans_are_ordered_and_apart(folder: Path) -> None:
    assert all(one["end"] <= other["start"] for one, other in pairwise(spans(folder)))


@each_folder
def test_spans_are_labelled(folder: Path) -> None:
    for span in spans(folder):
        assert set(span) == KEYS
        assert span["category"] in CATEGORIES
        assert span["severity"] in SEVERITIES
        assert isinstance(span["needs_source"], bool)
        assert span["correct"]
        assert span["comment"]


@each_folder
def test_the_reference_does_not_hold_the_long_faults(folder: Path) -> None:
    """Look for faults of three words and more; a shorter quote may stand rightly elsewhere in the reference."""
    reference = read(folder / "reference.en.txt")
    long = [span["quote"] for span in spans(folder) if len(span["quote"].split()) > 2]
    assert not [quote for quote in long if re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", reference)]


def test_nonerrors_occur_and_are_not_marked() -> None:
    for name, phrases in json.loads(read(REFERENCES / "nonerrors.json")).items():
        text, gold = read(REFERENCES / name / "article.en.txt"), spans(REFERENCES / name)
        for phrase in phrases:
            start = text.index(phrase["quote"])
            end = start + len(phrase["quote"])
            assert phrase["why"]
            assert all(end <= span["start"] or span["end"] <= start for span in gold), phrase


def test_embassy_holds_what_it_was_written_for() -> None:
    quotes = {span["quote"] for span in spans(REFERENCES / "embassy")}
    assert {"The State of Sakura", "Russian invasion of Tokyo"} <= quotes
    assert "Negeri Sakura" in read(REFERENCES / "embassy" / "source.id.txt")


def n_grams(text: str, n: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


@each_folder
def test_nothing_long_is_shared_with_the_development_texts(folder: Path, shared: Path) -> None:
    foreign: set[tuple[str, ...]] = set()
    for part in ("sakura", "mt", "clean"):
        for path in (shared / "dev" / part).rglob("*.txt"):
            foreign |= n_grams(read(path), LONGEST_SHARED + 1)
    assert foreign
    for name in TEXTS:
        assert not n_grams(read(folder / name), LONGEST_SHARED + 1) & foreign


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_english_by_a_human_about_indonesia_has_no_serious_finding(path: Path) -> None:
    report = mtcheck.check(read(path))
    assert [f.text for f in report.counted() if f.severity.rank >= Severity.MAJOR.rank] == []


def test_there_is_english_by_a_human() -> None:
    assert len(CLEAN) == 5
    assert all(len(read(path).split()) >= 400 for path in CLEAN)
