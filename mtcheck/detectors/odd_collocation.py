"""MT104: pairs of words that are no English, but render a collocation of the source language word by word."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.analysis import Context, collocations, glosses, word_translations
from mtcheck.analysis.collocations import Calque, Pair
from mtcheck.records import Evidence, Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_CONFIRMED = 1.0
"""What it adds to the log-odds that the back-translation gives the collocation; a synonym there says nothing."""
_PROVED = 2.0
"""The log-odds from which a pair is no mere hint where the source has the collocation."""
_TERM = 3
"""A pair that stands so often in one article is a term of its subject."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A suspect pair, its place in the original text, and what it renders."""

    pair: Pair
    segment: Segment
    start: int
    end: int
    calque: Calque


@rule("MT104", "odd-collocation", category=Category.OVERLY_LITERAL, severity=Severity.MAJOR)
def check(context: Context, *, least: float = 0.5) -> Iterator[Hit]:
    """Pairs of words that are no English but render a collocation of the source language literally.

    What it finds:
        Pairs of words (adjective and noun, compound, verb and object, noun of noun) that no English text counted has,
        while their Indonesian equivalents are a frequent collocation ("round skin" for *kulit bundar*, the ball). The
        collocation must be figurative: it keeps other company than its words do apart, or parallel text translates it
        otherwise. `least` is the log-odds of a calque from which a pair is reported. All are previews, but for likely
        calques of what a source beside the article has.

    Why it matters:
        What is no English to the eye is often a calque: the words are right and the meaning is lost.

    Example:
        "The round skin hit the post." The ball did.

    Limits:
        Collocations that the counted 5.5 million words of Indonesian have fewer than five times are unknown; so is
        a calque that is also English ("dark horse"). Names, quoted and explained terms, and pairs that an article
        repeats are left alone.
    """
    found = list(_find(context))
    often = Counter((f.pair.relation, f.pair.first, f.pair.second) for f in found)
    for suspect in found:
        pair = suspect.pair
        if often[pair.relation, pair.first, pair.second] >= _TERM or _is_term(context.document.text, suspect):
            continue
        confirmation = _back_translated(context, suspect)
        score = suspect.calque.score + (_CONFIRMED if confirmation else 0.0)
        if score >= least:
            yield _hit(context, suspect, score, confirmation)


def _find(context: Context) -> Iterator[_Found]:
    table = collocations.load(context.source_language)
    for segment, doc in zip(context.document.segments, context.parses, strict=True):
        for pair in collocations.pairs(doc):
            if calque := table.get(pair.relation, pair.first, pair.second):
                last = doc[pair.end]
                end = segment.start + last.idx + len(last)
                yield _Found(pair, segment, segment.start + doc[pair.start].idx, end, calque)


def _is_term(text: str, found: _Found) -> bool:
    """Say whether the pair is set off in quotation marks or explained: a term that the writer presents as such."""
    return glosses.is_set_off(text, found.start, found.end) or glosses.is_explained(text, found.start, found.end)


def _back_translated(context: Context, found: _Found) -> str | None:
    """Give the collocation as the segment's back-translation has it, if it does."""
    translation = context.translation(found.segment)
    if translation is None:
        return None
    words = r"\w{0,3}\s+(?:\w+\s+)?".join(re.escape(word) for word in found.calque.original.split())
    seen = re.search(rf"\b{words}\w{{0,3}}\b", translation.back_translation, re.IGNORECASE)
    return seen[0] if seen else None


def _hit(context: Context, found: _Found, score: float, confirmation: str | None) -> Hit:
    phrase = " ".join(context.document.text[found.start : found.end].split())
    original, english = found.calque.original, found.calque.english
    meaning = f", which parallel text gives as “{english}”" if english else ""
    evidence = [Evidence("statistics", f"{original}{': ' + english if english else ''} (log-odds {score:.1f})")]
    source = _source_line(context, found)
    if source:
        evidence.append(Evidence("source", source))
    if confirmation:
        evidence.append(Evidence("back-translation", confirmation))
    return Hit(
        found.start,
        found.end,
        f"“{phrase}” is hardly English; word by word it is the collocation “{original}”{meaning}.",
        suggestion=english,
        evidence=tuple(evidence),
        confidence=round(1 / (1 + math.exp(-score)), 2),
        preview=not source or found.calque.score < _PROVED,
    )


def _source_line(context: Context, found: _Found) -> str | None:
    """Give what the source has for the pair's sentence if the collocation stands there, its words side by side."""
    pair = context.pairs.of_segment(found.segment)
    if pair is None or not pair.source:
        return None
    table, line = word_translations.load(context.source_language), pair.source_line
    words = [token.stem for token in table.source_tokens(found.calque.original)]
    stems = [token.stem for token in table.source_tokens(line)]
    return line if any(stems[i : i + len(words)] == words for i in range(len(stems))) else None
