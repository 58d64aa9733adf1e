"""Events with who did them to whom and where, read off the dependency parse (data/common/events.toml).

"Russia's invasion of Ukraine", "the invasion of Ukraine by Russia", "Russian troops invaded Ukraine" and "Ukraine was
invaded" are all read as one event: class invasion, agent Russia, patient Ukraine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from mtcheck.analysis import Context, tables
from mtcheck.analysis.arguments import MODIFIERS, EventKind, arguments, kinds
from mtcheck.analysis.places import Atlas, Place
from mtcheck.records import Segment, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d(?!\d|[-/.,]\d)")
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_QUOTES = re.compile('["\u201c\u201d]')
_GOVERNING = {"amod", "neg", "aux", "mark", "det", "compound", "acomp"}
_CLAUSE = {"ROOT", "ccomp", "parataxis"}


@dataclass(frozen=True, slots=True)
class Event:
    """One mention of an event; `target` is the token that names its patient outright, where one does.

    `hedged` tells that it did not happen or is another one, `protest` that people protest against it, `years` the
    years and eras, and `days` the days of the week, that its sentence names.
    """

    kind: EventKind
    segment: Segment
    span: Span
    agents: tuple[Place, ...]
    patients: tuple[Place, ...]
    spots: tuple[Place, ...]
    target: Place | None
    hedged: bool
    quoted: bool
    protest: bool
    years: frozenset[str]
    days: frozenset[str]

    @property
    def where(self) -> tuple[Place, ...]:
        """Everything that tells where the event took place: its patients and its places."""
        return (*self.patients, *self.spots)


def collect(context: Context, atlas: Atlas) -> tuple[Event, ...]:
    """Give all events of an article, in the order of the text."""
    found = []
    for segment, doc in zip(context.document.segments, context.parses, strict=True):
        for token in doc:
            kind = kinds().get((token.pos_, token.lemma_.lower()))
            if kind is not None:
                found.append(_event(kind, segment, token, atlas))
    return tuple(found)


def _event(kind: EventKind, segment: Segment, head: Token, atlas: Atlas) -> Event:
    found = arguments(kind, head, atlas)
    first = min((t for t in found.agents if t.i < head.i), key=lambda t: t.i, default=head)
    last = max((t for t in (*found.patients, *found.agents) if t.i > head.i), key=lambda t: t.i, default=head)
    start = segment.start + (head.idx if first is head else _beginning(first, atlas))
    text = segment.line
    return Event(
        kind=kind,
        segment=segment,
        span=Span(start, segment.start + last.idx + len(last)),
        agents=_places(found.agents, atlas),
        patients=_places(found.patients, atlas),
        spots=_places(found.spots, atlas),
        target=_target(found.patients, atlas),
        hedged=_is_hedged(head),
        quoted=len(_QUOTES.findall(segment.text[: head.idx])) % 2 == 1,
        protest=_is_protested(head),
        years=frozenset(_YEAR.findall(text)) | _eras(text),
        days=frozenset(_DAY.findall(text)),
    )


def past_targets(agents: Iterable[str]) -> frozenset[str]:
    """Give the countries that these agents are known to have attacked; an article may well compare."""
    history: Mapping[str, list[str]] = tables.load("common", "events")["history"]
    return frozenset(target for agent in agents for target in history.get(agent, ()))


def _places(tokens: Iterable[Token], atlas: Atlas) -> tuple[Place, ...]:
    return tuple(place for token in tokens for noun in _joined(token) for place in _named_by(noun, atlas))


def _joined(token: Token) -> Iterator[Token]:
    """Yield a noun and those joined to it: Ukraine, Georgia and Moldova."""
    yield token
    for child in token.children:
        if child.dep_ in ("conj", "appos"):
            yield from _joined(child)


def _named_by(noun: Token, atlas: Atlas) -> tuple[Place, ...]:
    """Give the places that a noun phrase names: its head, else its modifiers, else what stands behind it."""
    if place := atlas.ending_at(noun.doc, noun.i):
        return (place,)
    if noun.pos_ == "PROPN" and noun.ent_type_ not in ("DATE", "TIME"):
        return (atlas.resolve(noun.text),)
    before = [c for c in noun.children if c.dep_ in (*MODIFIERS, "poss") and c.text[0].isupper()]
    behind = [o for c in noun.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"]
    for group in (before, behind):
        if found := tuple(p for t in group if (p := _named(t, atlas))):
            return found
    return ()


def _named(token: Token, atlas: Atlas) -> Place | None:
    known = atlas.ending_at(token.doc, token.i)
    return known or (atlas.resolve(token.text) if token.pos_ == "PROPN" else None)


def _target(patients: list[Token], atlas: Atlas) -> Place | None:
    if len(patients) != 1 or any(c.dep_ == "conj" for c in patients[0].children):
        return None
    noun = patients[0]
    known = atlas.ending_at(noun.doc, noun.i)
    place = known or (atlas.resolve(noun.text) if noun.pos_ == "PROPN" else None)
    # "They protest the war in London" is English for a protest in London.
    loose = noun.head.lower_ == "in" and _is_protested(noun.head)
    return place if place is not None and place.kind != "people" and not loose else None


def _beginning(token: Token, atlas: Atlas) -> int:
    """Give the offset where the phrase of an agent begins: "South" in "South Korean invasion"."""
    place = atlas.ending_at(token.doc, token.i)
    first = token.doc.char_span(token.idx + len(token) - len(place.name), token.idx + len(token)) if place else None
    if first is not None:
        return int(first.start_char)
    left = token.left_edge
    return int(left.idx if token.i - left.i <= 3 and left.pos_ != "DET" else token.idx)


@cache
def _words(table: str, key: str) -> frozenset[str]:
    entries: Mapping[str, Any] = tables.load("common", "events")[table]
    return frozenset(entries[key])


def _is_hedged(head: Token) -> bool:
    """Say whether a word of doubt, denial or another time governs the event or stands right by it."""
    hedges = _words("hedges", "words")
    node = head
    while True:
        near = (
            node,
            *(c for c in node.children if c.dep_ in ("amod", "neg", "aux", "mark", "det", "compound", "acomp")),
        )
        if any(t.lemma_.lower() in hedges or t.lower_ in hedges for t in near):
            return True
        if node.dep_ == "ROOT" or node.head is node:
            return False
        node = node.head


def _is_protested(head: Token) -> bool:
    """Say whether a verb or noun of protest governs the event within its clause."""
    for node in head.ancestors:
        if node.lemma_.lower() in _words("protest", "verbs" if node.pos_ == "VERB" else "nouns"):
            return True
        if node.dep_ in _CLAUSE and node.pos_ == "VERB":
            return False
    return False


def _eras(text: str) -> frozenset[str]:
    folded = text.casefold()
    return frozenset(era for era in _words("hedges", "eras") if era in folded)
