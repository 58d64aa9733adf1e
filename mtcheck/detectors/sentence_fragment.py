"""MT303 sentence-fragment: a sentence of the text that has a subject but no finite verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from mtcheck.analysis import Context, tables, vocabulary
from mtcheck.analysis.grammar import FINITE, Fault, behind, lower
from mtcheck.records import Evidence, Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OPENERS = {"DT", "PDT", "PRP$", "CD"}
"""What a full noun phrase opens with: bare names at the start of a "sentence" are often the tail of a torn one."""
_MEANWHILE = ("while", "whereas")
_ALONE = {**dict.fromkeys(_MEANWHILE, "Meanwhile,"), "because": "This is because", "which": "This"}
"""Words whose clause is no sentence, and what opens the sentence instead."""
_ABOUT = {"about", "around", "approximately", "roughly"}
_SHORT = 5
"""A subject and verb, or a figure, of more words are not marked whole."""
_WHOLE = 12
"""A lone clause of more tokens is not marked whole."""
_HELPERS = {"aux", "auxpass"}
_OBJECTS = {"dobj", "ccomp", "xcomp", "oprd"}
Kind = Literal["participle", "infinitive", "adjective"]
_ARTICLE: Mapping[Kind, str] = {"participle": "a", "infinitive": "an", "adjective": "an"}
_KNOWN_WORD = 3.0
"""The Zipf frequency from which a past tense made by rule ("thanked", not "maked") is taken to be a word."""
_WORDS = (8, 45)
"""Shorter sentences are captions and exclamations as a rule; in longer ones the parse is not to be trusted."""
_CAPTION_WORDS = 18
"""A paragraph of one sentence with a present participle is a caption unless it is at least this long."""
_NO_RUNNING_TEXT = re.compile(
    r"[\"\u201c\u201d:;\u2026|\u2022*]| [-\u2013\u2014] |^\W*[-\u2013\u2014\u2022(\d]"
    r"|\b(?:photos?|image|picture|illustration|file|pictured|courtesy)\b",
    re.IGNORECASE,
)


@rule(
    "MT303",
    "sentence-fragment",
    category=Category.GRAMMAR,
    severity=Severity.MAJOR,
    scope="segment",
    suggestions="unsafe",
)
def check(segment: Segment, context: Context) -> Iterator[Hit]:
    """Sentences of the text lack a finite verb: a participle or an adjective stands where the verb belongs.

    What it finds:
        Sentences that open with a noun phrase and go on with a participle, an infinitive or an adjective ("The
        decision taken at a cabinet meeting on Thursday.", "The trial to be resumed on November 4.", "He reluctant to
        answer the question of the reporters."), with no finite verb outside relative clauses. Indonesian verbs (di-,
        ber-, meN-) have no tense and its adjectives need no copula, so a machine takes them for modifiers. Also clauses
        with "while", "because" or "which" that stand alone ("While A is the broker.": sementara, "meanwhile"), and
        figures without a verb ("The orders about Rp8 billion.").

    Why it matters:
        The reader waits for a verb that never comes, and cannot know whether the thing happened.

    Example:
        "The decision taken at a cabinet meeting on Thursday." instead of "The decision was taken at ...".

    Limits:
        Needs the parse to agree on several signs, so it keeps silent on sentences with quotations, colons or dashes,
        on short ones, and on paragraphs that look like captions, headlines, lists or credits.
    """
    if segment.kind != "sentence" or not segment.text.endswith(".") or _NO_RUNNING_TEXT.search(segment.text):
        return
    doc = context.parse(segment)
    if fault := _lone_clause(doc) or _amount(doc) or _lone_relative(doc):
        yield replace(fault.hit(segment), severity=Severity.MINOR if fault.first.i == 0 else Severity.MAJOR)
        return
    words = [t for t in doc if not t.is_punct]
    if not _WORDS[0] <= len(words) <= _WORDS[1]:
        return
    found = _fragment(doc)
    if found is None:
        return
    subject, verb, kind = found
    alone = len(context.document.paragraphs[segment.paragraph].segments) == 1
    if alone and verb.tag_ == "VBG" and len(words) < _CAPTION_WORDS:
        return
    start, end = _extent(subject, verb)
    yield Hit(
        segment.start + start,
        segment.start + end,
        f"This sentence has no finite verb: {verb.text!r} is only {_ARTICLE[kind]} {kind}.",
        _suggestion(doc.text, subject, verb, start, end),
        (Evidence("parse", f"subject {subject.text!r}, {kind} {verb.text!r} without a finite verb"),),
        confidence=0.7 if kind == "adjective" else 0.8,
    )


def _lone_clause(doc: Doc) -> Fault | None:
    """Find a sentence that is nothing but a clause with "while" or "because" (sementara, karena)."""
    first = doc[0]
    root = next((t for t in doc if t.dep_ == "ROOT"), first)
    if (
        first.lower_ not in _ALONE
        or lower(behind(first)) in ("of", ",")
        or first.head != root
        or root.tag_ not in FINITE | {"VB", "VBN", "VBG"}
    ):
        return None
    if not any(_is_finite(c) for c in (root, *root.lefts)):
        return None
    subject = next((c for c in root.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    short = subject is not None and root.i <= _SHORT
    whole = first.lower_ not in _MEANWHILE and len(doc) <= _WHOLE
    last = doc[-2] if whole else root if short else first
    rest = doc[1 : last.i + 1].text
    return Fault(
        first,
        last,
        f"A clause with “{first.text}” alone is no sentence.",
        f"{_ALONE[first.lower_]} {rest}".rstrip(),
        f"{first.lower_} + one clause",
        confidence=0.8,
    )


def _lone_relative(doc: Doc) -> Fault | None:
    """Find a noun with a relative clause and nothing else ("Hundreds of families who were forced to flee")."""
    root = next((t for t in doc if t.dep_ == "ROOT"), doc[0])
    verb = next((c for c in root.rights if c.dep_ == "relcl"), None) or next(
        (c for t in root.subtree for c in t.rights if c.dep_ == "relcl"), None
    )
    if verb is None or root.tag_ not in ("NN", "NNS") or doc[0].head.i > root.i or len(doc) < _WORDS[0]:
        return None
    pronoun = next((t for t in verb.subtree if t.tag_ in ("WP", "WDT")), None)
    first, inside = root.left_edge, {t.i for t in verb.subtree}
    if pronoun is None or first.i > 0 or first.tag_ not in (*_OPENERS, "NNS") or pronoun.i - first.i > _SHORT:
        return None
    if any((_is_finite(t) or t.tag_ in ("VB", "VBN", "VBD")) and t.i not in inside for t in doc):
        return None
    if sum(t.tag_ in FINITE for t in doc) > 1:
        return None  # the parse may have put the main verb into the relative clause
    return Fault(
        first,
        verb if verb.i - pronoun.i <= _SHORT else pronoun,
        "This sentence is a noun with a relative clause: its own verb is missing.",
        None,
        f"{root.text} {pronoun.text} ... without a main verb",
        confidence=0.75,
    )


def _amount(doc: Doc) -> Fault | None:
    """Find a sentence without any verb that ends in a figure: "the orders about Rp8 billion" (sebesar)."""
    about = next((t for t in doc if t.lower_ in _ABOUT and 0 < t.i < len(doc) - 2), None)
    if about is None or doc[0].tag_ not in _OPENERS or any(t.pos_ in ("VERB", "AUX") or t.tag_ in FINITE for t in doc):
        return None
    noun, figure = about.nbor(-1), doc[about.i + 1 : -1]
    if noun.tag_ not in ("NN", "NNS") or not any(c.isdigit() for c in figure.text) or len(figure) > _SHORT:
        return None
    copula = "were" if noun.tag_ == "NNS" else "was"
    return Fault(
        noun,
        doc[-2],
        "This sentence has no verb between its subject and the figure.",
        f"{noun.text} {copula} {doc[about.i : -1].text}",
        f"{noun.text} {about.text} + figure without a verb",
        confidence=0.8,
    )


def _fragment(doc: Doc) -> tuple[Token, Token, Kind] | None:
    """Give the subject, the word in the verb's place and what that is, if the sentence is a fragment."""
    roots = [t for t in doc if t.dep_ == "ROOT" and not t.is_punct]
    if len(roots) != 1 or any(_is_finite(t) and not _in_relative_clause(t) for t in doc):
        return None
    root = roots[0]
    if root.tag_ in ("NN", "NNS", "NNP", "NNPS"):
        subject: Token | None = root
        verb = next((c for c in root.rights if c.dep_ == "acl"), None)
    else:
        subject, verb = next((c for c in root.lefts if c.dep_ in ("nsubj", "nsubjpass")), None), root
    if subject is None or verb is None or _may_hide_a_verb(doc, verb):
        return None
    kind = _kind(verb)
    if kind == "adjective":
        return (subject, verb, kind) if verb == root and verb.i - subject.i == 1 else None
    opening = next((t for t in doc if not t.is_punct), root)
    full = opening.head == subject and opening.tag_ in _OPENERS
    bare = opening == subject and subject.tag_ in ("NN", "NNS") and kind == "participle" and _lacks_object(verb)
    return (subject, verb, kind) if kind and (full or bare) else None


