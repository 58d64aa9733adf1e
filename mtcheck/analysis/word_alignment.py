"""Which words of an English sentence render which words of its source: competitive linking over a translation table.

Melamed (2000), "Models of translational equivalence among words": the best-scoring pair of words is linked first, and
neither of its words is free for another. What stays free may then join a link beside it ("rumah sakit" is a hospital).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.word_translations import WordTranslations, key_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_FUNCTION = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"})
_LEAST = 0.03
"""The score from which two content words are linked."""
_LEAST_FUNCTION = 0.2
"""The score from which a function word is."""
_LEAST_BESIDE = 0.1
"""The score from which a free word joins a link of its neighbour."""
_FAR = 0.5
"""What is left of a score when the words stand at opposite ends of their sentences."""


@dataclass(frozen=True, slots=True)
class Link:
    """A word of the sentence and a word of the source that translate each other, by their places in the sequences.

    `score` is the table's, from 0 to 1, without regard to the places.
    """

    token_index: int
    source_index: int
    score: float


def align_words(
    english: Doc | Span | Sequence[Token], source: Sequence[SourceToken], table: WordTranslations
) -> tuple[Link, ...]:
    """Link the words of a sentence with those of its source, in the order of the sentence."""
    ranked = sorted(_candidates(english, source, table), key=lambda c: (-c[0], c[1].token_index, c[1].source_index))
    found: dict[tuple[int, int], Link] = {}
    tokens, sources = set[int](), set[int]()
    for beside in (False, True):
        for _, link in ranked:
            i, j = link.token_index, link.source_index
            if _joins(link, tokens, sources, found) if beside else i not in tokens and j not in sources:
                tokens.add(i)
                sources.add(j)
                found[i, j] = link
    return tuple(found[place] for place in sorted(found))


def _joins(link: Link, tokens: AbstractSet[int], sources: AbstractSet[int], found: Collection[tuple[int, int]]) -> bool:
    """Say whether just one word of a possible link is free, and the other is linked to a neighbour of that one."""
    i, j = link.token_index, link.source_index
    if link.score < _LEAST_BESIDE or (i in tokens) == (j in sources):
        return False
    return any(place in found for place in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)))


def _candidates(
    english: Doc | Span | Sequence[Token], source: Sequence[SourceToken], table: WordTranslations
) -> Iterator[tuple[float, Link]]:
    """Yield the pairs of words that may be linked, with their scores, weighed by how far apart they stand."""
    words = [(j, token.form) for j, token in enumerate(source) if not token.is_mark]
    for i, token in enumerate(english):
        if token.is_punct or token.is_space:
            continue
        lemma, least = key_of(token), _LEAST_FUNCTION if token.pos_ in _FUNCTION else _LEAST
        for j, form in words:
            if (score := table.score(lemma, form)) >= least:
                distance = abs((i + 0.5) / len(english) - (j + 0.5) / len(source))
                yield score * math.pow(_FAR, distance), Link(i, j, score)
