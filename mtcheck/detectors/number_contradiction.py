"""MT904 number-contradiction: figures that do not agree with one another."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context
from mtcheck.analysis.figures import amounts, changes, counts, lists, money, parts
from mtcheck.records import Hit, Span
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity


@rule("MT904", "number-contradiction", category=Category.CONTRADICTION, severity=Severity.MAJOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Figures do not agree with one another, or cannot be.

    What it finds:
        Parts that are more than their total ("70 men, including 50 soldiers and 30 sailors"), "15 of the 12
        suspects", more names than announced ("the two suspects, MA, RT and SN"), shares over a hundred percent, a
        rise from 5 to 3, a range from 30 to 20, sums that do not match the other currency given with them
        ("Rp8.5 million ($520,000)"), one sum with two magnitudes, prices out by a factor of a hundred ("a motorcycle
        for Rp2.9 trillion"), a headline with other figures than the text, one person of two ages, "a 2-1 draw", and
        people who "had been found" and are searched for later.

    Why it matters:
        "Miliar" is a billion and "triliun" a trillion; a translator that slips there is wrong by a factor of a
        thousand, and the other figures of the article are what gives it away.

    Example:
        "The club paid Rp8.5 million ($520,000) for the striker." The sum should be Rp8.5 billion.

    Limits:
        Figures that are hedged ("about", "at least") are compared with care or not at all; tolls that grow through
        an article are left alone. The table of prices is small, its ranges are wide.
    """
    text = context.document.text
    found = amounts.find(context)
    taken: list[Span] = []
    for hit in (
        *parts.too_large(text, found),
        *parts.outnumbered(text, found),
        *lists.miscounted(text, found),
        *parts.shares(text, found),
        *lists.ages(text),
        *lists.scores(text),
        *changes.turned_about(text, found),
        *changes.backward_ranges(text, found),
        *money.conversions(text, found, context.table("formats")["currency"]["symbol"]),
        *money.absurd_prices(context, found),
        *money.twice(context, found),
        *counts.against_headline(context, found),
        *counts.found_yet_missing(context, found),
    ):
        if not any(hit.span.overlaps(span) for span in taken):
            taken.append(hit.span)
            yield hit
