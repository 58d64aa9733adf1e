"""Tables with a tab between source and target: a unit in each line, and no quoting (IANA text/tab-separated-values).

Quotation marks are part of the text: news is full of lines that begin with one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from mtcheck.readers.bilingual.columns import Columns, named
from mtcheck.readers.bilingual.languages import Pair
from mtcheck.readers.bilingual.units import Unit
from mtcheck.records import UnusableInputError


def units(name: str, text: str, pair: Pair) -> Iterator[Unit]:
    """Yield the units of a table: source and target, or the columns that its first line names.

    A header names "source" and "target" (and perhaps "id" and "reference") or the two languages by their codes.
    Raises UnusableInputError, naming the line, for a row with more or fewer cells than there are columns.
    """
    rows = list(_rows(text))
    header = [cell.casefold() for cell in rows[0][1]]
    columns = named(header, pair)
    if columns is None:
        header, columns = ["source", "target"], Columns("source", "target")
    else:
        _require(name, rows.pop(0)[0], header, columns)
    for count, (number, cells) in enumerate(rows, 1):
        if len(cells) != len(header):
            raise UnusableInputError(f"{name}: line {number}: {_columns(len(cells))}, not {len(header)}")
        row = dict(zip(header, cells, strict=True))
        yield Unit(
            id=row.get(columns.id or "") or str(count),
            source=row[columns.source],
            target=row[columns.target],
            reference=row.get(columns.reference or "", ""),
        )


def _require(name: str, number: int, header: list[str], columns: Columns) -> None:
    """Refuse a header that names one side alone."""
    for missing in {columns.source, columns.target} - set(header):
        raise UnusableInputError(f"{name}: line {number}: the header names no column {missing!r}")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line that is not blank, and its number."""
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        if line.strip():
            yield number, [cell.strip() for cell in line.rstrip("\n").split("\t")]


def _columns(number: int) -> str:
    return "1 column" if number == 1 else f"{number} columns"
