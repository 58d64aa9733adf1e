"""The settings of a check: one frozen Config, the only home of defaults, and its reader for TOML files."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from pathlib import Path
from string import Formatter
from typing import Any, get_type_hints

from mtcheck.records import MtcheckError


class ConfigError(MtcheckError):
    """A configuration file that cannot be read, or a setting that is unknown or of the wrong type."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What the gate demands; None leaves a figure unjudged.

    `max_drop` is by how many points a score may fall below that of an earlier report; only `mtcheck gate` has one.
    """

    fail_under: float | None = None
    max_critical: int | None = None
    max_major: int | None = None
    max_minor: int | None = None
    max_drop: float | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a check.

    `model` is a Hugging Face name or a folder of a translation model for both directions (None: the embedded model);
    `models` names one for a direction ("en-id") and goes before `model`. `rules` holds the settings of single rules
    by rule name. `semantic` is a folder of a sentence-transformers model, or "default" for the one that
    mtcheck[semantic] installs (None: meaning is not scored). `suppress` lists fingerprints of findings that an editor
    has dismissed. `lexicons` and `glossary` are files with entries and terms of the user's own; `published` is the day
    on which the articles appeared.

    The patterns name files as a shell does (*, ?, [...]): `article_pattern` the articles of a folder, the other two
    what lies beside an article, from its folder on. They may hold {language} and {source_language}, and the latter two
    {stem}, the article's name without .txt and .en. None: FOLDER_SOURCE and FOLDER_REFERENCE for the article of a
    folder, and nothing for an article that is itself named.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    suppress: tuple[str, ...] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)
    translate: bool = True
    model: str | None = None
    models: Mapping[str, str] = field(default_factory=dict)
    engine: str = "auto"
    device: str = "auto"
    dtype: str = "auto"
    offline: bool = False
    cache: bool = True
    semantic: str | None = None
    source_language: str = "id"
    language: str = "en"
    lexicons: tuple[str, ...] = ()
    glossary: tuple[str, ...] = ()
    published: date | None = None
    article_pattern: str = "article.{language}.txt"
    source_pattern: str | None = None
    reference_pattern: str | None = None
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def directions(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The two directions of translation: from the article's language into the source language, and back."""
        return (self.language, self.source_language), (self.source_language, self.language)

    def model_for(self, source: str, target: str) -> str | None:
        """Give the model for a direction; None is the embedded one."""
        return self.models.get(f"{source}-{target}", self.model)


CHOICES: Mapping[str, tuple[str, ...]] = {
    "engine": ("auto", "transformers", "ctranslate2"),
    "device": ("auto", "cpu", "cuda"),
    "dtype": ("auto", "float32", "bfloat16", "float16"),
}
"""The settings that take one of a few words, and the words."""

FOLDER_SOURCE = "source.{source_language}.txt"
"""Where the source of a folder's article is looked for when no pattern is set."""

FOLDER_REFERENCE = "reference*.{language}.txt"
"""Where its references are looked for when no pattern is set."""

MAX_BYTES = 5_000_000
"""The largest file that is read: 5 MB, some fifty times the longest newspaper feature."""

_TOML_KEYS = {f.name.replace("_", "-"): f.name for f in fields(Config)} | {
    f.name.replace("_", "-"): f.name for f in fields(Thresholds)
}
_TABLES = ("thresholds", "models")
"""Fields that have no key of their own: their parts have."""
_MODEL = "model-"
"""What the keys begin with that name a model for a direction: model-en-id."""


