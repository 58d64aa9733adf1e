"""Who does what to whom in an English sentence: its verbs with their agent and patient, off the dependency parse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from mtcheck.analysis import tables

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Form = Literal["active", "passive", "frame"]
Kind = Literal["action", "transfer"]

_RELATIVE = frozenset({"who", "that", "which", "whom"})
_TELLING = frozenset({"compound", "amod", "nmod", "appos", "poss", "conj", "nummod"})
_BEHIND = frozenset({"appos", "cc", "conj", "case", "nmod"})
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class RoleFrame:
    """A verb (or noun) with the heads of its participants; None where the sentence does not name one.

    `form` says how: as an active verb with an object, as a passive, or with a preposition ("lost to").
    """

    verb: Token
    form: Form
    agent: Token | None
    patient: Token | None
    kind: Kind = "action"

    @property
    def participants(self) -> tuple[Token, ...]:
        """The heads of the participants, in the order of the sentence."""
        return tuple(sorted((t for t in (self.agent, self.patient) if t is not None), key=lambda t: t.i))


@dataclass(frozen=True, slots=True)
class _Frame:
    kind: Kind
    prepositions: frozenset[str]
    subject: Literal["agent", "patient"]


@cache
def _frames() -> Mapping[str, tuple[_Frame, ...]]:
    found: dict[str, tuple[_Frame, ...]] = {}
    for entry in tables.load("common", "roles")["frame"]:
        frame = _Frame(entry["kind"], frozenset(entry["prepositions"]), entry["subject"])
        for word in entry["words"]:
            found[word] = (*found.get(word, ()), frame)
    return found


@cache
def turns_nothing_round() -> frozenset[str]:
    """Give the lemmas of verbs that say much the same with their participants exchanged."""
    return frozenset(tables.load("common", "roles")["either_way"]["verbs"])


def renderings(verb: Token) -> tuple[str, ...]:
    """Give the lemmas by which a verb may be met in the source: its own, and for "beat" also "win" and "lose"."""
    converse = tables.load("common", "roles")["converse"]
    lemma = verb.lemma_.lower()
    return (lemma, *converse["lemmas"]) if lemma in converse["verbs"] else (lemma,)


def renders_an_active(verb: Token) -> bool:
    """Say whether a verb's passive without "by" says what other languages say actively ("was given": "got")."""
    return verb.lemma_.lower() in tables.load("common", "roles")["as_passives"]["verbs"]


def role_frames(doc: Doc) -> Iterator[RoleFrame]:
    """Yield the verbs and nouns of a sentence that have an agent or a patient."""
    for token in doc:
        if token.pos_ == "VERB" and token.lemma_.lower() not in turns_nothing_round():
            frame = _passive(token) if is_passive(token) else _active(token)
            if frame.agent is not None or frame.patient is not None:
                yield frame
        if token.pos_ in ("VERB", "NOUN"):
            yield from _framed(token)
        if token.pos_ == "NOUN":
            yield from _done_by(token)


