"""Lexicons of phrases as the tables of a language hold them: entries, their conditions, and topics of articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, TypeGuard, get_args

from mtcheck.analysis import tables
from mtcheck.analysis.phrase_patterns import parse_pattern
from mtcheck.hints import did_you_mean
from mtcheck.records import Applicability
from mtcheck.taxonomy import Severity


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of a lexicon: what the source language says, what it means, and how a machine renders it.

    `original` is the phrase in its dictionary form (several forms with " / " between them).

    `literal` are patterns (see phrase_patterns.py), and so are `ordinary`: sound English in which a literal one may
    be found and does not count. The entry counts only where, outside the phrase itself, one of `when` occurs in the
    article, one of `near` in the sentence, and none of `unless` in the sentence; "#name" stands for a topic of the
    table, which is judged over the whole article. `source` says where the fact is from. `applicability` says what the
    suggestion may be used for; without it, its form decides (see drop_in.py).
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
    applicability: Applicability | None = None

    @property
    def name(self) -> str:
        """What the phrase is called: the first of its forms."""
        return self.original.split(" / ")[0]


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


LEXICONS = ("idioms", "stock_phrases", "senses", "institutions")
"""The phrase lexicons of a language, by the names of their tables; a user's file adds to one of them."""


class LexiconError(ValueError):
    """A table that is not a lexicon; `entry` is the number of the wrong phrase, from 0, where it is one of them."""

    def __init__(self, message: str, entry: int | None = None) -> None:
        super().__init__(message)
        self.entry = entry


@cache
def load(language: str, name: str) -> Lexicon:
    """Read a lexicon of a language by the name of its table, once."""
    return read(tables.load(language, name))


def read(table: Mapping[str, Any]) -> Lexicon:
    """Read the lexicon of a table: the array `phrase`, the table `topics`, and `source` for entries without their own.

    Raises LexiconError, naming the entry, for an unknown or missing field, a value of the wrong type, a pattern that
    cannot be read, or an unknown topic.
    """
    topics = {name: _topic(name, t) for name, t in _table("topics", table.get("topics", {})).items()}
    source = table.get("source", "")
    phrases = []
    entries = table.get("phrase", [])
    if not isinstance(entries, list) or not entries:
        raise LexiconError("no [[phrase]] in it")
    for number, entry in enumerate(entries):
        try:
            phrases.append(_phrase(_table("phrase", entry), source, topics))
        except ValueError as error:
            name = entry.get("original") if isinstance(entry, Mapping) else None
            raise LexiconError(f"{name or f'phrase {number + 1}'}: {error}", number) from error
    return Lexicon(tuple(phrases), topics)


def _table(name: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise LexiconError(f"{name!r} is not a table")
    return value


def _topic(name: str, value: object) -> Topic:
    topic = _table(f"topics.{name}", value)
    if unknown := set(topic) - {"words", "at_least"}:
        raise LexiconError(f"topics.{name}: unknown field {min(unknown)!r} (known: at_least, words)")
    words, at_least = topic.get("words"), topic.get("at_least", 1)
    if not _is_words(words) or not isinstance(at_least, int):
        raise LexiconError(f"topics.{name}: 'words' is a list of strings, 'at_least' a number")
    return Topic(tuple(words), at_least)


def _is_words(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


def _phrase(entry: Mapping[str, Any], source: str, topics: Mapping[str, Topic]) -> Phrase:
    known = {f.name: f.default for f in fields(Phrase)}
    if unknown := sorted(set(entry) - set(known)):
        hint = did_you_mean(unknown[0], known, f" (known: {', '.join(known)})")
        raise ValueError(f"unknown field {unknown[0]!r}{hint}")
    if missing := [name for name in ("original", "meaning", "literal") if not entry.get(name)]:
        raise ValueError(f"missing field {missing[0]!r}")
    values = {name: _value(name, value, known[name]) for name, value in entry.items()}
    phrase = Phrase(**{"suggestion": entry["meaning"], "source": source, **values})
    for pattern in (*phrase.literal, *phrase.ordinary):
        parse_pattern(pattern)
    for word in (*phrase.when, *phrase.near, *phrase.unless):
        if word.startswith("#") and word[1:] not in topics:
            raise ValueError(f"no topic is called {word[1:]!r}")
    return phrase


def _value(name: str, value: Any, default: object) -> object:
    """Give a field's value as Phrase holds it; raises ValueError when it is not of the field's type."""
    if name == "severity":
        return Severity(value)
    if name == "applicability":
        if value not in (known := get_args(Applicability)):
            raise ValueError(f"'applicability' is one of {', '.join(known)}, not {value!r}")
        return value
    if name == "literal" or isinstance(default, tuple):
        if not _is_words(value):
            raise ValueError(f"{name!r} is a list of strings, not {value!r}")
        return tuple(value)
    if name == "confidence":
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise ValueError(f"'confidence' is a number from 0 to 1, not {value!r}")
        return float(value)
    wanted = bool if name == "preview" else str
    if not isinstance(value, wanted):
        raise ValueError(f"{name!r} is a {wanted.__name__}, not {value!r}")
    return value
