"""MT102: idioms of the source language rendered word by word."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context, phrases
from mtcheck.records import Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_SURE = 0.08
"""What it adds to the confidence that the back-translation gives the idiom itself."""


@rule("MT102", "literal-idiom", category=Category.OVERLY_LITERAL, severity=Severity.MAJOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Idioms of the source language were rendered word by word.

    What it finds:
        The literal renderings of Indonesian idioms ("dragged to the green table" for *meja hijau*, court; "bite their
        fingers" for *gigit jari*, be left empty-handed), in any inflection, by a lexicon (data/id/idioms.toml). An
        entry whose words may also be ordinary English fires only in the surroundings that it names.

    Why it matters:
        The reader takes the words for what they say in English, or stops.

    Example:
        "The former regent was dragged to the green table." means that he was taken to court.

    Limits:
        Idioms that the lexicon lacks, and idioms that are also English ("dark horse", "yellow card"), are not found.
    """
    for match in phrases.find(context, context.lexicon("idioms")):
        phrase = match.phrase
        message = f"A word-by-word rendering of the idiom “{phrase.name}”, which means: {phrase.meaning}."
        yield phrases.hit(context, match, message, confirmed=_SURE)
