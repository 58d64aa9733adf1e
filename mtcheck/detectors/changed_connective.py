"""MT123: clauses joined otherwise than in the source."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context
from mtcheck.analysis.connectives import Clash, clashes
from mtcheck.analysis.loose_pairs import loose_pairs
from mtcheck.records import Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity


@rule(
    "MT123",
    "changed-connective",
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    needs={"source"},
    suggestions="unsafe",
)
def check(context: Context) -> Iterator[Hit]:
    """The article joins its statements otherwise than the source.

    What it finds:
        "However" at the head of a sentence where the source concludes ("dengan begitu"), "thus" where it gives the
        reason, "for example" where it does neither. And "before", "although" or "until" before the word that the
        source has "after", "because" or "since" before.

    Why it matters:
        Each statement is right and the argument is not: what was the reason becomes the result, what came last comes
        first. The English alone gives no sign of it.

    Example:
        *Dengan begitu petani mendapat untung.* comes out as "However, farmers make a profit." Write "Therefore".

    Limits:
        Connectives are compared only where the relation of the one is told nowhere on the other side. Words of
        several meanings ("since", "while", "as") are not judged, nor those that merely add something; a connective
        that is dropped is no fault.
    """
    for pair in loose_pairs(context.pairs):
        for clash in clashes(pair, context.source_language):
            yield _hit(clash)


def _hit(clash: Clash) -> Hit:
    ours, theirs = clash.article, clash.source
    # "Therefore, ..." stands with a comma, "this is because ..." without one.
    takes_comma = ours.has_comma and ours.opens and theirs.relation == "cause"
    return Hit(
        ours.start,
        ours.stop + takes_comma,
        f"The source has “{theirs.text}” here ({clash.right.rstrip(',').lower()}), which “{ours.text}” does not mean.",
        clash.right,
        (Evidence("source", theirs.segment.line),),
        0.8,
    )
