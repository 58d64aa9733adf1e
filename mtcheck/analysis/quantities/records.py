"""What a quantity is, whatever the language it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


class Kind(Enum):
    """What a quantity measures."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    MONEY = "amount of money"
    SHARE = "percentage"
    YEAR = "year"
    MONTH = "month"
    DATE = "date"
    WEEKDAY = "day of the week"
    CLOCK = "time"
    VAGUE = "vague number"


NUMERIC = frozenset({Kind.NUMBER, Kind.ORDINAL, Kind.MONEY, Kind.SHARE, Kind.YEAR})
"""Kinds whose values are plain numbers, for which one may stand where the other language has another."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity, [start, end) in the original text, with what it may be worth, the likeliest first.

    A date is worth 100 times its month and its day, a weekday its number from Monday = 0, a time its minutes since
    midnight; a vague number ("dozens") the power of ten that it names. `unit` is a currency or a unit of measure by
    its one name in the tables; `qualifier` says how exact it is ("at-least"), `qualifier_text` in which words, `soft`
    that either language may well say the same without a number ("a", "both"), `label` that it is a name rather than a
    quantity ("Article 34"), `digits` that it is written in digits. `wording` is the English for it, where its worth
    alone would tell another. `core` is the stretch of `text` that holds the
    bare number; `before` and `behind` are the words about it.
    """

    start: int
    end: int
    text: str
    kind: Kind
    values: tuple[Fraction, ...]
    unit: str = ""
    qualifier: str = ""
    qualifier_text: str = ""
    soft: bool = False
    label: bool = False
    digits: bool = False
    magnitude: str = ""
    wording: str = ""
    core: tuple[int, int] = (0, 0)
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()

    @property
    def value(self) -> Fraction:
        """What the quantity is likeliest worth."""
        return self.values[0]

    @property
    def figure(self) -> str:
        """The digits of the quantity as they are written."""
        return "".join(filter(str.isdecimal, self.text)) if self.digits else ""

    @property
    def aside(self) -> bool:
        """Say whether the quantity stands in brackets, as the same in another unit does."""
        return "(" in self.before[-2:] and self.kind in (Kind.NUMBER, Kind.MONEY) and bool(self.unit)

    @property
    def numeric(self) -> bool:
        """Say whether the quantity is a plain number, of whatever it may be."""
        return self.kind in NUMERIC
