"""What the terminal report is laid out with: paragraphs, tables, and a console that prints into a string.

Text from an article passes through `plain` or `clean`: it must not steer the terminal, nor turn the line around.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mtcheck.reporters.visible import clean

NARROWEST = 40
"""The least width that is laid out for; a narrower terminal gets lines of this width."""

_TRAIL = re.compile(r"(?: |\x1b\[[\d;]*m)+$")
"""The spaces at the end of a line, and the colours among them."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A paragraph that is indented, and whose lines after the first are indented by two more."""

    text: Text
    by: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = self.text.wrap(console, options.max_width - self.by - 2)
        for number, line in enumerate(lines):
            yield Text(" " * (self.by + 2 * (number > 0))).append_text(line)


def indented(text: Text, by: int = 4) -> RenderableType:
    """Indent all lines of a paragraph alike."""
    return Padding(text, (0, 0, 0, by))


def labelled(label: str, text: str | Text) -> RenderableType:
    """Write a paragraph that begins with what it is: "Why: ..."."""
    body = text if isinstance(text, Text) else plain(" ".join(text.split()))
    return Hanging(Text.assemble((f"{clean(label)}: ", "dim"), body), 4)


def title(text: str) -> Text:
    """Write the title of a section."""
    return Text(text.upper(), "bold")


def table(*columns: str, words: int = 1) -> Table:
    """Start a table whose first columns hold words and whose others hold figures; one without a name holds bars."""
    started = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False, padding=(0, 1))
    for number, column in enumerate(columns):
        started.add_column(column, justify="left" if number < words or not column else "right", overflow="fold")
    return started


def plain(text: str) -> Text:
    """Write text from an article, without style."""
    return Text(clean(text))


def printed(parts: Iterable[RenderableType], *, width: int, color: bool) -> str:
    """Print into a string, whatever the environment says; no line has trailing spaces."""
    console = Console(
        file=io.StringIO(),
        width=max(width, NARROWEST),
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
        _environ={},
    )
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    lines = capture.get().split("\n")[:-1]
    return "".join(_TRAIL.sub(lambda match: match[0].replace(" ", ""), line) + "\n" for line in lines)
