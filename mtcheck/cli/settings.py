"""The settings of a command: what the files that hold for an article set, and the command line before them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from mtcheck import config as configuration
from mtcheck.config import Config, ConfigError, ConfigFile, Layer, Settled
from mtcheck.records import Dismissal
from mtcheck.rule import RuleSelectionError, require_known

STANDARD_INPUT = "-"


class Settings:
    """The settings of a command, article by article; each file is read once.

    `given` is what the command line sets; `file` is the configuration to use instead of those that are found, and
    `isolated` says to use none. `stdin_name` is the file that standard input stands for.
    """

    def __init__(
        self, given: Sequence[Layer] = (), *, file: str | None = None, isolated: bool = False, stdin_name: str = ""
    ) -> None:
        self._given = tuple(given)
        self._isolated = isolated
        self._stdin_name = stdin_name
        self._files: dict[Path, ConfigFile] = {}
        self._found: dict[Path, Path | None] = {}
        self._chosen = _absolute(file) if file else None
        for layer in self._given:
            _require_known(layer)
        if self._chosen:
            self._read(self._chosen)

    def for_file(self, name: str) -> Config:
        """Give the settings for an article or a folder; "-" is standard input.

        Raises ConfigError when the configuration that holds for it cannot be read or is wrong.
        """
        return self.settled(name).config

    def settled(self, name: str) -> Settled:
        """Give the settings for an article or a folder, with where each came from."""
        return configuration.settled([*self.layers(name), *self._given])

    def layers(self, name: str) -> tuple[Layer, ...]:
        """Give what the configuration that holds for an article or a folder sets: for all, and for its path."""
        file = self.file_of(name)
        return file.layers(self._path(name)) if file else ()

    def file_of(self, name: str) -> ConfigFile | None:
        """Give the configuration file that holds for an article or a folder."""
        if self._isolated or self._chosen:
            return self._read(self._chosen) if self._chosen else None
        path = self._path(name)
        folder = path if path.is_dir() else path.parent
        if folder not in self._found:
            self._found[folder] = configuration.find(folder)
        found = self._found[folder]
        return self._read(found) if found else None

    def _path(self, name: str) -> Path:
        """Give where an article stands: the configuration is looked for where it is named, not where a link leads."""
        return _absolute(self._stdin_name or name if name == STANDARD_INPUT else name)

    def _read(self, path: Path) -> ConfigFile:
        if path not in self._files:
            file = configuration.read_file(path)
            for layer in (file.base, *(each.layer for each in file.overrides)):
                _require_known(layer, file)
            self._files[path] = file
        return self._files[path]


def _absolute(name: str) -> Path:
    """Give a whole path without .. in it: Path.resolve would follow links."""
    return Path(os.path.normpath(Path(name).absolute()))


def _require_known(layer: Layer, file: ConfigFile | None = None) -> None:
    """Refuse rules, selectors and rules' settings that there are not, with their file and line."""
    codes = [d.code for d in layer.values.get("suppress", ()) if isinstance(d, Dismissal) and d.code]
    selectors = (*layer.values.get("select", ()), *layer.values.get("ignore", ()), *codes)
    tables = layer.values.get(configuration.RULES, {})
    if not selectors and not tables:
        return
    from mtcheck.detectors import all_rules

    try:
        require_known(all_rules(), selectors, tables)
    except RuleSelectionError as error:
        place = f"{file.place(error.word)}: " if file else ""
        raise ConfigError(f"{place}{error}", error.word) from error
