"""Why a back-translation is no evidence: it copies the English, repeats itself, or is far too long or short.

Small models fail in these ways on headlines, lists and garbled sentences; a rule must not take such output for what
the original said.
"""

from __future__ import annotations

import re
from collections import Counter

PASSED_THROUGH = "passed through"
"""The segment was not translated: it holds no words, or is in another language."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_COPIED = 0.5
"""The share of words taken over from the English, names aside, from which a translation counts as copied."""
_FEWEST = 3
"""In fewer words, what was taken over says nothing: they may be names or loan words."""
_TIMES, _RUN = 3, 4
"""So many times the same so many words is endless repetition."""
_LETTERS = 12
"""So many times the same letter or sign is too."""
_LOOP = re.compile(rf"(\S{{1,6}}?)\1{{{_LETTERS - 1},}}")
_LONGEST, _SLACK = 3.0, 24
"""A translation more than three times as long as the text, or as short, is none; short texts may differ by more."""


def doubt(text: str, translation: str) -> str | None:
    """Say why a translation is no evidence of what stood behind the text; None where it is.

    Gives "empty", "repetitive", "length" or "copied".
    """
    if not _WORD.search(translation):
        return "empty"
    if _repeats(translation) and not _repeats(text):
        return "repetitive"
    if not 1 / _LONGEST <= (len(translation) + _SLACK) / (len(text) + _SLACK) <= _LONGEST:
        return "length"
    return "copied" if copy_ratio(text, translation) >= _COPIED else None


def copy_ratio(text: str, translation: str) -> float:
    """Give the share of a translation's words that were taken over from the text, names aside.

    A name is a word with a capital letter, except in a headline: a text without a full stop that gives a capital to
    every word of four letters and more. Too few words give 0.
    """
    own = _WORD.findall(text)
    all_capitals = text[-1:].isalnum() and all(word[0].isupper() for word in own if len(word) >= 4)
    names = set() if all_capitals else {word.lower() for word in own if not word.islower()}
    counted = [w for word in _WORD.findall(translation) if (w := word.lower()) not in names]
    if len(counted) < _FEWEST:
        return 0.0
    taken = {word.lower() for word in own}
    return sum(word in taken for word in counted) / len(counted)


def _repeats(text: str) -> bool:
    words = text.lower().split()
    runs = Counter(tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
    return max(runs.values(), default=0) >= _TIMES or bool(_LOOP.search(text))
