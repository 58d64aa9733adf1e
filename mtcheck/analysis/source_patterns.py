"""Phrases found in a line of the source language, by patterns over its words.

A pattern is what must stand in a row, elements with a space between them:

    rumah           that word, whatever hangs on it (rumahnya), in the form given
    rumah|gedung    one of these words
    tahan+          any word of that stem (menahan, ditahan, penahanan)
    *3              up to three words of any kind, marks but for the end of a sentence included
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from mtcheck.analysis.source_words import SourceToken

_ENDS = frozenset({".", "!", "?", ";", ":"})

_Element = tuple[int, tuple[str, ...]]
"""How many words of any kind may stand here, or what words must (then the number is 0)."""


def find(pattern: str, tokens: Sequence[SourceToken]) -> Iterator[range]:
    """Yield the stretches of tokens that a pattern describes."""
    elements = _elements(pattern)
    for start in range(len(tokens)):
        end = _end(elements, tokens, start)
        if end is not None:
            yield range(start, end)


def find_words(words: Sequence[SourceToken], tokens: Sequence[SourceToken]) -> Iterator[range]:
    """Yield the stretches where given words stand in a row: a single one in this form, several in any."""
    for start in range(len(tokens) - len(words) + 1):
        row = tokens[start : start + len(words)]
        if all(a.form == b.form or (len(words) > 1 and a.stem == b.stem) for a, b in zip(words, row, strict=True)):
            yield range(start, start + len(words))


@cache
def _elements(pattern: str) -> tuple[_Element, ...]:
    return tuple((int(p[1:]), ()) if p.startswith("*") else (0, tuple(p.split("|"))) for p in pattern.split())


def _fits(token: SourceToken, words: tuple[str, ...]) -> bool:
    whole = token.text.lower()
    return any(token.stem == w[:-1] if w.endswith("+") else w in (token.form, whole) for w in words)


def _end(elements: Sequence[_Element], tokens: Sequence[SourceToken], start: int) -> int | None:
    """Give where the stretch that begins at a token ends, or None when it is not what the elements describe."""
    if not elements:
        return start
    (gap, words), rest = elements[0], elements[1:]
    if words:
        return _end(rest, tokens, start + 1) if start < len(tokens) and _fits(tokens[start], words) else None
    for skipped in range(gap + 1):
        if skipped and (start + skipped > len(tokens) or tokens[start + skipped - 1].text in _ENDS):
            return None
        if (end := _end(rest, tokens, start + skipped)) is not None:
            return end
    return None
