"""Texts before and after the model: which hold words at all, where long ones are cut, and how they are batched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

BUCKET = 16
"""Inputs are padded to a multiple of this many tokens."""
_BATCH_TOKENS = 1024
"""The most source tokens, padding included, in one batch: of 512 to 4096 the quickest on the sample articles."""
_CLAUSE = re.compile(r"(?<=[,;:\u2013\u2014])\s+|\s+(?=(?:and|but|which|that|dan|tetapi|yang|bahwa)\s)")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def is_translatable(text: str) -> bool:
    """Say whether a text holds a word: not only figures, signs and addresses."""
    return bool(_LETTER.search(_ADDRESS.sub("", text)))


def pieces(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Cut a text that does not fit at the clause boundary nearest to its middle, and again, until all pieces fit.

    Without clauses it is cut at a space, and without spaces in the middle.
    """
    if fits(text) or len(text) < 2:
        return [text]
    middle = len(text) // 2
    cuts = [m.start() for m in _CLAUSE.finditer(text)] or [m.start() for m in re.finditer(r"\s", text)]
    cut = min((c for c in cuts if 0 < c < len(text)), key=lambda place: abs(place - middle), default=middle)
    halves = (half for half in (text[:cut].strip(), text[cut:].strip()) if half)
    return [piece for half in halves for piece in pieces(half, fits)]


def bucket(length: int) -> int:
    """Round a length up to the next multiple of BUCKET."""
    return -(-length // BUCKET) * BUCKET


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield batches of indices, longest texts first, each within the limit when padded.

    Texts in a batch share a bucket of lengths, so neither padding nor the limit on the output depends on what else
    is translated: a text's translation is its own.
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: (-lengths[i], i)):
        size = bucket(lengths[index])
        if batch and (size != bucket(lengths[batch[0]]) or (len(batch) + 1) * size > _BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
