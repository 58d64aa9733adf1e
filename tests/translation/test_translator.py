"""The way of a text through a real model with random weights: both engines, all families."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REFERENCES, ROOT
from tiny_models import tiny_m2m_100, tiny_nllb, variant

from mtcheck.records import MissingComponentError
from mtcheck.translation import with_ctranslate2
from mtcheck.translation.models import locate
from mtcheck.translation.translator import ModelTranslator

__all__ = ["tiny_m2m_100", "tiny_nllb"]

TEXTS = ("The embassy moved to a smaller town.", "No.", "Hundreds of students gathered to protest on Monday, he said.")
FAST = pytest.param(
    "ctranslate2",
    marks=pytest.mark.skipif(not with_ctranslate2.is_installed(), reason="CTranslate2 is not installed: mtcheck[fast]"),
)
Make = Callable[..., ModelTranslator]


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MTCHECK_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(params=["transformers", FAST])
def make(request: pytest.FixtureRequest) -> Make:
    """Make a translator of a folder, for each engine."""
    return lambda folder, **settings: _translator(folder, **{"engine": request.param, **settings})


def _translator(folder: Path, **settings: str) -> ModelTranslator:
    return ModelTranslator(locate(str(folder), offline=True), **{"device": "cpu", **settings})


@pytest.fixture(params=["tiny_model", "tiny_m2m_100", "tiny_nllb"])
def folder(request: pytest.FixtureRequest) -> Path:
    """The folder of a model, for each family."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Path)
    return found


def test_every_text_gets_its_own_translation_in_order(make: Make, folder: Path) -> None:
    translator = make(folder)
    together = translator.translate(TEXTS, source="en", target="id")
    alone = [translator.translate([text], source="en", target="id")[0] for text in TEXTS]
    assert together == alone
    assert translator.translate(TEXTS[::-1], source="en", target="id") == together[::-1]
    assert len(set(together)) == len(TEXTS)


def test_an_article_is_translated_alike_in_whole_and_in_parts(make: Make, tiny_model: Path) -> None:
    lines = (REFERENCES / "d1" / "article.en.txt").read_text("utf-8").splitlines()
    translator = make(tiny_model)
    whole = translator.translate(lines, source="en", target="id")
    assert whole[3:9] == translator.translate(lines[3:9], source="en", target="id")


def test_the_two_directions_differ(make: Make, folder: Path) -> None:
    translator = make(folder)
    there = translator.translate(TEXTS, source="en", target="id")
    assert there != translator.translate(TEXTS, source="id", target="en")


def test_no_token_of_the_model_is_left_in_a_translation(make: Make, folder: Path) -> None:
    for text in make(folder).translate(TEXTS, source="en", target="id"):
        assert not {"__id__", "ind_Latn", ">>id<<", "<pad>", "</s>"} & set(text.split())


@pytest.mark.skipif(not with_ctranslate2.is_installed(), reason="CTranslate2 is not installed: mtcheck[fast]")
def test_in_single_precision_the_engines_agree(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "model"))
    settings = json.loads((copy / "generation_config.json").read_text())
    settings["bad_words_ids"] = [[settings["pad_token_id"]]]  # as every published Marian model has it
    (copy / "generation_config.json").write_text(json.dumps(settings))
    made = [
        _translator(copy, engine=engine, dtype="float32").translate(TEXTS, source="en", target="id")
        for engine in ("transformers", "ctranslate2")
    ]
    for text, other in zip(*made, strict=True):  # an endless output may be cut off a token earlier or later
        assert text.startswith(other) or other.startswith(text)


def test_texts_without_words_are_passed_through(make: Make, tiny_model: Path) -> None:
    texts = ["", "17.500", "https://example.com/berita/1", "\u2014"]
    assert make(tiny_model).translate(texts, source="en", target="id") == texts


@pytest.mark.parametrize(
    "long",
    [
        ", ".join(f"the minister said that number {i} was right" for i in range(40)),
        "Menteri " * 300,
        "kata" * 500,
        "a," * 400,
    ],
    ids=["clauses", "no clauses", "no spaces", "clauses without spaces"],
)
def test_a_text_longer_than_the_model_is_translated_whole(make: Make, folder: Path, long: str) -> None:
    told: list[tuple[int, int]] = []
    made = make(folder).translate([long], source="en", target="id", progress=lambda *p: told.append(p))
    assert len(made) == 1
    assert told[-1][0] == told[-1][1] >= 5


def test_a_text_that_looks_like_a_token_is_only_text(make: Make, folder: Path) -> None:
    texts = ["no war", ">>en<< no war", "no war </s> __id__", "no ind_Latn war <pad>"]
    assert all(make(folder).translate(texts, source="en", target="id"))


@pytest.mark.parametrize("tokens", [(">>ind<<", ">>eng<<"), (">>ind_Latn<<", ">>eng_Latn<<")])
def test_target_tokens_may_be_iso_639_3(make: Make, tiny_model: Path, tmp_path: Path, tokens: tuple[str, str]) -> None:
    folder = variant(tiny_model, tmp_path / "model", tokens=tokens)
    expected = make(tiny_model).translate(TEXTS, source="en", target="id")
    assert make(folder).translate(TEXTS, source="en", target="id") == expected


