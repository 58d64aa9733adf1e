"""What English puts together, for prepare_collocations.py: counted text, and the commonest bigrams of the web."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from collocation_corpus import Corpus
from collocation_counts import Counts, Floats, Ints, Vectors, Vocabulary, code, count_pairs, joined, read_lines

from mtcheck.analysis import collocations
from mtcheck.analysis.collocations import Relation


class English:
    """What English puts together: counted text, and the commonest bigrams of the web."""

    def __init__(self, corpus: Corpus, bigrams: Path | None, *, rank: int) -> None:
        text = joined(corpus.english_lines)
        size = len(corpus.english.words)
        self.frequency = np.bincount(text[text >= 0], minlength=size)
        self._total = float(self.frequency.sum())
        self._beside, self._near = count_pairs(text, [1]), count_pairs(text, [2, 3, 4])
        self._web = _web(bigrams, corpus.english)
        self._vectors = Vectors(text, size, contexts=5000, skipped=min(60, size // 4), window=5, rank=rank)
        self._known: dict[int, Floats | None] = {}

    def lacks(self, relation: Relation, first: Ints, second: Ints) -> Any:
        """Say of each pair whether English lacks it in this relation."""
        ahead, back = code(first, second), code(second, first)
        beside, near = self._beside.of(ahead), self._near.of(ahead)
        if relation == "mod":
            return (beside == 0) & (near < 2) & (self._web.of(ahead) == 0)
        if relation == "of":
            return (near == 0) & (self._beside.of(back) < 2) & (self._web.of(back) == 0)
        behind = self._beside.of(back) + self._near.of(back)
        return (beside + near == 0) & (behind < 2) & (self._web.of(ahead) == 0)

    def expected(self, first: int, second: int) -> float:
        """Give how often two words would stand side by side by chance."""
        return float(self.frequency[first]) * float(self.frequency[second]) / self._total

    def kinship(self, first: int, second: int) -> float:
        """Give the cosine of two words' vectors, a middling one where they are rare."""
        one, other = self._vector(first), self._vector(second)
        return 0.1 if one is None or other is None else float(one @ other)

    def _vector(self, word: int) -> Floats | None:
        if word not in self._known:
            self._known[word] = self._vectors.vector(self._vectors.word(word))
        return self._known[word]


def _web(path: Path | None, english: Vocabulary) -> Counts:
    """Read a file of bigrams (word SPACE word TAB count) as counts of lemma pairs."""
    counts: Counter[int] = Counter()
    for line in read_lines(path) if path else ():
        pair, _, count = line.partition("\t")
        first, _, second = pair.partition(" ")
        numbers = [english.number.get(collocations.lemma(word)) for word in (first, second)]
        if None not in numbers:
            counts[(numbers[0] << 20) | numbers[1]] += int(count)  # type: ignore[operator]
    codes = np.array(sorted(counts), dtype=np.int64)
    return Counts(codes, np.array([counts[int(c)] for c in codes], dtype=np.int64))
