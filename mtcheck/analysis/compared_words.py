"""The words of a text, and whether another text in the same language has a counterpart of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.analysis import collocations
from mtcheck.analysis.paraphrases import probability, related, same_family
from mtcheck.records import Document

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Place = tuple[int, int]
"""The number of a segment and of a token in it."""
Sentence = Sequence["Word"]

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})
_PARAPHRASE = 0.02
"""The probability from which two words are taken for paraphrases: "phone" and "telephone" have 0.36."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its token, its key (one lemma whatever the part of speech), and the place in the text."""

    token: Token
    key: str
    segment: int
    start: int

    @property
    def place(self) -> Place:
        """The number of the segment and of the token in it."""
        return self.segment, self.token.i


def words_of(document: Document, parses: Sequence[Doc]) -> list[list[Word]]:
    """Give the words of each segment of a text; those of datelines are none."""
    return [
        []
        if segment.kind == "dateline"
        else [Word(token, _key(token), number, segment.start + token.idx) for token in doc if not token.is_space]
        for number, (segment, doc) in enumerate(zip(document.segments, parses, strict=True))
    ]


def _key(token: Token) -> str:
    return collocations.lemma(token.lower_) if token.is_alpha else token.lower_


class Side:
    """The sentences of a text that render some of another's, and the words near them: those of the neighbours too."""

    def __init__(self, sentences: Sequence[Sentence], chosen: range) -> None:
        self.words = [word for words in sentences[chosen.start : chosen.stop] for word in words]
        self._near = [word for words in sentences[max(0, chosen.start - 1) : chosen.stop + 1] for word in words]

    def has_counterpart(self, word: Word, language: str) -> bool:
        """Say whether a form or a spelling of a word is near, or a paraphrase of it in the sentences themselves."""
        return any(_is_same(word, other) for other in self._near) or any(
            probability(word.key, other.key, language) >= _PARAPHRASE for other in self.words if bears_meaning(other)
        )


def _is_same(one: Word, other: Word) -> bool:
    """Say whether two words are one: of two names, only if the one is made of the other ("Japan", "Japanese")."""
    if one.key == other.key:
        return True
    names = _is_name(one) and _is_name(other)
    alike = same_family if names else related
    return any(alike(*pair) for pair in ((one.token.lower_, other.token.lower_), (one.key, other.key)))


def _is_name(word: Word) -> bool:
    return word.token.pos_ == "PROPN" and word.token.text[0].isupper()


def bears_meaning(word: Word) -> bool:
    """Say whether a word is no function word, no number and no mark."""
    token = word.token
    return token.pos_ in _CONTENT and token.is_alpha and not token.is_stop and not token.like_num
