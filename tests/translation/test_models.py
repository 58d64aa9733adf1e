"""Where models are found, and what is said of folders and names that hold none; nothing of a model is ever run."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from tiny_models import tiny_m2m_100, tiny_nllb

from mtcheck.config import Config
from mtcheck.records import MissingComponentError
from mtcheck.translation import from_config
from mtcheck.translation.models import embedded, locate
from mtcheck.translation.translator import ModelTranslator

__all__ = ["tiny_m2m_100", "tiny_nllb"]

TEXTS = ("The embassy moved to a smaller town.", "Hundreds of students gathered to protest on Monday, he said.")
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def _translate(folder: Path, *, target: str = "id") -> list[str]:
    translator = ModelTranslator(locate(str(folder), offline=True), engine="transformers", device="cpu")
    return translator.translate(TEXTS, source="en", target=target)


@pytest.fixture
def copy(tiny_model: Path, tmp_path: Path) -> Path:
    """A copy of the tiny Marian model."""
    return Path(shutil.copytree(tiny_model, tmp_path / "copy"))


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test that opens a connection."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a network connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def _hub(cache: Path, model: Path, name: str = "newsroom/tiny") -> Path:
    """Lay a model into a hub cache as `hf download` does."""
    repository = cache / f"models--{name.replace('/', '--')}"
    shutil.copytree(model, repository / "snapshots" / COMMIT)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(COMMIT)
    return cache


def test_the_revision_is_that_of_the_files(tiny_model: Path, copy: Path) -> None:
    first = locate(str(tiny_model), offline=True).revision
    assert locate(str(copy), offline=True).revision == first
    (copy / "generation_config.json").write_text("{}")
    assert locate(str(copy), offline=True).revision != first


@pytest.mark.parametrize("family", ["tiny_model", "tiny_m2m_100", "tiny_nllb"])
@pytest.mark.parametrize("kind", ["safetensors in shards", "pickled", "pickled in shards"])
def test_weights_may_come_in_every_form(request: pytest.FixtureRequest, tmp_path: Path, family: str, kind: str) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    original: Path = request.getfixturevalue(family)
    folder = Path(shutil.copytree(original, tmp_path / "model"))
    expected = _translate(original)
    tensors = load_file(folder / "model.safetensors")
    (folder / "model.safetensors").unlink()
    if kind == "pickled":
        torch.save(tensors, folder / "pytorch_model.bin")
    else:
        stem, suffix = ("model", "safetensors") if kind.startswith("safe") else ("pytorch_model", "bin")
        names = sorted(tensors)
        places = {name: f"{stem}-0000{1 + i % 2}-of-00002.{suffix}" for i, name in enumerate(names)}
        for file in set(places.values()):
            part = {name: tensors[name] for name in names if places[name] == file}
            if suffix == "bin":
                torch.save(part, folder / file)
            else:
                save_file(part, folder / file, metadata={"format": "pt"})
        index = {"metadata": {"total_size": 1}, "weight_map": places}
        (folder / f"{stem}.{suffix}.index.json").write_text(json.dumps(index))
    assert _translate(folder) == expected


def test_a_pickled_checkpoint_is_read_without_running_its_code(copy: Path, tmp_path: Path) -> None:
    import torch

    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (tmp_path / "ran",)

    (copy / "model.safetensors").unlink()
    torch.save({"model.shared.weight": Evil()}, copy / "pytorch_model.bin")
    with pytest.raises(MissingComponentError, match="does not load"):
        _translate(copy)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("family", ["tiny_model", "tiny_m2m_100", "tiny_nllb"])
@pytest.mark.parametrize("engine", ["transformers", "auto"])
def test_code_that_a_model_brings_is_never_run(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, family: str, engine: str
) -> None:
    monkeypatch.setenv("MTCHECK_CACHE_DIR", str(tmp_path / "cache"))
    folder = Path(shutil.copytree(request.getfixturevalue(family), tmp_path / "model"))
    (folder / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nclass Evil: pass\n")
    names = ("AutoConfig", "AutoModel", "AutoModelForSeq2SeqLM", "AutoTokenizer")
    for file in ("config.json", "tokenizer_config.json"):
        settings = json.loads((folder / file).read_text())
        settings["auto_map"] = dict.fromkeys(names, "evil.Evil")
        (folder / file).write_text(json.dumps(settings))
    translator = ModelTranslator(locate(str(folder), offline=True), engine=engine, device="cpu")
    assert translator.translate(TEXTS, source="en", target="id")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("broken", ["model.safetensors", "config.json", "vocab.json", "source.spm"])
def test_a_broken_model_is_one_clear_line(copy: Path, broken: str) -> None:
    (copy / broken).write_bytes(b"{ not what it was")
    with pytest.raises(MissingComponentError, match="does not load") as caught:
        _translate(copy)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", ["bert", "gpt2", "t5", None])
def test_a_model_of_another_kind_is_no_translation_model(tmp_path: Path, kind: str | None) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": kind}))
    with pytest.raises(MissingComponentError, match="not a translation model") as caught:
        locate(str(tmp_path), offline=True)
    assert "\n" not in str(caught.value)


def test_a_folder_that_holds_no_whole_model_is_said_so(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(MissingComponentError, match=r"lacks config\.json"):
        locate(str(tmp_path), offline=True)
    with pytest.raises(MissingComponentError, match="no such folder"):
        locate(str(tmp_path / "missing"), offline=True)
    (copy / "model.safetensors").unlink()
    with pytest.raises(MissingComponentError, match=r"lacks model\.safetensors"):
        locate(str(copy), offline=True)
    (copy / "source.spm").unlink()
    with pytest.raises(MissingComponentError, match=r"lacks source\.spm"):
        locate(str(copy), offline=True)


def test_a_pair_without_an_embedded_model_is_said_so() -> None:
    with pytest.raises(MissingComponentError, match="no embedded translation model for en-xx"):
        embedded("xx", "en")


def test_each_direction_may_have_a_model_of_its_own(tiny_model: Path, tiny_nllb: Path) -> None:
    models = {"en-id": str(tiny_model), "id-en": str(tiny_nllb)}
    translator = from_config(Config(models=models, cache=False, engine="transformers", device="cpu"))
    assert translator.signature.startswith("en-id=marian/")
    assert ";id-en=nllb/" in translator.signature
    assert translator.translate(TEXTS, source="en", target="id") == _translate(tiny_model)
    one = from_config(Config(model=str(tiny_nllb), models={"en-id": str(tiny_model)}, cache=False))
    assert one.signature.partition("id-en=")[2].startswith("nllb/")
    both = from_config(Config(model=str(tiny_nllb), cache=False))
    assert both.signature.startswith("nllb/")


@pytest.mark.usefixtures("no_network")
def test_offline_touches_no_network() -> None:
    with pytest.raises(MissingComponentError, match="'hf download Helsinki-NLP/opus-mt-xx-yy'"):
        from_config(Config(model="Helsinki-NLP/opus-mt-xx-yy", offline=True))


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("family", ["tiny_model", "tiny_m2m_100", "tiny_nllb"])
@pytest.mark.parametrize("offline", [True, False])
def test_a_model_in_the_hub_cache_is_used_without_the_network(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, family: str, *, offline: bool
) -> None:
    from huggingface_hub import constants

    monkeypatch.setenv("MTCHECK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(_hub(tmp_path / "hub", request.getfixturevalue(family))))
    found = locate("newsroom/tiny", offline=offline)
    assert found.revision == COMMIT[:12]
    assert ModelTranslator(found, device="cpu").translate(TEXTS, source="en", target="id")


@pytest.mark.usefixtures("no_network")
def test_half_a_model_in_the_hub_cache_is_not_used(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    cache = _hub(tmp_path / "hub", tiny_model)
    next(cache.glob("**/model.safetensors")).unlink()
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache))
    with pytest.raises(MissingComponentError, match=r"lacks model\.safetensors"):
        locate("newsroom/tiny", offline=True)


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[str]]:
    """A hub of one repository (a folder), and the names of the files that were downloaded from it."""
    import huggingface_hub
    from huggingface_hub.errors import LocalEntryNotFoundError

    place, downloaded = tmp_path / "remote", []
    snapshot = tmp_path / "hub" / COMMIT

    def download(
        name: str, *, allow_patterns: list[str] | None = None, local_files_only: bool = False, **_: object
    ) -> str:
        if local_files_only:
            raise LocalEntryNotFoundError("not here")
        snapshot.mkdir(parents=True, exist_ok=True)
        for file in place.iterdir():
            if any(file.match(pattern) for pattern in allow_patterns or ["*"]):
                shutil.copy(file, snapshot)
                downloaded.append(file.name)
        return str(snapshot)

    def listed(*_: object, **__: object) -> list[str]:
        return [file.name for file in place.iterdir()]

    monkeypatch.setattr(huggingface_hub, "snapshot_download", download)
    monkeypatch.setattr(huggingface_hub.HfApi, "list_repo_files", listed)
    return place, downloaded


@pytest.mark.parametrize("safe", [True, False])
def test_only_what_is_needed_is_downloaded(tiny_model: Path, remote: tuple[Path, list[str]], *, safe: bool) -> None:
    place, downloaded = remote
    shutil.copytree(tiny_model, place)
    for name in ("pytorch_model.bin", "tf_model.h5", "rust_model.ot", "modeling_evil.py", "README.md"):
        (place / name).write_bytes(b"")
    if not safe:
        (place / "model.safetensors").unlink()
    found = locate("newsroom/tiny", offline=False)
    assert found.revision == COMMIT[:12]
    weights = "model.safetensors" if safe else "pytorch_model.bin"
    assert {Path(name).suffix for name in downloaded} == {".json", ".spm", Path(weights).suffix}
    assert weights in downloaded


def test_weights_of_another_kind_of_model_are_not_downloaded(remote: tuple[Path, list[str]]) -> None:
    place, downloaded = remote
    place.mkdir()
    (place / "config.json").write_text('{"model_type": "gpt2"}')
    (place / "model.safetensors").write_bytes(b"gigabytes")
    with pytest.raises(MissingComponentError, match="newsroom/gpt is not a translation model"):
        locate("newsroom/gpt", offline=False)
    assert downloaded == ["config.json"]


@pytest.mark.parametrize("variable", ["HF_HOME", "HF_HUB_CACHE"])
def test_the_variables_of_the_hub_are_honoured(tiny_model: Path, tmp_path: Path, variable: str) -> None:
    _hub(tmp_path / "home" / "hub", tiny_model)
    place = {"HF_HOME": tmp_path / "home", "HF_HUB_CACHE": tmp_path / "home" / "hub"}[variable]
    cleared = {k: v for k, v in os.environ.items() if not k.startswith("HF_")}
    settings = {"PYTHONPATH": str(ROOT), "MTCHECK_CACHE_DIR": str(tmp_path / "cache"), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "mtcheck", "translate", "--to", "id", "-"]
    environment = cleared | settings | {variable: str(place), "HF_HUB_OFFLINE": "1"}
    found, missing = (
        subprocess.run(
            [*command, "--model", name], input=b"Hello there.\n", env=environment, capture_output=True, check=False
        )
        for name in ("newsroom/tiny", "newsroom/missing")
    )
    assert (found.returncode, found.stderr) == (0, b"")
    assert missing.returncode == 3
    assert b"'hf download newsroom/missing'" in missing.stderr
    assert missing.stderr.count(b"\n") == 1
