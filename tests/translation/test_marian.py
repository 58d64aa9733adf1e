"""The transformers engine, on a real Marian model with random weights."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import pytest

from mtcheck.config import Config
from mtcheck.records import MissingComponentError
from mtcheck.translation import from_config
from mtcheck.translation.marian import MarianTranslator
from mtcheck.translation.models import locate

TEXTS = ("The embassy moved to a smaller town.", "No.", "Hundreds of students gathered to protest on Monday, he said.")


def _translator(folder: Path) -> MarianTranslator:
    return MarianTranslator(locate(str(folder), offline=True))


def test_every_text_gets_its_own_translation_in_order(tiny_model: Path) -> None:
    translator = _translator(tiny_model)
    together = translator.translate(TEXTS, source="en", target="id")
    alone = [translator.translate([text], source="en", target="id")[0] for text in TEXTS]
    assert together == alone
    assert translator.translate(TEXTS[::-1], source="en", target="id") == together[::-1]


def test_the_two_directions_differ(tiny_model: Path) -> None:
    translator = _translator(tiny_model)
    there = translator.translate(TEXTS, source="en", target="id")
    assert there != translator.translate(TEXTS, source="id", target="en")


def test_texts_without_words_are_passed_through(tiny_model: Path) -> None:
    texts = ["", "17.500", "https://example.com/berita/1", "\u2014"]
    assert _translator(tiny_model).translate(texts, source="en", target="id") == texts


def test_a_text_longer_than_the_model_is_translated_whole(tiny_model: Path) -> None:
    long = ", ".join(f"the minister said that number {i} was right" for i in range(40))
    told: list[tuple[int, int]] = []
    made = _translator(tiny_model).translate([long], source="en", target="id", progress=lambda *p: told.append(p))
    assert len(made) == 1
    assert made[0]
    assert told[-1][0] == told[-1][1] > 5


def test_a_text_that_looks_like_a_language_token_is_only_text(tiny_model: Path) -> None:
    translator = _translator(tiny_model)
    plain, marked = translator.translate(["no war", ">>en<< no war"], source="en", target="id")
    assert isinstance(plain, str)
    assert isinstance(marked, str)


def test_the_signature_names_the_revision(tiny_model: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(tiny_model, copy)
    assert locate(str(copy), offline=True).revision == locate(str(tiny_model), offline=True).revision
    (copy / "generation_config.json").write_text("{}")
    assert locate(str(copy), offline=True).revision != locate(str(tiny_model), offline=True).revision


def test_a_pickled_checkpoint_is_read_without_running_its_code(tiny_model: Path, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    good = tmp_path / "good"
    shutil.copytree(tiny_model, good)
    torch.save(load_file(good / "model.safetensors"), good / "pytorch_model.bin")
    (good / "model.safetensors").unlink()
    expected = _translator(tiny_model).translate(TEXTS, source="en", target="id")
    assert _translator(good).translate(TEXTS, source="en", target="id") == expected

    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (tmp_path / "ran",)

    torch.save({"model.shared.weight": Evil()}, good / "pytorch_model.bin")
    with pytest.raises(MissingComponentError, match="does not load"):
        _translator(good).translate(TEXTS, source="en", target="id")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("broken", ["model.safetensors", "config.json", "vocab.json", "source.spm"])
def test_a_broken_model_is_one_clear_line(tiny_model: Path, tmp_path: Path, broken: str) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(tiny_model, folder)
    (folder / broken).write_bytes(b"{ not what it was")
    with pytest.raises(MissingComponentError, match="does not load") as caught:
        _translator(folder).translate(TEXTS, source="en", target="id")
    assert "\n" not in str(caught.value)


def test_a_folder_that_holds_no_model_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(MissingComponentError, match=r"lacks config\.json"):
        locate(str(tmp_path), offline=True)
    with pytest.raises(MissingComponentError, match="no such folder"):
        locate(str(tmp_path / "missing"), offline=True)


def test_a_language_that_the_model_lacks_is_said_so(tiny_model: Path) -> None:
    with pytest.raises(MissingComponentError, match="does not translate into 'fr'"):
        _translator(tiny_model).translate(TEXTS, source="en", target="fr")


def test_offline_touches_no_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a network connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(MissingComponentError, match="hf download Helsinki-NLP/opus-mt-xx-yy"):
        from_config(Config(model="Helsinki-NLP/opus-mt-xx-yy", offline=True))


def test_a_hub_model_is_found_in_the_local_hub_cache(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    commit = "0123456789abcdef0123456789abcdef01234567"
    repository = tmp_path / "models--newsroom--tiny"
    shutil.copytree(tiny_model, repository / "snapshots" / commit)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(commit)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    found = locate("newsroom/tiny", offline=True)
    assert found.revision == commit[:12]
    assert MarianTranslator(found).translate(TEXTS, source="en", target="id")
