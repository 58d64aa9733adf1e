"""The three comparisons of a report, for the document and for each segment.

The round trip against the article needs no alignment; the back-translation against the source and the article
against references are aligned first, and a segment is scored on its own where the alignment leaves it alone.
Doubtful translations (copied, passed through, ...) are compared like all others: without them the figures would
flatter the model. Similarity of meaning, where it is asked for, is given for the comparisons in the article's language.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mtcheck.analysis import Context
from mtcheck.analysis.alignment import Bead, align
from mtcheck.records import Document, Score
from mtcheck.scores import metrics
from mtcheck.scores.semantic import Similarity

ROUND_TRIP = "round trip against article"
SOURCE = "back-translation against source"
REFERENCE = "article against reference"


@dataclass(frozen=True, slots=True)
class _Group:
    """Consecutive segments of the article, their text, and what renders them in each reference."""

    segments: tuple[int, ...]
    hypothesis: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """The comparisons that a context allows, scored on demand.

    `similarities` holds how alike in meaning the sides of each group are (None: nothing on one side).
    """

    groups: dict[str, tuple[_Group, ...]]
    similarity: Similarity | None = None
    similarities: dict[str, tuple[float | None, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, context: Context, similarity: Similarity | None = None) -> Comparisons:
        """Line up everything that the context allows to compare; `similarity` adds that of meaning."""
        groups: dict[str, tuple[_Group, ...]] = {}
        segments = context.document.segments
        chosen = [i for i, s in enumerate(segments) if s.kind != "dateline"]
        if context.translations is not None:
            made = [(i, t) for i in chosen if (t := context.translations[i]) is not None]
            groups[ROUND_TRIP] = tuple(_Group((i,), t.round_trip, (segments[i].line,)) for i, t in made)
            if context.source is not None:
                groups[SOURCE] = _aligned([i for i, _ in made], [t.back_translation for _, t in made], [context.source])
        if context.references:
            groups[REFERENCE] = _aligned(chosen, [segments[i].line for i in chosen], context.references)
        groups = {name: members for name, members in groups.items() if members}
        if similarity is None:
            return cls(groups)
        own = {name: _similarities(members, similarity) for name, members in groups.items() if name != SOURCE}
        return cls(groups, similarity, own)

    def document(self) -> tuple[Score, ...]:
        """Score the whole document in each comparison."""
        scores: list[Score] = []
        for name, groups in self.groups.items():
            streams = list(zip(*(group.references for group in groups), strict=True))
            scores += metrics.corpus([group.hypothesis for group in groups], streams, name)
            scores += self._meaning(name, range(len(groups)))
        return tuple(scores)

    def segment(self, index: int) -> tuple[Score, ...]:
        """Score one segment in each comparison in which it stands alone."""
        return tuple(
            score
            for name, groups in self.groups.items()
            for number, group in enumerate(groups)
            if group.segments == (index,) and all(group.references)
            for score in (*metrics.sentence(group.hypothesis, group.references, name), *self._meaning(name, [number]))
        )

    def _meaning(self, name: str, numbers: Iterable[int]) -> tuple[Score, ...]:
        """Score the meaning of some groups of a comparison, where it is asked for and they have two sides."""
        known = self.similarities.get(name)
        values = [value for i in numbers if known and (value := known[i]) is not None]
        return (self.similarity.score(values, name),) if self.similarity and values else ()


def _similarities(groups: Sequence[_Group], similarity: Similarity) -> tuple[float | None, ...]:
    """Measure all groups that have something on both sides at once."""
    whole = [i for i, group in enumerate(groups) if group.hypothesis and all(group.references)]
    values = similarity.of([groups[i].hypothesis for i in whole], [groups[i].references for i in whole])
    found = dict(zip(whole, values, strict=True))
    return tuple(found.get(i) for i in range(len(groups)))


def _aligned(indices: Sequence[int], lines: Sequence[str], documents: Sequence[Document]) -> tuple[_Group, ...]:
    """Align lines with one or more texts of the same language, in the finest groups that all alignments share."""
    others = [[s.line for s in document.segments if s.kind != "dateline"] for document in documents]
    alignments = [align(lines, other) for other in others]
    cuts = set(range(len(lines) + 1))
    for beads in alignments:
        cuts &= {0, *(bead.left.stop for bead in beads)}
    edges = sorted(cuts)
    groups = []
    for start, stop in itertools.pairwise(edges):
        texts = [_right(beads, other, start, stop) for beads, other in zip(alignments, others, strict=True)]
        groups.append(_Group(tuple(indices[start:stop]), " ".join(lines[start:stop]), tuple(texts)))
    return tuple(groups)


def _right(beads: Sequence[Bead], other: Sequence[str], start: int, stop: int) -> str:
    """Join what the beads that end in lines start to stop have on their right; insertions go with the line before."""
    return " ".join(other[j] for b in beads if start <= max(b.left.stop - 1, 0) < stop for j in b.right)
