"""Which sentences of the source an article's sentences render.

The two texts are in different languages, so a sentence is first made comparable: its names and figures as they stand,
and its words through the word translations of the language pair and, where there is one, the back-translation. Groups
of sentences are alike as these terms are (cosine, rare terms weighing more), and the best monotone alignment is found
as in Gale & Church 1993. Paragraphs that are known to belong together are aligned each on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

from mtcheck.analysis.alignment import Bead, best_beads
from mtcheck.analysis.vocabulary import zipf
from mtcheck.records import Document, Segment, Translation

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from mtcheck.analysis.word_translations import WordTranslations

Terms = Mapping[str, float]
"""The weight of each term of a sentence."""

_FLOOR = 0.15
"""The likeness under which two groups of sentences are not taken for renderings of each other."""
_GAP = -6.0
"""The gain of leaving a sentence without a counterpart: doubtful neighbours are rather paired than left alone."""
LEAST_MATCH = 0.4
"""The part of the one text or the other that matches at least; with less, they belong to two stories. Development
articles match their own source by 0.79 and more, and that of another by 0.40 at most."""
_ENOUGH = 5
"""The number of sentences from which a text tells its story apart from others."""
_SURE = 0.5
"""The likeness from which two groups of sentences are surely renderings of each other."""
_REPEATED = 0.5
"""The likeness of two sentences of one text from which the one repeats the other."""
_NEEDED = 1.03
"""How much more alike than without its first or last sentence a group is at least."""
_RENDERINGS = 4
"""How many translations of a word are looked at."""
_RARE, _NAME = 8.0, 6.0
"""A term weighs as much as its Zipf frequency lies under the first; a name or a figure weighs the second."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences of the article and those of the source that they render; either side may be empty.

    `likeness` lies between 0 and 1.
    """

    article: tuple[Segment, ...]
    source: tuple[Segment, ...]
    likeness: float = 0.0

    @property
    def whole(self) -> bool:
        """Say whether there is something on both sides."""
        return bool(self.article and self.source)


@dataclass(frozen=True)
class Pairs:
    """An article and its source, paired sentence by sentence, in the order of both texts."""

    members: tuple[Pair, ...]

    @classmethod
    def of(
        cls,
        article: Document,
        source: Document,
        parses: Sequence[Doc],
        translations: Sequence[Translation | None] | None = None,
        *,
        paired: bool = False,
    ) -> Pairs:
        """Align the sentences of two texts; datelines are left out.

        `parses` and `translations` have one entry per segment of the article. With `paired`, paragraph i of the
        article renders paragraph i of the source and no other; raises ValueError when their numbers differ.
        """
        from mtcheck.analysis import word_translations

        terms = _Terms(word_translations.load(source.language), source.language)
        made = translations or [None] * len(article.segments)
        sides = zip(article.segments, parses, made, strict=True)
        known = {s.start: terms.of_article(parsed, one) for s, parsed, one in sides}
        given = {s.start: terms.of_source(s.line) for s in source.segments}
        blocks: list[tuple[Sequence[Segment], Sequence[Segment]]] = [(article.segments, source.segments)]
        if paired:
            paragraphs = zip(article.paragraphs, source.paragraphs, strict=True)
            blocks = [(left.segments, right.segments) for left, right in paragraphs]
        return cls(tuple(pair for block in blocks for pair in _aligned(*block, known, given, paired=paired)))

    @cached_property
    def _by_start(self) -> Mapping[int, Pair]:
        return {segment.start: pair for pair in self.members for segment in pair.article}

    def of_segment(self, segment: Segment) -> Pair | None:
        """Give the pair of one of the article's segments; None for a dateline."""
        return self._by_start.get(segment.start)

    @property
    def given(self) -> int:
        """The number of the source's sentences."""
        return sum(len(pair.source) for pair in self.members)

    @property
    def match(self) -> float:
        """Give the part that matches of the text that matches more; doubtful pairs count less."""
        return max(self._share("article"), self._share("source"))

    @property
    def plausible(self) -> bool:
        """Say whether the texts may tell the same story; short ones always may."""
        sentences = [sum(len(getattr(pair, side)) for pair in self.members) for side in ("article", "source")]
        return min(sentences) < _ENOUGH or self.match >= LEAST_MATCH

    def _share(self, side: str) -> float:
        """Give the part of a text that has a counterpart, doubtful ones counting less."""
        lengths = [
            (min(1.0, pair.likeness / _SURE), sum(len(s.text) for s in getattr(pair, side))) for pair in self.members
        ]
        return sum(trust * length for trust, length in lengths) / max(1, sum(length for _, length in lengths))


class _Terms:
    """What makes sentences of two languages comparable: their terms in the source language, with their weights."""

    def __init__(self, words: WordTranslations, language: str) -> None:
        self._words = words
        self._language = language
        self._renderings: dict[str, Terms] = {}

    def of_source(self, line: str) -> Terms:
        """Give the terms of a line in the source language."""
        terms: dict[str, float] = {}
        for token in self._words.source_tokens(line):
            if token.form[:1].isdigit() or any(map(str.isdigit, token.form)):
                terms |= _figures(token.text)
            elif token.form[:1].isalpha():
                terms[token.stem] = self._weight(token.stem)
                if token.text[:1].isupper():
                    terms[_name(token.text)] = _NAME
        return terms

    def of_article(self, sentence: Doc, translation: Translation | None) -> Terms:
        """Give the terms of a sentence of the article: half by its words, half by its back-translation."""
        terms: dict[str, float] = {}
        for token in sentence:
            if token.like_num or any(map(str.isdigit, token.text)):
                terms |= _figures(token.text)
            elif token.is_alpha:
                _add(terms, self._rendered(token.lemma_.lower()))
                if token.text[:1].isupper():
                    terms[_name(token.text)] = _NAME
        if translation is not None and translation.doubt is None:
            back = self.of_source(translation.back_translation)
            terms = {term: (terms.get(term, 0.0) + back.get(term, 0.0)) / 2 for term in {**terms, **back}}
        return terms

    def _rendered(self, lemma: str) -> Terms:
        """Give a word's translations, each with its share of a weight."""
        if lemma not in self._renderings:
            found: dict[str, float] = {}
            for form, share in self._words.to_source(lemma)[:_RENDERINGS]:
                for token in self._words.source_tokens(form)[:1]:
                    _add(found, {token.stem: share * self._weight(token.stem)})
            self._renderings[lemma] = found
        return self._renderings[lemma]

    def _weight(self, stem: str) -> float:
        return max(0.2, _RARE - zipf(stem, self._language))


