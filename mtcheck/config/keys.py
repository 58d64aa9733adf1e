"""The keys of a configuration file: one for each field of Config and Thresholds, and what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, fields
from typing import Any

from mtcheck.config.fields import Config, Thresholds

MODEL = "model-"
"""What the keys begin with that name a model for a direction: model-en-id."""

RULES = "rules"
"""The key of the tables with the settings of single rules."""

OVERRIDES = "overrides"
"""The key of the tables with settings for some paths."""

PATHS = "paths"
"""The key of such a table that says for which."""

_PARTED = ("thresholds", "models", RULES)
"""Fields that have no plain key: their parts have, or they are tables."""

_KINDS = {"bool": "bool", "str": "str", "int": "int", "float": "float", "date": "date"}


@dataclass(frozen=True, slots=True)
class Key:
    """A key: the field that it sets, the kind of its values, what it means, and its limits."""

    name: str
    field: str
    kind: str
    about: str
    default: Any
    adds: bool = False
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


def _key(source: Field[Any]) -> Key:
    told = dict(source.metadata)
    kind = told.pop("kind", None) or _KINDS[str(source.type).removesuffix(" | None")]
    return Key(source.name.replace("_", "-"), source.name, kind, told.pop("about"), source.default, **told)


THRESHOLDS: Mapping[str, Key] = {key.name: key for key in map(_key, fields(Thresholds))}
"""The keys of the thresholds, by their names."""

KEYS: Mapping[str, Key] = {
    key.name: key
    for source in fields(Config)
    for key in (
        THRESHOLDS.values() if source.name == "thresholds" else () if source.name in _PARTED else (_key(source),)
    )
}
"""All plain keys by their names, in the order in which they are shown."""

DIRECTIONS: tuple[str, ...] = tuple(f"{MODEL}{source}-{target}" for source, target in Config().directions)
"""The keys of the models for the directions, in the languages that mtcheck was made for."""

KNOWN: tuple[str, ...] = (*KEYS, *DIRECTIONS, RULES, OVERRIDES)
"""Every key that a configuration may have, for who mistyped one."""
