"""Counting for prepare_collocations.py: corpora as arrays of word numbers, pairs of words, word vectors, IBM model 1.

Everything works on one long array per language, in which sentences and punctuation are breaks (negative numbers).
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

BREAK = -1
GAP = 6
"""The number of breaks between two sentences: no window reaches across them."""
_TOKEN = re.compile(r"[a-z]+(?:['’-][a-z]+)*|[.,;:!?()\"“”]|\d[\d.,]*")
_SHIFT = 20


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a plain or xz-compressed UTF-8 file."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8", newline="\n") as stream:
        for line in stream:
            yield line.rstrip("\r\n")


@dataclass
class Vocabulary:
    """The words of a language by number; `normal` gives a form its entry (a lemma, a stem without clitics)."""

    normal: Callable[[str], str]
    words: list[str] = field(default_factory=list)
    number: dict[str, int] = field(default_factory=dict)
    _forms: dict[str, int] = field(default_factory=dict)

    def encode(self, text: str) -> list[int]:
        """Give the numbers of the words of a text; punctuation and figures are breaks."""
        return [self._of(form) for form in _TOKEN.findall(text.lower())]

    def _of(self, form: str) -> int:
        if form not in self._forms:
            self._forms[form] = self.add(self.normal(form)) if form[0].isalpha() else BREAK
        return self._forms[form]

    def add(self, word: str) -> int:
        """Give the number of an entry, a new one where it has none."""
        if word not in self.number:
            self.number[word] = len(self.words)
            self.words.append(word)
        return self.number[word]


def joined(sentences: Iterable[Sequence[int]]) -> Ints:
    """Join sentences to one array with breaks between them."""
    flat: list[int] = [BREAK] * GAP
    for sentence in sentences:
        flat.extend(sentence)
        flat.extend([BREAK] * GAP)
    return np.array(flat, dtype=np.int64)


def code(first: Ints, second: Ints) -> Ints:
    """Give one number for a pair of word numbers."""
    return (first << _SHIFT) | second


def parts(codes: Ints) -> tuple[Ints, Ints]:
    """Give the two word numbers of each pair."""
    return codes >> _SHIFT, codes & ((1 << _SHIFT) - 1)


@dataclass(frozen=True)
class Counts:
    """Sorted codes and how often each occurs."""

    codes: Ints
    counts: Ints

    def of(self, codes: Ints) -> Ints:
        """Give the counts of some codes, 0 for those that do not occur."""
        if not len(self.codes):
            return np.zeros(len(codes), dtype=np.int64)
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[at] == codes, self.counts[at], 0)


def count_pairs(text: Ints, distances: Iterable[int]) -> Counts:
    """Count the pairs of words at the given distances within a sentence, without a break between them."""
    found = []
    for distance in distances:
        one, other = text[:-distance], text[distance:]
        sound = (one >= 0) & (other >= 0)
        for between in range(1, distance):
            sound &= text[between : len(text) - distance + between] >= 0
        found.append(code(one[sound], other[sound]))
    return Counts(*np.unique(np.concatenate(found), return_counts=True))


def log_likelihood(joint: Floats, first: Floats, second: Floats, total: float) -> Floats:
    """Give Dunning's (1993) log-likelihood ratio of pairs from their counts and those of their words."""

    def log_l(k: Floats, n: Floats, p: Floats) -> Floats:
        p = np.clip(p, 1e-12, 1 - 1e-12)
        result: Floats = k * np.log(p) + (n - k) * np.log(1 - p)
        return result

    rest, p = total - first, second / total
    with_first, without = joint / first, (second - joint) / rest
    return 2 * (
        log_l(joint, first, with_first)
        + log_l(second - joint, rest, without)
        - log_l(joint, first, p)
        - log_l(second - joint, rest, p)
    )


