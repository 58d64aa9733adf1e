"""Lexicons of phrases as the tables of a language hold them: entries, their conditions, and topics of articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from mtcheck.analysis import tables
from mtcheck.analysis.phrase_patterns import parse_pattern
from mtcheck.taxonomy import Severity


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of a lexicon: what the source language says, what it means, and how a machine renders it.

    `original` is the phrase in its dictionary form (several forms with " / " between them).

    `literal` are patterns (see phrase_patterns.py), and so are `ordinary`: sound English in which a literal one may
    be found and does not count. The entry counts only where, outside the phrase itself, one of `when` occurs in the
    article, one of `near` in the sentence, and none of `unless` in the sentence; "#name" stands for a topic of the
    table, which is judged over the whole article. `source` says where the fact is from.
    """

    original: str
    meaning: str
    literal: tuple[str, ...]
    suggestion: str
    ordinary: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    severity: Severity | None = None
    confidence: float = 0.9
    preview: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of articles: the words that show it, and how many different ones it takes."""

    words: tuple[str, ...]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of a table and the topics that their conditions name."""

    phrases: tuple[Phrase, ...]
    topics: Mapping[str, Topic] = field(default_factory=dict)

    def __or__(self, other: Lexicon) -> Lexicon:
        """Join two lexicons; a topic of the other one replaces ours of the same name."""
        return Lexicon(self.phrases + other.phrases, {**self.topics, **other.topics})


@cache
def load(language: str, name: str) -> Lexicon:
    """Read a lexicon of a language by the name of its table, once."""
    return read(tables.load(language, name))


def read(table: Mapping[str, Any]) -> Lexicon:
    """Read the lexicon of a table: the array `phrase` and the table `topics`.

    Raises ValueError, naming the entry, for an unknown or missing field, a pattern that cannot be read, or an
    unknown topic.
    """
    topics = {name: Topic(tuple(t["words"]), t.get("at_least", 1)) for name, t in table.get("topics", {}).items()}
    lexicon = Lexicon(tuple(_phrase(entry) for entry in table["phrase"]), topics)
    for phrase in lexicon.phrases:
        named = {word[1:] for word in (*phrase.when, *phrase.near, *phrase.unless) if word.startswith("#")}
        if unknown := named - set(topics):
            raise ValueError(f"{phrase.original}: no topic is called {', '.join(sorted(unknown))}")
    return lexicon


def _phrase(entry: Mapping[str, Any]) -> Phrase:
    name = entry.get("original")
    if unknown := set(entry) - {f.name for f in fields(Phrase)}:
        raise ValueError(f"{name}: unknown fields {', '.join(sorted(unknown))}")
    if missing := {"original", "meaning", "literal"} - set(entry):
        raise ValueError(f"{name}: missing fields {', '.join(sorted(missing))}")
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    if "severity" in values:
        values["severity"] = Severity(values["severity"])
    phrase = Phrase(**{"suggestion": entry["meaning"], **values})
    for pattern in (*phrase.literal, *phrase.ordinary):
        try:
            parse_pattern(pattern)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
    return phrase
