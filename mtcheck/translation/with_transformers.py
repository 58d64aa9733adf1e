"""The transformers engine: any model that transformers loads, on CPU or CUDA."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from mtcheck.translation import weights
from mtcheck.translation.engines import BEAMS, Forced, Work, device_for, longest_input, threads
from mtcheck.translation.families import Tokenizer
from mtcheck.translation.models import ModelFiles
from mtcheck.translation.splitting import BUCKET


def describe(device: str, dtype: str) -> str:
    """Name everything but the model that the output depends on: number format, device, libraries."""
    torch_version = version("torch").partition("+")[0]
    return (
        f"{_dtype(dtype)},{device_for(device, _has_cuda)},transformers-{version('transformers')},torch-{torch_version}"
    )


def _dtype(dtype: str) -> str:
    """Choose single precision unless told otherwise: there the same text gives the same output everywhere."""
    return "float32" if dtype == "auto" else dtype


def _has_cuda() -> bool:
    import torch

    return torch.cuda.is_available()


class TransformersEngine:
    """A model loaded with transformers; batches run one after the other."""

    def __init__(self, files: ModelFiles, *, device: str, dtype: str) -> None:
        """Load the model; raises MissingComponentError when it does not load or the device is not there."""
        self._device = device_for(device, _has_cuda)
        self._model, self._tokenizer = weights.load(files, dtype=_dtype(dtype))
        self._model.to(self._device)
        self._threads = threads(files)

    @property
    def tokenizer(self) -> Tokenizer:
        """The model's tokenizer."""
        return self._tokenizer

    @property
    def longest(self) -> int:
        """The most tokens that the model takes or gives."""
        return longest_input(self._tokenizer, int(self._model.config.max_position_embeddings))

    def generate(self, batches: Sequence[Work]) -> Iterator[list[list[int]]]:
        """Yield the outputs of each batch, in order."""
        for work in batches:
            with _on_threads(self._threads):
                made = self._generate(work)
            yield made

    def score(self, batches: Sequence[Forced]) -> Iterator[list[list[float]]]:
        """Yield, for each batch in order, the log-probability of every token of its outputs."""
        for forced in batches:
            with _on_threads(self._threads):
                made = self._score(forced)
            yield made

    def _score(self, forced: Forced) -> list[list[float]]:
        """Run the decoder once over each whole output, every token seeing those before it (teacher forcing)."""
        import torch

        outputs = [torch.tensor(ids) for ids in forced.outputs]
        before = [torch.tensor([self._model.config.decoder_start_token_id, *ids[:-1]]) for ids in forced.outputs]
        shown = torch.nn.utils.rnn.pad_sequence(before, batch_first=True, padding_value=self._tokenizer.pad_token_id)
        with torch.inference_mode():
            logits = self._model(
                **self._padded(forced.inputs), decoder_input_ids=shown.to(self._device), use_cache=False
            ).logits
        return [
            torch.log_softmax(row[: len(ids)].float().cpu(), dim=-1).gather(1, ids[:, None])[:, 0].tolist()
            for row, ids in zip(logits, outputs, strict=True)
        ]

    def _padded(self, inputs: Sequence[Sequence[int]]) -> Any:
        listed = {"input_ids": [list(ids) for ids in inputs]}
        return self._tokenizer.pad(listed, return_tensors="pt", pad_to_multiple_of=BUCKET).to(self._device)

    def _generate(self, work: Work) -> list[list[int]]:
        import torch

        settings: dict[str, Any] = {"num_beams": BEAMS, "do_sample": False, "max_new_tokens": work.longest}
        if work.first is not None:
            settings["forced_bos_token_id"] = work.first
        with torch.inference_mode():
            output = self._model.generate(**self._padded(work.inputs), **settings)
        return [[int(token) for token in ids] for ids in output.tolist()]


@contextmanager
def _on_threads(number: int) -> Iterator[None]:
    """Let torch use so many threads for a while."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(number)
    try:
        yield
    finally:
        torch.set_num_threads(before)
