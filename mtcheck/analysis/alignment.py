"""Sentence alignment of two texts: the best monotone way to pair their sentences, one by one or in small groups.

Dynamic programming as in Gale & Church 1993, "A program for aligning sentences in bilingual corpora". For two texts in
one language the gain of a pair is its string similarity, as in Bleualign (Sennrich & Volk 2010, "MT-based sentence
alignment for OCR-generated parallel texts") with rapidfuzz's normalised token similarity in place of BLEU.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_BEADS = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (3, 1), (1, 3))
_BAND = 60
"""How many sentences a pair may lie off the diagonal: long texts cost time in proportion to their length."""
_GAP = -1.0
"""The score of leaving a sentence unaligned: slightly worse than nothing, so that gaps are not free."""
_FLOOR = 0.35
"""The similarity under which two sentences are not taken for renderings of each other."""

Gain = Callable[[range, range], float]
"""What it is worth to pair a group of sentences of the left text with one of the right; either may be empty."""


@dataclass(frozen=True, slots=True)
class Bead:
    """A group of sentences of the one text and the group of the other that renders it; either may be empty."""

    left: range
    right: range


def align(left: Sequence[str], right: Sequence[str]) -> tuple[Bead, ...]:
    """Align two sequences of sentences in one language; the beads cover both sequences in order."""
    return best_beads(
        len(left),
        len(right),
        lambda rows, columns: _similarity([left[i] for i in rows], [right[j] for j in columns]),
    )


def best_beads(left: int, right: int, gain: Gain) -> tuple[Bead, ...]:
    """Pair `left` sentences with `right` others so that the gains add up to the most; the beads keep both orders."""
    best: list[dict[int, tuple[float, tuple[int, int]]]] = [{} for _ in range(left + 1)]
    best[0][0] = (0.0, (0, 0))
    for i in range(left + 1):
        for j in _columns(i, left, right):
            for a, b in _BEADS:
                if a <= i and (before := best[i - a].get(j - b)) is not None:
                    total = before[0] + gain(range(i - a, i), range(j - b, j))
                    if j not in best[i] or total > best[i][j][0]:
                        best[i][j] = (total, (a, b))
    return tuple(reversed(list(_trace(best, left, right))))


def _columns(i: int, left: int, right: int) -> range:
    """Give the columns of a row that lie near the diagonal; those of neighbouring rows always overlap."""
    if not left:
        return range(right + 1)
    middle, reach = i * right // left, _BAND + right // left
    return range(max(0, middle - reach), min(right, middle + reach) + 1)


def _trace(best: Sequence[dict[int, tuple[float, tuple[int, int]]]], i: int, j: int) -> Iterator[Bead]:
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
