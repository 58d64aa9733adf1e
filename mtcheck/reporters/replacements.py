"""Suggestions that a tool may put into the file in the place of the phrase."""

from __future__ import annotations

from dataclasses import dataclass

from mtcheck.records import Document, Finding
from mtcheck.reporters import places, wording
from mtcheck.reporters.places import Region

_MARKUP = frozenset("<>&*_`[]()#|~\\\"'")
"""What may be markup where it is put into a Markdown or HTML file."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A stretch of the file, and the text that takes its place."""

    region: Region
    text: str


def replacement(document: Document, finding: Finding) -> Replacement | None:
    """Give the replacement that a finding suggests; None where it suggests none that may be put in.

    A suggestion only to be read is none, nor is that of a suppressed finding. The file must hold the phrase as it is,
    without a tag or an entity in it, and a file with markup takes no suggestion that might be markup.
    """
    if finding.suggestion is None or finding.applicability == "display" or finding.suppressed:
        return None
    region = places.region(document, finding.span)
    if region is None or places.file_text(document)[region.start : region.end] != finding.text:
        return None
    text = "" if finding.suggestion == wording.DELETE else finding.suggestion
    if document.origin is not None and _MARKUP & set(text):
        return None
    return Replacement(region, text)
