"""scripts/prepare_collocations.py: what it learns from a tiny corpus, and how it counts."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from conftest import ROOT

from mtcheck.analysis.collocations import fingerprint

sys.path.insert(0, str(ROOT / "scripts"))

import prepare_collocations
from collocation_counts import Vocabulary, count_pairs, joined, log_likelihood, translations

_COURT = ("hakim", "jaksa", "terdakwa", "korupsi", "vonis", "hukum", "penjara", "suap")
_HOUSE = ("kursi", "dapur", "makan", "piring", "kayu", "ruang", "rumah", "lampu")
_WOOD = ("daun", "pohon", "hutan", "rumput", "kebun", "taman", "sawah", "bukit")


def _around(words: tuple[str, ...], middle: str) -> list[str]:
    """Make a sentence for each place in a list of words, with the middle among its neighbours."""
    turned = [words[i:] + words[:i] for i in range(len(words))]
    return [" ".join((*t[:4], middle, *t[4:])) for t in turned]


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """A corpus in which "meja hijau" lives in court, while tables stand in houses and green is in the woods."""
    mono, parallel = tmp_path / "mono", tmp_path / "parallel"
    mono.mkdir()
    parallel.mkdir()
    foreign = _around(_COURT, "meja hijau") + _around(_HOUSE, "meja") * 2 + _around(_WOOD, "hijau") * 2
    (mono / "id_made_up.txt").write_text("\n".join(foreign), encoding="utf-8")
    english = [
        "The old table in the kitchen was long.",
        "A green hill lay behind the farm.",
        "A red car passed us.",
    ] * 9
    (mono / "en_made_up.txt").write_text("\n".join(english), encoding="utf-8")
    pairs = [("The judge sent him to court.", "Dia dibawa ke pengadilan."), ("A red car passed.", "Mobil merah lewat.")]
    (parallel / "made_up.tsv").write_text("\n".join("\t".join(p) for p in pairs * 6), encoding="utf-8")
    words = ("table\tmeja", "green\thijau", "red\tmerah", "car\tmobil", "two words\tdua kata")
    (tmp_path / "words.tsv").write_text("\n".join(words), encoding="utf-8")
    (tmp_path / "bigrams.txt").write_text("old table\t900\nred wine\t800\n", encoding="utf-8")
    return tmp_path


def _learn(folder: Path, *more: str) -> dict[int, str]:
    """Run the script on the tiny corpus and give the collocation of each key."""
    out = folder / "out.npz"
    options = ["--dictionary", str(folder / "words.tsv"), "--bigrams", str(folder / "bigrams.txt"), "--out", str(out)]
    options += ["--significance", "3", "--common", "2", "--rank", "8", *more]
    arguments = [str(folder / "mono"), str(folder / "parallel"), *options]
    result = CliRunner().invoke(prepare_collocations.main, arguments)
    assert result.exit_code == 0, result.output
    with np.load(out) as data:
        texts = data["texts"].tobytes().decode().split("\n")
        assert sorted(data["keys"].tolist()) == data["keys"].tolist()
        return {key: texts[i].split("\t")[0] for key, i in zip(data["keys"].tolist(), data["phrases"], strict=True)}


def test_a_figurative_collocation_gives_its_literal_rendering(folders: Path) -> None:
    """ "green table" is in, for "meja hijau" keeps the company of judges; what translators write is not."""
    table = _learn(folders)
    assert table.get(fingerprint("mod", "green", "table")) == "meja hijau"
    assert fingerprint("mod", "red", "car") not in table


def test_what_english_has_is_no_calque(folders: Path) -> None:
    """A pair among the web's commonest is English."""
    (folders / "bigrams.txt").write_text("green tables\t900\n", encoding="utf-8")
    assert fingerprint("mod", "green", "table") not in _learn(folders)


def test_the_same_text_gives_the_same_table(folders: Path) -> None:
    """Learning has no chance in it."""
    assert _learn(folders) == _learn(folders)


def test_a_rare_collocation_is_unknown(folders: Path) -> None:
    """A collocation that the text has too seldom gives no pair."""
    assert fingerprint("mod", "green", "table") not in _learn(folders, "--least", "50")


def test_folders_without_text_are_refused(folders: Path) -> None:
    """An empty folder is an error of usage."""
    (folders / "parallel" / "made_up.tsv").unlink()
    result = CliRunner().invoke(prepare_collocations.main, [str(folders / "mono"), str(folders / "parallel")])
    assert result.exit_code == 2


def test_pairs_are_counted_within_a_sentence_and_not_across_punctuation() -> None:
    """A comma and the end of a sentence part words; a word between them does not at a distance of two."""
    words = Vocabulary(str)
    text = joined([words.encode("one two, three"), words.encode("four one two")])
    beside, apart = count_pairs(text, [1]), count_pairs(text, [2])
    codes = {
        (words.words[c >> 20], words.words[c & 0xFFFFF]): n for c, n in zip(beside.codes, beside.counts, strict=True)
    }
    assert codes == {("one", "two"): 2, ("four", "one"): 1}
    assert apart.of(np.array([(words.number["four"] << 20) | words.number["two"]])).tolist() == [1]


def test_the_log_likelihood_of_independent_words_is_nought() -> None:
    """Ten of a hundred times ten in a thousand is what chance gives."""
    joint, word = np.array([10.0]), np.array([100.0])
    value = log_likelihood(joint, word, word, 1000.0)
    assert value == pytest.approx([0.0], abs=1e-9)


def test_model_1_finds_the_word_that_stands_for_a_word() -> None:
    """Of two words that occur together, each is linked with what occurs with it elsewhere too."""
    rows = [([10 + i, 0, 1], [10 + i, 0, 1]) for i in range(20)]
    rows += [([40 + i, 0], [40 + i, 0]) for i in range(5)] + [([60 + i, 1], [60 + i, 1]) for i in range(5)]
    rows += [([100 + i], [100 + i]) for i in range(500)]
    lexicon = translations(rows, (700, 700))
    best = {
        int(e): int(f) for e, f, p in zip(lexicon.english, lexicon.foreign, lexicon.forward, strict=True) if p > 0.6
    }
    assert best[0] == 0
    assert best[1] == 1
