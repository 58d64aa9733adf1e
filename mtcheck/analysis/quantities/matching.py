"""Which quantity of the article renders which of the source, and what is left over on either side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from mtcheck.analysis import Context
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.quantities.comparison import Likeness, likeness
from mtcheck.analysis.quantities.reader import read
from mtcheck.analysis.quantities.records import Quantity

_NEIGHBOURS = 2
"""How many pairs before and behind a quantity may have moved to."""


@dataclass(frozen=True, slots=True)
class Link:
    """A quantity of the source and the one of the article that renders it."""

    source: Quantity
    article: Quantity
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Matching:
    """The quantities of one pair: those that belong together, and those with no counterpart in or near the pair."""

    pair: Pair
    links: tuple[Link, ...]
    source_left: tuple[Quantity, ...]
    article_left: tuple[Quantity, ...]
    source: tuple[Quantity, ...]
    article: tuple[Quantity, ...]


def matchings(context: Context) -> Iterator[Matching]:
    """Yield the matched quantities of each pair that has something on both sides."""
    members = context.pairs.members
    sides = [_sides(pair, context.source_language) for pair in members]
    for i, pair in enumerate(members):
        if not pair.whole:
            continue
        near = sides[max(0, i - _NEIGHBOURS) : i] + sides[i + 1 : i + 1 + _NEIGHBOURS]
        source, article = sides[i]
        links = tuple(_links(source, article))
        yield Matching(
            pair,
            links,
            _left(source, {link.source for link in links}, chain(article, *(a for _, a in near))),
            _left(article, {link.article for link in links}, chain(source, *(s for s, _ in near))),
            source,
            article,
        )


def _sides(pair: Pair, language: str) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    source = (q for segment in pair.source for q in read(segment.text, language, segment.start))
    article = (q for segment in pair.article for q in read(segment.text, "en", segment.start))
    return tuple(source), tuple(article)


def _links(source: Sequence[Quantity], article: Sequence[Quantity]) -> Iterator[Link]:
    """Yield the links: the most alike first, then those whose places in their sentences are the most alike."""
    likely = sorted(
        (-int(alike), abs(i / len(source) - j / len(article)), i, j)
        for i, s in enumerate(source)
        for j, a in enumerate(article)
        if (alike := likeness(s, a))
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for alike, _, i, j in likely:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield Link(source[i], article[j], Likeness(-alike))


def _left(side: Sequence[Quantity], linked: set[Quantity], others: Iterator[Quantity]) -> tuple[Quantity, ...]:
    """Give the quantities that are linked with nothing and that nothing on the other side, or near it, gives."""
    known = list(others)
    return tuple(q for q in side if q not in linked and not any(likeness(q, k) or likeness(k, q) for k in known))
