"""MT120 moved-quotation: quotation marks that enclose other words than in the source."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context, word_translations
from mtcheck.analysis.moved_quotations import Move, MovedQuotations
from mtcheck.analysis.pairs import Pair
from mtcheck.records import Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_MESSAGES = {
    "attribution": "“{text}” is the reporter's, but stands inside the quotation marks; the source has it outside.",
    "taken in": "“{text}” stands inside the quotation marks; the source does not quote it.",
    "made direct": "The source reports this in the reporter's words; it is no quotation.",
    "other word": "The source puts other words in quotation marks.",
    "no end": "The quotation has no closing mark; the source has one.",
}
_CONFIDENCE = {"attribution": 0.85, "taken in": 0.75, "made direct": 0.6, "other word": 0.7, "no end": 0.7}
_GRAVE = frozenset({"attribution", "taken in", "made direct"})
"""What puts words into a speaker's mouth."""
_DOUBTFUL = frozenset({"made direct"})


@rule("MT120", "moved-quotation", category=Category.MISTRANSLATION, severity=Severity.MAJOR, needs={"source"})
def check(context: Context) -> Iterator[Hit]:
    """Quotation marks enclose other words than in the source.

    What it finds:
        A reporting clause inside the marks ("We are ready, he said on Monday, for the match"), a clause taken into a
        quotation that the source does not quote, a quotation without its closing mark, quotation marks around another
        word than in the source; as a preview, reported speech that became direct speech.

    Why it matters:
        The reporter's words are put into the mouth of the speaker: nobody said them.

    Example:
        `"Kami siap," katanya.` comes out as `"We are ready, he said."`

    Limits:
        Direct speech that is told in the reporter's words is sound newsroom practice and is left alone. Where a mark is
        missing in the source, nothing is told.
    """
    if context.source is None:
        return
    moved = MovedQuotations(context, context.source, word_translations.load(context.source_language))
    for pair in context.pairs.members:
        if pair.whole:
            for move in moved.of(pair):
                yield _hit(context, pair, move)


def _hit(context: Context, pair: Pair, move: Move) -> Hit:
    text = " ".join(context.document.text[move.start : move.end].split())
    return Hit(
        move.start,
        move.end,
        _MESSAGES[move.kind].format(text=text),
        suggestion=move.right,
        evidence=(Evidence("source", pair.source_line),),
        confidence=_CONFIDENCE[move.kind],
        severity=Severity.MAJOR if move.kind in _GRAVE else Severity.MINOR,
        preview=move.kind in _DOUBTFUL,
    )
