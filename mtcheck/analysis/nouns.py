"""Kinds of English nouns (data/common/nouns.toml) and their plurals, for rules of grammar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.analysis import tables
from mtcheck.analysis.vocabulary import zipf

if TYPE_CHECKING:
    from spacy.tokens import Token

_USUAL, _AS_USUAL = 3.3, 0.7
"""The least Zipf value of a plural that shows that its noun is counted, and how much rarer it may be than the noun."""


@dataclass(frozen=True)
class Nouns:
    """The table: what can be counted (with its plurals), who acts (vehicles do, too), what has no plural or article."""

    persons: frozenset[str]
    bodies: frozenset[str]
    singulars: Mapping[str, str]
    plurals: Mapping[str, str]
    uncountable: Mapping[str, str]
    no_article: frozenset[str]

    def plural_of(self, noun: str) -> str | None:
        """Give the plural of a noun that can be counted: of the table, or with a plural as usual as itself."""
        if noun in self.singulars:
            return self.singulars[noun]
        many = plural(noun)
        usual = zipf(many, "en") >= max(_USUAL, zipf(noun, "en") - _AS_USUAL)
        return many if usual and noun.isalpha() and not noun.endswith(("s", "ing")) else None

    def acts(self, noun: Token) -> bool:
        """Say whether a noun is one for persons, or for a body of people."""
        words = {noun.lower_, noun.lemma_.lower()}
        return noun.ent_type_ == "PERSON" or not words.isdisjoint(self.persons | self.bodies)


@cache
def nouns() -> Nouns:
    """Load the table."""
    table = tables.load("common", "nouns")
    countable = {*table["persons"], *table["things"]}
    return Nouns(
        persons=frozenset(table["persons"]),
        bodies=frozenset(table["bodies"] + table["vehicles"]),
        singulars={noun: plural(noun) for noun in countable},
        plurals={plural(noun): noun for noun in countable},
        uncountable=table["uncountable"],
        no_article=frozenset(table["no_article"]["nouns"]),
    )


_IRREGULAR = {"person": "people", "child": "children", "thief": "thieves", "knife": "knives", "wife": "wives"}


def plural(noun: str) -> str:
    """Give the plural of a countable noun of the table ("thieves", "men", "countries")."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith(("man", "woman")):
        return noun[:-3] + "men"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
