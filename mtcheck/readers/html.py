"""HTML pages: what their readers see, captions, buttons, notices and tooltips included."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from mtcheck.readers.markup.article import article
from mtcheck.readers.markup.tokens import of_html
from mtcheck.readers.markup.walk import walk
from mtcheck.records import Document, UnusableInputError

_OTHER_XML = re.compile(
    r"\s*(?:<\?xml\b[^>]*>\s*)(?:<!--.*?-->\s*|<!DOCTYPE\s[^>\[]*>\s*)*<(?!/?html\b|!)(?P<root>[\w:.-]+)", re.DOTALL
)


def read(name: str, text: str, *, language: str = "en", notes: Sequence[str] = ()) -> Document:
    """Read the text of an HTML file as an article; `notes` say how it was decoded.

    The article's text is what a reader of the page sees, block by block: no script, nothing hidden, and of the head
    the title and the description (which search engines show), where the page does not say the same. Raises
    UnusableInputError for a page on which there is nothing to read, and for XML that is no page.
    """
    if other := _OTHER_XML.match(text):
        raise UnusableInputError(f"{name}: XML (<{other['root']}>), not an HTML page")
    return article(name, text, walk(of_html(text), language=language), language=language, notes=notes)


def escape(text: str, *, attribute: bool = False) -> str:
    """Give what a text must look like in an HTML file, in the running text or in the value of an attribute."""
    return html.escape(text, quote=attribute)