def is_passive(verb: Token) -> bool:
    """Say whether a verb is passive: by its auxiliary, or as a participle behind its noun ("the man accused of")."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.lefts):
        return True
    if any(c.dep_ == "agent" for c in verb.rights) and not any(c.dep_ in ("dobj", "obj") for c in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "conj", "advcl") and not any(c.dep_ == "aux" for c in verb.lefts)


def _passive(verb: Token) -> RoleFrame:
    agents = [o for c in verb.rights if c.lower_ == "by" and c.dep_ in ("agent", "prep") for o in _objects(c)]
    return RoleFrame(verb, "passive", agents[0] if agents else None, subject(verb))


def _active(verb: Token) -> RoleFrame:
    agent, patient = subject(verb), next((c for c in verb.rights if c.dep_ in ("dobj", "obj")), None)
    fronted = next((c for c in verb.lefts if c.dep_ in ("dobj", "obj") and c.lower_ in _RELATIVE), None)
    if (
        patient is None
        and verb.dep_ == "relcl"
        and (fronted is not None or (agent is not None and agent is not verb.head))
    ):
        patient = verb.head  # "the bill (that) the house passed"
    if patient is None and agent is not None and verb.dep_ != "relcl":
        patient = _behind(verb)
    if patient is not None and patient.pos_ != "PRON":
        patient = _without_score(verb, patient)
    if patient is not None and patient.lower_ in _RELATIVE:
        patient = verb.head
    return RoleFrame(verb, "active", agent, None if patient is agent else patient)


def _behind(verb: Token) -> Token | None:
    """Give the noun right behind a verb that the parser did not take for its object."""
    chunk = next((c for c in verb.doc.noun_chunks if c.start == verb.i + 1), None)
    if chunk is None and verb.i + 1 < len(verb.doc) and verb.nbor().pos_ == "PROPN":
        return verb.nbor()
    return chunk.root if chunk is not None and chunk.root.dep_ not in (*_SUBJECTS, "attr") else None


def _without_score(verb: Token, patient: Token) -> Token:
    """Give the noun in front of a figure that the parser takes for the object ("beat Persib 2-1")."""
    if not patient.like_num:
        return patient
    nouns = (t for t in verb.doc[verb.i + 1 : patient.i] if t.pos_ in ("NOUN", "PROPN"))
    return next(nouns, patient)


def subject(verb: Token) -> Token | None:
    """Give the subject of a verb: its own, what a relative clause or participle hangs on, or that of a verb before."""
    own = next((c for c in verb.lefts if c.dep_ in _SUBJECTS), None)
    if own is not None:
        return verb.head if own.lower_ in _RELATIVE and verb.dep_ == "relcl" else own
    if verb.dep_ in ("relcl", "acl"):
        return (
            verb.head
            if verb.head.pos_ in ("NOUN", "PROPN", "PRON") and verb.tag_ in ("VBG", "VBN", "VB", "VBD")
            else None
        )
    if verb.dep_ in ("conj", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
        # "Arrested and charged" share a subject; "beaten by X, he left" hangs on the main verb's.
        return subject(verb.head) if verb.dep_ == "conj" or verb.tag_ in ("VBG", "VBN") else None
    if verb.dep_ == "xcomp":
        controlled = next((c for c in verb.head.rights if c.dep_ in ("dobj", "obj") and c.i < verb.i), None)
        return controlled or subject(verb.head)
    return None


def _objects(preposition: Token) -> list[Token]:
    return [c for c in preposition.children if c.dep_ == "pobj"]


def _framed(head: Token) -> Iterator[RoleFrame]:
    """Yield a word whose other participant stands behind a preposition, or before a thing that it gets."""
    for frame in _frames().get(head.lemma_.lower(), ()):
        if head.pos_ == "VERB" and is_passive(head):
            continue
        one = subject(head) if head.pos_ == "VERB" else _possessor(head)
        other = next((o for c in head.rights if c.lower_ in frame.prepositions for o in _objects(c)), None)
        if other is None and frame.kind == "transfer" and frame.subject == "agent":
            other = next((c for c in head.rights if c.dep_ == "dative" and c.pos_ != "ADP"), None)
        if one is not None and other is not None:
            agent, patient = (one, other) if frame.subject == "agent" else (other, one)
            yield RoleFrame(head, "frame", agent, patient, frame.kind)


def _done_by(noun: Token) -> Iterator[RoleFrame]:
    """Yield a noun that says what was done "of" the one "by" the other ("the murder of the judge by his brother")."""
    patient = next((o for c in noun.rights if c.lower_ == "of" for o in _objects(c)), None)
    markers = (c for head in (noun, patient) if head is not None for c in head.rights if c.lower_ == "by")
    agent = next((o for c in markers for o in _objects(c)), None)
    if agent is not None and patient is not None:
        yield RoleFrame(noun, "frame", agent, patient)


def _possessor(noun: Token) -> Token | None:
    named = (c for c in noun.lefts if c.dep_ == "poss" or (c.dep_ in ("amod", "compound") and c.text[:1].isupper()))
    behind = (o for c in noun.rights if c.lower_ in ("by", "from") for o in _objects(c))
    return next(named, None) or next(behind, None)


def counted(head: Token) -> Token:
    """Give what a word counts that stands before "of" ("hundreds of villagers"), else the word itself."""
    if head.like_num or head.lemma_.lower() in tables.load("common", "roles")["quantities"]["nouns"]:
        return next((o for c in head.rights if c.lower_ == "of" for o in _objects(c)), head)
    return head


def words(head: Token) -> tuple[Token, ...]:
    """Give the words that tell who or what a participant is: its head, what stands before, names beside it, "of" it."""
    found = [head]
    for token in found:
        found.extend(c for c in token.children if c.dep_ in _TELLING or (c.dep_ == "prep" and c.lower_ == "of"))
        if token.dep_ == "prep":
            found.extend(_objects(token))
    behind = _name_behind(found[-1] if found[-1].i > head.i else head)
    return tuple(sorted({*found, *behind}, key=lambda t: t.i))


def _name_behind(last: Token) -> list[Token]:
    """Give the name right behind a noun that the parser has torn off it ("the mining company PT Mutiara")."""
    found = []
    for token in last.doc[last.i + 1 :]:
        if token.pos_ != "PROPN" or last.pos_ not in ("NOUN", "PROPN"):
            break
        found.append(token)
    return found


def stretch(head: Token) -> tuple[Token, Token]:
    """Give the first and last token of a participant's phrase, without clauses and most of what prepositions add."""
    first, last = head.left_edge, head
    for child in head.rights:
        if child.dep_ not in _BEHIND and not (child.dep_ == "prep" and child.lower_ in ("of", "from")):
            if not child.is_punct:
                break
            continue
        last = child.right_edge
    return first, (_name_behind(last) or [last])[-1]
