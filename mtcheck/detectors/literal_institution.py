"""MT201: institutions, offices, ranks, titles, outlets and laws of the source language rendered word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.analysis import Context, phrases
from mtcheck.records import Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SURE = 0.05
"""What it adds to the confidence that the back-translation gives the institution's own name."""
_DELETE = "[delete]"


@rule("MT201", "literal-institution", category=Category.TERMINOLOGY, severity=Severity.MINOR)
def check(context: Context) -> Iterator[Hit]:
    """Institutions, offices, ranks, titles, outlets, programmes and laws were rendered word by word.

    What it finds:
        Names that have an established English form, in another one that only a word-by-word translation gives
        ("Resort Police" for *polres*, the district police; "Main Director" for *direktur utama*, president director;
        "Compass" for the newspaper *Kompas*), by a lexicon (data/id/institutions.toml). A name counts only where it is
        written with capitals.

    Why it matters:
        The reader cannot tell who acts, and finds nothing when searching for the name.

    Example:
        "the Central Jakarta Police Resort Police officers" are officers of the Central Jakarta Police.

    Limits:
        What the English pages of Indonesia's agencies and newspapers write themselves is left alone ("regent",
        "president director", "Attorney General's Office"), however literal, and so is what the lexicon lacks.
    """
    for match in phrases.find(context, context.lexicon("institutions")):
        phrase = match.phrase
        names = phrase.original.split(" / ")
        if all(name[0].isupper() for name in names) and not _is_capitalized(
            context.document.text[match.start : match.end]
        ):
            continue
        evidence = phrases.evidence(context, match)
        confirmed = any(piece.kind == "back-translation" for piece in evidence)
        remedy = "English leaves it out" if phrase.meaning == _DELETE else f"English says: {phrase.meaning}"
        yield Hit(
            match.start,
            match.end,
            f"A word-by-word rendering of “{names[0]}”; {remedy}.",
            suggestion=phrase.suggestion or None,  # empty: what to write hangs on the name beside it
            evidence=evidence,
            confidence=min(1.0, phrase.confidence + (_SURE if confirmed else 0)),
            severity=phrase.severity,
            preview=phrase.preview,
        )


def _is_capitalized(text: str) -> bool:
    """Say whether every longer word of a stretch begins with a capital, as in a name."""
    return all(word[0].isupper() for word in _LONG_WORD.findall(text))
