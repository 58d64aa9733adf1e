"""From a table of TOML to values that are known to be right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from string import Formatter
from typing import Any

from mtcheck.config.fields import ConfigError
from mtcheck.config.keys import KEYS, KNOWN, MODEL, RULES, Key
from mtcheck.hints import did_you_mean
from mtcheck.records import Dismissal
from mtcheck.taxonomy import Severity

UNSAID = "no reason given"
"""The reason of a dismissal that gives none."""

_SUPPRESS_TABLE = "a table of 'suppress' has a reason, and a fingerprint or a code and a quote"


def read(table: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Read a table of settings: the value of each key, those of rules as tables in a table.

    `place` is what dismissals name as the place where they stand. Raises ConfigError for an unknown key or a value
    that it does not take.
    """
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name == RULES:
            values[name] = _rule_tables(value)
        elif name.startswith(MODEL):
            values[name] = _plain(Key(name, name, "str", "", None), value)
        elif name in KEYS:
            values[name] = _value(KEYS[name], value, place)
        else:
            raise unknown(name)
    return values


def unknown(name: str, known: tuple[str, ...] = KNOWN) -> ConfigError:
    """Give the error for a key that there is not, with the one that was probably meant."""
    hint = did_you_mean(name, known, f" (known: {', '.join(sorted(known))})")
    return ConfigError(f"unknown setting {name!r}{hint}", name)


def _value(key: Key, value: object, place: str) -> object:
    if key.choices:
        return _chosen(key, value)
    if key.kind == "suppress":
        return _suppressed(key, value, place)
    return _READERS.get(key.kind, _plain)(key, value)


_TYPES: Mapping[str, tuple[type, ...]] = {"bool": (bool,), "int": (int,), "float": (float, int)}
_WORDS = {"bool": "true or false", "int": "a whole number", "float": "a number"}


def _plain(key: Key, value: object) -> object:
    types = _TYPES.get(key.kind, (str,))
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        raise ConfigError(f"setting {key.name!r} is {_WORDS.get(key.kind, 'a text')}, not {value!r}", key.name)
    if isinstance(value, str) and not value.strip() and key.kind != "pattern":
        raise ConfigError(f"setting {key.name!r} is empty", key.name)
    if isinstance(value, (int, float)) and not _within(key, value):
        limits = f"{key.least:g} or more" if key.most is None else f"between {key.least:g} and {key.most:g}"
        raise ConfigError(f"setting {key.name!r} is {limits}, not {value!r}", key.name)
    return value


def _within(key: Key, value: float) -> bool:
    return (key.least is None or value >= key.least) and (key.most is None or value <= key.most)


def _chosen(key: Key, value: object) -> str:
    if value not in key.choices:
        raise ConfigError(f"setting {key.name!r} is one of {', '.join(key.choices)}, not {value!r}", key.name)
    return str(value)


def _strings(key: Key, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ConfigError(f"setting {key.name!r} is not a list of strings: {value!r}", key.name)
    if not all(map(str.strip, value)):
        raise ConfigError(f"setting {key.name!r} holds an empty string", key.name)
    return tuple(value)


def _suppressed(key: Key, value: object, place: str) -> tuple[Dismissal, ...]:
    if not isinstance(value, list):
        raise ConfigError(f"setting {key.name!r} is not a list of fingerprints and tables: {value!r}", key.name)
    return tuple(_dismissal(key, entry, place) for entry in value)


def _dismissal(key: Key, entry: object, place: str) -> Dismissal:
    if isinstance(entry, str) and entry.strip():
        return Dismissal("configuration", UNSAID, place, fingerprint=entry)
    if not isinstance(entry, dict):
        raise ConfigError(f"setting {key.name!r} holds neither a fingerprint nor a table: {entry!r}", key.name)
    parts = ("fingerprint", "code", "quote", "reason")
    if strange := next((name for name in entry if name not in parts), None):
        raise unknown(strange, parts)
    if not all(isinstance(part, str) and part.strip() for part in entry.values()):
        raise ConfigError(f"{_SUPPRESS_TABLE}, all of them strings that are not empty: {entry!r}", key.name)
    if set(entry) not in ({"fingerprint", "reason"}, {"code", "quote", "reason"}):
        raise ConfigError(f"{_SUPPRESS_TABLE}: {entry!r}", key.name)
    return Dismissal("configuration", place=place, **entry)


def _rule_tables(value: object) -> Mapping[str, Mapping[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
        raise ConfigError("'rules' holds one table per rule, as in [tool.mtcheck.rules.quotation-style]", RULES)
    severities = tuple(severity.value for severity in Severity)
    for name, table in value.items():
        if "severity" in table and table["severity"] not in severities:
            known = ", ".join(severities)
            raise ConfigError(f"the severity of {name} is one of {known}, not {table['severity']!r}", "severity")
        if not isinstance(table.get("preview", False), bool):
            raise ConfigError(f"the preview of {name} is true or false, not {table['preview']!r}", "preview")
    return {name: {key.replace("_", "-"): v for key, v in table.items()} for name, table in value.items()}


def _day(key: Key, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if (day := date.fromisoformat(str(value))).isoformat() == value:  # not 20240624, nor 2024-W26-1
            return day
    except ValueError:
        pass
    raise ConfigError(f"setting {key.name!r} is a day such as 2024-06-24, not {value!r}", key.name)


def _pattern(key: Key, value: object) -> str:
    """Read a pattern of file names, relative to a folder."""
    pattern = str(_plain(key, value))
    known = ("language", "source_language", *(() if key.name == "article-pattern" else ("stem",)))
    try:
        strange = [name for _, name, _, _ in Formatter().parse(pattern) if name is not None and name not in known]
    except ValueError as error:
        raise ConfigError(f"setting {key.name!r} is not a pattern: {value!r} ({error})", key.name) from error
    if strange:
        listed = ", ".join(f"{{{name}}}" for name in known)
        raise ConfigError(f"setting {key.name!r} knows {listed}, not {{{strange[0]}}}", key.name)
    if not pattern.strip(" ./") or Path(pattern).is_absolute():
        raise ConfigError(f"setting {key.name!r} names files from the article's folder on, not {value!r}", key.name)
    return pattern


_READERS: Mapping[str, Callable[[Key, object], object]] = {
    **dict.fromkeys(("codes", "words", "files"), _strings),
    "pattern": _pattern,
    "date": _day,
}
"""How the values of a kind are read that are not plain."""
