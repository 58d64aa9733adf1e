"""Names of an article that stand where its source has others.

A name of the article that nothing in the source accounts for is set against a name of the aligned sentence that
nothing in the article renders, where both are of one kind. What ties them is their place: words beside the one render
words beside the other, or both stand at the same part of their sentences. Where several names are left over on both
sides, the article tells the story freely, and nothing follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from mtcheck.analysis import Context
from mtcheck.analysis.article_names import ArticleNames, Run, RunKind
from mtcheck.analysis.name_matching import NameMatcher
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.source_names import SourceName
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.vocabulary import zipf
from mtcheck.analysis.word_alignment import align_words
from mtcheck.analysis.word_translations import key, key_of
from mtcheck.records import Segment

_NEAR = 3
"""How far from a name, in words, what ties it to its counterpart may stand."""
_FAR, _CLOSE, _SAME = 0.4, 0.25, 0.1
"""How far apart, in parts of their sentences, two names may stand: tied; tied but not strange elsewhere; untied."""
_OTHER_RUNS, _OTHER_GAPS = 1, 2
"""How many other names may be left over in the pair on either side."""
_RESPELT = 60.0
"""The similarity (rapidfuzz ratio) from which two names may be one that English spells otherwise."""
_KINDS: Mapping[RunKind, frozenset[str]] = {
    "plain": frozenset({"plain"}),
    "place": frozenset({"plain", "place"}),
    "country": frozenset({"country", "place", "plain"}),
    "acronym": frozenset({"acronym", "institution", "place", "term"}),
    "word": frozenset({"institution", "acronym", "place"}),
}
"""The kinds of source names that a name of the article may have replaced."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A name of a source sentence and its words that the article's sentence lacks.

    With `again`, it lacks only the second mention.
    """

    segment: Segment
    name: SourceName
    missing: tuple[str, ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Swap:
    """A name of the article that stands for another of the source.

    `everywhere`: nothing in the whole source accounts for it; `anchored`: words beside the two tie them; `shift`: how
    far apart they stand in their sentences, from 0 to 1; `alone`: little else is left over on both sides.
    """

    run: Run
    gap: Gap
    everywhere: bool
    anchored: bool
    shift: float
    alone: bool

    @property
    def is_synonymous(self) -> bool:
        """Say whether one word of a body's name in ordinary words is another, which may be but another translation."""
        one = len(self.run.strange) == 1 and self.gap.name.kind == "institution"
        return self.run.kind == "word" and one and not self.run.is_compass

    @property
    def is_sure(self) -> bool:
        """Say whether the two names stand for each other beyond reasonable doubt."""
        if not self.alone:
            return False
        if not self.everywhere:
            return self.anchored and self.shift <= _CLOSE and self.run.kind != "word" and not self.gap.again
        if self.gap.again or self.run.kind == "word":
            return self.anchored and self.shift <= _CLOSE
        return self.shift <= (_FAR if self.anchored else _SAME)


