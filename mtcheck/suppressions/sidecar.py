"""The sidecar: the file beside an article in which its editors dismiss findings."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from mtcheck.analysis.user_files import read_text
from mtcheck.records import UnusableInputError
from mtcheck.rule import Rule
from mtcheck.suppressions.entries import Entry, entry

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*suppress[ \t]*\]\]", re.MULTILINE)
_SUFFIX = ".mtcheck.toml"


def path_for(article: str) -> Path | None:
    """Name the sidecar of an article: x/news.en.txt has x/news.en.mtcheck.toml; None for standard input.

    An article's name is a name of one file, so that the last suffix alone is replaced.
    """
    return None if article == "-" or not Path(article).name else Path(article).with_suffix(_SUFFIX)


def read(article: str, rules: Iterable[Rule]) -> tuple[Entry, ...]:
    """Read what the sidecar of an article dismisses; nothing where there is none.

    Raises UnusableInputError, naming the file and the line of the entry, for one that is not in order.
    """
    path = path_for(article)
    if path is None or not os.path.exists(path):  # noqa: PTH110 - too long a name is no error here, but is to Path
        return ()
    text = read_text(str(path))
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnusableInputError(f"{path}: not TOML ({error})") from error
    if unknown := [key for key in table if key != "suppress"]:
        raise UnusableInputError(f"{path}: unknown key {unknown[0]!r} (entries begin with [[suppress]])")
    tables = table.get("suppress", [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise UnusableInputError(f"{path}: 'suppress' is no list of tables (entries begin with [[suppress]])")
    known = tuple(rules)
    return tuple(entry(each, place, known) for each, place in zip(tables, _places(path, text, tables), strict=True))


def _places(path: Path, text: str, tables: Sequence[Any]) -> Iterator[str]:
    """Say where each entry stands: by the line of its header or, where that is not plain to see, by its number."""
    lines = [text.count("\n", 0, match.start()) + 1 for match in _HEADER.finditer(text)]
    if len(lines) == len(tables):
        yield from (f"{path}:{line}" for line in lines)
    else:
        yield from (f"{path}: entry {number}" for number, _ in enumerate(tables, 1))


def sidecar_text(entries: Iterable[Entry]) -> str:
    r"""Write entries as a sidecar, which `read` reads again.

    The format is plain, so that the review page can write it from a browser. Entries stand one blank line apart; each
    is the line [[suppress]] and a line `key = "value"` for each key that has a value, in the order part, fingerprint,
    code, quote, reason:

        [[suppress]]
        fingerprint = "0a1b2c3d4e5f6071"
        code = "MT101"
        quote = "State of Sakura"
        reason = "the name of a film"

    A value is a JSON string, for TOML's basic strings know all that JSON escapes, with two differences: the character
    U+007F is written \u007f, and half a surrogate pair, which is no character, becomes U+FFFD. In JavaScript:
    `JSON.stringify(value.toWellFormed()).replaceAll("\x7f", "\\u007f")`. The file ends in one line feed.
    """
    return "\n".join(_written(each) for each in entries)


def _written(each: Entry) -> str:
    keys = ("part", "fingerprint", "code", "quote", "reason")
    lines = (f"{key} = {_string(value)}\n" for key in keys if (value := getattr(each, key)))
    return "[[suppress]]\n" + "".join(lines)


def _string(value: str) -> str:
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