def load(path: Path) -> Config:
    """Read the settings from a TOML file: the table [tool.mtcheck] of a pyproject.toml, else the whole file.

    Keys are the names of Config and Thresholds with hyphens; [rules.<rule-name>] holds a rule's settings.
    Lexicons and glossaries are looked for from the file's folder on. Raises ConfigError, naming the file, when it
    cannot be read or a setting is unknown or of the wrong type.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot read the configuration: {error}") from error
    table = data.get("tool", {}).get("mtcheck", {}) if path.name == "pyproject.toml" else data
    try:
        config = from_mapping(table)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error
    lexicons, glossary = (
        tuple(str(path.parent / name) for name in names) for names in (config.lexicons, config.glossary)
    )
    return replace(config, lexicons=lexicons, glossary=glossary)


def find(folder: Path) -> Path | None:
    """Give the configuration file that holds for a folder: mtcheck.toml or a pyproject.toml with [tool.mtcheck].

    The folder's parents are searched too, nearest first; the search ends at the root of a git repository.
    """
    for parent in (folder, *folder.parents):
        if (own := parent / "mtcheck.toml").is_file():
            return own
        if (shared := parent / "pyproject.toml").is_file() and "[tool.mtcheck" in shared.read_text("utf-8", "replace"):
            return shared
        if (parent / ".git").exists():
            return None
    return None


def from_mapping(table: Mapping[str, Any]) -> Config:
    """Make a Config of a table of settings; raises ConfigError for an unknown key or a wrong type."""
    values: dict[str, Any] = {}
    limits: dict[str, Any] = {}
    models: dict[str, str] = {}
    for key, value in table.items():
        name = _TOML_KEYS.get(key)
        if key.startswith(_MODEL):
            models[key.removeprefix(_MODEL)] = str(_checked(key, value, (str,)))
        elif name is None or key in _TABLES:
            raise _unknown(key)
        elif name in get_type_hints(Thresholds):
            limits[name] = _checked(key, value, (float, int) if name in ("fail_under", "max_drop") else (int,))
        elif name in _READERS:
            values[name] = _READERS[name](key, value)
        elif name in CHOICES:
            values[name] = _chosen(key, value)
        else:
            values[name] = _checked(key, value, (bool,) if name in ("translate", "offline", "cache") else (str,))
    config = Config(**values, models=models, thresholds=Thresholds(**limits))
    for direction in models:
        if direction not in map("-".join, config.directions):
            raise _unknown(f"{_MODEL}{direction}")
    return config


def _unknown(key: str) -> ConfigError:
    directions = (f"{_MODEL}{source}-{target}" for source, target in Config().directions)
    known = ", ".join(sorted({*_TOML_KEYS, *directions} - {*_TABLES}))
    return ConfigError(f"unknown setting {key!r} (known: {known})")


def _checked(key: str, value: object, types: tuple[type, ...]) -> object:
    wrong_bool = isinstance(value, bool) and bool not in types
    if wrong_bool or not isinstance(value, types):
        raise ConfigError(f"setting {key!r} is not of the type {types[0].__name__}: {value!r}")
    return value


def _chosen(key: str, value: object) -> str:
    if value not in CHOICES[key]:
        raise ConfigError(f"setting {key!r} is one of {', '.join(CHOICES[key])}, not {value!r}")
    return str(value)


def _strings(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ConfigError(f"setting {key!r} is not a list of strings: {value!r}")
    return tuple(value)


def _rule_tables(_: str, value: object) -> Mapping[str, Mapping[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
        raise ConfigError("'rules' holds one table per rule, as in [tool.mtcheck.rules.quotation-style]")
    return value


def _day(key: str, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise ConfigError(f"setting {key!r} is a day such as 2024-06-24, not {value!r}") from error


def _pattern(key: str, value: object) -> str:
    """Read a pattern of file names, relative to a folder."""
    pattern = str(_checked(key, value, (str,)))
    known = ("language", "source_language", *(() if key == "article-pattern" else ("stem",)))
    try:
        unknown = [name for _, name, _, _ in Formatter().parse(pattern) if name is not None and name not in known]
    except ValueError as error:
        raise ConfigError(f"setting {key!r} is not a pattern: {value!r} ({error})") from error
    if unknown:
        raise ConfigError(f"setting {key!r} knows {', '.join(f'{{{k}}}' for k in known)}, not {{{unknown[0]}}}")
    if not pattern.strip(" ./") or Path(pattern).is_absolute():
        raise ConfigError(f"setting {key!r} names files from the article's folder on, not {value!r}")
    return pattern


_READERS: Mapping[str, Callable[[str, object], object]] = {
    **dict.fromkeys(("select", "ignore", "suppress", "lexicons", "glossary"), _strings),
    **dict.fromkeys(("article_pattern", "source_pattern", "reference_pattern"), _pattern),
    "published": _day,
    "rules": _rule_tables,
}
"""How the settings are read that are neither a plain value nor one of a few words."""
