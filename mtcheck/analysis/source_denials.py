"""What a line of the source denies: the words that do it, and the words that they deny (data/<language>/polarity.toml).

A denial reaches over the words behind it up to the first mark or conjunction; words that lead on to the predicate
("not yet been able to") are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from mtcheck.analysis import tables
from mtcheck.analysis.source_words import SourceToken

Kind = Literal["negator", "negative", "optional", "affirmed"]
"""How a source denies: with a word for "not", with a word like "refuse", with a phrase that English may render with
a denial or without, or with two denials that cancel each other."""

_WORDS = 4
"""How many words that are no mere link a denial reaches over."""


@dataclass(frozen=True, slots=True)
class SourceDenial:
    """A denial in a line: the numbers of its own tokens [first, last], of the words in its scope, nearest first."""

    kind: Kind
    first: int
    last: int
    scope: tuple[int, ...]
    links: tuple[int, ...] = ()


def denials(tokens: Sequence[SourceToken], language: str) -> tuple[SourceDenial, ...]:
    """Give the denials of a line, in its order; none in a language without a table of them."""
    table = _table(language)
    found: list[SourceDenial] = []
    at = 0
    while at < len(tokens):
        denial = _denial(tokens, at, table) if table else None
        if denial:
            found.append(denial)
        at = denial.last + 1 if denial else at + 1
    return tuple(found)


@dataclass(frozen=True)
class _Table:
    negators: frozenset[str]
    negative: frozenset[str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Kind], ...]]
    through: frozenset[str]
    ends: frozenset[str]


@cache
def _table(language: str) -> _Table | None:
    try:
        table: Mapping[str, Any] = tables.load(language, "polarity")
    except FileNotFoundError:
        return None
    phrases: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
    kinds: tuple[Kind, ...] = ("affirmed", "optional")
    held = [(phrase, kind) for kind in kinds for phrase in table["phrases"][kind]]
    for phrase, kind in [*held, *((phrase, "negator") for phrase in table["negators"] if " " in phrase)]:
        words = tuple(phrase.split())
        phrases.setdefault(words[0], []).append((words, kind))
    return _Table(
        negators=frozenset(table["negators"]),
        negative=frozenset(table["negative"]),
        phrases={word: tuple(sorted(those, key=lambda p: -len(p[0]))) for word, those in phrases.items()},
        through=frozenset(table["scope"]["through"]),
        ends=frozenset(table["scope"]["ends"]),
    )


def _denial(tokens: Sequence[SourceToken], at: int, table: _Table) -> SourceDenial | None:
    """Give the denial that begins with a token, if one does."""
    form = tokens[at].form
    for words, kind in table.phrases.get(form, ()):
        if len(words) <= len(tokens) - at and all(
            word in ("*", token.form) for word, token in zip(words, tokens[at:], strict=False)
        ):
            last = at + len(words) - 1
            scope, links = _scope(tokens, last, table)
            return SourceDenial(kind, at, last, scope, links)
    if form in table.negative:
        return SourceDenial("negative", at, at, (at, *_scope(tokens, at, table)[0]))
    if form not in table.negators:
        return None
    scope, links = _scope(tokens, at, table)
    # "Bukankah", "tidakkah" and a "bukan" at the end ask; "bukannya" is "instead of"; "adanya tidaknya" asks whether.
    loose = bool(tokens[at].clitic and tokens[at].clitic != "lah") or not (scope or links)
    return SourceDenial("optional" if loose else "negator", at, at, scope, links)


def _scope(tokens: Sequence[SourceToken], at: int, table: _Table) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the words behind a token that it denies, and the links among them."""
    held = list(_reached(tokens, at, table))
    scope = tuple(i for i in held if tokens[i].form not in table.through)[:_WORDS]
    links = tuple(i for i in held if i not in scope and (not scope or i < scope[-1]))
    return (scope, links) if scope else (links[-1:], links[:-1])


def _reached(tokens: Sequence[SourceToken], at: int, table: _Table) -> Iterator[int]:
    for i in range(at + 1, len(tokens)):
        token = tokens[i]
        if not token.is_word and not token.form[:1].isdigit():
            if token.form in ("(", '"', "'", "“", "”", "-"):
                continue
            return
        if token.form in table.ends or (token.form in table.negators and i > at + 1):
            return
        yield i


def is_of_bad(tokens: Sequence[SourceToken], denial: SourceDenial, language: str) -> bool:
    """Say whether something bad is denied, so that English may affirm something good."""
    words: list[str] = tables.load(language, "polarity")["bad"]["words"]
    return any(tokens[number].form in words for number in denial.scope[:1])


def without(tokens: Sequence[SourceToken], denial: SourceDenial, language: str) -> str:
    """Give what stands in the place of a denial's own words where nothing is denied."""
    table: Mapping[str, Any] = tables.load(language, "polarity")
    own = [token.form for token in tokens[denial.first : denial.last + 1]]
    found: str = (table["negators"] | table["negative"]).get(" ".join(own), "")
    return found
