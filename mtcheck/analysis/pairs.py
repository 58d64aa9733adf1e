"""Which sentences of the source an article's sentences render.

Groups of sentences are alike by the terms that they share (shared_terms.py), and the best monotone alignment is found
as in Gale & Church 1993. Paragraphs that are known to belong together are aligned each on its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mtcheck.analysis.alignment import Bead, best_beads
from mtcheck.analysis.shared_terms import FLOOR, Likeness, Terms, Weights
from mtcheck.records import Document, Segment, Translation

if TYPE_CHECKING:
    from spacy.tokens import Doc

_GAP = -6.0
"""The gain of leaving a sentence without a counterpart: doubtful neighbours are rather paired than left alone."""
LEAST_MATCH = 0.4
"""The part of the one text or the other that matches at least; with less, they belong to two stories. Development
articles match their own source by 0.79 and more, and that of another by 0.40 at most."""
_ENOUGH = 5
"""The number of sentences from which a text tells its story apart from others."""
_SURE = 0.5
"""The likeness from which two groups of sentences are surely renderings of each other."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences of the article and those of the source that they render; either side may be empty.

    `likeness` lies between 0 and 1.
    """

    article: tuple[Segment, ...]
    source: tuple[Segment, ...]
    likeness: float = 0.0

    @property
    def article_line(self) -> str:
        """The sentences of the article as one line."""
        return " ".join(segment.line for segment in self.article)

    @property
    def source_line(self) -> str:
        """The sentences of the source as one line."""
        return " ".join(segment.line for segment in self.source)

    @property
    def whole(self) -> bool:
        """Say whether there is something on both sides."""
        return bool(self.article and self.source)


@dataclass(frozen=True)
class Pairs:
    """An article and its source, paired sentence by sentence, in the order of both texts."""

    members: tuple[Pair, ...]

    @classmethod
    def of(
        cls,
        article: Document,
        source: Document,
        parses: Sequence[Doc],
        translations: Sequence[Translation | None] | None = None,
        *,
        paired: bool = False,
    ) -> Pairs:
        """Align the sentences of two texts; datelines are left out.

        `parses` and `translations` have one entry per segment of the article. With `paired`, paragraph i of the
        article renders paragraph i of the source and no other; raises ValueError when their numbers differ.
        """
        from mtcheck.analysis import word_translations

        terms = Terms(word_translations.load(source.language), source.language)
        made = translations or [None] * len(article.segments)
        sides = zip(article.segments, parses, made, strict=True)
        known = {s.start: terms.of_article(parsed, one) for s, parsed, one in sides}
        given = {s.start: terms.of_source(s.line) for s in source.segments}
        blocks: list[tuple[Sequence[Segment], Sequence[Segment]]] = [(article.segments, source.segments)]
        if paired:
            paragraphs = zip(article.paragraphs, source.paragraphs, strict=True)
            blocks = [(left.segments, right.segments) for left, right in paragraphs]
        return cls(tuple(pair for block in blocks for pair in _aligned(*block, known, given, paired=paired)))

    @cached_property
    def _by_start(self) -> Mapping[int, Pair]:
        return {segment.start: pair for pair in self.members for segment in pair.article}

    def of_segment(self, segment: Segment) -> Pair | None:
        """Give the pair of one of the article's segments; None for a dateline."""
        return self._by_start.get(segment.start)

    @property
    def given(self) -> int:
        """The number of the source's sentences."""
        return sum(len(pair.source) for pair in self.members)

    @property
    def match(self) -> float:
        """Give the part that matches of the text that matches more; doubtful pairs count less."""
        return max(self._share("article"), self._share("source"))

    @property
    def plausible(self) -> bool:
        """Say whether the texts may tell the same story; short ones always may."""
        sentences = [sum(len(getattr(pair, side)) for pair in self.members) for side in ("article", "source")]
        return min(sentences) < _ENOUGH or self.match >= LEAST_MATCH

    def _share(self, side: str) -> float:
        """Give the part of a text that has a counterpart, doubtful ones counting less."""
        lengths = [
            (min(1.0, pair.likeness / _SURE), sum(len(s.text) for s in getattr(pair, side))) for pair in self.members
        ]
        return sum(trust * length for trust, length in lengths) / max(1, sum(length for _, length in lengths))


def _aligned(
    article: Sequence[Segment],
    source: Sequence[Segment],
    known: Mapping[int, Weights],
    given: Mapping[int, Weights],
    *,
    paired: bool,
) -> Iterator[Pair]:
    """Yield the pairs of two sequences of sentences; where they are known to belong together, one pair at least."""
    left, right = ([s for s in side if s.kind != "dateline"] for side in (article, source))
    likeness = Likeness([known[s.start] for s in left], [given[s.start] for s in right])
    headlines = all(any(s.kind == "headline" for s in side) for side in (left, right))

    def gain(rows: range, columns: range) -> float:
        if not rows or not columns:
            return _GAP
        one, other = [left[i] for i in rows], [right[j] for j in columns]
        size = sum(len(segment.text) for segment in (*one, *other))
        if _is_mixed(one, other, headlines=headlines) or not likeness.makes_a_group(rows, columns):
            return -float(size)
        return (likeness.of(rows, columns) - FLOOR) * size

    beads = best_beads(len(left), len(right), gain)
    if paired and not any(bead.left and bead.right for bead in beads):
        beads = (Bead(range(len(left)), range(len(right))),)
    for bead in beads:
        alike = round(likeness.of(bead.left, bead.right), 3) if bead.left and bead.right else 0.0
        yield Pair(tuple(left[i] for i in bead.left), tuple(right[j] for j in bead.right), alike)


def _is_mixed(left: Sequence[Segment], right: Sequence[Segment], *, headlines: bool) -> bool:
    """Say whether a headline is paired with what follows it, which repeats it; a text without one may have it there."""
    kinds = {s.kind for s in left}, {s.kind for s in right}
    return len(kinds[0] | kinds[1]) > 1 if headlines else len(kinds[0]) + len(kinds[1]) > len(kinds)
