"""The names of a source: people, places, bodies and short forms, and how English may render those it does not keep.

A name is a capitalised word that the table of word translations does not translate, or one that
data/<language>/names.toml or acronyms.toml lists with its English. Words that merely open a sentence or stand in a
headline count only where the source writes them with a capital inside a sentence too.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from mtcheck.analysis import tables, word_translations
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.vocabulary import zipf
from mtcheck.records import Document, Segment

NameKind = Literal["plain", "country", "place", "acronym", "institution", "term"]
"""What a name is: one that English keeps, a country, one with another English name (a place, a body), the short form
of a body, a body's name in words that are translated; a term is the short form of what is no name."""

_KEPT = 0.3
"""The share of a word's translations that are the word itself, from which it is a name that English keeps."""
_COMMON = 4.0
"""The Zipf frequency from which a word that opens a sentence is no name."""
_HEADLINE = 0.6
"""The part of a line's longer words with a capital from which capitals tell nothing."""
_OPENERS = frozenset("\"'“‘(:-–—.!?")
_LONGEST = 4
_SHORT = 5
"""The most letters of a word in capitals that is taken for a short form."""


@dataclass(frozen=True, slots=True)
class SourceName:
    """A name in a line of the source, [start, end): its words, and the forms that English has for it.

    `forms` is empty where English keeps the words. `country` is the key of data/common/places.toml. `opens`: it opens
    a sentence, where any word has a capital.
    """

    text: str
    start: int
    end: int
    kind: NameKind
    words: tuple[str, ...]
    forms: tuple[str, ...] = ()
    country: str = ""
    before: str = ""
    opens: bool = False


