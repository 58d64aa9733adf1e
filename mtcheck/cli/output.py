"""Where a command's result goes: standard output or a file, and what is told on standard error meanwhile."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtcheck.cli.exits import UNUSABLE, fail

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
    """Name on standard error what the gate found, when standard output does not show it."""
    for report in reports:
        for threshold in report.verdict.thresholds:
            if not (quiet and threshold.met):
                word = "met" if threshold.met else "missed"
                figures = f"{threshold.value:g}, limit {threshold.limit:g}"
                click.echo(f"mtcheck: {report.document.name}: {threshold.name} {word}: {figures}", err=True)


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
    """Write the result as UTF-8; a regular file is replaced whole, so that a failure leaves the old one."""
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
        return
    path = Path(output)
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
            return
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", dir=path.parent, delete=False) as file:
            file.write(text)
        temporary = Path(file.name)
        temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        fail(f"{output}: cannot be written ({error.strerror})", UNUSABLE)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


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
