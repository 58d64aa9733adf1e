"""MT117 missing-number: a figure of the source stands nowhere in the article."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context
from mtcheck.analysis.quantities.differences import differences
from mtcheck.analysis.quantities.gaps import Gap, gaps
from mtcheck.analysis.quantities.matching import Matching, matchings
from mtcheck.analysis.quantities.records import Kind
from mtcheck.analysis.quantities.writing import plain
from mtcheck.records import Evidence, Hit, Span
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity


@rule(
    "MT117",
    "missing-number",
    category=Category.OMISSION,
    severity=Severity.MAJOR,
    needs={"source"},
    suggestions="unsafe",
)
def check(context: Context) -> Iterator[Hit]:
    """A figure of the source stands nowhere in the article.

    What it finds:
        A number, share or sum of money of a source sentence that neither the sentences that render it nor their
        neighbours give in any form, though what it counts, or what stands about it, is rendered: "Sebanyak 214 warga
        dievakuasi" and "Residents were evacuated". Marked is the word before which the figure belongs.

    Why it matters:
        Who, what and how many is what news is made of; a translator that loses the "how many" leaves no trace.

    Example:
        "The search continues with heavy machines." The source has "tujuh alat berat": seven heavy machines.

    Limits:
        Dates, days, times and years are often left out on purpose and are not missed; nor are small words that need
        no number in English ("a", "both"). A figure that goes with a whole dropped clause belongs to the rules for
        omissions.
    """
    for matching in matchings(context):
        changed = {difference.source for difference in differences(matching, context)}
        for gap in gaps(matching, context, changed):
            yield _hit(gap, matching, context)


def _hit(gap: Gap, matching: Matching, context: Context) -> Hit:
    source, word = gap.source, context.document.text[gap.at.start : gap.at.end]
    right = plain(source)
    counts = source.kind in (Kind.NUMBER, Kind.VAGUE) and not source.unit
    joint = " of " if source.kind is Kind.VAGUE and right.endswith("s") else " "
    lines = [s.line for s in matching.pair.source if s.span.contains(Span(source.start, source.end))]
    return Hit(
        gap.at.start,
        gap.at.end,
        f"The source has “{source.text}” here, which is {right}; the article gives no such figure.",
        f"{right}{joint}{word[:1].lower()}{word[1:]}" if counts else None,
        tuple(Evidence("source", line) for line in lines),
        confidence=0.7,
    )
