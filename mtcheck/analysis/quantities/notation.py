"""How a language writes quantities: its table, cut into words and ready to be looked up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from mtcheck.analysis import tables

Value = TypeVar("Value")

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|[^\w\s]|_")

_SHORT = 2
"""The letters of a magnitude that is only an abbreviation."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, figure or mark of a line, [start, end); `glued` says that no space stands before it."""

    text: str
    lower: str
    start: int
    end: int
    glued: bool

    @property
    def is_figure(self) -> bool:
        """Say whether it is written in digits."""
        return self.text[0].isdecimal()

    @property
    def is_word(self) -> bool:
        """Say whether it has letters."""
        return self.text[0].isalpha()


def words(line: str) -> tuple[Word, ...]:
    """Cut a line into words, figures and marks."""
    found: list[Word] = []
    for match in _TOKEN.finditer(line):
        glued = bool(found) and found[-1].end == match.start()
        found.append(Word(match[0], match[0].lower().replace("’", "'"), match.start(), match.end(), glued))
    return tuple(found)


class Phrases(Generic[Value]):
    """Phrases and what they stand for; the longest that begins at a word is found."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = defaultdict(list)
        for phrase, value in entries:
            pieces = tuple(word.lower for word in words(phrase))
            self._by_first[pieces[0]].append((pieces, value))
        for found in self._by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def at(self, line: Sequence[Word], place: int) -> tuple[int, Value] | None:
        """Give the place behind the phrase that begins at a word, and its value."""
        if place >= len(line):
            return None
        for pieces, value in self._by_first.get(line[place].lower, ()):
            end = place + len(pieces)
            if tuple(word.lower for word in line[place:end]) == pieces:
                return end, value
        return None


@dataclass(frozen=True)
class Notation:
    """The notation of one language, from data/<language>/quantities.toml (English: common) and formats.toml."""

    table: Mapping[str, Any]
    formats: Mapping[str, Any]
    english: bool
    foreign: Mapping[str, float]

    @cached_property
    def decimal(self) -> str:
        """What separates decimals."""
        return str(self.table["decimal"])

    @cached_property
    def number_words(self) -> Mapping[str, int]:
        """Number words that are added up."""
        return {word: int(value) for word, value in self.table["words"].items()}

    @cached_property
    def magnitudes(self) -> Mapping[str, int]:
        """What multiplies the number before it; letters alone ("m") only follow a figure."""
        found = {**self.foreign, **self.table["magnitudes"], **self.table["magnitude_forms"]}
        return {word: int(value) for word, value in found.items()}

    @cached_property
    def money_letters(self) -> Mapping[str, int]:
        """Letters that stand for a magnitude behind an amount of money."""
        return {letter: int(value) for letter, value in self.grammar["money_letters"].items()}

    @cached_property
    def grammar(self) -> Mapping[str, Any]:
        """How the words are put together."""
        found: Mapping[str, Any] = self.table["number_grammar"]
        return found

    @cached_property
    def halves(self) -> Phrases[Fraction]:
        """What adds a half to the number before it."""
        return Phrases((phrase, Fraction(1, 2)) for phrase in self.grammar["half"])

    @cached_property
    def ordinals(self) -> Mapping[str, int]:
        """Ordinals that are words of their own."""
        return {word: int(value) for word, value in self.table["ordinals"].items()}

    @cached_property
    def sets(self) -> Phrases[Fraction]:
        """Words that hold a number."""
        return Phrases((phrase, Fraction(value)) for phrase, value in self.table["sets"].items())

    @cached_property
    def spans(self) -> Phrases[tuple[Fraction, str]]:
        """Words that hold a number and its unit."""
        return Phrases((phrase, (Fraction(n), unit)) for phrase, (n, unit) in self.table["spans"].items())

    @cached_property
    def fractions(self) -> Phrases[Fraction]:
        """Words for parts of a whole; hyphens in them may be absent."""
        entries = [(phrase, Fraction(*parts)) for phrase, parts in self.table["fractions"].items()]
        return Phrases(entries + [(p.replace(" ", "-"), value) for p, value in entries if " " in p])

    @cached_property
    def vague(self) -> Phrases[int]:
        """Vague numbers by their power of ten."""
        return Phrases((phrase, int(value)) for phrase, value in self.table["vague"].items())

    @cached_property
    def vague_joints(self) -> Phrases[None]:
        """What may stand between a vague number and its magnitude."""
        return Phrases((phrase, None) for phrase in self.table["vague_grammar"]["of"])

    @cached_property
    def currencies(self) -> Phrases[str]:
        """Currencies by their one name."""
        return _inverted(self.table["currencies"])

    @cached_property
    def shares(self) -> Phrases[str]:
        """Words for hundredths."""
        return _inverted(self.table["shares"])

    @cached_property
    def units(self) -> Phrases[str]:
        """Units of measure by their one name."""
        return _inverted(self.table["units"])

    @cached_property
    def qualifiers(self) -> Phrases[str]:
        """What is said of the exactness of the number behind it."""
        return _inverted(self.table["qualifiers"])

    @cached_property
    def qualifiers_behind(self) -> Phrases[str]:
        """What is said of the exactness of the number before it."""
        return _inverted(self.table["qualifiers_behind"])

    @cached_property
    def labels(self) -> Phrases[None]:
        """What makes the number behind it a name."""
        return Phrases((phrase, None) for phrase in self.table["labels"]["words"])

    @cached_property
    def sayings(self) -> Phrases[None]:
        """Set phrases with a number in them that counts nothing."""
        return Phrases((phrase, None) for phrase in self.table["sayings"]["phrases"])

    @cached_property
    def clock(self) -> Mapping[str, Phrases[Any]]:
        """What makes a figure a time of day."""
        clock = self.table["clock"]
        found: dict[str, Phrases[Any]] = {k: Phrases((p, k) for p in clock[k]) for k in ("lead", "am", "pm", "either")}
        found["zones"] = Phrases((phrase, phrase) for phrase in clock["zones"])
        found["names"] = Phrases(clock["names"].items())
        return found

    @cached_property
    def weekdays(self) -> Mapping[str, int]:
        """Weekdays by their names, Monday = 0."""
        names = self.formats["weekdays"]
        return {name: i for i, name in enumerate(names)} if self.english else dict(names)

    @cached_property
    def months(self) -> Mapping[str, int]:
        """Months by their names and short forms, January = 1; those that are spelled alike in both languages too."""
        english = tables.load("common", "formats")
        full = {name: i for i, name in enumerate(english["months"], 1)}
        short = {name.rstrip("."): i for i, name in enumerate(english["months_before_day"], 1)}
        found = full | short | {name[:3]: i for name, i in full.items()} | {"Sept": 9}
        if self.english:
            return found
        own = dict(self.formats["months"])
        return full | own | {name[:3]: i for name, i in own.items()}


@cache
def of(language: str, beside: str = "") -> Notation:
    """Give the notation of a language ("en" for the article's), which may hold magnitudes of the language beside it."""
    folder = "common" if language == "en" else language
    foreign = tables.load(beside, "quantities")["magnitudes"] if beside else {}
    long = {word: size for word, size in foreign.items() if len(word) > _SHORT}
    return Notation(tables.load(folder, "quantities"), tables.load(folder, "formats"), language == "en", long)


def _inverted(table: Mapping[str, Sequence[str]]) -> Phrases[str]:
    return Phrases(_entries(table))


def _entries(table: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for name, phrases in table.items():
        for phrase in phrases:
            yield phrase, name
