"""How much of a sentence without a counterpart the other text says elsewhere.

Translators merge sentences and move what they say. What they merged stands in words nearby that render nothing else:
words of the sentences before and behind that are not linked with a word of their own counterparts. A sentence whose
content is found among such spare words is not missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from mtcheck.analysis import parsing, word_alignment, word_translations
from mtcheck.analysis.paraphrases import probability, related
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.vocabulary import zipf
from mtcheck.analysis.word_translations import key_of
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from mtcheck.analysis import Context
    from mtcheck.analysis.pairs import Pair
    from mtcheck.analysis.word_alignment import Link

_NEAR = 2
"""How many pairs before and behind may say what a sentence says."""
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
_RARE, _NAME = 8.0, 6.0
"""A word weighs as much as its Zipf frequency lies under the first; a name or a figure weighs the second."""
_CONTENT_WEIGHT = 2.2
"""The weight from which a word of the source tells something."""
_SURE = 0.2
"""The score from which two words surely translate each other; less counts in proportion."""
_PARAPHRASE = 0.05
"""The probability from which two English words may stand for each other."""
_MANY, _NOTHING = 6, 0.1
"""A sentence of so many content words, of which no greater share is found, renders none of the other text."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where one of the texts, or either, has sentences without a counterpart, with the numbers of their pairs.

    `before` and `behind` are the article's segments about it.
    """

    article: tuple[tuple[int, Segment], ...]
    source: tuple[tuple[int, Segment], ...]
    before: Segment | None
    behind: Segment | None


def gaps(pairs: Sequence[Pair]) -> Iterator[Gap]:
    """Yield the places where pairs have one side only."""
    for whole, group in groupby(enumerate(pairs), key=lambda item: item[1].whole):
        if whole:
            continue
        found = list(group)
        first, last = found[0][0], found[-1][0]
        article = tuple((i, segment) for i, pair in found for segment in pair.article)
        source = tuple((i, segment) for i, pair in found for segment in pair.source)
        before = pairs[first - 1].article[-1] if first else None
        behind = pairs[last + 1].article[0] if last + 1 < len(pairs) else None
        yield Gap(article, source, before, behind)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a pair: the English ones with where they start in the article, the source's, and their links."""

    english: Sequence[Token]
    starts: Sequence[int]
    source: Sequence[SourceToken]
    links: Sequence[Link]


