"""mtcheck cache: the translations and converted models that are kept."""

from __future__ import annotations

import click

from mtcheck.cli.exits import clean_exit


@click.group(short_help="Look at or empty the cache.")
def cache() -> None:
    """Look at or empty the cache of translations and converted models."""


@cache.command()
@clean_exit
def info() -> None:
    """Tell where the cache lies and how much it holds."""
    from mtcheck.translation import Cache, conversions

    stored = Cache.default()
    click.echo(f"path:         {stored.path}")
    click.echo(f"translations: {stored.entries()}")
    click.echo(f"size:         {stored.size() / 1e6:.1f} MB")
    click.echo(f"models:       {conversions.number()} converted, {conversions.size() / 1e6:.1f} MB")


@cache.command()
@clean_exit
def clear() -> None:
    """Delete all cached translations and converted models."""
    from mtcheck.translation import Cache, conversions

    stored = Cache.default()
    number = stored.entries()
    stored.clear()
    models = conversions.clear()
    click.echo(f"{number} translations deleted" + (f", {models} converted models" if models else ""))
