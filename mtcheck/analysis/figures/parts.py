"""Totals and their parts: parts that are more than the whole, and shares of more than a hundred percent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from mtcheck.analysis import tables
from mtcheck.analysis.figures.amounts import Amount, behind, between
from mtcheck.records import Evidence, Hit

_SOME = ("including", "among them", "of whom", "of which")
_ALL = ("consisting of", "comprising", "comprised of", "composed of", "made up of", "namely", "divided into")
_OPEN = ("at least", "more than", "over", "another", "a further", "an additional", "other", "well over", "above")
_PARTS = 10
"""How many numbers behind a total are looked at."""
_END = re.compile(r"[.!?;:\"”]\s|\n")
_OF_THEM = r" (?:of (?:them|the \w+) )?(?:were |are |is |was )?"
_NO_THING = re.compile(
    r"[ -](?:years?|months?|weeks?|days?|hours?|minutes?|meters?|metres?|km|kilomet\w+|miles?|times|per|p\.m|a\.m"
    r"|and a half|point|of the|of them|million|tons?|tonnes?)\b"
)
_BEFORE_TOTAL = re.compile(r"(?:\d|\btop|\bfirst|\blast|[A-Z][a-z]+) $")


def too_large(text: str, amounts: Sequence[Amount]) -> Iterator[Hit]:
    """Yield totals that are less than their parts: "70 men, including 50 soldiers and 30 sailors"."""
    for i, total in enumerate(amounts):
        match = _total().match(text[total.end : total.end + 160])
        before = text[max(0, total.start - 12) : total.start]
        if total.count is None or match is None or total.hedge in _OPEN or _BEFORE_TOTAL.search(before):
            continue
        limit = total.end + match.end()
        stop = _END.search(text, limit)
        end = stop.start() if stop else len(text)
        parts = [a for a in amounts[i + 1 : i + _PARTS] if limit <= a.start < end and _is_part(text, a)]
        if parts and text[limit : parts[0].start].strip() in ("", ":"):
            listed = parts if _is_list(text, parts) else parts[:1]
            yield from _compared(text, total, listed, exhaustive=match["how"] in _ALL and len(listed) > 1)


@cache
def _total() -> re.Pattern[str]:
    """Give the pattern of what stands between a total and its parts: " men, including"."""
    nouns = "|".join(tables.load("common", "quantities")["people"]["nouns"])
    return re.compile(rf" (?:[A-Za-z'’-]+ ){{0,3}}?(?:{nouns})\b,? \(?(?P<how>{'|'.join(_SOME + _ALL)})\b")


def _is_part(text: str, amount: Amount) -> bool:
    """Say whether a number counts people or things: not money, shares, ages, years or days."""
    if amount.count is None or re.fullmatch(r"(?:19|20)\d\d", amount.figure):
        return False
    return bool(re.match(r"[ -][\w'’-]+", text[amount.end :])) and not _NO_THING.match(text[amount.end :])


def _is_list(text: str, parts: Sequence[Amount]) -> bool:
    """Say whether the parts follow one another as a list: "50 soldiers, 20 sailors and 10 nurses"."""
    gaps = [between(text, a, b) for a, b in pairwise(parts)]
    return all(re.fullmatch(r" (?:[\w'’-]+ ?){1,6}(?:, (?:and )?|,? and |,? as well as )", gap) for gap in gaps)


def _compared(text: str, total: Amount, parts: Sequence[Amount], *, exhaustive: bool) -> Iterator[Hit]:
    """Hold a total against its parts; where it is more than an exhaustive list, or hedged, that is a preview."""
    added = sum(p.value for p in parts)
    if added > total.value or (exhaustive and added < total.value):
        vague = bool(total.hedge) or any(p.hedge for p in parts) or added < total.value
        told = " + ".join(text[p.start : p.end] for p in parts)
        whole = text[total.start : total.end]
        yield Hit(
            total.start,
            parts[-1].end,
            f"The parts ({told}) do not add up to the total ({whole}).",
            None,
            (Evidence("sum", f"{told} = {added:g}, but {whole} in all"),),
            confidence=0.55 if vague else 0.8,
            preview=vague,
        )


def outnumbered(text: str, amounts: Sequence[Amount]) -> Iterator[Hit]:
    """Yield "15 of the 12 suspects" and "12 out of 10 players": more than there are."""
    table = tables.load("common", "quantities")["people"]
    nouns = "|".join(table["nouns"] + table["things"])
    for one, other in pairwise(amounts):
        if one.count is None or other.count is None or one.value <= other.value or one.hedge or other.hedge:
            continue
        said = re.fullmatch(r" of (?:the|these|those|all) | out of(?: the)? (?:total of )?", between(text, one, other))
        counted = re.match(rf" (?:\w+ )?(?:{nouns})\b", behind(text, other))
        if said and counted and one.magnitude == other.magnitude == "":
            message = f"{text[one.start : other.end]!r}: more than there are."
            yield Hit(one.start, other.end, message, None, confidence=0.85)


def shares(text: str, amounts: Sequence[Amount]) -> Iterator[Hit]:
    """Yield shares of a whole over a hundred percent, alone or of two halves together."""
    whole = "|".join(tables.load("common", "quantities")["people"]["whole"])
    percents = [a for a in amounts if a.kind == "%"]
    for amount in percents:
        follows = re.match(rf" of(?: (?:all|the|its|their|eligible|registered))* (?:{whole})\b", behind(text, amount))
        if amount.value > 100 and follows:
            message = f"{text[amount.start : amount.end]!r} of a whole cannot be."
            yield Hit(amount.start, amount.end, message, None, confidence=0.85)
    for one, other in pairwise(percents):
        plain = max(one.value, other.value) <= 100 and not (one.hedge or other.hedge)
        if plain and one.value + other.value > 101 and _are_halves(text, one, other):
            told = f"{one.value:g} + {other.value:g} = {one.value + other.value:g} percent"
            message = f"The two shares are more than the whole: {told}."
            yield Hit(one.start, other.end, message, None, (Evidence("sum", told),), confidence=0.8)


def _are_halves(text: str, one: Amount, other: Amount) -> bool:
    """Say whether two shares make up one whole: "65 percent men and 45 percent women"."""
    pairs = tables.load("common", "quantities")["complements"]["pairs"]
    gap, after = between(text, one, other), behind(text, other, 30)
    joined = r"(?: \w+)?,? (?:and|while|with|,)? ?(?:the (?:remaining|other) )?"
    first = re.fullmatch(rf"{_OF_THEM}(\w+){joined}", gap)
    second = re.match(rf"{_OF_THEM}(\w+)", after)
    if not first or not second:
        return False
    return any({first[1].lower(), second[1].lower()} == set(pair) for pair in pairs)
