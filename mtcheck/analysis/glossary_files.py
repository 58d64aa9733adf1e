"""Glossaries that users keep in files: tables with tabs, and TBX (glossary_tbx.py).

A table has a header row with the columns `source`, `target`, `forbidden` and `note` in any order, of which `target` or
`forbidden` must be there. Several forms in one cell stand with "|" or ";" between them; a line that begins with "#" is
a comment.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mtcheck.analysis import glossary_tbx
from mtcheck.analysis.glossary import VERB, ContradictionError, Glossary, Row, Term, joined
from mtcheck.analysis.user_files import read_bytes, read_text
from mtcheck.records import UnusableInputError

_COLUMNS = ("source", "target", "forbidden", "note")
_BETWEEN = re.compile(r"[|;]")
_READABLE = re.compile(r"[\w\s.,&+/()'\"\u2018\u2019\u201c\u201d\u2010-\u2014-]+")


def read_files(paths: Iterable[str], *, source_language: str = "id", language: str = "en") -> Glossary:
    """Read the user's glossaries as one; the languages (ISO 639-1) say which terms of a TBX file are meant.

    Raises UnusableInputError, one line with the file and the number of the line, for a file that cannot be read, is no
    glossary, or contradicts itself or another one.
    """
    try:
        return joined(row for path in paths for row in _rows(path, source_language, language))
    except ContradictionError as error:
        raise UnusableInputError(f"{error.place}: {error}") from error


def _rows(path: str, source_language: str, language: str) -> Iterator[Row]:
    data = read_bytes(path)
    rows = (
        glossary_tbx.rows(path, data, source_language, language)
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        else _table(path)
    )
    empty = True
    for line, term in rows:
        empty = False
        place = f"{path}:{line}"
        if wrong := _mistake(term):
            raise UnusableInputError(f"{place}: {wrong}")
        yield Row(place, term)
    if empty:
        raise UnusableInputError(f"{path}: no terms in it")


def _mistake(term: Term) -> str | None:
    """Say what is wrong with a term, if anything is."""
    if not (term.required or term.forbidden):
        return f"{', '.join(term.source)}: neither a target nor a forbidden term" if term.source else "no term"
    if not (term.source or term.forbidden):
        return f"{term.required[0]}: a target without a source term"
    for text in (*term.source, *term.required, *term.forbidden):
        if not any(map(str.isalnum, text)):
            return f"{text!r} has neither a letter nor a figure"
        if not _READABLE.fullmatch(text.replace(VERB, "") if text in term.source else text):
            strange = next(c for c in text if not _READABLE.fullmatch(c))
            return f"{text!r}: {strange!r} cannot be looked for"
    return None


def _table(path: str) -> Iterator[tuple[int, Term]]:
    """Yield the terms of a table and the numbers of the lines on which they begin."""
    reader = csv.reader(read_text(path).splitlines(keepends=True), dialect="excel-tab", strict=True)
    columns: Sequence[str] | None = None
    line = 1
    try:
        for cells in reader:
            row, line = (line, [cell.strip() for cell in cells]), reader.line_num + 1
            if not any(row[1]) or row[1][0].startswith("#"):
                continue
            if columns is None:
                columns = _header(path, *row)
            else:
                yield row[0], _term(_cells(path, *row, columns))
    except csv.Error as error:
        raise UnusableInputError(f"{path}:{line}: {error} (is a quotation mark left open?)") from error
    if columns is None:
        raise UnusableInputError(f"{path}: no terms in it")


def _header(path: str, line: int, cells: Sequence[str]) -> Sequence[str]:
    columns = [cell.lower() for cell in cells]
    known = ", ".join(_COLUMNS)
    for column in columns:
        if column not in _COLUMNS:
            raise UnusableInputError(f"{path}:{line}: unknown column {column!r} (the first row names them: {known})")
        if columns.count(column) > 1:
            raise UnusableInputError(f"{path}:{line}: two columns are called {column!r}")
    if not {"target", "forbidden"} & set(columns):
        raise UnusableInputError(f"{path}:{line}: neither a column 'target' nor a column 'forbidden'")
    return columns


def _cells(path: str, line: int, cells: Sequence[str], columns: Sequence[str]) -> Mapping[str, str]:
    if any(cells[len(columns) :]):
        raise UnusableInputError(f"{path}:{line}: {len(cells)} cells under {len(columns)} columns")
    return dict(zip(columns, cells, strict=False))


def _term(cells: Mapping[str, str]) -> Term:
    source, required, forbidden = (_forms(cells.get(name, "")) for name in _COLUMNS[:3])
    return Term(source, required, forbidden, cells.get("note", ""))


def _forms(cell: str) -> tuple[str, ...]:
    """Give the forms of a cell, each once."""
    return tuple(dict.fromkeys(" ".join(form.split()) for form in _BETWEEN.split(cell) if form.strip()))
