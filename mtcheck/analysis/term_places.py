"""What stands in the article in place of a term's required rendering: the words that an editor would replace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import TYPE_CHECKING

from mtcheck.analysis import Context, renderings, word_translations
from mtcheck.analysis.glossary import VERB
from mtcheck.analysis.source_terms import Found
from mtcheck.analysis.term_pairs import TermPair
from mtcheck.analysis.word_alignment import Link, align_words
from mtcheck.analysis.word_translations import key_of
from mtcheck.records import Segment, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LIKELY = 0.5
"""The part of the term's words that a stretch translates, or of a target's that it has, to stand for the term."""
_TRANSLATES = 0.2
"""The score of two words from which they translate each other even where they are not aligned."""
_GAP = 3
"""So far apart two words of one rendering may be ("Office of the Prosecutor")."""
_SMALL = ("of", "the", "for", "and", "as", "a", "an")
_MODIFIERS = ("amod", "compound", "nmod", "poss")
_HEADS = ("NOUN", "PROPN")
_PRONOUNS = ("he", "him", "his", "she", "her", "it", "its", "they", "them", "their")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the original text that stands for a term, or is guessed to.

    `short` says that it has no word but those of a target ("the Office" for "the Attorney General's Office").
    """

    span: Span
    guessed: bool = False
    short: bool = False


def place(context: Context, pair: TermPair, found: Found, taken: Sequence[Span]) -> Place:
    """Give what stands for a term of the pair's source, which is one line; nothing that is taken by another term.

    Without a likely rendering it is a guess: a noun phrase that renders nothing else, near to where the words beside
    the term are rendered, or the first words.
    """
    view = _View(context, pair, found)
    likely = [(view.part(run), -i, run) for i, run in enumerate(view.runs()) if not _taken(run, taken)]
    if likely and (best := max(likely))[0] >= _LIKELY:
        run = best[2]
        return Place(run.span, short=view.is_short(run))
    phrases = [run for run in view.phrases() if not _taken(run, taken)]
    if phrases:
        return Place(min(phrases, key=view.strangeness).span, guessed=True)
    return Place(_first_words(pair.pair.article[0]), guessed=True)


def has_pronoun(context: Context, pair: TermPair) -> bool:
    """Say whether the article's side of a pair has a pronoun that may stand for something told before."""
    return any(token.lower_ in _PRONOUNS for segment in pair.pair.article for token in context.parse(segment))


@dataclass(frozen=True, slots=True)
class _Run:
    """Some words of a sentence of the article that stand together."""

    segment: Segment
    tokens: tuple[Token, ...]

    @property
    def span(self) -> Span:
        first, last = self.tokens[0], self.tokens[-1]
        return Span(self.segment.start + first.idx, self.segment.start + last.idx + len(last))

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(key_of(token) for token in self.tokens if _is_content(token))


