"""A quantity as it is first recognised, by its words in a line."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mtcheck.analysis.quantities.records import Kind


@dataclass(frozen=True, slots=True)
class Draft:
    """A quantity as it was recognised: the words [start, end) of the line, the bare number's, and the worth."""

    start: int
    end: int
    kind: Kind
    values: tuple[Fraction, ...]
    unit: str = ""
    soft: bool = False
    digits: bool = False
    magnitude: str = ""
    wording: str = ""
    core: tuple[int, int] | None = None
