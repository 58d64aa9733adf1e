"""Titles that a sentence changes: another office than the source's, or a deputy, former or acting one that is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from mtcheck.analysis import titles, word_translations
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.titles import EnglishTitle, Particle, SourceTitle, Titles
from mtcheck.analysis.word_translations import WordTranslations, key_of
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.analysis import Context
    from mtcheck.analysis.pairs import Pair

_ACCOUNTS = 0.05
"""The probability from which a word of the source may account for a title."""
_RENDERS = 0.1
"""The score from which a word renders a title of one word."""
_SAME = 0.1
"""How far apart they may stand for their places to be the same."""
_BEHIND = 5
"""How many words behind a title may be its bearer's name."""
_NEAR = 0.2
_FAR = 0.35
"""How far apart, as parts of their sentences, a title and a loose or another rendering of it may stand."""

Kind = Literal["changed", "dropped", "added"]
"""Another office, or a particle of the office dropped or added."""


@dataclass(frozen=True, slots=True)
class TitleFault:
    """A stretch [start, end) of the article, what is wrong with its title, and the words of the source."""

    kind: Kind
    start: int
    end: int
    source: Segment
    said: str
    particle: Particle | None
    suggestion: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Given:
    """A title of the source with its sentence and place, from 0 to 1, in it."""

    title: SourceTitle
    segment: Segment
    tokens: Sequence[SourceToken]

    @property
    def place(self) -> float:
        return (self.title.first + 0.5) / len(self.tokens)

    def names(self) -> frozenset[str]:
        """Give the capitalized words right behind the title: the name of its bearer, or of the office."""
        behind = self.tokens[self.title.last + 1 : self.title.last + 1 + _BEHIND]
        return frozenset(token.text.lower() for token in behind if token.text[:1].isupper())

    def text(self, particle: Particle | None) -> str:
        """Give the words of the title, with those of a particle before it."""
        first = self.title.first
        if particle is not None and self.tokens[first].form not in particle.offices:
            own = {word for words in particle.words for word in words}
            first = max((i for i in range(first) if self.tokens[i].form in own), default=first)
        return self.segment.line[self.tokens[first].start : self.tokens[self.title.last].end]


@dataclass(frozen=True, slots=True)
class _Made:
    """A title of the article with its sentence."""

    title: EnglishTitle
    segment: Segment

    @property
    def place(self) -> float:
        return (self.title.first.i + 0.5) / len(self.title.first.doc)

    def names(self) -> frozenset[str]:
        """Give the capitalized words near the title."""
        last = self.title.last
        near = last.doc[max(0, self.title.first.i - _BEHIND) : last.i + 1 + _BEHIND]
        return frozenset(token.lower_ for token in near if token.text[:1].isupper())

    def fault(
        self, kind: Kind, given: _Given, particle: Particle | None, right: str, *, first: Token | None = None
    ) -> TitleFault:
        """Make a fault of the title, or of it and the words from `first` on."""
        start = (first or self.title.first).idx
        end = self.title.last.idx + len(self.title.last)
        said = given.text(particle if kind == "dropped" else None)
        offset = self.segment.start
        return TitleFault(kind, offset + start, offset + end, given.segment, said, particle, right)


def title_faults(context: Context, pair: Pair) -> Iterator[TitleFault]:
    """Yield the titles of a pair's sentences that the source does not have so."""
    reading = _Reading.of(context, pair)
    yield from reading.changed()
    yield from reading.dropped()
    yield from reading.added()


