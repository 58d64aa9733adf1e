"""What is checked: an article, and the texts that lie beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mtcheck.records import Document


@dataclass(frozen=True, slots=True)
class Texts:
    """An article with its source and its references, where there are any.

    `paired` says that paragraph i of the article renders paragraph i of the source; `published` is the day on which
    the article appeared, where its file says so.
    """

    article: Document
    source: Document | None = None
    references: tuple[Document, ...] = ()
    paired: bool = False
    published: date | None = None
