"""How far a model is surprised by the words of an article, given its own back-translation or its source.

Every line is scored as the translation of a line in the source language (forced decoding), and the pieces of a word
are added up. Rare and long words are always improbable, so a word's surprise is held against what human English gives
for a word so common and of so many pieces, and against the article's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

from mtcheck.analysis import Context
from mtcheck.analysis.token_scores import TokenScore
from mtcheck.analysis.vocabulary import zipf
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Token

_BASE, _PER_ZIPF, _PER_PIECE, _SPREAD = 3.8, -0.82, 1.67, 3.3
"""The usual surprise of a content word in nats, by least squares over 15,900 of them in human English (25,000 words of
BBC and 15,000 of Reuters news, their back-translations by the embedded model), and what is left over (R2 0.24)."""
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_FEWEST = 30
"""In an article of fewer content words, its own mean and spread say little: the usual ones stand alone."""


@dataclass(frozen=True, slots=True)
class WordSurprise:
    """A word, its surprise in nats, and by how many standard deviations that is more than usual.

    `usual` is against human English, `own` against the other words of the article.
    """

    segment: Segment
    token: Token
    nats: float
    usual: float
    own: float

    @property
    def z(self) -> float:
        """The lesser of the two."""
        return min(self.usual, self.own)


def content_words(context: Context, given: Mapping[int, str] | None = None) -> tuple[WordSurprise, ...]:
    """Give the surprise of every content word of the sentences that have a line in the source language.

    `given` holds these lines by the starts of the segments; without it they are the back-translations, of sentences
    whose back-translation may serve as evidence. Names, and words that stand in the line as they are, give nothing:
    the model copies them.
    """
    lines = _back_translations(context) if given is None else given
    chosen = [(s, lines[s.start]) for s in context.document.segments if s.kind == "sentence" and s.start in lines]
    if context.scorer is None or not chosen:
        return ()
    scored = context.scorer([line for _, line in chosen], [segment.line for segment, _ in chosen])
    found = [
        (segment, token, nats, (nats - _expected(token, pieces)) / _SPREAD)
        for (segment, line), scores in zip(chosen, scored, strict=True)
        for token, nats, pieces in _words(context, segment, scores)
        if is_telling(token, line)
    ]
    usual = [z for *_, z in found]
    mean, spread = (fmean(usual), pstdev(usual) or 1.0) if len(found) >= _FEWEST else (0.0, 1.0)
    return tuple(WordSurprise(s, token, nats, z, (z - mean) / spread) for s, token, nats, z in found)


def _back_translations(context: Context) -> dict[int, str]:
    segments = context.document.segments
    return {s.start: t.back_translation for s in segments if (t := context.translation(s)) is not None}


def is_telling(token: Token, line: str) -> bool:
    """Say whether a word is a content word, no name, and does not stand in a line as it is."""
    if token.pos_ not in _CONTENT or token.ent_type_ or not token.is_alpha or len(token) <= 2:
        return False
    return not re.search(rf"\b{re.escape(token.text)}\b", line, re.IGNORECASE)


def _words(context: Context, segment: Segment, scores: Sequence[TokenScore]) -> Iterator[tuple[Token, float, int]]:
    """Yield each word of a line with the surprise and the number of its pieces."""
    places = _unfolded(segment.text)
    starts = [(places[score.start], -score.log_probability) for score in scores if score.start < len(places)]
    for token in context.parse(segment) if scores else ():
        pieces = [nats for start, nats in starts if token.idx <= start < token.idx + len(token)]
        if pieces:
            yield token, sum(pieces), len(pieces)


def _unfolded(text: str) -> list[int]:
    """Give, for each letter of a segment's line, its place in the segment's text."""
    places: list[int] = []
    for run in re.finditer(r"\S+", text):
        if places:
            places.append(run.start() - 1)
        places.extend(range(run.start(), run.end()))
    return places


def _expected(token: Token, pieces: int) -> float:
    return _BASE + _PER_ZIPF * zipf(token.text, "en") + _PER_PIECE * pieces
