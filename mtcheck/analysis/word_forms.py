"""Which forms of which words an article contains, whatever the tagger makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from mtcheck.analysis import parsing

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Place = tuple[int, int]
"""Where a word stands: the number of the text and of the token in it."""


class Forms:
    """The word forms of some parsed texts, by the lemmas that they may belong to, and where they stand."""

    def __init__(self, docs: Sequence[Doc]) -> None:
        self._places: dict[str, set[Place]] = {}
        for number, doc in enumerate(docs):
            for token in doc:
                self._places.setdefault(token.lower_, set()).add((number, token.i))
        self._by_lemma: dict[str, set[str]] = {}
        for form, lemmas in _lemmas(tuple(self._places)):
            for lemma in lemmas:
                self._by_lemma.setdefault(lemma, set()).add(form)

    def of(self, word: str) -> set[str]:
        """Give the forms of a word that occur; a word written with "=" has no form but itself."""
        if word.startswith("="):
            return {word[1:].lower()} & self._places.keys()
        return self._by_lemma.get(word.lower(), set())

    def places(self, word: str) -> set[Place]:
        """Give the places of a word."""
        return {place for form in self.of(word) for place in self._places[form]}


def _lemmas(forms: tuple[str, ...]) -> Iterator[tuple[str, set[str]]]:
    """Yield each form with its lemmas as a verb, noun and adjective.

    The tagger errs often in translated English, so the lemma must not hang on its choice.
    """
    from spacy.tokens import Doc

    lemmatizer = parsing.pipeline().get_pipe("lemmatizer")
    tags = ("VERB", "NOUN", "ADJ")
    words = [form for form in forms for _ in tags]
    doc = Doc(parsing.pipeline().vocab, words=words, pos=list(tags) * len(forms))
    for i, form in enumerate(forms):
        tokens = doc[i * len(tags) : (i + 1) * len(tags)]
        yield form, {form, *(lemma.lower() for token in tokens for lemma in _lemmatized(lemmatizer, token))}


def _lemmatized(lemmatizer: Any, token: Token) -> list[str]:
    return list(lemmatizer.rule_lemmatize(token)) if token.is_alpha else []
