"""MT114 omission: sentences and clauses of the source that the article leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.analysis import Context, left_out
from mtcheck.analysis.coverage import Coverage, Gap, gaps
from mtcheck.analysis.furniture import is_source_sentence
from mtcheck.analysis.left_out import LeftOut
from mtcheck.analysis.pairs import LEAST_MATCH, Pair
from mtcheck.records import Evidence, Hit, Segment, Span
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_LENGTHS = (0.4, 2.5)
"""How long a translation of a sentence may be beside it, to be offered."""
_CLAUSE, _SHORT = 4, 0.75
"""A clause of so many content words is missing where the sentence has no more than this part of the source's length."""
_HINTED = 0.4
"""The confidence of what may be said elsewhere."""


@rule("MT114", "omission", category=Category.OMISSION, severity=Severity.MAJOR, needs={"source"}, suggestions="unsafe")
def check(context: Context, *, most: float = 0.28) -> Iterator[Hit]:
    """Sentences or clauses of the source have no counterpart in the article.

    What it finds:
        Sentences of the source that no sentence of the article renders. A translator may have merged such a sentence
        with a neighbour, so its words, by the table of word translations and by the model's translation of it, are
        looked for among the words nearby that render nothing else; a sentence of which more than the part `most` is
        found there is not missing. Also clauses and phrases of a sentence none of whose words is rendered, where the
        article's sentence is the shorter for it. The word before the gap is marked (at the beginning, the one behind
        it), and what the model makes of a missing sentence is put into the suggestion.

    Why it matters:
        The reader is not told what the reporter found worth telling, and nothing in the English shows it.

    Example:
        The source says *Tidak ada petugas yang terluka.* and the article passes over that nobody was hurt.

    Limits:
        Captions, credits, links and notices of the source may be dropped, and so may its headline. A short sentence
        beside one of the article that has no counterpart either is only hinted at: the one may render the other
        freely. Attributions may be moved or dropped; single words and short phrases that a sentence lacks are not
        looked for, and a clause of three content words, or in a sentence that is not short, is only hinted at.
    """
    if not context.paired and context.pairs.match < LEAST_MATCH:
        return
    coverage = Coverage(context)
    for gap in gaps(context.pairs.members):
        missing = [_Missing.of(coverage, s, place) for place, s in gap.source if _is_text(context, s)]
        missing = [one for one in missing if one.share <= most]
        anchor = _anchor(gap)
        if missing and anchor is not None:
            sure = not gap.article or any(one.sure for one in missing)
            yield _hit(
                context, [one.segment for one in missing], anchor, max(m.share for m in missing) if sure else None
            )
    for place, pair in enumerate(context.pairs.members):
        for part in left_out.of_pair(pair, coverage, place, context.source_language) if pair.whole else ():
            yield _part(context, pair, part)


@dataclass(frozen=True, slots=True)
class _Missing:
    """A sentence that is missing, the share of it that is said nearby, and whether nothing can be a free rendering."""

    segment: Segment
    share: float
    sure: bool

    @classmethod
    def of(cls, coverage: Coverage, segment: Segment, place: int) -> _Missing:
        share = coverage.of_source(segment, place)
        return cls(segment, share, coverage.is_telling(coverage.source_words([segment]), share))


def _is_text(context: Context, segment: Segment) -> bool:
    segments = context.source.segments if context.source else ()
    following = next((s for s in segments if s.start >= segment.end), None)
    return is_source_sentence(segment, following, context.source_translation([segment]), context.source_language)


def _anchor(gap: Gap) -> tuple[Span, bool] | None:
    """Give the word before a gap, with the marks that hang on it; the one behind where no sentence stands before."""
    if gap.before and gap.before.kind == "sentence":
        word = list(re.finditer(r"\S+", gap.before.text))[-1]
        return Span(gap.before.start + word.start(), gap.before.start + word.end()), False
    if gap.behind and (first := re.search(r"\S+", gap.behind.text)):
        return Span(gap.behind.start + first.start(), gap.behind.start + first.end()), True
    return None


def _hit(context: Context, missing: list[Segment], anchor: tuple[Span, bool], share: float | None) -> Hit:
    """Tell of missing sentences and how much of them is said elsewhere; None: that may be all."""
    mark, behind = anchor
    text = " ".join(context.document.text[mark.start : mark.end].split())
    source, made = " ".join(segment.line for segment in missing), context.source_translation(missing)
    told = "a sentence" if len(missing) == 1 else f"{len(missing)} sentences"
    sound = _LENGTHS[0] * len(source) <= len(made) <= _LENGTHS[1] * len(source)
    return Hit(
        mark.start,
        mark.end,
        f"{'Before' if behind else 'After'} this the source has {told} that the article leaves out: “{source}”",
        suggestion=(f"{made} {text}" if behind else f"{text} {made}") if sound else None,
        evidence=(Evidence("source", source), *([Evidence("translation", made)] if made else [])),
        confidence=_HINTED if share is None else round(0.9 - share, 2),
        preview=share is None,
    )


def _part(context: Context, pair: Pair, part: LeftOut) -> Hit:
    """Tell of a clause that a sentence lacks; firmly where it is long and the sentence is short."""
    source, made = pair.source_line, context.source_translation(pair.source)
    firm = part.words >= max(_CLAUSE, 2 * part.free) and part.room <= _SHORT
    return Hit(
        part.mark.start,
        part.mark.end,
        f"This sentence leaves out a part of what the source says: “{part.text}”.",
        evidence=(Evidence("source", source), *([Evidence("translation", made)] if made else [])),
        confidence=0.75 if firm else _HINTED,
        preview=not firm,
    )
