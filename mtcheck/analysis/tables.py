"""The tables that describe a source language: data/<language>/<name>.toml, checked in with their sources."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(language: str, name: str) -> Mapping[str, Any]:
    """Read a table of a language ("id", or "common" for what belongs to none).

    Raises FileNotFoundError for a table that the package does not have.
    """
    return tomllib.loads((files("mtcheck") / "data" / language / f"{name}.toml").read_text(encoding="utf-8"))
