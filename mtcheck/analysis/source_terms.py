"""The terms of a glossary in a sentence of the source language: with clitics, doubled, and in any voice if marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mtcheck.analysis import source_words, tables
from mtcheck.analysis.glossary import VERB, Glossary, Term

_INITIALS = re.compile(r"(?=.*[A-Z])[A-Z0-9.]{2,}")


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a line: its place there and what stands there."""

    term: Term
    start: int
    end: int
    text: str


def find(line: str, glossary: Glossary, language: str) -> tuple[Found, ...]:
    """Give the terms that a line has, in order; of terms that share words the longest."""
    words = tuple(source_words.tokens(line, language))
    index = _index(glossary, language)
    shouted = line.isupper() and len(words) > 2
    found: list[Found] = []
    for at, word in enumerate(words):
        for form in {form for key in _keys(word.text, language) for form in index.get(key, ())}:
            run = words[at : at + len(form.words)]
            if form.fits(run) and not (shouted and form.initials):
                found.append(Found(form.term, run[0].start, run[-1].end, line[run[0].start : run[-1].end]))
    found.sort(key=lambda f: (f.start - f.end, f.start))
    kept: list[Found] = []
    for one in found:
        if all(one.end <= k.start or k.end <= one.start for k in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda f: f.start))


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of a term: a pattern for each of its words, and whether it is of initials alone."""

    term: Term
    words: tuple[re.Pattern[str], ...]
    initials: bool

    def fits(self, run: Sequence[source_words.SourceToken]) -> bool:
        """Say whether some words of a line are this form."""
        return len(run) == len(self.words) and all(p.fullmatch(t.text) for p, t in zip(self.words, run, strict=True))


@cache
def _index(glossary: Glossary, language: str) -> dict[str, list[_Form]]:
    """Map the first word of each form (lower case, in any voice that counts) to the forms that begin with it."""
    index: dict[str, list[_Form]] = {}
    for term in glossary.terms:
        for source in term.source:
            words = tuple(_words(source, language))
            patterns = tuple(_pattern(choices, language) for choices in words)
            form = _Form(term, patterns, all(_INITIALS.fullmatch(choices[0]) for choices in words))
            for choice in words[0]:
                index.setdefault(choice.lower(), []).append(form)
    return index


def _words(source: str, language: str) -> Iterator[tuple[str, ...]]:
    """Yield what each word of a form of a term may be."""
    tokens = [t.text for t in source_words.tokens(source, language)]
    for token, behind in zip(tokens, [*tokens[1:], ""], strict=True):
        if token != VERB:
            yield _voices(token, language) if behind == VERB else (token,)


def _voices(word: str, language: str) -> tuple[str, ...]:
    """Give a verb, written with or without a prefix, with each prefix that marks a voice."""
    table = tables.load(language, "terms")["voices"]
    bases = {word, *(begins + word[len(prefix) :] for prefix, begins in table if word.startswith(prefix))}
    made = (prefix + base[len(begins) :] for base in bases for prefix, begins in table if base.startswith(begins))
    return tuple(dict.fromkeys((word, *sorted(bases), *made)))


def _pattern(choices: tuple[str, ...], language: str) -> re.Pattern[str]:
    """Give the pattern of a word: as it is, doubled, and with clitics; initials count in capitals alone."""
    clitics = "|".join(clitic for clitic, _ in tables.load(language, "words")["clitics"])
    either = "|".join(map(re.escape, choices))
    initials = _INITIALS.fullmatch(choices[0]) is not None
    word = either if initials else rf"(?i:{either})(?:-(?i:{either}))?"
    return re.compile(rf"(?:{word})(?:-?(?i:{clitics})){{0,2}}")


def _keys(text: str, language: str) -> set[str]:
    """Give what a word of a line may begin a term as: itself, undoubled, and without clitics."""
    table = tables.load(language, "words")
    whole = text.lower()
    if whole in table["whole"]:
        return {whole}
    keys = {whole, whole.partition("-")[0]}
    for _ in range(2):
        keys |= {
            key.removesuffix(clitic).removesuffix("-")
            for key in keys
            for clitic, letters in table["clitics"]
            if key.endswith(clitic) and len(key) - len(clitic) >= letters
        }
    return keys
