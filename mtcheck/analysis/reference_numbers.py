"""The numbers of an article that no reference has, where a reference has another of the same kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isclose

from mtcheck.analysis import Context
from mtcheck.analysis.alignment import align
from mtcheck.analysis.figures import amounts
from mtcheck.analysis.figures.amounts import Amount
from mtcheck.records import Document, Segment


def departing(context: Context) -> dict[tuple[int, int], tuple[str, ...]]:
    """Give the stretches of the numbers that depart from all references, each with what these have there."""
    ours = amounts.find(context)
    found = [dict(_against(context, ours, reference)) for reference in context.references]
    result = {}
    for place in {place: None for one in found for place in one}:
        there = [one[place] for one in found if place in one]
        if None not in there:
            result[place] = tuple(dict.fromkeys(number for number in there if number))
    return result


def _against(
    context: Context, ours: Sequence[Amount], reference: Document
) -> Iterator[tuple[tuple[int, int], str | None]]:
    """Yield the place of each number in sentences that a reference renders, with the other number there or None."""
    theirs = amounts.find(Context(reference, source_language=context.source_language))
    left, right = ([s for s in d.segments if s.kind != "dateline"] for d in (context.document, reference))
    for bead in align([s.line for s in left], [s.line for s in right]):
        if not (bead.left and bead.right):
            continue
        mine, other = _within(ours, left, bead.left), _within(theirs, right, bead.right)
        near = _within(ours, left, _wider(bead.left)), _within(theirs, right, _wider(bead.right))
        for amount in mine:
            others = [o for o in other if o.kind == amount.kind and not _is_among(o, near[0])]
            new = others and not _is_among(amount, near[1])
            yield (amount.start, amount.end), reference.text[others[0].start : others[0].end] if new else None


def _wider(chosen: range) -> range:
    return range(max(0, chosen.start - 1), chosen.stop + 1)


def _within(found: Sequence[Amount], segments: Sequence[Segment], chosen: range) -> list[Amount]:
    spans = segments[chosen.start : chosen.stop]
    return [amount for amount in found if any(s.start <= amount.start < s.end for s in spans)]


def _is_among(amount: Amount, others: Sequence[Amount]) -> bool:
    return any(isclose(amount.value, other.value) for other in others)
