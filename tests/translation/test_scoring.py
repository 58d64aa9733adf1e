"""Forced decoding: every piece of a line gets its probability, in its place, from both engines alike."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_models import tiny_m2m_100, tiny_nllb

from mtcheck.analysis.token_scores import TokenScore
from mtcheck.config import Config
from mtcheck.translation import Cache, CachedScoring, Scoring, line_scorer, with_ctranslate2
from mtcheck.translation.models import locate
from mtcheck.translation.pieces import places
from mtcheck.translation.translator import Directed, ModelTranslator

__all__ = ["tiny_m2m_100", "tiny_nllb"]

SOURCES = ("Kedutaan itu pindah ke kota kecil.", "Tidak.", "Ratusan mahasiswa berkumpul pada Senin, katanya.")
TARGETS = ("The embassy moved to a smaller town.", "No.", "Hundreds of students gathered on Monday, “he” said \u2026")
ENGINES = ["transformers"] + ["ctranslate2"] * with_ctranslate2.is_installed()


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MTCHECK_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(params=["tiny_model", "tiny_m2m_100", "tiny_nllb"])
def folder(request: pytest.FixtureRequest) -> Path:
    """The folder of a model, for each family."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Path)
    return found


def _scores(
    folder: Path, engine: str, sources: Sequence[str] = SOURCES, targets: Sequence[str] = TARGETS
) -> list[tuple[TokenScore, ...]]:
    model = ModelTranslator(locate(str(folder), offline=True), engine=engine, device="cpu", dtype="float32")
    return model.score(sources, targets, source="id", target="en")


@pytest.mark.parametrize("engine", ENGINES)
def test_every_letter_of_a_line_is_scored_once(folder: Path, engine: str) -> None:
    for line, scores in zip(TARGETS, _scores(folder, engine), strict=True):
        *pieces, end = scores
        assert (end.start, end.end) == (len(line), len(line))
        covered = {i for piece in pieces for i in range(piece.start, piece.end)}
        assert {i for i, char in enumerate(line) if not char.isspace()} <= covered
        assert all(one.start <= other.start for one, other in itertools.pairwise(scores))
        assert all(score.log_probability < 0.0 for score in scores)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_line_is_scored_alike_alone_and_among_others(folder: Path, engine: str) -> None:
    together = _scores(folder, engine)
    assert together[::-1] == _scores(folder, engine, SOURCES[::-1], TARGETS[::-1])
    for line, source, scores in zip(TARGETS, SOURCES, together, strict=True):
        alone = _scores(folder, engine, [source], [line])[0]
        assert [s.log_probability for s in alone] == pytest.approx([s.log_probability for s in scores], abs=2e-3)


@pytest.mark.skipif(len(ENGINES) < 2, reason="CTranslate2 is not installed: mtcheck[fast]")
def test_in_single_precision_the_engines_agree(folder: Path) -> None:
    for one, other in zip(*(_scores(folder, engine) for engine in ENGINES), strict=True):
        assert [(s.start, s.end) for s in one] == [(s.start, s.end) for s in other]
        assert [s.log_probability for s in one] == pytest.approx([s.log_probability for s in other], abs=5e-3)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_source_counts(folder: Path, engine: str) -> None:
    assert _scores(folder, engine)[0] != _scores(folder, engine, ["Harga naik."], TARGETS[:1])[0]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_cannot_be_scored_has_no_scores(folder: Path, engine: str) -> None:
    sources = ["", "17.500", "kata " * 300, "Harga naik.", "Harga naik."]
    targets = ["Prices rose.", "17.500", "Prices rose.", "word " * 300, "Prices rose."]
    *none, some = _scores(folder, engine, sources, targets)
    assert none == [(), (), (), ()]
    assert some


def test_the_directions_are_kept_apart(tiny_model: Path) -> None:
    model = ModelTranslator(locate(str(tiny_model), offline=True), engine="transformers", device="cpu")
    scorer = line_scorer(Directed({("id", "en"): model}), Config())
    assert scorer is not None
    assert scorer(SOURCES, TARGETS) == _scores(tiny_model, "transformers")
    assert model.score(SOURCES, TARGETS, source="en", target="id") != scorer(SOURCES, TARGETS)


def test_a_translator_that_cannot_score_is_none() -> None:
    class Plain:
        signature = "test:plain"

        def translate(self, texts: Sequence[str], *, source: str, target: str, progress: object = None) -> list[str]:
            return list(texts)

    assert not isinstance(Plain(), Scoring)
    assert line_scorer(Plain(), Config()) is None
    assert line_scorer(None, Config()) is None


def test_a_pair_is_scored_once(tmp_path: Path) -> None:
    class Recorder:
        signature = "test:1"
        asked: list[tuple[str, str]] = []  # noqa: RUF012

        def translate(self, texts: Sequence[str], *, source: str, target: str, progress: object = None) -> list[str]:
            return list(texts)

        def score(
            self, sources: Sequence[str], targets: Sequence[str], *, source: str, target: str, progress: object = None
        ) -> list[tuple[TokenScore, ...]]:
            self.asked += zip(sources, targets, strict=True)
            return [(TokenScore(0, len(line), -1.25), TokenScore(len(line), len(line), -0.5)) for line in targets]

    cached = CachedScoring(Recorder(), Cache(tmp_path / "translations.sqlite"))
    first = cached.score(["a", "b", "a"], ["A", "B", "C"], source="id", target="en")
    assert first == cached.score(["a", "b", "a"], ["A", "B", "C"], source="id", target="en")
    assert first[2] == (TokenScore(0, 1, -1.25), TokenScore(1, 1, -0.5))
    assert Recorder.asked == [("a", "A"), ("b", "B"), ("a", "C")]
    cached.score(["A"], ["a"], source="id", target="en")
    assert Recorder.asked[3:] == [("A", "a")]
    assert cached.translate(["a"], source="id", target="en") == ["a"]


@pytest.mark.parametrize(
    ("line", "pieces", "expected"),
    [
        ("no war", ["\u2581no", "\u2581w", "ar"], ["no", "w", "ar"]),
        ("a  b", ["\u2581a", "\u2581", "b"], ["a", "", "b"]),
        ("\ufb01rst \u2026", ["\u2581fi", "rst", "\u2581...", ""], ["\ufb01", "rst", "\u2026", ""]),
        ("x \U0001f600 y", ["\u2581x", "\u2581", "<0xF0>", "<0x9F>", "<0x98>", "<0x80>", "\u2581y"], None),
        ("n\u00f5 way", ["\u2581n", "<unk>", "\u2581way"], ["n", "\u00f5", "way"]),
    ],
)
def test_pieces_find_their_places(line: str, pieces: list[str], expected: list[str] | None) -> None:
    found = [line[start:end] for start, end in places(line, pieces)]
    if expected is not None:
        assert found == expected
    assert (found[0], found[-1]) == (expected[0], expected[-1]) if expected else ("x", "y")


@given(st.text(), st.lists(st.text()))
def test_places_lie_in_the_line(line: str, pieces: list[str]) -> None:
    found = places(line, pieces)
    assert len(found) == len(pieces)
    assert all(0 <= start <= end <= len(line) for start, end in found)
