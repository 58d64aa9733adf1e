"""What the references have, as evidence for the hits of all rules."""

from __future__ import annotations

from mtcheck.analysis import Context
from mtcheck.detectors import all_rules
from mtcheck.readers import from_text
from mtcheck.records import Evidence, Hit
from mtcheck.reference_evidence import attached

TEXT = "The club paid a record dowry for the striker. The round skin hit the post. Fans sang until midnight."
REFERENCES = (
    "The club paid a record transfer fee for the striker. The ball hit the post. Fans sang until midnight.",
    "The club paid a record sum for the striker. The ball hit the post. Fans sang until midnight.",
)
RULES = {rule.code: rule for rule in all_rules()}


def _context(*references: str) -> Context:
    return Context(from_text(TEXT), references=tuple(from_text(reference) for reference in references))


def _hit(phrase: str, *evidence: Evidence) -> Hit:
    start = TEXT.index(phrase)
    return Hit(start, start + len(phrase), "A test found it.", evidence=evidence)


def test_a_hit_gets_what_the_references_have_in_its_place() -> None:
    own = Evidence("lexicon", "kulit bundar")
    found = attached(_context(*REFERENCES), [(RULES["MT103"], _hit("dowry")), (RULES["MT102"], _hit("skin", own))])
    assert [hit.evidence for _, hit in found] == [
        (Evidence("reference", "“transfer fee” or “sum” for “dowry”"),),
        (own, Evidence("reference", "“ball” for “round skin”")),
    ]


def test_where_the_references_say_the_same_there_is_none() -> None:
    hits = ((RULES["MT103"], _hit("striker")), (RULES["MT103"], _hit("midnight")))
    assert attached(_context(*REFERENCES), hits) == hits


def test_without_references_nothing_changes() -> None:
    hits = ((RULES["MT103"], _hit("dowry")),)
    assert attached(_context(), hits) == hits


def test_a_departure_goes_where_another_rule_tells_of_the_same_words() -> None:
    context = _context(*REFERENCES)
    departures = [(RULES["MT190"], hit) for hit in RULES["MT190"].check(context)]
    assert [TEXT[hit.start : hit.end] for _, hit in departures] == ["dowry", "round skin"]
    found = attached(context, [*departures, (RULES["MT103"], _hit("a record dowry"))])
    assert [(rule.code, TEXT[hit.start : hit.end]) for rule, hit in found] == [
        ("MT190", "round skin"),
        ("MT103", "a record dowry"),
    ]
