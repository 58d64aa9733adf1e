"""Words of the article that exclude what the source has in their place: "rose" for "fell", "nurse" for "doctor".

Which words exclude one another is data/common/contrasts.toml; what a word of the source means, the table of word
translations says. A word is suspect where nothing in the source accounts for it, the source has a word that surely
means another one of its kind, and nothing else in the sentence renders that word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.analysis import tables, word_translations
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.word_translations import WordTranslations, key, key_of
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.analysis import Context
    from mtcheck.analysis.pairs import Pair

_SURE = 0.5
"""The probability from which a word of the source surely means the members of a group."""
_ACCOUNTS = 0.04
"""The probability from which a word of the source may account for a word of the article."""
_RENDERS = 0.1
"""The score from which a word of the article renders a word of the source."""
_FAR = 0.35
"""How far apart, as parts of their sentences, two words may stand."""
_NAMES = frozenset({"PERSON", "GPE", "LOC", "ORG", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_COMPARATIVES = frozenset({"JJR", "RBR"})
_DEGREES = frozenset({"more", "less"})
"""Who is slower than another is what the other is not: comparisons are turned round freely."""
_DENIALS_BEFORE = 3
"""How many words before a word may deny it."""


@dataclass(frozen=True, slots=True)
class _Set:
    """Groups of lemmas of which one excludes the other."""

    name: str
    groups: tuple[frozenset[str], ...]
    pos: frozenset[str]
    unless: frozenset[str]
    counted: bool

    def has(self, token: Token) -> bool:
        """Say whether a word is meant as the set means it."""
        beside = {token.doc[i].lower_ for i in (token.i - 1, token.i + 1) if 0 <= i < len(token.doc)}
        compared = token.tag_ in _COMPARATIVES or any(child.lower_ in _DEGREES for child in token.children)
        return token.pos_ in self.pos and token.ent_type_ not in _NAMES and not compared and not beside & self.unless


@dataclass(frozen=True, slots=True)
class ContrastedWord:
    """A word of the article, the word of the source in its place, and the lemma that would render that one."""

    segment: Segment
    token: Token
    source: Segment
    source_token: SourceToken
    kind: str
    instead: str


@cache
def _sets() -> tuple[_Set, ...]:
    found = []
    for entry in tables.load("common", "contrasts")["set"]:
        groups = tuple(frozenset(map(key, group.split())) for group in entry["groups"])
        unless = frozenset(entry.get("unless", ()))
        found.append(_Set(entry["name"], groups, frozenset(entry["pos"]), unless, entry.get("counted", False)))
    return tuple(found)


@cache
def _memberships() -> Mapping[str, tuple[tuple[_Set, int], ...]]:
    """Give for each lemma the sets and groups that it belongs to."""
    found: dict[str, tuple[tuple[_Set, int], ...]] = {}
    for one in _sets():
        for number, group in enumerate(one.groups):
            for lemma in group:
                found[lemma] = (*found.get(lemma, ()), (one, number))
    return found


def contrasted_words(context: Context, pair: Pair) -> Iterator[ContrastedWord]:
    """Yield the words of a pair's sentences that exclude what their source says."""
    reading = _Reading.of(context, pair)
    for segment in pair.article:
        for token in context.parse(segment):
            for one, number in _memberships().get(key_of(token), ()):
                if one.has(token) and not reading.accounts_for(one.groups[number]):
                    yield from reading.instead_of(segment, token, one, number)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A pair of sentences as looked at: the words of the source, and the lemmas with which the article renders them."""

    table: WordTranslations
    sentences: tuple[tuple[Segment, tuple[SourceToken, ...]], ...]
    said: frozenset[str]
    negators: Mapping[str, str]

    @classmethod
    def of(cls, context: Context, pair: Pair) -> _Reading:
        table = word_translations.load(context.source_language)
        sentences = tuple((segment, table.source_tokens(segment.line)) for segment in pair.source)
        said = frozenset(key_of(token) for segment in pair.article for token in context.parse(segment))
        return cls(table, sentences, said, tables.load(context.source_language, "polarity")["negators"])

    def accounts_for(self, group: frozenset[str]) -> bool:
        """Say whether a word of the source may mean a member of a group."""
        words = (word for _, tokens in self.sentences for word in tokens if word.is_word)
        return any(
            p >= _ACCOUNTS and lemma in group for word in words for lemma, p in self.table.from_source(word.form)
        )

    def instead_of(self, segment: Segment, token: Token, one: _Set, number: int) -> Iterator[ContrastedWord]:
        """Yield the first word of the source, near the place of a word, that surely means another group of its set."""
        place = (token.i + 0.5) / len(token.doc)
        for source, tokens in self.sentences:
            for i, word in enumerate(tokens):
                if not word.is_word or abs((i + 0.5) / len(tokens) - place) > _FAR:
                    continue
                if one.counted and self._is_counted(tokens[:i]) != any(c.like_num for c in token.lefts):
                    continue
                meant = self._meant(word, one)
                if meant is None or meant == number or self._is_rendered(word, one.groups[meant]):
                    continue
                if not self._is_denied(tokens[max(0, i - _DENIALS_BEFORE) : i], token):
                    instead = next(le for le, _ in self.table.from_source(word.form) if le in one.groups[meant])
                    yield ContrastedWord(segment, token, source, word, one.name, instead)
                    return

    def _meant(self, word: SourceToken, one: _Set) -> int | None:
        """Give the group of a set that a word of the source surely means."""
        translations = self.table.from_source(word.form)
        sums = (sum(p for lemma, p in translations if lemma in group) for group in one.groups)
        return next((number for number, p in enumerate(sums) if p >= _SURE), None)

    def _is_counted(self, before: Sequence[SourceToken]) -> bool:
        """Say whether a number stands right before a word of the source."""
        from spacy.lang.en.lex_attrs import like_num

        if not before:
            return False
        likeliest = self.table.from_source(before[-1].form)[:1]
        return any(map(str.isdigit, before[-1].text)) or any(like_num(lemma) for lemma, _ in likeliest)  # type: ignore[no-untyped-call]

    def _is_rendered(self, word: SourceToken, group: frozenset[str]) -> bool:
        """Say whether the article renders a word of the source somewhere, by a member of its group or otherwise."""
        return bool(group & self.said) or any(self.table.score(le, word.form) >= _RENDERS for le in self.said)

    def _is_denied(self, before: Sequence[SourceToken], token: Token) -> bool:
        """Say whether a denial may make up for an opposite ("not rejected" for "accepted")."""
        if any(word.form in self.negators for word in before):
            return True
        around = (*token.children, *token.head.children, *token.doc[max(0, token.i - _DENIALS_BEFORE) : token.i])
        return any(t.dep_ == "neg" or t.lower_ in ("no", "without") for t in around)
