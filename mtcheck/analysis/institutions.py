"""Institutions called by a common noun ("its Embassy", "the Ukrainian embassy"), and whether with a capital."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.analysis import Context, tables
from mtcheck.analysis.names import is_title_case
from mtcheck.analysis.places import is_nationality
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Token

_QUOTES = '"\u201c\u201d'


@dataclass(frozen=True, slots=True)
class Institution:
    """One mention, from the word before the noun on.

    `owner` is that word's kind, "article" or "possessive", or the nationality itself ("Ukrainian").
    """

    text: str
    start: int
    noun: str
    owner: str
    segment: Segment

    @property
    def capital(self) -> bool:
        """Say whether the noun is written with a capital."""
        return self.text.split()[-1][0].isupper()


def institutions(context: Context) -> tuple[Institution, ...]:
    """Give the institutions that running text outside quotation marks calls by a common noun."""
    table = tables.load("common", "names")
    nouns, possessives = frozenset(table["institutions"]), frozenset(table["possessives"])
    found: list[Institution] = []
    for segment, doc in zip(context.document.segments, context.parses, strict=True):
        if segment.kind == "sentence" and not is_title_case(doc) and not any(q in segment.text for q in _QUOTES):
            tokens = (t for t in doc if t.i > 0 and t.lower_ in nouns)
            found.extend(i for t in tokens for i in _institution(segment, t, possessives))
    return tuple(found)


def _institution(segment: Segment, noun: Token, possessives: frozenset[str]) -> Iterator[Institution]:
    before = noun.nbor(-1)
    if before.lower_ in possessives:
        owner = "possessive"
    elif before.lower_ in ("the", "an", "a"):
        owner = "article"
    elif is_nationality(before.text) or (before.pos_ == "ADJ" and before.text[0].isupper()):
        owner = before.text
    else:
        return
    behind = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
    # "the Embassy of Japan", "its Court House" and "his Ministry Sunday" are names, "army-backed" is another word.
    if behind is not None and (behind.lower_ in ("of", "for", "-") or behind.text[0].isupper()):
        return
    text = segment.text[before.idx : noun.idx + len(noun)]
    yield Institution(text, segment.start + before.idx, noun.lower_, owner, segment)