@dataclass(frozen=True, slots=True)
class _Reading:
    """The titles of a pair of sentences, and their words."""

    table: Titles
    translations: WordTranslations
    given: tuple[_Given, ...]
    made: tuple[_Made, ...]
    tokens: tuple[SourceToken, ...]
    words: frozenset[str]
    lemmas: frozenset[str]

    @classmethod
    def of(cls, context: Context, pair: Pair) -> _Reading:
        table = titles.load(context.source_language)
        translations = word_translations.load(context.source_language)
        lines = [(segment, translations.source_tokens(segment.line)) for segment in pair.source]
        given = tuple(_Given(t, segment, tokens) for segment, tokens in lines for t in table.in_source(tokens))
        docs = [(segment, context.parse(segment)) for segment in pair.article]
        made = tuple(_Made(title, segment) for segment, doc in docs for title in table.in_english(doc))
        return cls(
            table,
            translations,
            given,
            made,
            tuple(token for _, tokens in lines for token in tokens),
            frozenset(word for segment in pair.article for word in titles.words_of(segment.text)),
            frozenset(key_of(token) for _, doc in docs for token in doc),
        )

    def changed(self) -> Iterator[TitleFault]:
        """Yield titles that nothing in the source accounts for, where the source has one that nothing renders."""
        for made in self.made:
            if made.title.phrase in self.table.loose or self._accounted(made.title):
                continue
            missing = [g for g in self.given if abs(g.place - made.place) <= _FAR and not self._rendered(g)]
            missing = [g for g in missing if not _share_a_word(made.title, g.title)]
            if missing:
                given = min(missing, key=lambda g: abs(g.place - made.place))
                right = given.title.english[0]
                sure = abs(given.place - made.place) <= _SAME or bool(given.names() & made.names())
                fault = made.fault("changed", given, None, _as_in(made.title, right))
                yield replace(fault, sure=sure)

    def dropped(self) -> Iterator[TitleFault]:
        """Yield titles whose particles the article lacks."""
        for given in self.given:
            lost = [p for p in given.title.particles if p.suggestion and not self.words & p.english]
            made = [m for m in self.made if m.title.phrase in given.title.english]
            if not lost or not made or self._is_plain(given):
                continue
            nearest = min(made, key=lambda m: abs(m.place - given.place))
            if abs(nearest.place - given.place) <= _FAR:
                office = given.title.name.split()[0]
                words = [p.before.get(office, p.suggestion) for p in reversed(lost)]
                right = _as_in(nearest.title, " ".join((*words, nearest.title.text)))
                yield nearest.fault("dropped", given, lost[-1], right)

    def added(self) -> Iterator[TitleFault]:
        """Yield titles with a particle that the source does not have."""
        for made in self.made:
            word = _before(made.title.first)
            for particle in self.table.particles:
                if word is None or word.lower_ not in particle.adds or particle.stands_in(self.tokens):
                    continue
                given = [g for g in self.given if made.title.phrase in g.title.english]
                if given:
                    nearest = min(given, key=lambda g: abs(g.place - made.place))
                    yield made.fault("added", nearest, particle, made.title.text, first=word)

    def _is_plain(self, given: _Given) -> bool:
        """Say whether the same title stands in the source without a particle too."""
        return any(g.title.name == given.title.name and not g.title.particles for g in self.given)

    def _accounted(self, title: EnglishTitle) -> bool:
        """Say whether a title or another word of the source may have given rise to a title of the article."""
        if any(title.phrase in given.title.english for given in self.given):
            return True
        own = {key_of(token) for token in title.first.doc[title.first.i : title.last.i + 1]}
        titled = {t.form for g in self.given for t in g.tokens[g.title.first : g.title.last + 1]}
        forms = {token.form for token in self.tokens if token.is_word} - titled
        known = (entry for form in forms for entry in self.translations.from_source(form))
        return any(p >= _ACCOUNTS and lemma in own for lemma, p in known)

    def _rendered(self, given: _Given) -> bool:
        """Say whether anything in the article may render a title of the source."""
        if any(made.title.phrase in given.title.english for made in self.made):
            return True
        loose = (made for made in self.made if made.title.phrase in self.table.loose)
        if any(abs(made.place - given.place) <= _NEAR for made in loose):
            return True
        if given.title.first < given.title.last:  # its single words mean other things: duta besar, "great envoy"
            return False
        form = given.tokens[given.title.first].form
        return any(self.translations.score(lemma, form) >= _RENDERS for lemma in self.lemmas)


def _share_a_word(made: EnglishTitle, given: SourceTitle) -> bool:
    """Say whether a title has a word of what may render another: a less exact rendering of it."""
    return any(not set(made.phrase.split()).isdisjoint(phrase.split()) for phrase in given.english)


def _before(token: Token) -> Token | None:
    """Give the word before a token, a hyphen left aside ("ex-president")."""
    words = [t for t in token.doc[max(0, token.i - 2) : token.i] if not t.is_punct]
    return words[-1] if words else None


def _as_in(title: EnglishTitle, words: str) -> str:
    """Write words with the capitals that a title has."""
    return words.title() if title.last.text[:1].isupper() else words
