"""Where the values of attributes stand in a tag, and what they say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping

READ = frozenset({"alt", "title", "placeholder", "value", "content", "label"})
"""The attributes whose values somebody reads (`content`: of the description in the head)."""
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>[^\s/>][^\s/>=]*)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>"'][^\s>]*)))?"""
)
_NAME = re.compile(r"<[^\s/>]*")
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")

Piece = tuple[str, int, int]
"""Characters that are seen, and the stretch of the file that says them."""


def places(text: str, start: int, end: int, values: Mapping[str, str]) -> dict[str, tuple[Piece, ...]]:
    """Give the pieces of the values of a tag's attributes that somebody reads; the tag is text[start:end].

    `values` are the values as the tokenizer reads them: a value that is not understood as it does is one piece.
    """
    found: dict[str, tuple[Piece, ...]] = {}
    for name, begin, stop in _stretches(text, start, end):
        if name in READ and name not in found and values.get(name):
            found[name] = _checked(pieces(text, begin, stop), values[name], begin, stop)
    return found


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """Yield the pieces of a stretch of a file: what stands there as it is, and references."""
    place = start
    for match in _REFERENCE.finditer(text, start, end):
        if (shown := html.unescape(match[0])) != match[0]:
            if place < match.start():
                yield text[place : match.start()], place, match.start()
            yield shown, *match.span()
            place = match.end()
    if place < end:
        yield text[place:end], place, end


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield the name and the place of the value of each attribute that has one."""
    opening = _NAME.match(text, start, end)
    place = opening.end() if opening else start
    while (match := _ATTRIBUTE.match(text, place, end)) is not None and match.end() > place:
        place = match.end()
        group = next((g for g in ("double", "single", "bare") if match[g] is not None), None)
        if group:
            yield match["name"].lower(), *match.span(group)


def _checked(found: Iterable[Piece], value: str, start: int, end: int) -> tuple[Piece, ...]:
    told = tuple(found)
    said = "".join(piece for piece, _, _ in told).replace("\r\n", "\n").replace("\r", "\n")
    return told if said == value else ((value, start, end - (end - start == len(value))),)
