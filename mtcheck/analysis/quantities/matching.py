"""Which quantity of the article renders which of the source, and what is left over on either side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.analysis import Context
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.quantities.comparison import Likeness, likeness
from mtcheck.analysis.quantities.reader import read
from mtcheck.analysis.quantities.records import Quantity

_NEIGHBOURS = 2
"""How many pairs before and behind its own a quantity may have moved to."""


@dataclass(frozen=True, slots=True)
class Link:
    """A quantity of the source and the one of the article that renders it."""

    source: Quantity
    article: Quantity
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Matching:
    """The quantities of one pair: all of either side, those that belong together, and those that do not.

    Left over is what nothing in the pair gives and what has not moved to a pair nearby; `source_again` and
    `article_again` are told twice and rendered once, or the other way round. `near_source` and `near_article` are the
    quantities of the pairs nearby.
    """

    pair: Pair
    source: tuple[Quantity, ...]
    article: tuple[Quantity, ...]
    links: tuple[Link, ...]
    source_left: tuple[Quantity, ...] = ()
    article_left: tuple[Quantity, ...] = ()
    source_again: tuple[Quantity, ...] = ()
    article_again: tuple[Quantity, ...] = ()
    near_source: tuple[Quantity, ...] = ()
    near_article: tuple[Quantity, ...] = ()


def matchings(context: Context) -> Iterator[Matching]:
    """Yield the matched quantities of each pair that has something on both sides."""
    matched = [match(pair, context.source_language) for pair in context.pairs.members]
    for i, one in enumerate(matched):
        if not one.pair.whole:
            continue
        near = matched[max(0, i - _NEIGHBOURS) : i] + matched[i + 1 : i + 1 + _NEIGHBOURS]
        yield Matching(
            one.pair,
            one.source,
            one.article,
            one.links,
            _unlike(one.source_left, [q for m in near for q in m.article_left if not q.soft]),
            _unlike(one.article_left, [q for m in near for q in m.source_left if not q.soft]),
            one.source_again,
            one.article_again,
            tuple(q for m in near for q in m.source),
            tuple(q for m in near for q in m.article),
        )


def match(pair: Pair, language: str) -> Matching:
    """Match the quantities of one pair."""
    source = tuple(q for segment in pair.source for q in read(segment.text, language, segment.start))
    article = tuple(q for segment in pair.article for q in read(segment.text, "en", segment.start, language))
    links = tuple(_links(source, article))
    left = tuple(
        tuple(q for q in side if all(q is not getattr(link, name) for link in links))
        for side, name in ((source, "source"), (article, "article"))
    )
    # What stands in brackets in a unit that the source lacks is the editor's conversion.
    units = {q.unit for q in left[0]}
    left = left[0], tuple(q for q in left[1] if not q.aside or q.unit in units)
    known = tuple(_unlike(*pair, Likeness.CONVERTED) for pair in ((left[0], article), (left[1], source)))
    repeated = tuple(tuple(q for q in side if q not in rest) for side, rest in zip(left, known, strict=True))
    return Matching(pair, source, article, links, *known, *repeated)


def _links(source: Sequence[Quantity], article: Sequence[Quantity]) -> Iterator[Link]:
    """Yield the links: the most alike first, then those whose places in their sentences are the most alike."""
    likely = sorted(
        (
            (alike, abs((i + 0.5) / len(source) - (j + 0.5) / len(article)), i, j)
            for alike, i, j in _alike(source, article)
        ),
        key=lambda found: (-found[0], *found[1:]),
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for alike, _, i, j in likely:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield Link(source[i], article[j], alike)


def _alike(source: Sequence[Quantity], article: Sequence[Quantity]) -> Iterator[tuple[Likeness, int, int]]:
    for i, one in enumerate(source):
        for j, other in enumerate(article):
            alike = likeness(one, other)
            if alike and not (other.aside and alike is Likeness.CONVERTED):
                yield alike, i, j


def _unlike(
    side: Sequence[Quantity], others: Sequence[Quantity], least: Likeness = Likeness.LOOSE
) -> tuple[Quantity, ...]:
    """Give the quantities that are not like any of the others."""
    return tuple(q for q in side if not any(max(likeness(q, o), likeness(o, q)) >= least for o in others))
