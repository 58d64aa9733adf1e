"""MT304 tense-shift: a verb whose tense denies the time that the article gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtcheck.analysis import Context, narrative, tables
from mtcheck.analysis.clause_time import Time, auxiliaries, is_near, past_form, simple_past, tense, times, words
from mtcheck.records import Evidence, Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

if TYPE_CHECKING:
    from spacy.tokens import Token

_STOPS = (".", '"', ",", "\u201d")
"""What ends a sentence of the text; captions and headlines end without."""
_LONGEST = 50
"""The number of characters up to which a verb is marked together with its adverbial."""
_DOUBTFUL = 0.5
"""The confidence up to which a finding is a preview."""
_STATES = frozenset({"be", "have", "do"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@rule("MT304", "tense-shift", category=Category.GRAMMAR, severity=Severity.MINOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Verbs stand in a tense that denies the time the article gives them.

    What it finds:
        The perfect, the present or the future beside a finished time ("has closed its embassy since Monday", "has
        arrived yesterday", "Previously, the governor plans", "will be held last week"), the past beside the present
        ("Currently, the debt reached"), main verbs of single events ("refuses", "arrests") in the present between
        sentences told in the past, and verbs joined in two tenses ("arrested two men and confiscates", "flies to
        Palu and then landing").

    Why it matters:
        Indonesian verbs have no tense; the machine chooses one clause by clause, and the reader cannot tell what
        happened from what still goes on.

    Example:
        "Unfortunately, the embassy refuses his offer." instead of "... refused his offer."

    Limits:
        Only adverbials tied to the verb itself count, and only verbs of a list of single events for the narrative;
        states ("remains"), plans and habits may be present rightly, and writers of features change to the present on
        purpose. Headlines and captions are left alone, and in quotations all but a tense that its own adverbial denies.
    """
    last_year = max(map(int, _YEAR.findall(context.document.text)), default=0)
    for segment in context.document.segments:
        if segment.kind == "sentence" and segment.text.rstrip().endswith(_STOPS):
            for verb in context.parse(segment):
                if verb.pos_ in ("VERB", "AUX") and verb.dep_ not in ("aux", "auxpass"):
                    yield from _clause(segment, verb, last_year)
    for (segment, root), around in narrative.shifted(narrative.told(context)):
        start = segment.start + root.idx
        yield Hit(
            start,
            start + len(root),
            f"The article tells its events in the past, but here {root.text!r} stands in the present tense.",
            past_form(root.lemma_),
            (Evidence("main verbs before and after", "; ".join(around)),),
            confidence=0.7,
        )


def _clause(segment: Segment, verb: Token, last_year: int) -> Iterator[Hit]:
    """Judge one clause by its own adverbials, or by the verb that it is joined to."""
    here = tense(verb)
    for time in times(verb):
        if here == "perfect" and verb.tag_ == "VBN" and (sure := _denies_perfect(verb, time, last_year)):
            yield _hit(segment, verb, time, simple_past(verb), sure)
            return
        if here in ("present", "future") and _denies_present(verb, time):
            yield _hit(segment, verb, time, _past(verb), 0.75)
            return
        if here == "past" and _denies_past(verb, time):
            yield _hit(segment, verb, time, None, 0.7)
            return
    yield from _joined(segment, verb)


def _denies_perfect(verb: Token, time: Time, last_year: int) -> float:
    """Say how surely an adverbial is at odds with the perfect (0: not at all)."""
    if time.when == "past span":
        return 0.85
    if not is_near(verb, time):
        return 0.0
    if time.when == "past year":
        return _DOUBTFUL if (time.year or 0) < last_year else 0.0
    if time.when == "since" and verb.lemma_ in words("verbs", "momentary"):
        passive = any(t.dep_ == "auxpass" for t in auxiliaries(verb))
        return 0.0 if passive or any(_is_many(c) for c in verb.rights) else 0.75
    return {"past": 0.85, "past day": 0.7}.get(time.when, 0.0)


def _is_many(child: Token) -> bool:
    """Say whether an object is of several things, which may be done one after the other since a day."""
    plural = child.tag_ in ("NNS", "NNPS") or any(c.dep_ == "nummod" for c in child.children)
    return child.dep_ in ("dobj", "ccomp") and plural


