"""What edits do to the findings of an article: which go, which stay, and which come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.readers.edits import Edit, in_order
from mtcheck.records import Document, Finding, Span


def moved(span: Span, edits: Sequence[Edit]) -> Span:
    """Say where a stretch of the text lies once edits are applied; one that ends inside an edit takes it in."""
    start, end = span.start, span.end
    for edit in in_order(edits):
        growth = len(edit.text) - len(edit.span)
        if edit.end <= span.start:
            start += growth
        elif edit.start < span.start:
            start += edit.start - span.start
        if edit.end <= span.end:
            end += growth
        elif edit.start < span.end:
            end += edit.start + len(edit.text) - span.end
    return Span(start, max(start, end))


def brought(
    before: Sequence[Finding], after: Sequence[Finding], edits: Sequence[Edit], fixed: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield what is found once edits are applied and was not before: each old finding answers for one new one.

    What was to be fixed answers for none, and what was dismissed for nothing that counts.
    """
    old = [(finding, moved(finding.span, edits)) for finding in before if finding not in fixed]
    left = list(old)
    for finding in sorted(after, key=lambda f: not any(_is_same(f, o, span) for o, span in old)):
        same = [pair for pair in left if _is_same(finding, *pair)]
        near = same or [pair for pair in left if _is_near(finding, *pair)]
        if near:
            left.remove(near[0])
        else:
            yield finding


def _is_same(finding: Finding, old: Finding, span: Span) -> bool:
    return finding.rule == old.rule and finding.span == span and (old.counts or not finding.counts)


def _is_near(finding: Finding, old: Finding, span: Span) -> bool:
    overlap = finding.start <= span.end and span.start <= finding.end if not len(span) else finding.span.overlaps(span)
    return finding.rule == old.rule and overlap and (old.counts or not finding.counts)


def guilty(edits: Sequence[Edit], document: Document, findings: Sequence[Finding]) -> list[Edit]:
    """Give the edits in whose sentences findings came up; `document` has the edits applied."""
    found = {finding.segment for finding in findings}
    return [edit for edit in edits if found & set(_segments(document, moved(edit.span, edits)))]


def _segments(document: Document, span: Span) -> Iterator[int | None]:
    """Yield the segments that a stretch touches, with those beside it."""
    for at in {max(span.start - 1, 0), span.start, max(span.end - 1, 0), span.end}:
        index = document.segment_index(Span(at, at + 1))
        if index is not None:
            yield index
