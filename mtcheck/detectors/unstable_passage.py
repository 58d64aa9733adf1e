"""Detector MT105."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from mtcheck.analysis import Context
from mtcheck.analysis.returns import Returns
from mtcheck.analysis.surprise import WordSurprise, content_words
from mtcheck.records import Evidence, Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CONFIDENCE = 0.3
"""About the share of such passages that held an error in the development articles."""
_QUOTED = 8
"""What came back is quoted up to so many words: more is not what stands in the passage's stead."""
_BREAKING = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN", "NUM", "PUNCT"})
"""What ends a passage between two words of it: a word that did come back, a name, a number, a mark."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """Tokens start to end of a sentence, whose content words (so many) surprise the model and do not come back."""

    segment: Segment
    returns: Returns
    start: int
    end: int
    words: int
    strength: float


@rule(
    "MT105",
    "unstable-passage",
    category=Category.MISTRANSLATION,
    severity=Severity.MINOR,
    needs={"back_translation", "round_trip", "token_scores"},
    preview=True,
)
def check(context: Context, *, least: float = 0.5, words: int = 3, most: int = 2) -> Iterator[Hit]:
    """A passage that the translation model finds improbable, and that a round trip does not give back.

    What it finds:
        Three or more content words in a row that surprise the model more than the words of human English and of this
        article do, given the article's own back-translation, and none of which comes back from the round trip through
        the source language. Names, numbers, and words copied into the back-translation count for nothing; the two most
        surprising passages of an article are shown.

    Why it matters:
        Where the model can neither expect a passage nor keep it, the passage may be garbled, or mean something that
        nobody meant. It is a place to look at, never a verdict.

    Example:
        "It was just thumb sucking." comes back from Indonesian as "It was only a guess.": an idiom taken word by word
        that the English reader cannot make sense of. Better: "It was pulled out of thin air."

    Limits:
        Measured on 15 development articles (3,319 words with the sample in references/) with the embedded model: 3
        hits, all on a marked error, but 20 hits in 49,200 words of human English, so 0.9 hits per 1,000 words stand
        against 0.4. The thresholds were chosen on these articles, so the figures flatter. Two words in a row: 16 hits,
        6 right, and as many per 1,000 words in human English; single words: 61 hits, 7 right. Word by word the evidence
        ranks no better than chance: area under the curve 0.48 for surprise, 0.50 for not coming back, 0.50 for both
        (scripts/measure_evidence.py). What a small model loses is mostly what it does not know, and a literal
        rendering, the commonest fault, is neither surprising nor lost: it survives the round trip. So the rule stays a
        preview and lends no confidence to other rules.
    """
    surprising = [word for word in content_words(context) if word.z >= least]
    sentences = [list(held) for _, held in groupby(surprising, lambda word: word.segment)]
    passages = [p for held in sentences if len(held) >= words for p in _passages(context, held) if p.words >= words]
    strongest = sorted(passages, key=lambda passage: -passage.strength)[:most]
    for passage in sorted(strongest, key=lambda passage: (passage.segment.start, passage.start)):
        yield _hit(context, passage)


def _passages(context: Context, words: Sequence[WordSurprise]) -> Iterator[_Passage]:
    """Yield the runs of surprising words in one sentence that do not come back."""
    segment = words[0].segment
    translation = context.translation(segment)
    if translation is None:
        return
    returns = Returns.of(context.parse(segment), translation.round_trip)
    run: list[WordSurprise] = []
    for word in [word for word in words if returns.is_lost(word.token)]:
        if run and not _adjoin(returns.sentence, run[-1].token.i, word.token.i):
            yield _whole(segment, returns, run)
            run = []
        run.append(word)
    if run:
        yield _whole(segment, returns, run)


def _adjoin(sentence: Doc, left: int, right: int) -> bool:
    """Say whether only small words stand between two words."""
    return not any(token.pos_ in _BREAKING for token in sentence[left + 1 : right])


def _whole(segment: Segment, returns: Returns, run: Sequence[WordSurprise]) -> _Passage:
    start, end = run[0].token.i, run[-1].token.i + 1
    return _Passage(segment, returns, start, end, len(run), sum(word.z for word in run))


def _hit(context: Context, passage: _Passage) -> Hit:
    held = passage.returns.sentence[passage.start : passage.end]
    start, end = passage.segment.start + held.start_char, passage.segment.start + held.end_char
    phrase = " ".join(context.document.text[start:end].split())
    instead = passage.returns.instead(passage.start, passage.end)
    known = 0 < len(instead.split()) <= _QUOTED
    comes = f'comes back from the source language as "{instead}"' if known else "does not come back"
    return Hit(
        start,
        end,
        f'The model did not expect "{phrase}" here, and it {comes}: check that it says what is meant.',
        evidence=(Evidence("round trip", passage.returns.trip.text),),
        confidence=_CONFIDENCE,
    )
