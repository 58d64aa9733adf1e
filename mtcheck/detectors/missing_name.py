"""MT118: a name of the source that the article has nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mtcheck.analysis import Context
from mtcheck.analysis.loose_pairs import loose_pairs
from mtcheck.analysis.name_matching import NameMatcher
from mtcheck.analysis.name_swaps import Gap, NameSwaps, is_english_for
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.word_alignment import align_words
from mtcheck.records import Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_KINDS = frozenset({"plain", "country"})
"""The kinds of names whose loss is looked at; bodies, which English may call in many ways, are not."""
_LIKE = 0.1
"""The likeness of two sentences from which a word that one of them lacks is missed."""
_FULL = 0.65
"""The part of the source sentence's other words that the article renders, from which nothing but a name is lost."""
_NEAR = 2
"""How far from the name, in words, the word stands whose rendering shows where it should be."""
_NOUNS = frozenset({"NOUN", "PROPN"})
_PERSON = 2
"""A name of so many words is a person's, or as telling as one."""


@rule("MT118", "missing-name", category=Category.OMISSION, severity=Severity.MAJOR, needs={"source"})
def check(context: Context, *, likeness: float = _LIKE) -> Iterator[Hit]:
    """A person or country that the source names is named nowhere in the article.

    What it finds:
        A name of the source that the article has in no form, in a sentence that otherwise renders the source's: the
        words beside it are there, the name is not. Marked is what stands in its place ("the prosecutor"), or the
        words beside which it should be. Names of one word without a title are a preview.

    Why it matters:
        Readers of the article never learn who it was.

    Example:
        "Jaksa Dwi Pranoto belum memutuskan." comes out as "The prosecutor has not decided." It was Dwi Pranoto.

    Limits:
        A name that stands anywhere in the article is not missed where a sentence has "he" or "the minister" for it,
        for that is how people translate. Where more than the name is missing, the whole clause is, which other rules
        tell. Headlines are not looked at.
    """
    if context.source is None:
        return
    matcher = context.shared(NameMatcher.of)
    swaps = context.shared(NameSwaps.of)
    for pair in loose_pairs(context.pairs):
        if pair.likeness < likeness or any(segment.kind != "sentence" for segment in pair.article):
            continue
        told = {(swap.gap.segment.start, swap.gap.name.start) for swap in swaps.find(pair)}
        for gap in swaps.gaps(pair):
            if (gap.segment.start, gap.name.start) in told or _is_respelt(gap, pair, context):
                continue
            if _is_lost(gap, context, matcher):
                yield from _hit(gap, pair, context, matcher)


def _is_lost(gap: Gap, context: Context, matcher: NameMatcher) -> bool:
    """Say whether a name that is no epithet stands in the article with none of its words."""
    names = context.table("names")
    if gap.name.kind not in _KINDS or len(gap.missing) < len(gap.name.words):
        return False
    if gap.name.before in names["epithet_heads"] or gap.name.text in names["unspoken"]:
        return False
    if gap.name.opens and len(gap.name.words) < _PERSON and gap.name.text.lower() not in matcher.names.inside:
        return False  # a word that the tables do not know, or misspelt: its capital tells nothing
    return len(matcher.unrendered(gap.name, matcher.whole_article)) == len(gap.name.words)


def _is_respelt(gap: Gap, pair: Pair, context: Context) -> bool:
    """Say whether the article has what may be the English spelling of a name ("Pilate" for "Pilatus")."""
    names = [t.text for segment in pair.article for t in context.parse(segment) if t.text[:1].isupper()]
    return all(any(is_english_for(one, word) for one in names) for word in gap.name.words)


def _hit(gap: Gap, pair: Pair, context: Context, matcher: NameMatcher) -> Iterator[Hit]:
    tokens = matcher.names.tokens[gap.segment.start]
    for segment in pair.article:
        doc = context.parse(segment)
        place = _place(doc, tokens, gap, matcher)
        if place is None or _rendered(pair, gap, context, matcher) < _FULL:
            continue
        start = segment.start + place[0].idx
        titles = context.table("names")["person_titles"]
        right = _suggestion(place, gap) if gap.name.before in titles else None
        if len(gap.name.words) < _PERSON and len(place) == 1 and place.root.pos_ not in _NOUNS:
            continue
        firm = gap.name.kind == "plain" and (len(gap.name.words) >= _PERSON or gap.name.before in titles)
        yield Hit(
            start,
            start + len(place.text),
            f"The source names {gap.name.text} here; the article nowhere does.",
            suggestion=right,
            evidence=(Evidence("source", gap.segment.line),),
            confidence=0.7 if firm else 0.4,
            severity=Severity.MINOR if right else None,
            preview=not firm,
        )
        return


def _place(doc: Doc, tokens: Sequence[SourceToken], gap: Gap, matcher: NameMatcher) -> Span | None:
    """Give the noun phrase that renders the word beside a name, the word before it rather than the one behind."""
    links = {link.source_index: doc[link.token_index] for link in align_words(doc, tokens, matcher.names.table)}
    nearest = [gap.name.start - k for k in range(1, _NEAR + 1)] + [gap.name.end - 1 + k for k in range(1, _NEAR + 1)]
    for i in nearest:
        if (token := links.get(i)) is not None:
            return next((chunk for chunk in doc.noun_chunks if token in chunk), doc[token.i : token.i + 1])
    return None


def _rendered(pair: Pair, gap: Gap, context: Context, matcher: NameMatcher) -> float:
    """Give the part of the words of a name's sentence, without the name, that the article renders."""
    tokens = matcher.names.tokens[gap.segment.start]
    words = {
        i
        for i, t in enumerate(tokens)
        if t.is_word and len(t.form) > _PERSON and not gap.name.start <= i < gap.name.end
    }
    found: set[int] = set()
    for segment in pair.article:
        found |= {link.source_index for link in align_words(context.parse(segment), tokens, matcher.names.table)}
    return len(words & found) / max(1, len(words))


def _suggestion(place: Span, gap: Gap) -> str | None:
    """Write a title with its name, where the title is all that stands there."""
    words = [token for token in place if not token.is_stop]
    if gap.name.kind != "plain" or len(words) != 1 or words[0].pos_ not in ("NOUN", "PROPN"):
        return None
    return f"{words[0].text.capitalize()} {gap.name.text}"
