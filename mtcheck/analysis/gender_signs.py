"""What tells that somebody is a woman or a man: titles, nouns, a spouse, given names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from mtcheck.analysis import tables

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Gender = Literal["female", "male"]
GENDERS: tuple[Gender, Gender] = ("female", "male")

_SURE, LIKELY, _WEAK = 3.0, 2.0, 1.0
"""How much a sign weighs: a title or noun, a name, a noun that translators use of either."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that tells a person's gender: how much it weighs, and the words that show it."""

    gender: Gender
    weight: float
    text: str


class GivenNames:
    """The given names of the source language and of the world, by gender."""

    def __init__(self, source: Mapping[str, Any], common: Mapping[str, Any]) -> None:
        self._source, self._common = source, common
        self._listed = {g: (frozenset(source[g]), frozenset(common[g])) for g in GENDERS}

    def lists(self, word: str) -> bool:
        """Say whether a word is a listed given name."""
        return any(word in names for both in self._listed.values() for names in both)

    def signs(self, words: tuple[str, ...]) -> Iterator[Sign]:
        """Yield what names tell: the first of them, their endings, and words such as "binti".

        One name alone is judged by the source language's list: abroad it is a surname.
        """
        for gender in GENDERS:
            here, abroad = self._listed[gender]
            listed = words[0].lower() in (here if len(words) == 1 else here | abroad)
            ending = any(w.lower().endswith(tuple(self._source[f"{gender}_endings"])) and len(w) > 5 for w in words)
            if listed or ending or any(w.lower() in self._source[f"{gender}_words"] for w in words):
                yield Sign(gender, LIKELY, " ".join(words))


def signs_around(doc: Doc, first: int, end: int) -> Iterator[Sign]:
    """Yield what stands with a name: titles, nouns in apposition, what it is said to be, a spouse."""
    last = doc[end - 1]
    head = next((doc[i] for i in range(end - 1, first - 1, -1) if not first <= doc[i].head.i < end), last)
    for token in _before(doc, first):
        yield from _sign(token, doc)
    nouns: list[Token] = [c for c in head.children if c.dep_ == "appos" and c.i >= end]
    if head.dep_ == "appos" and head.head.i < first and head.head.pos_ == "NOUN":
        nouns.append(head.head)
    if head.dep_ == "nsubj" and head.head.lemma_ in ("be", "become"):
        nouns.extend(c for c in head.head.children if c.dep_ == "attr" and not _negated(head.head))
    for noun in nouns:
        yield from _sign(noun, doc)
    behind = doc[end] if end < len(doc) else None
    if behind is not None and behind.tag_ == "POS" and end + 1 < len(doc):
        gender = tables.load("common", "persons")["spouses"].get(doc[end + 1].lower_)
        if gender:
            yield Sign(gender, LIKELY, doc[first : end + 2].text)


def _before(doc: Doc, first: int) -> Iterator[Token]:
    """Yield the titles and nouns right before a name: "Ministry spokeswoman Ratna", "actress and singer Rina"."""
    i = first - 1
    while i >= 0 and (doc[i].pos_ in ("NOUN", "PROPN", "ADJ") or doc[i].text in (".", "-")) and first - i <= 4:
        if plain_title(doc[i]) in roles() or gender_of(doc[i]):
            yield doc[i]
        i -= 1


def _sign(noun: Token, doc: Doc) -> Iterator[Sign]:
    found = gender_of(noun)
    if found and noun.tag_ not in ("NNS", "NNPS"):
        gender, weight = found
        start, end = max(noun.left_edge.i, noun.i - 3), min(noun.right_edge.i + 1, noun.i + 5)
        yield Sign(gender, weight, doc[start:end].text)


def gender_of(noun: Token) -> tuple[Gender, float] | None:
    """Give the gender of those whom a title or noun is said of, with its weight: ("female", 3.0) for "actress"."""
    word, table = plain_title(noun), tables.load("common", "persons")
    for gender in GENDERS:
        if word in table[gender]:
            return gender, _SURE
    return ("male", _WEAK) if word in table["male_weak"] else None


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def plain_title(token: Token) -> str:
    """Give a title's or noun's plain form; "MS" in capitals are initials."""
    return token.text if token.is_upper else token.lower_.rstrip(".")


@cache
def roles() -> frozenset[str]:
    """Offices and callings that stand before a name."""
    return frozenset(tables.load("common", "persons")["names"]["roles"])
