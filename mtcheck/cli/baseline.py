"""mtcheck baseline: the findings that articles have now, so that from here on only new ones count."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mtcheck.cli.exits import UNUSABLE, clean_exit, fail
from mtcheck.cli.options import CONFIG_OPTIONS, MODEL_OPTIONS, RULE_OPTIONS, SCOPE_OPTIONS, settings, with_options
from mtcheck.cli.output import require_writable, write
from mtcheck.reporters import visible, wording

if TYPE_CHECKING:
    from mtcheck.records import Report
    from mtcheck.suppressions.baseline import Article

_DEFAULT = "mtcheck-baseline.json"
_FILES = click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...")
_TO = click.option(
    "--to",
    metavar="FILE",
    help=f"The baseline (left out: that of the configuration, or {_DEFAULT}).",
)


_CHECKING = (_FILES, _TO, *SCOPE_OPTIONS, *RULE_OPTIONS, *MODEL_OPTIONS, *CONFIG_OPTIONS)
"""The argument and the options of what checks articles."""


@click.group(short_help="Record today's findings: later only new ones count.")
def baseline() -> None:
    """Record what is found in articles now, so that later only what is new counts.

    mtcheck report --baseline FILE (or baseline = "FILE" in the configuration) leaves out what the baseline holds.
    """


@baseline.command("write", short_help="Record every finding that counts.")
@with_options(_CHECKING)
@click.option("--force", is_flag=True, help="Write over a baseline that is there.")
@clean_exit
def write_command(files: tuple[str, ...], to: str | None, *, force: bool, **options: Any) -> None:
    """Check articles as mtcheck report does, and record every finding that counts."""
    from mtcheck.suppressions import baseline as baselines
    from mtcheck.suppressions import baseline_files

    path = _path(to, files[0], options)
    if Path(path).exists() and not force:
        fail(f"{path}: is there already (--force writes over it, mtcheck baseline update changes it)", UNUSABLE)
    reports, status = _checked(files, path, options)
    made = baselines.of_reports(path, reports)
    write(baseline_files.text(made), path)
    number = sum(len(article.findings) for article in made.articles.values())
    click.echo(f"{path}: {wording.plural(number, 'finding')} of {wording.plural(len(made.articles), 'article')}")
    sys.exit(status)


@baseline.command(short_help="Drop what no longer occurs.")
@with_options(_CHECKING)
@click.option("--add", is_flag=True, help="Take in new findings, and articles that it does not know.")
@click.option("--drop-gone", is_flag=True, help="Drop the articles whose files are not there any more.")
@clean_exit
def update(files: tuple[str, ...], to: str | None, *, add: bool, drop_gone: bool, **options: Any) -> None:
    """Check articles again and drop from the baseline what no longer occurs in them.

    Articles that are not named stay as they are. One that the baseline does not know is taken for one that was
    renamed where it has the findings of an article whose file is gone.
    """
    from mtcheck.suppressions import baseline_files, baseline_update

    path = _path(to, files[0], options)
    before = baseline_files.read(path)
    reports, status = _checked(files, path, options)
    after = baseline_update.updated(before, reports, add=add, drop_gone=drop_gone)
    for change in after.changes:
        click.echo(visible.line(change))
    text = baseline_files.text(after.baseline)
    if text == baseline_files.text(before):
        click.echo(f"{path}: nothing to change")
    else:
        write(text, path)
        click.echo(f"{path}: updated")
    sys.exit(status)


@baseline.command(short_help="List what a baseline holds.")
@click.argument("file", required=False, metavar="[FILE]")
@with_options(CONFIG_OPTIONS)
@clean_exit
def show(file: str | None, **options: Any) -> None:
    """List what a baseline holds, article by article; runs no model."""
    from mtcheck.suppressions import baseline_files

    read = baseline_files.read(_path(file, ".", options))
    for name, article in read.articles.items():
        for line in _shown(f"{name} (the file is gone)" if name in read.gone else name, article):
            click.echo(visible.line(line) if not line.startswith(" ") else f"  {visible.line(line)}")
    number = sum(len(article.findings) for article in read.articles.values())
    click.echo(f"{wording.plural(number, 'finding')} of {wording.plural(len(read.articles), 'article')}")


def _shown(name: str, article: Article) -> Iterator[str]:
    """Yield the lines on an article: its score, how many findings each rule has, and their phrases."""
    yield f"{name}: {wording.plural(len(article.findings), 'finding')}, score {article.score:.1f}"
    codes = Counter(known.code for known in article.findings)
    for code, number in sorted(codes.items()):
        phrases = Counter(f"“{known.text}”" for known in article.findings if known.code == code)
        listed = ", ".join(phrase if times == 1 else f"{phrase} ({times} times)" for phrase, times in phrases.items())
        yield f"  {code}  {number}  {listed}"


def _path(given: str | None, article: str, options: dict[str, Any]) -> str:
    """Name the baseline: the one that is given, that of the configuration for an article, or the usual one."""
    from mtcheck.config import told

    configured = given or settings(options).for_file(article).baseline
    return told(Path(configured)) if configured else _DEFAULT


def _checked(files: tuple[str, ...], path: str, options: dict[str, Any]) -> tuple[list[Report], int]:
    """Check articles as if there were no baseline; ends where there is no report on any."""
    from mtcheck.cli import inputs

    if "-" in files:
        raise click.UsageError("standard input has no name that a baseline could know it by")
    require_writable(path)
    given = {"source": None, "references": (), **options}
    reports, _, status = inputs.check_all(files, given, settings(options), heed_baseline=False)
    if not reports:
        sys.exit(status)
    return reports, status