class SourceNames:
    """The names of a source, sentence by sentence."""

    def __init__(self, document: Document) -> None:
        self._language = document.language
        self.table = word_translations.load(document.language)
        self._lists = _Lists.of(document.language)
        self.tokens: Mapping[int, tuple[SourceToken, ...]] = {
            s.start: self.table.source_tokens(s.line) for s in document.segments
        }
        self._headlines = {s.start for s in document.segments if s.kind == "headline" or self._is_title_case(s)}

    def of(self, segment: Segment) -> tuple[SourceName, ...]:
        """Give the names of a segment, in the order of the line."""
        if segment.start not in self._found:
            self._found[segment.start] = tuple(self._names(segment))
        return self._found[segment.start]

    @cached_property
    def _found(self) -> dict[int, tuple[SourceName, ...]]:
        return {}

    @cached_property
    def inside(self) -> frozenset[str]:
        """The lower-case words that the source writes with a capital inside a sentence."""
        return frozenset(
            token.text.lower()
            for start, line in self.tokens.items()
            if start not in self._headlines
            for i, token in enumerate(line)
            if token.text[:1].isupper() and not _opens(line, i)
        )

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that the source writes without a capital somewhere."""
        return frozenset(t.text for line in self.tokens.values() for t in line if t.text[:1].islower())

    def _names(self, segment: Segment) -> Iterator[SourceName]:
        line = self.tokens[segment.start]
        headline = segment.start in self._headlines
        i = 0
        while i < len(line):
            end = next((j for j in range(min(len(line), i + _LONGEST), i, -1) if self._is_listed(line[i:j])), i)
            if end > i:
                yield self._listed(line, i, end)
            elif self._is_plain(line, i, headline=headline):
                end = self._end_of_plain(line, i, headline=headline)
                short = end == i + 1 and line[i].text.isupper() and len(line[i].text) <= _SHORT
                yield _name(line, (i, end), "acronym" if short else "plain")
            elif end := self._end_of_institution(line, i, headline=headline):
                yield _name(line, (i, end), "institution")
            i = max(end, i + 1)

    def _is_listed(self, words: Sequence[SourceToken]) -> bool:
        """Say whether the tables know some words as one name; words of more than capitals need one each."""
        if not all(w.text[:1].isupper() for w in words):
            return False
        text = _joined(words).replace(".", "")
        if len(words) == 1 and text in self._lists.acronyms:
            return True
        return text.lower() in self._lists.countries or text.lower() in self._lists.places

    def _listed(self, line: Sequence[SourceToken], start: int, end: int) -> SourceName:
        text = _joined(line[start:end]).replace(".", "")
        low = text.lower()
        country, forms = self._lists.countries.get(low, ""), self._lists.places.get(low, ())
        short = self._lists.acronyms.get(text, ()) if end == start + 1 else ()
        kind = self._kind(text, country, forms, short)
        if country and start and line[start - 1].text.lower() in self._lists.currencies:
            kind, country = "term", ""
        return _name(line, (start, end), kind, (*forms, *short), country)

    def _kind(self, text: str, country: str, forms: Sequence[str], short: Sequence[str]) -> NameKind:
        if country:
            return "country"
        if forms:
            return "place"
        if text.lower() in self._lists.no_names or not any(form[:1].isupper() for form in short):
            return "term"
        return "acronym" if text.isupper() or text in self._lists.bodies else "plain"

    def _is_plain(self, line: Sequence[SourceToken], i: int, *, headline: bool) -> bool:
        """Say whether a word is a name that English keeps."""
        token = line[i]
        low = token.text.lower()
        if not _is_capitalised(token) or len(low) < 3 or low in self._lists.no_names:
            return False
        ordinary = headline or low in self.small or zipf(low, self._language) >= _COMMON
        if (headline or _opens(line, i)) and low not in self.inside and ordinary:
            return False
        return self.is_kept(low)

    def is_kept(self, low: str) -> bool:
        """Say whether a lower-case word is one that English keeps: it has no translations, or is its own."""
        found = self.table.from_source(low)
        if not found:
            return low not in self.small
        own = sum(p for lemma, p in found if lemma == low)
        return own >= _KEPT

    def _end_of_plain(self, line: Sequence[SourceToken], i: int, *, headline: bool) -> int:
        """Give the end of a run of kept words from one on, small words inside it included."""
        end = i + 1
        while end < len(line):
            bridge = end + 1 if line[end].text.lower() in self._lists.particles and end + 1 < len(line) else end
            if self._is_listed(line[bridge : bridge + 1]) or not self._is_plain(line, bridge, headline=headline):
                break
            end = bridge + 1
        return end

    def _end_of_institution(self, line: Sequence[SourceToken], i: int, *, headline: bool) -> int:
        """Give the end of a run of two or more capitalised words that are translated, or 0."""
        if headline:
            return 0
        end = i
        while end < len(line) and self._is_institutional(line, end):
            end += 1
        return end if end - i > 1 else 0

    def _is_institutional(self, line: Sequence[SourceToken], i: int) -> bool:
        low = line[i].text.lower()
        if not _is_capitalised(line[i]) or low in self._lists.no_names:
            return False
        return not self._is_listed(line[i : i + 1]) and not self._is_plain(line, i, headline=False)

    def _is_title_case(self, segment: Segment) -> bool:
        words = [t.text for t in self.tokens[segment.start] if t.is_word and len(t.text) > 3]
        capitals = sum(w[0].isupper() for w in words)
        return len(words) > 3 and capitals / len(words) > _HEADLINE and segment.line[-1:] not in '.?!"”'


@dataclass(frozen=True)
class _Lists:
    """The tables of a language's names, keys in lower case but for short forms."""

    countries: Mapping[str, str]
    places: Mapping[str, tuple[str, ...]]
    acronyms: Mapping[str, tuple[str, ...]]
    bodies: Collection[str]
    currencies: Collection[str]
    no_names: Collection[str]
    particles: Collection[str]

    @staticmethod
    @cache
    def of(language: str) -> _Lists:
        """Read the tables of a language."""
        names = tables.load(language, "names")
        short: dict[str, tuple[str, ...]] = {}
        bodies: set[str] = set()
        for section, entries in tables.load(language, "acronyms").items():
            if section not in ("context", "word", "phrase"):
                short |= {name: (english,) for name, english in entries.items()}
                bodies |= set(entries) if section != "household" else set()
        for name, forms in names["short_forms"].items():
            short[name] = (*short.get(name, ()), *forms)
        titles = itertools.chain(*(title.split() for title in names["person_titles"]))
        return _Lists(
            countries=_same() | {name.lower(): key for name, key in names["countries"].items()},
            places={name.lower(): tuple(forms) for name, forms in names["places"].items()},
            acronyms=short,
            bodies=frozenset(bodies),
            currencies=frozenset(names["currencies"]),
            no_names=frozenset((*names["no_names"], *titles, *names["place_words"])),
            particles=frozenset(names["particles"]),
        )


def _same() -> dict[str, str]:
    """Give the countries by the names that they may have in both languages ("Kenya")."""
    countries = tables.load("common", "places")["countries"]
    return {name.lower(): key for key, entry in countries.items() for name in (key, *entry.get("names", ()))}


def _name(
    line: Sequence[SourceToken],
    place: tuple[int, int],
    kind: NameKind,
    forms: tuple[str, ...] = (),
    country: str = "",
) -> SourceName:
    start, end = place
    words = line[start:end]
    return SourceName(
        text=_joined(words),
        start=start,
        end=end,
        kind=kind,
        words=tuple(w.text for w in words if w.is_word),
        forms=tuple(dict.fromkeys(forms)),
        country=country,
        before=next((t.text.lower() for t in reversed(line[:start]) if t.is_word), ""),
        opens=_opens(line, start),
    )


def _joined(words: Sequence[SourceToken]) -> str:
    """Write some tokens as they stand in their line."""
    text = ""
    for token, following in zip(words, (*words[1:], None), strict=True):
        text += token.text + (" " * (following.start - token.end) if following else "")
    return text


def _is_capitalised(token: SourceToken) -> bool:
    return token.text[:1].isupper() and not any(map(str.isdigit, token.text))


def _opens(line: Sequence[SourceToken], i: int) -> bool:
    return i == 0 or line[i - 1].text in _OPENERS
