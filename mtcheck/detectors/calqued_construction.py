"""MT602: the syntax of the source language carried over into English."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context, constructions, phrases
from mtcheck.records import Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_TABLE = "constructions"


@rule("MT602", "calqued-construction", category=Category.UNIDIOMATIC, severity=Severity.MINOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """The syntax of the source language was carried over into English.

    What it finds:
        Conjunctions set twice ("although ..., but", "because ..., so", "the reason is because") or mixed ("both A or
        B", "between A with B"), sentences that lost their subject ("With this program is expected to ..."), verbs
        and nouns with the prepositions and complements of their Indonesian counterparts ("hopes the residents to
        obey", "since two years ago"), by a table (data/id/constructions.toml) of word patterns and of patterns over
        the dependency parse.

    Why it matters:
        The reader stumbles at each, and some change the meaning: "between A with B" names no second party.

    Example:
        "Although the rain had stopped, but the residents stayed away." needs no "but".

    Limits:
        Only constructions that edited English practically never shows are listed; a sentence that the parser misreads
        is passed over.
    """
    for match in phrases.find(context, context.lexicon(_TABLE)):
        yield phrases.hit(context, match, f"This renders “{match.phrase.name}” word by word.")
    for found in constructions.find(context, _TABLE):
        yield found.hit()
