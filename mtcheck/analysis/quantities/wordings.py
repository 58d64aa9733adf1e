"""Numbers that are words of their own: "puluhan ribu", "dozens", "dua pertiga", "keduanya", "twice", "sepekan"."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mtcheck.analysis.quantities.amounts import amount_at
from mtcheck.analysis.quantities.drafts import Draft
from mtcheck.analysis.quantities.notation import Notation, Word
from mtcheck.analysis.quantities.records import Kind


def vague_at(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    """Read a vague number with its magnitudes: "puluhan ribu", "tens of thousands"."""
    found = notation.vague.at(line, place)
    if found is None:
        return None
    end, size = found
    wording = notation.table["vague_grammar"]["english"].get(line[place].lower, "")
    while further := _further(line, end, notation):
        end, size, wording = further[0], size * further[1], ""
    money = notation.currencies.at(line, _behind_joint(line, end, notation))
    return Draft(place, end, Kind.VAGUE, (Fraction(size),), unit=money[1] if money else "", wording=wording)


def _further(line: Sequence[Word], end: int, notation: Notation) -> tuple[int, int] | None:
    """Give the end of the magnitude that follows, vague itself or not, and its size."""
    behind = _behind_joint(line, end, notation)
    if found := notation.vague.at(line, behind):
        return found
    size = notation.magnitudes.get(line[behind].lower) if behind < len(line) and len(line[behind].lower) > 1 else None
    return (behind + 1, size) if size else None


def _behind_joint(line: Sequence[Word], end: int, notation: Notation) -> int:
    joint = notation.vague_joints.at(line, end)
    return joint[0] if joint else end


def part_at(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    """Read a part of a whole: "dua pertiga", "half"."""
    found, number = notation.fractions.at(line, place), amount_at(line, place, notation)
    if found is None or (number is not None and number.end > found[0]):
        return None
    return Draft(place, found[0], Kind.NUMBER, (found[1],), soft=True)


def fixed_at(line: Sequence[Word], place: int, notation: Notation) -> Draft | None:
    """Read a word that holds a number, or a number and its unit."""
    if span := notation.spans.at(line, place):
        return Draft(place, span[0], Kind.NUMBER, (span[1][0],), unit=span[1][1], soft=True)
    if fixed := notation.sets.at(line, place):
        return Draft(place, fixed[0], Kind.NUMBER, (fixed[1],), soft=True)
    return None