class NameSwaps:
    """Finds the names of an article that stand where its source has others."""

    def __init__(self, context: Context, matcher: NameMatcher) -> None:
        self._context = context
        self._matcher = matcher
        self._article = ArticleNames(context, matcher)

    @classmethod
    def of(cls, context: Context) -> NameSwaps:
        """Compare an article with its source; raises ValueError without a source."""
        return cls(context, context.shared(NameMatcher.of))

    def find(self, pair: Pair) -> Iterator[Swap]:
        """Yield the swaps of a pair of sentences, the surest for each name of the article."""
        gaps = self.gaps(pair)
        candidates = gaps + self._repeated(pair) + self._terms(pair)
        if not candidates:
            return
        runs = [run for segment in pair.article for run in self._article.strange(segment, pair.source)]
        runs = [run for run in runs if not (run.kind == "word" and self._is_translation(run, pair))]
        alone = len(runs) <= 1 + _OTHER_RUNS and len(gaps) <= 1 + _OTHER_GAPS
        for run in runs:
            swaps = [self._swap(pair, run, gap, alone=alone) for gap in candidates if self._may_be_for(run, gap)]
            if swaps:
                yield min(swaps, key=lambda s: (not s.anchored, s.shift))

    def gaps(self, pair: Pair) -> tuple[Gap, ...]:
        """Give the names of a pair's source that its article does not render; an epithet has many renderings."""
        side = self._matcher.article_side(sentences(pair.article))
        epithets = self._context.table("names")["nameless_heads"]
        return tuple(
            Gap(segment, name, missing)
            for segment in sentences(pair.source)
            for name in self._matcher.names.of(segment)
            if name.kind != "term" and name.before not in epithets and (missing := self._matcher.unrendered(name, side))
        )

    def _terms(self, pair: Pair) -> tuple[Gap, ...]:
        """Give the short forms of a pair's source that are no names and that its article does not render ("ASN")."""
        side = self._matcher.article_side(sentences(pair.article))
        return tuple(
            Gap(segment, name, missing)
            for segment in sentences(pair.source)
            for name in self._matcher.names.of(segment)
            if name.kind == "term" and name.text.isupper() and (missing := self._matcher.unrendered(name, side))
        )

    def _repeated(self, pair: Pair) -> tuple[Gap, ...]:
        """Give the kept names that a pair's source has more often than its article, where that has them at all."""
        said = Counter(token.lower_ for segment in sentences(pair.article) for token in self._context.parse(segment))
        found = [
            (s, name) for s in sentences(pair.source) for name in self._matcher.names.of(s) if name.kind == "plain"
        ]
        given = Counter(word.lower() for _, name in found for word in name.words)
        return tuple(
            Gap(segment, name, missing, again=True)
            for segment, name in found
            if (missing := tuple(w for w in name.words if given[w.lower()] > said[w.lower()] > 0))
        )

    def _is_translation(self, run: Run, pair: Pair) -> bool:
        """Say whether the translator, too, renders something in the source by one of a run's ordinary words."""
        made = {key(word) for word in self._context.source_translation(pair.source).split()}
        return any(key_of(run.doc[i]) in made for i in run.strange)

    def _may_be_for(self, run: Run, gap: Gap) -> bool:
        """Say whether a name may have replaced another: of one kind, not of one bearer, not the same in English."""
        if gap.name.kind not in _KINDS[run.kind] or (gap.again and run.kind not in {"place", "country"}):
            return False
        if run.kind == "country" and gap.name.kind == "plain" and (run.is_nationality or not self._is_place(gap.name)):
            return False
        if run.kind == "word" and gap.name.kind == "institution" and not all(map(self._matcher.knows, gap.missing)):
            return False
        strange = [run.doc[i].text for i in run.strange]
        if any(self._matcher.is_one_bearer(one, other) for one, other in product(strange, gap.missing)):
            return False
        if gap.name.kind == "term":
            return True
        return not all(any(is_english_for(one, other) for other in gap.missing) for one in strange)

    def _is_place(self, name: SourceName) -> bool:
        """Say whether a kept name is a place's: the map has it, or words for places stand before it."""
        names = self._context.table("names")
        if self._context.atlas.find(name.text) is not None:
            return True
        return name.before in names["place_words"] or name.before in names["place_prepositions"]

    def _swap(self, pair: Pair, run: Run, gap: Gap, *, alone: bool) -> Swap:
        tokens = self._matcher.names.tokens[gap.segment.start]
        missing = [i for i in range(gap.name.start, gap.name.end) if tokens[i].text in gap.missing]
        here = _place(pair.article, run.segment, run.strange[0] / len(run.doc))
        there = _place(pair.source, gap.segment, missing[0] / len(tokens))
        everywhere = not all(self._matcher.is_licensed(run.doc[i], self._matcher.whole_source) for i in run.strange)
        return Swap(run, gap, everywhere, self._is_anchored(run, tokens, missing), abs(here - there), alone)

    def _is_anchored(self, run: Run, tokens: Sequence[SourceToken], missing: Sequence[int]) -> bool:
        """Say whether a content word beside the one name renders a word beside the other."""
        near_run = range(run.strange[0] - _NEAR, run.strange[-1] + _NEAR + 1)
        near_gap = range(missing[0] - _NEAR, missing[-1] + _NEAR + 1)
        return any(
            link.token_index in near_run and link.source_index in near_gap and not run.doc[link.token_index].is_stop
            for link in align_words(run.doc, tokens, self._matcher.names.table)
        )


def sentences(segments: Sequence[Segment]) -> Sequence[Segment]:
    """Give the sentences among some segments; headlines only where there is nothing else."""
    return [s for s in segments if s.kind == "sentence"] or segments


def is_english_for(one: str, other: str) -> bool:
    """Say whether a name of the article may be the English spelling of another ("Pilate", "Pilatus")."""
    from rapidfuzz import fuzz

    one, other = one.lower(), other.lower()
    return fuzz.ratio(one, other) >= _RESPELT and zipf(one, "en") > zipf(other, "en")


def _place(segments: Sequence[Segment], segment: Segment, part: float) -> float:
    """Give a place in some sentences taken together, from 0 to 1; `part` is the place in one of them."""
    sizes = [len(s.text) for s in segments]
    index = next(i for i, s in enumerate(segments) if s.start == segment.start)
    return (sum(sizes[:index]) + part * sizes[index]) / sum(sizes)
