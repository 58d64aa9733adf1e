"""Verbs with a complement that English does not allow them, by a table of frames (data/<language>/verb_frames.toml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from mtcheck.analysis import tables
from mtcheck.analysis.grammar import FINITE, NOUNS, Fault, behind, gerund, is_active, opens_noun_phrase
from mtcheck.analysis.nouns import nouns

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PRONOUNS = frozenset(
    {"him", "her", "them", "me", "us", "everyone", "everybody", "anyone", "anybody", "someone", "somebody"}
)
_QUOTES = frozenset('"\u201c\u201d')


@dataclass(frozen=True)
class Frames:
    """The table, with its lists as sets."""

    needs_person: Mapping[str, str]
    no_person: frozenset[str]
    needless: Mapping[str, frozenset[str]]
    missing: Mapping[str, str]
    missing_person: Mapping[str, str]
    person_infinitive: Mapping[str, str]
    infinitive: Mapping[str, str]
    clause_infinitive: frozenset[str]
    listeners: frozenset[str]
    measures: frozenset[str]


@cache
def frames(language: str) -> Frames:
    """Load the frames of a source language."""
    table: Mapping[str, Any] = tables.load(language, "verb_frames")
    return Frames(
        needs_person=table["clause_needs_person"],
        no_person=frozenset(table["clause_takes_no_person"]["verbs"]),
        needless={prep: frozenset(verbs) for prep, verbs in table["needless_preposition"].items()},
        missing=table["missing_preposition"],
        missing_person=table["missing_before_person"],
        person_infinitive=table["person_infinitive"],
        infinitive=table["infinitive"],
        clause_infinitive=frozenset(table["clause_infinitive"]["verbs"]),
        listeners=frozenset(table["clause_takes_no_person"]["listeners"]),
        measures=frozenset(table["measures"]["nouns"]),
    )


def faults(doc: Doc, language: str) -> Iterator[Fault]:
    """Yield the verbs of a sentence whose complement English does not allow."""
    table = frames(language)
    for verb in doc:
        if verb.pos_ == "VERB" and verb.i + 1 < len(doc):
            for find in (
                _clause,
                _person_clause,
                _needless,
                _missing,
                _person_infinitive,
                _infinitive,
                _clause_infinitive,
            ):
                if fault := find(verb, table):
                    yield fault
                    break


def _clause(verb: Token, table: Frames) -> Fault | None:
    """Find a that-clause behind a verb that needs a person first ("reminded that")."""
    person = table.needs_person.get(verb.lemma_.lower())
    that = verb.nbor(1)
    if person is None or that.lower_ != "that" or that.dep_ != "mark" or not is_active(verb) or _can(verb):
        return None
    return Fault(
        verb,
        that,
        f"“{verb.lemma_}” needs somebody before “that”.",
        f"{verb.text} {person} that",
        f"{verb.lemma_} + that-clause without an object",
    )


def _person_clause(verb: Token, table: Frames) -> Fault | None:
    """Find a person and a that-clause behind a verb that needs "to" before the person ("explained reporters that")."""
    if verb.lemma_.lower() not in table.no_person or not is_active(verb):
        return None
    that = next((t for t in verb.doc[verb.i + 2 : verb.i + 5] if t.lower_ == "that"), None)
    if that is None or any(t.tag_ not in NOUNS | {"DT", "PRP", "PRP$", "JJ"} for t in verb.doc[verb.i + 1 : that.i]):
        return None
    person = that.nbor(-1)
    if person.lower_ not in _PRONOUNS and person.lower_ not in table.listeners:
        return None
    whom = verb.doc[verb.i + 1 : that.i].text
    return Fault(
        verb,
        that,
        f"“{verb.lemma_}” needs “to” before a person.",
        f"{verb.text} to {whom} that",
        f"{verb.lemma_} + person + that-clause",
    )


def _can(verb: Token) -> bool:
    """Say whether the verb stands behind "can": "How can I tell that it is true?" is sound."""
    return any(c.lemma_.lower() in ("can", "could") for c in verb.lefts)


def _needless(verb: Token, table: Frames) -> Fault | None:
    """Find a preposition where the verb takes a plain object ("discussed about the plan")."""
    prep = verb.nbor(1)
    verbs = table.needless.get(prep.lower_)
    if not verbs or verb.lemma_.lower() not in verbs or not opens_noun_phrase(behind(prep)):
        return None
    if not is_active(verb) or prep.tag_ == "RP" or _fronted(verb) or _may_be_noun(verb) or prep.nbor(1).tag_ == "CD":
        return None
    return Fault(
        verb,
        prep,
        f"“{verb.lemma_}” takes its object without “{prep.lower_}”.",
        verb.text,
        f"{verb.lemma_} + {prep.lower_}",
    )


def _may_be_noun(verb: Token) -> bool:
    """Say whether nothing but the tag makes this a verb ("his visit to", "for questioning")."""
    if verb.tag_ == "VBG":
        return verb.i > 0 and verb.nbor(-1).pos_ in ("ADP", "DET", "ADJ", "NOUN")
    if verb.tag_ == "VBZ" and verb.i > 0 and verb.nbor(-1).tag_ in ("IN", "DT", "JJ"):
        return True
    return verb.tag_ == "VB" and not any(c.dep_ == "aux" for c in verb.lefts)


def _fronted(verb: Token) -> bool:
    """Say whether the object may stand before the verb ("the man whom they told", "what he asked", "who to call")."""
    clause = {verb, *verb.ancestors}
    return any(t.dep_ == "relcl" or t.dep_ in ("acl", "advcl") for t in clause) or any(
        t.tag_ in ("WP", "WDT", "WRB", "WP$") for t in verb.doc[: verb.i]
    )


def _missing(verb: Token, table: Frames) -> Fault | None:
    """Find a plain object where the verb needs a preposition ("responded the statement")."""
    lemma = verb.lemma_.lower()
    obj = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if obj is None or obj.left_edge.i != verb.i + 1 or not is_active(verb) or obj.lemma_.lower() in table.measures:
        return None
    if any(t.tag_ in FINITE for t in verb.doc[obj.i + 1 :]):
        return None  # the object may be the subject of a clause: "Banks complained the ban hurt them"
    if any(t.text in _QUOTES for t in verb.doc) or obj.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"):
        return None
    prep = table.missing.get(lemma)
    if prep is None and _is_person(obj):
        prep = table.missing_person.get(lemma)
    if not prep:
        return None
    return Fault(
        verb,
        obj,
        f"“{lemma}” needs “{prep}” before its object.",
        f"{verb.text} {prep} {verb.doc[verb.i + 1 : obj.i + 1].text}",
        f"{lemma} + object without {prep}",
    )


def _is_person(noun: Token) -> bool:
    return noun.lower_ in _PRONOUNS or nouns().acts(noun)


def _person_infinitive(verb: Token, table: Frames) -> Fault | None:
    """Find somebody and an infinitive where a clause or gerund belongs ("demanded the government to act")."""
    instead = table.person_infinitive.get(verb.lemma_.lower())
    if not instead or not is_active(verb) or not opens_noun_phrase(verb.nbor(1)):
        return None
    to = next((t for t in verb.doc[verb.i + 2 : verb.i + 8] if t.lower_ == "to"), None)
    if to is None or (action := behind(to)) is None or action.tag_ != "VB":
        return None
    person = to.nbor(-1)
    between = verb.doc[verb.i + 1 : to.i]
    if not _is_person(person) or any(t.is_punct or t.pos_ in ("VERB", "ADP", "AUX", "CCONJ") for t in between):
        return None
    return Fault(
        verb,
        action,
        f"“{verb.lemma_}” is not built with somebody and an infinitive.",
        _person_suggestion(verb, between.text, action, instead),
        f"{verb.lemma_} + person + to-infinitive",
    )


def _person_suggestion(verb: Token, person: str, action: Token, instead: str) -> str | None:
    if instead == "that":
        return f"{verb.text} that {person} {action.text}"
    return None if instead == "to" else f"{verb.text} {person} {instead} {gerund(action.lower_)}"


def _infinitive(verb: Token, table: Frames) -> Fault | None:
    """Find an infinitive behind a verb that takes a gerund ("avoided to answer")."""
    prep = table.infinitive.get(verb.lemma_.lower())
    to, action = verb.nbor(1), behind(verb, 2)
    if prep is None or to.lower_ != "to" or action is None or action.tag_ != "VB" or not is_active(verb):
        return None
    if _fronted(verb):
        return None
    return Fault(
        verb,
        action,
        f"“{verb.lemma_}” is not built with an infinitive.",
        " ".join(filter(None, (verb.text, prep, gerund(action.lower_)))),
        f"{verb.lemma_} + to-infinitive",
    )


def _clause_infinitive(verb: Token, table: Frames) -> Fault | None:
    """Find a that-clause with an infinitive for its verb ("urged that people to stay calm")."""
    that = verb.nbor(1)
    if that.lower_ != "that" or verb.lemma_.lower() not in table.clause_infinitive:
        return None
    for token in verb.doc[that.i + 1 : that.i + 9]:
        if token.is_punct or token.tag_ in FINITE or token.tag_ in ("WDT", "WP", "VBN", "VBG", "IN"):
            return None
        if token.lower_ == "to" and (action := behind(token)) is not None and action.tag_ == "VB":
            person = token.nbor(-1)
            if token.i == that.i + 1 or person.tag_ not in NOUNS | {"PRP"} or not _is_person(person):
                return None
            return Fault(
                verb,
                action,
                "A that-clause has an infinitive for its verb.",
                f"{verb.text} {verb.doc[that.i + 1 : action.i + 1].text}"
                if verb.lemma_ not in ("hope", "demand", "suggest", "propose")
                else None,
                f"{verb.lemma_} that + person + to-infinitive",
            )
    return None
