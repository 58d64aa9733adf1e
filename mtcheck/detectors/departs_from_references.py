"""MT190: where the article says something else than every reference."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context, reference_differences
from mtcheck.records import Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_SURE = 0.5
"""A reference is one good wording of several: a departure from it is as often another good one."""


@rule(
    "MT190",
    "departs-from-references",
    category=Category.MISTRANSLATION,
    severity=Severity.MINOR,
    needs={"reference"},
    preview=True,
)
def check(context: Context, *, least: float = 2.5, most: int = 10) -> Iterator[Hit]:
    """Words and numbers that no reference has, where the references say something else.

    What it finds:
        Phrases of the article whose words have no counterpart in any reference (no form, derivation, spelling, or
        paraphrase of them, no number of the same value), while a reference has in their place a meaning-bearing word
        that the article lacks. Of these it reports the `most` telling ones: those with the rarest words, of a
        rarity of at least `least` (7 less the Zipf frequency, added up over the phrase).

    Why it matters:
        What two translators of one text say differently is worth a look: here a wrong sense, a calque, a garbled name
        or a number off by a thousand lies open to a reader who knows no word of the source.

    Example:
        "The dowry for the striker was not disclosed." Every reference has "transfer fee".

    Limits:
        It is evidence, not a fault by itself, and stays out of the score: a reference is one good wording of several,
        and on our texts one finding in five is another. Function words, negation and word order are not compared;
        what the article leaves out or adds is not told.
    """
    found = [departure for departure in context.shared(reference_differences.departures) if departure.weight >= least]
    chosen = sorted(found, key=lambda departure: (-departure.weight, departure.start))[: max(most, 0)]
    for departure in sorted(chosen, key=lambda departure: departure.start):
        phrase = " ".join(context.document.text[departure.start : departure.end].split())
        yield Hit(
            departure.start,
            departure.end,
            f"No reference says “{phrase}” here: {reference_differences.quoted(departure.wordings)} stands there.",
            evidence=tuple(Evidence("reference", wording) for wording in departure.wordings),
            confidence=_SURE,
        )
