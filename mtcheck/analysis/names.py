"""The proper names of an article, word by word, and when two of them are one name in two spellings.

The parser's entity types are unreliable for Indonesian names, so a name is here a capitalised word that is no
ordinary first word of a sentence, together with the names it stands among ("Rafael" before "Moreira").
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from mtcheck.analysis import Context, tables
from mtcheck.analysis.vocabulary import zipf
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SHORTEST = 4
_SHORTEST_ALIKE = 5
_ORDINARY = 4.0
"""Zipf value (English) from which a capitalised first word of a sentence is taken for an ordinary word."""
_OPENERS = frozenset("\"'\u201c\u2018(:-\u2013\u2014")
_TITLE_CASE = 0.6
_NAME = re.compile(r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+(?:[A-Z][a-z]+)?")


@dataclass(frozen=True, slots=True)
class Mention:
    """One name word in the text, with the name words right before and behind it ("" where there is none)."""

    form: str
    start: int
    segment: Segment
    before: str
    behind: str
    title: str

    @property
    def alone(self) -> bool:
        """Say whether the name stands by itself, or behind a mere title."""
        return not (self.before or self.behind)

    @property
    def partners(self) -> frozenset[tuple[str, str]]:
        """Give the names beside this one, each with its side, sounds levelled."""
        return frozenset((side, sound(n)) for side, n in (("before", self.before), ("behind", self.behind)) if n)


def mentions(context: Context) -> Mapping[str, tuple[Mention, ...]]:
    """Give the mentions of each name word of an article, in the order of the text; title-case lines are left out."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for segment, doc in zip(context.document.segments, context.parses, strict=True):
        if segment.kind == "sentence" and not is_title_case(doc):
            for token in doc:
                if _is_name(token) and len(token) >= _SHORTEST:
                    found[token.text].append(_mention(segment, token))
    return {form: tuple(group) for form, group in found.items()}


def _mention(segment: Segment, token: Token) -> Mention:
    before = token.nbor(-1) if token.i > 0 else None
    behind = token.nbor(1) if token.i + 1 < len(token.doc) else None
    is_title = before is not None and before.lower_.rstrip(".") in _titles()
    return Mention(
        form=token.text,
        start=segment.start + token.idx,
        segment=segment,
        before=before.text if before is not None and not is_title and (_is_name(before) or _is_initial(before)) else "",
        behind=behind.text if behind is not None and _is_name(behind) else "",
        title=before.lower_ if before is not None and is_title else "",
    )


def _is_name(token: Token) -> bool:
    if not _NAME.fullmatch(token.text) or token.lower_ in _titles() or _is_hyphenated(token):
        return False
    opens = token.i == 0 or token.nbor(-1).text in _OPENERS
    return not opens or (token.pos_ == "PROPN" and zipf(token.lower_, "en") < _ORDINARY)


def _is_initial(token: Token) -> bool:
    return re.fullmatch(r"[A-Z](?:\.?[A-Z])?\.?", token.text) is not None and token.text not in ("A", "I")


def _is_hyphenated(token: Token) -> bool:
    """Say whether the word is a part of a longer one: Anni in Anni-Frid."""
    behind = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return (token.i > 0 and token.nbor(-1).text == "-") or (behind is not None and behind.text == "-")


def is_title_case(doc: Doc) -> bool:
    """Say whether a line without a final stop has most of its words capitalised, as headlines and labels do."""
    if doc.text.rstrip("\"'\u201d\u2019)")[-1:] in ".?!":
        return False
    words = [t.text for t in doc if t.is_alpha and len(t) > 3]
    return len(words) > 3 and sum(w[0].isupper() for w in words) / len(words) > _TITLE_CASE


@lru_cache(maxsize=4096)
def sound(name: str) -> str:
    """Level the spellings of a name that sound alike: Arief and Arif, Soeharto and Suharto, Kyiv and Kiev."""
    if (group := _groups().get(name.casefold())) is not None:
        return group
    level = plain(name)
    for pattern, replacement in _sounds():
        level = pattern.sub(replacement, level)
    return level


def plain(name: str) -> str:
    """Give a name without its capitals and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def is_derived(one: str, other: str) -> bool:
    """Say whether one word is the other with an ending (Ukraine's adjective, a plural)."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    if sound(one) == sound(other):
        return long in (f"{short}s", f"{short}es")
    return any(long == short + ending for ending in _table()["endings"])


def differ_in_last_vowel(one: str, other: str) -> bool:
    """Say whether two names differ in nothing but their last vowel, as men's and women's forms do."""
    vowels = _table()["final_vowels"]
    short, long = one.casefold(), other.casefold()
    return short[:-1] == long[:-1] and short[-1] in vowels and long[-1] in vowels


def distance(one: str, other: str) -> int:
    """Count the letters added, dropped, changed or swapped between two names."""
    from rapidfuzz.distance import OSA

    return int(OSA.distance(one.casefold(), other.casefold()))


def pairs(forms: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that may be one name in two spellings."""
    for i, one in enumerate(forms):
        for other in forms[i + 1 :]:
            long_enough = min(len(one), len(other)) >= _SHORTEST_ALIKE
            alike = sound(one) == sound(other) or (long_enough and distance(one, other) == 1)
            if alike and not is_derived(one, other):
                yield one, other


@cache
def _table() -> Mapping[str, Any]:
    return tables.load("common", "names")


@cache
def _titles() -> frozenset[str]:
    return frozenset(_table()["titles"])


@cache
def _sounds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in _table()["sounds"])


@cache
def _groups() -> Mapping[str, str]:
    return {name.casefold(): group[0].casefold() for group in _table()["variants"] for name in group}
