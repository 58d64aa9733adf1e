"""Names of newspapers and stations that an article translates word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.analysis import Context
from mtcheck.analysis.name_matching import NameMatcher
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.word_translations import key_of
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LEAST = 0.05
"""The probability of a translation from which a word may be one."""
_BETWEEN = 2
"""How many small words may stand between the translated words ("Voice of the ...")."""


@dataclass(frozen=True, slots=True)
class TranslatedName:
    """A translated name [start, end) of the article, and the name in the source."""

    start: int
    end: int
    text: str
    right: str
    source: Segment


def translated_names(context: Context, matcher: NameMatcher, pair: Pair) -> Iterator[TranslatedName]:
    """Yield the names of outlets in a pair's source that its article has in English words instead."""
    heads = frozenset(context.table("names")["outlet_heads"])
    side = matcher.article_side(pair.article)
    for source in pair.source:
        line = matcher.names.tokens[source.start]
        for before, head, tail in zip((None, *line), line, line[1:], strict=False):
            if before is not None and before.text[:1].isupper():
                continue  # a word inside a longer name ("Stasiun Luar Angkasa Internasional")
            if head.text.lower() not in heads or not _is_outlet(head, tail) or head.text.lower() in side.words:
                continue
            if before is None and head.text.lower() not in matcher.names.inside:
                continue
            for segment in pair.article:
                if place := _translation(context.parse(segment), head, tail, matcher):
                    first, last = place
                    text = context.parse(segment)[first : last + 1]
                    start = segment.start + text[0].idx
                    right = source.line[head.start : tail.end]
                    yield TranslatedName(start, start + len(text.text), text.text, right, source)


def _is_outlet(head: SourceToken, tail: SourceToken) -> bool:
    return head.text[:1].isupper() and tail.text[:1].isupper() and tail.is_word and tail.start == head.end + 1


def _translation(doc: Doc, head: SourceToken, tail: SourceToken, matcher: NameMatcher) -> tuple[int, int] | None:
    """Give the first and last of two capitalised words near each other that translate the two words of a name."""
    heads = [t.i for t in doc if t.text[0].isupper() and _renders(t, head, matcher)]
    tails = [t.i for t in doc if t.text[0].isupper() and (_renders(t, tail, matcher) or t.lower_ == tail.text.lower())]
    for i in heads:
        for j in tails:
            if i != j and abs(i - j) <= 1 + _BETWEEN and _is_one_phrase(doc, range(min(i, j) + 1, max(i, j))):
                return min(i, j), max(i, j)
    return None


def _is_one_phrase(doc: Doc, between: Sequence[int]) -> bool:
    return all(doc[k].lower_ in ("of", "the", "'s", "’s") for k in between)


def _renders(token: Token, word: SourceToken, matcher: NameMatcher) -> bool:
    lemma = key_of(token)
    found = matcher.names.table.from_source(word.text.lower())
    return any(lemma in (other, other.rstrip("s")) and p >= _LEAST for other, p in found)
