"""An article with the bytes of its file, so that it can be written back after every edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtcheck import readers
from mtcheck.readers import bilingual
from mtcheck.readers.edits import Edit
from mtcheck.readers.rewriting import editable, rewritten
from mtcheck.records import Document, UnusableInputError


class NotWrittenError(UnusableInputError):
    """An article of a file that mtcheck reads, but does not write."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A file's bytes and the article in them, as it was read from them."""

    data: bytes
    document: Document

    @classmethod
    def of_text(cls, document: Document) -> Manuscript:
        """Take a plain text that stands in no file."""
        return cls(document.text.encode("utf-8", "surrogatepass"), document)

    def edited(self, edits: Sequence[Edit]) -> Manuscript:
        """Give the file with edits applied, read again.

        Raises RewritingError where the edits cannot be written into the file.
        """
        data = rewritten(self.data, self.document, edits)
        return Manuscript(data, _read(data, self.document))

    def editable(self, edit: Edit) -> bool:
        """Say whether an edit can be written into the file."""
        return editable(self.document, edit)


def require_rewritable(document: Document) -> None:
    """Refuse an article of a file that is not written back: NotWrittenError says so in one line."""
    if document.origin is None and bilingual.is_bilingual(document.name):
        raise NotWrittenError(f"{document.name}: a bilingual file, which mtcheck does not write: fix it in its tool")


def _read(data: bytes, document: Document) -> Document:
    entry = readers.ArticleFiles(document.name, data=data)
    for texts in readers.read_all(entry, language=document.language):
        if texts.article.part == document.part:
            return texts.article
    raise UnusableInputError(f"{document.title}: gone from its file")
