"""MT502 translation-notice: the page's own remark that a machine translated it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from mtcheck.analysis import Context, tables
from mtcheck.records import DELETE, Evidence, Hit, Segment, Span
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_TAIL = 6
"""A notice stands among the last segments of a page, or ..."""
_HEAD = 3
"""... among the first."""
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{4,80})[)\]]")
_EDGES = " \t\n*_-–—|•."
_TRANSLATING = re.compile(r"\btranslat|\bartificial intelligence\b|\bAI\b", re.IGNORECASE)


@rule("MT502", "translation-notice", category=Category.MARKUP, severity=Severity.MAJOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Notices that a machine translated the page, and credits of the vendor, were left in the article.

    What it finds:
        Sentences at the beginning or end in which several cues meet: a machine or AI, that translated or generated,
        this article or its language versions; beside them warnings of errors, and which version applies; short lines
        such as "Translated by Google"; the credit of a system's vendor in brackets.

    Why it matters:
        It speaks of the page, not of the news, and stays behind when the text is edited for print or another site.

    Example:
        "This text was translated by AI. In case of differences, the Indonesian version prevails."

    Limits:
        A sentence that is reported speech ("..., the company said") belongs to an article about translation and is
        not marked, nor is one in the midst of the text unless it stands there in a paragraph of its own.

    Safe fixes:
        Notices at the beginning or end and what directly follows them, unless the article itself is about translation
        or artificial intelligence.
    """
    hits = tuple(_hits(context))
    safe = not _is_about_translation(context, hits)
    yield from (hit if safe else replace(hit, applicability=None) for hit in hits)


def _hits(context: Context) -> Iterator[Hit]:
    """Yield the notices and credits; safe to delete are those at an edge, and what follows one of them at once."""
    segments = context.document.segments
    noticed, last = False, -_TAIL
    for number, segment in enumerate(segments):
        edge = number < _HEAD or number >= len(segments) - _TAIL
        for hit in _vendors(segment, context, edge=edge and (noticed or number >= len(segments) - 2)):
            yield replace(hit, applicability="safe") if number <= last + 1 else hit
        body = _without_brackets(segment)
        if not body.text.strip(_EDGES):
            continue
        alone = _is_alone(context, segment)
        if cues := _notice(body.text, edge=edge, alone=alone):
            noticed, last = True, number
            message = "This sentence is the page's notice of machine translation, not part of the article."
            yield _hit(body, message, cues, safe=edge)
        elif noticed and edge and (cues := _cues(body.text, ("caution", "authority"))):
            safe = number == last + 1
            last = number if safe else last
            yield _hit(body, "This warning belongs to the page's notice of machine translation.", cues, safe=safe)


def _is_about_translation(context: Context, hits: Sequence[Hit]) -> bool:
    """Say whether the article itself tells of translations: there, a sentence on one may be news."""
    told = (s.text for s in context.document.segments if not any(hit.span.overlaps(s.span) for hit in hits))
    return any(_TRANSLATING.search(text) for text in told)


@cache
def _patterns(section: str, name: str = "patterns") -> re.Pattern[str]:
    table = tables.load("common", "translation_notice")
    languages = "|".join(map(re.escape, table["languages"]["names"]))
    return re.compile("|".join(table[section][name]).replace("LANGUAGE", f"(?:{languages})"), re.IGNORECASE)


def _cues(text: str, names: tuple[str, ...]) -> list[str]:
    """Give the words of the text that are cues of the named kinds, one of each kind."""
    found = (_patterns("cues", name).search(text) for name in names)
    return [" ".join(match[0].split()) for match in found if match]


def _notice(text: str, *, edge: bool, alone: bool) -> list[str]:
    """Give the cues that make a sentence a notice, or none."""
    if _patterns("reported").search(text):
        return []
    if (edge or alone) and (match := _patterns("short").fullmatch(text.strip(_EDGES))):
        return [match[0]]
    main = _cues(text, ("machine", "making", "page"))
    if len(main) == 3 and (edge or alone):
        return main
    caution = _cues(text, ("caution", "authority"))
    translated = re.search(r"\btranslat\w+|\bversions?\b", text, re.IGNORECASE)
    if edge and translated and len(caution) == 2 and _cues(text, ("page",)):
        return [translated[0], *caution]
    return []


def _without_brackets(segment: Segment) -> Segment:
    """Give the segment without a bracketed credit at its end, which is a finding of its own."""
    text = segment.text
    while (matches := list(_BRACKETS.finditer(text))) and not text[matches[-1].end() :].strip(_EDGES):
        if not _patterns("vendor").fullmatch(matches[-1][1].strip(_EDGES)):
            break
        text = text[: matches[-1].start()].rstrip()
    return Segment(segment.start, segment.start + len(text), text, segment.kind, segment.paragraph)


def _is_alone(context: Context, segment: Segment) -> bool:
    """Say whether the segment is a paragraph of its own."""
    return len(context.document.paragraphs[segment.paragraph].segments) == 1


def _vendors(segment: Segment, context: Context, *, edge: bool) -> Iterator[Hit]:
    """Yield the credits of vendors: in brackets, or as a line of their own; without a notice only at the very end."""
    if not edge:
        return
    for match in _BRACKETS.finditer(segment.text):
        if _patterns("vendor").fullmatch(match[1].strip(_EDGES)):
            span = Span(segment.start + match.start(), segment.start + match.end())
            yield _credit(span, match[1])
    line = segment.text.strip()
    if _is_alone(context, segment) and _patterns("vendor").fullmatch(line.strip(_EDGES)):
        yield _credit(Span(segment.start, segment.start + len(line)), line)


def _credit(span: Span, text: str) -> Hit:
    return Hit(
        span.start,
        span.end,
        "This credits the vendor of the page's system; it is not part of the article.",
        suggestion=DELETE,
        evidence=(Evidence("credit", text),),
        confidence=0.9,
        severity=Severity.MINOR,
    )


def _hit(segment: Segment, message: str, cues: list[str], *, safe: bool) -> Hit:
    return Hit(
        segment.start,
        segment.end,
        message,
        suggestion=DELETE,
        evidence=(Evidence("cues", "; ".join(cues)),),
        confidence=min(0.95, 0.65 + 0.1 * len(cues)),
        applicability="safe" if safe else None,
    )
