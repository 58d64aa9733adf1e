"""What an English sentence denies: the words that negate, and the words that hold a negation within them.

The tables stand in data/common/polarity.toml. What only looks like a denial ("not only", "no doubt") is left out, and
so are two denials that cancel each other ("not impossible").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from mtcheck.analysis import tables
from mtcheck.analysis.vocabulary import zipf

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Kind = Literal["negator", "approximate", "weak", "negative"]
"""A word for "not", one that comes near to it ("few", "yet to"), one that may be the trace of it ("still", "only"), or
one that denies by its sense or affix."""

_KNOWN, _KNOWN_LONG = 3.0, 2.0
"""The Zipf frequency from which what stands behind an affix is a word, and from which a long one is."""
_LONG = 8


@dataclass(frozen=True, slots=True)
class Denial:
    """A word that denies, and the word that it stands with: "not" with its verb, "no" with its noun."""

    kind: Kind
    token: Token

    @property
    def head(self) -> Token:
        """The word that is denied; that of a negative word is itself."""
        if self.kind == "negative":
            return self.token
        inner = next((c for c in self.token.rights if c.dep_ in ("pobj", "pcomp")), None)
        return inner or (self.token.head if self.token.dep_ not in ("nsubj", "dobj", "ROOT") else self.token)


def denials(doc: Doc) -> tuple[Denial, ...]:
    """Give the denials of a sentence in its order."""
    words = [token.lower_ for token in doc]
    spared = {at + i for phrase in _phrases("phrases") for at in _places(words, phrase) for i in range(len(phrase))}
    negative = {at for phrase in _phrases("negative phrases") for at in _places(words, phrase)}
    kinds = ((t, "negative" if t.i in negative else kind_of(t)) for t in doc if t.i not in spared)
    return tuple(Denial(kind, token) for token, kind in kinds if kind is not None and not _restricts(token))


def kind_of(token: Token) -> Kind | None:
    """Say how a word denies, if it does."""
    word, lemma, table = token.lower_, token.lemma_.lower(), _table()
    if token.dep_ == "neg" or word in table["negators"]:
        return None if word == "no" and _counts(token) else "negator"
    if word in table["approximate"] and (word != "yet" or token.doc[token.i + 1 :][:1].text == "to"):
        return "approximate"
    if word in table["weak"] or word == "yet":
        return "weak"
    negative = {"VERB": "verbs", "AUX": "verbs", "NOUN": "nouns", "ADJ": "adjectives", "ADV": "adjectives"}
    if lemma in table.get(negative.get(token.pos_, ""), ()) or is_affixed(
        word, adjectival=token.pos_ in ("ADJ", "ADV")
    ):
        return "negative"
    return None


def _restricts(token: Token) -> bool:
    """Say whether a "not" has its "only" behind it ("do not come from Jakarta only", "cannot say enough")."""
    return token.dep_ == "neg" and any(
        t.lower_ in ("only", "alone", "merely", "enough") for t in token.head.subtree if t.i > token.i
    )


def _counts(token: Token) -> bool:
    """Say whether "No" is short for "number"."""
    after = token.doc[token.i + 1 :][:2].text.removeprefix(".").strip()
    return token.text == "No" and after[:1].isdigit()


@cache
def is_affixed(word: str, *, adjectival: bool = False) -> bool:
    """Say whether an affix denies in a word ("unclear", "homeless", "smoke-free"), be it an adjective or adverb."""
    table = _table()
    if word in table["words"]:
        return True
    if word in table["apart"]:
        return False
    bare = [word.removeprefix(p).removeprefix("-") for p in table["prefixes"] if word.startswith(p)]
    bare += [word.removeprefix(p) for p in table["adjectival"] if adjectival and word.startswith(p)]
    if adjectival and word.startswith(("un", *table["adjectival"])) and word.endswith(tuple(table["able"])):
        return True
    bare += [word.removesuffix(s).removesuffix("-") for s in table["suffixes"] if word.endswith(s)]
    return any(
        len(rest) > 3 and rest != word and zipf(rest, "en") >= (_KNOWN_LONG if len(rest) >= _LONG else _KNOWN)
        for rest in bare
    )


@cache
def _table() -> Mapping[str, frozenset[str]]:
    table: Mapping[str, Any] = tables.load("common", "polarity")
    words = {
        "negators": table["negators"]["words"],
        "approximate": table["negators"]["approximate"],
        "weak": table["negators"]["weak"],
        **{kind: held for kind, held in table["negative"].items() if kind != "phrases"},
        "negative phrases": table["negative"]["phrases"],
        **table["affixes"],
        "phrases": table["phrases"]["none"],
    }
    return {name: frozenset(held) for name, held in words.items()}


@cache
def _phrases(name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in _table()[name])


def _places(words: Sequence[str], phrase: Sequence[str]) -> Iterator[int]:
    first, size = phrase[0], len(phrase)
    for at, word in enumerate(words):
        if word == first and tuple(words[at : at + size]) == tuple(phrase):
            yield at


def is_on(denial: Denial, token: Token) -> bool:
    """Say whether a word for "not" stands directly with a word or with the copula that joins it to its subject."""
    head = denial.head
    return head == token or (head.lemma_ == "be" and token.head == head and token.dep_ in ("acomp", "attr"))


def distance(one: Token, other: Token) -> int:
    """Count the steps between two words of a sentence along its tree; 99 where they stand in two trees."""
    above = {token.i: steps for steps, token in enumerate((one, *one.ancestors))}
    meet = next(((i, steps) for steps, i in enumerate(t.i for t in (other, *other.ancestors)) if i in above), None)
    return 99 if meet is None else above[meet[0]] + meet[1]
