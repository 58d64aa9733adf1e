"""Text from an article made harmless for a line, a log, XML or JSON: nothing in it steers what reads the report."""

from __future__ import annotations

import json
import re

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What acts instead of being seen: control characters, those that turn the direction of writing, halves of pairs."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (production 2, Char) holds in no form, not even as a reference."""

_LOGGED_COMMAND = "##["
"""GitHub's runner obeys a command that begins so anywhere in a line of a step's output (ActionCommand.TryParse)."""


def clean(text: str) -> str:
    """Make control characters visible, turn line breaks into spaces, and break what commands a CI system's log."""
    return _CONTROLS.sub(_visible, text).replace(_LOGGED_COMMAND, "##\u2060[")


def line(text: str) -> str:
    """Make one clean line of a text: white space folded."""
    return " ".join(clean(text).split())


def xml(text: str) -> str:
    """Replace what no XML file may hold; line breaks stay."""
    return _NOT_IN_XML.sub(_visible, text)


def dumps(value: object, *, indent: int | None = None) -> str:
    """Write JSON in which control characters, turned text and commands to a log stand escaped: the data stay the same.

    No line separator of Unicode stands in it either, so that each object of a JSONL file is one line to every reader.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    # Outside strings JSON has no control character but the line feed, and never "##[".
    escaped = _CONTROLS.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)
    return escaped.replace(_LOGGED_COMMAND, "##\\u005b")


def _visible(match: re.Match[str]) -> str:
    if match[0] in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    return chr(0x2400 + ord(match[0])) if match[0] < " " else "\ufffd"
