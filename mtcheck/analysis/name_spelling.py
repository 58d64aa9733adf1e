"""Names that an article spells otherwise than its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.analysis import Context
from mtcheck.analysis.name_matching import NameMatcher
from mtcheck.analysis.names import differ_in_last_vowel, distance, is_derived, is_title_case, plain, sound
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.source_names import SourceName
from mtcheck.analysis.vocabulary import zipf
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORTEST, _LONG = 5, 8
"""The fewest letters of a name whose spelling is looked at, and of one that may differ in two letters."""
_ENGLISH = 1.5
"""The Zipf frequency (English) from which a spelling is one that English has."""


@dataclass(frozen=True, slots=True)
class Respelling:
    """A name [start, end) of the article that its source spells otherwise.

    `sounds_alike` says that the two spellings may be pronounced alike; `right_elsewhere` that the article has the
    source's spelling in other sentences.
    """

    start: int
    end: int
    text: str
    right: str
    source: Segment
    sounds_alike: bool
    right_elsewhere: bool


def respellings(context: Context, matcher: NameMatcher, pair: Pair) -> Iterator[Respelling]:
    """Yield the names of a pair's article that are spelled otherwise in its source."""
    here = matcher.article_side(pair.article)
    given = [(s, name) for s in pair.source for name in matcher.names.of(s) if _is_sure(name, matcher)]
    for segment in pair.article:
        doc = context.parse(segment)
        if segment.kind != "sentence" or is_title_case(doc):
            continue
        for token in doc:
            if not _may_be_slip(token, matcher):
                continue
            for source, word in _spellings(given):
                if word.lower() not in here.words and _is_one_name(token.text, word):
                    yield _respelling(segment, token, source, word, matcher)
                    break


def _is_sure(name: SourceName, matcher: NameMatcher) -> bool:
    """Say whether a kept word is a name; one alone that opens a sentence may be any ("Agresivitas")."""
    opens = name.opens and len(name.words) == 1 and name.text.lower() not in matcher.names.inside
    return name.kind == "plain" and not opens


def _respelling(segment: Segment, token: Token, source: Segment, word: str, matcher: NameMatcher) -> Respelling:
    start = segment.start + token.idx
    alike = sound(token.text) == sound(word)
    elsewhere = word.lower() in matcher.whole_article.words
    return Respelling(start, start + len(token), token.text, word, source, alike, elsewhere)


def _spellings(given: list[tuple[Segment, SourceName]]) -> Iterator[tuple[Segment, str]]:
    yield from ((segment, word) for segment, name in given for word in name.words)


def _may_be_slip(token: Token, matcher: NameMatcher) -> bool:
    """Say whether a word is a name, in a spelling that neither the source nor English has."""
    low = token.lower_
    if len(token) < _SHORTEST or not token.text[0].isupper() or token.text.isupper() or not token.is_alpha:
        return False
    return zipf(low, "en") < _ENGLISH and low not in matcher.whole_source.words


def _is_one_name(form: str, word: str) -> bool:
    """Say whether two spellings differ as a slip does, and not as two languages or two persons do."""
    if len(word) < _SHORTEST or plain(form) == plain(word) or zipf(form.lower(), "en") > zipf(word.lower(), "en"):
        return False
    if is_derived(form, word) or differ_in_last_vowel(form, word):
        return False
    allowed = 2 if min(len(form), len(word)) >= _LONG else 1
    return form[0].lower() == word[0].lower() and distance(form, word) <= allowed
