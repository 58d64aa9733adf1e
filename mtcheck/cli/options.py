"""The options that several commands share, and how they are laid over the configuration of each article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import click

from mtcheck import config as configuration
from mtcheck.cli.settings import Settings
from mtcheck.config import UNSAID, Config, Layer
from mtcheck.records import Dismissal

Option = Callable[[Any], Any]

_DAY = click.DateTime(["%Y-%m-%d"])

RULE_OPTIONS: Sequence[Option] = [
    click.option("--select", metavar="CODES", multiple=True, help="Only these: names, codes or their beginnings."),
    click.option("--ignore", metavar="CODES", multiple=True, help="Not these rules."),
    click.option("--suppress", metavar="PRINT", multiple=True, help="Fingerprint of a finding to dismiss."),
    click.option("--lexicon", "lexicons", multiple=True, metavar="FILE", help="A lexicon of your own (repeatable)."),
    click.option("--glossary", multiple=True, metavar="FILE", help="Your terms, as a table or TBX (repeatable)."),
    click.option("--date", "published", type=_DAY, metavar="DAY", help="The day of publication, as in 2024-06-24."),
]
"""The options that say what is looked for."""

THRESHOLD_OPTIONS: Sequence[Option] = [
    click.option("--fail-under", type=click.FloatRange(0, 100), metavar="SCORE", help="Fail below this score."),
    click.option("--max-critical", type=click.IntRange(0), metavar="N", help="Fail above N critical findings."),
    click.option("--max-major", type=click.IntRange(0), metavar="N", help="Fail above N major findings."),
    click.option("--max-minor", type=click.IntRange(0), metavar="N", help="Fail above N minor findings."),
]
"""The options that say what the gate demands."""

SCOPE_OPTIONS: Sequence[Option] = [
    click.option("--no-translate", is_flag=True, help="Check without back-translation (quicker, finds less)."),
    click.option("--semantic", metavar="DIR|default", help="Score meaning too, with a sentence-transformers model."),
]
"""The options that say how much is done."""

CONFIG_OPTIONS: Sequence[Option] = [
    click.option(
        "--config",
        "config_file",
        type=click.Path(dir_okay=False),
        metavar="FILE",
        help="Settings to use instead of the mtcheck.toml or pyproject.toml nearest to the article.",
    ),
    click.option("--isolated", is_flag=True, help="Use no configuration file."),
]
"""The options of every command that heeds configuration files."""

MODEL_OPTIONS: Sequence[Option] = [
    click.option("--model", metavar="NAME_OR_DIR", help="Translation model for both directions: hub name or folder."),
    *(
        click.option(f"--model-{source}-{target}", metavar="NAME_OR_DIR", help=f"The same for {source}-{target} alone.")
        for source, target in Config().directions
    ),
    click.option("--engine", type=click.Choice(configuration.CHOICES["engine"]), help="What runs the model."),
    click.option("--device", type=click.Choice(configuration.CHOICES["device"]), help="Where it runs."),
    click.option("--dtype", type=click.Choice(configuration.CHOICES["dtype"]), help="The numbers it calculates with."),
    click.option("--offline", is_flag=True, help="Never use the network."),
    click.option("--no-cache", is_flag=True, help="Neither read nor write the cache of translations."),
]
"""The options of every command that may translate."""


def with_options(options: Sequence[Option]) -> Option:
    """Give a command a list of options, in their order."""

    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def settings(options: Mapping[str, Any]) -> Settings:
    """Give the settings of a command: its options, laid over the configuration that holds for each article.

    Raises ConfigError where --config cannot be read or an option names a rule that there is not.
    """
    if options.get("config_file") and options.get("isolated"):
        raise click.UsageError("--config and --isolated exclude each other")
    return Settings(
        list(_layers(options)),
        file=options.get("config_file"),
        isolated=bool(options.get("isolated")),
        stdin_name=options.get("stdin_filename") or "",
    )


def _layers(options: Mapping[str, Any]) -> Iterator[Layer]:
    """Yield a layer for each option that was given, under its name; those that say no set what they deny."""
    for flag, key in (("no_translate", "translate"), ("no_cache", "cache")):
        if options.get(flag):
            yield Layer(_spelled(flag), {key: False})
    for name in (*configuration.KEYS, *configuration.DIRECTIONS):
        field = name.replace("-", "_")
        value = options.get(field)
        if value is not None and value is not False and value != ():
            place = _SPELLINGS.get(name, _spelled(name))
            yield Layer(place, {name: _READERS.get(name, _as_it_is)(value)})


def _spelled(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _as_it_is(value: Any) -> Any:
    return value


def _codes(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.strip() for value in values for code in value.split(",") if code.strip())


def _dismissals(values: Sequence[str]) -> tuple[Dismissal, ...]:
    return tuple(Dismissal("option", UNSAID, "--suppress", fingerprint=fingerprint) for fingerprint in _codes(values))


_SPELLINGS = {"lexicons": "--lexicon", "published": "--date"}
"""The options that are not spelled as their key."""

_READERS: Mapping[str, Callable[[Any], Any]] = {
    "select": _codes,
    "ignore": _codes,
    "suppress": _dismissals,
    "published": lambda day: day.date(),
}
"""How the values of options are read that a configuration writes otherwise."""
