"""Words and phrases that stand twice in a row, as translation models stutter ("to to", "in the in the")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mtcheck.analysis import tables, vocabulary

_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_HYPHENATED = re.compile(r"(?<![\w-])([a-z]{3,})-\1(?![\w-])")
_ECHO = re.compile(r"\b([A-Z][a-z]+)((?: [A-Z][a-z]+){1,2}) \1\b(?! of\b)")
_REJOINED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<first>[a-z]{3,20}) (?P<second>[a-z]{3,20}) (?P=first)(?P=second)\b",
        r"\b(?P<first>[a-z]{3,20})(?P<second>[a-z]{3,20}) (?P=first) (?P=second)\b",
    )
)
_TAIL = re.compile(r"\b(?P<once>[A-Za-z]{2,30}?(?P<tail>[a-z]{3,5}))(?P=tail)\b")
_UNKNOWN = 1.0
_KNOWN = 3.8
"""Zipf value (English) from which a doubled word is taken to be English, and not one of a local language."""
_LONGEST = 8
"""The longest phrase whose repetition is looked for, in words."""


@dataclass(frozen=True, slots=True)
class Stutter:
    """A stretch in which a phrase stands two or more times in a row, and the phrase once."""

    start: int
    end: int
    once: str


_MOST = 200
"""The most repetitions that are told as one: a text that is nothing else must not take for ever."""


def stutters(text: str) -> Iterator[Stutter]:
    """Yield the stutters of a sentence, the shortest phrase first, without overlaps."""
    tokens = list(_TOKEN.finditer(text))
    i = 0
    while i < len(tokens):
        found = next((s for n in range(1, _LONGEST + 1) if (s := _at(text, tokens, i, n))), None)
        if found is None:
            i += 1
            continue
        yield found
        i = next((k for k in range(i, len(tokens)) if tokens[k].start() >= found.end), len(tokens))


def is_slip(stutter: Stutter) -> bool:
    """Say whether nobody can have meant a stutter: "the the", "in the in the"."""
    words = stutter.once.split()
    return words[-1] in _right()["slips"] and len(words) <= 2


def doubled(text: str) -> Iterator[Stutter]:
    """Yield English words doubled with a hyphen ("change-change"), as Indonesian forms plurals."""
    right = _right()["hyphenated"]
    for match in _HYPHENATED.finditer(text):
        word = match[1]
        if word not in right and vocabulary.zipf(word, "en") >= _KNOWN and vocabulary.leaning(word, "id") < 0:
            yield Stutter(match.start(), match.end(), word)


def rejoined(text: str) -> Iterator[Stutter]:
    """Yield words that stand apart and then together ("motor cycle motorcycle"), or the other way round."""
    for pattern in _REJOINED:
        for match in pattern.finditer(text):
            yield Stutter(match.start(), match.end(), match["first"] + match["second"])


def tails(text: str) -> Iterator[Stutter]:
    """Yield words whose end stands twice ("Agencyency") and that are words with it once."""
    for match in _TAIL.finditer(text):
        once = match["once"]
        if vocabulary.zipf(match[0], "en") < _UNKNOWN <= _KNOWN <= vocabulary.zipf(once, "en"):
            yield Stutter(match.start(), match.end(), once)


def echoes(text: str) -> Iterator[Stutter]:
    """Yield names of institutions in which the noun stands at both ends ("Police Resort Police")."""
    heads = _right()["institutions"]
    for match in _ECHO.finditer(text):
        if match[1].lower() in heads:
            yield Stutter(match.start(), match.end(), match[1] + match[2])


def _at(text: str, tokens: Sequence[re.Match[str]], i: int, n: int) -> Stutter | None:
    """Give the stutter of an n-word phrase that begins at token i."""
    phrase = [t[0].lower() for t in tokens[i : i + n]]
    end = i + n
    while (
        end < i + _MOST * n
        and [t[0].lower() for t in tokens[end : end + n]] == phrase
        and _is_joined(text, tokens, end - n, end + n, n)
    ):
        end += n
    if end == i + n or not _is_wrong([t[0] for t in tokens[i : i + n]], [t[0] for t in tokens[i + n : i + 2 * n]]):
        return None
    if "," in text[tokens[i].start() : tokens[end - 1].end()] and end < i + 3 * n:
        return None  # an orator says it twice; a model in a loop goes on
    once = text[tokens[i].start() : tokens[i + n - 1].end()]
    return Stutter(tokens[i].start(), tokens[end - 1].end(), once)


def _is_joined(text: str, tokens: Sequence[re.Match[str]], first: int, end: int, n: int) -> bool:
    """Say whether only white space stands between the words (and commas, where a long phrase is repeated)."""
    gaps = (text[tokens[k].end() : tokens[k + 1].start()] for k in range(first, end - 1))
    return all(gap.isspace() or (n >= 3 and gap.strip() == "," and gap != ",") for gap in gaps)


def _is_wrong(phrase: Sequence[str], again: Sequence[str]) -> bool:
    """Say whether nobody would repeat these words on purpose: no name, no emphasis, no figure."""
    table = _right()
    word = phrase[0].lower()
    if len(phrase) == 1:
        function = word in _FUNCTION
        slip = function or (again[0].islower() and phrase[0].islower())
        return word.isalpha() and word not in table["double"] and slip and _is_word(word)
    if any(token.isdigit() for token in phrase) and not any(len(token) > 3 and token.isalpha() for token in phrase):
        return False
    if all(token[:1].isupper() for token in phrase):
        return False
    if len(phrase) == 2 and phrase[1].lower() not in _ARTICLES:
        return table["linked"].isdisjoint(token.lower() for token in phrase)
    return True


_FUNCTION = frozenset({"the", "a", "an", "of", "to", "and", "in", "is", "was", "for", "by", "with", "at", "from", "be"})
"""Words whose doubling is a slip even where the next one is capitalised."""


_ARTICLES = frozenset({"the", "a", "an"})
"""No idiom repeats a pair that ends in these."""


def _is_word(word: str) -> bool:
    return len(word) > 1 or word == "a"


@cache
def _right() -> dict[str, frozenset[str]]:
    return {name: frozenset(entry["words"]) for name, entry in tables.load("common", "repetition").items()}
