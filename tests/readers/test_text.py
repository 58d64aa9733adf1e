"""Reading files: encodings, limits, and refusals in one clear line."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck import readers
from mtcheck.config import MAX_BYTES
from mtcheck.records import UnusableInputError

TEXT = "The minister said \u201cno\u201d \u2013 again. It cost \u20ac5.\n"


def _png() -> bytes:
    """A real PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\0\1\2\3")), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("encoding", "noted"),
    [("utf-8", False), ("utf-8-sig", False), ("utf-16", True), ("cp1252", True), ("utf-32", True)],
)
def test_encodings_are_read_and_said_so(tmp_path: Path, encoding: str, *, noted: bool) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(TEXT.encode(encoding))
    document = readers.read(str(file))
    assert document.text == TEXT
    assert bool(document.notes) is noted


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "white space"),
        (b"\xef\xbb\xbf", "empty"),
        (_png(), "not a text file"),
        (bytes(range(256)) * 40, "not a text file"),
        (b"a" * (MAX_BYTES + 1), "larger than the limit of 5 MB"),
    ],
    ids=["empty", "blank", "mark only", "png", "bytes", "huge"],
)
def test_unusable_files_are_refused_in_one_line(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(content)
    with pytest.raises(UnusableInputError, match=reason) as caught:
        readers.read(str(file))
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="no such file"):
        readers.read(str(tmp_path / "missing.txt"))
    with pytest.raises(UnusableInputError, match="folder"):
        readers.read(str(tmp_path))


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert readers.read("-").text == TEXT


@given(st.text())
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    from mtcheck.readers.text import decode

    data = text.removeprefix("\ufeff").encode()
    try:
        decoded, notes = decode(data, "x")
    except UnusableInputError:
        return
    if not notes:
        assert decoded == text.removeprefix("\ufeff")


@pytest.mark.parametrize("end", [".doc", ".odt", ".pdf", ".rtf"])
def test_documents_of_other_programs_are_to_be_saved_anew(tmp_path: Path, end: str) -> None:
    file = tmp_path / f"article{end}"
    file.write_text("{\\rtf1 An article.}")
    with pytest.raises(UnusableInputError, match=rf"{end} files are not read: save it as \.docx or \.txt$"):
        readers.read(str(file))
