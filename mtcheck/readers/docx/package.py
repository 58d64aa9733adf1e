"""A DOCX file as what it is, a ZIP archive of XML parts: opened without harm, and written with some parts changed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtcheck.records import UnusableInputError

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MAX_PART = 20_000_000
"""The largest part of XML that is read, unpacked: the text of a long book."""
MAX_UNPACKED = 200_000_000
"""The most that all parts may hold, unpacked: photographs, for the most part."""
MAX_PARTS = 5_000
_CHUNK = 1 << 16
_COMPOUND = b"\xd0\xcf\x11\xe0"
"""How the files of old Word begin, and those that Word has protected with a password ([MS-CFB] 2.2)."""
_XML_ENDS = (".xml", ".rels")


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a DOCX file by their names, and what python-docx makes of it."""

    name: str
    parts: Mapping[str, bytes]
    word: WordDocument

    @property
    def main(self) -> str:
        """The name of the part that holds the body."""
        return str(self.word.part.partname).lstrip("/")

    def related(self, kind: str) -> str | None:
        """Give the name of the part that is the main part's "footnotes" or the like; None where it has none."""
        relations = self.word.part.rels.values()
        found = (r for r in relations if r.reltype.rpartition("/")[2] == kind and not r.is_external)
        return next((str(relation.target_part.partname).lstrip("/") for relation in found), None)

    def root(self, part: str) -> Any:
        """Parse a part, with its white space as it is."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            return etree.fromstring(self.parts[part], parser)
        except (etree.XMLSyntaxError, KeyError) as error:
            raise UnusableInputError(f"{self.name}: not a DOCX file: {part} is broken XML") from error


def opened(name: str, data: bytes) -> Package:
    """Open a DOCX file; raises UnusableInputError for what is none, or could do harm."""
    if data.startswith(_COMPOUND):
        raise UnusableInputError(f"{name}: an old .doc file, or one with a password: save it as .docx without")
    if not data.strip():
        raise UnusableInputError(f"{name}: the file is empty")
    parts = _parts(name, data)
    for part, content in parts.items():
        if part.endswith(_XML_ENDS):
            _require_harmless(name, part, content)
    return Package(name, parts, _word(name, parts))


def repacked(data: bytes, package: Package, changed: Mapping[str, bytes]) -> bytes:
    """Give a file's bytes with some parts changed; all others keep their content, their order and their dates."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        new.comment = old.comment
        for info in old.infolist():
            content = changed.get(info.filename, package.parts[info.filename])
            new.writestr(info, content, compress_type=info.compress_type)
    return made.getvalue()


def _parts(name: str, data: bytes) -> dict[str, bytes]:
    """Unpack a file, but never more than the limits: what the archive says of its sizes is not believed."""
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_PARTS or len({entry.filename for entry in entries}) < len(entries):
                raise UnusableInputError(f"{name}: not a DOCX file: too many parts, or two of one name")
            for entry in entries:
                most = min(MAX_PART, left) if entry.filename.endswith(_XML_ENDS) else left
                parts[entry.filename] = _unpacked(name, archive, entry, most)
                left -= len(parts[entry.filename])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise UnusableInputError(f"{name}: not a DOCX file, or a damaged one ({error})") from error
    except (NotImplementedError, RuntimeError) as error:  # an unknown compression; a password
        raise UnusableInputError(f"{name}: not a DOCX file that can be unpacked ({error})") from error
    return parts


def _unpacked(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    content = bytearray()
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):  # in pieces: read() alone would unpack a bomb whole
            content += chunk
            if len(content) > most:
                raise UnusableInputError(f"{name}: refused: it unpacks to more than a document holds (a ZIP bomb?)")
    return bytes(content)


def _require_harmless(name: str, part: str, content: bytes) -> None:
    """Refuse declarations of a document type, which these files must not hold (ECMA-376 Part 2, 8.1.4)."""
    if b"<!DOCTYPE" in content.replace(b"\0", b""):  # in UTF-16 too
        raise UnusableInputError(f"{name}: refused: {part} declares a document type (entities)")


def _word(name: str, parts: Mapping[str, bytes]) -> WordDocument:
    """Open the unpacked parts with python-docx, which reads each of them whole."""
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    try:
        return docx.Document(plain)
    except (LxmlError, PythonDocxError, OpcError, KeyError, ValueError, AttributeError, TypeError) as error:
        raise UnusableInputError(f"{name}: not a DOCX file that can be read") from error