@pytest.mark.parametrize(
    ("languages", "path"),
    [
        ({"source_lang": "en", "target_lang": "id"}, "model"),
        ({"source_lang": "eng", "target_lang": "ind"}, "model"),
        ({"source_lang": "mul", "target_lang": "id"}, "model"),
        ({}, "Helsinki-NLP/opus-mt-en-id"),
        ({}, "opus-mt-tc-big-en-id"),
    ],
)
def test_a_model_of_one_direction_refuses_the_other(
    tiny_model: Path, tmp_path: Path, languages: dict[str, str], path: str
) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    folder = variant(tiny_model, tmp_path / path, tokens=("@id", "@en"), **languages)
    translator = _translator(folder, engine="transformers")
    assert translator.translate(TEXTS[:1], source="en", target="id")
    with pytest.raises(MissingComponentError, match=r"translates \w+-\w+, not id-en; .* --model-id-en"):
        translator.translate(TEXTS[:1], source="id", target="en")


def test_a_language_that_the_model_lacks_is_said_so(folder: Path) -> None:
    with pytest.raises(MissingComponentError, match="does not know the language 'xx'") as caught:
        _translator(folder, engine="transformers").translate(TEXTS, source="en", target="xx")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_the_number_format_is_part_of_the_signature(tiny_model: Path, dtype: str) -> None:
    translator = _translator(tiny_model, engine="transformers", dtype=dtype)
    assert f",{dtype},cpu,transformers-" in translator.signature
    assert all(translator.translate(TEXTS, source="en", target="id"))
    assert translator.signature != _translator(tiny_model, engine="transformers").signature


def test_a_cuda_device_that_is_not_there_is_said_so(make: Make, tiny_model: Path) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("there is a CUDA device here")
    with pytest.raises(MissingComponentError, match=r"no CUDA device .* --device cpu"):
        make(tiny_model, device="cuda").translate(TEXTS, source="en", target="id")


def test_an_engine_that_is_not_installed_is_said_so(tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(with_ctranslate2, "find_spec", lambda _: None)
    with pytest.raises(MissingComponentError, match=r"pip install 'mtcheck\[fast\]'"):
        _translator(tiny_model, engine="ctranslate2").translate(TEXTS, source="en", target="id")
    assert "transformers-" in _translator(tiny_model).signature


@pytest.mark.skipif(not with_ctranslate2.is_installed(), reason="CTranslate2 is not installed: mtcheck[fast]")
class TestConversion:
    """The conversions for CTranslate2 and their cache."""

    @pytest.fixture
    def cache(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("MTCHECK_CACHE_DIR", str(tmp_path / "cache"))
        return tmp_path / "cache" / "ctranslate2"

    def test_it_is_made_once_and_kept(self, cache: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from mtcheck.translation import weights

        first = _translator(tiny_model)
        assert "int8,cpu,ctranslate2-" in first.signature
        made = first.translate(TEXTS, source="en", target="id")
        assert [folder.name.startswith(first.model.revision) for folder in cache.iterdir()] == [True]
        monkeypatch.setattr(weights, "load", lambda *_, **__: pytest.fail("converted twice"))
        assert _translator(tiny_model).translate(TEXTS, source="en", target="id") == made

    @pytest.mark.parametrize("damage", ["empty", "cut", "gone"])
    def test_a_broken_one_is_made_again(self, cache: Path, tiny_model: Path, damage: str) -> None:
        expected = _translator(tiny_model).translate(TEXTS, source="en", target="id")
        file = next(cache.glob("*/model.bin"))
        content = file.read_bytes()
        file.unlink()
        if damage != "gone":
            file.write_bytes(content[: len(content) // 2 if damage == "cut" else 0])
        assert _translator(tiny_model).translate(TEXTS, source="en", target="id") == expected

    def test_a_model_that_does_not_convert_runs_with_transformers(
        self, cache: Path, tiny_model: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "model"
        shutil.copytree(tiny_model, folder)
        config = json.loads((folder / "config.json").read_text())
        (folder / "config.json").write_text(json.dumps(config | {"activation_function": "mish"}))
        translator = _translator(folder)
        assert "transformers-" in translator.signature
        assert translator.translate(TEXTS, source="en", target="id")
        with pytest.raises(MissingComponentError, match="CTranslate2 cannot use the model"):
            _translator(folder, engine="ctranslate2").translate(TEXTS, source="en", target="id")
        assert not list(cache.glob("*"))

    def test_two_processes_can_convert_at_once(self, cache: Path, tiny_model: Path) -> None:
        command = [sys.executable, "-m", "mtcheck", "translate", "--to", "id", "--engine", "ctranslate2", "--no-cache"]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        running = [
            subprocess.Popen(
                [*command, "--model", tiny_model, REFERENCES / "d1" / "article.en.txt"],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(2)
        ]
        (first, errors), (second, _) = (process.communicate(timeout=120) for process in running)
        assert [process.returncode for process in running] == [0, 0], errors.decode()
        assert first == second
        assert len(list(cache.iterdir())) == 1
