"""From hits to findings: places, merging, suppression and fingerprints."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from mtcheck import findings
from mtcheck.readers import from_text
from mtcheck.records import Evidence, Finding, Hit
from mtcheck.rule import Rule, rule
from mtcheck.taxonomy import Category, Severity

TEXT = "Share:\n\nThe embassy moved. The embassy moved.\n\n\U0001f600 Nobody told the staff of the move.\n"


def _rule(code: str, name: str, category: Category, severity: Severity = Severity.MAJOR) -> Rule:
    def check(context: object) -> Iterator[Hit]:
        yield from ()

    check.__doc__ = "S.\n\nWhat it finds:\n  x\n\nWhy it matters:\n  x\n\nExample:\n  x\n\nLimits:\n  x\n"
    return rule(code, name, category=category, severity=severity)(check)


GRAMMAR = _rule("MT301", "grammar", Category.GRAMMAR)
STYLE = _rule("MT601", "style", Category.UNIDIOMATIC, Severity.MINOR)
RESIDUE = _rule("MT501", "residue", Category.UNTRANSLATED)


def _make(*hits: tuple[Rule, Hit], text: str = TEXT) -> tuple[Finding, ...]:
    return findings.make(from_text(text), hits)


def _hit(phrase: str, occurrence: int = 0, *, text: str = TEXT, **options: object) -> Hit:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(phrase, start + 1)
    return Hit(start, start + len(phrase), "why", **options)  # type: ignore[arg-type]


def test_a_finding_knows_its_place_in_code_points() -> None:
    (found,) = _make((GRAMMAR, _hit("Nobody")))
    assert (found.line, found.column, found.text) == (5, 3, "Nobody")
    assert (found.code, found.severity, found.category) == ("MT301", Severity.MAJOR, Category.GRAMMAR)
    assert found.segment == 3


def test_findings_stand_in_the_order_of_the_text() -> None:
    found = _make((GRAMMAR, _hit("staff")), (STYLE, _hit("Share")), (GRAMMAR, _hit("moved")))
    assert [f.text for f in found] == ["Share", "moved", "staff"]


def test_two_rules_that_mark_the_same_stretch_tell_it_once() -> None:
    (found,) = _make((STYLE, _hit("The embassy")), (GRAMMAR, _hit("embassy moved")), (STYLE, _hit("embassy moved")))[1:]
    assert found.rule == "grammar"
    assert [e.kind for e in found.evidence] == ["also"]
    assert "MT601 style" in found.evidence[0].text


def test_what_is_to_be_deleted_swallows_what_is_wrong_inside_it() -> None:
    found = _make((STYLE, _hit("told")), (RESIDUE, _hit("Nobody told the staff of the move.")))
    assert [f.rule for f in found] == ["residue"]


def test_the_longer_phrase_with_a_remedy_leads_and_takes_the_graver_severity() -> None:
    term = _rule("MT201", "term", Category.TERMINOLOGY, Severity.MINOR)
    word, phrase = (RESIDUE, _hit("staff", suggestion="crew")), (term, _hit("the staff", suggestion="the crew"))
    (found,) = _make(word, phrase)
    assert (found.rule, found.text, found.severity) == ("term", "the staff", Severity.MAJOR)
    assert [piece.text.split(":")[0] for piece in found.evidence] == ["MT501 residue"]
    (found,) = _make(word, (term, _hit("the staff")))
    assert (found.rule, found.text) == ("residue", "staff")


def test_two_rules_that_say_the_same_of_a_word_say_it_once_with_the_quotation_of_the_source() -> None:
    words = _rule("MT103", "sense", Category.MISTRANSLATION), _rule("MT116", "rendering", Category.MISTRANSLATION)
    quotation = Evidence("source", "staf")
    first = (words[0], _hit("staff", suggestion="crew", confidence=0.9, evidence=(Evidence("lexicon", "staf"),)))
    (found,) = _make(first, (words[1], _hit("staff", suggestion="crew", confidence=0.8, evidence=(quotation,))))
    assert found.rule == "sense"
    assert found.evidence == (Evidence("lexicon", "staf"), quotation)
    (found,) = _make(first, (words[1], _hit("staff", suggestion="team", confidence=0.8, evidence=(quotation,))))
    assert [piece.kind for piece in found.evidence] == ["lexicon", "also"]


def test_a_preview_finding_on_a_counted_one_is_only_evidence() -> None:
    (found,) = _make((GRAMMAR, _hit("Nobody told the staff of the move")), (STYLE, _hit("staff", preview=True)))
    assert found.rule == "grammar"
    assert [piece.kind for piece in found.evidence] == ["also"]


def test_two_faults_of_different_kinds_may_overlap() -> None:
    found = _make((GRAMMAR, _hit("Nobody told the staff of the move")), (STYLE, _hit("staff")))
    assert [f.rule for f in found] == ["grammar", "style"]


def test_a_preview_finding_never_displaces_a_counted_one() -> None:
    found = _make((GRAMMAR, _hit("told the staff", preview=True)), (GRAMMAR, _hit("told")))
    assert [(f.text, f.preview) for f in found] == [("told", False)]
    assert all(f.counts for f in found)


def test_a_hit_may_differ_from_its_rule_in_severity() -> None:
    (found,) = _make((STYLE, _hit("told", severity=Severity.CRITICAL)))
    assert found.severity is Severity.CRITICAL


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    first, second = _make((GRAMMAR, _hit("moved")), (GRAMMAR, _hit("moved", 1)))
    assert first.fingerprint != second.fingerprint


def test_a_fingerprint_survives_edits_elsewhere() -> None:
    (before,) = _make((GRAMMAR, _hit("told")))
    text = "A new first line of another kind.\n\n" + TEXT.replace("The embassy moved.", "It did.")
    (after,) = _make((GRAMMAR, _hit("told", text=text)), text=text)
    (elsewhere,) = _make(
        (GRAMMAR, _hit("told", text=text.replace("staff", "crew"))), text=text.replace("staff", "crew")
    )
    assert before.fingerprint == after.fingerprint != elsewhere.fingerprint


@given(st.lists(st.tuples(st.sampled_from([GRAMMAR, STYLE, RESIDUE]), st.integers(0, 60), st.integers(1, 15))))
def test_no_rule_marks_a_stretch_twice_and_fingerprints_are_unique(places: list[tuple[Rule, int, int]]) -> None:
    found = _make(*((r, Hit(start, start + length, "why", "so")) for r, start, length in places))
    assert [f.start for f in found] == sorted(f.start for f in found)
    for one, other in combinations(found, 2):
        assert one.rule != other.rule or not one.span.overlaps(other.span)
    assert len({f.fingerprint for f in found}) == len(found)
    assert bool(found) is bool(places)
