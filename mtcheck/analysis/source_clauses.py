"""Who does what to whom in a line of the source language: a light reader of clauses (data/<language>/voices.toml).

For each verb it gives the voice and the stretches of words in which the agent and the patient stand. It is meant for
languages whose verbs wear their voice and whose clauses go subject, verb, complement. A stretch may hold more than the
participant (what a preposition adds to it), never the other participant; where it is not clear who takes part, it is
empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from mtcheck.analysis import tables
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.vocabulary import zipf

Voice = Literal["active", "passive"]
Kind = Literal["action", "transfer"]
"""What passes from the one to the other: an action on a patient, or a thing that a recipient gets."""
Stretch = tuple[int, ...]
"""The numbers of tokens, in the order of the line."""

_LONGEST = 14
"""The most words of a participant that are looked at."""
_APPOSED = 8
"""The most words between two commas that tell more of the participant before them."""
_WORD = 1.0
"""The Zipf frequency from which a verb in the other voice is a word."""
_LONGER = 4
"""The fewest letters of a word that has a capital in a headline."""
_SHORT = 3
"""The most words in brackets that are another name."""
_BARE = 3.0
"""The Zipf frequency of its passive from which a verb without a prefix is one."""


@dataclass(frozen=True, slots=True)
class SourceClause:
    """A verb (or a noun that tells of an action) of a line, by the number of its token, and its participants.

    `marked` says that a word for "by" stands before the agent, `relative` that the verb tells of what stands before it.
    """

    verb: int
    voice: Voice
    agent: Stretch
    patient: Stretch
    kind: Kind = "action"
    marked: bool = False
    relative: bool = False

    @property
    def last(self) -> int:
        """The number of the last token that belongs to the clause as it was read."""
        return max((self.verb, *self.agent, *self.patient))

    @property
    def first(self) -> int:
        """The number of the first token that belongs to the clause as it was read."""
        return min((self.verb, *self.agent, *self.patient))


def clauses(tokens: Sequence[SourceToken], language: str) -> tuple[SourceClause, ...]:
    """Read the clauses of a line, in its order; none in a language without a table of voices.

    In a headline, by its capitals, verbs may stand without their prefix.
    """
    table = _table(language)
    return tuple(_Reader(tokens, table, language).read()) if table else ()


def _is_headline(tokens: Sequence[SourceToken]) -> bool:
    longer = [token.text for token in tokens if token.is_word and len(token.text) >= _LONGER]
    return len(longer) > 1 and all(word[0].isupper() for word in longer)


@dataclass(frozen=True)
class _Frame:
    kind: Kind
    prepositions: AbstractSet[str]
    subject: Literal["agent", "patient"]


@dataclass(frozen=True)
class _Table:
    active: tuple[str, ...]
    passive: tuple[str, ...]
    accidental: tuple[str, ...]
    intransitive: tuple[str, ...]
    letters: int
    words: Mapping[str, AbstractSet[str]]
    frames: Mapping[str, _Frame]

    def __getitem__(self, name: str) -> AbstractSet[str]:
        return self.words[name]


@cache
def _table(language: str) -> _Table | None:
    try:
        table: Mapping[str, Any] = tables.load(language, "voices")
    except FileNotFoundError:
        return None
    frames = {
        word: _Frame(entry["kind"], frozenset(entry["prepositions"]), entry["subject"])
        for entry in table["frame"]
        for word in entry["words"]
    }
    return _Table(
        active=tuple(table["active_prefixes"]),
        passive=tuple(table["passive_prefixes"]),
        accidental=tuple(table["accidental_prefixes"]),
        intransitive=tuple(table["subject_prefixes"]),
        letters=table["letters"],
        words={name: frozenset(words) for name, words in table.items() if isinstance(words, list) and name != "frame"},
        frames=frames,
    )


class _Reader:
    """One line and the table it is read with."""

    def __init__(self, tokens: Sequence[SourceToken], table: _Table, language: str) -> None:
        self._tokens, self._table, self._language = tokens, table, language
        headline = _is_headline(tokens)
        self._voices = {i: voice for i in range(len(tokens)) if (voice := self._voice(i, headline=headline))}

    def read(self) -> Iterator[SourceClause]:
        found: dict[int, SourceClause] = {}
        for i in range(len(self._tokens)):
            if i in self._voices:
                found[i] = self._clause(i, found)
                yield found[i]
            if self._tokens[i].form in self._table.frames:
                yield from self._framed(i, found)

    # --- verbs ---

    def _voice(self, i: int, *, headline: bool) -> Literal["active", "passive", "accident", "bare"] | None:
        """Say in which voice a token is a verb, if it is one."""
        token, table = self._tokens[i], self._table
        form = token.form
        if not token.is_word or form in table["no_verbs"] or (token.text[:1].isupper() and i and not headline):
            return None
        if len(form) >= table.letters:
            if form.startswith(table.passive) and zipf(form, self._language):
                return "passive"
            if form.startswith(table.active):
                return "active"
            if form.startswith(table.accidental) and (form in table["bare_accidents"] or self._marker(i) is not None):
                return "accident"
        pronoun = i > 0 and self._tokens[i - 1].form in table["pronoun_agents"]
        if (headline or pronoun) and any(zipf(p + form, self._language) >= _BARE for p in table.passive):
            return "bare"
        return None

    def _clause(self, i: int, found: Mapping[int, SourceClause]) -> SourceClause:
        voice = self._voices[i]
        if voice == "bare" and self._tokens[i - 1].form in self._table["pronoun_agents"]:
            return self._with_pronoun(i, found)
        before, relative = self._before(i, found)
        marker = self._marker(i) if voice in ("passive", "accident") else None
        behind = self._behind(i if marker is None else marker)
        if voice == "active" and not behind and i + 1 < len(self._tokens):
            behind = self._behind(i + 1) if self._tokens[i + 1].form in self._table["object_markers"] else ()
        if voice in ("active", "bare"):
            # A clitic on the verb is its object.
            return SourceClause(i, "active", before, (i,) if self._tokens[i].clitic else behind, relative=relative)
        bare = self._tokens[i].form not in self._table["no_bare_agent"]
        if self._tokens[i].clitic or (marker is None and not bare):
            behind = ()
        return SourceClause(i, "passive", behind, before, marked=marker is not None, relative=relative)

    def _with_pronoun(self, i: int, found: Mapping[int, SourceClause]) -> SourceClause:
        """Read a bare verb with its agent right before it: what it is done to stands before both, or behind."""
        before, relative = self._before(i - 1, found)
        return SourceClause(
            i, "passive" if before else "active", (i - 1,), before or self._behind(i), relative=relative
        )

    def _framed(self, i: int, found: Mapping[int, SourceClause]) -> Iterator[SourceClause]:
        """Read a verb or noun whose complement stands behind a preposition."""
        frame = self._table.frames[self._tokens[i].form]
        is_verb = frame.kind == "transfer" or not self._tokens[i].form.endswith("an")
        at = next((j for j in self._reach(i) if self._tokens[j].form in frame.prepositions), None)
        if at is None:
            return
        subject, relative = self._before(i, found) if is_verb else (self._behind(i), False)
        complement = self._behind(at)
        if not subject or not complement or set(subject) & set(complement):
            return
        agent, patient = (subject, complement) if frame.subject == "agent" else (complement, subject)
        yield SourceClause(
            i, "active" if frame.subject == "agent" else "passive", agent, patient, frame.kind, True, relative
        )

    def _marker(self, i: int) -> int | None:
        """Find the word for "by" behind a verb, in its clause."""
        return next((j for j in self._reach(i) if self._tokens[j].form in self._table["agent_markers"]), None)

    def _reach(self, i: int) -> Iterator[int]:
        """Yield the tokens behind a word up to the end of its clause."""
        for j in range(i + 1, min(len(self._tokens), i + 1 + _LONGEST)):
            token = self._tokens[j]
            closes = token.is_mark and token.text not in "()-/"
            if (
                closes
                or j in getattr(self, "_voices", {})
                or token.form in self._table["openers"] | self._table["relativisers"]
            ):
                return
            yield j

    # --- participants ---

    def _before(self, i: int, found: Mapping[int, SourceClause]) -> tuple[Stretch, bool]:
        """Give the subject of a verb, and whether it is what a relative clause hangs on."""
        j = self._left_of_auxiliaries(i - 1)
        if j < 0:
            return (), False
        word = self._tokens[j].form
        if j in found:  # "threatened to kill": one subject
            return _subject(found[j]), False
        if word in self._table["relativisers"]:
            return self._phrase_before(self._left_of_auxiliaries(j - 1, commas=True), found), True
        if word in self._table["coordinators"]:
            return self._shared(j, found), False
        return self._phrase_before(j, found), False

    def _left_of_auxiliaries(self, j: int, *, commas: bool = False) -> int:
        """Step to the left over auxiliaries and what stands in brackets."""
        while j >= 0:
            token = self._tokens[j]
            if token.text == ")":
                opening = next((k for k in range(j, -1, -1) if self._tokens[k].text == "("), -1)
                j = opening - 1
            elif token.form in self._table["auxiliaries"] or (commas and token.text == ","):
                j -= 1
            else:
                break
        return j

    def _shared(self, j: int, found: Mapping[int, SourceClause]) -> Stretch:
        """Give the subject of the verb before, which a verb behind a conjunction shares."""
        for k in range(j - 1, -1, -1):
            token = self._tokens[k]
            if k in found:
                return _subject(found[k])
            if token.form.startswith(self._table.intransitive) and token.form not in self._table["no_verbs"]:
                return self._before(k, found)[0]
            if token.form in self._table["openers"] or token.text in ".;:":
                break
        return ()

    def _phrase_before(self, j: int, found: Mapping[int, SourceClause]) -> Stretch:
        """Give the noun phrase that ends with a token, with what stands in apposition to it."""
        if j >= 0 and self._tokens[j].text == ",":
            comma = self._comma_before(j)
            between = range(comma + 1, j)
            if any(k in self._voices for k in between):
                return self._shared(j, found)
            apposed = self._run(j - 1, found)
            head = self._run(comma - 1, found) if comma > 0 and len(between) <= _APPOSED else ()
            return (*head, *apposed) if head else ()
        phrase = self._run(j, found)
        first = phrase[0] if phrase else j + 1
        inner = found.get(first - 1)
        if inner is not None and inner.relative:  # "the firm that holds the licence sued": the firm, or the licence
            return (*_subject(inner), *phrase)
        return phrase

    def _comma_before(self, j: int) -> int:
        return next((k for k in range(j - 1, max(-1, j - _APPOSED - 2), -1) if self._tokens[k].text == ","), -1)

    def _run(self, j: int, found: Mapping[int, SourceClause]) -> Stretch:
        """Go to the left from a token to the beginning of its noun phrase."""
        words: list[int] = []
        while j >= 0 and len(words) < _LONGEST:
            token = self._tokens[j]
            if token.text == ")":
                opening = next((k for k in range(j, -1, -1) if self._tokens[k].text == "("), 0)
                words.extend(reversed(self._bracketed(opening, j)))
                j = opening - 1
                continue
            if (
                j in self._voices
                or (token.is_mark and token.text not in "-/’'")
                or token.form in self._table["openers"]
            ):
                break
            if token.form in self._table["relativisers"] or (words and token.form in self._table["closers"]):
                break
            words.append(j)
            j -= 1
        governed = j >= 0 and self._tokens[j].form in self._table["governors"]
        return () if governed else tuple(reversed(words))

    def _behind(self, i: int) -> Stretch:
        """Give the noun phrase behind a token."""
        words: list[int] = []
        j = i + 1
        stops = self._table["openers"] | self._table["relativisers"] | self._table["prepositions"] | self._table["ends"]
        while j < len(self._tokens) and len(words) < _LONGEST:
            token = self._tokens[j]
            if token.text == "(":
                closing = next(
                    (k for k in range(j, len(self._tokens)) if self._tokens[k].text == ")"), len(self._tokens)
                )
                words.extend(self._bracketed(j, closing))
                j = closing + 1
                continue
            if token.text == "," and words and (end := self._apposition(j)):
                words.extend(range(j + 1, end))
                j = end + 1
                continue
            if token.form in self._table["coordinators"] and words and self._goes_on(j + 1):
                j += 1
                continue
            closes = token.is_mark and token.text not in "-/’'\"“”" and not self._is_initial(j - 1)
            if closes or j in self._voices or token.form in stops | self._table["coordinators"]:
                break
            if words and self._tokens[words[-1]].form in self._table["closers"]:
                break
            if not token.is_mark:
                words.append(j)
            j += 1
        return tuple(words)

    def _is_initial(self, j: int) -> bool:
        return len(self._tokens[j].text) == 1 and self._tokens[j].text.isupper()

    def _bracketed(self, opening: int, closing: int) -> range:
        """Give the words in brackets where they are another name of what stands before, not a date."""
        inside = range(opening + 1, closing)
        return inside if len(inside) <= _SHORT and all(self._tokens[k].is_word for k in inside) else range(0)

    def _apposition(self, comma: int) -> int:
        """Give the number of the comma that closes an apposition, 0 where none is opened."""
        end = next((k for k in range(comma + 1, len(self._tokens)) if self._tokens[k].text in (",", ".")), 0)
        between = range(comma + 1, end)
        plain = all(k not in self._voices and self._tokens[k].form not in self._table["openers"] for k in between)
        named = len(between) and self._tokens[comma + 1].text[:1].isupper()
        return end if end and plain and named and len(between) <= _APPOSED else 0

    def _goes_on(self, j: int) -> bool:
        """Say whether a noun phrase, not a clause, stands behind a conjunction."""
        for k in range(j, min(len(self._tokens), j + _APPOSED)):
            token = self._tokens[k]
            if k in self._voices or token.form in self._table["auxiliaries"] - self._table["closers"]:
                return False
            if token.is_mark or token.form in self._table["prepositions"] | self._table["openers"]:
                return True
        return True


def _subject(clause: SourceClause) -> Stretch:
    return clause.agent if clause.voice == "active" else clause.patient


def turned(clause: SourceClause) -> SourceClause:
    """Give a clause with its participants exchanged."""
    return replace(clause, agent=clause.patient, patient=clause.agent)


@cache
def in_other_voice(form: str, language: str) -> str | None:
    """Give a verb in the other voice ("dikalahkan": "mengalahkan"): the likeliest spelling that is a word, if any is."""
    voices, prefixes = tables.load(language, "voices"), tables.load(language, "words")["prefixes"]
    active = [p for p in prefixes if p[0].startswith(voices["active"])]
    if form.startswith(voices["passive"]):
        base = form.removeprefix(voices["passive"])
        made = [p + base[len(hidden) :] for p, hidden, following in active if _fits(base, hidden, following)]
    else:
        made = [
            voices["passive"] + hidden + form[len(p) :]
            for p, hidden, following in active
            if form.startswith(p) and form[len(p) : len(p) + 1] in (following or form)
        ]
    best = max(made, key=lambda word: zipf(word, language), default="")
    return best if best and zipf(best, language) >= _WORD else None


def _fits(base: str, hidden: str, following: str) -> bool:
    """Say whether a prefix that hides a letter, or none, may stand before a base."""
    rest = base.removeprefix(hidden)
    return base.startswith(hidden) and rest[:1] in (following or rest)
