"""The parts that SARIF objects are made of: messages, artifact locations, regions, and locations of findings."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from mtcheck.records import Document, Finding, Report
from mtcheck.reporters import places
from mtcheck.reporters.excerpts import surroundings
from mtcheck.reporters.places import Region
from mtcheck.reporters.visible import line

_LONGEST_SNIPPET = 2_000

_ESCAPES = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]", "{": "{{", "}": "}}"})
"""What a message string means otherwise: placeholders and embedded links (SARIF 2.1.0, 3.11.5 and 3.11.6)."""


def message(text: str) -> dict[str, str]:
    """Make a message of one line of plain text: nothing in it is a link or a placeholder."""
    return {"text": line(text).translate(_ESCAPES)}


def artifact_location(name: str) -> dict[str, str]:
    """Name a file by its URI: relative to the root of the repository, percent-encoded, unless it lies elsewhere."""
    path = places.path(name)
    if PurePath(path).is_absolute():
        return {"uri": PurePath(path).as_uri()}
    return {"uri": quote(path, safe="/"), "uriBaseId": "%SRCROOT%"}


def region(place: Region, snippet: str | None = None) -> dict[str, Any]:
    """Write a region of a text file, with its text where that is short enough to be read."""
    made: dict[str, Any] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": place.start,
        "charLength": place.end - place.start,
    }
    if snippet is not None and len(snippet) <= _LONGEST_SNIPPET:
        made["snippet"] = {"text": snippet}
    return made


def location(report: Report, finding: Finding) -> dict[str, Any]:
    """Locate a finding: its stretch of the file in its sentences, or line 1 and words where the file has no lines."""
    document = report.document
    physical: dict[str, Any] = {"artifactLocation": artifact_location(document.name)}
    place = places.region(document, finding.span)
    if place is None:
        physical["region"] = {"startLine": 1}
    else:
        physical["region"] = _with_text(document, place)
        around = places.region(document, surroundings(document, finding.span))
        if around and around.start <= place.start and place.end <= around.end and around != place:
            physical["contextRegion"] = _with_text(document, around)
    located: dict[str, Any] = {"physicalLocation": physical}
    if words := places.in_words(report, finding) or document.part:
        located["logicalLocations"] = [{"fullyQualifiedName": words}]
    return located


def _with_text(document: Document, place: Region) -> dict[str, Any]:
    return region(place, places.file_text(document)[place.start : place.end])
