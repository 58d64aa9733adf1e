"""How single words of the source language are translated: probabilities both ways, learnt from parallel text.

The table is made by scripts/prepare_word_translations.py: data/<language>/word_translations.npz. It holds English
lemmas, and what they are linked with in parallel text: forms of the source language (lower case, without clitics) and,
as a back-off, their stems. A form knows more than its stem (kalah "lose", mengalahkan "defeat"), a stem is known for
more words. The arrays: `lemmas`, `forms`, `stems` and `known` are words, joined by line feeds, as UTF-8 bytes;
`stem_of` gives each known form the number of its stem; for either kind of words, `*_sizes` says how many translations
each has, `*_lemmas` are these, `*_to` and `*_from` are p(lemma | word) and p(word | lemma) times 255.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from mtcheck.analysis import collocations, source_words, tables
from mtcheck.analysis.source_words import SourceToken
from mtcheck.records import MissingComponentError

if TYPE_CHECKING:
    from spacy.tokens import Token

Translations = tuple[tuple[str, float], ...]
"""Words with their probabilities, the likeliest first."""

_STEM = 0.7
"""What a translation of the stem is worth beside one of the form itself."""
_ALIKE = 85.0
"""The similarity (rapidfuzz ratio) from which two long words are the same name or loanword."""
_LOAN = 0.8
"""What a resemblance is worth beside what the table says."""
_LONG = 5
"""The fewest letters of a long word."""


def key(word: str) -> str:
    """Give the key of an English word, inflected or not: one lemma whatever its part of speech."""
    word = word.lower().strip()
    return collocations.lemma(word) if word.isalpha() else word.replace(" ", "")


def key_of(token: Token) -> str:
    """Give the key of a token ("n't" is "not", British spellings are American)."""
    return key(token.norm_)


class WordTranslations:
    """The translations of one language's words; words of English may be given as lemmas or inflected."""

    def __init__(self, language: str, forms: _Table, stems: _Table, stem_of: Mapping[str, str]) -> None:
        self._language, self._forms, self._stems, self._stem_of = language, forms, stems, stem_of
        self._cached_score = lru_cache(maxsize=262144)(self._score)
        self._cached_scores = lru_cache(maxsize=16384)(self._scores)
        self._cached_stem = lru_cache(maxsize=65536)(self._stem)

    def from_source(self, word: str) -> Translations:
        """Give the English lemmas that a word of the source renders: those of its form, then of its stem."""
        form = source_words.split(word.lower(), self._language)[0]
        found = self._forms.by_word(form)
        return found + _new(self._stems.by_word(self.stem(form)), found)

    def to_source(self, lemma: str) -> Translations:
        """Give the forms of the source language, without clitics, that render an English word."""
        return self._forms.by_lemma(key(lemma))

    def knows(self, word: str) -> bool:
        """Say whether the table has a word of the source language or its stem."""
        return bool(self.from_source(word))

    def source_tokens(self, line: str) -> tuple[SourceToken, ...]:
        """Cut a line of the source language into words, numbers and marks."""
        return tuple(source_words.tokens(line, self._language, self.stem))

    def stem(self, form: str) -> str:
        """Give the stem of a lower-case form without clitics: the form itself where none is known."""
        return self._cached_stem(form)

    def score(self, lemma: str, source_word: str) -> float:
        """Say from 0 to 1 how likely two words translate each other, the geometric mean of both directions.

        Names, numbers and loanwords that are spelt alike need not be in the table.
        """
        return self._cached_score(lemma, source_word)

    def _stem(self, form: str) -> str:
        if form in self._stem_of:
            return self._stem_of[form]
        known = [stem for stem in source_words.stems(form, self._language) if stem in self._stems]
        return max(known, key=lambda stem: (self._stems.mass(stem), len(stem)), default=form)

    def _score(self, lemma: str, source_word: str) -> float:
        lemma, form = key(lemma), source_words.split(source_word.lower(), self._language)[0]
        if lemma == form:
            return 1.0
        return max(self._cached_scores(form).get(lemma, 0.0), _resemblance(lemma, form, self._language))

    def _scores(self, form: str) -> Mapping[str, float]:
        """Give the scores of all lemmas that the table links with a form or, at a discount, with its stem."""
        found = {lemma: _STEM * score for lemma, score in self._stems.scores(self.stem(form))}
        for lemma, score in self._forms.scores(form):
            found[lemma] = max(score, found.get(lemma, 0.0))
        return found