class Coverage:
    """What the sentences of an article and its source have to spare, and how much of a sentence that renders."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._pairs: Sequence[Pair] = context.pairs.members
        self._language = context.source_language
        self._table = word_translations.load(self._language)
        self._spare_cache: dict[int, tuple[list[Token], list[SourceToken]]] = {}
        self._words_cache: dict[int, Words] = {}

    def of_source(self, segment: Segment, place: int) -> float:
        """Say from 0 to 1 how much of a sentence of the source the article says near the pair of that number."""
        spare = [token for number in self._near(place) for token in self._spare(number)[0]]
        shares = [self.rendered(self.source_words([segment]), spare)]
        if made := self._context.source_translation([segment]):
            shares.append(self.paraphrased(content_words(parsing.pipeline()(made)), spare))
        return sum(shares) / len(shares)

    def of_article(self, segment: Segment, place: int) -> float:
        """Say from 0 to 1 how much of a sentence of the article the source says near the pair of that number."""
        spare = [token for number in self._near(place) for token in self._spare(number)[1]]
        return self.translated(content_words(self._context.parse(segment)), spare)

    def likeness(self, segment: Segment, pair: Pair) -> float:
        """Say from 0 to 1 how far a sentence says what a pair does: the lesser of what each says of the other."""
        words = content_words(self._context.parse(segment))
        others = [word for s in pair.article for word in content_words(self._context.parse(s))]
        source = self.source_words(pair.source)
        english = min(self.paraphrased(words, others), self.paraphrased(others, words))
        return max(english, min(self.translated(words, source), self.rendered(source, words)))

    def is_telling(self, words: Sequence[object], share: float) -> bool:
        """Say whether a sentence of many words, of which nothing is found, can be no free rendering."""
        return len(words) >= _MANY and share <= _NOTHING

    def source_words(self, segments: Sequence[Segment]) -> list[SourceToken]:
        """Give the words of some sentences of the source that tell something."""
        return self.telling([token for segment in segments for token in self._table.source_tokens(segment.line)])

    def telling(self, words: Sequence[SourceToken]) -> list[SourceToken]:
        """Give those words of the source that tell something."""
        return [word for word in words if not word.is_mark and self._weight(word) >= _CONTENT_WEIGHT]

    def words_of(self, number: int) -> Words:
        """Give the words of the pair of that number, and which of them render each other."""
        if number not in self._words_cache:
            pair = self._pairs[number]
            places = [(segment.start + t.idx, t) for segment in pair.article for t in self._context.parse(segment)]
            english = [token for _, token in places]
            source = [token for segment in pair.source for token in self._table.source_tokens(segment.line)]
            links = word_alignment.align_words(english, source, self._table) if english and source else ()
            self._words_cache[number] = Words(english, [start for start, _ in places], source, links)
        return self._words_cache[number]

    def english_near(self, place: int) -> list[Token]:
        """Give the content words of the pair of that number, and those that its neighbours have to spare."""
        own = [token for token in self.words_of(place).english if is_content(token)]
        return own + [token for number in self._near(place) if number != place for token in self._spare(number)[0]]

    def spare_words(self, place: int) -> int:
        """Give the number of content words of a pair's article side that render nothing on the other."""
        return len(self._spare(place)[0])

    def unsaid(self, place: int) -> int | None:
        """Give the number of content words in the model's translation of a pair's source that the article lacks."""
        made = self._context.source_translation(self._pairs[place].source)
        near = self.english_near(place)
        words = content_words(parsing.pipeline()(made)) if made else None
        return None if words is None else sum(not any(self._is_alike(w, other) for other in near) for w in words)

    def rendered(self, words: Sequence[SourceToken], by: Sequence[Token]) -> float:
        """Say which part of some words of the source, by weight, English words render."""
        keys = {key_of(token) for token in by}
        found = (
            self._weight(word) * min(1.0, max((self._table.score(key, word.form) for key in keys), default=0.0) / _SURE)
            for word in words
        )
        return sum(found) / max(1.0, sum(map(self._weight, words)))

    def translated(self, words: Sequence[Token], by: Sequence[SourceToken]) -> float:
        """Say which part of some English words translates words of the source."""
        forms = {token.form for token in by}
        scores = (max((self._table.score(key_of(word), form) for form in forms), default=0.0) for word in words)
        return sum(min(1.0, score / _SURE) for score in scores) / max(1, len(words))

    def paraphrased(self, words: Sequence[Token], by: Sequence[Token]) -> float:
        """Say which part of some English words others repeat or paraphrase."""
        return sum(any(self._is_alike(word, other) for other in by) for word in words) / max(1, len(words))

    def _is_alike(self, one: Token, other: Token) -> bool:
        first, second = key_of(one), key_of(other)
        if first == second or related(one.lower_, other.lower_):
            return True
        return probability(first, second, self._language) >= _PARAPHRASE

    def _near(self, place: int) -> range:
        return range(max(0, place - _NEAR), min(len(self._pairs), place + _NEAR + 1))

    def _spare(self, number: int) -> tuple[list[Token], list[SourceToken]]:
        """Give the content words of a pair that nothing on its other side renders."""
        if number not in self._spare_cache:
            words = self.words_of(number)
            used, said = {link.token_index for link in words.links}, {link.source_index for link in words.links}
            free = [token for i, token in enumerate(words.english) if i not in used and is_content(token)]
            self._spare_cache[number] = free, self.telling([t for j, t in enumerate(words.source) if j not in said])
        return self._spare_cache[number]

    def _weight(self, token: SourceToken) -> float:
        if any(map(str.isdigit, token.form)) or token.text[:1].isupper():
            return _NAME
        return max(0.0, _RARE - zipf(token.stem, self._language))


def is_content(token: Token) -> bool:
    """Say whether an English word tells something."""
    return token.pos_ in _CONTENT and (not token.is_stop or token.like_num) and not token.is_space


def content_words(sentence: Doc) -> list[Token]:
    """Give the words of a parsed English sentence that tell something."""
    return [token for token in sentence if is_content(token)]
