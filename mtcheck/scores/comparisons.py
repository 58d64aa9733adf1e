"""The three comparisons of a report, for the document and for each segment.

The round trip against the article needs no alignment; the back-translation goes with the sentences of the source that
its segment is paired with, the article is aligned with its references, and a segment is scored on its own where it
stands alone. Sentences of the source that nothing renders are not compared: they are reported.
Doubtful translations (copied, passed through, ...) are compared like all others: without them the figures would
flatter the model. Similarity of meaning, where it is asked for, is given for the comparisons in the article's language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mtcheck.analysis import Context, joint_alignment
from mtcheck.analysis.joint_alignment import joined
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

    @property
    def present(self) -> tuple[str, ...]:
        """What the references have for it; one that leaves it out says nothing of it."""
        return tuple(reference for reference in self.references if reference)


@dataclass(frozen=True)
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
                groups[SOURCE] = tuple(_against_source(context))
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
            for name, number in self._alone.get(index, ())
            if (group := self.groups[name][number]).present
            for score in (*metrics.sentence(group.hypothesis, group.present, name), *self._meaning(name, [number]))
        )

    @cached_property
    def _alone(self) -> Mapping[int, Sequence[tuple[str, int]]]:
        """Where each segment stands alone: the comparison, and the group's number in it."""
        found: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for name, groups in self.groups.items():
            for number, group in enumerate(groups):
                if len(group.segments) == 1:
                    found[group.segments[0]].append((name, number))
        return found

    def _meaning(self, name: str, numbers: Iterable[int]) -> tuple[Score, ...]:
        """Score the meaning of some groups of a comparison, where it is asked for and they have two sides."""
        known = self.similarities.get(name)
        values = [value for i in numbers if known and (value := known[i]) is not None]
        return (self.similarity.score(values, name),) if self.similarity and values else ()


def _similarities(groups: Sequence[_Group], similarity: Similarity) -> tuple[float | None, ...]:
    """Measure all groups that have something on both sides at once."""
    whole = [i for i, group in enumerate(groups) if group.hypothesis and group.present]
    values = similarity.of([groups[i].hypothesis for i in whole], [groups[i].present for i in whole])
    found = dict(zip(whole, values, strict=True))
    return tuple(found.get(i) for i in range(len(groups)))


def _against_source(context: Context) -> Iterator[_Group]:
    """Yield the back-translations of paired segments with the source they render; what has no pair stands alone."""
    places = {segment.start: i for i, segment in enumerate(context.document.segments)}
    for pair in context.pairs.members:
        made = [(places[s.start], t.back_translation) for s in pair.article if (t := context.any_translation(s))]
        if made:
            given = pair.source_line
            yield _Group(tuple(i for i, _ in made), " ".join(back for _, back in made), (given,))


def _aligned(indices: Sequence[int], lines: Sequence[str], documents: Sequence[Document]) -> tuple[_Group, ...]:
    """Align lines with one or more texts of the same language, in the finest groups that all alignments share."""
    others = [document_lines(document) for document in documents]
    return tuple(
        _Group(
            segments=tuple(indices[group.lines.start : group.lines.stop]),
            hypothesis=joined(lines, group.lines),
            references=tuple(joined(other, chosen) for other, chosen in zip(others, group.others, strict=True)),
        )
        for group in joint_alignment.groups(lines, others)
    )


def document_lines(document: Document) -> list[str]:
    """Give the lines of a text that are compared: all segments but the dateline."""
    return [segment.line for segment in document.segments if segment.kind != "dateline"]
