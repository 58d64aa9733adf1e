"""The settings of a check: what there is to set, and how files and the command line set it."""

from __future__ import annotations

from mtcheck.config.fields import (
    FOLDER_REFERENCE,
    FOLDER_SOURCE,
    MAX_BYTES,
    Config,
    ConfigError,
    Thresholds,
)
from mtcheck.config.files import ConfigFile, find, from_mapping, load, read_file, told
from mtcheck.config.keys import DIRECTIONS, KEYS, MODEL, OVERRIDES, PATHS, RULES, Key
from mtcheck.config.layers import Layer, Settled, settled
from mtcheck.config.reading import UNSAID

__all__ = [
    "CHOICES",
    "DIRECTIONS",
    "FOLDER_REFERENCE",
    "FOLDER_SOURCE",
    "KEYS",
    "MAX_BYTES",
    "MODEL",
    "OVERRIDES",
    "PATHS",
    "RULES",
    "UNSAID",
    "Config",
    "ConfigError",
    "ConfigFile",
    "Key",
    "Layer",
    "Settled",
    "Thresholds",
    "find",
    "from_mapping",
    "load",
    "read_file",
    "settled",
    "told",
]

CHOICES = {name: key.choices for name, key in KEYS.items() if key.choices}
"""The settings that take one of a few words, and the words."""
