"""Figures of the source that the article gives nowhere, though it renders what they count."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.analysis import Context, word_translations
from mtcheck.analysis.quantities.comparison import Likeness, likeness
from mtcheck.analysis.quantities.matching import Matching
from mtcheck.analysis.quantities.records import Kind, Quantity
from mtcheck.analysis.vocabulary import zipf
from mtcheck.analysis.word_translations import WordTranslations
from mtcheck.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_COUNTED = frozenset({Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.VAGUE})
_TRANSLATES = 0.03
"""The score from which a word of the article renders what a number of the source counts."""
_REPEATED = frozenset({"times"})
"""Units of what English may say with a verb or an adverb alone."""
_AMONG = 3
"""How many words before and behind an amount show that its place in the sentence was rendered."""
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_NEAR = 60
"""The most characters between what renders the words on either side of an amount."""
_FEWEST = 2
"""The fewest words about an amount that must be rendered."""
_SMALL = 32
"""Up to here a number nearby need not be the missing one."""
_COMMON = 6.2
"""The Zipf frequency from which a word of the source tells nothing of what was rendered."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A figure that is missing, and the stretch of the article where it belongs."""

    source: Quantity
    at: Span


def gaps(matching: Matching, context: Context, taken: Collection[Quantity] = ()) -> Iterator[Gap]:
    """Yield the figures that are missing from one pair; those in `taken` stand there, changed."""
    words = word_translations.load(context.source_language)
    tokens = [(t, segment.start) for segment in matching.pair.article for t in context.parse(segment)]
    free = [(t, start) for t, start in tokens if not _is_counted(t, start, matching)]
    for quantity in matching.source_left:
        if quantity in taken or quantity.kind not in _COUNTED or quantity.soft or quantity.label:
            continue
        if quantity.unit in _REPEATED or _is_written(quantity, matching):
            continue
        if any(
            likeness(quantity, other) >= Likeness.OTHER_UNIT for other in matching.near_article if not _is_small(other)
        ):
            continue
        find = _counted_noun if quantity.kind in (Kind.NUMBER, Kind.VAGUE) else _surroundings
        if (at := find(quantity, free, words, context.source_language)) is not None:
            yield Gap(quantity, at)


def _counted_noun(
    quantity: Quantity, free: Sequence[tuple[Token, int]], words: WordTranslations, _: str
) -> Span | None:
    """Give the place of the noun that renders what a number counts, where no number of the article counts it."""
    counted = quantity.behind[:2]
    for token, start in free:
        if token.pos_ not in ("NOUN", "PROPN") or (quantity.value > 1 and token.tag_ not in ("NNS", "NNPS")):
            continue
        if any(words.score(token.lower_, word) >= _TRANSLATES for word in counted):
            return Span(start + token.idx, start + token.idx + len(token))
    return None


def _surroundings(
    quantity: Quantity, free: Sequence[tuple[Token, int]], words: WordTranslations, language: str
) -> Span | None:
    """Give the place of what renders the words on both sides of an amount, where they stand near each other."""
    wanted = [w for w in (*quantity.before[-_AMONG:], *quantity.behind[:_AMONG]) if w.isalpha() and _tells(w, language)]
    rendered = {
        word: start + token.idx
        for token, start in reversed(free)
        for word in wanted
        if token.pos_ in _CONTENT and words.score(token.lower_, word) >= _TRANSLATES
    }
    if len(rendered) < _FEWEST or 2 * len(rendered) < len(wanted):
        return None
    first = min(rendered.values())
    if max(rendered.values()) - first > _NEAR:
        return None
    token = next(t for t, start in free if start + t.idx == first)
    return Span(first, first + len(token))


def _is_written(quantity: Quantity, matching: Matching) -> bool:
    """Say whether the figure stands in the article, in whatever was not read as a quantity ("US1 million")."""
    figures = (f for segment in matching.pair.article for f in re.findall(r"\d+(?:[.,]\d+)*", segment.text))
    return quantity.figure in {"".join(filter(str.isdecimal, figure)) for figure in figures}


def _is_small(quantity: Quantity) -> bool:
    """Say whether a number is so small that the same stands everywhere."""
    return quantity.kind is Kind.NUMBER and quantity.value < _SMALL


def _tells(word: str, language: str) -> bool:
    return zipf(word, language) < _COMMON


def _is_counted(token: Token, start: int, matching: Matching) -> bool:
    """Say whether a number of the article holds a word, or counts it."""
    place = start + token.idx
    stretches = [Span(q.start, q.end) for q in matching.article]
    if any(s.start <= place < s.end for s in stretches):
        return True
    mine = [start + t.idx for t in (*token.subtree, *token.head.children) if t.i <= token.i]
    return any(s.start <= p < s.end for s in stretches for p in mine)
