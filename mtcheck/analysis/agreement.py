"""Subjects and verbs that do not agree in number, as the parse and tables of words show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.analysis import tables, vocabulary
from mtcheck.analysis.grammar import NOUNS, SUBJECTS, Fault, behind, lower
from mtcheck.analysis.nouns import nouns
from mtcheck.analysis.verb_forms import unmarked

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_RARE = 3.0
"""Zipf value (English) below which a capitalised word is the name of a person or body that is little known abroad."""
_KNOWN = 2.5
"""Zipf value (English) from which a verb form made by rule is taken to be a word."""
_VOWELS = "aeiou"
_ENDS = frozenset({".", '"', "\u201d", ",", "'", "\u2019"})
_CLITICS = frozenset({"'s", "\u2019s"})
_PLURAL_FORMS = {"is": "are", "was": "were", "has": "have", "does": "do"}


@dataclass(frozen=True)
class Words:
    """The table of agreement, with its lists as sets."""

    plural: frozenset[str]
    determiners: frozenset[str]
    bare: frozenset[str]
    verbs_only: frozenset[str]
    speaking: frozenset[str]
    adverbs: frozenset[str]
    either: frozenset[str]


@cache
def _words() -> Words:
    table: Mapping[str, Mapping[str, list[str]]] = tables.load("common", "agreement")
    plural = frozenset(table["determiners"]["plural"])
    return Words(
        plural=plural,
        determiners=plural | frozenset(table["determiners"]["either"]),
        bare=frozenset(table["bare"]["verbs"] + table["bare"]["subjunctive"]),
        verbs_only=frozenset(table["verbs_only"]["verbs"]),
        speaking=frozenset(table["verbs_only"]["speaking"]),
        adverbs=frozenset(table["adverbs"]["words"]),
        either=frozenset(table["either"]["nouns"]),
    )


def faults(doc: Doc) -> Iterator[Fault]:
    """Yield the verbs of a sentence that do not agree with their subjects."""
    words = _words()
    for verb in doc:
        if verb.tag_ in ("VBP", "VB"):
            fault = _bare_verb(verb, words)
        else:
            fault = _singular_verb(verb, words) if verb.tag_ == "VBZ" or verb.lower_ == "was" else None
        if fault:
            yield fault


def _bare_verb(verb: Token, words: Words) -> Fault | None:
    """Find a singular subject whose verb lacks its ending ("Nafsiah also hope")."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or verb.lower_ != verb.lemma_.lower() or verb.lower_ in unmarked() or _is_joined(subject):
        return None
    if any(c.dep_ in ("aux", "mark") for c in verb.lefts) or not _is_singular(subject, verb, words):
        return None
    form = third_person(verb.lower_)
    if _allows_bare(verb, words) or vocabulary.zipf(form, "en") < _KNOWN:
        return None
    return Fault(
        subject,
        verb,
        "The verb does not agree with its singular subject.",
        f"{verb.doc[subject.i : verb.i].text} {form}",
        f"{subject.text} is singular, {verb.text} is a base form",
    )


def _is_singular(subject: Token, verb: Token, words: Words) -> bool:
    """Say whether a subject is surely singular, and the word behind it surely its verb."""
    between = verb.doc[subject.i + 1 : verb.i]
    apart = any(t.lower_ in words.adverbs for t in between)
    if any(t.lower_ not in words.adverbs and t.tag_ != "RB" for t in between):
        return False
    if subject.tag_ == "PRP":
        return subject.lower_ in ("he", "she", "it")
    if subject.tag_ == "NN":
        known = subject.lower_ in nouns().persons and any(c.tag_ in ("DT", "PRP$") for c in subject.lefts)
        return known and (apart or verb.lower_ in words.verbs_only)
    if subject.tag_ != "NNP" or subject.text.endswith("s") or verb.text[0].isupper():
        return False
    if subject.ent_type_ == "PERSON" and not subject.text.isupper():
        return apart or verb.lower_ in words.verbs_only
    speaks = verb.lower_ in words.speaking and vocabulary.zipf(subject.lower_, "en") < _RARE
    return apart and (subject.text.isupper() or speaks)


def _is_joined(subject: Token) -> bool:
    """Say whether a subject may be several ("Ani and Budi", "Ani, Budi", "both ...")."""
    return any(t.dep_ in ("conj", "cc", "appos", "preconj") or t.text in ("&", "/") for t in subject.subtree)


def _allows_bare(verb: Token, words: Words) -> bool:
    """Say whether something asks for a bare form ("helped him leave"), or this is a headline."""
    around = [*verb.ancestors, *verb.doc[: verb.i]]
    if any(t.lemma_.lower() in words.bare or t.lower_ in words.bare for t in around):
        return True
    return verb.doc[0].tag_ in ("MD", "VB") or verb.doc[-1].text not in _ENDS


def third_person(verb: str) -> str:
    """Give the form of a verb behind he, she or it."""
    if verb == "have":
        return "has"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _singular_verb(verb: Token, words: Words) -> Fault | None:
    """Find a plural subject with a singular verb ("the residents was")."""
    head = verb.head if verb.dep_ in ("aux", "auxpass") else verb
    subject = next((c for c in head.lefts if c.dep_ in SUBJECTS and c.i < verb.i), None)
    if subject is None or verb.text in _CLITICS or any(t.tag_ != "RB" for t in verb.doc[subject.i + 1 : verb.i]):
        return None
    if not _is_plural(subject, words):
        return None
    return Fault(
        subject,
        verb,
        "The verb does not agree with its plural subject.",
        f"{verb.doc[subject.i : verb.i].text} {_PLURAL_FORMS.get(verb.lower_, verb.lemma_)}",
        f"{subject.text} is plural, {verb.text} is singular",
        applicability="safe" if subject.tag_ == "PRP" and subject.i == 0 else None,
    )


def _is_plural(subject: Token, words: Words) -> bool:
    """Say whether a subject is surely plural, and surely the subject, not part or object of what comes before."""
    before = behind(subject, -1)
    if subject.lower_ in ("they", "we"):
        return lower(before) not in ("and", "or", "-") and vocabulary.zipf(lower(behind(subject)), "en") >= _KNOWN
    if subject.tag_ != "NNS" or subject.lower_ in words.either or subject.lemma_.lower() == subject.lower_:
        return False
    if subject.text[0].isupper() or subject.ent_type_ not in ("", "CARDINAL", "NORP") or _is_joined(subject):
        return False
    if before is not None and before.tag_ in NOUNS:
        return subject.lower_ in nouns().plurals
    counted = any(c.tag_ == "CD" or c.lower_ in ("number", "amount") for c in subject.lefts)
    return _opens_clause(subject.left_edge, words) and (not counted or subject.lower_ in nouns().plurals)


def _opens_clause(first: Token, words: Words) -> bool:
    """Say whether a clause begins with this determiner or numeral."""
    before = behind(first, -1)
    starts = before is None or before.tag_ in (",", "``", "''", "CC") or before.lower_ in ("that", "because", "when")
    return starts and first.lower_ in words.determiners
