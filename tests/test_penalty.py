"""The score: what a finding costs, and that worse is always lower."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck import penalty
from mtcheck.records import Finding, Suppression
from mtcheck.taxonomy import Category, Severity

FINDING = Finding(
    code="MT101",
    rule="literal-epithet",
    category=Category.OVERLY_LITERAL,
    severity=Severity.MAJOR,
    confidence=1.0,
    start=0,
    end=1,
    line=1,
    column=1,
    text="x",
    message="why",
    suggestion=None,
    evidence=(),
    preview=False,
    fingerprint="0" * 16,
    segment=0,
)
severities = st.lists(st.sampled_from(Severity))


def _findings(kinds: list[Severity]) -> list[Finding]:
    return [replace(FINDING, severity=kind) for kind in kinds]


def test_the_weights_are_those_of_mqm() -> None:
    kinds = [Severity.MINOR, Severity.MAJOR, Severity.CRITICAL, Severity.NEUTRAL]
    assert penalty.penalty(_findings(kinds), 500) == 62
    assert penalty.score(62) == round(100 * exp(-62 / 200), 1) == 73.3


def test_preview_and_suppressed_findings_cost_nothing() -> None:
    found = [replace(FINDING, preview=True), replace(FINDING, suppression=Suppression("option", "why", "--suppress"))]
    assert penalty.penalty(found, 100) == 0
    assert penalty.score(0) == 100.0
    assert penalty.breakdown(found, 100).rules == ()


@given(severities, st.integers(1, 5000))
def test_one_more_error_never_raises_the_score_and_fewer_words_weigh_more(kinds: list[Severity], words: int) -> None:
    points = penalty.penalty(_findings(kinds), words)
    worse = penalty.penalty(_findings([*kinds, Severity.MINOR]), words)
    assert worse > points
    assert penalty.score(worse) <= penalty.score(points)
    assert penalty.penalty(_findings(kinds), words + 1) <= points
    assert 0 <= penalty.score(points) <= 100


@given(severities)
def test_the_breakdown_adds_up(kinds: list[Severity]) -> None:
    found = [replace(f, code=f"MT10{i % 3}", rule=f"r{i % 3}") for i, f in enumerate(_findings(kinds))]
    parts = penalty.breakdown(found, 321)
    for shares in (parts.rules, parts.categories):
        assert sum(s.penalty for s in shares) == pytest.approx(penalty.penalty(found, 321))
        assert sum(s.findings for s in shares) == len(found)
        assert [s.penalty for s in shares] == sorted((s.penalty for s in shares), reverse=True)
