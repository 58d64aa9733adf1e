"""The CTranslate2 engine (Klein et al. 2020): the same weights in eight-bit integers, several batches at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from mtcheck.records import MissingComponentError
from mtcheck.translation import weights
from mtcheck.translation.conversion import converted
from mtcheck.translation.engines import BEAMS, Forced, Work, cores, device_for, longest_input, threads
from mtcheck.translation.families import Tokenizer
from mtcheck.translation.models import ModelFiles

if TYPE_CHECKING:
    import ctranslate2

_TAKEN_OVER = ("length_penalty", "repetition_penalty", "no_repeat_ngram_size")
"""The settings of a model's generation_config.json that both engines know by these names."""


def is_installed() -> bool:
    """Say whether CTranslate2 is here."""
    return find_spec("ctranslate2") is not None


def describe(device: str, dtype: str) -> str:
    """Name everything but the model that the output depends on: number format, device, libraries."""
    return f"{number_format(dtype)},{device_for(device, _has_cuda)},ctranslate2-{version('ctranslate2')}"


def number_format(dtype: str) -> str:
    """Choose the numbers of the weights: eight-bit integers unless told otherwise."""
    return "int8" if dtype == "auto" else dtype


def _has_cuda() -> bool:
    import ctranslate2

    return bool(ctranslate2.get_cuda_device_count())


class CTranslate2Engine:
    """A converted model; batches run side by side, one per core."""

    def __init__(self, files: ModelFiles, *, device: str, dtype: str) -> None:
        """Load the model, converted if need be; raises MissingComponentError when it does not convert or load."""
        self._tokenizer = weights.tokenizer(files)
        self._translator = _loaded(files, device_for(device, _has_cuda), number_format(dtype))
        self._settings = {k: v for k, v in _json(files, "generation_config.json").items() if k in _TAKEN_OVER and v}
        self._positions = int(_json(files, "config.json").get("max_position_embeddings") or 512)

    @property
    def tokenizer(self) -> Tokenizer:
        """The model's tokenizer."""
        return self._tokenizer

    @property
    def longest(self) -> int:
        """The most tokens that the model takes or gives."""
        return longest_input(self._tokenizer, self._positions)

    def generate(self, batches: Sequence[Work]) -> Iterator[list[list[int]]]:
        """Yield the outputs of each batch, in order."""
        waiting = [self._started(work) for work in batches]
        for results in waiting:
            yield [self._tokenizer.convert_tokens_to_ids(r.result().hypotheses[0]) for r in results]

    def score(self, batches: Sequence[Forced]) -> Iterator[list[list[float]]]:
        """Yield, for each batch in order, the log-probability of every token of its outputs."""
        tokens = self._tokenizer.convert_ids_to_tokens
        waiting = [
            self._translator.score_batch(
                [tokens(list(ids)) for ids in forced.inputs],
                [tokens(list(ids[:-1])) for ids in forced.outputs],  # the end is added there
                max_input_length=0,
                asynchronous=True,
            )
            for forced in batches
        ]
        for results in waiting:
            yield [list(r.result().log_probs) for r in results]

    def _started(self, work: Work) -> list[Any]:
        tokens = self._tokenizer.convert_ids_to_tokens
        first = None if work.first is None else [[tokens(work.first)]] * len(work.inputs)
        return list(
            self._translator.translate_batch(
                [tokens(list(ids)) for ids in work.inputs],
                target_prefix=first,
                beam_size=BEAMS,
                max_input_length=0,
                max_decoding_length=work.longest,
                suppress_sequences=[[self._tokenizer.pad_token]],
                asynchronous=True,
                **self._settings,
            )
        )


def _json(files: ModelFiles, name: str) -> dict[str, Any]:
    file = files.folder / name
    return dict(json.loads(file.read_bytes())) if file.is_file() else {}


def _loaded(files: ModelFiles, device: str, dtype: str) -> ctranslate2.Translator:
    """Load the converted model; one that is broken is converted anew, once."""
    import ctranslate2

    each = threads(files)
    settings = {"device": device, "compute_type": dtype, "intra_threads": each}
    if device == "cpu":
        settings["inter_threads"] = max(1, cores() // each)
    try:
        return ctranslate2.Translator(str(converted(files, dtype)), **settings)
    except (RuntimeError, ValueError):
        try:
            return ctranslate2.Translator(str(converted(files, dtype, anew=True)), **settings)
        except (RuntimeError, ValueError) as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise MissingComponentError(f"CTranslate2 cannot use the model {files.name}: {reason}") from error
