"""Names of an article that stand where its source has others.

A name of the article that nothing in the source accounts for is set against a name of the aligned sentence that
nothing in the article renders, where both are of one kind. What ties them is their place: words beside the one render
words beside the other, or both stand at the same part of their sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from mtcheck.analysis import Context, tables
from mtcheck.analysis.gender_signs import plain_title, roles
from mtcheck.analysis.name_matching import NameMatcher, Side
from mtcheck.analysis.names import is_title_case
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.source_names import SourceName
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.vocabulary import zipf
from mtcheck.analysis.word_alignment import align_words
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

RunKind = Literal["plain", "place", "country", "acronym", "word"]

_ORDINARY = 3.8
"""The Zipf frequency (English) from which a capitalised word is taken for an ordinary one, as in a body's name."""
_NEAR = 3
"""How far from a name, in words, what ties it to its counterpart may stand."""
_KINDS: Mapping[RunKind, frozenset[str]] = {
    "plain": frozenset({"plain"}),
    "place": frozenset({"plain", "place", "country"}),
    "country": frozenset({"country"}),
    "acronym": frozenset({"acronym", "institution", "place"}),
    "word": frozenset({"institution", "acronym", "place"}),
}
"""The kinds of source names that a name of the article may have replaced."""
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}s?")
_NO_SHORT = frozenset({"AM", "PM", "GMT", "UTC", "OK", "TV", "A.M.", "P.M.", "CEO", "DNA", "USD", "IDR", "RP", "II", "III", "IV", "VI"})


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words [first, end) of a parse in a row; `strange` are those that the source does not account for."""

    segment: Segment
    doc: Doc
    first: int
    end: int
    strange: tuple[int, ...]
    kind: RunKind


@dataclass(frozen=True, slots=True)
class Gap:
    """A name of the source sentence, the words of it that the article's sentence lacks, and the sentence."""

    segment: Segment
    name: SourceName
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Swap:
    """A name of the article that stands for another of the source.

    `everywhere` says whether nothing in the whole source accounts for it; `anchored` whether words beside tie the two.
    """

    run: Run
    gap: Gap
    everywhere: bool
    anchored: bool
    shift: float


class NameSwaps:
    """Finds the names of an article that stand where its source has others."""

    def __init__(self, context: Context, matcher: NameMatcher) -> None:
        self._context = context
        self._matcher = matcher

    def find(self, pair: Pair) -> Iterator[Swap]:
        """Yield the swaps of a pair of sentences, the surest for each name of the article."""
        gaps = self.gaps(pair)
        if not gaps:
            return
        for segment in pair.article:
            for run in self.runs(segment, pair):
                everywhere = not self._accounts(run, self._matcher.whole_source)
                swaps = [self._swap(pair, run, gap, everywhere=everywhere) for gap in gaps if gap.name.kind in _KINDS[run.kind]]
                if swaps:
                    yield min(swaps, key=lambda s: (not s.anchored, s.shift))

    def gaps(self, pair: Pair) -> tuple[Gap, ...]:
        """Give the names of a pair's source that its article does not render."""
        side = self._matcher.article_side(pair.article)
        return tuple(
            Gap(segment, name, missing)
            for segment in pair.source
            for name in self._matcher.names.of(segment)
            if (missing := self._matcher.unrendered(name, side))
        )

    def runs(self, segment: Segment, pair: Pair) -> Iterator[Run]:
        """Yield the capitalised runs of a sentence that its source does not account for."""
        doc = self._context.parse(segment)
        if segment.kind != "sentence" or is_title_case(doc):
            return
        side = self._matcher.source_side(pair.source)
        i = 0
        while i < len(doc):
            end = i
            while end < len(doc) and self._is_name(doc, end):
                end += 1
            strange = tuple(j for j in range(i, end) if not self._is_generic(doc[j]) and not self._matcher.is_licensed(doc[j], side))
            if strange and (kind := self._kind(doc, i, end, strange, pair)):
                yield Run(segment, doc, i, end, strange, kind)
            i = max(end, i + 1)

    def _is_name(self, doc: Doc, i: int) -> bool:
        token = doc[i]
        if not token.text[0].isupper() or not token.text[0].isalpha() or token.lower_ in self._calendar:
            return False
        opens = i == 0 or doc[i - 1].text in _OPENERS
        if not opens:
            return token.text != "I" and token.pos_ not in ("PRON", "DET")
        return (token.pos_ == "PROPN" and zipf(token.lower_, "en") < _ORDINARY) or self._context.atlas.find(token.text) is not None

    @cached_property
    def _calendar(self) -> frozenset[str]:
        return frozenset(tables.load("common", "dates").get("names", ())) | _CALENDAR

    def _is_generic(self, token: Token) -> bool:
        """Say whether a word belongs to no name in particular: a title, an initial."""
        return plain_title(token) in roles() or len(token.text.rstrip(".")) == 1 or token.lower_ in _titles()

    def _kind(self, doc: Doc, first: int, end: int, strange: Sequence[int], pair: Pair) -> RunKind | None:
        token = doc[strange[0]]
        places = [place for i in strange if (place := self._context.atlas.ending_at(doc, i))]
        if places:
            return "place" if places[0].kind == "city" else "country" if places[0].kind != "unknown" else "plain"
        if _ACRONYM.fullmatch(token.text):
            if token.text.upper() in _NO_SHORT or self._matcher.is_spelt_out(token.text.rstrip("s").replace(".", ""), pair.source):
                return None
            return "acronym"
        if all(zipf(doc[i].lower_, "en") >= _ORDINARY for i in strange):
            return "word"
        if any(doc[i].ent_type_ in ("GPE", "LOC", "FAC") for i in strange):
            return "place"
        return "plain"

    def _accounts(self, run: Run, side: Side) -> bool:
        return all(self._matcher.is_licensed(run.doc[i], side) for i in run.strange)

    def _swap(self, pair: Pair, run: Run, gap: Gap, *, everywhere: bool) -> Swap:
        tokens = self._matcher.names.tokens[gap.segment.start]
        missing = [i for i in range(gap.name.start, gap.name.end) if tokens[i].text in gap.missing]
        shift = abs(_place(pair.article, run.segment, run.strange[0] / len(run.doc)) - _place(pair.source, gap.segment, missing[0] / len(tokens)))
        return Swap(run, gap, everywhere, self._is_anchored(run, tokens, missing), shift)

    def _is_anchored(self, run: Run, tokens: Sequence[SourceToken], missing: Sequence[int]) -> bool:
        links = align_words(run.doc, tokens, self._matcher.names.table)
        near_run = range(run.strange[0] - _NEAR, run.strange[-1] + _NEAR + 1)
        near_gap = range(missing[0] - _NEAR, missing[-1] + _NEAR + 1)
        return any(
            link.token_index in near_run and link.source_index in near_gap and not run.doc[link.token_index].is_stop
            for link in links
        )


_OPENERS = frozenset("\"'“‘(:-–—")
_CALENDAR = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
    "may", "june", "july", "august", "september", "october", "november", "december", "rp",
})  # fmt: skip


def _titles() -> frozenset[str]:
    return frozenset(tables.load("common", "names")["titles"])


def _place(segments: Sequence[Segment], segment: Segment, part: float) -> float:
    """Give a place in some sentences taken together, from 0 to 1; `part` is the place in one of them."""
    sizes = [len(s.text) for s in segments]
    index = next(i for i, s in enumerate(segments) if s.start == segment.start)
    return (sum(sizes[:index]) + part * sizes[index]) / sum(sizes)
