"""Agent and patient exchanged against the source, as the clauses and, where there is one, the model bear witness.

The clauses of both languages are read into who does what to whom. Where the English agent is the source's patient and
the English patient the source's agent, or one of them stands on the wrong side of the verb that renders it, the
sentence is a suspect. The model convicts it by finding the sentence likelier with the two exchanged
(role_contrasts.py), or given the source with its verb in the other voice (contrastive_conditioning.py). Without a
model, only suspects count whose verb and both participants are sure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mtcheck.analysis import Context
from mtcheck.analysis.contrastive_conditioning import gains, total
from mtcheck.analysis.contrasts import Contrast
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.role_contrasts import contrasts, with_participants
from mtcheck.analysis.role_frames import RoleFrame, renderings, renders_an_active, role_frames
from mtcheck.analysis.role_participants import Participants
from mtcheck.analysis.source_clauses import SourceClause, clauses, turned
from mtcheck.analysis.source_names import SourceNames
from mtcheck.analysis.source_voices import in_other_voice
from mtcheck.records import Segment

_LINKED = 0.15
"""The likeness from which a participant is linked with one of the source."""
_CLEARER = 0.6
"""How much of that likeness the right participant may have at most."""
_VERB = 0.04
"""The score from which a verb renders another."""
_SURE_VERB = 0.1
_SURE = 0.9
"""The likeness of participants that are beyond doubt."""
_STRONG = 0.6
"""The likenesses of the verb and the less likely participant that convict together, if no model says otherwise."""
_LEAST = {"both": 1.5, "names": 3.0, "one": 4.5}
"""What the model must say for the exchange (nats): where both participants are linked, and the verb; where both are
beyond doubt, but not the verb; where one participant is linked only."""
_LEAST_TURNED = 1.0
"""How much likelier the model must find a sentence with one participant given the source in the other voice."""
_WORST = -4.0
"""What the model may say against the exchanged sentence at most, for it may be put badly."""

Links = Literal["both", "names", "one"]


@dataclass(frozen=True, slots=True)
class RoleSwap:
    """A clause of the article whose agent and patient are exchanged, and the change that mends it.

    `gain` is what the model says for the change in nats, None without a model; `cue` is the source's clause.
    """

    segment: Segment
    frame: RoleFrame
    contrast: Contrast
    links: Links
    source: str
    cue: str
    gain: float | None


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence of the source as it was read."""

    segment: Segment
    participants: Participants
    clauses: tuple[SourceClause, ...]

    def cue(self, clause: SourceClause) -> str:
        """Give the words of a clause."""
        tokens = self.participants.tokens
        return self.segment.line[tokens[clause.first].start : tokens[clause.last].end]


@dataclass(frozen=True, slots=True)
class _Suspect:
    pair: Pair
    segment: Segment
    frame: RoleFrame
    line: _Line
    clause: SourceClause
    links: Links
    strength: float

    @property
    def is_strong(self) -> bool:
        """Say whether the words alone convict it."""
        return self.links == "both" and self.strength >= _STRONG

    @property
    def segment_line(self) -> str:
        """The sentence of the source as one line."""
        return self.line.segment.line


