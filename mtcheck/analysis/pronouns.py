"""Whom "he" and "she" mean, where the text leaves little doubt.

A translated report goes on with its speaker: after "..., Lina said." the next "he added" is Lina. So the subject of a
reporting verb is resolved to the speaker before it, and other pronouns only where a single person is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from mtcheck.analysis import Context, tables
from mtcheck.analysis.gender_signs import Gender, Sign, gender_of
from mtcheck.analysis.persons import People, Person
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Tie = Literal["speaker", "subject", "owner"]
"""Why a pronoun means somebody: the speaker goes on, the subject goes on, or it stands in that person's clause."""

PRONOUNS: Mapping[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_SUBJECTS = ("nsubj", "nsubjpass")
_LONGEST_PAUSE = 3
"""How many sentences of the narrative, nobody in them, may lie between a speaker and the next pronoun."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun outside quotations and the person it means."""

    token: Token
    segment: Segment
    person: Person
    tie: Tie

    @property
    def gender(self) -> Gender:
        """The gender that the pronoun gives the person."""
        return PRONOUNS[self.token.lower_]


@dataclass(slots=True)
class _Turn:
    """Who the text last told of as the subject of a main clause, and in which sentence of the narrative."""

    person: Person | None = None
    at: int = -9
    spoke: bool = False


def references(context: Context, people: People) -> Iterator[Reference]:
    """Yield the pronouns that can be resolved, in the order of the text."""
    reader = _Reader(context, people)
    for segment, doc in zip(context.document.segments, context.parses, strict=True):
        if segment.kind == "sentence":
            yield from reader.read(segment, doc)


class _Reader:
    """Reads an article sentence by sentence and keeps in mind whom it tells of."""

    def __init__(self, context: Context, people: People) -> None:
        self._context, self._people = context, people
        self._turn = _Turn()
        self._number = 0
        self._crowd: list[set[Person | None]] = []
        self._nameless: dict[str, Person] = {}
        self._told: list[Token] = []

    def read(self, segment: Segment, doc: Doc) -> Iterator[Reference]:
        """Resolve the pronouns of one sentence; a sentence that is all quotation is passed over."""
        told = [t for t in doc if not self._is_quoted(segment, t)]
        crowd = self._others(segment, doc)
        if not any(t.is_alpha for t in told):
            self._crowd[-1:] = [self._crowd[-1] | crowd] if self._crowd else []
            return
        self._number += 1
        self._told = told
        subjects = [t for t in told if t.dep_ in _SUBJECTS and t.head.pos_ in ("VERB", "AUX")]
        here = {t.i for t in told}
        yield from self._according(segment, told)
        for token in subjects:
            main = _is_main(token.head, here)
            if token.lower_ in ("he", "she"):
                tie = self._tie(segment, token, subjects, main=main)
                if tie and self._turn.person:
                    yield Reference(token, segment, self._turn.person, tie)
                if main:
                    self._turn = _Turn(self._turn.person if tie else None, self._number, spoke=_speaks(token.head))
            elif main:
                self._turn = self._next_turn(segment, token)
        yield from self._owned(segment, crowd)
        self._crowd.append(crowd)

    def _according(self, segment: Segment, told: list[Token]) -> Iterator[Reference]:
        """Resolve "according to him", and note whom a sentence is "according to" as its speaker."""
        for token in told:
            if token.i < 2 or [t.lower_ for t in token.doc[token.i - 2 : token.i]] != ["according", "to"]:
                continue
            name = next((t for t in told if t.i >= token.i and t.i <= token.i + 3 and self._who(segment, t)), None)
            if token.lower_ in ("him", "her"):
                turn = self._turn
                if turn.person and turn.spoke and self._number - turn.at == 1:
                    yield Reference(token, segment, turn.person, "speaker")
                    self._turn = _Turn(turn.person, self._number, spoke=True)
            elif name is not None:
                self._turn = _Turn(self._who(segment, name), self._number, spoke=True)

    def _next_turn(self, segment: Segment, subject: Token) -> _Turn:
        """Note the new subject; "it" and things leave the person in mind for one sentence more."""
        person = self._who(segment, subject)
        if person is not None:
            return _Turn(person, self._number, spoke=_speaks(subject.head))
        if subject.pos_ in ("PROPN", "PRON") or subject.lemma_.lower() in _people():
            return self._turn if subject.lower_ in ("it", "that", "this", "which", "there") else _Turn()
        return self._turn

    def _tie(self, segment: Segment, token: Token, subjects: list[Token], *, main: bool) -> Tie | None:
        """Say how a subject pronoun hangs on the person in mind, if it does."""
        turn, gender = self._turn, PRONOUNS[token.lower_]
        if turn.person is None:
            return None
        age = self._number - turn.at
        if age > 1 and (age > _LONGEST_PAUSE or any(self._crowd[turn.at :])):
            return None  # the sentences since must be empty of people
        around = [t for t in subjects if (t.i < token.i or not main) and self._who(segment, t) is not turn.person]
        if any(self._may_be(segment, t, gender) for t in around if t.i != token.i):
            return None
        if age and main and _speaks(token.head) and turn.spoke:
            return "speaker"
        if not main and any(t.lower_ in ("he", "she") and PRONOUNS[t.lower_] != gender for t in around):
            return None  # "He said she was ill"
        earlier = self._others(segment, token.doc[: token.i])
        return "subject" if self._is_alone(turn.person, gender, max(age, 1), earlier) else None

    def _owned(self, segment: Segment, crowd: AbstractSet[Person | None]) -> Iterator[Reference]:
        """Resolve his, her, himself and herself where the subject of their clause is the only person about."""
        for token in self._told:
            reflexive = token.lower_ in ("himself", "herself") and token.dep_ in ("dobj", "pobj")
            if not reflexive and (token.lower_ not in ("his", "her") or token.dep_ != "poss"):
                continue
            subject = _subject_of(token)
            person = self._who(segment, subject) if subject is not None and subject.i < token.i else None
            if person is not None and self._is_alone(person, PRONOUNS[token.lower_], 2, crowd):
                yield Reference(token, segment, person, "owner")

    def _is_alone(self, person: Person, gender: Gender, sentences: int, here: AbstractSet[Person | None]) -> bool:
        """Say whether nobody else whom the pronoun may mean is spoken of here and in the sentences before."""
        others = {other for crowd in (here, *self._crowd[-sentences:]) for other in crowd if other is not person}
        return not any(other is None or not other.is_surely_not(gender) for other in others)

    def _others(self, segment: Segment, tokens: Iterable[Token]) -> set[Person | None]:
        """Give who is told of in some words; None stands for those without a name, and for "he" in a quotation."""
        found: set[Person | None] = set()
        for token in tokens:
            person = self._who(segment, token)
            spoken_of = token.lower_ in PRONOUNS and self._is_quoted(segment, token)
            if person is not None or spoken_of or self._is_stranger(segment, token):
                found.add(person)
        return found

    def _is_stranger(self, segment: Segment, token: Token) -> bool:
        """Say whether a word may name or mean one more person."""
        if token.pos_ == "NOUN":
            said_of = token.tag_ == "NNS" or token.dep_ in ("appos", "attr", "compound")
            return token.lemma_.lower() in _people() and not said_of
        named = any(n.first <= token.i < n.end for n in self._people.names[segment.start])
        return named and token.ent_type_ in ("PERSON", "")

    def _may_be(self, segment: Segment, subject: Token, gender: Gender) -> bool:
        """Say whether a subject before a pronoun may be whom it means."""
        person = self._who(segment, subject)
        if person is not None:
            return not person.is_surely_not(gender)
        return subject.pos_ == "PROPN" or PRONOUNS.get(subject.lower_) == gender or self._is_stranger(segment, subject)

    def _who(self, segment: Segment, token: Token) -> Person | None:
        """Give the person whom a word names, or means by a noun for a woman or a man ("the actress")."""
        person = self._people.who(segment, token)
        if person is None and token.pos_ == "NOUN":
            named = (self._people.who(segment, c) for c in token.children if c.dep_ == "appos")
            person = next((p for p in named if p is not None), None)
        if person is not None:
            return person
        found = gender_of(token) if token.tag_ == "NN" and token.dep_ in _SUBJECTS else None
        if found is None or token.lower_ in _relations() or any(c.dep_ == "conj" for c in token.children):
            return None
        if token.lower_ not in self._nameless:
            self._nameless[token.lower_] = Person((f"the {token.lower_}",), [Sign(*found, token.text)])
        return self._nameless[token.lower_]

    def _is_quoted(self, segment: Segment, token: Token) -> bool:
        start = segment.start + token.idx
        return self._context.quotations.around(start, start + len(token)) is not None


def _subject_of(token: Token) -> Token | None:
    """Give the subject of the clause that a word stands in."""
    for head in token.ancestors:
        if head.pos_ in ("VERB", "AUX"):
            return next((c for c in head.children if c.dep_ in _SUBJECTS), None)
    return None


def _speaks(verb: Token) -> bool:
    return verb.lemma_.lower() in _speaking()


def _is_main(verb: Token, told: AbstractSet[int]) -> bool:
    """Say whether no verb outside the quotations stands above this one ("and" joins equals)."""
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    above = [t for t in verb.ancestors if t.i in told and t.pos_ in ("VERB", "AUX")]
    if not above:
        return True
    # "Ayu went on, the cost is borne by the state": the parser may hang the speaker's verb on the speech.
    aside = verb.dep_ in ("ccomp", "parataxis") and _speaks(verb) and not any(c.dep_ == "mark" for c in verb.children)
    return aside and not any(map(_speaks, above))


@cache
def _people() -> frozenset[str]:
    table = tables.load("common", "persons")
    return frozenset([*table["names"]["people"], *table["names"]["roles"], *table["female"], *table["male"]])


@cache
def _speaking() -> frozenset[str]:
    return frozenset(tables.load("common", "persons")["verbs"]["reporting"])


@cache
def _relations() -> frozenset[str]:
    """Nouns that speak of somebody else at once: a widow's "he" is her husband."""
    return frozenset(tables.load("common", "persons")["names"]["relations"])
