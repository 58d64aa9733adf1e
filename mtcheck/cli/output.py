"""Where a command's result goes: standard output or a file, and what is told on standard error meanwhile."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtcheck.cli.exits import UNUSABLE, fail
from mtcheck.hints import did_you_mean
from mtcheck.reporters import FORMATS

if TYPE_CHECKING:
    from mtcheck.engine import Progress
    from mtcheck.records import Report


def width_for(output: str | None) -> int:
    """Give the width of the screen, between 60 and 100 columns; 80 for a file or a pipe."""
    if output or not sys.stdout.isatty():
        return 80
    return min(max(shutil.get_terminal_size().columns, 60), 100)


def in_color(choice: str, output: str | None) -> bool:
    """Say whether to write in colour: on a terminal, unless NO_COLOR or --color says otherwise."""
    if choice == "auto":
        return sys.stdout.isatty() and not output and "NO_COLOR" not in os.environ
    return choice == "always"


def tell_verdicts(reports: Sequence[Report], *, quiet: bool) -> None:
    """Name on standard error what the gate found, when standard output does not show it.

    Of several articles only the thresholds that were missed are named, and how many articles passed.
    """
    for report in reports:
        for threshold in report.verdict.thresholds:
            if not threshold.met or not (quiet or len(reports) > 1):
                word = "met" if threshold.met else "missed"
                figures = f"{threshold.value:g}, limit {threshold.limit:g}"
                click.echo(f"mtcheck: {report.document.title}: {threshold.name} {word}: {figures}", err=True)
    judged = [report.verdict.status for report in reports if report.verdict.thresholds]
    if len(reports) > 1 and judged and not quiet:
        click.echo(f"mtcheck: {judged.count('passed')} of {len(judged)} articles passed", err=True)


@dataclass(frozen=True, slots=True)
class Output:
    """A format, and the file that it goes to (None: standard output)."""

    form: str
    path: str | None


def outputs(values: Sequence[str], form: str) -> tuple[Output, ...]:
    """Read the values of --output: OUT takes what --format asks for, FORMAT=OUT a format of its own.

    What --format asks for goes to standard output where no OUT takes it. Raises click.UsageError for an unknown
    format, and for two that go to one place.
    """
    wanted = [_output(value, form) for value in values]
    plain = [output for value, output in zip(values, wanted, strict=True) if "=" not in value]
    if not plain and not any(output.path is None for output in wanted):
        wanted.insert(0, Output(form, None))
    paths = [output.path and os.path.realpath(output.path) for output in wanted]
    if twice := next((o.path for o, path in zip(wanted, paths, strict=True) if path and paths.count(path) > 1), ""):
        raise click.UsageError(f"two outputs go to {twice}")
    if paths.count(None) > 1:
        raise click.UsageError("two outputs go to standard output")
    return tuple(wanted)


def _output(value: str, form: str) -> Output:
    named, separator, path = value.partition("=")
    if separator and named not in FORMATS:
        raise click.UsageError(f"no format is called {named!r}{did_you_mean(named, FORMATS)}")
    target = path if separator else value
    if not target:
        raise click.UsageError(f"--output {value!r} names no file")
    # /dev/stdout is opened anew where it is a file, over what stands there.
    return Output(named if separator else form, None if target in ("-", "/dev/stdout") else target)


def require_writable(output: str | None) -> None:
    """Refuse an output that cannot be written before any work is done."""
    if output is None:
        return
    path = Path(output)
    target = path if path.exists() else path.parent
    if path.is_dir():
        fail(f"{output}: a folder, not a file", UNUSABLE)
    if not target.exists():
        fail(f"{output}: the folder {path.parent} does not exist", UNUSABLE)
    if not os.access(target, os.W_OK):
        fail(f"{output}: cannot be written (permission denied)", UNUSABLE)


def write(text: str, output: str | None) -> None:
    """Write the result as UTF-8; a regular file is replaced whole, so that a failure leaves the old one.

    Raises UnwritableError, which ends the command in one line.
    """
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
        return
    from mtcheck.readers import writing

    writing.write(output, text.encode("utf-8", "replace"))


@contextmanager
def progress_bar(name: str) -> Iterator[Progress | None]:
    """Show a bar on standard error while an article is translated, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(f"{name}: reading", total=None)
        yield lambda what, done, total: bars.update(task, description=f"{name}: {what}", completed=done, total=total)
