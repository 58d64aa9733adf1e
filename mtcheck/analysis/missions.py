"""Embassies and consulates in an article: whose they are, and the city that stands behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.analysis.places import Atlas, Place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NEAR = 8
"""How many words may stand between the mission's act and the city."""


@dataclass(frozen=True, slots=True)
class Mission:
    """A mission, the country that it serves, and the place that a preposition behind it names.

    `noun` is the mission's word, `act` what it does ("recruitment") where the place is tied to that; `preposition`
    and `last` are the words that open and end the phrase of the place.
    """

    noun: Token
    sender: Place
    act: Token | None
    place: Place
    preposition: Token
    last: Token


def find(doc: Doc, atlas: Atlas, words: Mapping[str, list[str]]) -> Iterator[Mission]:
    """Yield the missions of a parse behind which a known place stands."""
    for token in doc:
        if token.lower_ in words["nouns"] and (sender := _sender(token, atlas)):
            act = token.head if token.dep_ == "poss" and token.head.pos_ == "NOUN" else None
            for preposition in _behind(act) if act else _right_behind(token, words["links"]):
                last = next((c for c in preposition.children if c.dep_ == "pobj"), None)
                if last is not None and last.text[0].isupper() and (place := atlas.ending_at(doc, last.i)):
                    yield Mission(token, sender, act, place, preposition, last)


def _sender(noun: Token, atlas: Atlas) -> Place | None:
    """Give the country of a mission: "Ukrainian embassy", "Ukraine's embassy", "embassy of Ukraine"."""
    for child in noun.children:
        before = child.dep_ in ("amod", "compound", "nmod", "poss") and child.i < noun.i
        if before and (place := atlas.ending_at(noun.doc, child.i)) and place.kind != "city":
            return place
    for of in (c for c in noun.children if c.lower_ == "of" and c.i == noun.i + 1):
        for country in (c for c in of.children if c.dep_ == "pobj"):
            if (place := atlas.ending_at(noun.doc, country.i)) and place.kind == "country":
                return place
    return None


def _right_behind(noun: Token, links: Sequence[str]) -> Iterator[Token]:
    """Yield the preposition that follows a mission, or the name of its country or an acronym in brackets."""
    of = next((c for c in noun.children if c.lower_ == "of" and c.i == noun.i + 1), None)
    at = (of.right_edge if of else noun).i + 1
    doc = noun.doc
    if at + 2 < len(doc) and doc[at].text == "(" and doc[at + 2].text == ")":
        at += 3
    if at < len(doc) and doc[at].lower_ in links:
        yield doc[at]


def _behind(act: Token) -> Iterator[Token]:
    """Yield the "in" behind the object of an act: "recruitment of volunteers in"."""
    doc = act.doc
    if not any(c.lower_ == "of" and c.i == act.i + 1 for c in act.children):
        return
    for token in doc[act.i + 2 : act.i + _NEAR + 1]:
        if token.is_punct or token.pos_ in ("VERB", "AUX"):
            return
        if token.lower_ == "in":
            yield token
            return
