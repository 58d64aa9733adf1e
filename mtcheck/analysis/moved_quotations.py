"""Quotation marks that enclose other words than in the source, told by the words that translate each other.

A word of the article inside quotation marks whose counterpart stands outside any in the source was put into the
speaker's mouth. The reverse, speech that is no longer quoted, is what reporters do all the time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from mtcheck.analysis import Context, quotations, tables, word_alignment
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.quotations import Quotation
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.word_translations import WordTranslations
from mtcheck.records import Document, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

MoveKind = Literal["attribution", "taken in", "made direct", "other word", "no end"]
"""What happened: the reporting clause, or other words, came inside the marks; words that the source does not quote are
quoted; the marks went to another word; the closing mark is gone."""

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_SURE = 0.1
"""The score from which a link proves where a word stands."""
_CLAUSE = 3
"""The fewest words with counterparts that make a clause."""
_SPEECH = 4
"""The fewest words with counterparts of a quotation that the source has not."""
_TERM = 4
"""The most words of a phrase in quotation marks that is no speech."""
_BREAK = re.compile("[,;:.!?\u2026\u2013\u2014]+(?=\\s|$)")
_OTHER_MARKS = re.compile(
    "[\u00ab\u2039][^\u00ab\u00bb\u2039\u203a\n]+[\u00bb\u203a]|(?:''|``)(?=\\S)[^\"\n]+?(?:''|\u00b4\u00b4)"
)
"""Guillemets, and two single marks for a double one."""


@dataclass(frozen=True, slots=True)
class Move:
    """A stretch of the original text [start, end) and what happened there; `right` is how it should read, if known."""

    kind: MoveKind
    start: int
    end: int
    right: str | None = None


@dataclass(frozen=True, slots=True)
class _Link:
    """A word of the article (its place in the original text) and its counterpart, and the quotation of each."""

    token: Token
    start: int
    source: SourceToken
    here: int
    there: int

    @property
    def end(self) -> int:
        return self.start + len(self.token)


class MovedQuotations:
    """The quotations of an article beside those of its source."""

    def __init__(self, context: Context, source: Document, table: WordTranslations) -> None:
        self._context, self._table = context, table
        self._here = _marked(context.document)
        self._there = _marked(source)
        self._begun = set[int]()

    def of(self, pair: Pair) -> Iterator[Move]:
        """Yield the quotations of a pair that enclose other words than in its source."""
        links = self._links(pair)
        spans = {link.here for link in links} - {-1}
        for number in sorted(spans):
            inside = [link for link in links if link.here == number]
            move = self._judge(pair, number, inside, links)
            if move:
                yield move

    def _links(self, pair: Pair) -> tuple[_Link, ...]:
        """Link the content words of a pair, in the order of the article."""
        starts = [(token, s.start + token.idx) for s in pair.article for token in self._context.parse(s)]
        sources = [(token, s.start + token.start) for s in pair.source for token in self._table.source_tokens(s.text)]
        found = word_alignment.align_words([t for t, _ in starts], [t for t, _ in sources], self._table)
        return tuple(
            _Link(token, start, original, _within(self._here, start), _within(self._there, place))
            for link in found
            for token, start in starts[link.token_index : link.token_index + 1]
            for original, place in sources[link.source_index : link.source_index + 1]
            if link.score >= _SURE and token.pos_ in _CONTENT
        )

    def _judge(self, pair: Pair, number: int, inside: Sequence[_Link], links: Sequence[_Link]) -> Move | None:
        """Say what is wrong with a quotation of the article, if anything is."""
        quotation = self._here[number]
        quoted = [link for link in inside if link.there >= 0]
        if not all(self._is_whole(self._there[number]) for number in {link.there for link in links} - {-1}):
            return None
        if not quoted:
            return self._run_on(pair, number, inside, links) or self._unquoted(quotation, inside, links)
        self._begun.add(number)
        if not quotation.closed:
            return self._endless(pair, number, quoted)
        if not quotation.opened:
            return None
        return (
            self._attribution(quotation, inside)
            or self._unlinked_attribution(pair, number, inside)
            or self._taken_in(quotation, inside)
        )

    def _is_whole(self, quotation: Quotation) -> bool:
        return quotation.opened and quotation.closed

    def _attribution(self, quotation: Quotation, inside: Sequence[_Link]) -> Move | None:
        """Find a reporting clause inside the marks that the source has outside."""
        for i, link in enumerate(inside):
            if link.there >= 0 or not _reports(link, self._context.source_language):
                continue
            first, last = _run(inside, i)
            if first == 0 or last + 1 == len(inside) or len(inside) > last - first + 1:
                return self._move("attribution", quotation, inside, first, last)
        return None

    def _unlinked_attribution(self, pair: Pair, number: int, inside: Sequence[_Link]) -> Move | None:
        """Find a reporting clause inside the marks, where the only one of the source stands outside."""
        quotation, text = self._here[number], self._context.document.text
        sources = [(t.form, s.start + t.start) for s in pair.source for t in self._table.source_tokens(s.text)]
        there = [_within(self._there, place) for form, place in sources if form in self._reporting]
        verbs = [
            s.start + token.idx
            for s in pair.article
            for token in self._context.parse(s)
            if token.lower_ in _english_verbs() and token.pos_ == "VERB"
        ]
        here = [_within(self._here, place) for place in verbs]
        if set(there) != {-1} or here.count(number) != 1 or len(here) != 1:
            return None
        verb, inner = verbs[0], quotation.inner
        breaks = list(_BREAK.finditer(text, inner.start, inner.end))
        start = max((m.end() for m in breaks if m.end() <= verb), default=inner.start)
        before = [link for link in inside if link.there >= 0 and link.start < start]
        behind = [link for link in inside if link.there >= 0 and link.start > verb]
        end = next((m.start() for m in breaks if m.start() > verb), inner.end) if behind else inner.end
        if not (before or behind) or any(start <= link.start < end for link in (*before, *behind)):
            return None
        start += len(text[start:end]) - len(text[start:end].lstrip())
        return Move("attribution", start, start + len(text[start:end].rstrip(" .,")))

    @property
    def _reporting(self) -> frozenset[str]:
        return _reporting(self._context.source_language)

    def _taken_in(self, quotation: Quotation, inside: Sequence[_Link]) -> Move | None:
        """Find a clause at either end of the marks that the source has outside."""
        for i in (0, len(inside) - 1):
            first, last = _run(inside, i) if inside[i].there < 0 else (0, -1)
            if last - first + 1 >= _CLAUSE and _is_dense(inside[first : last + 1]):
                return self._move("taken in", quotation, inside, first, last)
        return None

    def _move(self, kind: MoveKind, quotation: Quotation, inside: Sequence[_Link], first: int, last: int) -> Move:
        """Make the stretch from one link to another, with the words beside them up to what is rightly quoted."""
        text, inner = self._context.document.text, quotation.inner
        low = inside[first - 1].end if first else inner.start
        high = inside[last + 1].start if last + 1 < len(inside) else inner.end
        before = max((m.end() for m in _BREAK.finditer(text, low, inside[first].start)), default=low)
        after = _BREAK.search(text, inside[last].end, high)
        start, end = before, after.start() if after else high
        stretch = text[start:end]
        return Move(kind, start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip()))

    def _endless(self, pair: Pair, number: int, quoted: Sequence[_Link]) -> Move | None:
        """Find a quotation without its closing mark, though the source has one; a later paragraph may go on with it."""
        text, quotation = self._context.document.text, self._here[number]
        source = self._there[quoted[-1].there]
        following = self._here[number + 1 : number + 2]
        goes_on = text[quotation.end :].lstrip()[:1] in tuple('"\u201c\u201e') or not all(q.opened for q in following)
        if goes_on or not any(s.start < source.end <= s.end for s in pair.source):
            return None
        last = quoted[-1].end
        return Move("no end", quotation.start, last, f"{text[quotation.start : last]}\u201d")

    def _run_on(self, pair: Pair, number: int, inside: Sequence[_Link], links: Sequence[_Link]) -> Move | None:
        """Find a further sentence in the marks, though the source's quotation ended with a sentence before it."""
        quotation = self._here[number]
        if number not in self._begun or not self._is_whole(quotation) or any(link.there >= 0 for link in links):
            return None
        if len(inside) < _CLAUSE or not _is_dense(inside):
            return None
        start, end = max(quotation.start, pair.article[0].start), min(quotation.inner.end, pair.article[-1].end)
        return Move("taken in", start, end)

    def _unquoted(self, quotation: Quotation, inside: Sequence[_Link], links: Sequence[_Link]) -> Move | None:
        """Judge a quotation of which the source quotes no word."""
        words = self._context.document.text[quotation.start : quotation.end].split()
        numbers = {link.there for link in links} - {-1}
        if not numbers and len(inside) >= _SPEECH and _is_dense(inside):
            return Move("made direct", quotation.start, quotation.end)
        if len(words) > _TERM or not inside or not self._is_whole(quotation):
            return None
        others = [link for link in links if link.there >= 0]
        if len(numbers) != 1 or len({link.here for link in links} - {-1}) != 1 or len(others) > _TERM:
            return None
        right = self._context.document.text[others[0].start : others[-1].end]
        mark, end = self._context.document.text[quotation.start], self._context.document.text[quotation.end - 1]
        return Move("other word", quotation.start, quotation.end, f"{mark}{right}{end}")


