"""Runs of words in another language inside English text, by the evidence of their single words.

Lower-case words carry the evidence, for names are capitalised in English; capitalised words may stand inside a run but
make none, unless the whole sentence or line holds no English word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from mtcheck.analysis import identification
from mtcheck.analysis.evidence import Word, weight, words
from mtcheck.analysis.vocabulary import zipf

Mark = Literal["source", "name", "open", "english"]
"""What a word speaks for: the source language, the same but capitalised, nothing, or English."""

_CLEAR = 1.0
"""From this weight on a word speaks for its language (ten times more frequent there than in English)."""
_ENOUGH = 3.5
"""What the words of a run must weigh together."""
_CAPPED = 3.0
_RARE = 2.5
"""An English word below this Zipf value is one that few readers know."""
_OVERWHELMING = 3.3
"""A single word two thousand times more frequent in its language than in English need not be so rare in English ..."""
_KNOWN = 3.5
"""... but only if it stays below this ("yang" is also half of "yin and yang")."""
_LETTERS = 5
_EVERYDAY = 5.0
"""A single word shorter than that is no evidence (an acronym in lower case?) unless it is this common (Zipf)."""
_LATIN = ("fr", "es", "pt", "it", "de", "nl", "sv", "tr", "vi", "ms")
_GAP = re.compile(r"[\s,/]{1,2}")
_JOINED_BEFORE = "@#/_.\\-&"
_JOINED_AFTER = "@/_\\"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the source language's tables say of its words.

    Loanwords are English too; function words stand in sentences only; leftovers are known to be left; numerals behind
    a figure ("5 miliar") are the concern of whoever reads figures.
    """

    language: str
    loanwords: frozenset[str]
    function_words: frozenset[str]
    leftovers: frozenset[str]
    numerals: frozenset[str]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch in another language: how far it reaches, its language (ISO 639-1), and how sure that is (0 to 1)."""

    start: int
    end: int
    language: str
    kind: Literal["line", "run", "word", "title"]
    sureness: float


def source_runs(text: str, vocabulary: Vocabulary) -> Iterator[Run]:
    """Yield the runs of the source language in one sentence or line: all of it, or runs, or single words."""
    found = [w for w in words(text) if not _is_joined(text, w)]
    marks = [_mark(w, vocabulary) for w in found]
    if whole := _whole(found, marks, vocabulary):
        yield replace(whole, end=whole.end + len(text[whole.end :]) - len(text[whole.end :].lstrip(".!?…")))
        return
    for beginning, last in _groups(text, found, marks):
        first = max(0, beginning - 1)
        if marks[first] != "name" or not _opens(text, found[first], found[beginning]):
            first = beginning
        group, own = found[first : last + 1], marks[first : last + 1]
        plain = [w for w, m in zip(group, own, strict=True) if m == "source"]
        total = sum(min(_weight(w, vocabulary), _CAPPED) for w in plain)
        if len(plain) >= 2 and total >= _ENOUGH:
            sureness = min(0.95, 0.6 + 0.04 * total)
            yield Run(group[0].start, group[-1].end, vocabulary.language, "run", sureness)
            continue
        for word in plain:
            counted = word.text in vocabulary.numerals and text[: word.start].rstrip()[-1:].isdigit()
            if word.lower and not counted and not _is_in_name(text, word) and _is_plain(word.text, vocabulary):
                yield Run(word.start, word.end, vocabulary.language, "word", 0.7)


_FEWEST = 3
"""The fewest words that tell one foreign language from another."""


def other_run(text: str) -> Run | None:
    """Give the stretch of a sentence or line that is in another common language of the Latin script, if any."""
    found = [w for w in words(text) if not _is_joined(text, w)]
    rare = [i for i, w in enumerate(found) if w.lower and zipf(w.text, "en") < _RARE + 0.5]
    for first, last in _close(rare):
        stretch = found[first : last + 1]
        if sum(w.lower for w in stretch) < _FEWEST:
            continue
        guess = identification.identify(text[stretch[0].start : stretch[-1].end])
        if guess is None or guess.code not in _LATIN or guess.probability < 0.5:
            continue
        weights = [weight(w.text, guess.code) for w in stretch if w.lower]
        if sum(weights) >= 1.5 * len(weights):
            whole = not any(weight(w.text, guess.code) < 0 for w in found)
            start, end = (found[0].start, found[-1].end) if whole else (stretch[0].start, stretch[-1].end)
            return Run(start, end, guess.code, "line" if whole else "run", guess.probability)
    return None


def _is_joined(text: str, word: Word) -> bool:
    """Say whether a word is a piece of an address, a handle or a file name."""
    before, after = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 2]
    if before and (before in _JOINED_BEFORE or before.isdigit()):
        return True
    return bool(after) and (
        after[0] in _JOINED_AFTER or after[0].isdigit() or (after[0] == "." and after[1:].isalnum())
    )


def _mark(word: Word, vocabulary: Vocabulary) -> Mark:
    if word.text.lower() in vocabulary.loanwords:
        return "open"
    value = _weight(word, vocabulary)
    if value >= _CLEAR:
        return "source" if word.lower else "name"
    if not word.lower and value > -_CLEAR and zipf(word.text, "en") < 4.0:
        return "open"
    known = zipf(word.text, vocabulary.language) >= 4.0
    return "open" if (known and value > -0.7) or zipf(word.text, "en") == 0.0 else "english"


def _weight(word: Word, vocabulary: Vocabulary) -> float:
    value = weight(word.text, vocabulary.language)
    return max(value, 2.0) if word.text.lower() in vocabulary.leftovers else value


def _is_plain(word: str, vocabulary: Vocabulary) -> bool:
    """Say whether a single word gives itself away: the source's for certain, and not one that English knows."""
    if word in vocabulary.leftovers:
        return True
    if len(word) < _LETTERS and zipf(word, vocabulary.language) < _EVERYDAY:
        return False
    value = weight(word, vocabulary.language)
    plain = (value >= 1.5 and zipf(word, "en") < _RARE) or (value >= _OVERWHELMING and zipf(word, "en") < _KNOWN)
    return plain and not _is_near_english(word)


