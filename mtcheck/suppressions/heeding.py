"""Which findings the dismissals fit, and which dismissals fit nothing any more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from mtcheck.analysis.folding import folded
from mtcheck.records import Dismissal, Finding, Report, Span, Stale, Suppression, SuppressionKind

LASTING: Collection[SuppressionKind] = ("accepted", "option", "configuration", "baseline")
"""What was not said of one article: that it fits nothing in one does not make it stale."""

_ARTICLE = "(?:(?:the|an|a) )?"
_OPENING = re.compile(_ARTICLE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heeded:
    """The findings, those that were dismissed marked so, and the dismissals that fit none."""

    findings: tuple[Finding, ...]
    stale: tuple[Stale, ...]


class _Named(Protocol):
    """A rule, or the card of one."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...


def heed(
    findings: Sequence[Finding],
    dismissals: Sequence[Dismissal],
    *,
    text: str = "",
    ran: Collection[_Named] | None = None,
) -> Heeded:
    """Mark the findings that are dismissed; of several dismissals the first counts.

    `text` is that of the article, in which accepted terms are looked for; `ran` are the rules that ran (None: all),
    for a dismissal of what was not looked for cannot be stale. Neither are those that hold for several articles.
    """
    first: dict[int, Dismissal] = {}
    stale = []
    for dismissal, fitted in zip(dismissals, _fitted(findings, dismissals, text), strict=True):
        for number in fitted:
            first.setdefault(number, dismissal)
        if not fitted and dismissal.kind not in LASTING and _was_looked_for(dismissal, ran):
            stale.append(Stale(dismissal.place, target(dismissal)))
    marked = (
        replace(finding, suppression=Suppression(d.kind, d.reason, d.place)) if (d := first.get(number)) else finding
        for number, finding in enumerate(findings)
    )
    return Heeded(tuple(marked), tuple(stale))


def unused(reports: Iterable[Report], dismissals: Sequence[Dismissal]) -> tuple[Dismissal, ...]:
    """Give those of some dismissals that fit no finding of any report, though what they dismiss was looked for."""
    left = list(dismissals)
    for report in reports:
        fitted = _fitted(report.findings, left, report.document.text)
        left = [
            d for d, numbers in zip(left, fitted, strict=True) if not numbers and _was_looked_for(d, ran_in(report))
        ]
    return tuple(left)


def ran_in(report: Report) -> tuple[_Named, ...]:
    """Give the rules that ran for a report: of those that were chosen, the ones whose inputs were there."""
    absent = {skip.name for skip in report.skipped}
    return tuple(card for card in report.rules if f"{card.code} {card.name}" not in absent)


def target(dismissal: Dismissal) -> str:
    """Say what a dismissal names."""
    quoted = f"{dismissal.code} “{' '.join(dismissal.quote.split())}”".strip() if dismissal.quote else ""
    return " · ".join(filter(None, (dismissal.fingerprint, quoted))) or dismissal.code


def _fitted(findings: Sequence[Finding], dismissals: Sequence[Dismissal], text: str) -> Iterator[list[int]]:
    """Yield for each dismissal the numbers of the findings that it fits."""
    by_fingerprint = {finding.fingerprint: [number] for number, finding in enumerate(findings)}
    by_quote: dict[str, list[int]] = defaultdict(list)
    for number, finding in enumerate(findings):
        for phrase in _phrases(finding.text):
            by_quote[phrase].append(number)
    for dismissal in dismissals:
        if dismissal.kind == "accepted":
            yield [n for n, finding in _accepted(findings, dismissal, text) if _means(dismissal, finding)]
        elif (fingerprint := dismissal.fingerprint.lower()) in by_fingerprint:
            yield by_fingerprint[fingerprint]
        elif dismissal.quote:
            yield [n for n in by_quote[folded(dismissal.quote)] if _means(dismissal, findings[n])]
        else:
            yield []


def _phrases(text: str) -> set[str]:
    """Give what may be quoted for a phrase: all of it, or all but the article that it begins with."""
    phrase = folded(text)
    return {phrase, _OPENING.sub("", phrase, count=1)}


def _means(dismissal: Dismissal, finding: Finding) -> bool:
    """Say whether a dismissal's code is that of a finding, its beginning, or its rule's name; none means every rule."""
    return dismissal.code == finding.rule or finding.code.startswith(dismissal.code.upper())


def _was_looked_for(dismissal: Dismissal, ran: Collection[_Named] | None) -> bool:
    """Say whether a rule ran that a dismissal can mean."""
    if ran is None or not dismissal.code:
        return True
    return any(dismissal.code == rule.name or rule.code.startswith(dismissal.code.upper()) for rule in ran)


def _accepted(findings: Sequence[Finding], dismissal: Dismissal, text: str) -> Iterator[tuple[int, Finding]]:
    """Yield the findings whose phrase is an accepted term, or lies inside an occurrence of it in the article."""
    term = _OPENING.sub("", folded(dismissal.quote), count=1).casefold()
    if not term:
        return
    places = tuple(_occurrences(term, text))
    for number, finding in enumerate(findings):
        phrase = _OPENING.sub("", folded(finding.text), count=1).casefold()
        if phrase == term or any(place.contains(finding.span) for place in places):
            yield number, finding


def _occurrences(term: str, text: str) -> Iterator[Span]:
    """Yield where a term stands in a text, with the article before it and the marks of quotation and possession."""
    words = r"\s+".join(map(_any_quotes, term.split()))
    pattern = rf"""(?<!\w)(?:(?:the|an|a)\s+)?["“”„'‘’]?{words}(?:['’]s?)?["“”'’]?(?!\w)"""
    yield from (Span(*match.span()) for match in re.finditer(pattern, text, re.IGNORECASE))


def _any_quotes(word: str) -> str:
    """Give the pattern of a word in which quotation marks may have any shape."""
    return re.escape(word).replace("'", "['‘’]").replace('"', '["“”„]')
