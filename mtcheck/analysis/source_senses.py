"""Phrases of the source that the article renders in a sense that they do not have there.

Two kinds of entries count: those of the phrase lexicons whose phrase stands in the source, for then it needs no other
sign, and those of data/<language>/renderings.toml, whose patterns say what in the source shows the right sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.analysis import phrase_lexicon, phrases, source_patterns, tables, word_translations
from mtcheck.analysis.phrase_lexicon import Lexicon, Phrase
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.word_alignment import Link, align_words
from mtcheck.records import Segment

if TYPE_CHECKING:
    from mtcheck.analysis import Context
    from mtcheck.analysis.phrases import Match

_LEXICONS = {"senses": False, "idioms": True, "institutions": True}
"""The lexicons whose phrases are looked for, and whether several words are fixed phrases, of one sense wherever they
stand; stock phrases ("as is known") are a matter of style, which needs no source."""
_HOME = "#indonesia"
"""The topic that says no more than that the article comes from where the language is spoken."""
_FEWEST = 2
"""The fewest words of a phrase that stands for itself, whatever its neighbours."""
_LINKED = 0.15
"""The score from which a link to another word of the source accounts for a word."""


@dataclass(frozen=True, slots=True)
class WrongSense:
    """A phrase found in the article, and the stretch [start, end) of the source sentence that it renders wrongly."""

    match: Match
    source: Segment
    start: int
    end: int


@cache
def _renderings(language: str) -> tuple[Lexicon, Mapping[str, tuple[str, ...]]]:
    """Give the lexicon of renderings, and the patterns of the source by the names of its phrases."""
    entries = tables.load(language, "renderings")["phrase"]
    plain = [{k: v for k, v in entry.items() if k != "in_source"} for entry in entries]
    return phrase_lexicon.read({"phrase": plain}), {e["original"]: tuple(e["in_source"]) for e in entries}


def wrong_senses(context: Context) -> Iterator[WrongSense]:
    """Yield the phrases of the article whose source shows that they are in the wrong sense."""
    lexicon, patterns = _renderings(context.source_language)
    for match in phrases.find(context, lexicon):
        yield from _confirmed(context, match, patterns[match.phrase.original])
    for name, fixed in _LEXICONS.items():
        for match in phrases.find(context, _freed(context.lexicon(name), fixed=fixed)):
            yield from _confirmed(context, match, None)


def _freed(lexicon: Lexicon, *, fixed: bool) -> Lexicon:
    """Free the entries of a lexicon from the conditions that the phrase itself, in the source, makes needless."""
    return Lexicon(tuple(_without_conditions(phrase, fixed=fixed) for phrase in lexicon.phrases), lexicon.topics)


def _without_conditions(phrase: Phrase, *, fixed: bool) -> Phrase:
    when = () if _HOME in phrase.when else phrase.when
    near = () if fixed and len(phrase.name.split()) >= _FEWEST else phrase.near
    return replace(phrase, when=when, near=near)


def _confirmed(context: Context, match: Match, patterns: Sequence[str] | None) -> Iterator[WrongSense]:
    """Yield a match when its phrase stands in the source of its sentence, and no other word there accounts for it."""
    table = word_translations.load(context.source_language)
    pair = context.pairs.of_segment(match.segment)
    for source in pair.source if pair else ():
        tokens = table.source_tokens(source.line)
        for found in _found(context, match.phrase, patterns, tokens):
            links = align_words(context.parse(match.segment), tokens, table)
            if not _accounted(context, match, found, links):
                yield WrongSense(match, source, tokens[found[0]].start, tokens[found[-1]].end)
                return


def _found(
    context: Context, phrase: Phrase, patterns: Sequence[str] | None, tokens: Sequence[SourceToken]
) -> Iterator[range]:
    if patterns is not None:
        for pattern in patterns:
            yield from source_patterns.find(pattern, tokens)
        return
    for words in _originals(phrase.original, context.source_language):
        yield from source_patterns.find_words(words, tokens)


@cache
def _originals(original: str, language: str) -> tuple[tuple[SourceToken, ...], ...]:
    """Give the forms of a phrase as words; a single word whose brackets or dots tell its neighbours is none."""
    table = word_translations.load(language)
    forms = [(form, re.sub(r"\(.*?\)|…|\.\.\.", "", form).strip()) for form in original.split(" / ")]
    whole = (plain for form, plain in forms if form == plain or len(plain.split()) >= _FEWEST)
    return tuple(table.source_tokens(form) for form in whole)


def _accounted(context: Context, match: Match, found: range, links: Sequence[Link]) -> bool:
    """Say whether the words of a match all render words of the source outside the phrase."""
    doc = context.parse(match.segment)
    start, end = match.start - match.segment.start, match.end - match.segment.start
    own = {t.i for t in doc if start <= t.idx < end and not t.is_punct and t.pos_ not in ("DET", "ADP", "PART")}
    inside = {link.token_index for link in links if link.source_index in found}
    outside = {link.token_index for link in links if link.source_index not in found and link.score >= _LINKED}
    return not own & inside and bool(own) and own <= outside