@lru_cache(maxsize=4096)
def _is_near_english(word: str) -> bool:
    """Say whether a word may be a slip in an English one ("hastag"), which is not for this rule to tell."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA
    from wordfreq import top_n_list

    near = process.extractOne(word, top_n_list("en", 50_000), scorer=OSA.distance, score_cutoff=1)
    return len(word) > 4 and near is not None


def _whole(found: Sequence[Word], marks: Sequence[Mark], vocabulary: Vocabulary) -> Run | None:
    """Give the whole sentence as a run when it holds enough of the source language and next to no English word."""
    plain, names, english = (marks.count(mark) for mark in ("source", "name", "english"))
    start, end, language = (found[0].start, found[-1].end, vocabulary.language) if found else (0, 0, "")
    if english and plain >= max(4, 0.4 * len(found)) and english <= 0.2 * len(found):
        return Run(start, end, language, "line", 0.9)
    if len(found) < 2 or english or plain + names < 0.6 * len(found):
        return None
    if plain >= 2 or (plain == names == 1 and len(found) == 2):
        return Run(start, end, language, "line", 0.95)
    if plain + names >= 3 and any(w.text.lower() in vocabulary.function_words for w in found):
        return Run(start, end, language, "line", 0.85)
    if names >= 4 and all(zipf(w.text, language) >= 4.0 for w in found):
        return Run(start, end, language, "title", 0.4)
    return None


def _groups(text: str, found: Sequence[Word], marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """Yield the index ranges of neighbouring words without English, from the first to the last of the source's."""
    first = last = None
    for i, mark in enumerate(marks):
        apart = last is not None and not _is_near(text, found, last, i)
        if first is not None and last is not None and (mark == "english" or apart):
            yield first, last
            first = last = None
        if mark == "source":
            first, last = (i if first is None else first), i
    if first is not None and last is not None:
        yield first, last


def _is_near(text: str, found: Sequence[Word], last: int, here: int) -> bool:
    """Say whether at most two words, and no punctuation but commas, lie between two words."""
    gaps = (text[found[i].end : found[i + 1].start] for i in range(last, here))
    return here - last <= 3 and all(_GAP.fullmatch(gap) for gap in gaps)


def _is_in_name(text: str, word: Word) -> bool:
    """Say whether a word stands between two capitalised ones ("Jaringan Pendidikan untuk Rakyat")."""
    before, after = re.search(r"([^\W\d_]+)\s$", text[: word.start]), re.match(r"\s([^\W\d_]+)", text[word.end :])
    return bool(before and after and before[1][0].isupper() and after[1][0].isupper())


def _opens(text: str, word: Word, following: Word) -> bool:
    """Say whether a capitalised word opens the sentence or a quotation that goes on with the following word."""
    before = text[: word.start].rstrip()
    return (not before or before[-1] in "\"'“‘:") and text[word.end : following.start].isspace()


def _close(indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of at least three indices in which neighbours are at most two apart."""
    start = 0
    for i in range(1, len(indices) + 1):
        if i == len(indices) or indices[i] - indices[i - 1] > 2:
            if i - start >= 3:
                yield indices[start], indices[i - 1]
            start = i
