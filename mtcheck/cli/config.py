"""mtcheck config: the settings that hold for an article, and where each came from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from mtcheck.cli.exits import clean_exit
from mtcheck.cli.options import (
    CONFIG_OPTIONS,
    MODEL_OPTIONS,
    RULE_OPTIONS,
    SCOPE_OPTIONS,
    THRESHOLD_OPTIONS,
    settings,
    with_options,
)
from mtcheck.config import DIRECTIONS, KEYS, MODEL, RULES, UNSAID, Settled
from mtcheck.records import Dismissal
from mtcheck.reporters.visible import dumps, line

_WIDTH = 36
"""A value that is longer is written over several lines, if it is a list."""


@dataclass(frozen=True, slots=True)
class Row:
    """A setting: its key, its value (None: none is set), and the places that set it (none: it is a default)."""

    key: str
    value: Any
    places: tuple[str, ...]


@click.command(short_help="Show the settings of an article.")
@click.argument("file", required=False, default=".", metavar="[FILE]")
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@click.option("--only-changed", is_flag=True, help="Only what is not a default.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of mtcheck.toml.")
@with_options(RULE_OPTIONS)
@with_options(THRESHOLD_OPTIONS)
@with_options(SCOPE_OPTIONS)
@with_options(MODEL_OPTIONS)
@with_options(CONFIG_OPTIONS)
@clean_exit
def config(file: str, **options: Any) -> None:
    """Show the settings that hold for an article, and where each came from.

    FILE is an article or a folder (the working directory if left out). Options of mtcheck report may be given too, to
    see what they change.
    """
    if options["schema"]:
        click.echo(schema_text(), nl=False)
        return
    chosen = settings(options)
    settled = chosen.settled(file)
    rows = [row for row in _rows(settled) if row.places or not options["only_changed"]]
    places = [layer.place for layer in chosen.layers(file)]
    click.echo(_as_json(file, places, rows) if options["form"] == "json" else _as_table(file, places, rows))


def schema_text() -> str:
    """Give the JSON Schema of mtcheck.toml, as it lies in mtcheck/data/config.schema.json."""
    from mtcheck.config_schema import schema
    from mtcheck.detectors import all_rules

    return json.dumps(schema(all_rules()), indent=2, ensure_ascii=False) + "\n"


def _rows(settled: Settled) -> Iterator[Row]:
    for name, key in KEYS.items():
        yield Row(name, settled.values.get(name, key.default), settled.places.get(name, ()))
    models = {f"{MODEL}{direction}": model for direction, model in settled.models.items()}
    for name in dict.fromkeys((*DIRECTIONS, *models)):
        yield Row(name, models.get(name), settled.places.get(name, ()))
    yield from _rule_rows(settled)


def _rule_rows(settled: Settled) -> Iterator[Row]:
    """Yield the rules' settings, and their severities and previews where a configuration sets them."""
    from mtcheck.detectors import all_rules
    from mtcheck.rule import HOUSE, OVERRIDABLE, settings_for

    style = settled.values.get("house-style")
    for rule in all_rules():
        table = settled.rules.get(rule.name, {})
        values = {**rule.settings, **settings_for(rule, settled.rules, style)}
        own = {name.replace("_", "-"): value for name, value in values.items()}
        for name, value in (*((name, table[name]) for name in OVERRIDABLE if name in table), *own.items()):
            key = f"{RULES}.{rule.name}.{name}"
            places = settled.places.get(key, ())
            if name == HOUSE and style is not None and not places:
                places = tuple(f"house-style of {place}" for place in settled.places["house-style"])
            yield Row(key, value, places)


def _as_json(file: str, places: Sequence[str], rows: Sequence[Row]) -> str:
    told = {row.key: {"value": _plain(row.value), "from": list(row.places) or ["default"]} for row in rows}
    return dumps({"file": file, "configuration": places, "settings": told}, indent=2)


def _plain(value: Any) -> Any:
    """Give a value as JSON has it."""
    if isinstance(value, (tuple, list)):
        return [_plain(entry) for entry in value]
    if isinstance(value, Dismissal):
        table = {name: getattr(value, name) for name in ("fingerprint", "code", "quote", "reason")}
        return {name: part for name, part in table.items() if part} if value.reason != UNSAID else value.fingerprint
    return value.isoformat() if isinstance(value, date) else value


def _as_table(file: str, places: Sequence[str], rows: Sequence[Row]) -> str:
    """Write the settings below one another: key, value as TOML writes it, and place."""
    where = " + ".join(map(line, places)) or "defaults (no configuration file holds for it)"
    title = f"Settings of {line(file)}: {where}"
    keys = max((len(row.key) for row in rows), default=0)
    shown = [(row, _lines(row.value)) for row in rows]
    values = min(max((len(lines[0]) for _, lines in shown), default=0), _WIDTH)
    written = [title, ""]
    for row, (first, *rest) in shown:
        origin = " + ".join(map(line, row.places)) or "default"
        written.append(f"{row.key:<{keys}}  {first:<{values}}  {origin}")
        written += [f"{'':<{keys}}  {more}" for more in rest]
    return "\n".join(written if rows else [title, "", "nothing but defaults"])


def _lines(value: Any) -> list[str]:
    """Write a value as TOML does, a long list with one entry to a line."""
    value = _plain(value)
    if value is None:
        return ["not set"]
    if not isinstance(value, list):
        return [_toml(value)]
    entries = [_toml(entry) for entry in value]
    joined = f"[{', '.join(entries)}]"
    if len(joined) <= _WIDTH:
        return [joined]
    return [f"{' ' if i else '['}{entry}{',' if i + 1 < len(entries) else ']'}" for i, entry in enumerate(entries)]


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{name} = {_toml(part)}' for name, part in value.items())} }}"
    return dumps(value)
