"""Epithets of a table found in English: a head ("state", "city") with what follows it, or a rendering without a head.

The renderings are not written out: what follows the head is looked up word by word, and the words around it decide
whether it makes an epithet. Words are compared by a stem without number; articles are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, zip_longest
from typing import Any, Literal

from mtcheck.analysis import tables

Shape = Literal["of", "possessive", "compound", "kept", "whole"]
"""How the head stands: "State of X", "X's state", "X State", still Indonesian ("Negeri X"), or no head at all."""

_WORD = re.compile(r"1[.,]?000(?!\d)|[^\W_]+")
_GAP = re.compile(
    r"(?:\s+|\s*[-\u2010\u2011\u2013]\s*|['\u2019\u2018\u02bc`\u00b4]\s*|\s*&\s*)(?:[\"'\u201c\u2018])?(?:(?:the|an?|one)\s+)?[\"'\u201c\u2018]?"
)
_APOSTROPHES = ("'", "\u2019", "\u2018", "\u02bc", "`", "\u00b4")
_ARTICLES = frozenset({"the", "a", "an"})
_SCALES = frozenset({"thousand", "million"})
_SPELLED = {"1000": "thousand", "1,000": "thousand", "1.000": "thousand"}


@dataclass(frozen=True, slots=True)
class Epithet:
    """One entry of the table: the Indonesian epithet, what it means, and how to tell its renderings from English."""

    indonesian: str
    meaning: tuple[str, ...]
    head: str | None = None
    x: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    english: frozenset[tuple[str, ...]] = frozenset()
    unsure: frozenset[tuple[str, ...]] = frozenset()
    named: bool = False
    names: tuple[str, ...] = ()
    preview: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A class of heads: Indonesian, as a translator puts them back, and English."""

    indonesian: tuple[str, ...]
    back: tuple[str, ...]
    english: tuple[str, ...]
    plain: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    followers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its stem and its place."""

    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Core:
    """What follows a head, or a whole rendering, of an epithet; `strong` when it is enough in any case."""

    epithet: Epithet
    stems: tuple[str, ...]
    strong: bool
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A rendering of an epithet in a text: its place, the places of its head and core, and its stems."""

    core: Core
    shape: Shape
    start: int
    end: int
    head: tuple[int, int]
    body: tuple[int, int]
    form: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """The epithets of a language, with the index by the first word of a core."""

    epithets: tuple[Epithet, ...]
    heads: Mapping[str, Head]
    cores: Mapping[str, tuple[Core, ...]]


