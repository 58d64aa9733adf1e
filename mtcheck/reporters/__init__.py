"""Reporters: reports in, a text out; each knows the records and nothing else.

A format is a module of this package, named like the format, with a function `render_many(reports, failures) -> str`.
It is imported on first use, so that neither rich nor jinja2 is loaded by a run that does not print with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from mtcheck.records import Failure, Report

__all__ = ["FORMATS", "FOR_PEOPLE", "Look", "render"]

FORMATS = (
    "terminal",
    "concise",
    "json",
    "jsonl",
    "html",
    "markdown",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "rdjson",
    "csv",
)
"""The formats of a report, by name."""

FOR_PEOPLE = ("terminal", "html")
"""The formats that are written only where there is a report to read; machines are told of failures too."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the terminal's format looks: its width in columns, colour, and how much it tells (-1, 0 or 1)."""

    width: int = 80
    color: bool = False
    verbosity: int = 0


def render(form: str, reports: Sequence[Report], failures: Sequence[Failure] = (), *, look: Look | None = None) -> str:
    """Render reports, and the articles on which there is none, in one of FORMATS.

    One report alone is a JSON object of its own. Raises KeyError for an unknown format.
    """
    if form not in FORMATS:
        raise KeyError(form)
    module = import_module(f"{__name__}.{form}")
    if form == "terminal":
        text: str = module.render_many(reports, failures, look=look or Look())
    elif form == "json" and len(reports) == 1 and not failures:
        text = module.render(reports[0])
    else:
        text = module.render_many(reports, failures)
    return text
