"""Which country a name belongs to: the world's (data/common/places.toml) and what the article itself says.

"Kyiv", "Ukrainian" and "Kharkiv" are all of Ukraine. An article also teaches its own geography ("Velin, the capital
of Zoravia", "the Zoravian city of Mirov"); names that neither knows are countries of their own, compared by stem, so
that "Zoravian" and "Zoravia" agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from mtcheck.analysis import tables
from mtcheck.records import Document

if TYPE_CHECKING:
    from spacy.tokens import Doc

PlaceKind = Literal["country", "people", "city", "unknown"]

_NAME = r"[A-Z][\w\u2019'-]+(?: [A-Z][\w\u2019'-]+){0,2}"
_COMPASS = r"(?:(?:north|south|east|west|central)\w*(?:-\w+)? )"
_DEMONYM_ENDING = re.compile(r"(?:ians?|ans?|ese|ish|ic|is?|ns?|ia|a|s)$")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A name as written, the country it belongs to, and what kind of name it is."""

    name: str
    country: str
    kind: PlaceKind


@dataclass(frozen=True)
class Atlas:
    """The geography of one article; `taught` holds what the article says about where its places lie."""

    taught: Mapping[str, str]

    @classmethod
    def of(cls, document: Document) -> Atlas:
        """Read the article's own geography."""
        return cls(dict(pair for s in document.segments for pair in _taught(s.line)))

    def find(self, name: str) -> Place | None:
        """Give the place of a name that the world or the article knows, else None."""
        name = _POSSESSIVE.sub("", name)
        if known := _known(name):
            return known
        if (holder := self._taught_by_word.get(name.casefold())) is not None:
            # One step only: an article's remarks may run in a circle.
            known = _known(holder)
            return Place(name, known.country if known else stem(holder), "city")
        return None

    def resolve(self, name: str) -> Place:
        """Give the place of a name, taking one that nobody knows for a country of its own."""
        return self.find(name) or Place(_POSSESSIVE.sub("", name), stem(name), "unknown")

    def ending_at(self, doc: Doc, last: int) -> Place | None:
        """Give the known place with the longest name that ends at a token of a parse."""
        for first in range(max(0, last + 1 - _LONGEST_NAME), last + 1):
            text = doc[first : last + 1].text
            if text[0].isupper() and (place := self.find(text)):
                return place
        return None

    @cached_property
    def _taught_by_word(self) -> Mapping[str, str]:
        return {place.casefold(): country for place, country in self.taught.items()}


def _known(name: str) -> Place | None:
    """Look a name up in the world's places: as written, in capitals (a dateline), or as the plural of a people."""
    names = _world()
    found = names.get(name) or (names.get(_recased(name)) if name.isupper() and len(name) > 3 else None)
    if found is None and name.endswith("s"):
        singular = names.get(name[:-1])
        found = singular if singular and singular.kind == "people" else None
    return found and Place(name, found.country, found.kind)


def with_article(name: str) -> str:
    """Give a name as it stands inside a sentence: "the Netherlands", "Ukraine"."""
    return f"the {name}" if name in tables.load("common", "places")["with_article"] else name


def is_nationality(word: str) -> bool:
    """Say whether a word is the adjective or demonym of a known country."""
    found = _known(word)
    return found is not None and found.kind == "people"


def stem(name: str) -> str:
    """Give the stem that a country's unknown name and its adjective share: "zorav" for Zoravia and Zoravian."""
    word = _POSSESSIVE.sub("", name).casefold()
    short = _DEMONYM_ENDING.sub("", word)
    return short if len(short) >= 4 else word


def _recased(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split())


@cache
def _world() -> Mapping[str, Place]:
    """Give every name of places.toml; where two countries share one, a country's name wins over a city's."""
    entries = tables.load("common", "places")["countries"].items()
    kinds: tuple[tuple[str, PlaceKind], ...] = (("cities", "city"), ("capital", "city"), ("people", "people"))
    found: dict[str, Place] = {}
    for key, kind in kinds:
        for country, entry in entries:
            found |= {name: Place(name, country, kind) for name in entry.get(key, ())}
    for country, entry in entries:
        found |= {name: Place(name, country, "country") for name in (country, *entry.get("names", ()))}
    return found


@cache
def _teachings() -> tuple[re.Pattern[str], ...]:
    nouns = f"(?:{'|'.join(tables.load('common', 'places')['place_nouns'])})"
    place, country = rf"(?P<place>{_NAME})", rf"(?P<country>{_NAME})"
    return (
        re.compile(rf"{place},? (?:\([A-Z]+\) )?(?:the|an?) (?:\w+ )?{nouns}(?: city)? (?:of|in) {_COMPASS}?{country}"),
        re.compile(rf"\b(?:capital|city|town|port) of {place}(?:,| in) {_COMPASS}?{country}"),
        re.compile(rf"\b{country}(?:['\u2019]s)? (?:\w+ )?{nouns}(?: city)?,? (?:of )?{place}"),
        re.compile(rf"\b{place}, {_COMPASS}{country}"),
    )


def _taught(line: str) -> Iterator[tuple[str, str]]:
    for pattern in _teachings():
        for match in pattern.finditer(line):
            if match["place"] != match["country"]:
                yield match["place"], match["country"]


def countries(places: Iterable[Place]) -> frozenset[str]:
    """Give the countries of some places."""
    return frozenset(place.country for place in places)
