"""Constructions as a table holds them: patterns over the dependency parse, in TOML.

A construction is a list of nodes; each but the first says how it hangs on an earlier one, in the operators of
spaCy's DependencyMatcher ("verb >" child of verb, "verb >--" child to its left, "verb ." the next word; see
https://spacy.io/api/dependencymatcher#operators), and what it must be:

    nodes = [
        { id = "verb", lemma = ["hope"], tag = ["VBZ", "VBD"] },
        { id = "clause", at = "verb >++", dep = ["ccomp"] },
        { id = "to", at = "clause >--", lower = ["to"] },      several ways to hang: at = ["verb >", "clause >"]
    ]
    mark = ["verb", "to"]            the stretch to mark, from the first of these words to the last
    short = ["to"]                   what to mark instead where that stretch is long
    without = ["clause mark"]        the clause has no child of that kind (a dependency, or "=word");
                                     "verb..to and" says that the word "and" does not stand between the two
    first = "verb"                   it opens the sentence, but for what hangs on it
    suggestion = "{verb} that"       the words matched, by their ids; or
    swap = { to = "for" }            the words to write instead of some, the rest of the mark being right
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from mtcheck.analysis import tables
from mtcheck.records import Applicability
from mtcheck.taxonomy import Severity

ATTRIBUTES = {"lower": "LOWER", "lemma": "LEMMA", "dep": "DEP", "tag": "TAG", "pos": "POS", "ent": "ENT_TYPE"}
"""What a node may say of its word, by the names of spaCy."""


@dataclass(frozen=True, slots=True)
class Construction:
    """One entry: what the source language says, what is wrong with the rendering, and the nodes to look for.

    With `whole` the mark runs to the end of what hangs on its last word, if that is near. `applicability` says what the
    suggestion may be used for, where it is not what those of the rule may be.
    """

    original: str
    message: str
    nodes: tuple[Mapping[str, Any], ...]
    mark: tuple[str, ...]
    short: tuple[str, ...] = ()
    suggestion: str | None = None
    swap: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    first: str | None = None
    whole: bool = False
    severity: Severity | None = None
    confidence: float = 0.85
    preview: bool = False
    applicability: Applicability | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of the nodes, in the order of the pattern."""
        return tuple(node["id"] for node in self.nodes)

    @property
    def words(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The words that the nodes name, by attribute ("lower" or "lemma"): of each group one must be there."""
        return tuple(
            (kind, frozenset(node[kind])) for node in self.nodes for kind in ("lower", "lemma") if kind in node
        )


@cache
def load(language: str, name: str) -> tuple[Construction, ...]:
    """Read the constructions of a table (its array `construction`); raises ValueError for one that is unsound."""
    return tuple(_read(entry) for entry in tables.load(language, name).get("construction", ()))


def _read(entry: Mapping[str, Any]) -> Construction:
    name = entry.get("original")
    if unknown := set(entry) - {f.name for f in fields(Construction)}:
        raise ValueError(f"{name}: unknown fields {', '.join(sorted(unknown))}")
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in entry.items()}
    if "severity" in values:
        values["severity"] = Severity(values["severity"])
    construction = Construction(**values)
    _check(construction)
    return construction


def _check(construction: Construction) -> None:
    """Raise ValueError, naming the entry, for a node that is not described or a name that no node has."""
    name = construction.original
    known = set(construction.ids)
    named = {*construction.mark, *construction.short, *construction.swap, *filter(None, [construction.first])}
    named |= {place for condition in construction.without for place in condition.partition(" ")[0].split("..")}
    if named - known:
        raise ValueError(f"{name}: no node is called {', '.join(sorted(named - known))}")
    for number, node in enumerate(construction.nodes):
        if unknown := set(node) - {"id", "at", *ATTRIBUTES}:
            raise ValueError(f"{name}: unknown keys in a node: {', '.join(sorted(unknown))}")
        if ("at" in node) != (number > 0):
            raise ValueError(f"{name}: every node but the first says where it hangs")
    if not construction.words:
        raise ValueError(f"{name}: no node names its words")