def _kind(verb: Token) -> Kind | None:
    """Say what stands in the verb's place, or None for what may be a finite verb after all."""
    if any(c.tag_ == "TO" for c in verb.lefts):
        return "infinitive"
    if verb.tag_ in ("JJ", "JJR"):
        return "adjective"
    sure = verb.tag_ in ("VBN", "VBD") and _is_sure_participle(verb)
    return "participle" if verb.tag_ == "VBG" or sure else None


def _may_hide_a_verb(doc: Doc, verb: Token) -> bool:
    """Say whether the parse leaves room for a finite verb: an apposition before it, or another "-ed" with an object."""
    if any(c.is_punct for c in verb.doc[verb.left_edge.i - 1 : verb.i] if c.text == ","):
        return True
    others = (t for t in doc if t.tag_ == "VBN" and t != verb and not any(c.dep_ in _HELPERS for c in t.lefts))
    return any(c.dep_ in ("dobj", "ccomp", "xcomp") for t in others for c in t.rights)


def _is_finite(token: Token) -> bool:
    if token.tag_ == "VBD" and _lacks_object(token):
        return False  # a participle that the tagger took for a past tense
    return token.tag_ in FINITE or "Fin" in token.morph.get("VerbForm", [])


def _lacks_object(verb: Token) -> bool:
    """Say whether a verb that always has an object has none: its "-ed" form is a participle then."""
    if verb.lemma_.lower() not in _transitive() or any(c.dep_ in _HELPERS for c in verb.lefts):
        return False
    follows = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    if follows is not None and follows.dep_ == "prt":
        follows = verb.doc[follows.i + 1] if follows.i + 1 < len(verb.doc) else None
    plain = follows is not None and (follows.tag_ in ("IN", "TO") or follows.ent_type_ in ("DATE", "TIME"))
    return plain and not any(c.dep_ in _OBJECTS for c in verb.children)


