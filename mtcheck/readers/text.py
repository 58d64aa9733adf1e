"""Plain text files: bytes to text (whatever the encoding), text to a Document."""

from __future__ import annotations

import codecs
import re
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from mtcheck.config import MAX_BYTES
from mtcheck.readers.segmentation import paragraphs
from mtcheck.records import Document, UnusableInputError

STANDARD_INPUT = "-"
_CHARSET = re.compile(
    rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*(?P<name>[\w.:-]+)|<\?xml\b[^>]*?\bencoding\s*=\s*[\"'](?P<xml>[\w.:-]+)",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 1024
"""A page says how it is encoded in so many bytes from its beginning (HTML standard, 4.2.5.4)."""


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


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text without its byte order mark, and what it takes to write it again: the codec and the mark."""

    text: str
    codec: str = "utf-8"
    mark: bytes = b""
    encoding: str = "UTF-8"

    @property
    def notes(self) -> tuple[str, ...]:
        """Say how the file was read where that is not as UTF-8."""
        return () if self.encoding == "UTF-8" else (f"read as {self.encoding}, not UTF-8",)


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Decode a file's bytes; the notes say so when they are not UTF-8.

    Raises UnusableInputError for bytes that are no text in any encoding that charset-normalizer knows.
    """
    decoded = decode_fully(data, name)
    return decoded.text, decoded.notes


def decode_fully(data: bytes, name: str) -> Decoded:
    """Decode a file's bytes, and say how; raises UnusableInputError as decode does."""
    found = _decoded(data, "utf-8", "UTF-8")
    if found and not _looks_binary(found.text):
        return found
    if not data.strip():
        return Decoded("")
    encoding = _by_mark(data) or _declared(data) or _guess(data)
    found = _decoded(data, _with_byte_order(encoding, data), encoding) if encoding else None
    if not found or not found.text or _looks_binary(found.text):
        raise UnusableInputError(f"{name}: not a text file (binary data)")
    return found


def _decoded(data: bytes, codec: str, encoding: str) -> Decoded | None:
    try:
        text = data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None
    marked = text.startswith("\ufeff")
    return Decoded(text[marked:], codec, "\ufeff".encode(codec) if marked else b"", encoding)


def _with_byte_order(encoding: str, data: bytes) -> str:
    """Name the codec of a marked encoding that leaves the mark in the text, and writes none of its own."""
    if encoding in ("utf-16", "utf-32"):
        return f"{encoding}-{'le' if data[0] == codecs.BOM_LE[0] else 'be'}"
    return encoding


def read_bytes(name: str, limit: int = MAX_BYTES) -> bytes:
    """Read a file ("-": standard input) of at most so many bytes; raises UnusableInputError, naming it, if it cannot.

    At most one byte more than the limit is read, so that a huge file or stream is refused without reading it all.
    """
    try:
        if name == STANDARD_INPUT:
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise UnusableInputError(f"{name}: no such file") from error
    except IsADirectoryError as error:
        raise UnusableInputError(f"{name}: a folder, not a file") from error
    except OSError as error:
        raise UnusableInputError(f"{name}: cannot be read ({error.strerror or error})") from error
    if len(data) > limit:
        raise UnusableInputError(f"{name}: larger than the limit of {limit / 1e6:g} MB")
    return data


def _by_mark(data: bytes) -> str | None:
    """Name the encoding that a byte order mark announces (UTF-32 before UTF-16, whose mark begins alike)."""
    marks = {codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32"}
    marks |= {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    return next((encoding for mark, encoding in marks.items() if data.startswith(mark)), None)


def _declared(data: bytes) -> str | None:
    """Name the encoding that a web page or XML says it is in, where the bytes are valid in it.

    What calls itself Latin 1 or ASCII is read as Windows-1252, as browsers do (https://encoding.spec.whatwg.org).
    """
    match = _CHARSET.search(data, 0, _DECLARED_WITHIN)
    if match is None:
        return None
    try:
        name = codecs.lookup((match["name"] or match["xml"]).decode("ascii")).name
        encoding = "windows-1252" if name in ("iso8859-1", "ascii", "cp1252") else name
        data.decode(encoding)
    except (LookupError, UnicodeError):
        return None
    return encoding


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
