"""Who does what to whom in a line of the source language: a light reader of clauses (data/<language>/voices.toml).

For each verb it gives the voice and the stretches of words in which the agent and the patient stand. It is meant for
languages whose verbs wear their voice and whose clauses go subject, verb, complement. A stretch may hold more than the
participant (what a preposition adds to it), never the other participant; where it is not clear who takes part, it is
empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mtcheck.analysis import source_voices
from mtcheck.analysis.source_phrases import APPOSED, LONGEST, Phrases, Stretch
from mtcheck.analysis.source_voices import Kind, Voice, VoiceTable
from mtcheck.analysis.source_words import SourceToken


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
    table = source_voices.load(language)
    return tuple(_Reader(tokens, table).read()) if table else ()


class _Reader:
    """One line and the table it is read with."""

    def __init__(self, tokens: Sequence[SourceToken], table: VoiceTable) -> None:
        self._tokens, self._table = tokens, table
        self._forms = source_voices.forms(tokens, table)
        self._phrases = Phrases(tokens, self._forms, table)

    def read(self) -> Iterator[SourceClause]:
        found: dict[int, SourceClause] = {}
        for i in range(len(self._tokens)):
            if i in self._forms:
                found[i] = self._clause(i, found)
                yield found[i]
            if self._tokens[i].form in self._table.frames:
                yield from self._framed(i, found)
            elif i not in self._forms:
                yield from self._done_by(i)

    # --- verbs ---

    def _clause(self, i: int, found: Mapping[int, SourceClause]) -> SourceClause:
        voice = self._forms[i]
        if voice == "bare" and self._tokens[i - 1].form in self._table["pronoun_agents"]:
            return self._with_pronoun(i, found)
        before, relative = self._before(i, found)
        marker = self._marker(i) if voice in ("passive", "accident") else None
        behind = self._phrases.behind(i if marker is None else marker)
        if voice == "active" and not behind and i + 1 < len(self._tokens):
            behind = self._phrases.behind(i + 1) if self._tokens[i + 1].form in self._table["object_markers"] else ()
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
            i, "passive" if before else "active", (i - 1,), before or self._phrases.behind(i), relative=relative
        )

    def _framed(self, i: int, found: Mapping[int, SourceClause]) -> Iterator[SourceClause]:
        """Read a verb or noun whose complement stands behind a preposition."""
        frame = self._table.frames[self._tokens[i].form]
        is_verb = frame.kind == "transfer" or not self._tokens[i].form.endswith("an")
        at = next((j for j in self._reach(i) if self._tokens[j].form in frame.prepositions), None)
        if at is None:
            return
        subject, relative = self._before(i, found) if is_verb else (self._phrases.behind(i), False)
        complement = self._phrases.behind(at)
        if not subject or not complement or set(subject) & set(complement):
            return
        agent, patient = (subject, complement) if frame.subject == "agent" else (complement, subject)
        voice: Voice = "active" if frame.subject == "agent" else "passive"
        yield SourceClause(i, voice, agent, patient, frame.kind, marked=True, relative=relative)

    def _done_by(self, i: int) -> Iterator[SourceClause]:
        """Read a noun that says what is done to the one by the other ("pembunuhan hakim oleh Tommy")."""
        form, prefix, suffix = self._tokens[i].form, *self._table.nominal
        if form.startswith(prefix) and form.endswith(suffix) and (marker := self._marker(i)) is not None:
            agent, patient = self._phrases.behind(marker), self._phrases.behind(i)
            if agent and patient:
                yield SourceClause(i, "passive", agent, patient, marked=True)

    def _marker(self, i: int) -> int | None:
        """Find the word for "by" behind a verb, in its clause."""
        return next((j for j in self._reach(i) if self._tokens[j].form in self._table["agent_markers"]), None)

    def _reach(self, i: int) -> Iterator[int]:
        """Yield the tokens behind a word up to the end of its clause."""
        for j in range(i + 1, min(len(self._tokens), i + 1 + LONGEST)):
            token = self._tokens[j]
            closes = token.is_mark and token.text not in "()-/"
            if closes or j in self._forms or token.form in self._table["openers"] | self._table["relativisers"]:
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
                j = self._phrases.opening(j) - 1
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
            if any(k in self._forms for k in between):
                return self._shared(j, found)
            apposed = self._phrases.before(j - 1)
            head = self._phrases.before(comma - 1) if comma > 0 and len(between) <= APPOSED else ()
            return (*head, *apposed) if head else ()
        phrase = self._phrases.before(j)
        first = phrase[0] if phrase else j + 1
        inner = found.get(first - 1)
        if inner is not None and inner.relative:  # "the firm that holds the licence sued": the firm, or the licence
            return (*_subject(inner), *phrase)
        return phrase

    def _comma_before(self, j: int) -> int:
        return next((k for k in range(j - 1, max(-1, j - APPOSED - 2), -1) if self._tokens[k].text == ","), -1)


def _subject(clause: SourceClause) -> Stretch:
    return clause.agent if clause.voice == "active" else clause.patient


def turned(clause: SourceClause) -> SourceClause:
    """Give a clause with its participants exchanged."""
    return replace(clause, agent=clause.patient, patient=clause.agent)
