"""What the references have where a rule found something: evidence for the hits of all rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mtcheck.analysis import Context, reference_differences
from mtcheck.analysis.reference_differences import Departure
from mtcheck.records import Evidence, Hit
from mtcheck.rule import Rule

KIND = "reference"
"""The kind of evidence that quotes a reference."""


def attached(context: Context, hits: Iterable[tuple[Rule, Hit]]) -> tuple[tuple[Rule, Hit], ...]:
    """Give the hits, each with what the references have in its place where they say something else.

    A hit that has nothing but the references to show for itself goes when another one tells of the same words.
    """
    hits = tuple(hits)
    if not context.references:
        return hits
    departures = context.shared(reference_differences.departures)
    others = [hit for _, hit in hits if not _is_bare(hit)]
    return tuple(
        (rule, hit if _is_bare(hit) else _with_evidence(context, hit, departures))
        for rule, hit in hits
        if not (_is_bare(hit) and any(hit.span.overlaps(other.span) for other in others))
    )


def _is_bare(hit: Hit) -> bool:
    return bool(hit.evidence) and all(piece.kind == KIND for piece in hit.evidence)


def _with_evidence(context: Context, hit: Hit, departures: Sequence[Departure]) -> Hit:
    found = [
        Evidence(KIND, f"{reference_differences.quoted(departure.wordings)} for “{phrase}”")
        for departure in departures
        if departure.span.overlaps(hit.span)
        and (phrase := " ".join(context.document.text[departure.start : departure.end].split()))
    ]
    return replace(hit, evidence=(*hit.evidence, *found)) if found else hit
