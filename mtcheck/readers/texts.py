"""What is checked: an article, and the texts that lie beside it."""

from __future__ import annotations

from dataclasses import dataclass

from mtcheck.records import Document


@dataclass(frozen=True, slots=True)
class Texts:
    """An article with its source and its references, where there are any.

    `paired` says that paragraph i of the article renders paragraph i of the source.
    """

    article: Document
    source: Document | None = None
    references: tuple[Document, ...] = ()
    paired: bool = False
