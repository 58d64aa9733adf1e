"""What somebody said, word for word: no edit touches it unless an editor agrees."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.analysis import quotations
from mtcheck.readers.edits import Edit
from mtcheck.records import Document, Span

_QUOTES = "\"'\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb"
_OF_MARKS = _QUOTES + ",.!?\u2026 \t\u00a0"


def quoted(document: Document) -> tuple[Span, ...]:
    """Give the stretches of an article between quotation marks, without the marks."""
    double = (quotation.inner for quotation in quotations.double(document))
    single = (Span(span.start + 1, span.end - 1) for span in quotations.single(document))
    return (*double, *single)


def touches(document: Document, edit: Edit, spans: Sequence[Span]) -> bool:
    """Say whether an edit changes something between quotation marks, and not only how the marks are set."""
    if _is_of_marks(document.text, edit):
        return False
    if edit.start == edit.end:
        return any(span.start < edit.start < span.end for span in spans)
    return any(span.overlaps(edit.span) for span in spans)


def _is_of_marks(text: str, edit: Edit) -> bool:
    """Say whether an edit moves quotation marks, and the stops and blanks beside them, and nothing else."""
    changed = text[edit.start : edit.end] + edit.text
    near = text[max(edit.start - 1, 0) : edit.end + 1]
    return all(char in _OF_MARKS for char in changed) and any(char in _QUOTES for char in near)
