"""Lists with more names than announced, people of two ages, and scores that are no draw or no win."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from mtcheck.analysis import tables
from mtcheck.analysis.figures.amounts import Amount
from mtcheck.records import Evidence, Hit

_NAME = r"[A-Z][\w'’.-]+(?: (?:bin |binti )?[A-Z][\w'’.-]+){0,3}"
_ITEM = r"[A-Z]{2,4}(?: ?\(\d{1,3}(?: years old)?\))?"
_PERSON = rf"{_NAME} ?\(\d{{1,3}}(?: years old)?\)"
_ANNOUNCED = (
    r" (?:[\w'’-]+ ){0,3}(?:suspects|perpetrators|men|women|people|victims|teenagers|students|residents|thieves|dealers"
    r"|officers|defendants|youths|witnesses|children)"
    r"(?:,? (?:with the initials|initialed|identified as|named|namely|were|are|:))*(?: |, |: |; )\(?"
)
_ENDS = r"(?=[.,;:)]|$| (?:were|was|are|have|had|who|in|at|on|after|as|from|with|by|for|to)\b)(?!,? and\b)"
_INITIALS = re.compile(rf"{_ANNOUNCED}(?P<list>{_ITEM}(?:, {_ITEM})*,? and {_ITEM}){_ENDS}")
_NAMED = re.compile(rf"{_ANNOUNCED}(?P<list>{_PERSON}(?:, {_PERSON})*,? and {_PERSON})(?!,? and\b)")
_SCORE = re.compile(
    r"\b(?P<a>\d{1,2})[-–](?P<b>\d{1,2}) (?:goal |score )?(?P<word>draw|tie|win|victory|defeat|loss)\b"
    r"(?! (?:rate|record))"
)
_DECIDED = re.compile(r"penalt|aggregate|shoot|extra time|away goal|record|streak|head-to-head|overall|series")


def miscounted(text: str, amounts: Sequence[Amount]) -> Iterator[Hit]:
    """Yield "the two suspects, MA, RT and SN": a list that has more or fewer names than its number says."""
    for amount in amounts:
        if amount.count is None or not 2 <= amount.count <= 12 or amount.hedge:
            continue
        named = _INITIALS.match(text, amount.end) or _NAMED.match(text, amount.end)
        items = [i for i in re.split(r",? and |, ", named["list"]) if i] if named else []
        if len(items) != amount.count and 2 <= len(items) <= 12:
            message = f"{text[amount.start : amount.end]!r} are announced, {len(items)} are named."
            evidence = (Evidence("list", " / ".join(items)),)
            yield Hit(
                amount.start, amount.end, message, _as_written(text, amount, len(items)), evidence, confidence=0.8
            )


def _as_written(text: str, amount: Amount, number: int) -> str:
    """Write a number as the article wrote the one it replaces: in words, or in figures."""
    if amount.figure:
        return str(number)
    words = {value: word for word, value in tables.load("common", "quantities")["words"].items()}
    word = str(words[number])
    return word.capitalize() if text[amount.start].isupper() else word


def scores(text: str) -> Iterator[Hit]:
    """Yield "a 2-1 draw" and "a 2-2 win"."""
    for match in _SCORE.finditer(text):
        even = match["a"] == match["b"]
        around = text[max(0, match.start() - 60) : match.end() + 60]
        if (match["word"] in ("draw", "tie")) != even and not _DECIDED.search(around):
            message = f"{match[0]!r} is no {match['word']}."
            yield Hit(match.start(), match.end(), message, None, confidence=0.85)


_AGED = re.compile(
    rf"\b(?P<name>{_NAME}) ?(?:, (?P<a>\d{{1,3}})(?= years old\b|[,.])|\((?P<b>\d{{1,3}})\))"
    rf"|\b(?P<c>\d{{1,3}})-year-old (?P<named>{_NAME})"
)


def ages(text: str) -> Iterator[Hit]:
    """Yield the second of two ages that one person is given: "Rohimah, 41, ..." and "the 45-year-old Rohimah"."""
    told: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for match in _AGED.finditer(text):
        which = next(g for g in "abc" if match[g])
        if 1 <= int(match[which]) <= 110:
            told[match["name"] or match["named"]].append((int(match[which]), match.start(which), match.end(which)))
    for name, given in told.items():
        first = given[0][0]
        for age, start, end in given[1:]:
            if abs(age - first) > 1:  # people have birthdays
                message = f"{name} is {first} years old elsewhere in the article."
                yield Hit(start, end, message, str(first), (Evidence("age", f"{name}, {first}"),), confidence=0.7)
