"""Paired sentences with their denials, and what is found out about them: a denial that was dropped or added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Literal

from mtcheck.analysis import Context
from mtcheck.analysis.contrastive_conditioning import total
from mtcheck.analysis.contrasts import Contrast
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.polarity import Polarity
from mtcheck.analysis.word_translations import load
from mtcheck.records import Segment

if TYPE_CHECKING:
    from mtcheck.analysis.token_scores import LineScorer

_MAIN = frozenset({"ccomp", "conj", "parataxis", "xcomp", "aux", "auxpass"})
"""How the verb of a main clause, or of one that somebody says, hangs on another."""


@dataclass(frozen=True)
class Case:
    """A pair of sentences with their denials; `source` is the line of the source."""

    pair: Pair
    polarity: Polarity
    source: str

    @property
    def english(self) -> str:
        """The line of the article."""
        return self.pair.article_line

    def changed(self, contrast: Contrast) -> str:
        """Give the line of the article with a change made to one of its sentences."""
        sides = zip(self.pair.article, self.polarity.sentences, strict=True)
        changed = contrast.token.doc
        return " ".join(contrast.apply(parse.text) if parse is changed else segment.line for segment, parse in sides)

    def fault(
        self, kind: Literal["dropped", "added"], contrast: Contrast, cue: tuple[int, int], gain: float | None
    ) -> PolarityFault:
        """Give a fault of these sentences; `cue` numbers the first and the last of the source's tokens that show it."""
        sides = zip(self.pair.article, self.polarity.sentences, strict=True)
        segment = next(segment for segment, parse in sides if parse is contrast.token.doc)
        tokens = self.polarity.source
        phrase = self.source[tokens[cue[0]].start : tokens[cue[1]].end]
        return PolarityFault(kind, segment, contrast, self.source, phrase, gain)


@dataclass(frozen=True, slots=True)
class PolarityFault:
    """A denial that was dropped or added, in which sentence, and the change that mends it.

    `cue` is the phrase of the source that shows it; `gain` is what the model says against the English in nats, None
    where it was not asked.
    """

    kind: Literal["dropped", "added"]
    segment: Segment
    contrast: Contrast
    source: str
    cue: str
    gain: float | None

    @property
    def is_main(self) -> bool:
        """Say whether the main clause of its sentence, or of what somebody says there, is turned round."""
        token = self.contrast.token
        verb = next((t for t in (token, *token.ancestors) if t.pos_ in ("VERB", "AUX")), None)
        while verb is not None and verb.dep_ in _MAIN:
            verb = verb.head
        return verb is not None and verb.dep_ == "ROOT"


def cases(context: Context) -> Iterator[Case]:
    """Yield the article's sentences that have counterparts in the source."""
    table, language = load(context.source_language), context.source_language
    for pair in context.pairs.members:
        if pair.whole:
            line = pair.source_line
            parses = tuple(context.parse(segment) for segment in pair.article)
            yield Case(pair, Polarity(parses, table.source_tokens(line), table, language), line)


def best(scorer: LineScorer, case: Case, contrasts: Sequence[Contrast]) -> tuple[float, Contrast | None]:
    """Give the change to the English that the model prefers most, and by how many nats."""
    lines = [case.english, *(case.changed(c) for c in contrasts)]
    given, *scores = [total(s) if s else float("-inf") for s in scorer([case.source] * len(lines), lines)]
    if not scores or not isfinite(given):
        return 0.0, None
    top = max(range(len(scores)), key=scores.__getitem__)
    return scores[top] - given, contrasts[top]


def replaced(line: str, start: int, end: int, instead: str) -> str:
    """Put another word into a line, with the capital of its beginning."""
    changed = " ".join((line[:start] + instead + line[end:]).split())
    return changed[:1].upper() + changed[1:] if line[:1].isupper() else changed
