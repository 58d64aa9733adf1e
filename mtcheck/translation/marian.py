"""The transformers engine: Marian models, in length-sorted batches, with a deterministic beam search.

Marian models (Junczys-Dowmunt et al. 2018) are what OPUS-MT and the embedded model are. A multilingual one is told
its target language by a first token such as >>id<<. Weights are read from safetensors, or from a pickle with
torch's weights_only loader; code from a model's repository is never run.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pickle import UnpicklingError
from typing import TYPE_CHECKING

from mtcheck.records import MissingComponentError
from mtcheck.translation.models import ModelFiles
from mtcheck.translation.protocol import Progress

if TYPE_CHECKING:
    from transformers import MarianMTModel, MarianTokenizer

BEAMS = 4
_LOADING_ERRORS = (OSError, ValueError, KeyError, TypeError, AssertionError, RuntimeError, ImportError, UnpicklingError)
"""What torch, transformers and sentencepiece raise for a model that is broken or of another kind."""
_BATCH_TOKENS = 1024
"""The most source tokens, padding included, in one batch: what keeps two cores busy and the memory small."""
_BUCKET = 16
"""Inputs are padded to a multiple of this many tokens."""
_CLAUSE = re.compile(r"(?<=[,;:\u2013\u2014])\s+|\s+(?=(?:and|but|which|that|dan|tetapi|yang|bahwa)\s)")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


@dataclass(frozen=True)
class MarianTranslator:
    """A Marian model as a translator; it is loaded when the first text comes."""

    model: ModelFiles
    beams: int = BEAMS

    @property
    def signature(self) -> str:
        """Name the model, its revision, the number format, the library and the decoding."""
        libraries = f"transformers-{version('transformers')},torch-{version('torch').partition('+')[0]}"
        return f"marian/{self.model.name}@{self.model.revision},fp32,{libraries},beam-{self.beams}"

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, progress: Progress | None = None
    ) -> list[str]:
        """Translate each text on its own; one without any word (a number, an address) is passed through.

        Texts longer than the model's input are cut at clause boundaries and their translations joined.
        """
        prefix = self._prefix(source, target)
        pieces = [self._pieces(text, prefix) if _is_translatable(text) else [] for text in texts]
        flat = [piece for group in pieces for piece in group]
        made = iter(self._translate_all(flat, prefix, progress))
        return [
            " ".join(next(made) for _ in group) if group else text for group, text in zip(pieces, texts, strict=True)
        ]

    @cached_property
    def _parts(self) -> tuple[MarianMTModel, MarianTokenizer]:
        """Load the model in single precision and its tokenizer; no network, no foreign code, no unsafe pickle."""
        import torch
        from safetensors import SafetensorError
        from transformers import MarianMTModel, MarianTokenizer
        from transformers.utils import logging as transformers_logging

        transformers_logging.set_verbosity_error()
        transformers_logging.disable_progress_bar()
        logging.getLogger("transformers").setLevel(logging.ERROR)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tokenizer = MarianTokenizer.from_pretrained(self.model.folder, local_files_only=True)
                model = MarianMTModel.from_pretrained(
                    self.model.folder, local_files_only=True, dtype=torch.float32, weights_only=True
                )
        except (*_LOADING_ERRORS, SafetensorError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise MissingComponentError(f"the model {self.model.name} does not load: {reason}") from error
        return model.eval(), tokenizer

    def _prefix(self, source: str, target: str) -> str:
        """Give the token that names the target language, or "" for a model of this one direction.

        Raises MissingComponentError when the model does not translate in this direction.
        """
        _, tokenizer = self._parts
        codes = tokenizer.supported_language_codes
        if codes:
            for code in (target, _ISO_639_3.get(target, target)):
                if f">>{code}<<" in codes:
                    return f">>{code}<< "
            raise MissingComponentError(
                f"the model {self.model.name} does not translate into {target!r} "
                f"(its languages: {', '.join(c.strip('<>') for c in codes[:8])})"
            )
        pair = (tokenizer.source_lang, tokenizer.target_lang)
        if all(pair) and pair != (source, target):
            raise MissingComponentError(
                f"the model {self.model.name} translates {pair[0]}-{pair[1]} only, not {source}-{target}; "
                "--model takes one model for both directions"
            )
        return ""

    def _pieces(self, text: str, prefix: str) -> list[str]:
        """Cut a text that is longer than the model's input at the clause boundary nearest to its middle, and again."""
        model, tokenizer = self._parts
        limit = min(int(tokenizer.model_max_length), int(model.config.max_position_embeddings)) - 2
        if len(text) <= limit or len(tokenizer(prefix + text).input_ids) <= limit:
            return [text]
        middle = len(text) // 2
        cuts = [m.start() for m in _CLAUSE.finditer(text)] or [m.start() for m in re.finditer(r"\s", text)] or [middle]
        cut = min(cuts, key=lambda place: abs(place - middle))
        halves = [half for half in (text[:cut].strip(), text[cut:].strip()) if half]
        return [piece for half in halves for piece in self._pieces(half, prefix)] if len(halves) > 1 else [text[:limit]]

    def _translate_all(self, texts: Sequence[str], prefix: str, progress: Progress | None) -> list[str]:
        """Translate texts in batches of like length, so that little is padded; the result is in the texts' order."""
        _, tokenizer = self._parts
        inputs = [tokenizer(prefix + text).input_ids for text in texts]
        results: dict[int, str] = {}
        for batch in _batches([len(ids) for ids in inputs]):
            results |= zip(batch, self._generate([inputs[i] for i in batch]), strict=True)
            if progress:
                progress(len(results), len(texts))
        return [results[i] for i in range(len(texts))]

    def _generate(self, batch: Sequence[Sequence[int]]) -> list[str]:
        import torch

        model, tokenizer = self._parts
        inputs = {"input_ids": [list(ids) for ids in batch]}
        padded = tokenizer.pad(inputs, return_tensors="pt", pad_to_multiple_of=_BUCKET)
        with torch.inference_mode():
            output = model.generate(
                **padded,
                num_beams=self.beams,
                do_sample=False,
                max_new_tokens=min(
                    int(model.config.max_position_embeddings) - 2, 2 * padded["input_ids"].shape[1] + 16
                ),
            )
        return [text.strip() for text in tokenizer.batch_decode(output, skip_special_tokens=True)]


_ISO_639_3 = {"id": "ind", "en": "eng", "ms": "zsm"}
"""The codes that OPUS-MT's multilingual models use in place of ISO 639-1."""


def _is_translatable(text: str) -> bool:
    return bool(_LETTER.search(_ADDRESS.sub("", text)))


def _bucket(length: int) -> int:
    """Round a length up to the next multiple of _BUCKET."""
    return -(-length // _BUCKET) * _BUCKET


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield batches of indices, longest texts first, each within _BATCH_TOKENS when padded.

    Texts in a batch share a bucket of lengths, so neither padding nor the limit on the output depends on what else
    is translated: a text's translation is its own.
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: (-lengths[i], i)):
        size = _bucket(lengths[index])
        if batch and (size != _bucket(lengths[batch[0]]) or (len(batch) + 1) * size > _BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