def _denies_present(verb: Token, time: Time) -> bool:
    if not is_near(verb, time) or not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.lefts):
        return False
    if tense(verb) == "future":
        return time.when == "past"
    opening = time.first.i == verb.sent.start
    return time.when in ("past", "opening past") and (opening or time.first.i > verb.i) and _is_single(verb)


def _is_single(verb: Token) -> bool:
    """Say whether a verb in the plain present tells no habit, no state and no saying."""
    if auxiliaries(verb) or verb.lemma_ in words("verbs", "saying") | words("verbs", "unchanging") | _STATES:
        return False
    return not any(t.lower_ in words("adverbs", "timeless") for t in verb.doc)


def _denies_past(verb: Token, time: Time) -> bool:
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    main = verb.dep_ == "ROOT" and verb.lemma_ not in words("verbs", "saying")
    if not main or subject is None or time.when != "present" or tense(verb) != "past":
        return False
    return time.first.i < verb.i and not any(t.is_punct for t in verb.doc[subject.i : verb.i])


def _hit(segment: Segment, verb: Token, time: Time, right: str | None, confidence: float) -> Hit:
    first = min((*auxiliaries(verb), verb), key=lambda t: t.i)
    start, end = first.idx, verb.idx + len(verb)
    phrase = verb.doc.text[start:end]
    when = verb.doc.text[time.first.idx : time.last.idx + len(time.last)]
    wide = (min(start, time.first.idx), max(end, time.last.idx + len(time.last)))
    if wide[1] - wide[0] <= _LONGEST and wide[0] == start:
        right = right and right + _dated(verb.doc.text[end : wide[1]], time)
        end = wide[1]
    return Hit(
        segment.start + start,
        segment.start + end,
        f"“{phrase}” does not go with “{when}”.",
        right,
        (Evidence("time", when),),
        confidence=confidence,
        preview=confidence <= _DOUBTFUL,
    )


def _dated(text: str, time: Time) -> str:
    """Give the words up to the end of an adverbial as they go with the simple past: "since Monday" is "on Monday"."""
    if time.when != "since":
        return text
    day = time.last.lower_ in words("units", "days")
    at = time.first.idx - time.last.idx - len(time.last) + len(text)
    return f"{text[:at]}{'on' if day else 'in'}{text[at + len(time.first) :]}"


def _past(verb: Token) -> str | None:
    """Give the past of a verb in the plain present, or of one in the future."""
    helpers = auxiliaries(verb)
    if not helpers:
        return past_form(verb.lemma_)
    if any(t.dep_ == "auxpass" for t in helpers):
        plural = any(c.tag_ in ("NNS", "NNPS") for c in verb.lefts if c.dep_ == "nsubjpass")
        return f"{'were' if plural else 'was'} {verb.text}"
    return past_form(verb.lemma_) if len(helpers) == 1 else None


def _joined(segment: Segment, verb: Token) -> Iterator[Hit]:
    """Judge a verb that shares the subject of another one but not its tense."""
    head = verb.head
    if verb.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.lefts) or auxiliaries(verb):
        return
    forms = tables.load("common", "event_verbs")["past"]
    past = tense(head) == "past" and not auxiliaries(head)
    timeless = any(t.lower_ in words("adverbs", "timeless") for t in verb.doc)
    if past and verb.tag_ == "VBZ" and verb.lemma_ in forms and head.tag_ == "VBD" and not timeless:
        right, start = forms[verb.lemma_], verb
    elif verb.tag_ == "VBG" and _is_plain(head) and (then := _then(verb)):
        right, start = None, then
    else:
        return
    yield Hit(
        segment.start + start.idx,
        segment.start + verb.idx + len(verb),
        f"“{head.text}” and “{verb.text}” are joined but stand in different tenses.",
        right,
        (Evidence("verb", head.text),),
        confidence=0.75,
    )


def _is_plain(head: Token) -> bool:
    """Say whether a verb is finite without an auxiliary; the tagger takes "first flies" for a plural noun."""
    if auxiliaries(head) or any(c.tag_ == "VBG" and c.dep_ in ("xcomp", "dobj", "ccomp", "advcl") for c in head.rights):
        return False
    return head.tag_ in ("VBD", "VBZ", "VBP") or (head.tag_ == "NNS" and head.dep_ == "ROOT")


def _then(verb: Token) -> Token | None:
    """Give the "and" of "and then landing"."""
    before = verb.doc[max(0, verb.i - 2) : verb.i]
    return before[0] if [t.lower_ for t in before] == ["and", "then"] else None
