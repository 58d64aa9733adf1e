"""From hits to findings: placed, merged, ranked, suppressed, and given a fingerprint that survives edits elsewhere."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from mtcheck.records import Document, Evidence, Finding, Hit, Span
from mtcheck.rule import Rule
from mtcheck.taxonomy import Category, Severity

_SAME = 0.7
"""Two findings that share this part of their joint stretch are one."""
_SWALLOWING = {Category.MARKUP, Category.UNTRANSLATED}
"""Text that is to be deleted or translated anew: what else is wrong inside it need not be told."""


def make(document: Document, hits: Iterable[tuple[Rule, Hit]], suppressed: Collection[str] = ()) -> tuple[Finding, ...]:
    """Make the findings of a document, in the order of the text, from the hits of all rules.

    `suppressed` holds fingerprints of findings to mark as suppressed. Raises ValueError when a hit lies outside
    the text, which is a fault of its rule.
    """
    placed = sorted((_place(document, rule, hit) for rule, hit in hits), key=_strength, reverse=True)
    kept: list[Finding] = []
    for finding in placed:
        twin = next((i for i, k in enumerate(kept) if _is_told_by(finding, k)), None)
        if twin is None:
            kept.append(finding)
        elif kept[twin].rule != finding.rule:
            also = Evidence("also", f"{finding.code} {finding.rule}: {finding.message}")
            kept[twin] = replace(kept[twin], evidence=(*kept[twin].evidence, also))
    kept.sort(key=lambda f: (f.start, f.end, f.code))
    return tuple(
        replace(f, fingerprint=mark, suppressed=mark in suppressed)
        for f, mark in zip(kept, _fingerprints(document, kept), strict=True)
    )


def _place(document: Document, rule: Rule, hit: Hit) -> Finding:
    if hit.end > len(document.text):
        raise ValueError(f"{rule.code}: a hit ends at {hit.end}, behind the text")
    line, column = document.line_column(hit.start)
    return Finding(
        code=rule.code,
        rule=rule.name,
        category=rule.category,
        severity=hit.severity or rule.severity,
        confidence=round(hit.confidence, 3),
        start=hit.start,
        end=hit.end,
        line=line,
        column=column,
        text=document.text[hit.start : hit.end],
        message=hit.message,
        suggestion=hit.suggestion,
        evidence=hit.evidence,
        preview=rule.preview or hit.preview,
        suppressed=False,
        fingerprint="",
        segment=document.segment_index(hit.span),
    )


def _strength(finding: Finding) -> tuple[bool, bool, int, float, int, int]:
    """Order the findings so that of two that tell the same, the one to keep comes first."""
    swallows = finding.category in _SWALLOWING and finding.severity.rank >= Severity.MAJOR.rank
    length = finding.end - finding.start
    return not finding.preview, swallows, finding.severity.rank, finding.confidence, length, -finding.start


def _is_told_by(finding: Finding, other: Finding) -> bool:
    """Say whether another finding, which is at least as strong, already tells what this one does."""
    if not finding.span.overlaps(other.span):
        return False
    if finding.rule == other.rule:
        return True
    if other.category in _SWALLOWING and other.span.contains(finding.span):
        return True
    return _shared(finding.span, other.span) >= _SAME


def _shared(one: Span, other: Span) -> float:
    joint = max(one.end, other.end) - min(one.start, other.start)
    return (min(one.end, other.end) - max(one.start, other.start)) / joint


def _fingerprints(document: Document, findings: Sequence[Finding]) -> list[str]:
    """Fingerprint each finding: its rule, its phrase, its sentence, and its number among equals."""
    seen: Counter[tuple[str, ...]] = Counter()
    marks = []
    for finding in findings:
        sentence = "" if finding.segment is None else document.segments[finding.segment].line
        key = (finding.rule, " ".join(finding.text.split()), sentence)
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        marks.append(hashlib.sha256(text.encode()).hexdigest()[:16])
    return marks
