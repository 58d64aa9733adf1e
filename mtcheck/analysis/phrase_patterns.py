"""A small pattern language over words, for lexicons of phrases that are to be found in any inflection.

A pattern is a line of elements, one for each word:

    bite            any inflected form of the word, in any case; hyphens and an adverb between words do not matter
    =rolled         exactly this form
    drag|take       one of several words; the sign = goes before each that is meant exactly
    graze/V         only as a verb (/V), noun (/N) or adjective (/A)
    the?            may be absent
    ~               up to three determiners, possessives and names ("his", "the country's"), or nothing
    *2              up to two words, or nothing
    <place> <name> <number> <exact>    an entity that is a place or body; a proper noun; a number; a number not round
    <quote>         a quotation mark
    <mark>          any mark that is neither a letter nor a figure
    ,               the comma itself (also among the words of an alternative)
    ^  $            (at the start or end) the sentence begins or ends here
    [at|in]         must stand there, but is not part of what is marked

A pattern is turned into spaCy token descriptions for the forms that the article at hand contains, so a pattern of
which a word does not occur is never built: what remains of a lexicon of hundreds is a handful.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

_ELEMENT = re.compile(
    r"(?P<before>\[)?(?:(?P<kind><[a-z]+>|~|\*[1-9]|,)|"
    r"(?P<words>=?(?:[\w'\u2019.&+-]+|,)(?:\|=?(?:[\w'\u2019.&+-]+|,))*))"
    r"(?:/(?P<pos>[VNA]))?(?P<after>\])?(?P<optional>\?)?"
)
_POS = {"V": ["VERB", "AUX"], "N": ["NOUN", "PROPN"], "A": ["ADJ"]}
_KINDS: Mapping[str, Mapping[str, Any]] = {
    "~": {"TAG": {"IN": ["DT", "PRP$", "POS", "NNP", "NNPS", "CD"]}, "OP": "{0,3}"},
    ",": {"ORTH": ","},
    "<place>": {"ENT_TYPE": {"IN": ["GPE", "LOC", "FAC", "NORP", "ORG"]}},
    "<name>": {"POS": "PROPN"},
    "<number>": {"LIKE_NUM": True},
    "<quote>": {"IS_QUOTE": True},
    "<mark>": {"ORTH": {"REGEX": r"^[^\w\s]+$"}},
    "<exact>": {"ORTH": {"REGEX": r"^\d[\d.,]*[1-9]$"}},
}
ADVERBS = (
    "again", "all", "almost", "already", "also", "always", "both", "completely", "even", "ever", "finally",
    "immediately", "just", "merely", "never", "not", "n't", "now", "often", "once", "only", "quickly",
    "really", "simply", "soon", "still", "then", "too", "totally", "very",
)  # fmt: skip
"""Words that may stand between the words of a phrase and leave it what it is ("the peg is already bigger")."""
HYPHENS = ("-", "\u2010", "\u2011", "\u2013")
"""Signs that may stand between the words of a phrase."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern: the token description for spaCy's Matcher, its words, and whether it is marked."""

    token: Mapping[str, Any]
    words: tuple[str, ...]
    marked: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as read: its elements, and whether it must begin or end the sentence."""

    elements: tuple[Element, ...]
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Built:
    """A pattern made for one article: token descriptions for spaCy's Matcher, and which of them are marked."""

    pattern: Pattern
    tokens: tuple[Mapping[str, Any], ...]
    marked: tuple[bool, ...]


@cache
def parse_pattern(pattern: str) -> Pattern:
    """Read one pattern; raises ValueError when it cannot be read."""
    parts = pattern.split()
    first, last = parts[:1] == ["^"], parts[-1:] == ["$"]
    parts = parts[first : len(parts) - last]
    elements = tuple(_element(part, pattern) for part in parts)
    if not any(element.marked and not element.optional for element in elements):
        raise ValueError(f"nothing that must stand there is marked in the pattern {pattern!r}")
    return Pattern(elements, first, last)


def _element(part: str, pattern: str) -> Element:
    match = _ELEMENT.fullmatch(part)
    if not match or bool(match["before"]) != bool(match["after"]):
        raise ValueError(f"cannot read {part!r} in the pattern {pattern!r}")
    token = _kind(match["kind"], pattern) if match["kind"] else {}
    if match["pos"]:
        token["POS"] = {"IN": _POS[match["pos"]]}
    if match["optional"]:
        token["OP"] = "?"
    words = tuple(match["words"].split("|")) if match["words"] else ()
    return Element(token, words, marked=not match["before"], optional="OP" in token)


def _kind(kind: str, pattern: str) -> dict[str, Any]:
    if kind.startswith("*"):
        return {"IS_PUNCT": False, "OP": f"{{0,{kind[1]}}}"}
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind} in the pattern {pattern!r}")
    return dict(_KINDS[kind])


def build(pattern: Pattern, forms: Callable[[str], Iterable[str]]) -> Built | None:
    """Build a pattern for an article, given the forms of a word that occur there; None when a needed word does not."""
    tokens: list[Mapping[str, Any]] = []
    marked: list[bool] = []
    for element in pattern.elements:
        token = dict(element.token)
        if element.words:
            occurring = sorted({form for word in element.words for form in forms(word)})
            if not occurring and element.optional:
                continue
            if not occurring:
                return None
            token["LOWER"] = {"IN": occurring}
        if tokens:
            between = element.marked and marked[-1]
            tokens.append({"ORTH": {"IN": list(HYPHENS)}, "OP": "?"})
            marked.append(between)
            if not pattern.first:
                tokens.append({"LOWER": {"IN": list(ADVERBS)}, "OP": "?"})
                marked.append(between)
        tokens.append(token)
        marked.append(element.marked)
    return Built(pattern, tuple(tokens), tuple(marked))
