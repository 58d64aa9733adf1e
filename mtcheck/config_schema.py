"""The JSON Schema of mtcheck.toml (draft 2020-12), made from the settings and the rules that there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from mtcheck.config import DIRECTIONS, KEYS, MODEL, OVERRIDES, PATHS, RULES, Key
from mtcheck.rule import HOUSE, Rule
from mtcheck.taxonomy import Severity

Schema = dict[str, Any]

_FILLED: Schema = {"type": "string", "pattern": r"\S"}
_HELD = r"^(?!/)(?=.*[^ ./])([^{}]|\{\{|\}\}|\{(%s)\})+$"
"""A pattern of file names, from a folder on, with the names that it may hold in braces."""


def schema(rules: Sequence[Rule]) -> Schema:
    """Give the schema; every file that `mtcheck.config.read_file` and the rules take is right by it."""
    settings = {name: {"$ref": f"#/$defs/{name}"} for name in (*KEYS, *DIRECTIONS, RULES)}
    directions = {f"^{MODEL}[a-z]+-[a-z]+$": {"$ref": f"#/$defs/{DIRECTIONS[0]}"}}
    paths = {"description": "For which articles: patterns as in .gitignore, from this file's folder on.", **_paths()}
    override = {
        "description": "Settings for some paths; later ones go before earlier ones, lists that add up do.",
        **_object({PATHS: paths, **settings}, required=[PATHS], patternProperties=directions),
    }
    overrides = {"description": "Settings for some paths.", "type": "array", "items": {"$ref": "#/$defs/override"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration of mtcheck",
        "description": "mtcheck.toml, or the table [tool.mtcheck] of a pyproject.toml; a day may be written unquoted.",
        **_object({**settings, OVERRIDES: overrides}, patternProperties=directions),
        "$defs": {
            **{name: _setting(key) for name, key in KEYS.items()},
            **{name: _direction(name) for name in DIRECTIONS},
            RULES: {"description": "Settings of single rules.", **_object({r.name: _rule(r) for r in rules})},
            "override": override,
            "selector": {"description": "A rule's name or code, or its code's beginning.", "enum": _selectors(rules)},
            "suppression": _suppression(),
        },
    }


def _object(properties: Mapping[str, Schema], **more: Any) -> Schema:
    return {"type": "object", "properties": dict(properties), **more, "additionalProperties": False}


def _setting(key: Key) -> Schema:
    made: Schema = {"description": key.about, **_type(key)}
    if key.default is not None:
        made["default"] = list(key.default) if isinstance(key.default, tuple) else key.default
    return made


def _type(key: Key) -> Schema:
    if key.choices:
        return {"enum": list(key.choices)}
    if key.kind == "pattern":
        held = ("language", "source_language", *(() if key.name == "article-pattern" else ("stem",)))
        return {"type": "string", "pattern": _HELD % "|".join(held)}
    made = dict(_TYPES.get(key.kind, _FILLED))
    limits = {"minimum": key.least, "maximum": key.most}
    return made | {name: limit for name, limit in limits.items() if limit is not None}


def _listed(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_TYPES: Mapping[str, Schema] = {
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "codes": _listed({"$ref": "#/$defs/selector"}),
    "words": _listed(_FILLED),
    "files": _listed(_FILLED),
    "suppress": _listed({"$ref": "#/$defs/suppression"}),
}


def _paths() -> Schema:
    return {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": r"^(?!!$).*\S"}}


def _direction(name: str) -> Schema:
    return {"description": f"Translation model for {name.removeprefix(MODEL)} alone.", **_FILLED}


def _suppression() -> Schema:
    parts = ("fingerprint", "reason"), ("code", "quote", "reason")
    tables = (
        _object(
            {name: {"$ref": "#/$defs/selector"} if name == "code" else _FILLED for name in names}, required=list(names)
        )
        for names in parts
    )
    return {"description": "A finding to dismiss, by fingerprint or by rule and phrase.", "anyOf": [_FILLED, *tables]}


def _rule(rule: Rule) -> Schema:
    severity = {"description": "How grave its findings are.", "enum": [s.value for s in Severity]}
    preview = {"description": "Whether its findings are previews, which do not count.", "type": "boolean"}
    own = {name.replace("_", "-"): _rule_setting(rule, name, default) for name, default in rule.settings.items()}
    return {
        "description": f"{rule.code}: {rule.summary}.",
        **_object(
            {
                "severity": {**severity, "default": rule.severity.value},
                "preview": {**preview, "default": rule.preview},
                **own,
            }
        ),
    }


def _rule_setting(rule: Rule, name: str, default: object) -> Schema:
    about = {"description": "The house style; without it, that of house-style."} if name == HOUSE else {}
    if words := rule.choices.get(name):
        return {**about, "enum": list(words), "default": default}
    kinds: Iterable[tuple[type, str]] = ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string"))
    kind = next((word for known, word in kinds if isinstance(default, known)), None)
    return {**about, **({"type": kind} if kind else {}), "default": default}


def _selectors(rules: Sequence[Rule]) -> list[str]:
    """Give the codes of the rules, their beginnings from MT1 on, and the rules' names."""
    starts = {start for rule in rules for start in accumulate(rule.code) if len(start) > len("MT")}
    return [*sorted(starts), *sorted(rule.name for rule in rules)]
