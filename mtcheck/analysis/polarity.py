"""Which denials of the source an article's sentences render, which they drop, and which they add.

Each denial of the source is matched with one of the English: the nearer it stands (along the tree of the sentence) to
the words that render what the source denies, the better. A negative word that renders a word of the source that is no
denial ("lost" for "kalah") matches none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mtcheck.analysis import source_denials
from mtcheck.analysis.denials import Denial, denials, distance, is_affixed, is_on
from mtcheck.analysis.source_denials import SourceDenial
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.word_alignment import align_words
from mtcheck.analysis.word_translations import WordTranslations, key_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OWN = 0.1
"""The score from which an English word surely renders a word of the source."""
_DENIED = 0.3
"""The same for what is denied: "missing" and "difficult" are linked with what they deny too."""
_INDIRECT, _OPTIONAL = 2, 1
"""How much further than a plain "not" a negative word stands, and a phrase that need not be rendered with a denial."""
_UNPLACED = 7
"""How far a denial stands whose words have no counterpart."""
_JOINED = 3
"""How far a word may stand from a "not" that reaches over two predicates ("did not eat or drink")."""

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM"})


@dataclass(frozen=True, slots=True)
class Match:
    """A denial of the source and the English one that answers it, if any, and how far that stands from its place."""

    denial: SourceDenial
    anchors: tuple[Token, ...]
    answer: Denial | None = None
    steps: int = 99


@dataclass(frozen=True)
class Polarity:
    """The denials of some sentences of the article and of those of the source that they render."""

    sentences: tuple[Doc, ...]
    source: tuple[SourceToken, ...]
    table: WordTranslations
    language: str

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """The words of the article's sentences."""
        return tuple(token for sentence in self.sentences for token in sentence)

    @cached_property
    def denials(self) -> tuple[SourceDenial, ...]:
        """The denials of the source."""
        return source_denials.denials(self.source, self.language)

    @cached_property
    def links(self) -> Mapping[int, tuple[Token, ...]]:
        """The words of the article that render each word of the source."""
        found: dict[int, list[Token]] = {}
        for link in align_words(self.words, self.source, self.table):
            found.setdefault(link.source_index, []).append(self.words[link.token_index])
        return {number: tuple(tokens) for number, tokens in found.items()}

    @property
    def coverage(self) -> float:
        """The share of the article's content words that have a counterpart in the source."""
        telling = [t for t in self.words if t.pos_ in _CONTENT]
        linked = {t for tokens in self.links.values() for t in tokens}
        return sum(t in linked for t in telling) / max(1, len(telling))

    @cached_property
    def english(self) -> tuple[Denial, ...]:
        """The article's denials, but for those that render another word of the source.

        Two that cancel each other are none, unless the source denies: "did not stop" is one, for "tidak berhenti".
        """
        found = [d for sentence in self.sentences for d in denials(sentence) if not self._is_explained(d)]
        if any(d.kind == "negator" for d in self.denials):
            return tuple(found)
        cancelled = set[Denial]()
        for denial in found:
            if denial.kind == "negator":
                others = [d for d in found if d.kind == "negative" and is_on(denial, d.token)]
                cancelled |= {denial, *others} if others else set()
        return tuple(d for d in found if d not in cancelled)

    def _is_explained(self, denial: Denial) -> bool:
        """Say whether a negative word renders a word of the source other than a denial and what it denies.

        One without an affix may render what is denied ("afraid" for "takut"), and then denies nothing.
        """
        token = denial.token
        if denial.kind == "negator" or token.lower_ == "yet":
            return False
        own, plain = key_of(token), not is_affixed(token.lower_, adjectival=True)
        return any(
            self.table.score(own, word.form) >= (_OWN if outside else _DENIED)
            for number, word in enumerate(self.source)
            if word.is_word and ((outside := self._is_outside(number)) or (plain and self._is_denied(number)))
        )

    def _is_outside(self, number: int) -> bool:
        """Say whether a word of the source belongs to no denial, nor is the first that one denies or leads to that."""
        return not any(d.first <= number <= max((d.last, *d.scope[:1])) for d in self.denials)

    def _is_denied(self, number: int) -> bool:
        return any(number in d.scope[:1] for d in self.denials if d.kind != "negative")

    def anchors(self, denial: SourceDenial) -> tuple[Token, ...]:
        """Give the words that render what the source denies, the nearest to the denial first."""
        return tuple(t for number in (*denial.scope, *denial.links) for t in self.links.get(number, ()))

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The denials of the source, each with its answer."""
        anchors = [self.anchors(d) for d in self.denials]
        steps = {
            (i, j): self._steps(source, held, answer)
            for i, (source, held) in enumerate(zip(self.denials, anchors, strict=True))
            for j, answer in enumerate(self.english)
        }
        shared = {key for key, far in steps.items() if far <= _JOINED and self.english[key[1]].kind == "negator"}
        ranked = sorted([(far, False, *key) for key, far in steps.items()] + [(steps[k] + 2, True, *k) for k in shared])
        chosen: dict[int, int] = {}
        for _, again, i, j in ranked:
            if i not in chosen and (again or j not in chosen.values()):
                chosen[i] = j
        return tuple(
            Match(denial, held, self.english[chosen[i]], steps[i, chosen[i]]) if i in chosen else Match(denial, held)
            for i, (denial, held) in enumerate(zip(self.denials, anchors, strict=True))
        )

    def _steps(self, source: SourceDenial, anchors: Sequence[Token], answer: Denial) -> int:
        """Count how far an English denial stands from what the source denies."""
        extra = (answer.kind in ("weak", "negative")) * _INDIRECT + (source.kind == "optional") * _OPTIONAL
        own = any(answer.token == t for n in range(source.first, source.last + 1) for t in self.links.get(n, ()))
        near = [distance(t, answer.head) for t in anchors[:3] if t.doc is answer.token.doc]
        return extra + min(near, default=_UNPLACED) - own

    def is_borrowed(self, match: Match) -> bool:
        """Say whether the English denial that answers a denial stands nearer to another that it answers."""
        return any(m.answer == match.answer and m.steps < match.steps for m in self.matches)

    def is_taken(self, match: Match) -> bool:
        """Say whether a negative word stands where what is denied should ("absent") or governs it ("denied going")."""
        answer, denial = match.answer, match.denial
        if answer is None or answer.kind != "negative":
            return False
        held = self.links.get(denial.scope[0], ()) if denial.scope else ()
        if not held:
            return match.steps <= _INDIRECT + 2
        return any(answer.token in (t, *list(t.ancestors)[:2]) for t in held)

    @cached_property
    def added(self) -> tuple[Denial, ...]:
        """The plain denials of the article that answer nothing."""
        answers = [m.answer for m in self.matches]
        return tuple(d for d in self.english if d.kind == "negator" and d not in answers)