def _marked(document: Document) -> tuple[Quotation, ...]:
    """Find the stretches in quotation marks of any kind; of those in one another, the outer."""
    found = list(quotations.double(document))
    more = [Span(m.start(), m.end()) for m in _OTHER_MARKS.finditer(document.text)]
    for span in (*more, *quotations.single(document)):
        paragraph = next(p.span for p in document.paragraphs if p.span.contains(span))
        if not any(q.start < span.end and span.start < q.end for q in found):
            found.append(Quotation(span.start, span.end, paragraph))
    return tuple(sorted(found, key=lambda q: q.start))


def _within(found: Sequence[Quotation], place: int) -> int:
    """Give the number of the quotation that a place lies in, or -1."""
    at = bisect_right(found, place, key=lambda q: q.start) - 1
    return at if at >= 0 and place < found[at].end else -1


def _run(inside: Sequence[_Link], i: int) -> tuple[int, int]:
    """Give the first and the last of the links around one that the source does not quote, all of a kind."""
    first = last = i
    while first > 0 and inside[first - 1].there < 0:
        first -= 1
    while last + 1 < len(inside) and inside[last + 1].there < 0:
        last += 1
    return first, last


def _is_dense(links: Sequence[_Link]) -> bool:
    """Say whether at least half of the content words between the first and the last link have counterparts."""
    first, last = links[0].token, links[-1].token
    if first.doc is not last.doc:
        return True
    between = [t for t in first.doc[first.i : last.i + 1] if t.pos_ in _CONTENT]
    return 2 * len(links) >= len(between)


def _reports(link: _Link, language: str) -> bool:
    return link.token.lower_ in _english_verbs() and link.source.form in _reporting(language)


@cache
def _reporting(language: str) -> frozenset[str]:
    return frozenset(tables.load(language, "quotations")["reporting"])


@cache
def _english_verbs() -> frozenset[str]:
    table = tables.load("common", "quotations")
    return frozenset((*table["reporting"], *table["rarely_reporting"]))
