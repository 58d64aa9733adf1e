"""The elements that are open at a place of a page, opened and closed as a browser does (HTML standard, 13.2.6).

Only what a reader can tell is done: where text ends, and what is hidden. Each step takes a time that does not grow
with the depth, for a page may be nothing but start tags.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from mtcheck.readers.markup.elements import (
    BLOCKS,
    CLOSED_BY,
    CLOSES_PARAGRAPH,
    HEADINGS,
    LET,
    LISTS,
    SCOPES,
    TABLE_PARTS,
)

_SHOWN = 12
"""So many elements, at most, are named in a path."""


@dataclass(slots=True)
class Element:
    """An open element and what it makes of its text: `kind` in words, seen or hidden, checked or not.

    `lets` names the elements that are seen in it although it, or they, are hidden.
    """

    name: str
    kind: str = "paragraph"
    visible: bool = True
    unchecked: bool = False
    navigation: bool = False
    preformatted: bool = False
    lets: frozenset[str] = LET[""]
    closed: bool = False


class OpenElements:
    """The open elements, the outermost first."""

    def __init__(self) -> None:
        self._stack: list[Element] = [Element("")]
        self._places: dict[str, list[int]] = defaultdict(list)
        self._scopes = [0]
        self._lists = [0]
        self._blocks = [0]

    @property
    def innermost(self) -> Element:
        """Give the element that a text at this place belongs to."""
        return self._stack[-1]

    def count(self, name: str) -> int:
        """Say how many elements of a name are open."""
        return len(self._places[name])

    def path(self) -> str:
        """Name the open blocks, from the outermost to the innermost; of many, the first and the last."""
        outer = [element.name for element in self._stack[1:2] if element.name in BLOCKS]
        near = [element.name for element in self._stack[max(2, len(self._stack) - _SHOWN) :] if element.name in BLOCKS]
        between = ["..."] if len(self._stack) > _SHOWN + 2 else []
        return " > ".join((*outer, *between, *near))

    def open(self, element: Element) -> None:
        """Open an element."""
        place = len(self._stack)
        self._stack.append(element)
        self._places[element.name].append(place)
        if element.name in SCOPES:
            self._scopes.append(place)
        if element.name in LISTS:
            self._lists.append(place)
        if element.name in BLOCKS:
            self._blocks.append(place)

    def make_way(self, name: str) -> None:
        """Close what the start tag of an element closes: a paragraph, an item of the same list, a cell."""
        if name in CLOSES_PARAGRAPH and self._last("p") > self._scopes[-1]:
            self._close_down_to(self._last("p"))
        if name not in CLOSED_BY:
            return
        limit = self._last("table") if name in TABLE_PARTS else self._lists[-1] - (name == "button")
        places = [place for other in CLOSED_BY[name] if (place := self._last(other)) > limit]
        if places and (name not in HEADINGS or self.innermost.name in HEADINGS):
            self._close_down_to(min(places))

    def close(self, name: str) -> None:
        """Do what an end tag does: close the innermost element of the name, and what is open in it."""
        place = self._last(name)
        limit = self._last("table") if name in TABLE_PARTS else 0 if name in SCOPES else self._scopes[-1]
        if place < max(limit, 1):
            return
        if name in BLOCKS or self._blocks[-1] < place:
            self._close_down_to(place)
        else:
            # `<b><p>one</b> two</p>`: the paragraph goes on, only the words behind are no longer bold.
            self._stack[place].closed = True
            self._places[name].pop()

    def _last(self, name: str) -> int:
        places = self._places[name]
        return places[-1] if places else -1

    def _close_down_to(self, place: int) -> None:
        while len(self._stack) > place or self._stack[-1].closed:
            element = self._stack.pop()
            if not element.closed:
                self._places[element.name].pop()
            for limits in (self._scopes, self._lists, self._blocks):
                if limits[-1] == len(self._stack):
                    limits.pop()