def _add(terms: dict[str, float], others: Terms) -> None:
    for term, weight in others.items():
        terms[term] = terms.get(term, 0.0) + weight


def _figures(text: str) -> Terms:
    """Give the terms of the figures in a token, however their digits are grouped."""
    return {f"#{digits}": _NAME for part in re.findall(r"\d[\d.,]*", text) if (digits := re.sub(r"\D", "", part))}


def _name(text: str) -> str:
    return f"@{text.lower()}"


def _aligned(
    article: Sequence[Segment],
    source: Sequence[Segment],
    known: Mapping[int, Terms],
    given: Mapping[int, Terms],
    *,
    paired: bool,
) -> Iterator[Pair]:
    """Yield the pairs of two sequences of sentences; where they are known to belong together, one pair at least."""
    left, right = ([s for s in side if s.kind != "dateline"] for side in (article, source))
    likeness = _Likeness([known[s.start] for s in left], [given[s.start] for s in right])
    headlines = all(any(s.kind == "headline" for s in side) for side in (left, right))

    def gain(rows: range, columns: range) -> float:
        if not rows or not columns:
            return _GAP
        one, other = [left[i] for i in rows], [right[j] for j in columns]
        size = sum(len(segment.text) for segment in (*one, *other))
        if _is_mixed(one, other, headlines=headlines) or not likeness.makes_a_group(rows, columns):
            return -float(size)
        return (likeness.of(rows, columns) - _FLOOR) * size

    beads = best_beads(len(left), len(right), gain)
    if paired and not any(bead.left and bead.right for bead in beads):
        beads = (Bead(range(len(left)), range(len(right))),)
    for bead in beads:
        alike = round(likeness.of(bead.left, bead.right), 3) if bead.left and bead.right else 0.0
        yield Pair(tuple(left[i] for i in bead.left), tuple(right[j] for j in bead.right), alike)


def _is_mixed(left: Sequence[Segment], right: Sequence[Segment], *, headlines: bool) -> bool:
    """Say whether a headline is paired with what follows it, which repeats it; a text without one may have it there."""
    kinds = {s.kind for s in left}, {s.kind for s in right}
    return len(kinds[0] | kinds[1]) > 1 if headlines else len(kinds[0]) + len(kinds[1]) > len(kinds)


class _Likeness:
    """How alike groups of sentences are: the cosine of their terms."""

    def __init__(self, left: Sequence[Terms], right: Sequence[Terms]) -> None:
        self._left, self._right = left, right
        self._dots: dict[tuple[int, int], float] = {}
        self._norms: dict[tuple[int, int, int], float] = {}

    def of(self, rows: range, columns: range) -> float:
        """Give the likeness of two groups of neighbouring sentences, between 0 and 1."""
        dot = sum(self._dot(i, j) for i in rows for j in columns)
        return dot / (self._norm(0, rows) * self._norm(1, columns)) if dot else 0.0

    def makes_a_group(self, rows: range, columns: range) -> bool:
        """Say whether several sentences belong together: each has a part in the group, and it needs all of them."""
        if any(self._is_repeated(side, *two) for side in (0, 1) for two in pairwise((rows, columns)[side])):
            return False
        single = [(range(i, i + 1), columns) for i in rows if len(rows) > 1]
        single += [(rows, range(j, j + 1)) for j in columns if len(columns) > 1]
        parts = [(part, columns) for part in (rows[1:], rows[:-1]) if part]
        parts += [(rows, part) for part in (columns[1:], columns[:-1]) if part]
        whole = self.of(rows, columns)
        return all(self.of(*one) >= _FLOOR for one in single) and all(whole >= _NEEDED * self.of(*p) for p in parts)

    def _is_repeated(self, side: int, one: int, other: int) -> bool:
        """Say whether two sentences of one text say the same, so that they do not share the rendering of another."""
        texts = (self._left, self._right)[side]
        dot = sum(weight * texts[other][term] for term, weight in texts[one].items() if term in texts[other])
        norms = self._norm(side, range(one, one + 1)) * self._norm(side, range(other, other + 1))
        return dot >= _REPEATED * norms > 0

    def _dot(self, i: int, j: int) -> float:
        if (i, j) not in self._dots:
            one, other = self._left[i], self._right[j]
            self._dots[i, j] = sum(weight * other[term] for term, weight in one.items() if term in other)
        return self._dots[i, j]

    def _norm(self, side: int, group: range) -> float:
        key = (side, group.start, group.stop)
        if key not in self._norms:
            joined: dict[str, float] = {}
            for i in group:
                _add(joined, (self._left, self._right)[side][i])
            self._norms[key] = sqrt(sum(weight * weight for weight in joined.values()))
        return self._norms[key]
