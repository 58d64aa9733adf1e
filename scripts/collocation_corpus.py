"""The text that prepare_collocations.py counts, in word numbers: monolingual, parallel, and a dictionary."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from collocation_counts import Lexicon, Vocabulary, read_lines

from mtcheck.analysis import collocations, tables
from mtcheck.analysis.vocabulary import zipf

_PIECES = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
_WORD = 3.0
"""The Zipf frequency from which what stands before a clitic is a word."""


class Pair(NamedTuple):
    """A sentence of the parallel text: word numbers of both sides, and whether its English counts as English."""

    english: list[int]
    foreign: list[int]
    text: str
    counts: bool


@dataclass
class Corpus:
    """All text that is counted, in word numbers."""

    english: Vocabulary
    foreign: Vocabulary
    pairs: list[Pair] = field(default_factory=list)
    english_lines: list[list[int]] = field(default_factory=list)
    foreign_lines: list[list[int]] = field(default_factory=list)


def read(mono: Path, parallel: Path, language: str, *, literal: Sequence[str], hold_out: int) -> Corpus:
    """Read the folders mono (en_*, <language>_*) and parallel (TSV files english TAB foreign)."""
    corpus = Corpus(Vocabulary(collocations.lemma), Vocabulary(_stem(language)))
    for path in sorted(mono.iterdir()):
        if path.name.startswith(f"{language}_"):
            corpus.foreign_lines += map(corpus.foreign.encode, read_lines(path))
        elif path.name.startswith("en_"):
            corpus.english_lines += map(corpus.english.encode, _behind(read_lines(path), hold_out))
    for path in sorted(p for p in parallel.iterdir() if ".tsv" in p.suffixes):
        counts = not path.name.startswith(tuple(literal))
        for line in read_lines(path):
            english, _, foreign = line.partition("\t")
            pair = Pair(corpus.english.encode(english), corpus.foreign.encode(foreign), english.lower(), counts)
            corpus.pairs.append(pair)
            corpus.foreign_lines.append(pair.foreign)
            if counts:
                corpus.english_lines.append(pair.english)
    return corpus


def _stem(language: str) -> Callable[[str], str]:
    clitic = re.compile(tables.load(language, "collocations")["words"]["clitic"])

    def stem(form: str) -> str:
        head, hyphen, tail = form.partition("-")
        if hyphen and clitic.sub(r"\1", tail) == head:
            return head  # a reduplicated plural
        match = clitic.match(form)
        return match[1] if match and zipf(match[1], language) >= _WORD else form

    return stem


def _behind(lines: Iterable[str], words: int) -> Iterator[str]:
    """Leave out the first words of a text."""
    for line in lines:
        if words <= 0:
            yield line
        words -= len(line.split())


def read_dictionary(path: Path | None, corpus: Corpus) -> Lexicon:
    """Read a dictionary of single words (english TAB foreign) as weak translations."""
    found = set()
    for line in read_lines(path) if path else ():
        english, _, foreign = line.lower().partition("\t")
        if _PIECES.fullmatch(english) and _PIECES.fullmatch(foreign):
            found.add((corpus.english.add(collocations.lemma(english)), corpus.foreign.add(foreign)))
    one, other = (np.array([pair[i] for pair in sorted(found)], dtype=np.int64) for i in (0, 1))
    return Lexicon(one, other, np.full(len(one), 0.01), np.full(len(one), 0.05))


class Renderings:
    """The English renderings of the foreign words, with the better of both directions' probabilities."""

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        self._of: dict[int, dict[int, float]] = defaultdict(dict)
        for lexicon in lexicons:
            odds = np.maximum(lexicon.forward, lexicon.backward)
            for english, foreign, p in zip(lexicon.english, lexicon.foreign, odds, strict=True):
                self._of[int(foreign)].setdefault(int(english), float(p))

    def __getitem__(self, word: int) -> dict[int, float]:
        return self._of.get(word, {})


class Usual:
    """The phrase of one or two words that parallel text most often has for a collocation."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._pairs = pairs
        self._grams = Counter(gram for pair in pairs for gram in _grams(pair.text))
        # A word that stands in every hundredth sentence says little of any collocation.
        self._common = {w for w, n in self._grams.items() if n > max(0.01 * len(pairs), 20)}

    def of(self, sentences: Sequence[int]) -> str:
        """Give the phrase for a collocation that these sentences have, "" when none is clear."""
        hits = Counter(gram for s in sentences for gram in _grams(self._pairs[s].text))
        weight = {
            gram: n * math.log(n * len(self._pairs) / (len(sentences) * self._grams[gram]))
            for gram, n in hits.items()
            if n >= 5 and n >= 0.5 * len(sentences) and self._common.isdisjoint(gram.split())
        }
        return max(weight, key=lambda gram: (weight[gram], gram), default="")


def _grams(text: str) -> set[str]:
    words = _PIECES.findall(text)
    return {*words, *(" ".join(pair) for pair in pairwise(words))}
