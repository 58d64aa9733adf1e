"""XML from strangers: refused before it is parsed when it could do harm, and read without its inline markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from mtcheck.records import UnusableInputError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NATIVE = frozenset(("bpt", "ept", "ph", "it", "ut"))
"""Elements whose content is code of the original document (XLIFF 1.2, section 2.4; TMX 1.4b), not text."""
_LINE_BREAKS = frozenset(("lb", "x-lb", "x-html-br", "xlf:lb"))
"""What ctype, type and subType call a line break."""


class _RootReached(Exception):  # noqa: N818  # no error: what was looked for is found
    """Ends the parse at the first element."""


def root_attributes(name: str, data: bytes, expected: str) -> Mapping[str, str]:
    """Read an XML file up to its first element and give that one's attributes.

    Raises UnusableInputError for a file that is not XML, whose first element is another than the expected one, or
    whose DOCTYPE has an internal subset: that is where entities are declared that grow without bounds when they are
    expanded, or fetch other files. What the parser behind does with those depends on its version. Nothing after the
    first element is looked at, so this takes no time.
    """
    found: list[tuple[str, Mapping[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def doctype(_name: str, _system: str | None, _public: str | None, internal_subset: int) -> None:
        if internal_subset:
            raise UnusableInputError(f"{name}: refused: its DOCTYPE has declarations of its own (entities)")

    def element(tag: str, attributes: Mapping[str, str]) -> NoReturn:
        found.append((tag.rpartition(" ")[2], attributes))
        raise _RootReached

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(data, True)  # noqa: FBT003  # expat takes it by position alone
    except _RootReached:
        tag, attributes = found[0]
    except (expat.ExpatError, LookupError, ValueError) as error:  # the latter two: its encoding is unknown
        raise UnusableInputError(f"{name}: broken XML ({error})") from error
    if tag != expected:
        raise UnusableInputError(f"{name}: its first element is <{tag}>, not <{expected}>")
    return attributes


def text_of(element: Element | None) -> str:
    """Give the text of an element without inline markup: native codes go, what stands in <g>, <mrk> or <hi> stays."""
    return "" if element is None else "".join(_parts(element))


def _parts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):  # comments, processing instructions and entities have functions for tags
            if any(child.get(key) in _LINE_BREAKS for key in ("ctype", "type", "subType")):
                yield " "
            if child.tag.rpartition("}")[2] not in _NATIVE:
                yield from _parts(child)
        yield child.tail or ""
