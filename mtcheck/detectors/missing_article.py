"""MT306 missing-article: a noun or name without the article that English needs."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context, articles
from mtcheck.records import Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity


@rule(
    "MT306",
    "missing-article",
    category=Category.GRAMMAR,
    severity=Severity.MINOR,
    scope="segment",
    suggestions="unsafe",
)
def check(segment: Segment, context: Context) -> Iterator[Hit]:
    """Nouns and names lack the article that English needs.

    What it finds:
        A name and a noun that tells what it is, without "the" ("in Hambalang case"); institutions without "the" ("at
        State Palace", "of Ministry of Health"); countable nouns in the singular without any determiner, as objects,
        behind prepositions and at the beginning of a sentence ("used knife", "near bridge", "Suspect was"). Indonesian
        has no articles.

    Why it matters:
        The reader cannot tell which one is meant, and sees at once that nobody edited the text.

    Example:
        "The KPK investigated Hambalang case." instead of "... the Hambalang case."

    Limits:
        Nouns and institutions of lists only (data/common/articles.toml, data/id/articles.toml), since many nouns may
        stand alone ("at school", "in hospital"); headlines are left alone. Articles too many are not found.

    Safe fixes:
        "the" before the names of institutions and ministries of the lists.
    """
    if segment.kind == "sentence":
        for fault in articles.faults(context.parse(segment), context.source_language):
            yield fault.hit(segment)