class _View:
    """The sentences of a pair, word-aligned, seen from one term of the source."""

    def __init__(self, context: Context, pair: TermPair, found: Found) -> None:
        self._parses = [(segment, context.parse(segment)) for segment in pair.pair.article]
        self._is_verb = any(VERB in form for form in found.term.source)
        targets = (*found.term.required, *found.term.forbidden)
        self._targets = [frozenset(map(word_translations.key, renderings.words(target))) for target in targets]
        self._table = table = word_translations.load(context.source_language)
        self._forms = [[t.form for t in table.source_tokens(form) if t.is_word] for form in found.term.source]
        source = table.source_tokens(pair.line)
        own = {i for i, token in enumerate(source) if found.start <= token.start < found.end}
        self._size = max(1, len(own))
        tokens = [token for _, doc in self._parses for token in doc]
        self._places = {token: i for i, token in enumerate(tokens)}
        links = align_words(tokens, source, table)
        self._own = {tokens[link.token_index]: link.source_index for link in links if link.source_index in own}
        self._others = {tokens[link.token_index] for link in links} - self._own.keys()
        self._at = _between(links, min(own, default=0), len(tokens) / max(1, len(source)))

    def runs(self) -> Iterator[_Run]:
        """Yield the stretches of words that are aligned with the term, or free and translate or are words of it."""
        for segment, doc in self._parses:
            group: list[Token] = []
            for token in filter(self._stands, doc):
                if group and not _is_joined(doc, group[-1].i, token.i):
                    yield self._run(segment, doc, group)
                    group = []
                group.append(token)
            if group:
                yield self._run(segment, doc, group)

    def phrases(self) -> Iterator[_Run]:
        """Yield the noun phrases without what leads them in, and the free words outside of them; no pronouns."""
        for segment, doc in self._parses:
            inside: set[Token] = set()
            for chunk in doc.noun_chunks:
                inside.update(chunk)
                tokens = tuple(dropwhile(_leads_in, chunk))
                if any(map(_is_content, tokens)):
                    yield _Run(segment, tokens)
            for token in doc:
                if token not in inside and token not in self._others and _is_content(token):
                    yield _Run(segment, (token,))

    def part(self, run: _Run) -> float:
        """Say what part of the term, or of one of its targets, a stretch renders."""
        own = len({self._own[token] for token in run.tokens if token in self._own}) / self._size
        shared = (len(run.keys & target) / len(target) for target in self._targets if target)
        meant = (
            sum(any(self._means(key, word) for key in run.keys) for word in form) / len(form) for form in self._forms
        )
        return max(own, *shared, *meant)

    def is_short(self, run: _Run) -> bool:
        """Say whether a stretch has only words of one target, though not all of them."""
        return any(run.keys < target for target in self._targets)

    def strangeness(self, run: _Run) -> tuple[bool, float]:
        """Order guesses: first what renders nothing else in the source, then what stands where the term would."""
        content = [token for token in run.tokens if _is_content(token)]
        rendered = sum(1 for token in content if token in self._others)
        return 2 * rendered > len(content), min(abs(self._places[token] - self._at) for token in content)

    def _stands(self, token: Token) -> bool:
        if not _is_content(token) or token in self._others:
            return False
        key = key_of(token)
        return (
            token in self._own
            or any(key in target for target in self._targets)
            or any(self._means(key, word) for form in self._forms for word in form)
        )

    def _means(self, key: str, word: str) -> bool:
        """Say whether a word of the article translates one of the term, in this or another of its forms."""
        return self._table.score(key, word) >= _TRANSLATES

    def _run(self, segment: Segment, doc: Doc, group: Sequence[Token]) -> _Run:
        """Make a run of words that stand for the term, with the noun behind a possessive ("Prosecutor's Bureau").

        Free words before them belong to it too where they are modifiers ("Great" before "Court"), or where the term has
        more words.
        """
        start, end = group[0].i, group[-1].i
        missing = self._size - len({self._own.get(token) for token in group})
        while (before := self._before(doc, start)) >= 0:
            token = doc[before]
            inside = token.dep_ in _MODIFIERS and start <= token.head.i <= end
            if not _is_content(token) or token in self._others or (missing <= 0 and not inside):
                break
            start, missing = before, missing - 1
        owned = doc[end + 2] if end + 2 < len(doc) and doc[end + 1].tag_ == "POS" else None
        if owned is not None and owned.pos_ in _HEADS and owned not in self._others:
            end = owned.i
        return _Run(segment, tuple(doc[start : end + 1]))

    def _before(self, doc: Doc, start: int) -> int:
        """Give the place of the word before a place; for a verb's term, of the one before "as a"."""
        start -= 1
        while self._is_verb and start >= 0 and doc[start].lower_ in ("as", "a", "an", "the"):
            start -= 1
        return start


def _between(links: Sequence[Link], at: int, ratio: float) -> float:
    """Give the place among the article's words where a word of the source would be rendered: between its neighbours'.

    `ratio` is that of the texts' lengths, for a word without linked neighbours.
    """
    before = max((link for link in links if link.source_index < at), key=lambda link: link.source_index, default=None)
    behind = min((link for link in links if link.source_index > at), key=lambda link: link.source_index, default=None)
    sides = [link.token_index for link in (before, behind) if link is not None]
    return sum(sides) / len(sides) if sides else at * ratio


def _is_content(token: Token) -> bool:
    return any(map(str.isalnum, token.text)) and not token.is_stop


def _leads_in(token: Token) -> bool:
    return token.pos_ in ("DET", "PRON", "PUNCT", "SPACE") or token.tag_ == "PRP$"


def _is_joined(doc: Doc, one: int, other: int) -> bool:
    """Say whether nothing but small words, a possessive or a hyphen stands between two words."""
    return other - one <= _GAP + 1 and all(
        token.lower_ in _SMALL or token.tag_ in ("POS", "HYPH") for token in doc[one + 1 : other]
    )


def _taken(run: _Run, taken: Sequence[Span]) -> bool:
    return any(run.span.overlaps(span) for span in taken)


def _first_words(segment: Segment) -> Span:
    """Give the place of the first four words of a sentence."""
    words = segment.text.split()[:4]
    end = 0
    for word in words:
        end = segment.text.index(word, end) + len(word)
    return Span(segment.start, segment.start + end)
