"""scripts/prepare_word_translations.py: what it counts, keeps and writes, without the aligner."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import prepare_word_translations as prepare
import word_translation_stems
from word_translation_corpus import Pair, links, pair, read, read_dictionaries


def test_a_line_becomes_lemmas_forms_and_clitics() -> None:
    found = pair("They didn't see his houses.\tMereka tidak melihat rumahnya.", "id", 1.0)
    assert found.english == ("they", "do", "not", "see", "his", "house", ".")
    assert found.foreign == ("mereka", "tidak", "melihat", "rumah", "-nya", ".")


def test_technical_files_count_less_and_dictionaries_give_single_words(tmp_path: Path) -> None:
    (tmp_path / "news.tsv").write_text("A house.\tRumah.\n", encoding="utf-8")
    (tmp_path / "manual.tsv").write_text("A file.\tBerkas.\n", encoding="utf-8")
    found = list(read(tmp_path, "id", technical=("manual",), technical_weight=0.5))
    assert [p.weight for p in found] == [0.5, 1.0]
    words = tmp_path / "words.tsv"
    words.write_text("house\trumah\nschool house\tgedung sekolah\n", encoding="utf-8")
    assert list(read_dictionaries([words], "id", weight=2.0)) == [Pair(("house",), ("rumah",), 2.0)]


def test_only_links_of_both_directions_count() -> None:
    assert links("0-0 2-1 1-2", "2-1 0-0 1-1") == ((0, 0), (2, 1))
    pairs = [Pair(("house", "."), ("rumah", "."), 2.0), Pair(("house",), ("rumah",), 0.5)]
    assert prepare.count(pairs, [((0, 0), (1, 1)), ((0, 0),)]) == {("rumah", "house"): 2.5}


_COUNTS = {
    ("terima", "receive"): 20.0, ("menerima", "receive"): 40.0, ("diterima", "receive"): 9.0,
    ("perintah", "order"): 30.0, ("pemerintah", "government"): 90.0, ("pemerintahan", "government"): 20.0,
    ("memerintah", "rule"): 1.0,
}  # fmt: skip


def test_forms_that_are_translated_alike_share_a_stem() -> None:
    stems = prepare.learn_stems(_COUNTS, "id")
    assert {stems[form] for form in ("terima", "menerima", "diterima")} == {"terima"}
    assert stems["perintah"] != stems["pemerintah"] == stems["pemerintahan"]


def test_a_rare_form_without_relatives_takes_the_commonest_stem() -> None:
    profiles = {"memadamkan": {"douse": 1.0}, "padam": {"out": 40.0}, "madam": {"madam": 12.0}}
    stems = word_translation_stems.choose(profiles, lambda form: ("madam", "padam") if form == "memadamkan" else ())
    assert stems["memadamkan"] == "padam"


def test_rare_and_improbable_translations_are_left_out() -> None:
    counts = {("a", "x"): 98.0, ("a", "y"): 1.0, ("a", "z"): 3.0, ("b", "z"): 300.0}
    kept = prepare.prune(counts, least=2.0, probability=0.05, most=9)
    assert [(e.word, e.lemma) for e in kept] == [("a", "x"), ("b", "z")]
    assert kept[0].to_english == pytest.approx(97.6 / 102)


def test_a_word_keeps_its_likeliest_translations() -> None:
    counts = {("a", lemma): float(n) for n, lemma in enumerate("vwxyz", start=10)}
    counts |= {("b", lemma): 1000.0 for lemma in "vwxyz"}
    counts |= {("c", lemma): 1000.0 for lemma in "vwxyz"}
    kept = prepare.prune(counts, least=2.0, probability=0.01, most=2)
    assert [e.lemma for e in kept if e.word == "a"] == ["z", "y"]


def test_the_same_counts_give_the_same_table(tmp_path: Path) -> None:
    stems = prepare.learn_stems(_COUNTS, "id")
    entries = [prepare.prune(c, least=1.0, probability=0.02, most=5) for c in (_COUNTS, prepare.merge(_COUNTS, stems))]
    for name in ("one.npz", "two.npz"):
        prepare.write(tmp_path / name, entries[0], entries[1], stems)
    with np.load(tmp_path / "one.npz") as one, np.load(tmp_path / "two.npz") as two:
        assert all(np.array_equal(one[name], two[name]) for name in one.files)
        assert one["stems"].tobytes().decode().split("\n")[0] == "pemerintah"
