"""The options that several commands share, and how they are laid over the configuration file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from mtcheck import config as configuration
from mtcheck.config import Config, Thresholds

MODEL_OPTIONS = [
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
    click.option(
        "--config",
        "config_file",
        type=click.Path(dir_okay=False),
        metavar="FILE",
        help="Settings to use instead of the nearest mtcheck.toml or pyproject.toml with [tool.mtcheck].",
    ),
]
"""The options of every command that may translate."""


def with_options(options: Sequence[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """Give a command a list of options, in their order."""

    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def settings(options: dict[str, Any]) -> Config:
    """Lay the command line's options over the settings of the configuration file."""
    file = Path(options["config_file"]) if options["config_file"] else configuration.find(Path.cwd())
    config = configuration.load(file) if file else Config()
    given = {key: options.get(key) for key in ("fail_under", "max_critical", "max_major")}
    thresholds = replace(config.thresholds, **{key: value for key, value in given.items() if value is not None})
    return replace(
        config,
        select=_codes(options.get("select")) or config.select,
        ignore=(*config.ignore, *_codes(options.get("ignore"))),
        suppress=(*config.suppress, *_codes(options.get("suppress"))),
        lexicons=(*config.lexicons, *options.get("lexicons", ())),
        glossary=(*config.glossary, *options.get("glossary", ())),
        published=options["published"].date() if options.get("published") else config.published,
        thresholds=Thresholds() if options.get("form") is None else thresholds,
        translate=config.translate and not options.get("no_translate"),
        model=options["model"] or config.model,
        models=_models(options, config),
        **{key: options[key] or getattr(config, key) for key in configuration.CHOICES},
        offline=config.offline or options["offline"],
        cache=config.cache and not options["no_cache"],
        semantic=options.get("semantic") or config.semantic,
    )


def _models(options: dict[str, Any], config: Config) -> dict[str, str]:
    """Give the models by direction: --model goes before the configuration file, --model-<direction> before both."""
    given = {f"{s}-{t}": options.get(f"model_{s}_{t}") for s, t in config.directions}
    settled = {} if options["model"] else dict(config.models)
    return settled | {direction: name for direction, name in given.items() if name}


def _codes(values: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(code.strip() for value in values or () for code in value.split(",") if code.strip())
