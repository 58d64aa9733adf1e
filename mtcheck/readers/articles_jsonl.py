"""JSON Lines of articles: an object with "text" in each line, perhaps with a title, a source and references."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from mtcheck.readers.bilingual.jsonl import parsed
from mtcheck.readers.segmentation import blocks_of, of_blocks
from mtcheck.readers.text import from_text
from mtcheck.readers.texts import Texts
from mtcheck.records import Document, Origin, Run, Span, UnusableInputError

_TITLES = ("title", "headline")
_REFERENCES = ("reference", "references")
_BETWEEN = "\n\n"
_BLANK = re.compile(r"[ \t\r]*")
_PIECE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+")
"""What a JSON string is made of (RFC 8259, section 7): a pair of surrogates, an escape, or characters as they are."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that holds an article: its place in words, its number, its stretch of the file, and its object."""

    place: str
    number: int
    span: Span
    value: Mapping[str, Any]


def holds_articles(text: str) -> bool:
    """Say whether a file holds articles rather than the units of a bilingual file, by its first object."""
    try:
        value = json.loads(text.lstrip().partition("\n")[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "text" in value and "target" not in value


def read(
    name: str, text: str, *, language: str = "en", source_language: str = "id", notes: tuple[str, ...] = ()
) -> tuple[Texts, ...]:
    """Make the texts of each article of a file.

    `Document.part` is the article's "id", or its line where it has none of its own; "title" or "headline" is its first
    paragraph. Raises UnusableInputError, naming the line, for one that is no such object.
    """
    lines = list(_lines(name, text))
    ids = [_identity(line) for line in lines]
    counts = Counter(ids)
    made = []
    for line, identity in zip(lines, ids, strict=True):
        part = identity if identity and counts[identity] == 1 else f"line {line.number}"
        article = replace(_document(text, line), name=name, part=part, language=language, notes=notes)
        source = _string(line, "source")
        references = (from_text(r, name=article.title, language=language) for r in _references(line))
        made.append(
            Texts(
                article,
                from_text(source, name=article.title, language=source_language) if source else None,
                tuple(references),
                published=_published(line),
            )
        )
    return tuple(made)


def escape(text: str, *, ascii_only: bool) -> str:
    """Write a text as it stands in a JSON string; with `ascii_only`, what is not ASCII as escapes."""
    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]


def _lines(name: str, text: str) -> Iterator[_Line]:
    """Yield the lines that are not blank; each must hold an article."""
    start = 0
    for number, raw in enumerate(text.split("\n"), 1):
        if raw.strip():
            place = f"{name}: line {number}"
            value = parsed(place, raw.rstrip("\r"))
            if "text" not in value:
                raise UnusableInputError(f"{place}: no 'text' in the object, where other lines hold articles")
            yield _Line(place, number, Span(start, start + len(raw)), value)
        start += len(raw) + 1


def _identity(line: _Line) -> str:
    identity = line.value.get("id")
    if not isinstance(identity, str | int | None):
        raise UnusableInputError(f"{line.place}: 'id' is neither text nor a number")
    return "" if identity is None else " ".join(str(identity).split())


def _string(line: _Line, key: str) -> str:
    """Give what an object says under a key, "" for nothing; raises UnusableInputError where that is no text."""
    value = line.value.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnusableInputError(f"{line.place}: {key!r} is not text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise UnusableInputError(f"{line.place}: not valid Unicode (half a surrogate pair)") from error
    return value if value.strip() else ""


def _references(line: _Line) -> Iterator[str]:
    """Yield the references of an article: one text, or a list of texts."""
    for key in _REFERENCES:
        value = line.value.get(key)
        if isinstance(value, list):
            yield from (_string(replace(line, value={key: text}), key) for text in value if text)
        elif text := _string(line, key):
            yield text


def _published(line: _Line) -> date | None:
    """Give the day on which an article appeared; a time behind the day is left out."""
    if not (said := _string(line, "published")):
        return None
    try:
        return date.fromisoformat(said.strip()[:10])
    except ValueError as error:
        raise UnusableInputError(f"{line.place}: 'published' is a day such as 2024-06-24, not {said[:30]!r}") from error


def _document(file: str, line: _Line) -> Document:
    """Make the article of a line: the title in front, and each character with its place in the file."""
    text = _string(line, "text")
    if not text:
        raise UnusableInputError(f"{line.place}: the text is empty")
    places = _places(file, line.span)
    key = next((key for key in _TITLES if _string(line, key)), "")
    title = _string(line, key) if key else ""
    front = len(title) + len(_BETWEEN) if title else 0
    headlines = blocks_of(title)
    blocks = [*headlines, *(Span(front + block.start, front + block.end) for block in blocks_of(text))]
    runs = chain(_runs(file, places[key], 0) if title else (), _runs(file, places["text"], front))
    whole = f"{title}{_BETWEEN}{text}" if title else text
    return Document(
        whole,
        of_blocks(whole, blocks, range(len(headlines)) if title else None),
        origin=Origin(file, tuple(runs)),
    )


def _places(file: str, line: Span) -> dict[str, Span]:
    """Say between which quotation marks the strings of a line's object stand; of equal keys the last one counts."""
    decoder, found = json.JSONDecoder(), {}
    place = _over(file, file.index("{", line.start) + 1)
    while file[place] != "}":
        key, place = decoder.raw_decode(file, place)
        start = _over(file, _over(file, place) + 1)  # behind the colon
        value, end = decoder.raw_decode(file, start)
        if isinstance(value, str):
            found[key] = Span(start + 1, end - 1)
        place = _over(file, end)
        place = _over(file, place + 1) if file[place] == "," else place
    return found


def _over(file: str, place: int) -> int:
    match = _BLANK.match(file, place)
    return match.end() if match else place


def _runs(file: str, place: Span, start: int) -> Iterator[Run]:
    """Yield the runs of a JSON string: stretches as they are, and each escape on its own."""
    for match in _PIECE.finditer(file, place.start, place.end):
        length = 1 if match[0].startswith("\\") else len(match[0])
        yield Run(start, start + length, *match.span())
        start += length
