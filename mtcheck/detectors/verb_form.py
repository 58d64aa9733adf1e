"""MT309 verb-form: a verb in a form that the words around it do not allow."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context, verb_chains, verb_forms
from mtcheck.records import Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity


@rule("MT309", "verb-form", category=Category.GRAMMAR, severity=Severity.MINOR, scope="segment", suggestions="unsafe")
def check(segment: Segment, context: Context) -> Iterator[Hit]:
    """Verbs stand in a form that the auxiliary or the conjunction beside them does not allow.

    What it finds:
        Inflected verbs behind a modal verb, "did not" or "to" ("will increased", "did not came", "to built"), base
        forms behind "has" or "was" ("has begin", "was arrest"), passives of verbs that have none ("was happened",
        "is consisted of"), gerunds behind the "to" of an infinitive or behind "and then" ("urged people to avoiding"),
        verbs chained to another without "to" or a subject ("is predicted will rise", "the man who wearing"), and a past
        tense that tells one moment with "since" ("began since August"). Indonesian verbs have no tense, and
        their prefixes (di-, ter-) are no English passive.

    Why it matters:
        Nobody who knows English writes so; one such form and the reader distrusts the report.

    Example:
        "The fire was happened on Monday." instead of "The fire happened on Monday."

    Limits:
        Forms that look alike ("has put", "was hit") cannot be told apart, and the tagger must see the verb as a verb.

    Safe fixes:
        Passives of verbs that have none ("was happened") and past forms behind "did not", unless the past form is a
        verb of its own ("did not found").
    """
    if segment.kind == "sentence":
        doc = context.parse(segment)
        for fault in (*verb_forms.faults(doc), *verb_chains.faults(doc)):
            yield fault.hit(segment)
