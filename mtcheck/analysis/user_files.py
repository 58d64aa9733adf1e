"""Files that users keep beside their articles (lexicons, glossaries), read whole or refused in one line."""

from __future__ import annotations

from pathlib import Path

from mtcheck.records import UnusableInputError


def read_bytes(path: str) -> bytes:
    """Read a file; raises UnusableInputError, naming it, when it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UnusableInputError(f"{path}: cannot be read ({error.strerror})") from error


def read_text(path: str) -> str:
    """Read a file as UTF-8, line ends levelled; raises UnusableInputError, naming it, when it cannot be read so."""
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableInputError(f"{path}: not UTF-8") from error
    return text.replace("\r\n", "\n")
