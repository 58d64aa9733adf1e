"""Which terms of the glossary the source has, sentence by sentence, beside the sentences of the article."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mtcheck.analysis import Context, source_terms
from mtcheck.analysis.glossary import Term
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.source_terms import Found
from mtcheck.records import Segment


@dataclass(frozen=True, slots=True)
class TermPair:
    """A pair of sentences, the source's as one line, and the terms in it, in order."""

    pair: Pair
    line: str
    found: tuple[Found, ...]

    def first(self, term: Term) -> Found | None:
        """Give the first mention of a term in the source."""
        return next((one for one in self.found if one.term == term), None)


@dataclass(frozen=True)
class TermPairs:
    """The pairs of an article and its source that have a source's side, in the order of the texts."""

    members: tuple[TermPair, ...]

    @classmethod
    def of(cls, context: Context) -> TermPairs:
        """Find the terms of the glossary in the source; there are none without one."""
        pairs = [pair for pair in context.pairs.members if pair.source]
        lines = [pair.source_line for pair in pairs]
        found = (source_terms.find(line, context.glossary, context.source_language) for line in lines)
        return cls(tuple(map(TermPair, pairs, lines, found)))

    @cached_property
    def _by_start(self) -> dict[int, TermPair]:
        return {segment.start: member for member in self.members for segment in member.pair.article}

    def behind(self, segment: Segment) -> tuple[TermPair, ...]:
        """Give the pair of one of the article's segments; all pairs where the segment renders none of them."""
        own = self._by_start.get(segment.start)
        return self.members if own is None else (own,)
