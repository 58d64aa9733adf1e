"""MT201: institutions, offices, ranks, titles, outlets and laws of the source language rendered word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.analysis import Context, acronyms, phrases
from mtcheck.records import DELETE, Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SURE = 0.05
"""What it adds to the confidence that the back-translation gives the institution's own name."""


@rule("MT201", "literal-institution", category=Category.TERMINOLOGY, severity=Severity.MINOR, suggestions="unsafe")
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
        An acronym that was translated with the name ("the MCC" for PKS) is only hinted at (preview), in sentences about
        parties. What the English pages of Indonesia's agencies and newspapers write themselves is left alone ("regent",
        "president director", "Attorney General's Office"), however literal, and so is what the lexicon lacks.
    """
    yield from _lexicon(context)
    yield from _invented(context)


def _lexicon(context: Context) -> Iterator[Hit]:
    """Yield the renderings that the lexicon holds."""
    for match in phrases.find(context, context.lexicon("institutions")):
        phrase = match.phrase
        names = phrase.original.split(" / ")
        if all(name[0].isupper() for name in names) and not _is_capitalized(
            context.document.text[match.start : match.end]
        ):
            continue
        remedy = "English leaves it out" if phrase.meaning == DELETE else f"English says: {phrase.meaning}"
        yield phrases.hit(context, match, f"A word-by-word rendering of “{phrase.name}”; {remedy}.", confirmed=_SURE)


def _invented(context: Context) -> Iterator[Hit]:
    """Yield, as a preview, acronyms of parties that a translator may have made up."""
    for start, end in acronyms.unknown_actors(context.document.text, context.source_language):
        name = context.document.text[start:end]
        yield Hit(
            start,
            end,
            f"The article explains “{name}” nowhere, and English does not know it: an acronym that was translated?",
            evidence=(Evidence("lexicon", f"{name}: in no list of acronyms"),),
            confidence=0.5,
            severity=Severity.MAJOR,
            preview=True,
        )


def _is_capitalized(text: str) -> bool:
    """Say whether every longer word of a stretch begins with a capital, as in a name."""
    return all(word[0].isupper() for word in _LONG_WORD.findall(text))
