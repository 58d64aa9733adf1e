"""What a sentence leaves out of the one that it renders: clauses and phrases none of whose words has a counterpart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from mtcheck.analysis import tables
from mtcheck.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from mtcheck.analysis.coverage import Coverage, Words
    from mtcheck.analysis.pairs import Pair
    from mtcheck.analysis.source_words import SourceToken

_FOUND = 0.05
"""The greatest share of a clause that may be found in the article though it is left out."""
_LENGTH = 0.85
"""A sentence that is longer than this part of its source has room for all of it."""
_REST = 0.5
"""How much of the rest of a sentence is rendered at least, where the two belong together."""
_LEAST = 3
"""The fewest content words of something left out."""
_SHARE = 0.5
"""How many words the model's translation has beyond the article's, as a part of those left out."""
_MARKS = frozenset(",;:()—–")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the source that a pair of sentences leaves out, and the word of the article before the gap.

    `words` is the number of those that tell something, `free` that of words of the article that render nothing and may
    stand for them, `room` the length of the article's sentences as a part of the source's.
    """

    text: str
    words: int
    free: int
    mark: Span
    room: float


def of_pair(pair: Pair, coverage: Coverage, place: int, language: str) -> Iterator[LeftOut]:
    """Yield what a pair of sentences, of that number, leaves out of the source."""
    room = sum(len(s.line) for s in pair.article) / max(1, sum(len(s.line) for s in pair.source))
    if room > _LENGTH or any(s.kind != "sentence" for s in (*pair.article, *pair.source)):
        return
    words, english = coverage.words_of(place), coverage.english_near(place)
    free = coverage.spare_words(place)
    for missing, group in groupby(
        _parts(words.source, language), lambda part: _is_missing(part, english, coverage, language)
    ):
        found = [i for part in group for i in part.places]
        number = len(coverage.telling([words.source[i] for i in found])) if missing else 0
        rest = coverage.telling([token for i, token in enumerate(words.source) if i not in found])
        if number < max(_LEAST, free + 1) or coverage.rendered(rest, english) < _REST:
            continue
        if _is_told_by_model(coverage.unsaid(place), number):
            yield LeftOut(_text(words.source, found), number, free, _mark(words, found[0]), room)


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause or phrase of a sentence: its tokens and their places in it."""

    tokens: Sequence[SourceToken]
    places: Sequence[int]


def _parts(tokens: Sequence[SourceToken], language: str) -> Iterator[_Part]:
    """Cut a sentence at commas and before the words that open a clause or a phrase."""
    openers = frozenset(tables.load(language, "boilerplate")["clause"]["openers"])
    starts = [i for i, t in enumerate(tokens) if i and (t.text in _MARKS or t.form in openers)]
    for start, end in zip([0, *starts], [*starts, len(tokens)], strict=True):
        yield _Part(tokens[start:end], range(start, end))


def _is_missing(part: _Part, english: Sequence[Token], coverage: Coverage, language: str) -> bool:
    """Say whether nothing of a part is rendered; who said something may be told elsewhere."""
    words = coverage.telling(part.tokens)
    first = next((token.form for token in part.tokens if not token.is_mark), "")
    if not words or first in tables.load(language, "boilerplate")["clause"]["attributions"]:
        return False
    return coverage.rendered(words, english) <= _FOUND


def _is_told_by_model(unsaid: int | None, number: int) -> bool:
    return unsaid is None or unsaid >= _SHARE * number


def _text(source: Sequence[SourceToken], places: Sequence[int]) -> str:
    """Write some words of the source, in a row, without the marks about them."""
    kept = [i for i in places if not source[i].is_mark]
    found = ""
    for i in range(kept[0], kept[-1] + 1):
        joined = i > kept[0] and source[i].start == source[i - 1].end
        found += source[i].text if joined or not found else f" {source[i].text}"
    return found


def _mark(words: Words, first: int) -> Span:
    """Give the word that renders the last one before a gap, or the sentence's first word."""
    before = [link for link in words.links if link.source_index < first]
    index = max(before, key=lambda link: link.source_index).token_index if before else 0
    return Span(words.starts[index], words.starts[index] + len(words.english[index]))