class _Table:
    """Words of the source language, each with lemmas, p(lemma | word) and p(word | lemma)."""

    def __init__(self, words: list[str], lemmas: list[str], arrays: Mapping[str, Any]) -> None:
        import numpy as np

        self._words, self._lemmas, self._arrays = words, lemmas, arrays
        self._number = {word: i for i, word in enumerate(words)}
        self._starts = np.concatenate([[0], np.cumsum(arrays["sizes"], dtype=np.int64)]).tolist()

    def __contains__(self, word: str) -> bool:
        return word in self._number

    def _entries(self, word: str) -> range:
        number = self._number.get(word)
        return range(0) if number is None else range(self._starts[number], self._starts[number + 1])

    def by_word(self, word: str) -> Translations:
        """Give the lemmas that render a word, with p(lemma | word)."""
        to = self._arrays["to"]
        return _sorted((self._lemmas[self._arrays["lemmas"][i]], int(to[i]) / 255) for i in self._entries(word))

    def by_lemma(self, lemma: str) -> Translations:
        """Give the words that render a lemma, with p(word | lemma)."""
        back = self._arrays["from"]
        return _sorted((self._words[word], int(back[i]) / 255) for word, i in self._by_lemma.get(lemma, ()))

    @cached_property
    def _by_lemma(self) -> Mapping[str, list[tuple[int, int]]]:
        found = defaultdict(list)
        lemmas = self._arrays["lemmas"].tolist()
        for word, (start, end) in enumerate(zip(self._starts, self._starts[1:], strict=False)):
            for i in range(start, end):
                found[self._lemmas[lemmas[i]]].append((word, i))
        return found

    def mass(self, word: str) -> int:
        """Say how much of English a word renders: the sum of p(word | lemma), times 255."""
        return sum(int(self._arrays["from"][i]) for i in self._entries(word))

    def scores(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield the lemmas that render a word with the geometric mean of p(lemma | word) and p(word | lemma)."""
        for i in self._entries(word):
            product = int(self._arrays["to"][i]) * int(self._arrays["from"][i])
            yield self._lemmas[self._arrays["lemmas"][i]], math.sqrt(product) / 255


def _sorted(found: Iterable[tuple[str, float]]) -> Translations:
    return tuple(sorted(found, key=lambda entry: (-entry[1], entry[0])))


def _new(found: Translations, known: Translations) -> Translations:
    words = {word for word, _ in known}
    return tuple((word, p * _STEM) for word, p in found if word not in words)


def _resemblance(lemma: str, form: str, language: str) -> float:
    """Say how far two words are spelt alike: numbers by their digits, long words by their letters."""
    from rapidfuzz import fuzz

    if any(c.isdigit() for c in lemma):
        digits = ["".join(filter(str.isdigit, word)) for word in (lemma, form)]
        return 0.9 if digits[0] == digits[1] else 0.0
    if min(len(lemma), len(form)) < _LONG:
        return 0.0
    spellings = {lemma, _borrowed(lemma, language)}
    return max(fuzz.ratio(spelling, form, score_cutoff=_ALIKE) for spelling in spellings) / 100 * _LOAN


@lru_cache(maxsize=65536)
def _borrowed(word: str, language: str) -> str:
    """Spell an English word as the language would if it borrowed it ("electrification": "elektrifikasi")."""
    for pattern, spelling in tables.load(language, "words")["borrowed"]:
        word = re.sub(pattern, spelling, word)
    return word


@cache
def load(language: str) -> WordTranslations:
    """Read the table of a language, once; raises MissingComponentError where the package has none."""
    import numpy as np

    resource = files("mtcheck") / "data" / language / "word_translations.npz"
    if not resource.is_file():
        raise MissingComponentError(f"there is no table of word translations for the language '{language}'")
    with as_file(resource) as path, np.load(path) as data:
        words = {name: data[name].tobytes().decode().split("\n") for name in ("lemmas", "forms", "stems", "known")}
        forms, stems = (
            _Table(words[kind], words["lemmas"], {a: data[f"{kind}_{a}"] for a in ("sizes", "lemmas", "to", "from")})
            for kind in ("forms", "stems")
        )
        stem_of = dict(zip(words["known"], map(words["stems"].__getitem__, data["stem_of"].tolist()), strict=True))
    return WordTranslations(language, forms, stems, stem_of)
