"""Which words of a sentence are the agent, the patient and the place of an event (data/common/events.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.analysis import tables
from mtcheck.analysis.places import Atlas

if TYPE_CHECKING:
    from spacy.tokens import Token

MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod"})
"""How a noun before another one hangs on it in the parse."""


@dataclass(frozen=True, slots=True)
class EventKind:
    """One class of events: its words, and which prepositions mark its arguments."""

    name: str
    nouns: frozenset[str]
    verbs: frozenset[str]
    patient: frozenset[str]
    agent: frozenset[str]
    place: frozenset[str]
    exclusive: str
    conflict: bool


@cache
def kinds() -> Mapping[tuple[str, str], EventKind]:
    """Give the event class of each noun and verb, by part of speech and lemma."""
    table = tables.load("common", "events")
    found: dict[tuple[str, str], EventKind] = {}
    for entry in table["event"]:
        sets = {k: frozenset(entry[k]) for k in ("nouns", "verbs", "patient", "agent", "place")}
        kind = EventKind(name=entry["class"], exclusive=entry["exclusive"], conflict=entry["conflict"], **sets)
        found |= {(pos, noun): kind for noun in kind.nouns for pos in ("NOUN", "PROPN")}
        found |= {("VERB", verb): kind for verb in kind.verbs}
    return found


@dataclass(slots=True)
class Arguments:
    """The tokens found for each role while a mention is read."""

    agents: list[Token] = field(default_factory=list)
    patients: list[Token] = field(default_factory=list)
    spots: list[Token] = field(default_factory=list)


def arguments(kind: EventKind, head: Token, atlas: Atlas) -> Arguments:
    """Read the arguments of an event off the parse, from its noun or verb."""
    return _verb_arguments(kind, head) if head.pos_ == "VERB" else _noun_arguments(kind, head, atlas)


def _noun_arguments(kind: EventKind, head: Token, atlas: Atlas) -> Arguments:
    found = Arguments()
    for child in head.children:
        if child.dep_ == "poss" or (child.dep_ in MODIFIERS and child.i < head.i):
            if child.ent_type_ in ("DATE", "TIME"):
                continue
            place = atlas.ending_at(child.doc, child.i)
            is_spot = child.dep_ == "compound" and place is not None and place.kind == "city"
            (found.spots if is_spot else found.agents).extend(_led_by(child))
        elif child.dep_ in ("prep", "agent"):
            _file(kind, child, found)
    if found.patients:
        _file_next(kind, found)
    if found.patients or not any(t.i > head.i for t in found.agents):
        return found
    # "Ukraine's invasion by Russia": with the agent behind, the possessor is the patient.
    return Arguments([t for t in found.agents if t.i > head.i], [t for t in found.agents if t.i < head.i], found.spots)


def _file(kind: EventKind, preposition: Token, found: Arguments) -> None:
    word = preposition.lower_
    objects = [c for c in preposition.children if c.dep_ == "pobj"]
    if word in kind.agent:
        found.agents.extend(objects)
    elif word in kind.patient:
        found.patients.extend(objects)
    elif word in kind.place:
        found.spots.extend(objects)


def _file_next(kind: EventKind, found: Arguments) -> None:
    """File the "by" right behind the patient, which the parser often ties to the verb before."""
    doc, behind = found.patients[-1].doc, found.patients[-1].i + 1
    if behind < len(doc) and doc[behind].lower_ in kind.agent and doc[behind].i not in {t.head.i for t in found.agents}:
        _file(kind, doc[behind], found)


def _led_by(modifier: Token) -> list[Token]:
    """Give the token that names the agent in a modifier: itself, or US in "US-led"."""
    if modifier.pos_ == "VERB":
        return [c for c in modifier.children if c.dep_ in MODIFIERS]
    return [modifier] if modifier.text[0].isupper() else []


def _verb_arguments(kind: EventKind, head: Token) -> Arguments:
    found = Arguments()
    for child in head.children:
        if child.dep_ == "nsubj":
            found.agents.append(child)
        elif child.dep_ in ("dobj", "nsubjpass"):
            found.patients.append(child)
        elif child.dep_ == "agent":
            found.agents.extend(c for c in child.children if c.dep_ == "pobj")
        elif child.dep_ == "prep" and child.lower_ in kind.place:
            found.spots.extend(c for c in child.children if c.dep_ == "pobj")
    if not found.agents and head.dep_ in ("xcomp", "conj", "advcl"):
        found.agents.extend(c for c in head.head.children if c.dep_ == "nsubj")
    return found
