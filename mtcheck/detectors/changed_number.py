"""MT110 changed-number: a figure, date, time or amount is another than in the source."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from mtcheck.analysis import Context
from mtcheck.analysis.quantities import stretches
from mtcheck.analysis.quantities.differences import Difference, changed_units, differences
from mtcheck.analysis.quantities.exactness import Slip, firmly_said, slips
from mtcheck.analysis.quantities.matching import Matching, matchings
from mtcheck.analysis.quantities.records import Kind, Quantity
from mtcheck.analysis.quantities.writing import written
from mtcheck.records import Evidence, Hit, Span
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CRITICAL = 9.99
"""The factor from which a wrong figure misleads gravely: ten, but for rounding."""
_COUNTS = frozenset({Kind.NUMBER, Kind.VAGUE})
_SURE = 0.6
"""The confidence under which a finding is only a preview."""


@rule(
    "MT110",
    "changed-number",
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    needs={"source"},
    suggestions="unsafe",
)
def check(context: Context) -> Iterator[Hit]:
    """A figure, date, time or amount is another than in the source.

    What it finds:
        Magnitudes ("Rp24,6 triliun", "Rp24.6 billion"), figures, percentages, ordinals, vague numbers ("ratusan",
        "thousands"), weekdays, dates and times of day that differ from what the source sentence has in their place;
        another currency or unit with the same figure; and what is said of the exactness of a figure where it is
        dropped or turned about ("sedikitnya sembilan orang", "nine people"; "hampir 100", "more than 100").

    Why it matters:
        "Miliar" is a billion and "triliun" a trillion. A wrong figure reads as smoothly as the right one, and nobody
        who has only the English can see it.

    Example:
        "The minister added Rp24.6 billion to the subsidies." The source has "Rp24,6 triliun": Rp24.6 trillion.

    Limits:
        A figure is compared with those that are left over in its own sentence once all that agree, are rounded or are
        converted, or have moved to a sentence nearby, are taken away; what then shares neither digits nor unit nor
        the noun behind it is only a preview. Numbers in names and labels ("Article 34") and words that either
        language can do without ("both", "a") are left alone, so is a figure given beside in another currency. A
        dropped "about" is not told.
    """
    for matching in matchings(context):
        for difference in chain(differences(matching, context), changed_units(matching)):
            yield _wrong(difference, matching, context)
        for slip in slips(matching, context.source_language):
            yield _inexact(slip, matching, context)


def _wrong(difference: Difference, matching: Matching, context: Context) -> Hit:
    source, article = difference.source, difference.article
    right = _right(difference, context)
    span, noun = Span(article.start, article.end), ""
    if article.kind in _COUNTS and source.kind is article.kind:
        span = stretches.counted(_parsed(matching, context, article), article)
        noun = context.document.text[article.end : span.end]
    told = "" if right == source.text else f", that is {right}"
    return Hit(
        span.start,
        span.end,
        f"The source says “{source.text}” here{told}, not {article.text}.",
        f"{right}{noun}",
        tuple(_evidence(matching, source)),
        confidence=difference.confidence,
        severity=Severity.CRITICAL if difference.factor >= _CRITICAL else None,
        preview=difference.confidence < _SURE,
    )


def _right(difference: Difference, context: Context) -> str:
    """Write what the source has: with its own unit where that is what changed, and with "at least" and its like."""
    source, article = difference.source, difference.article
    right = written(source, article, own_unit=difference.why in ("currency", "measure"))
    said = "" if article.qualifier else firmly_said(source, context.source_language)
    if said and right[:1].isupper() and right[1:2].islower():
        return f"{said.capitalize()} {right.lower()}"
    return f"{said} {right}" if said else right


def _inexact(slip: Slip, matching: Matching, context: Context) -> Hit:
    source, article = slip.link.source, slip.link.article
    span = Span(article.start, article.end)
    if article.kind in _COUNTS:
        span = stretches.counted(_parsed(matching, context, article), article)
    text = context.document.text
    phrase = text[span.start : span.end]
    if slip.said:
        span = stretches.with_qualifier(text, article, span)
    said = f"has “{slip.said}”" if slip.said else "drops it"
    return Hit(
        span.start,
        span.end,
        f"The source says “{source.qualifier_text}”, {slip.wanted}, of this figure; the article {said}.",
        f"{slip.wanted} {phrase[:1].lower()}{phrase[1:]}",
        tuple(_evidence(matching, source)),
        confidence=0.8,
    )


def _evidence(matching: Matching, source: Quantity) -> Iterator[Evidence]:
    for segment in matching.pair.source:
        if segment.span.contains(Span(source.start, source.end)):
            yield Evidence("source", segment.line)


def _parsed(matching: Matching, context: Context, quantity: Quantity) -> tuple[Doc, int]:
    """Give the parse of the sentence that a quantity of the article stands in, and where the sentence begins."""
    segment = next(s for s in matching.pair.article if s.start <= quantity.start < s.end)
    return context.parse(segment), segment.start
