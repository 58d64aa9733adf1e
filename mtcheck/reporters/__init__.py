"""Reporters: a report in, a text out; each knows the records and nothing else.

A format is a module of this package with a function `render(report) -> str`. `FORMATS` imports it on first use, so
that neither rich nor jinja2 is loaded by a run that does not print with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from mtcheck.records import Report

__all__ = ["FORMATS", "Render"]

Render = Callable[[Report], str]
"""What every format offers: a whole report as a text."""


class _Formats(Mapping[str, Render]):
    """The formats by name; looking one up imports its module."""

    _names = ("terminal", "json", "html")

    def __getitem__(self, name: str) -> Render:
        if name not in self._names:
            raise KeyError(name)
        render: Render = import_module(f"{__name__}.{name}").render
        return render

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


FORMATS: Mapping[str, Render] = _Formats()
"""The formats of a report by name, each with its function; a module is imported when its name is looked up."""
