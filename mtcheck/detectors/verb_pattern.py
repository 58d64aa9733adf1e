"""MT307 verb-pattern: verbs and adjectives built into the sentence as the source language builds them."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context, phrases, verb_frames
from mtcheck.records import Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity


@rule("MT307", "verb-pattern", category=Category.GRAMMAR, severity=Severity.MINOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Verbs and adjectives are built into the sentence as Indonesian builds them, not as English does.

    What it finds:
        Verbs with a complement that English does not allow: a clause where a person is needed ("reminded that"), a
        needless or a missing preposition ("asked to the government", "responded the statement"), an infinitive for a
        gerund or a clause ("demanded the president to resign", "succeeded to arrest", "urged that people to stay"), by
        a table of verbs (data/id/verb_frames.toml); and patterns of words (data/id/verb_patterns.toml) such as
        "suspected as a", "involved a bus with a truck", "more better", "enough many", "not to panic buying".

    Why it matters:
        Each is understood, but sounds foreign, and some are read in another sense ("accused as").

    Example:
        "She reminded that the road was closed." instead of "She reminded people that ...".

    Limits:
        Only verbs of the tables; a frame that edited English news uses, too, is not in them.
    """
    for segment in context.document.segments:
        if segment.kind == "sentence":
            for fault in verb_frames.faults(context.parse(segment), context.source_language):
                yield fault.hit(segment)
    for match in phrases.find(context, context.lexicon("verb_patterns")):
        message = f"English does not build it like this (Indonesian “{match.phrase.name}”)."
        yield phrases.hit(context, match, message)
