"""Configuration files: mtcheck.toml, and the table [tool.mtcheck] of a pyproject.toml."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck.config.fields import Config, ConfigError
from mtcheck.config.keys import KEYS, MODEL, OVERRIDES, PATHS
from mtcheck.config.layers import Layer, settled
from mtcheck.config.reading import read

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

OWN, SHARED = "mtcheck.toml", "pyproject.toml"
"""The names under which a configuration is looked for, the first before the second."""

_SYNTAX = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_OWN_TABLE = re.compile(r"^\s*\[+\s*tool\s*\.\s*mtcheck\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Override:
    """Settings for some paths: the patterns that name them (as in .gitignore), and what is set."""

    patterns: GitIgnoreSpec
    layer: Layer


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A configuration file: what it sets for every article, and what for some paths."""

    path: Path
    text: str
    base: Layer
    overrides: tuple[Override, ...] = ()

    def layers(self, file: Path) -> tuple[Layer, ...]:
        """Give what the file sets for an article (or a folder), the overrides that name its path in their order."""
        path = _within(self.path.parent, file)
        return self.base, *(each.layer for each in self.overrides if each.patterns.match_file(path))

    def place(self, word: str) -> str:
        """Give the file and, where the word stands on one line alone, the line."""
        return _place(self.path, self.text, word)


def find(folder: Path) -> Path | None:
    """Give the configuration file that holds for a folder: mtcheck.toml or a pyproject.toml with [tool.mtcheck].

    The folder's parents are searched too, nearest first; the search ends at the root of a git repository.
    """
    for parent in (folder, *folder.parents):
        if (own := parent / OWN).is_file():
            return own
        if _has_table(shared := parent / SHARED):
            return shared
        if (parent / ".git").exists():
            return None
    return None


def load(path: Path) -> Config:
    """Read the settings that a TOML file has for articles that no override names; raises what `read_file` raises."""
    return settled([read_file(path).base]).config


def from_mapping(table: Mapping[str, Any]) -> Config:
    """Make a Config of a table of settings; raises ConfigError for an unknown key or a wrong value."""
    return settled([Layer("", read(table, "configuration"))]).config


def read_file(path: Path) -> ConfigFile:
    """Read a TOML file: the table [tool.mtcheck] of a pyproject.toml, else the whole file.

    Keys are the names of the fields of Config and Thresholds with hyphens; [rules.<rule-name>] holds a rule's
    settings, [[overrides]] settings for some paths. Files are looked for from the file's folder on. Raises ConfigError,
    one line with the file and the number of the line where that is known, when it cannot be read or a setting is
    unknown or wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ConfigError(f"{told(path)}: cannot read the configuration ({reason})") from error
    data = _parsed(path, text)
    try:
        if path.name != SHARED and "tool" in data:
            raise ConfigError(f"in {path.name} the settings stand without [tool.mtcheck] around them", "tool")
        return _file(path, text, _table(data) if path.name == SHARED else data)
    except ConfigError as error:
        raise ConfigError(f"{_place(path, text, error.word)}: {error}", error.word) from error


def told(path: Path) -> str:
    """Give a file's name as it is told to the user: from the working directory on, where the file lies in it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _SYNTAX.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        reason = _SYNTAX.sub(rf" (column {place[2]})" if place and place[1] else "", str(error))
        raise ConfigError(f"{told(path)}:{line}: not TOML: {reason}") from error
    except RecursionError as error:
        raise ConfigError(f"{told(path)}: not TOML that can be read (too many brackets)") from error


def _table(data: dict[str, Any]) -> dict[str, Any]:
    """Give the table [tool.mtcheck] of a pyproject.toml."""
    tool = data.get("tool", {})
    table = tool.get("mtcheck", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise ConfigError("'tool.mtcheck' is not a table", "mtcheck")
    return table


def _file(path: Path, text: str, table: dict[str, Any]) -> ConfigFile:
    overrides = table.pop(OVERRIDES, [])
    if not isinstance(overrides, list) or not all(isinstance(each, dict) for each in overrides):
        raise ConfigError(f"{OVERRIDES!r} is a list of tables, as in [[tool.mtcheck.overrides]]", OVERRIDES)
    base = Layer(told(path), _located(read(table, told(path)), path.parent))
    settled([Layer("", base.values)])
    result = ConfigFile(path, text, base, tuple(_override(path, n, each) for n, each in enumerate(overrides, start=1)))
    for override in result.overrides:
        settled([Layer("", base.values), Layer("", override.layer.values)])
    return result


def _override(path: Path, number: int, table: dict[str, Any]) -> Override:
    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore import GitIgnorePatternError

    patterns = table.pop(PATHS, None)
    if not isinstance(patterns, list) or not patterns or not all(isinstance(p, str) and p.strip() for p in patterns):
        raise ConfigError(f"override {number} says for which {PATHS!r} it holds, in a list of patterns", PATHS)
    if OVERRIDES in table:
        raise ConfigError(f"override {number} has overrides of its own", OVERRIDES)
    place = f"{told(path)}, override {number} ({', '.join(patterns)})"
    try:
        spec = GitIgnoreSpec.from_lines(patterns)
    except GitIgnorePatternError as error:
        raise ConfigError(f"override {number}: not a pattern of paths: {patterns!r}", PATHS) from error
    return Override(spec, Layer(place, _located(read(table, place), path.parent)))


def _located(values: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Give the values with the files that they name, which lie where the configuration does."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        kind = "model" if name.startswith(MODEL) else KEYS[name].kind if name in KEYS else ""
        if kind == "files":
            found[name] = tuple(str(folder / Path(each).expanduser()) for each in value)
        elif kind == "file":
            found[name] = str(folder / Path(value).expanduser())
        elif kind == "model" and (value.startswith(("./", "../")) or (folder / value).is_dir()):
            found[name] = str(folder / value)  # any other is a model of the hub, or "default"
        else:
            found[name] = value
    return found


def _has_table(path: Path) -> bool:
    """Say whether a pyproject.toml has the table [tool.mtcheck]; one that is not TOML does where it seems to."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    if "mtcheck" not in text:
        return False
    try:
        tool = tomllib.loads(text).get("tool", {})
        return isinstance(tool, dict) and "mtcheck" in tool
    except (tomllib.TOMLDecodeError, RecursionError):
        return bool(_OWN_TABLE.search(text))


def _within(folder: Path, file: Path) -> str:
    """Give a path from a folder on, with / between its parts and behind a folder, as patterns know it."""
    try:
        path = os.path.relpath(file, folder)
    except ValueError:  # on another drive
        path = str(file)
    return path.replace(os.sep, "/") + ("/" if file.is_dir() else "")


def _place(path: Path, text: str, word: str) -> str:
    found = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])") if word else None
    lines = [n for n, line in enumerate(text.splitlines(), start=1) if found and found.search(line.partition("#")[0])]
    return f"{told(path)}:{lines[0]}" if len(lines) == 1 else told(path)
