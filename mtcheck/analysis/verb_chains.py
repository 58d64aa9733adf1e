"""Verbs that are chained to another word without the form or the subject they need ("is predicted will rise")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtcheck.analysis.grammar import BE, NOUNS, Fault, behind, gerund, lower
from mtcheck.analysis.verb_forms import HAVE, is_verb, table, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_QUOTES = frozenset('"\u201c\u201d')


def faults(doc: Doc) -> Iterator[Fault]:
    """Yield the verbs of a sentence that are chained to another word as English does not allow."""
    for token in doc:
        verb = behind(token)
        if verb is not None and (fault := _fault(token, verb)):
            yield fault


def _fault(token: Token, verb: Token) -> Fault | None:
    """Find what is wrong with a verb right behind this word, by the kind of word that it is."""
    word = token.lower_
    if word in ("who", "which"):
        return _relative(token, verb)
    if word == "then":
        return _joined_gerund(token, verb)
    if word == "since":
        return _since(token)
    if word in table()["reported"]["participles"]:
        return _reported(token, verb)
    if word in table()["tellers"]["verbs"]:
        return _no_subject(token, verb)
    modal = token.tag_ == "MD" and word in table()["tellers"]["modals"]
    return _modal_to(token) if modal else None


def _relative(pronoun: Token, verb: Token) -> Fault | None:
    """Find a participle where a relative clause needs a finite verb ("the price which set by")."""
    before = behind(pronoun, -1)
    if before is None or before.tag_ not in NOUNS or verb.i != pronoun.i + 1 or verb.lower_ in BE:
        return None
    by = lower(behind(verb)) == "by" and verb.lemma_.lower() not in table()["relative"]["not_passive"]
    number, after = behind(verb, 2), behind(verb)
    placed = verb.lower_ in table()["relative"]["adjectival"] and after is not None and after.tag_ == "IN"
    if not placed and not (
        verb.tag_ == "VBG" or (by and verb.tag_ in ("VBN", "VBD") and number is not None and not number.like_num)
    ):
        return None
    plural = before.tag_ in ("NNS", "NNPS")
    copula = ("are" if plural else "is") if verb.tag_ == "VBG" else ("were" if plural else "was")
    words = f"{pronoun.text} {copula} {verb.text}"
    return tell(pronoun, verb, f"The clause with “{pronoun.lower_}” has no finite verb.", words)


def _reported(participle: Token, verb: Token) -> Fault | None:
    """Find a finite or bare verb where an infinitive belongs ("is predicted will rise", "is suspected steal")."""
    before = behind(participle, -1)
    if lower(before) not in BE | {"not", "also", "still"} or verb.i != participle.i + 1 or participle.dep_ == "csubj":
        return None
    if any(
        t.tag_ in ("WP", "WDT", "WRB") or t.lower_ in ("as", "than", "what", "that")
        for t in participle.doc[: participle.i]
    ):
        return None
    modal = verb.tag_ == "MD" and verb.text.islower()
    if not modal and not (
        verb.tag_ in ("VB", "VBP") and verb.lower_ not in BE and is_verb(verb) and not verb.text.istitle()
    ):
        return None
    action = behind(verb) if modal else verb
    known = action is not None and action.pos_ in ("VERB", "AUX")
    words = f"{participle.text} {_joined(participle, action)}" if action is not None and known else None
    last = action if words and action is not None else verb
    return tell(participle, last, f"An infinitive with “to” belongs behind “{participle.lower_}”.", words)


def _joined(participle: Token, action: Token) -> str:
    """Give the form that a verb takes behind a participle of reporting ("to rise", "of stealing")."""
    of = participle.lower_ in table()["reported"]["of"]
    return f"of {gerund(action.lemma_)}" if of else f"to {action.lemma_}"


def _no_subject(teller: Token, verb: Token) -> Fault | None:
    """Find a clause without a subject behind a verb of saying ("the suspect admitted had killed her")."""
    if verb.lower_ not in table()["tellers"]["auxiliaries"] or verb.i != teller.i + 1 or teller.dep_ != "ROOT":
        return None
    subject = next((c for c in teller.lefts if c.dep_ == "nsubj"), None)
    after = behind(verb)
    if subject is None or teller.tag_ != "VBD" or after is None or not _opens(subject.left_edge):
        return None
    if any(t.tag_ in ("NN", "NNS") for t in teller.doc[: subject.i]):
        return None  # "The man police said was driving": a relative clause
    if any(
        t.tag_ in ("WP", "WDT", "WRB", "RBS") or t.text in _QUOTES or t.lower_ in ("all", "as", "that")
        for t in teller.doc
    ):
        return None
    if after.tag_ not in ("VB", "VBN", "VBG", "RB"):
        return None
    return tell(
        teller,
        verb,
        f"The clause behind “{teller.lower_}” has no subject.",
        f"{teller.text} [he] {verb.text}" if verb.tag_ in ("VBD", "MD", "VBZ") else None,
    )


def _opens(first: Token) -> bool:
    """Say whether the sentence opens with this word, or with it behind one word and a comma."""
    return first.i == 0 or (first.i == 2 and lower(behind(first, -1)) == ",")


def _modal_to(modal: Token) -> Fault | None:
    """Find "to" behind a modal verb ("he will to visit")."""
    to = behind(modal)
    while to is not None and to.tag_ == "RB":
        to = behind(to)
    action = None if to is None else behind(to)
    if to is None or to.tag_ != "TO" or action is None or action.tag_ != "VB" or modal.dep_ != "aux":
        return None
    words = modal.doc[modal.i : to.i].text
    return tell(modal, to, f"“{modal.lower_}” takes no “to”.", words)


def _joined_gerund(then: Token, verb: Token) -> Fault | None:
    """Find a gerund that "and then" joins to a finite verb ("flies to Banjarmasin and then landing in Bandung")."""
    before = then.doc[: then.i]
    if then.lower_ != "then" or verb.tag_ != "VBG" or lower(behind(then, -1)) != "and" or verb.i != then.i + 1:
        return None
    if any(t.text.endswith("ing") for t in before) or not any(t.tag_ in ("VBD", "VBZ", "NNS") for t in before):
        return None
    return Fault(
        behind(then, -1) or then,
        verb,
        "“and then” joins a gerund to a finite verb.",
        None,
        f"finite verb + and then {verb.lower_}",
        0.75,
    )


def _since(since: Token) -> Fault | None:
    """Find "since" and a date beside a past tense that tells one moment ("began since August 2011")."""
    moment = table()["moment"]
    date = behind(since)
    if date is None or not (date.lower_ in moment["dates"] or (date.is_digit and len(date) == 4)):
        return None
    verb = since.head
    if any(t.tag_ in ("JJS", "RBS") or t.lower_ == "first" for t in verb.subtree):
        return None  # "the lowest since 1982"
    while verb.head != verb and (verb.pos_ != "VERB" or verb.dep_ == "xcomp"):
        verb = verb.head
    if verb.tag_ != "VBD" or verb.lower_ not in moment["verbs"] or any(c.lower_ in HAVE for c in verb.lefts):
        return None
    last = next((t for t in (behind(date, 2), behind(date)) if t is not None and t.is_digit and len(t) == 4), date)
    prep = "on" if date.lower_ in moment["on"] else "in"
    words = date.doc[date.i : last.i + 1].text
    return Fault(
        since,
        last,
        f"“{verb.lower_}” tells one moment, “since” a time up to now.",
        words if date.lower_ == "yesterday" else f"{prep} {words}",
        f"{verb.lower_} (past) + since {words}",
        0.8,
    )
