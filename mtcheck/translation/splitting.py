"""Texts before and after the model: which hold words at all, where long ones are cut, and how they are batched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from mtcheck.analysis import tables

BUCKET = 16
"""Inputs are padded to a multiple of this many tokens."""
BATCH_TOKENS = 1024
"""The most source tokens, padding included, in one batch: of 512 to 4096 the quickest on the sample articles."""
LONGEST_INPUT = 96
"""Texts of more tokens are cut, even where the model would take them: it learnt from single sentences, and loses the
thread in longer ones. Of 60 numbered clauses in one sentence the embedded model kept 11 in pieces of 480 tokens, 56 in
pieces of 128, and all from 96 down."""
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def is_translatable(text: str) -> bool:
    """Say whether a text holds a word: not only figures, signs and addresses."""
    return bool(_LETTER.search(_ADDRESS.sub("", text)))


@cache
def _clause(language: str) -> re.Pattern[str]:
    """Give the pattern of the spaces at which a clause of a language may begin."""
    words = "|".join(map(re.escape, tables.load("common", "clauses").get(language, ())))
    return re.compile(r"(?<=[,;:\u2013\u2014])\s+" + (rf"|\s+(?=(?:{words})\s)" if words else ""))


def pieces(text: str, language: str, fits: Callable[[str], bool]) -> list[str]:
    """Cut a text that does not fit at the clause boundary nearest to its middle, and again, until all pieces fit.

    Without clauses it is cut at a space, and without spaces in the middle.
    """
    if fits(text) or len(text) < 2:
        return [text]
    middle = len(text) // 2
    cuts = [m.start() for m in _clause(language).finditer(text)] or [m.start() for m in re.finditer(r"\s", text)]
    cut = min((c for c in cuts if 0 < c < len(text)), key=lambda place: abs(place - middle), default=middle)
    halves = (half for half in (text[:cut].strip(), text[cut:].strip()) if half)
    return [piece for half in halves for piece in pieces(half, language, fits)]


def joined(parts: Sequence[str], translations: Sequence[str]) -> str:
    """Join the translations of a text's pieces; a full stop that the model put after a piece without one is dropped."""
    *inner, last = zip(parts, translations, strict=True)
    kept = [made if part.endswith(".") else made.removesuffix(".") for part, made in inner]
    return " ".join((*kept, last[1]))


def bucket(length: int) -> int:
    """Round a length up to the next multiple of BUCKET."""
    return -(-length // BUCKET) * BUCKET


def batches(lengths: Sequence[int], limit: int = BATCH_TOKENS) -> Iterator[list[int]]:
    """Yield batches of indices, longest texts first, each within the limit of tokens when padded.

    Texts in a batch share a bucket of lengths, so neither padding nor the limit on the output depends on what else
    is translated: a text's translation is its own.
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: (-lengths[i], i)):
        size = bucket(lengths[index])
        if batch and (size != bucket(lengths[batch[0]]) or (len(batch) + 1) * size > limit):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
