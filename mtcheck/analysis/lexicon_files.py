"""Lexicons that users keep in files of their own, in the form of the built-in ones."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from mtcheck.analysis.phrase_lexicon import LEXICONS, Lexicon, LexiconError, read
from mtcheck.analysis.user_files import read_text
from mtcheck.records import UnusableInputError

_ENTRY = re.compile(r"^[ \t]*\[\[[ \t]*phrase[ \t]*\]\]", re.MULTILINE)
_SYNTAX = re.compile(r" \(at line (\d+), column \d+\)\Z")
_ADDS_TO = "adds_to"
"""The key of a file that names the built-in lexicon to which its entries are added."""


def read_files(paths: Iterable[str]) -> Mapping[str, Lexicon]:
    """Read the users' lexicons, joined by the built-in lexicon that each adds to.

    Raises UnusableInputError, one line with the file and the number of the line, for a file that cannot be read or
    is not such a lexicon.
    """
    joined: dict[str, Lexicon] = {}
    for path in paths:
        name, lexicon = _read_file(path)
        joined[name] = joined[name] | lexicon if name in joined else lexicon
    return joined


def _read_file(path: str) -> tuple[str, Lexicon]:
    text = read_text(path)
    try:
        table: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _SYNTAX.search(str(error))
        line = place[1] if place else text.count("\n") + 1
        raise UnusableInputError(f"{path}:{line}: {_SYNTAX.sub('', str(error))}") from error
    name = table.pop(_ADDS_TO, None)
    if name not in LEXICONS:
        raise UnusableInputError(f"{path}:1: {_ADDS_TO!r} names a lexicon ({', '.join(LEXICONS)}), not {name!r}")
    if unknown := sorted(set(table) - {"phrase", "topics", "source"}):
        raise UnusableInputError(f"{path}:{_line_of(text, unknown[0])}: unknown key {unknown[0]!r}")
    try:
        return name, read(table)
    except LexiconError as error:
        line = 1 if error.entry is None else _line_of_entry(text, error.entry)
        raise UnusableInputError(f"{path}:{line}: {error}") from error


def _line_of(text: str, key: str) -> int:
    found = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _line_of_entry(text: str, number: int) -> int:
    """Give the line on which the entry of a number (from 0) begins; the first when entries are written otherwise."""
    starts = [found.start() for found in _ENTRY.finditer(text)]
    return text.count("\n", 0, starts[number]) + 1 if number < len(starts) else 1
