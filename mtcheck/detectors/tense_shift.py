"""MT304 tense-shift: a single event told in the present tense in the middle of a past narrative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mtcheck.analysis import Context, tables
from mtcheck.records import Evidence, Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

if TYPE_CHECKING:
    from spacy.tokens import Token

_PAST_SHARE = 0.75
"""A document tells in the past when at least this share of its main verbs is past ..."""
_ENOUGH = 4
"""... among at least this many."""
_TIMELESS = {
    "now",
    "currently",
    "today",
    "usually",
    "often",
    "always",
    "still",
    "normally",
    "routinely",
    "generally",
    "every",
    "each",
    "if",
    "whenever",
    "when",
}
_TELLERS = {
    "report",
    "law",
    "constitution",
    "film",
    "book",
    "article",
    "poll",
    "survey",
    "study",
    "rule",
    "who",
    "which",
}


@rule("MT304", "tense-shift", category=Category.GRAMMAR, severity=Severity.MINOR, preview=True)
def check(context: Context) -> Iterator[Hit]:
    """Single events stand in the present tense in a report that is told in the past.

    What it finds:
        Main verbs of single events ("refuses", "arrests", "promises") in the present tense, outside quotations, in
        an article that tells in the past, between sentences that do so.

    Why it matters:
        Indonesian verbs have no tense; the machine chooses one sentence by sentence, and the reader cannot tell what
        happened from what still goes on.

    Example:
        "Unfortunately, the embassy refuses his offer." instead of "... refused his offer."

    Limits:
        A preview until more articles have been marked: one true case is known so far. Only verbs of a list of
        single events count, so few shifts are found; states ("remains"), plans and habits may be present
        rightly, and writers of features change to the present on purpose. Sentences with a sign of habit or of
        the present ("now", "every", "if") and reports of what a text says are left alone.
    """
    document = context.document
    quoted = context.quotations
    told: list[tuple[Segment, Token]] = []
    for segment in document.segments:
        root = next((t for t in context.parse(segment) if t.dep_ == "ROOT"), None)
        if root is None or segment.kind != "sentence" or not segment.text.rstrip().endswith("."):
            continue
        start = segment.start + root.idx
        if not quoted.around(start, start + len(root)) and _tense(root):
            told.append((segment, root))
    past = [_tense(root) == "past" for _, root in told]
    if len(told) < _ENOUGH or sum(past) < _PAST_SHARE * len(told):
        return
    for number, (segment, root) in enumerate(told):
        if not past[number] and all(past[max(number - 1, 0) : number]) and all(past[number + 1 : number + 2]):
            yield from _event(segment, root, told[max(number - 1, 0) : number + 2])


def _tense(root: Token) -> str | None:
    """Say whether a main verb is in the past or the present tense; the perfect goes with both."""
    finite = next((c for c in root.lefts if c.dep_ in ("aux", "auxpass")), root)
    if finite is not root and finite.lemma_ == "have" and finite.tag_ != "VBD":
        return None
    if finite.tag_ == "VBD":
        return "past"
    return "present" if finite.tag_ in ("VBZ", "VBP") else None


def _event(segment: Segment, root: Token, around: Sequence[tuple[Segment, Token]]) -> Iterator[Hit]:
    forms = tables.load("common", "event_verbs")["past"]
    if root.tag_ not in ("VBZ", "VBP") or root.lemma_ not in forms:
        return
    subject = next((c for c in root.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ in _TELLERS or any(t.lower_ in _TIMELESS for t in root.doc):
        return
    neighbours = "; ".join(verb.text for other, verb in around if other is not segment)
    start = segment.start + root.idx
    yield Hit(
        start,
        start + len(root),
        f"The article tells its events in the past, but here {root.text!r} stands in the present tense.",
        forms[root.lemma_],
        (Evidence("main verbs before and after", neighbours),) if neighbours else (),
        confidence=0.65,
    )
