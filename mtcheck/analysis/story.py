"""What an article tells of its war: where it is fought, whom the article speaks of, and where it was written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.analysis import Context
from mtcheck.analysis.events import Event, collect
from mtcheck.analysis.places import Atlas, Place, countries
from mtcheck.records import Segment

_INTO = {"in", "of", "to", "into", "across", "from", "inside"}


@dataclass(frozen=True, slots=True)
class Vote:
    """One sentence that places the article's war in a country."""

    place: Place
    segment: Segment


@dataclass(frozen=True, slots=True)
class Story:
    """The events of an article and what surrounds them; `mentions` counts the sentences that name a country."""

    events: tuple[Event, ...]
    votes: tuple[Vote, ...]
    mentions: Counter[str]
    datelines: tuple[Place, ...]

    @classmethod
    def of(cls, context: Context) -> Story:
        """Read the story of an article."""
        atlas = context.atlas
        events = collect(context, atlas)
        mentioned = [(s, p) for s in context.document.segments for p in _mentioned(context, s, atlas)]
        return cls(
            events=events,
            votes=tuple(_votes(context, atlas, events)),
            mentions=Counter(country for _, country in {(s.start, p.country) for s, p in mentioned}),
            datelines=tuple(atlas.resolve(_city(s)) for s in context.document.segments if s.kind == "dateline"),
        )

    def theatre(self, without: Segment, others: frozenset[str]) -> tuple[Vote, ...]:
        """Give the votes for the country that most sentences place the war in.

        A sentence (the suspect one) and the countries that wage the war are left out.
        """
        votes = [v for v in self.votes if v.segment != without and v.place.country not in others]
        ranking = Counter(v.place.country for v in votes).most_common(1)
        return tuple(v for v in votes if v.place.country == ranking[0][0]) if ranking else ()

    def is_home(self, place: Place) -> bool:
        """Say whether the article was written in the place's country, or in the place itself."""
        return any(p.country == place.country or p.name.casefold() == place.name.casefold() for p in self.datelines)


def _votes(context: Context, atlas: Atlas, events: Sequence[Event]) -> Iterator[Vote]:
    seen: set[tuple[int, str]] = set()
    for event in events:
        if not event.kind.conflict or event.protest or event.years:
            continue
        for place in event.where or _around(context, event.segment, atlas):
            if place.kind != "people" and (key := (event.segment.start, place.country)) not in seen:
                seen.add(key)
                yield Vote(place, event.segment)


def _city(dateline: Segment) -> str:
    """Give the city of a dateline such as "JAKARTA, West Java (Agency)"."""
    return re.split(r"[,(/]", dateline.line)[0].strip().title()


def _mentioned(context: Context, segment: Segment, atlas: Atlas) -> Iterator[Place]:
    doc = context.parse(segment)
    for token in doc:
        if token.text[:1].isupper() and (place := atlas.ending_at(doc, token.i)):
            yield place


def _around(context: Context, segment: Segment, atlas: Atlas) -> Iterator[Place]:
    """Yield the places that a sentence locates something in; its war is likely there as well."""
    for token in context.parse(segment):
        if token.dep_ == "pobj" and token.head.lower_ in _INTO and token.ent_type_ in ("GPE", "LOC", "ORG"):
            known = atlas.ending_at(token.doc, token.i)
            yield known or atlas.resolve(token.text)


def name_of(places: Sequence[Place]) -> str:
    """Give the name to call a country by: the commonest that is no city's and no people's."""
    proper = [p.name for p in places if p.kind in ("country", "unknown")] or [p.name for p in places]
    return Counter(proper).most_common(1)[0][0]


def disagree(one: Event, other: Event) -> bool:
    """Say whether two mentions of one kind name different countries as the place, neither naming both."""
    here, there = countries(one.where), countries(other.where)
    return bool(here and there) and not here & there
