"""The collocations of prepare_collocations.py: which are significant, and how figurative each is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from collocation_corpus import Corpus, Pair, Renderings
from collocation_counts import Floats, Ints, Vectors, code, count_pairs, joined, log_likelihood, parts

_SMOOTH = (0.4, 0.8)
"""What is added to the counts of literal and other translations."""
_LITERAL = -0.2
"""The log-odds of a literal translation from which a collocation is taken to mean what it says."""
_CONTEXTS = 40
"""The fewest words of context that tell what company a collocation keeps."""


@dataclass(frozen=True)
class Phrases:
    """The significant collocations: their words, and what is known of each."""

    first: Ints
    second: Ints
    significance: Floats
    closeness: Floats
    sentences: list[list[int]]
    literal: Ints


def find_phrases(corpus: Corpus, renderings: Renderings, *, least: int, significance: float, rank: int) -> Phrases:
    """Find the significant collocations that have renderings, and measure how figurative they are."""
    text = joined(corpus.foreign_lines)
    counts = count_pairs(text, [1])
    frequency = np.bincount(text[text >= 0], minlength=len(corpus.foreign.words))
    total = float(frequency.sum())
    first, second = parts(counts.codes)
    joint, one, other = (a.astype(float) for a in (counts.counts, frequency[first], frequency[second]))
    weight = log_likelihood(joint, one, other, total)
    rendered = np.array([bool(renderings[i]) for i in range(len(frequency))])
    common = frequency > max(0.0035 * total, 50)
    kept = (joint >= least) & (joint * total > 2 * one * other) & (weight >= significance)
    kept &= rendered[first] & rendered[second] & ~common[first] & ~common[second] & (first != second)
    codes = counts.codes[kept]
    sentences, literal = _translated(corpus.pairs, codes, renderings)
    vectors = Vectors(text, len(frequency), contexts=6000, skipped=int(common.sum()), window=6, rank=rank)
    sums = [_odds(int(part), len(whole)) for part, whole in zip(literal, sentences, strict=True)]
    asked = np.array(
        [not whole or odds < _LITERAL for whole, odds in zip(sentences, sums, strict=True)], dtype=np.int64
    )
    closeness = _closeness(vectors, text, codes, asked)
    return Phrases(first[kept], second[kept], weight[kept], closeness, sentences, literal)


def _translated(pairs: Sequence[Pair], codes: Ints, renderings: Renderings) -> tuple[list[list[int]], Ints]:
    """Give the sentences that have each collocation, and in how many of them both of its words are rendered."""
    known = {int(c): i for i, c in enumerate(codes)}
    sentences: list[list[int]] = [[] for _ in codes]
    literal = np.zeros(len(codes), dtype=np.int64)
    for number, pair in enumerate(pairs):
        english = set(pair.english)
        seen = {(a << 20) | b: (a, b) for a, b in pairwise(pair.foreign) if min(a, b) >= 0}
        for key, (a, b) in seen.items():
            if (phrase := known.get(key)) is not None:
                one, other = renderings[a].keys() & english, renderings[b].keys() & english
                sentences[phrase].append(number)
                literal[phrase] += bool(one and other and len(one | other) > 1)
    return sentences, literal


def _closeness(vectors: Vectors, text: Ints, codes: Ints, asked: Ints) -> Floats:
    """Give the greater cosine of each collocation with its words, counted where they stand without each other."""
    found = code(text[:-1], text[1:])
    found[(text[:-1] < 0) | (text[1:] < 0)] = -1
    row = np.minimum(np.searchsorted(codes, found), len(codes) - 1)
    at = np.flatnonzero(codes[row] == found) if len(codes) else np.zeros(0, np.int64)
    result = np.full(len(codes), np.nan)
    for phrase, contexts in enumerate(vectors.phrases(row[at], at, len(codes))):
        whole = vectors.vector(contexts, least=_CONTEXTS) if asked[phrase] else None
        if whole is None:
            continue
        alone = (np.maximum(vectors.word(int(word)) - contexts, 0) for word in parts(codes[phrase]))
        cosines = [float(whole @ v) for rest in alone if (v := vectors.vector(rest)) is not None]
        result[phrase] = max(cosines, default=np.nan)
    return result


def is_figurative(closeness: float, sentences: int, literal: float) -> bool:
    """Say whether a collocation may mean something else than its words; `literal` are log-odds."""
    unlike = closeness <= 0.3 and (sentences == 0 or literal < _LITERAL)
    return unlike or (sentences >= 3 and literal <= -1.4 and closeness <= 0.55)


def literal_odds(phrases: Phrases, phrase: int) -> float:
    """Give the log-odds that a sentence with the collocation renders both its words."""
    return _odds(int(phrases.literal[phrase]), len(phrases.sentences[phrase]))


def _odds(literal: int, whole: int) -> float:
    return math.log((literal + _SMOOTH[0]) / (whole - literal + _SMOOTH[1]))


def closeness_of(phrases: Phrases, phrase: int) -> float:
    """Give the closeness of a collocation, a middling one where it is unknown."""
    value = float(phrases.closeness[phrase])
    return 0.25 if math.isnan(value) else value
