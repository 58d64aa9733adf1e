"""Connectives of an article that clash with those of its source: "however" for "therefore", "before" for "after".

Two kinds are compared. What opens a sentence and links it to the one before must not clash with what opens the
source's. What governs a clause or a noun must not clash with what governs its translation in the source. Either
relation must be lacking on the other side, for languages say the same in many ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, product
from typing import Any, Literal

from mtcheck.analysis import tables, word_translations
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.quantities import notation
from mtcheck.analysis.quantities.notation import Phrases, Word
from mtcheck.analysis.vocabulary import zipf
from mtcheck.analysis.word_translations import WordTranslations
from mtcheck.records import Segment

Kind = Literal["linking", "governing"]

_POINTING = 4
"""How many words behind a cause may show that it points back to what was said."""
_GOVERNED = 3
"""How many content words behind a connective are looked at for what it governs."""
_COMMON = 6.0
"""The Zipf frequency from which a word is no content word."""
_TRANSLATES = 0.1
"""The score from which two governed words are each other's translation."""


@dataclass(frozen=True, slots=True)
class Connective:
    """A connective [first, end) among the words of a sentence; `firm`: it has one meaning and may be compared."""

    segment: Segment
    line: tuple[Word, ...]
    first: int
    end: int
    relation: str
    firm: bool

    @property
    def text(self) -> str:
        """The connective as it is written."""
        return " ".join(word.text for word in self.line[self.first : self.end])

    @property
    def start(self) -> int:
        """Where it begins in the original text."""
        return self.segment.start + self.line[self.first].start

    @property
    def stop(self) -> int:
        """Where it ends in the original text."""
        return self.segment.start + self.line[self.end - 1].end

    @property
    def has_comma(self) -> bool:
        """Say whether a comma follows."""
        return self.end < len(self.line) and self.line[self.end].text == ","

    @property
    def opens(self) -> bool:
        """Say whether no word stands before it in its sentence."""
        return not any(word.is_word or word.is_figure for word in self.line[: self.first])


@dataclass(frozen=True, slots=True)
class Clash:
    """A connective of the article, and the one of the source that it does not render; `right` is its English."""

    article: Connective
    source: Connective
    right: str


def clashes(pair: Pair, language: str) -> Iterator[Clash]:
    """Yield the connectives of a pair's article that clash with its source's."""
    yield from _linking(pair, language)
    yield from _governing(pair, language)


def _linking(pair: Pair, language: str) -> Iterator[Clash]:
    """Compare what opens the first sentences of a pair."""
    article, source = _found(pair.article, "en", "linking"), _found(pair.source, language, "linking")
    ours = next((c for c in article if c.firm and c.opens and c.segment is pair.article[0]), None)
    theirs = next((c for c in source if c.firm and c.opens and c.segment is pair.source[0]), None)
    if ours is None or theirs is None or not _clash(ours, theirs, "linking"):
        return
    if not (_is_told(ours, theirs, article, source) or _points_back(theirs, language)):
        write = str(_sections("en", "linking")[theirs.relation]["write"])
        comma = "" if ours.has_comma or theirs.relation == "cause" else ","
        yield Clash(ours, theirs, _cased(write, ours) + comma)


def _governing(pair: Pair, language: str) -> Iterator[Clash]:
    """Compare what governs the same word on both sides."""
    article, source = _found(pair.article, "en", "governing"), _found(pair.source, language, "governing")
    words = word_translations.load(language)
    for ours, theirs in product(article, source):
        if not (ours.firm and theirs.firm and _clash(ours, theirs, "governing")):
            continue
        if _is_told(ours, theirs, article, source):
            continue
        if _govern_the_same(ours, theirs, words, language):
            yield Clash(ours, theirs, _cased(_same_form(ours, theirs.relation), ours))


def _found(segments: Sequence[Segment], language: str, kind: Kind) -> list[Connective]:
    """Give the connectives of some sentences, the longest at each place."""
    found: list[Connective] = []
    for segment in segments:
        line, place = notation.words(segment.text), 0
        while place < len(line):
            if (match := _phrases(language, kind).at(line, place)) is None:
                place += 1
                continue
            end, meanings = match
            found += [Connective(segment, line, place, end, relation, firm) for relation, firm in meanings.items()]
            place = end
    return found


def _is_told(ours: Connective, theirs: Connective, article: Sequence[Connective], source: Sequence[Connective]) -> bool:
    """Say whether either relation is told on the other side as often as on its own, by whatever words."""
    if _count(source, ours.relation) >= _count(article, ours.relation):
        return True
    return _count(article, theirs.relation) >= _count(source, theirs.relation)


def _count(connectives: Sequence[Connective], relation: str) -> int:
    return sum(c.relation == relation for c in connectives)


def _clash(one: Connective, other: Connective, kind: Kind) -> bool:
    pairs = tables.load("common", "connectives")["clashes"][kind]
    return [one.relation, other.relation] in pairs or [other.relation, one.relation] in pairs


def _points_back(theirs: Connective, language: str) -> bool:
    """Say whether a cause of the source is what was said before: "akibat kondisi itu"."""
    pointing = tables.load(language, "connectives")["pointing"]
    behind = theirs.line[theirs.end : theirs.end + _POINTING]
    return theirs.relation == "cause" and any(word.lower in pointing for word in behind)


def _govern_the_same(ours: Connective, theirs: Connective, words: WordTranslations, language: str) -> bool:
    """Say whether one of the first words behind either connective translates one behind the other."""
    mine, other = _governed(ours, "en"), _governed(theirs, language)
    first = chain(product(mine[:1], other), product(mine, other[:1]))
    return any(words.score(one, two) >= _TRANSLATES for one, two in first)


def _governed(connective: Connective, language: str) -> list[str]:
    """Give the first content words that a connective governs, up to the next mark."""
    found: list[str] = []
    for word in connective.line[connective.end :]:
        if not (word.is_word or word.is_figure):
            break
        if zipf(word.lower, language) < _COMMON and len(found) < _GOVERNED:
            found.append(word.lower)
    return found


def _same_form(ours: Connective, relation: str) -> str:
    """Write a relation with a conjunction or a preposition, as the article's connective is one."""
    own, wanted = (_sections("en", "governing")[name] for name in (ours.relation, relation))
    form = "prepositions" if ours.text.lower() in own["prepositions"] else "conjunctions"
    return str(wanted[form][0])


def _cased(text: str, like: Connective) -> str:
    return text.capitalize() if like.text[:1].isupper() else text


def _sections(language: str, kind: Kind) -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = tables.load("common" if language == "en" else language, "connectives")[
        kind
    ]
    return found


@cache
def _phrases(language: str, kind: Kind) -> Phrases[Mapping[str, bool]]:
    """Give the connectives of a language: the relations that each may tell, and whether it surely does."""
    found: dict[str, dict[str, bool]] = {}
    for relation, entry in _sections(language, kind).items():
        for name in entry.keys() - {"write"}:
            for phrase in entry[name]:
                known = found.setdefault(phrase, {})
                known[relation] = known.get(relation, False) or name != "also"
    return Phrases(found.items())
