"""The words of a line in the source language: where they stand, what hangs on them, and what their stems may be.

What a language hangs on its words, ties with hyphens and derives with affixes stands in data/<language>/words.toml.
Nothing here knows a meaning: which of the possible stems is the right one, a table of
translations decides (word_translations.py), for a stem is of use only where it means the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from mtcheck.analysis import tables
from mtcheck.analysis.vocabulary import zipf

_KNOWN = 3.0
"""The Zipf frequency from which what stands before a clitic is a word."""
_RARE = 1.5
_ATTESTED = 2.0
"""A word under the one frequency loses its clitic where what stands before it reaches the other."""
_LETTERS = 3
"""The fewest letters of a stem."""
_LAYERS = 2
"""The most prefixes that are taken off one after the other ("ke-ber-hasil-an")."""


@dataclass(frozen=True, slots=True)
class SourceToken:
    """A word, number or mark of a line [start, end): `form` is in lower case without the `clitic` that hangs on it."""

    text: str
    start: int
    end: int
    form: str
    stem: str
    clitic: str = ""

    @property
    def is_word(self) -> bool:
        """Say whether the token has a letter."""
        return any(c.isalpha() for c in self.form)

    @property
    def is_mark(self) -> bool:
        """Say whether the token has neither a letter nor a digit."""
        return not any(c.isalnum() for c in self.form)


def tokens(line: str, language: str, stem: Callable[[str], str] = str) -> Iterator[SourceToken]:
    """Yield the words, numbers and marks of a line; `stem` gives the stem of a form."""
    for match in _pattern(language).finditer(line):
        start = match.start()
        for piece in _pieces(match[0], language):
            form, clitic = split(piece.lower().replace("’", "'"), language)
            yield SourceToken(piece, start, start + len(piece), form, stem(form), clitic)
            start += len(piece)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Compile what is one token: addresses, initials, amounts and numbers, words, marks."""
    money = "|".join(tables.load(language, "words")["money"])
    return re.compile(
        r"https?://\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
        r"|(?:[^\W\d_]\.){2,}(?!\w)"
        rf"|(?:(?:{money})\.? ?)?\d+(?:[.,:/]\d+)*(?:-?an\b)?"
        r"|[^\W\d_][^\W_]*(?:['’-][^\W_]+)*"
        r"|(?:\.\.\.|[^\w\s]|_)"
    )


def _pieces(text: str, language: str) -> Iterator[str]:
    """Cut what hyphens join, but for what they double ("anak-anak") or tie ("se-Indonesia")."""
    head, hyphen, tail = text.partition("-")
    if not (hyphen and tail) or "//" in text or "@" in text:
        yield text
        return
    tied = head.lower() in tables.load(language, "words")["tied"]
    if tied or tail[0].islower() or split(tail.lower(), language)[0] == head.lower():
        yield text
        return
    yield from (head, hyphen)
    yield from _pieces(tail, language)


@lru_cache(maxsize=65536)
def split(form: str, language: str) -> tuple[str, str]:
    """Take the clitics off a lower-case word; the word and the clitics, "" without any.

    A clitic comes off where the word is common without it and commoner than with it.
    """
    table = tables.load(language, "words")
    head = form.rpartition("-")[2]
    for clitic, letters in table["clitics"]:
        rest = head.removesuffix(clitic)
        if rest == head or len(rest) < letters or head in table["whole"]:
            continue
        if _is_commoner(rest, head, language) or _is_split(rest, form, clitic, language):
            word, inner = split(form[: len(form) - len(clitic)].removesuffix("-"), language)
            return word, inner + clitic
    return form, ""


def _is_commoner(rest: str, word: str, language: str) -> bool:
    """Say whether a word without its clitic is common, and commoner than the word with it."""
    one, other = zipf(rest, language), zipf(word, language)
    return one >= max(_KNOWN, other) or (one >= _ATTESTED and other < _RARE)


def _is_split(rest: str, form: str, clitic: str, language: str) -> bool:
    """Say whether a doubled word shows that its end is a clitic ("rumah-rumahnya"), or another clitic stands before."""
    if form[: len(form) - len(clitic)].removesuffix(rest) == f"{rest}-":
        return True
    inner = (c for c, _ in tables.load(language, "words")["clitics"] if c != clitic and rest.endswith(c))
    return any(zipf(rest.removesuffix(c), language) >= _KNOWN for c in inner)


@lru_cache(maxsize=65536)
def stems(form: str, language: str) -> tuple[str, ...]:
    """Give what the stem of a lower-case form without clitics may be, the form itself not among them."""
    head, hyphen, tail = form.partition("-")
    found = dict.fromkeys((head, tail) if hyphen and head and tail else ())
    for part in (head, tail) if hyphen else (form,):
        found |= dict.fromkeys(_without_affixes(part, language))
    return tuple(stem for stem in found if stem != form)


def _without_affixes(form: str, language: str) -> Iterator[str]:
    table = tables.load(language, "words")
    for suffix in table["suffixes"]:
        bases = [form[: len(form) - len(suffix)]] if form.endswith(suffix) else []
        for _ in range(_LAYERS + 1):
            yield from (base for base in bases if len(base) >= _LETTERS)
            bases = [
                restored + base[len(prefix) :]
                for base in bases
                for prefix, restored, following in table["prefixes"]
                if base.startswith(prefix) and base[len(prefix) : len(prefix) + 1] in (following or base)
            ]
