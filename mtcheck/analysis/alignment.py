"""Sentence alignment of two texts in one language, so that a text can be scored against a reference of another cut.

A monotone alignment by dynamic programming over string similarity, as in Bleualign (Sennrich & Volk 2010, "MT-based
sentence alignment for OCR-generated parallel texts") with rapidfuzz's normalised token similarity in place of BLEU.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BEADS = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (3, 1), (1, 3))
_GAP = -1.0
"""The score of leaving a sentence unaligned: slightly worse than nothing, so that gaps are not free."""
_FLOOR = 0.35
"""The similarity under which two sentences are not taken for renderings of each other."""


@dataclass(frozen=True, slots=True)
class Bead:
    """A group of sentences of the one text and the group of the other that renders it; either may be empty."""

    left: range
    right: range


def align(left: Sequence[str], right: Sequence[str]) -> tuple[Bead, ...]:
    """Align two sequences of sentences in one language; the beads cover both sequences in order."""
    best: list[list[tuple[float, tuple[int, int]]]] = [
        [(0.0, (0, 0)) if (i, j) == (0, 0) else (float("-inf"), (0, 0)) for j in range(len(right) + 1)]
        for i in range(len(left) + 1)
    ]
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            for a, b in _BEADS:
                if a <= i and b <= j:
                    gain = _similarity(left[i - a : i], right[j - b : j])
                    total = best[i - a][j - b][0] + gain
                    if total > best[i][j][0]:
                        best[i][j] = (total, (a, b))
    return tuple(reversed(list(_trace(best, len(left), len(right)))))


def _trace(best: Sequence[Sequence[tuple[float, tuple[int, int]]]], i: int, j: int) -> Iterator[Bead]:
    while i or j:
        a, b = best[i][j][1]
        yield Bead(range(i - a, i), range(j - b, j))
        i, j = i - a, j - b


def _similarity(left: Sequence[str], right: Sequence[str]) -> float:
    """Give the matching characters less what chance would match: a sentence too many in a group lowers its score."""
    from rapidfuzz import fuzz

    if not left or not right:
        return _GAP
    one, other = " ".join(left), " ".join(right)
    return (fuzz.token_sort_ratio(one, other) / 100 - _FLOOR) * (len(one) + len(other))
