"""The people of an article: who is named, under which names, and what tells that somebody is a woman or a man.

A person is introduced by a full name ("Lina Kartawijaya"), or by one name behind a title or an office, as many
Indonesians have one name only. Later mentions repeat a part of it; a part that two people share is nobody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.analysis import Context, tables
from mtcheck.analysis.gender_signs import LIKELY, Gender, GivenNames, Sign, plain_title, roles, signs_around
from mtcheck.analysis.names import is_title_case
from mtcheck.analysis.vocabulary import zipf
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WORD = re.compile(r"[A-Z\u00c0-\u00de][\w'\u2019-]*|[A-Z]\.")
_OPENERS = frozenset("\"'\u201c\u2018(:-\u2013\u2014")
_LONGEST = 5
_ORDINARY = 4.0
"""Zipf value (English) from which a capitalised first word of a sentence is taken for an ordinary word."""


@dataclass(eq=False, slots=True)
class Person:
    """One person of an article: the words of the longest name, and the signs of gender."""

    words: tuple[str, ...]
    signs: list[Sign] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The longest name."""
        return " ".join(self.words)

    def weight(self, gender: Gender) -> float:
        """Add up what tells that the person is of a gender."""
        return sum(sign.weight for sign in self.signs if sign.gender == gender)

    def is_surely_not(self, gender: Gender) -> bool:
        """Say whether the signs tell that the person is of the other gender."""
        other = sum(sign.weight for sign in self.signs) - self.weight(gender)
        return other - self.weight(gender) >= LIKELY


@dataclass(frozen=True, slots=True)
class Name:
    """A run of name words in a sentence, tokens [first, end); `titled` says that a title or an office stands before."""

    first: int
    end: int
    words: tuple[str, ...]
    titled: bool
    person_like: bool


