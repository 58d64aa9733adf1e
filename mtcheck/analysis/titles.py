"""Titles and offices of persons in a sentence and in its source, with what makes them deputy, former or acting ones.

What renders a title, and what the particles are, stands in data/<language>/titles.toml.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from mtcheck.analysis import tables
from mtcheck.analysis.source_words import SourceToken

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HYPHENS = frozenset({"-", "‐", "‑", "–"})
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Particle:
    """What changes an office: its words in the source, and in English."""

    name: str
    words: tuple[tuple[str, ...], ...]
    offices: Mapping[str, str]
    english: frozenset[str]
    adds: frozenset[str]
    also: frozenset[str]
    suggestion: str
    before: Mapping[str, str]

    def stands_in(self, tokens: Collection[SourceToken]) -> bool:
        """Say whether something in the source may give rise to the particle."""
        forms = {form for token in tokens for form in (token.form, token.text.lower())}
        own = {word for words in self.words for word in words} | self.also | self.offices.keys()
        return not forms.isdisjoint(own)


@dataclass(frozen=True, slots=True)
class SourceTitle:
    """A title [first, last] among the tokens of a source sentence, with its English and the particles before it."""

    name: str
    first: int
    last: int
    english: tuple[str, ...]
    particles: tuple[Particle, ...]


@dataclass(frozen=True, slots=True)
class EnglishTitle:
    """A title of a sentence: its first and last words, and its words in lower case."""

    first: Token
    last: Token
    phrase: str

    @property
    def text(self) -> str:
        """The words as the sentence has them."""
        return self.first.doc[self.first.i : self.last.i + 1].text


@dataclass(frozen=True, slots=True)
class Titles:
    """The table of titles of a language."""

    source: _Phrases[str]
    english: _Phrases[str]
    renderings: Mapping[str, tuple[str, ...]]
    loose: frozenset[str]
    particles: tuple[Particle, ...]

    def in_source(self, tokens: Sequence[SourceToken]) -> Iterator[SourceTitle]:
        """Yield the titles of a source sentence, the longest that begins at a word."""
        forms = [[token.form, token.text.lower()] for token in tokens]
        i = 0
        while i < len(tokens):
            name, end = self.source.at(forms, i) or ("", i)
            held = tuple(p for p in self.particles if tokens[i].form in p.offices)
            if held:
                name, end = held[0].offices[tokens[i].form], i + 1
            if name:
                particles = (*self._before(forms, i), *held)
                yield SourceTitle(name, i, end - 1, self.renderings[name], particles)
            i = max(end, i + 1)

    def _before(self, forms: Sequence[Sequence[str]], end: int) -> Iterator[Particle]:
        """Yield the particles that stand right before a title, one before the other."""
        found = True
        while found:
            found = False
            for particle in self.particles:
                for words in particle.words:
                    start = end - len(words)
                    if start >= 0 and all(w in f for w, f in zip(words, forms[start:end], strict=True)):
                        yield particle
                        end, found = start, True
                        break

    def in_english(self, doc: Doc) -> Iterator[EnglishTitle]:
        """Yield the titles of a sentence, the longest that begins at a word, loose ones included."""
        words = [token for token in doc if token.text not in _HYPHENS]
        forms = [_forms(token) for token in words]
        i = 0
        while i < len(words):
            phrase, end = self.english.at(forms, i) or ("", i)
            if phrase:
                yield EnglishTitle(words[i], words[end - 1], phrase)
            i = max(end, i + 1)


class _Phrases(Generic[_T]):
    """Phrases by their first words, each with a value; the longest that begins at a place is found."""

    def __init__(self, phrases: Mapping[tuple[str, ...], _T]) -> None:
        self._phrases = phrases
        self._longest = max(map(len, phrases))

    def at(self, forms: Sequence[Collection[str]], start: int) -> tuple[_T, int] | None:
        """Give the value of the longest phrase that begins at a place, and where it ends."""
        for length in range(min(self._longest, len(forms) - start), 0, -1):
            for words in _readings(forms[start : start + length]):
                if words in self._phrases:
                    return self._phrases[words], start + length
        return None


def _readings(forms: Sequence[Collection[str]]) -> Iterator[tuple[str, ...]]:
    if not forms:
        yield ()
        return
    for rest in _readings(forms[1:]):
        yield from ((form, *rest) for form in dict.fromkeys(forms[0]))


def _forms(token: Token) -> tuple[str, ...]:
    return token.lower_.rstrip("."), token.lemma_.lower().rstrip(".")


def words_of(text: str) -> frozenset[str]:
    """Give the words of an English text in lower case, those that a hyphen joins one by one and as one."""
    found = re.findall(r"[\w.]+(?:[-’'][\w.]+)*", text.lower())
    return frozenset(part.rstrip(".") for word in found for part in (word, *re.split(r"[-’']", word)))


@cache
def load(language: str) -> Titles:
    """Read the table of a language, once."""
    table = tables.load(language, "titles")
    renderings = {name: tuple(english) for name, english in table["titles"].items()}
    known = {phrase for english in renderings.values() for phrase in english} | set(table["loose"])
    return Titles(
        source=_Phrases({tuple(name.split()): name for name in renderings}),
        english=_Phrases({tuple(re.split(r"[ -]", phrase)): phrase for phrase in known}),
        renderings=renderings,
        loose=frozenset(table["loose"]),
        particles=tuple(map(_particle, table["particle"])),
    )


def _particle(entry: Mapping[str, Any]) -> Particle:
    return Particle(
        name=entry["name"],
        words=tuple(tuple(words.split()) for words in entry["words"]),
        offices=entry.get("offices", {}),
        english=frozenset(entry["english"]),
        adds=frozenset(entry["adds"]),
        also=frozenset(entry["also"]),
        suggestion=entry["suggestion"],
        before=entry.get("before", {}),
    )
