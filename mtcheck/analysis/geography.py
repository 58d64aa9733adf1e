"""What an article says of where its places lie, held against the gazetteer (data/common/places.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.analysis import tables
from mtcheck.analysis.places import Atlas, Place

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NAME = r"(?:[A-Z][\w\u2019'-]+)(?: [A-Z][\w\u2019'-]+){0,2}"
_END = r"(?=[,.;:)\u201d\"]|$| (?:on|in|at|after|before|and|as|since|to|from|for|with|by|late|early|where|when|which) )"


@dataclass(frozen=True, slots=True)
class Misplacement:
    """A city said to lie in a country that it does not lie in; [start, end) is the phrase in the sentence."""

    start: int
    end: int
    city: Place
    said: Place


def misplaced(doc: Doc, atlas: Atlas) -> Iterator[Misplacement]:
    """Yield the cities of a sentence that it puts in the wrong country; only the world's own knowledge counts."""
    world = Atlas({})
    for pattern in _patterns():
        for match in pattern.finditer(doc.text):
            city, said = world.find(match["city"]), world.find(match["country"])
            if city is None or said is None or city.kind != "city" or said.kind not in ("country", "people"):
                continue
            if city.country == said.country or _is_disputed(city, said) or _is_namesake(city, said):
                continue
            if not _is_listed(doc.text, match, atlas):
                yield Misplacement(match.start(), match.end(), city, said)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Compile the ways to say where a city lies: "the capital of Ukraine, Moscow", "Jakarta, Malaysia"."""
    city, country = rf"(?P<city>{_NAME}?)", rf"(?P<country>{_NAME}?)"
    capital = rf"\b(?:[Tt]he )?{country}(?:['\u2019]s)? capital(?: city)?"
    return (
        re.compile(rf"\b[Tt]he capital(?: city)? of {country},? {city}{_END}"),
        re.compile(rf"{capital}(?:,| of)? {city}{_END}"),
        re.compile(rf"{capital}(?: of)? {city}(?= (?:is|was|has|remains)\b)"),
        re.compile(rf"\b{city}, (?:which is )?the capital(?: city)? of {country}{_END}"),
        re.compile(rf"\b(?:in|from|to|at|near) {city}, {country}(?=[.;)]|$|, (?:on|where|when|after|said|last)\b)"),
    )


def _is_disputed(city: Place, said: Place) -> bool:
    """Say whether the two countries are at odds over places, or one was part of the other; over capitals few are."""
    table = tables.load("common", "geography")
    capitals = tables.load("common", "places")["countries"].get(city.country, {}).get("capital", ())
    groups: list[list[str]] = table["disputed_capitals"] if city.name in capitals else table["disputed"]
    return "Soviet" in said.name or any(city.country in group and said.country in group for group in groups)


def _is_namesake(city: Place, said: Place) -> bool:
    """Say whether the country has a city of the same name: Moscow in Idaho, London in Canada."""
    namesakes: dict[str, list[str]] = tables.load("common", "geography")["namesakes"]
    return city.name in namesakes.get(said.country, ())


def _is_listed(text: str, match: re.Match[str], atlas: Atlas) -> bool:
    """Say whether the two names are members of a list: "in Tokyo, Malaysia and India"."""
    after = text[match.end() :]
    joined = re.match(rf",? (?:and|or) (?:in )?{_NAME}|, {_NAME}", after)
    before = re.search(r"[A-Z][\w'-]+, (?:in )?$", text[: match.start("city")])
    return bool(joined or before) and "capital" not in match.group() and atlas is not None