def stem(word: str) -> str:
    """Give a word in lower case without the mark of the plural."""
    word = _SPELLED.get(word, word.lower())
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("oes", "ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def words(text: str) -> tuple[Word, ...]:
    """Split a text into words without articles (and without "one" before a thousand)."""
    found = [Word(stem(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]
    return tuple(
        word
        for word, after in zip_longest(found, found[1:])
        if word.stem not in _ARTICLES and not (word.stem == "one" and after and after.stem in _SCALES)
    )


def stems(phrase: str) -> tuple[str, ...]:
    """Give the stems of a phrase, without articles."""
    return tuple(word.stem for word in words(phrase))


@cache
def book(language: str) -> Book:
    """Read the table of a language; raises ValueError, naming the entry, for a field that is unknown."""
    table = tables.load(language, "epithets")
    heads = {name: Head(**{key: tuple(value) for key, value in head.items()}) for name, head in table["heads"].items()}
    first_words = {word: name for name, head in heads.items() for word in head.indonesian}
    entries = tuple(_entry(entry, first_words) for entry in table["epithets"]["entries"])
    cores: dict[str, list[Core]] = {}
    for entry in entries:
        for core in _cores(entry):
            cores.setdefault(core.stems[0], []).append(core)
    return Book(entries, heads, {first: tuple(group) for first, group in cores.items()})


def _entry(entry: Mapping[str, Any], first_words: Mapping[str, str]) -> Epithet:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    if unknown := set(values) - set(Epithet.__dataclass_fields__) or {"head"} & set(values):
        raise ValueError(f"{entry.get('indonesian')}: unknown fields {', '.join(sorted(unknown))}")
    if isinstance(values["meaning"], str):
        values["meaning"] = (values["meaning"],)
    for key in ("english", "unsure"):
        values[key] = frozenset(map(stems, values.get(key, ())))
    head = first_words.get(values["indonesian"].split()[0].lower()) if values.get("x") else None
    return Epithet(head=head, **values)


def _cores(entry: Epithet) -> Iterator[Core]:
    """Yield what an entry is looked up by: its renderings, then the Indonesian itself where it is not among them."""
    seen = set()
    for text in entry.whole:
        yield Core(entry, stems(text), text != text.lower(), ("whole",))
    if entry.head is None:
        return
    for text in entry.x:
        key = stems(text)
        seen.add(key)
        yield Core(entry, key, text != text.lower(), ("of", "possessive", "compound", "kept"))
    own = stems(entry.indonesian)[1:]
    if own not in seen:
        # A short or single word of Indonesian may be anything in English ("mode", "Naga"); behind "Negeri" it is sure.
        sure = len(own) > 1 or len(own[0]) > 4
        yield Core(entry, own, strong=True, shapes=("of", "possessive", "compound", "kept") if sure else ("kept",))


def find(text: str, language: str) -> tuple[Match, ...]:
    """Give the renderings of epithets in a text, in order; of overlapping ones the longest."""
    known, tokens = book(language), words(text)
    found = [match for i in range(len(tokens)) for match in _at(text, tokens, i, known)]
    found.sort(key=lambda m: (m.start - m.end, not m.core.strong))
    kept: list[Match] = []
    for match in found:
        if all(match.end <= k.start or k.end <= match.start for k in kept):
            kept.append(match)
    return tuple(sorted(kept, key=lambda m: m.start))


def _at(text: str, tokens: Sequence[Word], i: int, known: Book) -> Iterator[Match]:
    for core in known.cores.get(tokens[i].stem, ()):
        end = i + len(core.stems)
        run = tokens[i:end]
        if tuple(word.stem for word in run) != core.stems or not _joined(text, run):
            continue
        if core.shapes == ("whole",):
            body = (run[0].start, run[-1].end)
            yield Match(core, "whole", *body, body, body, core.stems)
        elif core.epithet.head is not None:
            yield from _headed(text, tokens, (i, end), core, known.heads[core.epithet.head])


def _headed(text: str, tokens: Sequence[Word], run: tuple[int, int], core: Core, head: Head) -> Iterator[Match]:
    """Yield the shapes in which a head stands beside a core at tokens[run[0]:run[1]]."""
    i, end = run
    for shape in core.shapes:
        first, last, at = {
            "of": (i - 2, end, i - 2),
            "kept": (i - 1, end, i - 1),
            "possessive": (i, end + 2, end + 1),
            "compound": (i, end + 1, end),
        }[shape]
        if first < 0 or last > len(tokens) or not _joined(text, part := tokens[first:last]):
            continue
        allowed = head.indonesian if shape == "kept" else _stemmed(head.english)
        # An Indonesian head is kept in front of its X also in the English order of words ("Negara of Sakura").
        fits = tokens[at].stem in allowed or (shape == "of" and tokens[at].stem in head.indonesian)
        if shape == "of":
            fits = fits and tokens[i - 1].stem == "of"
        if shape == "possessive":
            mark = text[tokens[end].start - 1 : tokens[end].start]
            fits = fits and tokens[end].stem == "s" and mark in _APOSTROPHES
        if fits:
            place = (tokens[at].start, tokens[at].end)
            body = (tokens[i].start, tokens[end - 1].end)
            yield Match(core, shape, part[0].start, part[-1].end, place, body, tuple(w.stem for w in part))


@cache
def _stemmed(heads: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(stem, heads))


def _joined(text: str, run: Sequence[Word]) -> bool:
    """Say whether nothing but a space, hyphen, apostrophe, quotation mark or article stands between the words."""
    return all(_GAP.fullmatch(text[one.end : other.start]) for one, other in pairwise(run))


def back_pattern(epithet: Epithet, heads: Mapping[str, Head]) -> re.Pattern[str]:
    """Give the pattern by which an epithet is seen in a back-translation: any head of its class, then its X."""
    if epithet.head is None:
        return re.compile(rf"\b{re.escape(epithet.indonesian)}\b", re.IGNORECASE)
    body = re.escape(" ".join(epithet.indonesian.split()[1:]))
    return re.compile(rf"\b(?:{'|'.join(heads[epithet.head].back)})\s+{body}\b", re.IGNORECASE)
