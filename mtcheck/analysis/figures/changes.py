"""Changes that go the wrong way ("rose from 5 to 3 percent"), and ranges that run backwards ("between 30 and 20")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from mtcheck.analysis import tables
from mtcheck.analysis.figures.amounts import Amount, between
from mtcheck.records import Evidence, Hit

_WINDOW = 50
_CONTEXT = 120
_UNIT = r"(?: (?!to\b|from\b|and\b)[\w'’-]+){0,4}?"
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Way:
    """Which way a change goes, and whether its figures stand in the order of time ("from 3 to 5", "5, up from 3")."""

    up: bool
    forth: bool


def turned_about(text: str, amounts: Sequence[Amount]) -> Iterator[Hit]:
    """Yield changes whose figures go the other way than their verb."""
    for one, other in pairwise(amounts):
        way = _way(text, one, other)
        if way is None or not _comparable(one, other) or _turned(text[max(0, one.start - _CONTEXT) : other.end + 40]):
            continue
        first, second = (one, other) if way.forth else (other, one)
        if first.value != second.value and (second.value > first.value) != way.up:
            word = "a rise" if way.up else "a fall"
            message = f"This is told as {word}, but the figures go the other way."
            told = f"{text[first.start : first.end]} -> {text[second.start : second.end]}"
            yield Hit(one.start, other.end, message, None, (Evidence("figures", told),), confidence=0.75)


def _way(text: str, one: Amount, other: Amount) -> _Way | None:
    """Read the change that two figures are said to make."""
    gap = between(text, one, other)
    if re.match(r" (?:per|a|each|every) (?:year|annum|month|day)\b| annually", text[other.end : other.end + 20]):
        return None  # "reduce it from 5 to 10 percent per year"
    if back := re.fullmatch(rf"{_UNIT},? (?P<way>up|down) from ", gap):
        return _Way(back["way"] == "up", forth=False) if one.kind == other.kind != "" else None
    before = re.split(r"[.;:,\n]\s", text[max(0, one.start - _WINDOW) : one.start])[-1]
    if re.fullmatch(rf"{_UNIT} to ", gap) and re.search(r"\bfrom (?:\w+ )?$", before):
        told = [w for w in re.findall(r"[a-z]+", before.lower()) if w in _directions()]
        return _Way(_directions()[told[-1]] == "up", forth=True) if told else None
    return None


@cache
def _directions() -> dict[str, str]:
    changes = tables.load("common", "quantities")["changes"]
    return {word: way for way in ("up", "down") for word in changes[way]}


def _turned(words: str) -> bool:
    turned = tables.load("common", "quantities")["changes"]["turned"]
    return any(word in turned for word in re.findall(r"[a-z]+", words.lower()))


def _comparable(one: Amount, other: Amount) -> bool:
    """Say whether two numbers are of one kind, and both sure of their value."""
    if one.dotted or other.dotted or not (one.figure and other.figure):
        return False
    if _YEAR.fullmatch(one.figure) or _YEAR.fullmatch(other.figure):
        return False
    return one.kind == other.kind or "" in (one.kind, other.kind)


def backward_ranges(text: str, amounts: Sequence[Amount]) -> Iterator[Hit]:
    """Yield "between 30 and 20 percent" and "between Rp10 million and Rp5 million"."""
    for one, other in pairwise(amounts):
        gap = between(text, one, other)
        before = text[max(0, one.start - 10) : one.start]
        if not re.search(r"\b[Bb]etween $", before) or not re.fullmatch(r" ?(?:and|to) ", gap):
            continue
        # "Between 500 and 1 million" leaves open what the first figure is worth.
        if not _comparable(one, other) or not other.kind or (other.magnitude and not one.magnitude):
            continue
        if one.value > other.value:
            first, second = text[one.start : one.end], text[other.start : other.end]
            swapped = f"{first.replace(one.figure, other.figure)}{gap}{second.replace(other.figure, one.figure)}"
            swapped = swapped if one.magnitude == other.magnitude else f"{second}{gap}{first}"
            yield Hit(one.start, other.end, "The range runs backwards.", swapped, confidence=0.8)
