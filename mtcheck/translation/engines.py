"""What runs a model: the interface of the engines, and the settings that all of them take."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from mtcheck.records import MissingComponentError
from mtcheck.translation.families import Tokenizer
from mtcheck.translation.models import ModelFiles

BEAMS = 4
_LARGE = 600_000_000
"""Weights from this many bytes on are shared out over all cores."""


@dataclass(frozen=True, slots=True)
class Work:
    """A batch for an engine: the inputs, the token every output begins with (if any), and the longest output."""

    inputs: tuple[tuple[int, ...], ...]
    first: int | None
    longest: int


@dataclass(frozen=True, slots=True)
class Forced:
    """A batch to score: the inputs, and the output of each, with the token it begins with (if any) and its end."""

    inputs: tuple[tuple[int, ...], ...]
    outputs: tuple[tuple[int, ...], ...]


class Engine(Protocol):
    """A loaded model: it turns tokens into tokens by a deterministic beam search, and scores tokens of others."""

    @property
    def tokenizer(self) -> Tokenizer:
        """The model's tokenizer."""

    @property
    def longest(self) -> int:
        """The most tokens that the model takes or gives."""

    def generate(self, batches: Sequence[Work]) -> Iterator[list[list[int]]]:
        """Yield the outputs of each batch, in order."""

    def score(self, batches: Sequence[Forced]) -> Iterator[list[list[float]]]:
        """Yield, for each batch in order, the log-probability of every token of its outputs."""


def threads(model: ModelFiles) -> int:
    """Say on how many threads one operation of a model runs: one, but for large models; OMP_NUM_THREADS overrides.

    The operations of a small model take microseconds, so a second thread gains nothing; on a machine that is busy the
    two wait for each other a time slice each, which made it forty times slower.
    """
    if os.environ.get("OMP_NUM_THREADS", "").isdigit():
        return max(1, int(os.environ["OMP_NUM_THREADS"]))
    return cores() if model.bytes >= _LARGE else 1


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def device_for(asked: str, has_cuda: Callable[[], bool]) -> str:
    """Choose "cpu" or "cuda"; `has_cuda`, which may import a library, is asked only where it matters.

    Raises MissingComponentError for "cuda" on a machine without one.
    """
    if asked == "cpu":
        return asked
    if has_cuda():
        return "cuda"
    if asked == "cuda":
        raise MissingComponentError("no CUDA device can be used here; --device cpu does without one")
    return "cpu"


def longest_input(tokenizer: Tokenizer, positions: int) -> int:
    """Give the most tokens of one input: what tokenizer and model agree on, two left for the marks at the ends."""
    return min(int(tokenizer.model_max_length), positions) - 2
