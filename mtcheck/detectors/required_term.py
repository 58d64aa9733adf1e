"""MT202: terms of the user's glossary that the source has and the article renders otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtcheck.analysis import Context, renderings, term_places
from mtcheck.analysis.glossary import Term
from mtcheck.analysis.renderings import Rendering
from mtcheck.analysis.source_terms import Found
from mtcheck.analysis.term_pairs import TermPair, TermPairs
from mtcheck.records import Evidence, Hit, Span
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_FORBIDDEN, _LIKELY, _GUESSED = 0.92, 0.8, 0.5
"""How sure the place is: a rendering that the glossary forbids, one that translates the term, a guess."""


@rule("MT202", "required-term", category=Category.TERMINOLOGY, severity=Severity.MAJOR, needs={"source"})
def check(context: Context) -> Iterator[Hit]:
    """Terms of the user's glossary are not rendered as the glossary requires.

    What it finds:
        Sentences of the source that have a term of the glossary (`--glossary`), where the sentences of the article that
        render them have none of its targets in any inflection. The term is found with its clitics and doubled, and in
        its active and passive forms where the glossary marks it with "~"; initials only in capitals. What is marked is
        what stands for the term: the forbidden rendering, else the words that translate it, else (less surely) a noun
        phrase that renders nothing else.

    Why it matters:
        One thing under two names is two things to the reader, and a desk has settled which name it is.

    Example:
        "the Supreme Prosecutor's Office" for *Kejaksaan Agung*, which the glossary renders "Attorney General's Office".

    Limits:
        A sentence that names the term twice and renders it once is left alone, and so is one that goes on with a short
        form, initials or a pronoun after the article has had the required term. A word made of the required one
        ("presidential" for "president") will do. What a sentence leaves out is marked at a guess, as a minor finding.
    """
    if context.glossary:
        yield from _Missing(context)


class _Missing:
    """The terms that the source has and the article does not render as required."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._pairs = context.shared(TermPairs.of).members
        self._forbidden = tuple(renderings.forbidden(context, context.glossary))
        self._required: dict[Term, tuple[Rendering, ...]] = {
            term: renderings.required(context, term)
            for term in {one.term: None for pair in self._pairs for one in pair.found if one.term.required}
        }

    def __iter__(self) -> Iterator[Hit]:
        """Yield a hit for each pair and each term that it lacks."""
        for number, pair in enumerate(self._pairs):
            terms = [term for term in dict.fromkeys(one.term for one in pair.found) if term in self._required]
            taken = [rendering.span for term in terms for rendering in self._required[term]]
            for term in terms:
                one = pair.first(term)
                if one is None or not pair.pair.article or self._is_rendered(number, term):
                    continue
                place = self._place(pair, one, taken)
                if place is not None:
                    taken.append(place[0])
                    yield _hit(one, *place)

    def _is_rendered(self, number: int, term: Term) -> bool:
        """Say whether a pair has a required rendering, also in a short form, or a neighbour has it in its stead."""
        pair, rendered = self._pairs[number].pair, self._required[term]
        neighbours = (self._pairs[i] for i in (number - 1, number + 1) if 0 <= i < len(self._pairs))
        shifted = (other.pair.article for other in neighbours if other.first(term) is None)
        if any(rendering.segment in side for side in (pair.article, *shifted) for rendering in rendered):
            return True
        short = "|".join(map(re.escape, sorted(renderings.short_forms(self._context, rendered))))
        return bool(short) and any(re.search(rf"(?<![\w-])(?:{short})(?!\w)", s.text) for s in pair.article)

    def _place(self, pair: TermPair, one: Found, taken: Sequence[Span]) -> tuple[Span, float] | None:
        """Give what stands for a term, and how surely; None where the article goes on from a required rendering."""
        article = pair.pair.article
        for other in self._forbidden:
            if other.term == one.term and other.segment in article and not any(map(other.span.overlaps, taken)):
                return other.span, _FORBIDDEN
        place = term_places.place(self._context, pair, one, taken)
        told = any(rendering.start < article[0].start for rendering in self._required[one.term])
        text = self._context.document.text[place.span.start : place.span.end]
        if not place.guessed and any(renderings.is_derived(text, target) for target in one.term.required):
            return None
        if told and (place.short or (place.guessed and term_places.has_pronoun(self._context, pair))):
            return None
        return place.span, _GUESSED if place.guessed else _LIKELY


def _hit(one: Found, span: Span, confidence: float) -> Hit:
    wanted = " or ".join(f"“{target}”" for target in one.term.required)
    return Hit(
        span.start,
        span.end,
        f"The source says “{one.text}”, which the glossary renders as {wanted}; the article does not, here.",
        suggestion=one.term.preferred,
        evidence=(Evidence("glossary", one.term.entry), Evidence("source", one.text)),
        confidence=confidence,
        severity=Severity.MINOR if confidence == _GUESSED else None,  # it may have been left out for good reason
    )