@dataclass(frozen=True)
class RoleSwaps:
    """An article and its source, looked through for exchanged roles."""

    context: Context

    @cached_property
    def _names(self) -> SourceNames:
        assert self.context.source is not None
        return SourceNames(self.context.source)

    def __iter__(self) -> Iterator[RoleSwap]:
        suspects = [s for pair in self.context.pairs.members if pair.whole for s in self._suspects(pair)]
        found = (self._weighed(s) if self.context.scorer else self._lexical(s) for s in suspects)
        yield from (swap for swap in found if swap is not None)

    # --- suspects ---

    def _suspects(self, pair: Pair) -> Iterator[_Suspect]:
        lines = [self._line(segment) for segment in pair.source if segment.kind != "dateline"]
        for segment in pair.article:
            for frame in role_frames(self.context.parse(segment)):
                found = [
                    s for line in lines for c in line.clauses if (s := self._compared(pair, segment, frame, line, c))
                ]
                if not found:
                    continue
                best = max(found, key=lambda s: (s.links != "one", s.strength))
                least = min(_VERB, self._verb(frame, best.line, best.clause))
                if not any(self._agrees(frame, line, c, least) for line in lines for c in line.clauses):
                    yield best

    def _line(self, segment: Segment) -> _Line:
        names, language = self._names, self.context.source_language
        tokens = names.tokens[segment.start]
        found = clauses(tokens, language)
        return _Line(segment, Participants(tokens, names.of(segment), names.table, language), found)

    def _compared(
        self, pair: Pair, segment: Segment, frame: RoleFrame, line: _Line, clause: SourceClause
    ) -> _Suspect | None:
        """Hold a frame of English against a clause of the source; None where nothing is exchanged."""
        if frame.kind != clause.kind:
            return None
        agent, patient = _crossed(frame, line, clause)
        verb = self._verb(frame, line, clause)
        if agent >= _LINKED and patient >= _LINKED:
            if verb >= _VERB or min(agent, patient) >= _SURE:
                links: Links = "both" if verb >= _VERB else "names"
                return _Suspect(pair, segment, frame, line, clause, links, min(agent, patient) + verb)
            return None
        near = verb >= _SURE_VERB or self._is_beside(frame, line, clause)
        if near and _is_contradicted(frame, clause, agent, patient):
            return _Suspect(pair, segment, frame, line, clause, "one", max(agent, patient) + verb)
        return None

    def _is_beside(self, frame: RoleFrame, line: _Line, clause: SourceClause) -> bool:
        """Say whether the other participant of the source stands somewhere behind the verb ("accused of the data")."""
        other = clause.patient if frame.form == "passive" else ()
        if any(self._verb(frame, line, c) >= _SURE_VERB for c in line.clauses):
            return False  # it renders another verb
        likeness = line.participants.likeness
        return any(likeness(t, other, clause.verb) >= _SURE for t in frame.verb.subtree if t.i > frame.verb.i)

    def _agrees(self, frame: RoleFrame, line: _Line, clause: SourceClause, least: float) -> bool:
        """Say whether a clause with a verb as likely has the participants in the roles that the English gives them."""
        if frame.agent is None or frame.patient is None or self._verb(frame, line, clause) < least:
            return False
        straight, crossed = _straight(frame, line, clause), _straight(frame, line, turned(clause))
        return all(s >= _LINKED and s >= c for s, c in zip(straight, crossed, strict=True))

    def _verb(self, frame: RoleFrame, line: _Line, clause: SourceClause) -> float:
        form = line.participants.tokens[clause.verb].form
        if clause.kind == "transfer":
            return _SURE_VERB  # "received from", "was given by", "bought from": what counts is who had it before
        return max(line.participants.score(lemma, form) for lemma in renderings(frame.verb))

    # --- verdicts ---

    def _weighed(self, suspect: _Suspect) -> RoleSwap | None:
        """Ask the model whether it prefers the sentence with the roles exchanged."""
        form = suspect.line.participants.tokens[suspect.clause.verb].form
        loses = suspect.line.participants.score("lose", form) >= _VERB
        changes = list(contrasts(suspect.frame, loses=loses))
        if not changes or self.context.scorer is None:
            return None
        text = suspect.frame.verb.doc.text
        others = {s.start: s.line for s in suspect.pair.article}
        lines = [
            " ".join(others[s] if s != suspect.segment.start else line for s in others)
            for line in (suspect.segment.line, *(c.apply(text) for c in changes))
        ]
        source = suspect.pair.source_line
        scores = [total(s) if s else -1e9 for s in self.context.scorer([source] * len(lines), lines)]
        best = max(range(1, len(lines)), key=lambda i: scores[i])
        gain, turned = scores[best] - scores[0], self._gain_of_source(suspect, source, lines[0])
        if gain < _WORST or (suspect.links == "one" and turned < _LEAST_TURNED):
            return None
        gain += max(0.0, turned)
        least = 0.0 if suspect.is_strong else _LEAST[suspect.links]
        return _swap(suspect, changes[best - 1], gain) if gain >= least else None

    def _gain_of_source(self, suspect: _Suspect, source: str, english: str) -> float:
        """Say by how much the sentence is likelier given the source with its verb in the other voice."""
        token = suspect.line.participants.tokens[suspect.clause.verb]
        other = in_other_voice(token.form, self.context.source_language)
        if other is None or self.context.scorer is None:
            return 0.0
        line = suspect.segment_line
        changed = source.replace(line, line[: token.start] + other + line[token.end :], 1)
        return gains(self.context.scorer, [english], [source], [changed])[0]

    def _lexical(self, suspect: _Suspect) -> RoleSwap | None:
        """Convict a suspect on the words alone."""
        change = next(contrasts(suspect.frame), None)
        return _swap(suspect, change, None) if change is not None and suspect.is_strong else None


def _straight(frame: RoleFrame, line: _Line, clause: SourceClause) -> tuple[float, float]:
    """Say how likely the agent is the source's agent, and the patient its patient."""
    likeness = line.participants.likeness
    agent = likeness(frame.agent, clause.agent, clause.verb) if frame.agent is not None else 0.0
    return agent, likeness(frame.patient, clause.patient, clause.verb) if frame.patient is not None else 0.0


def _crossed(frame: RoleFrame, line: _Line, clause: SourceClause) -> tuple[float, float]:
    """Say how surely the agent is the source's patient and the patient its agent; 0 for what may be right."""
    crossed, straight = _straight(frame, line, turned(clause)), _straight(frame, line, clause)
    agent, patient = (c if s <= _CLEARER * c else 0.0 for c, s in zip(crossed, straight, strict=True))
    return agent, patient


def _is_contradicted(frame: RoleFrame, clause: SourceClause, agent: float, patient: float) -> bool:
    """Say whether one participant alone stands on the wrong side: "beating X" for a passive with X as its agent.

    An object or what stands behind "by" is surely no subject of its clause; a subject may be one of another verb.
    """
    if any(head.lower_ == "it" for head in frame.participants):
        return False  # it may stand for nothing ("it was claimed")
    if frame.form == "passive" and frame.agent is None and renders_an_active(frame.verb):
        return False
    if frame.form == "active":
        return patient >= _SURE and (clause.voice == "passive" or bool(clause.patient))
    if frame.form == "passive":
        return agent >= _SURE or (patient >= _SURE and clause.voice == "active" and bool(clause.patient))
    return False


def _swap(suspect: _Suspect, contrast: Contrast, gain: float | None) -> RoleSwap:
    source = suspect.pair.source_line
    cue = suspect.line.cue(suspect.clause)
    change = with_participants(contrast, suspect.frame)
    return RoleSwap(suspect.segment, suspect.frame, change, suspect.links, source, cue, gain)
