"""Tiny models with random weights, one of each family, saved by save_pretrained as real ones are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import REFERENCES

SIZES = {
    "d_model": 32,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    "max_position_embeddings": 64,
    "init_std": 0.5,
}


def _lines() -> list[str]:
    return [line for file in sorted(REFERENCES.glob("d*/*.txt")) for line in file.read_text("utf-8").splitlines()]


def _pieces(folder: Path) -> list[str]:
    """Train a SentencePiece vocabulary on the reference articles, saved as M2M100 names it; give its pieces."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_lines()),
        model_prefix=str(folder / "sentencepiece.bpe"),
        vocab_size=600,
        minloglevel=2,
        num_threads=1,
    )
    (folder / "sentencepiece.bpe.vocab").unlink()
    processor = sentencepiece.SentencePieceProcessor(str(folder / "sentencepiece.bpe.model"))
    return [processor.id_to_piece(i) for i in range(3, processor.get_piece_size())]


def _save_m2m_100(folder: Path, vocabulary: int) -> None:
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    torch.manual_seed(0)
    config = M2M100Config(vocab_size=vocabulary, decoder_start_token_id=2, **SIZES)
    M2M100ForConditionalGeneration(config).save_pretrained(folder)


def make_m2m_100(folder: Path) -> Path:
    """Make an M2M100 model in a folder."""
    from transformers import M2M100Tokenizer

    folder.mkdir()
    words = ["<s>", "<pad>", "</s>", "<unk>", *_pieces(folder)]
    (folder / "vocab.json").write_text(json.dumps({word: i for i, word in enumerate(words)}))
    tokenizer = M2M100Tokenizer(folder / "vocab.json", folder / "sentencepiece.bpe.model")
    tokenizer.save_pretrained(folder)
    _save_m2m_100(folder, len(words) + len(tokenizer.lang_code_to_id) + tokenizer.num_madeup_words)
    return folder


def make_nllb(folder: Path) -> Path:
    """Make an NLLB model in a folder."""
    import tokenizers
    from transformers import NllbTokenizer

    folder.mkdir()
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    trained = tokenizers.Tokenizer(tokenizers.models.BPE(unk_token="<unk>"))
    trained.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace()
    trainer = tokenizers.trainers.BpeTrainer(vocab_size=600, special_tokens=specials, show_progress=False)
    trained.train_from_iterator(_lines(), trainer)
    learnt = json.loads(trained.to_str())["model"]
    tokenizer = NllbTokenizer(vocab=learnt["vocab"], merges=[tuple(merge) for merge in learnt["merges"]])
    tokenizer.save_pretrained(folder)
    _save_m2m_100(folder, len(tokenizer))
    return folder


def variant(model: Path, folder: Path, *, tokens: tuple[str, str] | None = None, **tokenizer: object) -> Path:
    """Copy a Marian model, with other target tokens in its vocabulary or other settings of its tokenizer."""
    shutil.copytree(model, folder)
    if tokens is not None:
        text = (folder / "vocab.json").read_text()
        for old, new in zip((">>id<<", ">>en<<"), tokens, strict=True):
            text = text.replace(old, new)
        (folder / "vocab.json").write_text(text)
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "MarianTokenizer", **tokenizer}))
    return folder


@pytest.fixture(scope="session")
def tiny_m2m_100(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An M2M100 model in a folder."""
    return make_m2m_100(tmp_path_factory.mktemp("models") / "m2m_100")


@pytest.fixture(scope="session")
def tiny_nllb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An NLLB model in a folder."""
    return make_nllb(tmp_path_factory.mktemp("models") / "nllb")