@cache
def _transitive() -> frozenset[str]:
    return frozenset(tables.load("common", "fragments")["transitive"])


def _in_relative_clause(token: Token) -> bool:
    return any(t.dep_ == "relcl" for t in (token, *token.ancestors))


def _is_sure_participle(verb: Token) -> bool:
    """Say whether a participle cannot be a past tense that the tagger mistook: "taken", or "damaged by"."""
    if any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.rights):
        return False
    if any(c.dep_ == "agent" for c in verb.rights) or _lacks_object(verb):
        return True
    return not verb.lower_.endswith("ed") and verb.lower_.endswith("n")


def _extent(subject: Token, verb: Token) -> tuple[int, int]:
    """Give the stretch to mark: the subject and its verb where they are neighbours, else the verb and its object."""
    first = subject.left_edge
    helpers = [c for c in verb.lefts if c.dep_ in {*_HELPERS, "neg"}]
    begin = min([verb, *helpers], key=lambda t: t.i)
    if begin.i - subject.i == 1 and verb.i - first.i <= 6:
        return first.idx, verb.idx + len(verb)
    objects = [c for c in verb.rights if c.dep_ == "dobj"]
    last = max((t for o in objects for t in (*o.lefts, o)), key=lambda t: t.i, default=verb)
    return begin.idx, last.idx + len(last)


def _suggestion(text: str, subject: Token, verb: Token, start: int, end: int) -> str | None:
    """Write the stretch with a finite verb, where its form is known."""
    to = next((c for c in verb.lefts if c.tag_ == "TO"), None)
    if to is not None:
        return text[start : to.idx] + "will" + text[to.idx + len(to) : end]
    if verb.tag_ != "VBG":
        copula = "were" if subject.tag_ in ("NNS", "NNPS") else "was"
        return f"{text[start : verb.idx]}{copula} {text[verb.idx : end]}"
    past = verb.lower_.removesuffix("ing") + "ed"
    if vocabulary.zipf(past, "en") >= _KNOWN_WORD:
        return text[start : verb.idx] + past + text[verb.idx + len(verb) : end]
    return None
