"""What the tests share: translators that know their lines, and where the development texts lie."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings

from mtcheck.analysis.token_scores import TokenScore

ROOT = Path(__file__).parent.parent
REFERENCES = ROOT / "references"
SHARED = ROOT.parent / "shared"

settings.register_profile("mtcheck", deadline=None)  # what a test measures is no time
settings.load_profile("mtcheck")


@dataclass(frozen=True)
class LineTranslator:
    """A translator that renders the lines it was given and leaves others as they are."""

    lines: Mapping[str, str] = field(default_factory=dict)
    signature: str = "test:lines"

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, progress: Callable[[int, int], None] | None = None
    ) -> list[str]:
        """Translate into the source language from the lines; the way back gives what it is given."""
        return [self.lines.get(text, text) for text in texts] if target == "id" else list(texts)


@dataclass(frozen=True)
class ScoringTranslator(LineTranslator):
    """One that knows the way back too, and to which every word is probable but those it was given."""

    trips: Mapping[str, str] = field(default_factory=dict)
    surprising: frozenset[str] = frozenset()

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, progress: Callable[[int, int], None] | None = None
    ) -> list[str]:
        """Translate both ways from the lines."""
        there = super().translate(texts, source=source, target=target, progress=progress)
        return there if target == "id" else [self.trips.get(text, text) for text in texts]

    def score(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        *,
        source: str,
        target: str,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[tuple[TokenScore, ...]]:
        """Score the words of each line, each as one piece."""
        return [tuple(self._scores(line)) for line in targets]

    def _scores(self, line: str) -> Iterator[TokenScore]:
        for word in re.finditer(r"\w+|[^\w\s]", line):
            yield TokenScore(word.start(), word.end(), -12.0 if word[0] in self.surprising else -0.3)
        yield TokenScore(len(line), len(line), -0.1)


@pytest.fixture
def shared() -> Path:
    """The development texts beside the checkout; the test skips itself where they are not."""
    if not (SHARED / "dev").is_dir():
        pytest.skip("../shared is not here: this test needs the development texts")
    return SHARED


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real bidirectional Marian model in a folder: random weights, a SentencePiece vocabulary of our own text."""
    import json

    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder = tmp_path_factory.mktemp("models") / "tiny"
    folder.mkdir()
    lines = [line for file in sorted(REFERENCES.glob("d*/*.txt")) for line in file.read_text("utf-8").splitlines()]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_prefix=str(folder / "source"),
        vocab_size=600,
        minloglevel=2,
        num_threads=1,
    )
    (folder / "source.vocab").unlink()
    (folder / "source.model").rename(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    pieces = sentencepiece.SentencePieceProcessor(str(folder / "source.spm"))
    words = [pieces.id_to_piece(i) for i in range(3, pieces.get_piece_size())]
    vocabulary = ["</s>", "<unk>", ">>id<<", ">>en<<", *words, "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({word: i for i, word in enumerate(vocabulary)}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "MarianTokenizer"}))
    torch.set_num_threads(1)  # a tiny model is slower on several
    torch.manual_seed(0)
    pad = len(vocabulary) - 1
    config = MarianConfig(
        vocab_size=len(vocabulary),
        d_model=32,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        max_position_embeddings=48,
        init_std=0.5,
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
    )
    MarianMTModel(config).save_pretrained(folder)
    return folder
