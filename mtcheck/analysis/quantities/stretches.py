"""Which stretch of an article an editor marks for a quantity: the number with what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtcheck.analysis.quantities.records import Quantity
from mtcheck.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NEAR = 3
"""How many words behind a number its noun may stand."""
_BETWEEN = 12
"""The most characters between a qualifier and its number."""


def counted(parsed: tuple[Doc, int], quantity: Quantity) -> Span:
    """Give the stretch from a number to the noun it counts ("nine people"), or the number alone.

    `parsed` is the parse of its sentence, and where the sentence begins in the original text.
    """
    doc, start = parsed
    whole = Span(quantity.start, quantity.end)
    inside = [t for t in doc if quantity.start <= start + t.idx < quantity.end]
    if not inside:
        return whole
    head = inside[-1].head
    while head.dep_ == "compound" and head.head.i > head.i:
        head = head.head
    behind = doc[inside[-1].i + 1 : head.i + 1]
    if head.pos_ != "NOUN" or not 0 < len(behind) <= _NEAR or any(t.is_punct for t in behind):
        return whole
    return Span(quantity.start, start + head.idx + len(head))


def with_qualifier(text: str, quantity: Quantity, stretch: Span) -> Span:
    """Add the qualifier before a quantity to its stretch, where it stands right there."""
    said = quantity.qualifier_text
    before = text[max(0, quantity.start - len(said) - _BETWEEN) : quantity.start]
    place = before.lower().rfind(said)
    return Span(quantity.start - len(before) + place, stretch.end) if place >= 0 else stretch
