"""Which names of a source an article renders, and which names of the article the source accounts for.

Both questions are answered leniently: a name counts as rendered by the word itself, a spelling that sounds alike, a
translation, a listed English form, a place of the same country, or a short form whose letters the words begin with.
What is left over on both sides is worth a look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from mtcheck.analysis import Context, tables
from mtcheck.analysis.names import sound
from mtcheck.analysis.source_names import SourceName, SourceNames
from mtcheck.analysis.vocabulary import zipf
from mtcheck.analysis.word_translations import key, key_of
from mtcheck.records import Document, Segment

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TRANSLATIONS = 12
"""How many translations of a word are looked at."""
_LEAST = 0.02
"""The probability from which a translation counts."""
_RARE, _SURE = 3.0, 0.2
"""A translation that is rarer in English (Zipf) is somebody's name, and chance unless it has this probability."""
_ALIKE = 80.0
"""The similarity (rapidfuzz ratio) from which two spellings may be one name."""
_STEM = 4
"""So many letters tell that two words are forms of one name ("Democrats", "Demokrat")."""
_WINDOW = 2
"""How many words more than it has letters a short form may stand for."""
_MARKS = ".,:;!?()[]\"'“”‘’"
_GLUED = 6
"""The fewest letters of a name that may have grown together with the word before it ("DilansirDetikFinance")."""
_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "by", "s"})


@dataclass(frozen=True, slots=True)
class Side:
    """What stands in a stretch of a text, for looking names up: words, their sounds, and countries."""

    words: frozenset[str] = frozenset()
    sounds: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()

    def __or__(self, other: Side) -> Side:
        return Side(self.words | other.words, self.sounds | other.sounds, self.countries | other.countries)


class NameMatcher:
    """An article and its source, each looked through for what accounts for the other's names."""

    def __init__(self, context: Context, source: Document) -> None:
        self._context = context
        self.source = source
        self.names = SourceNames(source)
        self._article: dict[int, Side] = {}
        self._licences: dict[int, Side] = {}

    @classmethod
    def of(cls, context: Context) -> NameMatcher:
        """Look through an article and its source; raises ValueError without a source."""
        if context.source is None:
            raise ValueError("names are matched with those of a source, and there is none")
        return cls(context, context.source)

    # --- the source's names in the article ---

    def article_side(self, segments: Iterable[Segment]) -> Side:
        """Give what stands in some segments of the article."""
        side = Side()
        for segment in segments:
            if segment.start not in self._article:
                self._article[segment.start] = self._side_of(self._context.parse(segment))
            side |= self._article[segment.start]
        return side

    @cached_property
    def whole_article(self) -> Side:
        """What stands anywhere in the article."""
        return self.article_side(self._context.document.segments)

    def _side_of(self, doc: Doc) -> Side:
        words = {form for token in doc for form in _forms(token)}
        places = (self._context.atlas.ending_at(doc, i) for i in range(len(doc)))
        return Side(
            frozenset(words), frozenset(map(sound, words)), frozenset(place.country for place in places if place)
        )

    def unrendered(self, name: SourceName, side: Side) -> tuple[str, ...]:
        """Give the words of a name that nothing in a stretch of the article renders; none where its forms do."""
        if name.country:
            return () if name.country in side.countries or self._is_met(name, side) else name.words
        if name.forms:
            return () if self._is_met(name, side) or self._is_abbreviated(name, side) else name.words
        return tuple(word for word in name.words if not self._is_rendered(word, side))

    def _is_met(self, name: SourceName, side: Side) -> bool:
        """Say whether the article keeps a name that English calls otherwise, or has one of its forms."""
        if all(_is_there(word.lower(), side) for word in name.words):
            return True
        return any(_content(form) <= side.words for form in name.forms)

    def _is_rendered(self, word: str, side: Side) -> bool:
        low = word.lower()
        return _is_there(low, side) or any(
            lemma in side.words and p >= _LEAST for lemma, p in self.names.table.from_source(low)[:_TRANSLATIONS]
        )

    def _is_abbreviated(self, name: SourceName, side: Side) -> bool:
        """Say whether the article has the short form of one of the name's English forms ("WHO")."""
        return any(_initials(form) in side.words for form in name.forms if len(form.split()) > 1)

    # --- the article's names in the source ---

    def source_side(self, segments: Iterable[Segment]) -> Side:
        """Give all the English that some segments of the source may come out as."""
        side = Side()
        for segment in segments:
            if segment.start not in self._licences:
                self._licences[segment.start] = self._licence_of(segment)
            side |= self._licences[segment.start]
        return side

    @cached_property
    def whole_source(self) -> Side:
        """All the English that the source may come out as."""
        return self.source_side(self.source.segments)

    def _licence_of(self, segment: Segment) -> Side:
        literal = {word.strip(_MARKS).lower() for word in segment.line.split()}
        english: set[str] = set()
        for token in self.names.tokens[segment.start]:
            if token.is_word:
                literal |= {token.text.lower(), token.form, token.stem, *re.split(r"[-'’.]", token.form)}
                found = self.names.table.from_source(token.form)[:_TRANSLATIONS]
                english |= {lemma for lemma, p in found if p >= (_LEAST if zipf(lemma, "en") >= _RARE else _SURE)}
        countries = set()
        for name in self.names.of(segment):
            english |= {word for form in name.forms for word in _content(form)}
            english |= {_initials(form) for form in name.forms}
            countries |= {name.country} - {""}
            if place := self._context.atlas.find(name.text):
                countries.add(place.country)
            for word in name.words:
                if place := self._context.atlas.find(word):
                    countries.add(place.country)
        english |= {word for country in countries for word in _country_words(country)}
        return Side(
            frozenset(literal | english), frozenset(sound(w) for w in literal if len(w) > 2), frozenset(countries)
        )

    def is_licensed(self, token: Token, side: Side) -> bool:
        """Say whether a stretch of the source accounts for a word of the article."""
        forms = _forms(token)
        if not forms.isdisjoint(side.words) or _is_glued(token.lower_, side):
            return True
        place = self._context.atlas.find(token.text)
        if (
            place is not None
            and place.kind != "unknown"
            and place.country in tables.load("common", "places")["countries"]
        ):
            return place.kind == "city" and any(_is_alike(form, other) for form in forms for other in side.sounds)
        return any(_is_alike(form, other) for form in forms for other in side.sounds)

    @cached_property
    def _runs(self) -> frozenset[frozenset[str]]:
        names = (name for segment in self.source.segments for name in self.names.of(segment))
        return frozenset(frozenset(map(sound, name.words)) for name in names if len(name.words) > 1)

    def knows(self, word: str) -> bool:
        """Say whether translations of a word of the source are known."""
        return self.names.table.knows(word)

    def is_one_bearer(self, one: str, other: str) -> bool:
        """Say whether the source has two words in one name, so that either may stand for it."""
        both = {sound(one), sound(other)}
        return any(both <= run for run in self._runs)

    def is_spelt_out(self, acronym: str, segments: Iterable[Segment]) -> bool:
        """Say whether words in a row, translated, begin with the letters of a short form, in whatever order."""
        letters = sorted(acronym.lower())
        for segment in segments:
            words = [t for t in self.names.tokens[segment.start] if t.is_word]
            for i in range(len(words)):
                window = words[i : i + len(letters) + _WINDOW]
                if _covers(letters, [self._first_letters(t.form) for t in window]):
                    return True
        return False

    def _first_letters(self, form: str) -> frozenset[str]:
        found = self.names.table.from_source(form)[:_TRANSLATIONS]
        return frozenset((form[0], *(lemma[0] for lemma, p in found if p >= _LEAST)))