class People:
    """The people of an article, and who each name token means."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._atlas = context.atlas
        self._given = GivenNames(context.table("given_names"), tables.load("common", "given_names"))
        self.names: dict[int, list[Name]] = {}
        for segment, doc in zip(context.document.segments, context.parses, strict=True):
            self.names[segment.start] = [] if is_title_case(doc) else list(self._names(doc))
        self.persons = self._introduced()
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for number, person in enumerate(self.persons):
            for word in person.words:
                self._by_word[word].add(number)
        self._relatives = self._surnames_first() | self._of_couples()
        self._weigh_all()

    def who(self, segment: Segment, token: Token) -> Person | None:
        """Give the person whose name a token belongs to, if it is anybody's alone."""
        for name in self.names[segment.start]:
            if name.first <= token.i < name.end:
                return self.of(name)
        return None

    def of(self, name: Name) -> Person | None:
        """Give the person of a name: the only one who bears all its words."""
        if len(name.words) == 1 and name.words[0] in self._relatives:
            return None
        sets = [self._by_word.get(word, set()) for word in name.words]
        shared = set.intersection(*sets) if sets else set()
        if len(shared) != 1:
            exact = [n for n in shared if self.persons[n].words == name.words]
            return self.persons[exact[0]] if len(exact) == 1 and len(name.words) > 1 else None
        return self.persons[shared.pop()]

    def _names(self, doc: Doc) -> Iterator[Name]:
        i = 0
        while i < len(doc):
            if not _is_name_word(doc[i]):
                i += 1
                continue
            end = i + 1
            while end < len(doc) and (_is_name_word(doc[end]) or _is_inside_name(doc, end)):
                end += 1
            if name := self._cut(doc, i, end):
                yield name
            i = end

    def _cut(self, doc: Doc, first: int, end: int) -> Name | None:
        """Make a name of a run of capitalised words: what follows its last title or office."""
        offices = [i for i in range(first, end) if plain_title(doc[i]) in roles()]
        start = offices[-1] + 1 if offices else first
        before = doc[start - 1] if start > 0 else None
        titled = before is not None and plain_title(before) in roles()
        words = tuple(_bare(doc[i].text) for i in range(start, end))
        words = tuple(w for w in words if w)
        if (
            not words
            or len(words) > _LONGEST
            or (_opens(doc, start) and len(words) == 1 and not titled and _ordinary(words[0]))
        ):
            return None
        if any(w.lower() in _institutions() for w in words) or (words[0].isupper() and len(words[0]) > 2):
            return None
        text = " ".join(words)
        if self._atlas.find(text) or (len(words) == 1 and self._atlas.find(words[0])):
            return None
        tagged = sum(doc[i].ent_type_ == "PERSON" for i in range(start, end)) * 2 > end - start
        listed = self._given.lists(words[0].lower())
        return Name(start, end, words, titled, person_like=titled or tagged or listed)

    def _introduced(self) -> list[Person]:
        """Give the people: those with full names first, then those of one name that is part of nobody's."""
        names = [name for group in self.names.values() for name in group]
        full: dict[tuple[str, ...], int] = defaultdict(int)
        for name in names:
            if len(name.words) > 1:
                full[name.words] += name.person_like
        people = [words for words, seen in full.items() if seen]
        people = [w for w in people if not any(w != other and set(w) < set(other) for other in people)]
        known = {word for words in people for word in words}
        single = {n.words for n in names if len(n.words) == 1 and n.person_like and n.words[0] not in known}
        return [Person(words) for words in (*people, *sorted(single))]

    def _surnames_first(self) -> frozenset[str]:
        """Give the surnames that stand alone before anybody is introduced with them: "Reagan ... Nancy Reagan"."""
        seen: set[str] = set()
        met: set[tuple[str, ...]] = set()
        found: set[str] = set()
        for segment in self._context.document.segments:
            for name in self.names[segment.start] if segment.kind == "sentence" else ():
                if len(name.words) > 1 and name.words not in met:
                    found.update(seen & set(name.words[1:]))
                met.add(name.words)
                seen.update(name.words)
        return frozenset(found)

    def _of_couples(self) -> frozenset[str]:
        """Give the surnames that a woman's courtesy title and some other title stand before: "President Reagan"."""
        titles: dict[str, set[str]] = defaultdict(set)
        for segment, doc in zip(self._context.document.segments, self._context.parses, strict=True):
            for name in self.names[segment.start]:
                if name.titled:
                    titles[name.words[-1]].add(plain_title(doc[name.first - 1]))
        return frozenset(w for w, found in titles.items() if len(found) > 1 and found & {"mrs", "ms", "miss"})

    def _weigh_all(self) -> None:
        for person in self.persons:
            person.signs.extend(self._given.signs(person.words))
        for segment, doc in zip(self._context.document.segments, self._context.parses, strict=True):
            for name in self.names[segment.start]:
                bearer = self.of(name)
                if bearer is not None:
                    bearer.signs.extend(s for s in signs_around(doc, name.first, name.end) if s not in bearer.signs)


def _is_name_word(token: Token) -> bool:
    if _WORD.fullmatch(token.text) is None:
        return False
    return token.pos_ in ("PROPN", "NOUN", "ADJ", "X", "VERB", "ADV") or token.text[1:] == "."


def _opens(doc: Doc, i: int) -> bool:
    """Say whether a token is the first word of a sentence or of a quotation."""
    return i == 0 or doc[i - 1].text in _OPENERS


def _is_inside_name(doc: Doc, i: int) -> bool:
    """Say whether a token is a hyphen or the small part behind it, as in "Mong-koo"."""
    part = i if doc[i].text == "-" else i - 1
    glued = part > 0 and doc[part].text == "-" and not doc[part].whitespace_ and not doc[part - 1].whitespace_
    return glued and part + 1 < len(doc) and doc[part + 1].is_alpha


def _ordinary(word: str) -> bool:
    return zipf(word.lower(), "en") >= _ORDINARY


def _bare(word: str) -> str:
    return re.sub(r"['\u2019]s?$", "", word).rstrip(".")


@cache
def _institutions() -> frozenset[str]:
    return frozenset(tables.load("common", "persons")["names"]["institutions"])
