"""Whether the article says of a figure what the source says of its exactness: "at least nine" is not "nine"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from mtcheck.analysis import tables
from mtcheck.analysis.quantities import notation
from mtcheck.analysis.quantities.comparison import Likeness
from mtcheck.analysis.quantities.matching import Link, Matching
from mtcheck.analysis.quantities.records import Kind, Quantity

_COUNTED = frozenset({Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.VAGUE})


@dataclass(frozen=True, slots=True)
class Slip:
    """A figure that is right and whose qualifier is dropped, or turned into its contrary (`said`, if any)."""

    link: Link
    wanted: str
    said: str = ""


def firmly_said(source: Quantity, language: str) -> str:
    """Give the English for what the source says of a figure's exactness, where that must not be lost; or ""."""
    table = tables.load(language, "quantities")
    return str(table["strict"].get(source.qualifier, "")) if _is_strict(source, table) else ""


def slips(matching: Matching, language: str) -> Iterator[Slip]:
    """Yield the figures of a pair whose qualifier the article drops or turns."""
    for link in matching.links:
        source, article = link.source, link.article
        wanted = firmly_said(source, language)
        if not wanted or not _is_counted(link):
            continue
        if article.qualifier and _are("contrary", source.qualifier, article.qualifier):
            yield Slip(link, wanted, article.qualifier_text)
        elif article.qualifier in ("", "exact", "only") and not _floats(matching, link):
            yield Slip(link, wanted)


def _is_counted(link: Link) -> bool:
    """Say whether a link is of two equal counts, amounts or shares, and neither says "N times more"."""
    kinds, multiples = {link.source.kind, link.article.kind}, tables.load("common", "quantities")["qualifier_kinds"]
    if link.article.unit == "times" and set(link.article.behind[:1]) & set(multiples["multiples"]):
        return False
    plain = not (link.source.soft or link.article.soft or link.source.label or link.article.label)
    return link.likeness >= Likeness.OTHER_UNIT and kinds <= _COUNTED and plain


def _is_strict(source: Quantity, table: Mapping[str, Any]) -> bool:
    """Say whether a qualifier can mean nothing else, and nothing denies it."""
    words = table["not_strict"]
    said = tuple(source.qualifier_text.split())
    if source.behind[: len(said)] == said and set(source.behind[len(said) :][:1]) & set(words["compared"]):
        return False
    return source.qualifier_text not in words["words"] and not set(words["negators"]) & set(source.before)


def _are(relation: str, one: str, other: str) -> bool:
    pairs = tables.load("common", "quantities")["qualifier_kinds"][relation]
    return [one, other] in pairs or [other, one] in pairs


@cache
def _phrases(kind: str) -> notation.Phrases[str]:
    """Give the English phrases of a kind of qualifier and those that may stand for it, before or behind a number."""
    table = tables.load("common", "quantities")
    kinds = [k for k in table["qualifiers"] if k == kind or _are("akin", kind, k)]
    entries = [
        (p, k) for k in kinds for section in ("qualifiers", "qualifiers_behind") for p in table[section].get(k, ())
    ]
    return notation.Phrases(entries)


def _floats(matching: Matching, link: Link) -> bool:
    """Say whether the article's sentences hold a fitting qualifier that no other number has."""
    claimed = {q.qualifier_text for q in matching.article if q is not link.article and q.qualifier}
    phrases = _phrases(link.source.qualifier)
    for segment in matching.pair.article:
        line = notation.words(segment.text)
        for place in range(len(line)):
            found = phrases.at(line, place)
            if found and " ".join(w.lower for w in line[place : found[0]]) not in claimed:
                return True
    return False
