"""JSON Lines: an object with "source" and "target" in each line, perhaps with "id" and "reference"."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from mtcheck.readers.bilingual.columns import named
from mtcheck.readers.bilingual.languages import Pair
from mtcheck.readers.bilingual.units import Unit
from mtcheck.records import UnusableInputError


def units(name: str, text: str, pair: Pair) -> Iterator[Unit]:
    """Yield the units of a file; the sides may stand under the languages' codes too.

    Raises UnusableInputError, naming the line, for one that is no such object.
    """
    count = 0
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        if line.strip():
            count += 1
            yield _unit(f"{name}: line {number}", parsed(f"{name}: line {number}", line), count, pair)


def parsed(place: str, line: str) -> Mapping[str, Any]:
    """Read a line that holds a JSON object; raises UnusableInputError, naming the place, where it holds none."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise UnusableInputError(f"{place}: not JSON ({error.msg}, column {error.colno})") from error
    except (RecursionError, ValueError) as error:  # brackets in brackets, or a number of thousands of digits
        raise UnusableInputError(f"{place}: not JSON that can be read") from error
    if not isinstance(value, dict):
        raise UnusableInputError(f"{place}: not a JSON object")
    return value


def _unit(place: str, value: Mapping[str, Any], count: int, pair: Pair) -> Unit:
    columns = named(value.keys(), pair)
    if columns is None:
        raise UnusableInputError(f"{place}: neither 'source' nor 'target' in the object ('text' in files of articles)")
    identity = value.get(columns.id) if columns.id else None
    if not isinstance(identity, str | int | None):
        raise UnusableInputError(f"{place}: 'id' is neither text nor a number")
    return Unit(
        id=str(count if identity in (None, "") else identity),
        source=_text(place, value, columns.source),
        target=_text(place, value, columns.target),
        reference=_text(place, value, columns.reference or "reference"),
    )


def _text(place: str, value: Mapping[str, Any], key: str) -> str:
    text = value.get(key)
    if text is None:
        return ""
    if not isinstance(text, str):
        raise UnusableInputError(f"{place}: {key!r} is not text")
    return text
