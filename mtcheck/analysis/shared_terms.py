"""What makes sentences of two languages comparable: terms with weights, and how alike groups of sentences are by them.

The terms of a sentence are its names and figures as they stand, and its words through the word translations of the
language pair and, where there is one, the back-translation. Rare terms weigh more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

from mtcheck.analysis.vocabulary import zipf
from mtcheck.records import Translation

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from mtcheck.analysis.word_translations import WordTranslations

Weights = Mapping[str, float]
"""The weight of each term of a sentence."""

FLOOR = 0.15
"""The likeness under which two groups of sentences are not taken for renderings of each other."""
_REPEATED = 0.5
"""The likeness of two sentences of one text from which the one repeats the other."""
_NEEDED = 1.03
"""How much more alike than without its first or last sentence a group is at least."""
_RENDERINGS = 4
"""How many translations of a word are looked at."""
_RARE, _NAME = 8.0, 6.0
"""A term weighs as much as its Zipf frequency lies under the first; a name or a figure weighs the second."""


class Terms:
    """Finds the terms of sentences, all of them in the source language."""

    def __init__(self, words: WordTranslations, language: str) -> None:
        self._words = words
        self._language = language
        self._renderings: dict[str, Weights] = {}

    def of_source(self, line: str) -> Weights:
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

    def of_article(self, sentence: Doc, translation: Translation | None) -> Weights:
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

    def _rendered(self, lemma: str) -> Weights:
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


def _add(terms: dict[str, float], others: Weights) -> None:
    for term, weight in others.items():
        terms[term] = terms.get(term, 0.0) + weight


def _figures(text: str) -> Weights:
    """Give the terms of the figures in a token, however their digits are grouped."""
    return {f"#{digits}": _NAME for part in re.findall(r"\d[\d.,]*", text) if (digits := re.sub(r"\D", "", part))}


def _name(text: str) -> str:
    return f"@{text.lower()}"


class Likeness:
    """How alike groups of sentences are: the cosine of their terms."""

    def __init__(self, left: Sequence[Weights], right: Sequence[Weights]) -> None:
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
        return all(self.of(*one) >= FLOOR for one in single) and all(whole >= _NEEDED * self.of(*p) for p in parts)

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
