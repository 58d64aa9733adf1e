"""MT601: stock phrases of the source language's newsrooms rendered word by word."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context, phrases
from mtcheck.records import Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity


@rule("MT601", "stock-phrase", category=Category.UNIDIOMATIC, severity=Severity.MINOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Stock phrases of the source language's newsrooms were rendered word by word.

    What it finds:
        The formulas of Indonesian news reports in literal English: openers ("To note,", "As is known,"), attributions
        ("when confirmed", "quoted from the page"), counts ("As many as 163 of them"), police language ("with the
        initials AB"), caption openers ("Illustration of"), by a lexicon (data/id/stock_phrases.toml).

    Why it matters:
        Each is understood, but together they give the page away as a translation; most can be deleted.

    Example:
        "To note, the bridge was closed in May." needs no "To note,".

    Limits:
        Only formulas that sound English does not use in the same place are listed, so many mild ones are left out.

    Safe fixes:
        Openers such as "To note," and "As is known,", which are deleted.
    """
    for match in phrases.find(context, context.lexicon("stock_phrases")):
        yield phrases.hit(context, match, f"A newsroom formula (“{match.phrase.name}”) in literal English.")
