"""MT115 addition: sentences of the article that the source does not have, or has once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.analysis import Context
from mtcheck.analysis.coverage import Coverage, content_words, gaps
from mtcheck.analysis.furniture import is_article_sentence
from mtcheck.analysis.pairs import LEAST_MATCH, Pair
from mtcheck.records import DELETE, Evidence, Hit, Segment, Span
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_TWICE = re.compile(r"(?<!\S)(?P<once>[^\s.!?][^.!?]{14,}[.!?][\"'”’]?)\s+(?P<again>(?P=once))(?!\w)")
"""A sentence that stands twice where the two were taken for one."""
_TELLING = 3
"""The fewest content words of a sentence that says something new."""
_FOUND = 0.2
"""A greater share of a sentence than this shows that it may render something freely."""
_HINTED = 0.4
"""The confidence of what the source may say in other words."""


@rule("MT115", "addition", category=Category.ADDITION, severity=Severity.MAJOR, needs={"source"}, suggestions="unsafe")
def check(context: Context, *, most: float = 0.28, alike: float = 0.7) -> Iterator[Hit]:
    """Sentences of the article have no counterpart in the source, or render again what it says once.

    What it finds:
        A sentence that is said twice, literally or in other words, where the source says it once: the one that stands
        where the source has nothing is marked, of two neighbours the second. And sentences that render nothing: by
        the table of word translations, no more than the part `most` of their words is found among those words of the
        source nearby that nothing else renders.

    Why it matters:
        Invented text is put into the mouth of the reporter; a sentence told twice makes the reader doubt the text.

    Example:
        "The club will not appeal. The club will not appeal." for *Klub itu tidak akan mengajukan banding.*

    Limits:
        Labels, links, captions and notices of the page belong to the rules on residue. A short sentence beside one of
        the source that has no counterpart either is only hinted at: the one may render the other freely. Clauses and
        words that a sentence adds are not looked for.
    """
    if not context.paired and context.pairs.match < LEAST_MATCH:
        return
    coverage = Coverage(context)
    for pair in context.pairs.members:
        yield from _repeated(pair)
    for gap in gaps(context.pairs.members):
        for place, segment in gap.article:
            if not is_article_sentence(segment, context.parse(segment)):
                continue
            if (twin := _twin(context, coverage, segment, place, alike)) is not None:
                yield _doubled(context, segment, twin)
            elif (share := coverage.of_article(segment, place)) <= most:
                words = content_words(context.parse(segment))
                alone = len(words) >= _TELLING and share <= _FOUND
                sure = coverage.is_telling(words, share) if gap.source else alone
                yield _invented(context, segment, place, share if sure else None)


def _repeated(pair: Pair) -> Iterator[Hit]:
    """Yield what stands twice, one directly behind the other, inside what passes for one sentence."""
    for segment in pair.article:
        match = _TWICE.search(segment.text)
        if match and pair.source and not _TWICE.search(pair.source_line):
            again = Span(segment.start + match.start("again"), segment.start + match.end())
            yield _again(again, match["once"], pair, before=True, literal=True)


def _twin(context: Context, coverage: Coverage, segment: Segment, place: int, alike: float) -> int | None:
    """Give the number of the pair that says the same as a sentence, if there is one."""
    words, line = content_words(context.parse(segment)), segment.line
    found: list[tuple[float, int, int]] = []
    for number, pair in enumerate(context.pairs.members):
        if not pair.whole or any(s.kind != "sentence" for s in pair.article):
            continue
        same = any(s.line == line for s in pair.article)
        if same or len(words) >= _TELLING:
            score = 1.0 if same else coverage.likeness(segment, pair)
            found.append((score, -abs(number - place), number))
    best = max(found, default=(0.0, 0, 0))
    return best[2] if best[0] >= alike else None


def _doubled(context: Context, segment: Segment, twin: int) -> Hit:
    """Tell of a sentence that a pair renders too; of two neighbours, the second is marked."""
    pair = context.pairs.members[twin]
    one, other = segment, next((s for s in pair.article if s.line == segment.line), pair.article[-1])
    if other.start > segment.start and not context.document.text[segment.end : other.start].strip():
        one, other = other, segment
    return _again(one.span, other.line, pair, before=other.start < one.start, literal=one.line == other.line)


def _again(span: Span, other: str, pair: Pair, *, before: bool, literal: bool) -> Hit:
    return Hit(
        span.start,
        span.end,
        f"The source says this once; the article says it {'before' if before else 'below'} too.",
        suggestion=DELETE,
        evidence=(Evidence("source", pair.source_line), Evidence("sentence", other)),
        confidence=0.95 if literal else 0.85,
        severity=Severity.MINOR,
    )


def _invented(context: Context, segment: Segment, place: int, share: float | None) -> Hit:
    """Tell of a sentence of which the source says no more than a share; None: it may say all of it."""
    members = context.pairs.members
    before = next((p.source[-1].line for p in reversed(members[:place]) if p.source), "")
    behind = next((p.source[0].line for p in members[place + 1 :] if p.source), "")
    return Hit(
        segment.start,
        segment.end,
        "No sentence of the source says this.",
        suggestion=DELETE,
        evidence=(Evidence("source", f"{before} [...] {behind}".strip()),),
        confidence=_HINTED if share is None else round(0.9 - share, 2),
        preview=share is None,
    )
