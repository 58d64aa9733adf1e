"""The main verbs of an article's sentences, and those that leave its tense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mtcheck.analysis import tables
from mtcheck.analysis.clause_time import tense, words
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.analysis import Context

Told = tuple[Segment, "Token"]
"""A sentence of the narrative and its main verb."""

_PAST_SHARE = 0.75
"""A document tells in the past when at least this share of its main verbs is past ..."""
_ENOUGH = 4
"""... among at least this many."""


def told(context: Context) -> tuple[Told, ...]:
    """Give the sentences of the narrative with their main verbs: outside quotations, in the past or the present."""
    return tuple(pair for segment in context.document.segments if (pair := _told(context, segment)))


def _told(context: Context, segment: Segment) -> Told | None:
    if segment.kind != "sentence" or not segment.text.rstrip().endswith("."):
        return None
    root = next((t for t in context.parse(segment) if t.dep_ == "ROOT"), None)
    if root is None or tense(root) not in ("past", "present", "pluperfect"):
        return None
    start = segment.start + root.idx
    return None if context.quotations.around(start, start + len(root)) else (segment, root)


def shifted(told: Sequence[Told]) -> Iterator[tuple[Told, tuple[str, ...]]]:
    """Yield the single events in the present between sentences in the past, with the main verbs around them."""
    past = [tense(root) != "present" for _, root in told]
    if len(told) < _ENOUGH or sum(past) < _PAST_SHARE * len(told):
        return
    for number, (segment, root) in enumerate(told):
        around = (*told[max(number - 1, 0) : number], *told[number + 1 : number + 2])
        if not past[number] and all(tense(verb) != "present" for _, verb in around) and _is_event(root):
            yield (segment, root), tuple(verb.text for _, verb in around)


def _is_event(root: Token) -> bool:
    """Say whether a main verb in the present tells a single event, not what holds or what a text says."""
    events = tables.load("common", "event_verbs")["past"]
    if root.tag_ not in ("VBZ", "VBP") or root.lemma_ not in events or root.lower_ in words("verbs", "unchanging"):
        return False
    subject = next((c for c in root.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ in words("verbs", "tellers"):
        return False
    return not any(t.lower_ in words("adverbs", "timeless") for t in root.doc)
