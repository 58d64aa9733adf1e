"""MT308 stray-comma: a comma between what belongs together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.analysis import Context, tables
from mtcheck.analysis.grammar import FINITE, SUBJECTS, Fault, behind
from mtcheck.records import Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OTHER_MARKS = re.compile(r"(?<!\w)['‘]|['’](?!\w)|[\"\u201c\u201d;:()\u2013\u2014]| - ")
_TORN = re.compile(r"(?:\b[A-Z]\.|\b(?:Inc|Corp|Co|Ltd|St|Mr|Mrs|Dr|No|vs)\.)\s*\Z")
"""What a sentence ends with that was cut off in its middle: the next one then begins nowhere."""
_SHORT = 5
_LONGEST_SUBJECT = 25
_MOST = 2
"""In a sentence with more commas, one may close what another opened."""


@rule(
    "MT308",
    "stray-comma",
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    scope="segment",
    suggestions="unsafe",
)
def check(segment: Segment, context: Context) -> Iterator[Hit]:
    """A comma stands between what belongs together: a subject and its verb, or a verb and its clause.

    What it finds:
        A single comma between a subject and its verb ("Currently, Djoko Waskito, is banned", "The residents who lost
        their houses, were moved") and one between a verb and its that-clause ("He said, that"). Indonesian sets a
        comma behind a long subject or an apposition, and the machine keeps it where the apposition has gone.

    Why it matters:
        The reader takes what stands before the comma for an aside and loses the subject.

    Example:
        "Currently, the director, is barred from leaving." instead of "Currently, the director is ...".

    Limits:
        Only sentences without quotations, colons and dashes, and only subjects without a comma of their own.

    Safe fixes:
        All of them: the comma goes, the words stay.
    """
    if segment.kind != "sentence" or segment.text.count(",") > _MOST or _OTHER_MARKS.search(segment.text):
        return
    before = context.document.text[: segment.start].rstrip()[-20:]
    if _TORN.search(before):
        return
    for fault in _faults(context.parse(segment)):
        yield fault.hit(segment)


def _faults(doc: Doc) -> Iterator[Fault]:
    for comma in doc:
        verb = behind(comma)
        if comma.text != "," or comma.i == 0 or verb is None:
            continue
        fault = _before_clause(comma) if verb.lower_ == "that" else _before_verb(comma, verb)
        if fault:
            yield fault


@cache
def _list(name: str) -> frozenset[str]:
    """Give a list of the table."""
    return frozenset(tables.load("common", "commas")[name])


def _before_clause(comma: Token) -> Fault | None:
    """Find a comma between a verb of saying and "that"."""
    verb, that = comma.nbor(-1), comma.nbor(1)
    if verb.tag_ not in FINITE or verb.lemma_.lower() not in _list("tellers") or that.dep_ != "mark":
        return None
    if any(t.text == "," for t in comma.doc[: comma.i]) or not any(c.dep_ in SUBJECTS for c in verb.lefts):
        return None
    return _tell(verb, that, comma, f"No comma belongs between “{verb.text}” and “that”.")


def _before_verb(comma: Token, verb: Token) -> Fault | None:
    """Find a comma between a subject, which is all that stands before it but for an opening adverb, and its verb."""
    doc = comma.doc
    if verb.lower_ not in _list("verbs") or verb.tag_ not in FINITE or comma.nbor(-1).lower_ in _list("openers"):
        return None  # "The term therefore, has": there the adverb lacks its other comma
    head = verb.head if verb.dep_ in ("aux", "auxpass") else verb
    subject = next((c for c in head.lefts if c.dep_ in SUBJECTS), None)
    if (
        head.dep_ != "ROOT"
        or subject is None
        or subject.i > comma.i
        or comma.i - subject.left_edge.i > _LONGEST_SUBJECT
    ):
        return None
    start = subject.left_edge.i
    opener = doc[:start]
    if any(t.text == "," for t in doc[start : comma.i]) or any(t.text == "," for t in doc[verb.i :]):
        return None
    if len(opener) and not (len(opener) == 2 and opener[0].lower_ in _list("openers") and opener[1].text == ","):
        return None
    if any(t.dep_ in ("conj", "appos") and t.head == subject for t in doc[start : comma.i]):
        return None
    first = doc[start] if comma.i - start <= _SHORT else doc[comma.i - 2]
    return _tell(first, verb, comma, "No comma belongs between a subject and its verb.")


def _tell(first: Token, last: Token, comma: Token, message: str) -> Fault:
    doc = comma.doc
    words = doc[first.i : comma.i].text + " " + doc[comma.i + 1 : last.i + 1].text
    return Fault(
        first,
        last,
        message,
        words,
        f"comma between {comma.nbor(-1).text!r} and {comma.nbor(1).text!r}",
        0.8,
        applicability="safe",
    )