class Vectors:
    """Word vectors from a window of text: positive PMI, reduced by a singular value decomposition.

    Levy, Goldberg & Dagan (2015), "Improving distributional similarity with lessons learned from word embeddings".
    """

    def __init__(self, text: Ints, size: int, *, contexts: int, skipped: int, window: int, rank: int) -> None:
        frequency = np.bincount(text[text >= 0], minlength=size)
        chosen = np.argsort(-frequency, kind="stable")[skipped : skipped + contexts]
        chosen = chosen[frequency[chosen] > 0]
        number = np.full(size + 1, -1, dtype=np.int64)
        number[chosen] = np.arange(len(chosen))
        self._columns, self._window, self._context = max(1, len(chosen)), window, number[text]
        self._context[text < 0] = -1
        at = np.flatnonzero(text >= 0)
        self.counts = self._around(text[at], at, 0)
        self._starts = np.searchsorted(self.counts.codes, np.arange(size + 1) * self._columns)
        totals = np.bincount(self.counts.codes % self._columns, self.counts.counts, self._columns) ** 0.75
        self._share = np.maximum(totals / max(totals.sum(), 1), 1e-12)
        self._projection = self._decompose(size, rank)

    def _around(self, rows: Ints, at: Ints, width: int) -> Counts:
        """Count, by row, the contexts around stretches that begin at `at` and are `width` + 1 words long."""
        table: Counts | None = None
        for part in np.array_split(np.arange(len(at)), 1 + len(at) // 1_000_000):
            codes = []
            for distance in range(1, self._window + 1):
                for place in (at[part] - distance, at[part] + width + distance):
                    context = self._context[np.clip(place, 0, len(self._context) - 1)]
                    codes.append((rows[part] * self._columns + context)[context >= 0])
            new = Counts(*np.unique(np.concatenate(codes), return_counts=True))
            table = new if table is None else _merged(table, new)
        return table or Counts(np.zeros(0, np.int64), np.zeros(0, np.int64))

    def _decompose(self, size: int, rank: int) -> Floats:
        row, column = self.counts.codes // self._columns, self.counts.codes % self._columns
        totals = np.bincount(row, self.counts.counts, size)
        pmi = np.maximum(np.log(self.counts.counts / (totals[row] * self._share[column])), 0)
        matrix = torch.sparse_coo_tensor(
            torch.from_numpy(np.stack([row, column])),
            torch.from_numpy(pmi.astype(np.float32)),
            (size, self._columns),
            check_invariants=True,
        ).coalesce()
        torch.manual_seed(0)
        _, values, right = torch.svd_lowrank(matrix, q=min(rank, self._columns, size), niter=2)
        projection: Floats = (right / values.clamp(min=1e-6).sqrt()).double().numpy()
        return projection

    def word(self, number: int) -> Floats:
        """Give the context counts of a word."""
        return self._row(self.counts, self._starts[number], self._starts[number + 1])

    def phrases(self, rows: Ints, at: Ints, size: int) -> Iterator[Floats]:
        """Yield the context counts of each of `size` two-word phrases, given where each of them stands."""
        counts = self._around(rows, at, 1)
        starts = np.searchsorted(counts.codes, np.arange(size + 1) * self._columns)
        for i in range(size):
            yield self._row(counts, starts[i], starts[i + 1])

    def _row(self, counts: Counts, start: int, end: int) -> Floats:
        row = np.zeros(self._columns)
        row[counts.codes[start:end] % self._columns] = counts.counts[start:end]
        return row

    def vector(self, contexts: Floats, least: int = 20) -> Floats | None:
        """Give the unit vector of context counts, None where there are too few."""
        total = contexts.sum()
        if total < least:
            return None
        seen = np.flatnonzero(contexts)
        vector = np.maximum(np.log(contexts[seen] / (total * self._share[seen])), 0) @ self._projection[seen]
        norm = float(np.linalg.norm(vector))
        return vector / norm if norm else None


def _merged(one: Counts, other: Counts) -> Counts:
    codes, place = np.unique(np.concatenate([one.codes, other.codes]), return_inverse=True)
    counts = np.bincount(place, np.concatenate([one.counts, other.counts]), len(codes))
    return Counts(codes, counts.astype(np.int64))


@dataclass(frozen=True)
class Lexicon:
    """Translations of single words: numbers of both languages, t(foreign | english) and t(english | foreign)."""

    english: Ints
    foreign: Ints
    forward: Floats
    backward: Floats


def translations(pairs: Sequence[tuple[Sequence[int], Sequence[int]]], sizes: tuple[int, int]) -> Lexicon:
    """Learn translations by IBM model 1 (Brown et al. 1993), six rounds each way, without the commonest words."""
    frequency = [np.zeros(size, dtype=np.int64) for size in sizes]
    sides = [tuple(np.unique([w for w in side if w >= 0]).astype(np.int64) for side in pair) for pair in pairs]
    for pair in sides:
        for which in (0, 1):
            frequency[which][pair[which]] += 1
    kept = [(f >= 2) & (f < max(0.06 * len(pairs), 3)) for f in frequency]
    links: tuple[list[Ints], list[Ints], list[Ints]] = ([], [], [])
    for number, (english, foreign) in enumerate(sides):
        one, other = english[kept[0][english]], foreign[kept[1][foreign]]
        if 0 < len(one) < 60 and 0 < len(other) < 60:
            links[0].append(np.repeat(one, len(other)))
            links[1].append(np.tile(other, len(one)))
            links[2].append(np.full(len(one) * len(other), number))
    if not links[0]:
        return Lexicon(*(np.zeros(0, np.int64),) * 2, *(np.zeros(0),) * 2)
    one, other, sentence = (np.concatenate(part) for part in links)
    codes, place = np.unique(code(one, other), return_inverse=True)
    english, foreign = parts(codes)
    forward, expected = _model1(place, english, np.unique(code(sentence, other), return_inverse=True)[1])
    backward, other_way = _model1(place, foreign, np.unique(code(sentence, one), return_inverse=True)[1])
    # A link in three sentences or none is chance; the same holds for one that neither direction believes in.
    sound = (np.minimum(expected, other_way) >= 1) & (((forward >= 0.01) & (backward >= 0.03)) | (backward >= 0.15))
    return Lexicon(english[sound], foreign[sound], forward[sound], backward[sound])


def _model1(place: Ints, given: Ints, group: Ints) -> tuple[Floats, Floats]:
    """Give t(word | given) and the expected count of each link; `group` are the links of one word in one sentence."""
    chance: Floats = np.ones(len(given))
    expected = chance
    for _ in range(6):
        share = chance[place]
        share = share / np.bincount(group, share)[group]
        expected = np.bincount(place, share, len(given)).astype(np.float64)
        chance = expected / np.bincount(given, expected)[given]
    return chance, expected
