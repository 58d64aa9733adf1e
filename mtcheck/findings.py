"""From hits to findings: placed, merged, ranked, and given a fingerprint that survives edits elsewhere."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mtcheck.analysis.folding import folded
from mtcheck.records import Document, Evidence, Finding, Hit, Span
from mtcheck.rule import Rule
from mtcheck.taxonomy import Category, Severity

_SAME = 0.5
"""Two findings that share this part of their joint stretch are one."""
_PART = 1 / 3
"""Of two findings on the wording, one inside the other, the shorter tells the same when it is at least so long."""
_WORDING = {
    Category.MISTRANSLATION,
    Category.OVERLY_LITERAL,
    Category.TERMINOLOGY,
    Category.UNIDIOMATIC,
    Category.UNTRANSLATED,
}
"""What says that words were chosen wrongly."""
_SWALLOWING = {Category.MARKUP, Category.UNTRANSLATED}
"""Text that is to be deleted or translated anew: what else is wrong inside it need not be told."""
_END = re.compile(r"""(?<=[.!?…])["')\]]* """)
"""The end of a sentence in a folded text."""


def make(document: Document, hits: Iterable[tuple[Rule, Hit]]) -> tuple[Finding, ...]:
    """Make the findings of a document, in the order of the text, from the hits of all rules.

    Hits that tell one fault become one finding: the most specific, with the others as its evidence; what lies in a
    stretch that is not to be checked is none. Raises ValueError when a hit lies outside the text, which is a fault of
    its rule.
    """
    told = ((rule, hit) for rule, hit in hits if not any(span.contains(hit.span) for span in document.unchecked))
    placed = sorted((_place(document, rule, hit) for rule, hit in told), key=_strength, reverse=True)
    kept: list[Finding] = []
    for finding in placed:
        twins = [i for i, k in enumerate(kept) if _is_told_by(finding, k)]
        if not twins:
            kept.append(finding)
        elif all(kept[i].rule != finding.rule for i in twins):
            kept[twins[0]] = _joined(kept[twins[0]], finding)
    kept.sort(key=lambda f: (f.start, f.end, f.code))
    return tuple(
        replace(finding, fingerprint=mark) for finding, mark in zip(kept, _fingerprints(document, kept), strict=True)
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
        fingerprint="",
        segment=document.segment_index(hit.span),
        applicability=hit.applicability or rule.suggestions,
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
    if finding.preview and not other.preview and 2 * _overlap(finding.span, other.span) >= len(finding.span):
        return True
    return _share(finding.span, other.span) >= (_PART if _is_nested_wording(finding, other) else _SAME)


def _is_nested_wording(one: Finding, other: Finding) -> bool:
    nested = one.span.contains(other.span) or other.span.contains(one.span)
    return nested and one.category in _WORDING and other.category in _WORDING


def _joined(kept: Finding, finding: Finding) -> Finding:
    """Join a finding to a stronger one that tells the same; the one that knows the longer phrase and its remedy leads.

    It takes over the graver severity, and the other becomes evidence.
    """
    longer = _is_nested_wording(kept, finding) and len(finding.span) > len(kept.span)
    leads = longer and finding.suggestion is not None and finding.preview is kept.preview
    lead, other = (finding, kept) if leads else (kept, finding)
    severity = max(lead.severity, kept.severity, key=lambda s: s.rank)
    earlier = kept.evidence if lead is finding else ()
    others = tuple(piece for piece in earlier if piece.kind == "also")
    return replace(lead, severity=severity, evidence=(*lead.evidence, *_adds(lead, other), *others))


def _adds(lead: Finding, other: Finding) -> Iterator[Evidence]:
    """Yield what a finding adds to the one that leads: itself, or its quotation of the source if both say the same."""
    same = lead.suggestion is not None and lead.suggestion == other.suggestion
    if not (same and {lead.category, other.category} <= _WORDING):
        yield Evidence("also", f"{other.code} {other.rule}: {other.message}")
    elif not any(piece.kind == "source" for piece in lead.evidence):
        yield from (piece for piece in other.evidence if piece.kind == "source")


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _share(one: Span, other: Span) -> float:
    return _overlap(one, other) / (max(one.end, other.end) - min(one.start, other.start))


def _fingerprints(document: Document, findings: Sequence[Finding]) -> list[str]:
    """Fingerprint each finding: its rule, its phrase, the sentence around it, and its number among equals."""
    seen: Counter[tuple[str, ...]] = Counter()
    lines = [span for span, _ in document.lines()]
    marks = []
    for finding in findings:
        key = (finding.rule, folded(finding.text), *_around(document.text, lines, finding))
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        marks.append(hashlib.sha256(text.encode()).hexdigest()[:16])
    return marks


def _around(text: str, lines: Sequence[Span], finding: Finding) -> tuple[str, str]:
    """Give the rest of a finding's sentence: what stands before it, and what behind.

    The sentence is not the document's segment, for where that ends depends on the whole article (which line is the
    headline, how wide the lines are); here it ends at any full stop, or where a line does not run on in the next.
    """
    first = bisect_right(lines, finding.start, key=lambda line: line.start) - 1
    last = min(bisect_left(lines, finding.end, key=lambda line: line.end), len(lines) - 1)
    head, tail = text[lines[first].start : finding.start], text[finding.end : lines[last].end]
    while first > 0 and not _END.search(f"{folded(head)} ") and _runs_on(text, lines[first - 1], lines[first]):
        first -= 1
        head = text[lines[first].start : finding.start]
    while last + 1 < len(lines) and not _END.search(f"{folded(tail)} ") and _runs_on(text, *lines[last : last + 2]):
        last += 1
        tail = text[finding.end : lines[last].end]
    if (end := _END.search(f"{folded(finding.text)[-4:]} ")) and end.end() == len(end.string):
        tail = ""
    return _END.split(f"{folded(head)} ")[-1].strip(), _END.split(f"{folded(tail)} ")[0].strip()


def _runs_on(text: str, line: Span, following: Span) -> bool:
    """Say whether a line was wrapped: there was no room in it for the next one's first word, as wide as that is."""
    one, other = text[line.start : line.end].strip(), text[following.start : following.end].strip()
    return bool(one and other) and len(one) + 1 + len(other.split(maxsplit=1)[0]) > len(other)
