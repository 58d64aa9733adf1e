"""The way back: edits of an article's text, written into the file that it was read from.

Everything but the stretches that change stays as it is, byte by byte: the encoding and its mark, the line endings, the
markup. Only what is sure is written: the new file is read again, and must give the text with the edits applied.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mtcheck.readers import bilingual, formats
from mtcheck.readers.edits import Edit, applied, deletion, in_order, trimmed
from mtcheck.readers.text import Decoded, decode_fully
from mtcheck.readers.writing import write
from mtcheck.records import Document, MtcheckError, Origin, Span, UnusableInputError

__all__ = [
    "Edit",
    "RewritingError",
    "applied",
    "deletion",
    "editable",
    "in_file",
    "rewritten",
    "rewritten_all",
    "write",
]

_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What a paragraph of Word does not hold: controls, line breaks, and what is no character."""


class RewritingError(MtcheckError):
    """Edits that cannot be written into the file: nothing is changed."""


def editable(document: Document, edit: Edit) -> bool:
    """Say whether an edit can be written into the file: in one paragraph there, and without markup in between.

    Not so in bilingual files, whose units other tools keep.
    """
    if edit.end > len(document.text):
        return False
    if formats.ending(document.name) == formats.DOCX:
        return _is_within_a_line(document, edit)
    return in_file(document, edit) is not None


def rewritten(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes:
    """Give a file's bytes with edits of its article applied.

    Raises RewritingError where an edit is not editable, where the file's encoding has no such character, and where the
    file is another than the one that was read; ValueError where two edits overlap.
    """
    return rewritten_all(data, [(document, edits)])


def rewritten_all(data: bytes, changes: Sequence[tuple[Document, Sequence[Edit]]]) -> bytes:
    """Do as rewritten does for several articles of one file."""
    changes = [(document, in_order(edits)) for document, edits in changes if edits]
    if not changes:
        return data
    for document, edits in changes:
        _require_editable(document, edits)
    name = changes[0][0].name
    if formats.ending(name) == formats.DOCX:
        from mtcheck.readers import docx

        new = docx.rewritten(name, data, [edit for _, edits in changes for edit in edits])
    else:
        new = _spliced(name, data, changes)
    _require_read_again(name, new, changes)
    return new


def _require_editable(document: Document, edits: Sequence[Edit]) -> None:
    for edit in edits:
        if not editable(document, edit):
            line, column = document.line_column(edit.start)
            raise RewritingError(f"{document.title}:{line}:{column}: cannot be written there: markup lies in between")


def _is_within_a_line(document: Document, edit: Edit) -> bool:
    """Say whether an edit stands in one line of one paragraph, and holds nothing that a file of XML cannot."""
    place = bisect_right(document.paragraphs, edit.start, key=lambda paragraph: paragraph.start) - 1
    inside = place >= 0 and edit.end <= document.paragraphs[place].end
    return inside and "\n" not in document.text[edit.start : edit.end] and not _NO_TEXT.search(edit.text)


def _spliced(name: str, data: bytes, changes: Sequence[tuple[Document, Sequence[Edit]]]) -> bytes:
    """Put the edits into the text of a file, in its encoding and with its line endings."""
    document = changes[0][0]
    decoded = decode_fully(data, name)
    text = document.origin.text if document.origin else document.text
    if decoded.text != text or decoded.mark + _encoded(name, text, decoded) != data:
        raise RewritingError(f"{name}: not the file that was read, or one that cannot be written as it was read")
    placed = [
        Edit(place.start, place.end, _in_format(name, place.text, decoded))
        for document, edits in changes
        for edit in edits
        if (place := in_file(document, edit)) is not None
    ]
    return decoded.mark + _encoded(name, applied(text, placed), decoded)


def in_file(document: Document, edit: Edit) -> Edit | None:
    """Give an edit its place in the file's text; None where it has none, or where markup lies in between.

    Its text is not escaped as the format of the file asks.
    """
    if document.origin is None:
        return None if bilingual.is_bilingual(document.name) else edit
    edit = trimmed(document.text, edit)
    place = _between(document.origin, edit.start) if edit.start == edit.end else _gapless(document.origin, edit.span)
    return None if place is None else Edit(place.start, place.end, edit.text)


def _between(origin: Origin, offset: int) -> Span | None:
    """Give the place in the file between two characters: behind the first, where both stand in the file."""
    for touched in (Span(max(offset - 1, 0), offset), Span(offset, offset + 1)):
        if place := _gapless(origin, touched):
            at = place.end if touched.end == offset else place.start
            return Span(at, at)
    return None


def _gapless(origin: Origin, span: Span) -> Span | None:
    """Give the stretch of the file that holds a stretch of the article and nothing besides."""
    runs = origin.runs_of(span)
    if not runs or runs[0].start > span.start or runs[-1].end < span.end:
        return None
    if any(one.end != other.start or one.file_end != other.file_start for one, other in pairwise(runs)):
        return None
    cut = (run for run in runs if run.start < span.start or run.end > span.end)
    return None if any(not run.verbatim for run in cut) else origin.span(span)


def _in_format(name: str, text: str, decoded: Decoded) -> str:
    """Write a text as a file's format does: escaped, and with the line endings that the file has most."""
    if formats.ending(name) == ".jsonl":
        from mtcheck.readers import articles_jsonl

        return articles_jsonl.escape(text, ascii_only=decoded.text.isascii() or not _holds(decoded, text))
    if decoded.text.count("\r\n") * 2 > decoded.text.count("\n"):
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    if not (markup := formats.markup_of(name)):
        return text
    return markup.escape(text).encode(decoded.codec, "xmlcharrefreplace").decode(decoded.codec)


def _holds(decoded: Decoded, text: str) -> bool:
    try:
        text.encode(decoded.codec)
    except UnicodeEncodeError:
        return False
    return True


def _encoded(name: str, text: str, decoded: Decoded) -> bytes:
    try:
        return text.encode(decoded.codec)
    except UnicodeEncodeError as error:
        character = text[error.start]
        raise RewritingError(
            f"{name}: {decoded.encoding}, in which the file is written, has no {character!r} (U+{ord(character):04X})"
        ) from error


def _require_read_again(name: str, data: bytes, changes: Sequence[tuple[Document, Sequence[Edit]]]) -> None:
    """Refuse a file that, read again, does not hold the articles with their edits (white space may differ)."""
    try:
        found = {document.part: document for document in _documents(name, data, changes[0][0].language)}
    except UnusableInputError as error:
        raise RewritingError(f"{name}: cannot be read any more with these edits ({error})") from error
    for document, edits in changes:
        wanted = applied(document.text, edits)
        if document.part not in found or found[document.part].text.split() != wanted.split():
            raise RewritingError(f"{document.title}: read again, the file would not hold the text with these edits")


def _documents(name: str, data: bytes, language: str) -> Iterator[Document]:
    if formats.ending(name) == ".jsonl":
        from mtcheck.readers import articles_jsonl

        text, notes = decode_fully(data, name).text, ()
        yield from (texts.article for texts in articles_jsonl.read(name, text, language=language, notes=notes))
    else:
        yield formats.from_bytes(name, data, language=language)
