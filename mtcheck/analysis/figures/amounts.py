"""The numbers of an article with what they are worth: "Rp8.5 billion", "nine", "12 percent", "70"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from mtcheck.analysis import Context, tables
from mtcheck.records import Segment, Span

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:\.\d+)?"
_PERCENT = r"%|percent\b|per cent\b|pct\b|percentage points?\b"


@dataclass(frozen=True, slots=True)
class Amount:
    """One number, [start, end) with its currency, magnitude and percent sign.

    `kind` is the currency ("Rp", "$"), "%" or ""; `hedge` says that it is "about", "at least", "up to" so much;
    `dotted` that its dot may stand between thousands (9.800), so that its value is unsure.
    """

    start: int
    end: int
    value: float
    kind: str = ""
    figure: str = ""
    magnitude: str = ""
    hedge: str = ""
    dotted: bool = False

    @property
    def count(self) -> int | None:
        """The number as a count of things, if it is a whole one without a currency."""
        return int(self.value) if not self.kind and not self.dotted and self.value == int(self.value) else None


def find(context: Context) -> tuple[Amount, ...]:
    """Give the numbers of an article in the order of the text."""
    home = context.table("formats")["currency"]
    return tuple(_read(m, home) for m in _pattern(home["symbol"], home["code"]).finditer(context.document.text))


@cache
def _pattern(symbol: str, code: str) -> re.Pattern[str]:
    table, signs = tables.load("common", "quantities"), tables.load("common", "formats")["currencies"]
    signs_ = "|".join(map(re.escape, sorted([symbol + ".", symbol, code, *signs], key=len, reverse=True)))
    names = "|".join(map(re.escape, sorted(table["currency_names"], key=len, reverse=True)))
    words = "|".join(sorted(table["words"], key=len, reverse=True))
    tens = "|".join(w for w, value in table["words"].items() if value >= 20)
    magnitudes = "|".join(sorted(table["magnitudes"], key=len, reverse=True))
    hedges = "|".join(map(re.escape, sorted(table["hedges"], key=len, reverse=True)))
    return re.compile(
        rf"(?:\b(?P<hedge>{hedges})\s)?"
        rf"(?<![\w.,/:$-])(?:(?P<sign>{signs_}) ?)?"
        rf"(?:(?P<figure>{_FIGURE})(?![\d/:]|[.,]\d|-\d)|\b(?P<word>(?:(?:{tens})-)?(?:{words}))\b(?!-))"
        rf"(?:(?: |-)?(?P<magnitude>{magnitudes})\b)?"
        rf"(?: ?(?P<percent>{_PERCENT})| (?P<name>{names})\b)?",
        re.IGNORECASE,
    )


def _read(match: re.Match[str], home: Mapping[str, Any]) -> Amount:
    table = tables.load("common", "quantities")
    figure, sign = match["figure"] or "", (match["sign"] or "").rstrip(".")
    grouped = figure.count(".") > 1 or bool(sign == home["symbol"] and re.fullmatch(r"\d{1,3}\.\d{3}", figure))
    if figure:
        value = float(figure.replace(".", "") if grouped and not match["magnitude"] else figure.replace(",", ""))
    else:
        value = float(sum(table["words"][part] for part in match["word"].lower().split("-")))
    magnitude = (match["magnitude"] or "").lower()
    name = table["currency_names"].get((match["name"] or "").lower(), "")
    kind = "%" if match["percent"] else (home["symbol"] if sign == home["code"] else sign) or name
    start = match.start("sign") if match["sign"] else match.start("figure") if figure else match.start("word")
    return Amount(
        start=start,
        end=match.end(),
        value=value * table["magnitudes"].get(magnitude, 1),
        kind="$" if kind in ("US$", "USD") else kind,
        figure=figure,
        magnitude=magnitude,
        hedge=(match["hedge"] or "").lower(),
        dotted=bool(re.fullmatch(r"\d{1,3}\.\d{3}", figure)) and not grouped,
    )


def behind(text: str, amount: Amount, size: int = 80) -> str:
    """Give the text right behind a number, up to the end of its sentence."""
    return re.split(r"(?<=[a-z\d)])[.!?](?:\s|$)|\n", text[amount.end : amount.end + size])[0]


def between(text: str, one: Amount, other: Amount) -> str:
    """Give the text between two numbers."""
    return text[one.end : other.start]


def segment_of(context: Context, amount: Amount) -> Segment | None:
    """Give the sentence that a number stands in."""
    index = context.document.segment_index(Span(amount.start, amount.end))
    return None if index is None else context.document.segments[index]
