"""The words in which two renderings of a sentence differ, in an order that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_TOKEN = re.compile(r"\s*(?:\w+(?:[-'’.,]\w+)*|[^\w\s])")
"""A word (with its apostrophes, hyphens and decimal marks) or a sign, and the white space before it."""
_ALIKE = str.maketrans("“”‘’–—", "\"\"''--")
"""Quotation marks and dashes differ in style only: nobody wants to see each of them marked."""
_MOST_PAIRS = 250_000
"""Texts of more pairs of words than this are not compared: the comparison's cost grows with their number."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that both texts have ("same"), or only the first ("lost") or only the second ("added")."""

    kind: Literal["same", "lost", "added"]
    text: str


def differences(one: str, other: str) -> tuple[Piece, ...]:
    """Give the pieces that lead from one text to the other, word by word."""
    before, after = _TOKEN.findall(one), _TOKEN.findall(other)
    if len(before) * len(after) > _MOST_PAIRS:
        return tuple(_pieces(before, after))
    matcher = SequenceMatcher(None, list(map(_plain, before)), list(map(_plain, after)), autojunk=False)
    pieces: list[Piece] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(after[start:end])))
        else:
            pieces += _pieces(before[first:last], after[start:end])
    return tuple(pieces)


def _plain(token: str) -> str:
    return token.strip().translate(_ALIKE)


def _pieces(lost: Sequence[str], added: Sequence[str]) -> Iterator[Piece]:
    """Yield what is lost and what is added, with the white space outside of both."""
    texts = [("".join(tokens)) for tokens in (lost, added)]
    if any(text[:1].isspace() for text in texts):
        yield Piece("same", " ")
    gone, new = (text.strip() for text in texts)
    if gone:
        yield Piece("lost", gone)
    if gone and new:
        yield Piece("same", " ")
    if new:
        yield Piece("added", new)
