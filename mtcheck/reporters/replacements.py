"""Suggestions that a tool may put into the file in the place of the phrase."""

from __future__ import annotations

from dataclasses import dataclass

from mtcheck.readers.fitting import fitted
from mtcheck.readers.rewriting import in_file
from mtcheck.records import Document, Finding
from mtcheck.reporters.places import Region, has_lines

_MARKUP = frozenset("<>&*_`[]()#|~\\\"'")
"""What may be markup where it is put into a Markdown or HTML file."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A stretch of the file, and the text that takes its place."""

    region: Region
    text: str


def replacement(document: Document, finding: Finding) -> Replacement | None:
    """Give the replacement that a finding suggests, as `mtcheck fix` makes it; None where none may be put in.

    A suggestion only to be read is none, nor is that of a suppressed finding. There may be no tag in the phrase, and a
    file with markup takes no suggestion that might be markup: who puts it in does not escape it.
    """
    if finding.applicability == "display" or finding.suppressed or not has_lines(document):
        return None
    edit = fitted(document, finding)
    placed = None if edit is None else in_file(document, edit)
    if placed is None or (document.origin is not None and _MARKUP & set(placed.text)):
        return None
    lines = (*document.file_line_column(placed.start), *document.file_line_column(placed.end))
    return Replacement(Region(placed.start, placed.end, *lines), placed.text)
