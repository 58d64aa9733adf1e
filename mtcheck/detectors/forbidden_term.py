"""MT203: words that the user's glossary forbids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.analysis import Context, drop_in, phrases, renderings
from mtcheck.analysis.glossary import Term
from mtcheck.analysis.renderings import Rendering
from mtcheck.analysis.term_pairs import TermPair, TermPairs
from mtcheck.analysis.vocabulary import zipf
from mtcheck.records import Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_SURE, _ALONE = 0.95, 0.85
"""How sure it is that the words render the term: the source has it there, or nobody can tell."""
_COMMON = 3.5
"""The Zipf frequency of a common word."""


@rule("MT203", "forbidden-term", category=Category.TERMINOLOGY, severity=Severity.MAJOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Words stand in the article that the user's glossary forbids.

    What it finds:
        The forbidden renderings of a glossary (`--glossary`) in any inflection, in quotations too, but not within a
        longer term that the glossary requires. With the source beside the article a rendering counts only where the
        source has its term and the article does not render it as required; one that the glossary forbids without naming
        a term counts everywhere.

    Why it matters:
        A desk forbids a rendering because it misleads, offends or names something else.

    Example:
        "the Supreme Prosecutor's Office", where the glossary wants "Attorney General's Office" for *Kejaksaan Agung*.

    Limits:
        With the article alone, a rendering that is right for another term may be flagged, unless the glossary requires
        it for that term; a common word that is forbidden for a term ("accused") is then only hinted at (preview).
    """
    if not context.glossary:
        return
    requiring = _requiring(context)
    pairs = context.shared(TermPairs.of) if context.source else None
    for rendering in renderings.forbidden(context, context.glossary):
        behind = pairs.behind(rendering.segment) if pairs else ()
        meant = _is_meant(rendering, requiring.get(rendering.target.casefold(), set()), behind if pairs else None)
        if meant and not _is_rendered(context, rendering.term, behind):
            yield _hit(context, rendering, [one.text for pair in behind if (one := pair.first(rendering.term))])


def _requiring(context: Context) -> dict[str, set[Term]]:
    """Map each target that the glossary requires to the terms that it is required for."""
    found: dict[str, set[Term]] = {}
    for term in context.glossary.terms:
        for target in term.required:
            found.setdefault(target.casefold(), set()).add(term)
    return found


def _is_meant(rendering: Rendering, requiring: set[Term], pairs: Sequence[TermPair] | None) -> bool:
    """Say whether a rendering stands for its term, and not for one of those that require it.

    `pairs` are the sentences of the source that it may render, None without a source.
    """
    if not rendering.term.source:
        return True
    if pairs is None:
        return not requiring
    terms = {one.term for pair in pairs for one in pair.found}
    return rendering.term in terms and not terms & requiring


def _is_rendered(context: Context, term: Term, pairs: Sequence[TermPair]) -> bool:
    """Say whether the article has the right rendering as often as the source has the term, in the same sentences."""
    mentions = sum(one.term == term for pair in pairs for one in pair.found)
    article = {segment.start for pair in pairs for segment in pair.pair.article}
    rendered = sum(r.segment.start in article for r in renderings.required(context, term)) if mentions else 0
    return 0 < mentions <= rendered


def _is_common(target: str) -> bool:
    """Say whether a target is one common word, which may as well render another term."""
    return target.islower() and len(target.split()) == 1 and zipf(target, "en") >= _COMMON


def _hit(context: Context, rendering: Rendering, quoted: Sequence[str]) -> Hit:
    """Make the hit of a rendering; `quoted` is its term as the source has it."""
    term = rendering.term
    sure = bool(quoted) or not term.source
    of = f" for “{term.name}”" if term.source else ""
    remedy = f"; it requires: {' or '.join(term.required)}" if term.required else ""
    words = phrases.stretch(context, rendering.segment, rendering.start, rendering.end)
    return Hit(
        rendering.start,
        rendering.end,
        f"The glossary forbids “{rendering.target}”{of}{remedy}.",
        suggestion=term.preferred,
        applicability=drop_in.instead_of(words, term.preferred),
        evidence=(Evidence("glossary", term.entry), *(Evidence("source", text) for text in quoted[:1])),
        confidence=_SURE if sure else _ALONE,
        preview=not sure and _is_common(rendering.target),
    )
