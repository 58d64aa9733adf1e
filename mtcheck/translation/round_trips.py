"""The round trip of an article: every segment translated back and forth again, and its back-translation judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from mtcheck.analysis import identification
from mtcheck.records import Document, Translation
from mtcheck.translation.doubts import PASSED_THROUGH, doubt
from mtcheck.translation.protocol import Progress, Translator
from mtcheck.translation.splitting import is_translatable

_WORDS = 4
"""A segment of fewer words does not tell its language."""
_SURE = 0.5
"""The probability of another language from which a segment counts as foreign. Indonesian shares its probability with
Malay: at 0.8 half of it was missed. At 0.5 one of 3,400 English sentences and headlines was taken for foreign."""


def round_trips(
    document: Document,
    translator: Translator,
    source: str,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[Translation | None, ...]:
    """Translate every segment but datelines into the source language and back again.

    A segment without words, or in another language than the document's, is passed through as it is. Translations
    that are no evidence carry a doubt that says why.
    """
    lines = {i: s.line for i, s in enumerate(document.segments) if s.kind != "dateline"}
    chosen = [i for i, line in lines.items() if is_translatable(line) and not _is_foreign(line, document.language)]
    told: Callable[[str], Progress | None] = lambda what: partial(progress, what) if progress else None  # noqa: E731
    back = translator.translate(
        [lines[i] for i in chosen], source=document.language, target=source, progress=told("back-translation")
    )
    again = translator.translate(back, source=source, target=document.language, progress=told("round trip"))
    made = {i: Translation(line, line, PASSED_THROUGH) for i, line in lines.items()}
    made |= _judged(chosen, [lines[i] for i in chosen], back, again)
    return tuple(made.get(i) for i in range(len(document.segments)))


def of_source(
    document: Document,
    translator: Translator,
    target: str,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[str | None, ...]:
    """Translate every segment of a source that holds words into the article's language."""
    lines = {i: s.line for i, s in enumerate(document.segments) if s.kind != "dateline" and is_translatable(s.line)}
    told = partial(progress, "translation of the source") if progress else None
    made = translator.translate(list(lines.values()), source=document.language, target=target, progress=told)
    found = dict(zip(lines, made, strict=True))
    return tuple(found.get(i) for i in range(len(document.segments)))


def _judged(
    indices: Sequence[int], lines: Sequence[str], back: Sequence[str], again: Sequence[str]
) -> dict[int, Translation]:
    rows = zip(indices, lines, back, again, strict=True)
    return {i: Translation(there, trip, doubt(line, there)) for i, line, there, trip in rows}


def _is_foreign(line: str, language: str) -> bool:
    """Say whether a line is surely in another language; a line that might be either is not foreign."""
    if len(line.split()) < _WORDS or identification.is_in(line, language):
        return False
    guess = identification.identify(line)
    return guess is not None and guess.code != language and guess.probability >= _SURE
