"""Whether a participant of an English clause is one of a clause of the source.

Names are known by their spelling or, where English has another, by the tables of names; pronouns by their person; nouns
by the table of word translations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.analysis import tables
from mtcheck.analysis.role_frames import counted, words
from mtcheck.analysis.source_names import SourceName
from mtcheck.analysis.source_phrases import Stretch
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.word_translations import WordTranslations, key_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_ALIKE = 84.0
"""The similarity (rapidfuzz ratio) from which two spellings are one name."""
_NAME_LETTERS = 3
_TELLING = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON"})
_MODIFIER = 0.5
"""What the words before and behind a head are worth beside it."""
_SMALL = frozenset({"the", "of", "and", "for", "in", "on", "a", "an"})


class Participants:
    """A line of the source with its names: what may be meant by a phrase of English."""

    def __init__(
        self, tokens: Sequence[SourceToken], names: Sequence[SourceName], table: WordTranslations, language: str
    ) -> None:
        self.tokens = tokens
        self._names = names
        self._table = table
        self._pronouns = _pronouns(language)

    def likeness(self, head: Token, stretch: Stretch, verb: int = -1) -> float:
        """Say from 0 to 1 how likely a phrase of English, by its head, means what stands in a stretch of the source.

        A stretch that is only the verb stands for the clitic on it.
        """
        if not stretch:
            return 0.0
        head = counted(head)
        if head.pos_ == "PRON" or head.lower_ in self._english_pronouns:
            return self._as_pronoun(head.lower_, stretch, verb)
        if stretch == (verb,):
            return 0.0
        telling = [t for t in words(head) if t.pos_ in _TELLING and t.is_alpha]
        names = [t for t in telling if t.pos_ == "PROPN" or (t.text[:1].isupper() and t.i > 0)]
        by_name = sum(self._word(t, stretch) >= _SURE for t in names) / len(names) if names else 0.0
        by_others = max((self._word(t, stretch) for t in telling if t is not head), default=0.0) * _MODIFIER
        return max(self._word(head, stretch), by_name, by_others, self._listed(telling, stretch))

    def score(self, lemma: str, form: str) -> float:
        """Say from 0 to 1 how likely two words translate each other."""
        return self._table.score(lemma, form)

    @property
    def _english_pronouns(self) -> AbstractSet[str]:
        return frozenset().union(*self._pronouns.values())

    def _as_pronoun(self, pronoun: str, stretch: Stretch, verb: int) -> float:
        """Compare a pronoun with those in a stretch, which is no more than a pronoun."""
        forms = [f"-{self.tokens[i].clitic}" if i == verb else self.tokens[i].form for i in stretch]
        return 1.0 if len(forms) <= _PRONOUN_WORDS and any(pronoun in self._pronouns.get(f, ()) for f in forms) else 0.0

    def _word(self, token: Token, stretch: Stretch) -> float:
        return max(self._one(token, self.tokens[i]) for i in stretch)

    def _one(self, token: Token, other: SourceToken) -> float:
        from rapidfuzz import fuzz

        low = token.lower_
        is_name = token.pos_ == "PROPN" or token.text[:1].isupper()
        if is_name and len(low) >= _NAME_LETTERS and other.text[:1].isupper():
            spellings = (other.form, other.text.lower())
            if any(fuzz.ratio(low, spelling, score_cutoff=_ALIKE) for spelling in spellings):
                return 1.0
        return min(1.0, self._table.score(key_of(token), other.form) / _FULL)

    def _listed(self, telling: Sequence[Token], stretch: Stretch) -> float:
        """Say whether a phrase has one of the English forms of a name in the stretch, or their initials."""
        have = {t.lower_ for t in telling} | {t.lemma_.lower() for t in telling}
        for name in self._names:
            if name.forms and set(range(name.start, name.end)) & set(stretch):
                for form in name.forms:
                    needed = [w for w in re.findall(r"[\w.&'-]+", form.lower()) if w not in _SMALL]
                    if needed and (have.issuperset(needed) or "".join(w[0] for w in needed) in have):
                        return 1.0
        return 0.0


_SURE = 0.9
"""The likeness from which two words are one name."""
_FULL = 0.35
"""The score of the table from which a word is surely the translation of another."""
_PRONOUN_WORDS = 3
"""The most words of a stretch that is a pronoun ("he himself")."""


@cache
def _pronouns(language: str) -> Mapping[str, frozenset[str]]:
    return {word: frozenset(english) for word, english in tables.load(language, "voices")["pronouns"].items()}
