"""Folders and patterns: which files lie in them, in an order that does not change."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Collection
from pathlib import Path, PurePath

from mtcheck.records import UnusableInputError

_NOT_OURS = frozenset(("node_modules", "bower_components", "vendor", "venv", "site-packages", "__pycache__"))
"""Folders that hold what others wrote, beside the hidden ones."""


_REPORTS = {
    ".html": re.compile(rb"<title>[^<]*mtcheck report</title>"),
    ".jsonl": re.compile(rb'\A\{"type": "report", "mtcheck": "'),
    ".md": re.compile(rb"\A## mtcheck: "),
}
_HEAD = 4096
"""How a report of ours begins, by the end of its name, and how much of a file tells it."""


def tree(folder: Path, ends: Collection[str]) -> list[Path]:
    """Give the files of a folder and of all folders in it whose names end in one of some ways; links are not followed.

    A folder's own files come before those of its folders. mtcheck's own reports are no articles.
    """
    found: list[Path] = []
    for place, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if _is_ours(name))
        mine = (name for name in sorted(files) if _is_ours(name) and PurePath(name).suffix.lower() in ends)
        found += (Path(place) / name for name in mine)
    return [file for file in found if file.is_file() and not is_report(file)]


def is_report(file: Path) -> bool:
    """Say whether a file is what mtcheck itself wrote: its page, its JSON Lines or its Markdown."""
    mark = _REPORTS.get(file.suffix.lower())
    try:
        with file.open("rb") as opened:
            return mark is not None and mark.search(opened.read(_HEAD)) is not None
    except OSError:
        return False  # told where it is read


def inner(folder: Path) -> list[Path]:
    """Give the folders in a folder, in the order of their names."""
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and _is_ours(path.name))
    except OSError as error:
        raise UnusableInputError(f"{folder}: cannot be read ({error.strerror or error})") from error


def expanded(pattern: str) -> list[Path]:
    """Give the files that fit a pattern as a shell knows it, with ** for any number of folders."""
    found = (Path(name) for name in sorted(glob.glob(pattern, recursive=True)))  # noqa: PTH207  # absolute ones too
    return [file for file in found if file.is_file() and _is_named(file, pattern) and not is_report(file)]


def is_searched(file: Path, folder: Path, pattern: str) -> bool:
    """Say whether a file of a folder is one that a pattern finds: not in a folder that only its wild cards fit."""
    return _is_named(file.relative_to(folder).parent, pattern)


def is_file(path: Path) -> bool:
    """Say whether there is such a file; a name that no file can have is none."""
    try:
        return path.is_file()
    except OSError:  # too long
        return False


def is_folder(path: Path) -> bool:
    """Say whether there is such a folder."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_named(path: PurePath, pattern: str) -> bool:
    """Say whether no hidden folder, and none of others, is on a path but those that a pattern names."""
    named = PurePath(pattern).parts
    return all(_is_ours(part) or part in named for part in path.parts)


def _is_ours(name: str) -> bool:
    return not name.startswith((".", "~$")) and name not in _NOT_OURS  # ~$: Word's marks of what is open
