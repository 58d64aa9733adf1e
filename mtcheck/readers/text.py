"""Plain text files: bytes to text (whatever the encoding), text to a Document."""

from __future__ import annotations

import codecs
import sys
import unicodedata
from pathlib import Path

from mtcheck.config import MAX_BYTES
from mtcheck.readers.segmentation import paragraphs
from mtcheck.records import Document, UnusableInputError

STANDARD_INPUT = "-"


def read(name: str, *, language: str = "en") -> Document:
    """Read a file ("-": standard input) as a Document in a language (ISO 639-1 code).

    Raises UnusableInputError for a file that is missing, unreadable, empty, binary or larger than MAX_BYTES.
    """
    text, notes = decode(read_bytes(name), name)
    return from_text(text, name=name, language=language, notes=notes)


def from_text(text: str, *, name: str = "text", language: str = "en", notes: tuple[str, ...] = ()) -> Document:
    """Make a Document of a text; raises UnusableInputError when it is empty or only white space."""
    if not text.strip():
        raise UnusableInputError(f"{name}: the text is empty" if not text else f"{name}: only white space, no text")
    if len(text) > MAX_BYTES:
        raise UnusableInputError(f"{name}: larger than the limit of {MAX_BYTES / 1e6:g} MB")
    return Document(text, paragraphs(text), name=name, language=language, notes=notes)


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Decode a file's bytes; the notes say so when they are not UTF-8.

    Raises UnusableInputError for bytes that are no text in any encoding that charset-normalizer knows.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if text and not _looks_binary(text):
        return text, ()
    if not data.strip():
        return "", ()
    encoding = _by_mark(data) or _guess(data)
    try:
        text = data.decode(encoding) if encoding else ""
    except (UnicodeDecodeError, LookupError):
        text = ""
    if not text or _looks_binary(text):
        raise UnusableInputError(f"{name}: not a text file (binary data)")
    return text.removeprefix("\ufeff"), (f"read as {encoding}, not UTF-8",)


def read_bytes(name: str) -> bytes:
    """Read a file ("-": standard input) of at most MAX_BYTES; raises UnusableInputError, naming it, where it cannot.

    At most one byte more than the limit is read, so that a huge file or stream is refused without reading it all.
    """
    try:
        if name == STANDARD_INPUT:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UnusableInputError(f"{name}: no such file") from error
    except IsADirectoryError as error:
        raise UnusableInputError(f"{name}: a folder, not a file") from error
    except OSError as error:
        raise UnusableInputError(f"{name}: cannot be read ({error.strerror or error})") from error
    if len(data) > MAX_BYTES:
        raise UnusableInputError(f"{name}: larger than the limit of {MAX_BYTES / 1e6:g} MB")
    return data


def _by_mark(data: bytes) -> str | None:
    """Name the encoding that a byte order mark announces (UTF-32 before UTF-16, whose mark begins alike)."""
    marks = {codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32"}
    marks |= {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    return next((encoding for mark, encoding in marks.items() if data.startswith(mark)), None)


def _guess(data: bytes) -> str | None:
    """Name the likeliest encoding of bytes without a mark: Windows-1252 where it makes sense, else the best guess."""
    from charset_normalizer import from_bytes

    if not data.count(0):
        western = from_bytes(data, cp_isolation=["cp1252"]).best()
        if western is not None:
            return "windows-1252"
    best = from_bytes(data).best()
    return best.encoding if best else None


def _looks_binary(text: str) -> bool:
    """Say whether more than one in a hundred characters is a control character that no text holds."""
    strange = sum(1 for c in text if unicodedata.category(c) in ("Cc", "Cn") and c not in "\t\n\r\v\f\x1b\x85")
    return strange * 100 > len(text)
