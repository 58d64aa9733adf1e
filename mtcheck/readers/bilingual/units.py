"""The units of a bilingual file, and the two texts that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mtcheck.readers.bilingual.languages import Pair
from mtcheck.readers.segmentation import of_blocks
from mtcheck.readers.texts import Texts
from mtcheck.records import Document, Locator, Paragraph, Span, UnusableInputError

_BREAKS = re.compile(r"[^\S\n\r\t]*[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
"""A line break or tab with the white space around it: how a file is laid out, not what its text says."""
_BETWEEN = "\n\n"
_NAMED = 5
"""So many units are named in a note; of more, the number is told."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A source text and its translation, with a name inside the file; "" stands for a side that is missing."""

    id: str
    source: str
    target: str
    reference: str = ""


def texts_of(name: str, units: Sequence[Unit], pair: Pair, notes: Sequence[str] = ()) -> Texts:
    """Make the texts of a file's units; `notes` say how it was read.

    Raises UnusableInputError when no unit has both sides.
    """
    units = [_levelled(f"{name}: unit {number}", unit) for number, unit in enumerate(units, 1)]
    whole = [unit for unit in units if unit.source and unit.target]
    if not whole:
        raise UnusableInputError(f"{name}: {_nothing(units)}")
    referenced = [unit for unit in whole if unit.reference]
    complete = len(referenced) == len(whole)
    article = _document(name, [(unit.id, unit.target) for unit in whole], pair.target)
    return Texts(
        article=replace(article, notes=(*notes, *_notes(units, [] if complete or not referenced else whole))),
        source=_document(name, [(unit.id, unit.source) for unit in whole], pair.source),
        references=(_document(name, [(u.id, u.reference) for u in whole], pair.target),) if complete else (),
        paired=True,
    )


def _levelled(place: str, unit: Unit) -> Unit:
    """Make each side of a unit one line; a lone half of a surrogate pair (JSON can hold one) is no text."""
    sides = [_BREAKS.sub(" ", side).strip() for side in (unit.id, unit.source, unit.target, unit.reference)]
    try:
        "".join(sides).encode()
    except UnicodeEncodeError as error:
        raise UnusableInputError(f"{place}: not valid Unicode (half a surrogate pair)") from error
    return Unit(*sides)


def _nothing(units: Sequence[Unit]) -> str:
    """Say why there is nothing to check."""
    if not units:
        return "no units in the file"
    if not any(unit.target for unit in units):
        return "no unit has a translation"
    return "no unit has both a source text and a translation"


def _notes(units: Sequence[Unit], unevenly_referenced: Sequence[Unit]) -> Iterator[str]:
    """Yield a note for each kind of thing that units lack."""
    sides = [unit for unit in units if unit.source or unit.target]
    if untranslated := [unit.id for unit in sides if not unit.target]:
        yield f"{_units(untranslated)} no translation"
    if unsourced := [unit.id for unit in sides if not unit.source]:
        yield f"{_units(unsourced)} no source text"
    if unreferenced := [unit.id for unit in unevenly_referenced if not unit.reference]:
        yield f"{_units(unreferenced)} no reference: the file's references are left out"


def _units(ids: Sequence[str]) -> str:
    """Name units and say that they have: "unit 7 has", "units 7, 9 and 12 have"."""
    if len(ids) == 1:
        return f"unit {ids[0]} has"
    *first, last = ids if len(ids) <= _NAMED else (*ids[:_NAMED], f"{len(ids) - _NAMED} more")
    return f"units {', '.join(first)} and {last} have"


def _document(name: str, sides: Sequence[tuple[str, str]], language: str) -> Document:
    """Make a text of one side of the units, a paragraph of each."""
    blocks, start = [], 0
    for _, side in sides:
        blocks.append(Span(start, start + len(side)))
        start += len(side) + len(_BETWEEN)
    text = _BETWEEN.join(side for _, side in sides)
    paragraphs = (
        _located(paragraph, Locator(name, f"unit {unit}"))
        for (unit, _), paragraph in zip(sides, of_blocks(text, blocks), strict=True)
    )
    return Document(text, tuple(paragraphs), name=name, language=language)


def _located(paragraph: Paragraph, locator: Locator) -> Paragraph:
    return replace(paragraph, segments=tuple(replace(segment, locator=locator) for segment in paragraph.segments))
