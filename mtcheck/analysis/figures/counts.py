"""How many were killed, hurt, missing or found: the headline against the text, and "found" against "still missing"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from mtcheck.analysis import Context, tables
from mtcheck.analysis.figures.amounts import Amount, segment_of
from mtcheck.records import Evidence, Hit, Segment

_BEEN = r"(?:had|have|has|were|was)(?: been)?"
_HEAD = 300
"""How far down a headline is looked for."""
_PEOPLE = re.compile(
    r" (?:[\w'’-]+ )?(?:people|persons|men|women|children|civilians|soldiers|residents|workers|students|suspects"
    r"|passengers)\b"
)
_NOUN = r"(?: [\w'’-]+){0,2}"


def against_headline(context: Context, amounts: Sequence[Amount]) -> Iterator[Hit]:
    """Yield a number of dead, injured, missing or arrested in the headline that the text nowhere gives."""
    told: dict[str, list[tuple[Segment, Amount]]] = defaultdict(list)
    for amount in amounts:
        segment = segment_of(context, amount) if amount.count is not None else None
        if segment is not None:
            for state in _states(segment, amount):
                told[state].append((segment, amount))
    for state, found in told.items():
        head = next((a for s, a in found if s.kind == "headline" and s.start < _HEAD), None)
        body = [(s, a) for s, a in found if s.kind != "headline"]
        values = {a.value for _, a in body}
        # Several figures in the text are several events, or a toll that grows.
        if (
            head is None
            or len(values) != 1
            or head.value in values
            or any(a.hedge for a in (head, *(a for _, a in body)))
        ):
            continue
        segment, other = body[0]
        yield Hit(
            head.start,
            head.end,
            f"The text speaks of {context.document.text[other.start : other.end]} {state}.",
            context.document.text[other.start : other.end],
            (Evidence("sentence", segment.line),),
            confidence=0.75,
            preview=other.value < head.value and len(body) < 2,
        )


def _states(segment: Segment, amount: Amount) -> Iterator[str]:
    """Yield what is said to have happened to as many people: right before or behind the number."""
    text = segment.text
    before, behind = text[: amount.start - segment.start], text[amount.end - segment.start :]
    for state, words in _words().items():
        verb = r"(?: (?:have |has |had )?(?:been |were |was |are )?)"
        behind_it = re.match(rf"{_NOUN}{verb}(?:{words})\b", behind, re.IGNORECASE)
        before_it = re.search(rf"\b(?:{words})(?: of)?(?: at least)? $", before, re.IGNORECASE)
        if behind_it or (before_it and _PEOPLE.match(behind)):
            yield state


@cache
def _words() -> dict[str, str]:
    states = tables.load("common", "quantities")["states"]
    return {state: "|".join(map(re.escape, words)) for state, words in states.items() if state != "found"}


def found_yet_missing(context: Context, amounts: Sequence[Amount]) -> Iterator[Hit]:
    """Yield "14 residents had been found" where the text later searches for "the 14 missing people"."""
    text, found = context.document.text, "|".join(tables.load("common", "quantities")["states"]["found"])
    pattern = re.compile(rf"(?P<noun>{_NOUN}) (?P<verb>{_BEEN} (?:{found}))\b(?! (?:dead|guilty|safe|alive))")
    for number, amount in enumerate(amounts):
        match = pattern.match(text, amount.end) if amount.count and amount.value >= 2 else None
        if not match or "missing" in match["noun"]:
            continue
        later = next((a for a in amounts[number + 1 :] if a.value == amount.value and _is_missing(text, a)), None)
        if later is not None:
            segment = segment_of(context, later)
            yield Hit(
                match.start("verb"),
                match.end("verb"),
                "Later the article says that as many are still missing.",
                "were still missing",
                (Evidence("sentence", segment.line),) if segment else (),
                confidence=0.85,
            )


def _is_missing(text: str, amount: Amount) -> bool:
    """Say whether a number counts people who are missing now."""
    before, behind = text[max(0, amount.start - 60) : amount.start], text[amount.end : amount.end + 60]
    if re.search(r"\b(?:previously|earlier|initially|had been|were|was)\b", re.split(r"[.!?]\s", before)[-1], re.I):
        return False
    if re.search(r"\bthe $", before) and re.match(r" missing\b(?! [\w ]*\b(?:had been|were|was) found)", behind):
        return True
    return re.match(rf"{_NOUN}(?: who)? (?:are|remain|is)(?: still)? (?:missing|unaccounted)", behind) is not None
