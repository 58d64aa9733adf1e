"""MT305 agreement: subject and verb, or determiner and noun, that do not agree in number."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context, agreement, number
from mtcheck.records import Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity


@rule("MT305", "agreement", category=Category.GRAMMAR, severity=Severity.MINOR, scope="segment", suggestions="unsafe")
def check(segment: Segment, context: Context) -> Iterator[Hit]:
    """Subject and verb, or determiner and noun, do not agree in number.

    What it finds:
        Singular subjects with a base form ("Nafsiah also hope"), plural ones with a singular verb ("the residents
        was"), singular nouns behind a word that asks for a plural ("many problem", "one of the official") and plural
        ones behind a word that asks for a singular ("every residents"), plurals that no noun has
        ("informations", "spokesmans") and articles before nouns that take none ("an advice"). Indonesian marks number
        neither on the verb nor, behind a numeral, on the noun.

    Why it matters:
        The reader stumbles, and may doubt whether one or several are meant.

    Example:
        "The police questioned three suspect." instead of "... three suspects."

    Limits:
        Needs the parse and word lists to agree, so most nouns and all bodies that British English gives a plural
        verb ("the team have") are left alone; so are headlines.

    Safe fixes:
        A plural verb behind "they" or "we" at the head of a sentence ("They was").
    """
    if segment.kind == "sentence":
        doc = context.parse(segment)
        for fault in (*agreement.faults(doc), *number.faults(doc)):
            yield fault.hit(segment)
