"""Sums of money that cannot be: two currencies that do not match, one sum in two magnitudes, absurd prices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import log10
from typing import Any

from mtcheck.analysis import Context, tables
from mtcheck.analysis.figures.amounts import Amount, between, segment_of
from mtcheck.records import Evidence, Hit

_OFF = 5.0
"""By what factor two currencies may differ beyond all rates before one of the sums is called wrong."""
_ABSURD = 100.0
"""By what factor a price must lie outside its range to be called absurd."""
_STEPS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALES = {"m": "million", "mln": "million", "bn": "billion", "bln": "billion", "tn": "trillion"}
_SAME_SUM = re.compile(
    r" ?\((?:or )?(?:about |around |approximately |equivalent to |some )?"
    r"|,? (?:or|which is)? ?(?:equivalent to|equal to|or about|or around|or approximately) "
)


def conversions(text: str, amounts: Sequence[Amount], home: str) -> Iterator[Hit]:
    """Yield sums whose value in another currency is out by a magnitude: "Rp8.5 million ($520,000)".

    `home` is the currency of the source's country.
    """
    rates = tables.load("common", "quantities")["rates"]
    for one, other in pairwise(amounts):
        gap = between(text, one, other)
        if (
            not _SAME_SUM.fullmatch(gap)
            or one.kind == other.kind
            or ("(" in gap and text[other.end : other.end + 1] != ")")
        ):
            continue
        if one.kind not in rates or other.kind not in rates or not one.value or not other.value:
            continue
        low, high = rates[one.kind][0] / rates[other.kind][1], rates[one.kind][1] / rates[other.kind][0]
        if not low / _OFF <= other.value / one.value <= high * _OFF:
            # The slip is likely in the source country's currency, whose sums are large, and in a magnitude.
            first = one.kind == home if home in (one.kind, other.kind) else bool(one.magnitude)
            wrong = one if first else other
            told = (other.value / high, other.value / low) if first else (one.value * low, one.value * high)
            shown, converted = text[one.start : one.end], text[other.start : other.end]
            value = f"{shown} is {other.kind}{one.value * low:,.0f} to {other.kind}{one.value * high:,.0f}"
            yield Hit(
                wrong.start,
                wrong.end,
                f"{shown} and {converted} are not the same sum.",
                _with_magnitude(text, wrong, *told),
                (Evidence("exchange rates since 1998", value),),
                confidence=0.85,
            )


def twice(context: Context, amounts: Sequence[Amount]) -> Iterator[Hit]:
    """Yield a sum that stands in the article with two magnitudes: "Rp24.6 trillion" and "Rp24.6 billion"."""
    text = context.document.text
    sums = [a for a in amounts if a.kind not in ("", "%") and a.magnitude and _digits(a) >= 3]
    for amount in sums:
        same = [s for s in sums if s is not amount and (s.kind, s.figure) == (amount.kind, amount.figure)]
        against = [s for s in same if s.value != amount.value]
        support = len(same) - len(against)
        rarer = support < len(against) - 1
        later = support == len(against) - 1 and bool(against) and amount.start > against[0].start
        if rarer or later:
            right = text[against[0].start : against[0].end]
            segment = segment_of(context, against[0])
            evidence = (Evidence("sentence", segment.line),) if segment else ()
            message = f"The article also gives this sum as {right}."
            yield Hit(amount.start, amount.end, message, right, evidence, confidence=0.75)


def _digits(amount: Amount) -> int:
    """Count the digits that matter: three of them do not agree by chance."""
    return len(re.sub(r"[.,]", "", amount.figure).strip("0"))


def absurd_prices(context: Context, amounts: Sequence[Amount]) -> Iterator[Hit]:
    """Yield prices in the source country's currency that are a hundred times too high or too low for their thing."""
    currency, text = context.table("formats")["currency"]["symbol"], context.document.text
    for amount in amounts:
        if amount.kind != currency or amount.dotted:
            continue
        entry = next((e for e in context.table("prices")["thing"] if _is_priced(context, amount, e)), None)
        if entry is None:
            continue
        low, high = entry["range"]
        if amount.value * _ABSURD <= low or amount.value >= high * _ABSURD:
            message = f"{text[amount.start : amount.end]} for {entry['name']} is out by a factor of a hundred or more."
            usual = f"{entry['name']}: {currency}{low:,.0f} to {currency}{high:,.0f}"
            right = _with_magnitude(text, amount, low, high)
            yield Hit(amount.start, amount.end, message, right, (Evidence("usual price", usual),), confidence=0.8)


def _is_priced(context: Context, amount: Amount, entry: Mapping[str, Any]) -> bool:
    """Say whether a sum is the price of a thing: the words of its entry stand around it in its sentence."""
    segment = segment_of(context, amount)
    if segment is None:
        return False
    before = " ".join(segment.text[: amount.start - segment.start].split())
    behind = " ".join(segment.text[amount.end - segment.start :].split())
    if "behind" in entry and not re.match(entry["behind"], behind, re.IGNORECASE):
        return False
    if "before" in entry and not re.search(
        rf"\b{entry['before']}(?: (?:about|around|only|up to))?$", before, re.IGNORECASE
    ):
        return False
    sentence = f"{before} {behind}"
    if "without" in entry and re.search(rf"\b(?:{entry['without']})\b", sentence, re.IGNORECASE):
        return False
    return all(re.search(rf"\b(?:{words})\b", sentence, re.IGNORECASE) for words in entry["with"])


def _with_magnitude(text: str, amount: Amount, low: float, high: float) -> str | None:
    """Give a sum with the nearest magnitude that brings it into a range, if one does."""
    now = _SCALES.get(amount.magnitude, amount.magnitude)
    if now not in _STEPS:
        return None
    fitting = [n for n, step in _STEPS.items() if low <= amount.value * step / _STEPS[now] <= high]
    best = min(fitting, key=lambda n: abs(log10(_STEPS[n] / _STEPS[now])), default=None)
    if best == "thousand" and amount.figure.isdigit():
        return text[amount.start : amount.end].replace(f" {amount.magnitude}", ",000")
    return text[amount.start : amount.end].replace(amount.magnitude, best) if best else None