def _is_there(low: str, side: Side) -> bool:
    return low in side.words or any(_is_alike(low, other) for other in side.sounds)


def _is_glued(low: str, side: Side) -> bool:
    """Say whether a name ends a longer word of the source, a slip of its typists."""
    return len(low) >= _GLUED and any(word.endswith(low) for word in side.words)


def _covers(letters: Sequence[str], words: list[frozenset[str]]) -> bool:
    """Say whether each letter can be given a word of its own."""
    if not letters:
        return True
    first, rest = letters[0], letters[1:]
    return any(first in word and _covers(rest, [*words[:i], *words[i + 1 :]]) for i, word in enumerate(words))


def _forms(token: Token) -> frozenset[str]:
    """Give the forms of a token by which a name may be met: as written, without dots, its lemma, its parts."""
    low = token.lower_.replace("’", "'")
    bare = low.replace(".", "")
    singular = low[:-1] if token.text[:-1].isupper() and token.text.endswith("s") else low
    parts = (part for part in re.split(r"[-/']", low) if len(part) > 1)
    return frozenset(
        form for form in (low, bare, singular, token.lemma_.lower(), key_of(token), key(bare), *parts) if form
    )


@cache
def _content(form: str) -> frozenset[str]:
    """Give the words of an English form that have to be met, as keys."""
    words = re.findall(r"[\w.&'-]+", form.replace("-", " ").lower())
    return frozenset(key(word.replace("'s", "")) for word in words if word not in _SMALL) or frozenset({form.lower()})


@cache
def _initials(form: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", form.lower()) if word not in _SMALL)


@cache
def _country_words(country: str) -> frozenset[str]:
    """Give every word that news calls a country by: its names, its people, its capital; none for what is no country."""
    entry = tables.load("common", "places")["countries"].get(country)
    if entry is None:
        return frozenset()
    names = (country, *(name for kind in ("names", "people", "capital") for name in entry.get(kind, ())))
    return (
        frozenset(
            form
            for name in names
            for word in name.lower().split()
            for form in (word, f"{word}s", key(word), word.replace(".", ""))
        )
        - _SMALL
    )


@cache
def _is_alike(word: str, other: str) -> bool:
    """Say whether a word may be a spelling or a form of a name that is given by its sounds."""
    from rapidfuzz import fuzz

    one = sound(word)
    if one == other:
        return True
    if min(len(one), len(other)) < _STEM:
        return False
    if one.startswith(other) or other.startswith(one):
        return True
    return bool(max(fuzz.ratio(one, other), fuzz.ratio(word, other)) >= _ALIKE)
