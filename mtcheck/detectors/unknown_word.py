"""MT310 unknown-word: words that are no English."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context
from mtcheck.analysis.unknown_words import unknown_words
from mtcheck.records import Evidence, Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity


@rule(
    "MT310", "unknown-word", category=Category.SPELLING, severity=Severity.MINOR, scope="segment", suggestions="unsafe"
)
def check(segment: Segment, context: Context) -> Iterator[Hit]:
    """Words in lower case are in no list of English words and are made of none.

    What it finds:
        Words that wordfreq's English list (some 300,000 words) does not have, that no prefix, suffix or compounding
        explains, and that the article neither quotes nor explains: blends and short forms of the source language that
        look like nothing ("cadev", "warteg"), and words a translator made up. What is one letter away from a common
        word is told as a slip of it, as a preview.

    Why it matters:
        The reader cannot look the word up.

    Example:
        "The country's cadev stood at $154.5 billion." (*cadangan devisa*: foreign exchange reserves)

    Limits:
        New technical terms are unknown too: in 400,000 words of BBC and Reuters news it told some 40 words, half of
        them slips. Words with a capital, with figures, and of fewer than four letters are left alone; a left-over
        that is an English word by chance is not seen.
    """
    document = context.document
    for word in unknown_words(segment.text, document.text, document.language):
        slip = f", but is close to “{word.meant}”" if word.meant else ""
        yield Hit(
            segment.start + word.start,
            segment.start + word.end,
            f"“{word.text}” is in no list of English words{slip}.",
            suggestion=word.meant,
            evidence=(Evidence("word frequencies", f"{word.text} is not among the words of the language"),),
            confidence=0.6 if word.meant else 0.75,
            preview=word.meant is not None,
        )
