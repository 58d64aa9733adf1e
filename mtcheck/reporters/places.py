"""Where a finding stands in its file, as those say it who read a report by machine: paths, lines, columns, offsets.

A file without lines of text (a word processor's, a bilingual one) has no such place: the consumer is sent to the file,
and told in words where to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mtcheck.records import Document, Finding, Report, Span
from mtcheck.reporters import wording


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch [start, end) of a file's text in code points, and its lines and columns (from 1, the end behind it)."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


def path(name: str) -> str:
    """Write a file's path as the consumers of reports expect it: with slashes, relative where it lies below here.

    "Here" is the folder in which mtcheck runs, in CI the root of the repository; GitLab and GitHub match paths to it.
    Bytes of a file name that are not UTF-8 become question marks in a lozenge.
    """
    if name == "-":
        return name
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    file = Path(readable)
    below = file.is_absolute() and file.is_relative_to(Path.cwd())
    return (file.relative_to(Path.cwd()) if below else file).as_posix()


def title(document: Document) -> str:
    """Name an article for people: by its path, and its name in a file of several."""
    named = wording.name(path(document.name))
    return f"{named}#{document.part}" if document.part else named


def has_lines(document: Document) -> bool:
    """Say whether the lines of the article are lines of the file; a reader locates all segments in words, or none."""
    if document.origin is not None:
        return True
    return not document.part and all(segment.locator is None for segment in document.segments[:1])


def file_text(document: Document) -> str:
    """Give the text of the file that has the lines."""
    return document.origin.text if document.origin is not None else document.text


def region(document: Document, span: Span) -> Region | None:
    """Give the place of a stretch of the article in its file; None where the file has no lines."""
    place = document.file_span(span) if has_lines(document) else None
    if place is None:
        return None
    return Region(place.start, place.end, *document.line_column(span.start), *document.end_line_column(span.end))


def in_words(report: Report, finding: Finding) -> str:
    """Say where a finding is in a file without lines: its unit, or its article in a file of several; else ""."""
    if has_lines(report.document):
        return ""
    segment = None if finding.segment is None else report.segments[finding.segment].segment
    unit = wording.place(report, finding) if segment is not None and segment.locator is not None else ""
    return ", ".join(filter(None, (report.document.part, unit)))


def byte_column(document: Document, offset: int, column: int) -> int:
    """Give a column in bytes of UTF-8 (from 1), as reviewdog counts, of a place in the file's text."""
    before = file_text(document)[offset - column + 1 : offset]
    return len(before.encode("utf-8", "surrogatepass")) + 1
