"""The renderings that a glossary requires or forbids, found in the article in any inflection (see phrases.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from mtcheck.analysis import Context, parsing, phrases
from mtcheck.analysis.glossary import Glossary, Term
from mtcheck.analysis.phrase_lexicon import Lexicon, Phrase
from mtcheck.analysis.phrase_patterns import HYPHENS
from mtcheck.records import Segment, Span

_APOSTROPHES = ("'", "\u2019")
_OPTIONAL = {".": "=.?", ",": ",?"}
_ARTICLES = ("the", "a", "an")
_WORD = re.compile(r"[\w'\u2019.&+-]*\w[\w'\u2019.&+-]*")
_CAPITALS = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z0-9.&+-]+")
_SHORT = 3
"""Initials of so many letters may be another word when they are written as a name is ("Who")."""
_STEM = 5
"""The fewest letters of a word of which others are made."""
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "at", "to", "a", "an", "s"})
"""Words that initials leave out."""
_IN_BRACKETS = re.compile(r"\s*\(([A-Z][\w&-]{1,11})\)")


@dataclass(frozen=True, slots=True)
class Rendering:
    """A target of a term where it stands in the article; `target` is as the glossary writes it."""

    term: Term
    target: str
    segment: Segment
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Its place in the original text."""
        return Span(self.start, self.end)


def required(context: Context, term: Term) -> tuple[Rendering, ...]:
    """Give the places at which the article has one of the renderings that a term requires, turned round too."""
    found = {target: (*patterns(target), *_turned(target)) for target in term.required}
    return tuple(_found(context, {(term, target): (literal, ()) for target, literal in found.items()}))


def forbidden(context: Context, glossary: Glossary) -> Iterator[Rendering]:
    """Yield the places at which the article has a rendering that is forbidden and no part of a required one."""
    longer = _by_word(glossary)
    wanted = {
        (term, target): (patterns(target), tuple(p for other in _longer(target, longer) for p in patterns(other)))
        for term in glossary.terms
        for target in term.forbidden
    }
    yield from _found(context, wanted)


def short_forms(context: Context, renderings: tuple[Rendering, ...]) -> frozenset[str]:
    """Give the short forms of a required term: its initials, and what the article puts in brackets behind it."""
    behind = (_IN_BRACKETS.match(context.document.text, r.end) for r in renderings)
    words = (re.findall(r"\w+", target) for r in renderings for target in r.term.required)
    initials = ("".join(word[0].upper() for word in group if word.lower() not in _SMALL) for group in words)
    return frozenset(form for form in (*initials, *(m[1] for m in behind if m)) if len(form) > 1)


@cache
def patterns(target: str) -> tuple[str, ...]:
    """Give the patterns of a target (see phrase_patterns.py): its words, a hyphen between them or none."""
    words = _elements(target)
    spaced = " ".join(word for word in words if word != "-")
    closed = re.sub(r"(\w) - (?=\w)", r"\1", " ".join(words))
    return tuple(dict.fromkeys((spaced, closed)))


@cache
def words(target: str) -> tuple[str, ...]:
    """Give the words of a target in lower case, without articles and marks."""
    return tuple(word.lower() for word in re.findall(r"[^\W_]+", target) if word.lower() not in _SMALL)


def is_derived(text: str, target: str) -> bool:
    """Say whether a text has a target's words or others made of them ("presidential" of "president"), in order."""
    pairs = list(zip_longest(words(text), words(target), fillvalue=""))
    return bool(pairs) and all(word == of or _is_made_of(word, of) for word, of in pairs)


def _is_made_of(word: str, other: str) -> bool:
    """Say whether a word is another with more behind it, the last letter of the other changed or not."""
    return len(other) >= _STEM and len(word) > len(other) and word.startswith(other[:-1])


def _elements(target: str) -> list[str]:
    """Give the elements of a target's pattern, "-" for a hyphen."""
    tokens = [token.text for token in parsing.pipeline().make_doc(target)]
    if len(tokens) > 1 and tokens[0].lower() in _ARTICLES:
        tokens = tokens[1:]
    return [_element(token) for token in tokens]


def _element(text: str) -> str:
    """Give the element of one token; what the pattern language cannot say is any word, or may be absent."""
    if text in HYPHENS:
        return "-"
    if text in _OPTIONAL:
        return _OPTIONAL[text]
    if text[:1] in _APOSTROPHES:
        return "|".join(f"={mark}{end}" for mark in _APOSTROPHES for end in (text[1:], ""))  # "prosecutors'" too
    if _WORD.fullmatch(text):
        return "|".join(dict.fromkeys((text, text.removesuffix("."), text.replace(".", ""))))
    return "*1" if any(map(str.isalnum, text)) else "<mark>?"


def _turned(target: str) -> Iterator[str]:
    """Yield a possessive written with "of": "Office of the Attorney General" for "Attorney General's Office"."""
    words = [word for word in _elements(target) if word != "-"]
    at = next((i for i, word in enumerate(words) if word.startswith("='s")), None)
    if at and words[at + 1 :]:
        yield " ".join((*words[at + 1 :], "of", "the?", *words[:at]))


def _found(
    context: Context, wanted: dict[tuple[Term, str], tuple[tuple[str, ...], tuple[str, ...]]]
) -> Iterator[Rendering]:
    """Yield the places of targets, given their patterns and those of the longer terms in which they do not count."""
    asked = {
        Phrase(original=f"{number}", meaning=target, literal=literal, suggestion="", ordinary=ordinary): (term, target)
        for number, ((term, target), (literal, ordinary)) in enumerate(wanted.items())
    }
    for match in phrases.find(context, Lexicon(tuple(asked))):
        term, target = asked[match.phrase]
        text = context.document.text[match.start : match.end]
        if _is_in_capitals(target, text, match.segment):
            yield Rendering(term, target, match.segment, match.start, match.end)


def _is_in_capitals(target: str, text: str, segment: Segment) -> bool:
    """Say whether the initials of a target ("WHO") are initials in the text too, as no other word there is.

    Longer ones may be written as names are ("Unicef").
    """
    initials = [word.replace(".", "") for word in target.split() if _CAPITALS.fullmatch(word)]
    plain = text.replace(".", "")
    return not initials or (
        not segment.text.isupper()
        and all(word in plain or (len(word) > _SHORT and word.capitalize() in plain) for word in initials)
    )


def _by_word(glossary: Glossary) -> dict[str, dict[str, None]]:
    """Map words to the required targets in which they stand."""
    index: dict[str, dict[str, None]] = {}
    for term in glossary.terms:
        for target in term.required:
            for word in words(target):
                index.setdefault(word, {})[target] = None
    return index


def _longer(target: str, index: dict[str, dict[str, None]]) -> Iterator[str]:
    """Yield the required targets that have all words of a forbidden one and more."""
    own = words(target)
    for other in index.get(own[0], ()) if own else ():
        if set(own) < set(words(other)):
            yield other
