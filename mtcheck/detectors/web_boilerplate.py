"""MT503 web-boilerplate: what the web page put around the article or into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from mtcheck.analysis import Context, tables
from mtcheck.records import DELETE, Evidence, Hit, Span
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_LAST = 3
"""Editor's initials close one of the last paragraphs."""
_WORDS = 25
"""A line of more words than this is a paragraph, not a button (a copyright notice is told by its own words)."""
_EDGES = re.compile(r"[\s*_•·>»|#-]*")
_INITIALS = "editor's initials"


@rule("MT503", "web-boilerplate", category=Category.MARKUP, severity=Severity.MAJOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Pieces of the web page (buttons, links, advertisements, markup, initials) were left in the article.

    What it finds:
        Lines that are nothing but a page's furniture ("Read also: ...", "ADVERTISEMENT", "Follow us on ...", "Next
        page", copyright and cookie notices, "Editor: ..."); media and posts that were embedded ("[Gambas:Video]",
        "pic.twitter.com/..."); HTML; bare web addresses; an editor's initials at the end ("(abc/def)").

    Why it matters:
        It interrupts the reader and shows that the text was copied, not edited.

    Example:
        "Read also: Fuel Prices to Rise Next Week" between two paragraphs of an article on a flood.

    Limits:
        A line counts only as a whole, so a sentence with the words "click here" is left alone; so are ordinary photo
        credits, "(Wikimedia Commons/...)". Words of other languages' pages belong to untranslated-residue. In an HTML
        file with a <body>, a whole page, such lines are where they belong.

    Safe fixes:
        Lines that link to other articles, advertise, or tell of cookies; not those that a reporter may have written,
        such as crossheads, credits and calls to click.
    """
    taken: list[Span] = []
    for span, line in context.document.lines():
        if (hit := _line(span, line)) and not _is_of_page(context, hit.span):
            taken.append(hit.span)
            yield hit if _is_whole(context, span, hit) else replace(hit, applicability=None)
    for name, pattern in _patterns("inline"):
        for match in pattern.finditer(context.document.text):
            if not any(span.overlaps(Span(*match.span())) for span in taken):
                taken.append(Span(*match.span()))
                yield _hit(match.start(), match.end(), name, match[0])
    yield from _initials(context)


def _is_of_page(context: Context, span: Span) -> bool:
    """Say whether a line stands in a whole web page: there, buttons and notices are where they belong."""
    index = context.document.segment_index(span)
    locator = context.document.segments[index].locator if index is not None else None
    return locator is not None and locator.part.split(" ")[0] in ("head", "body")


def _is_whole(context: Context, span: Span, hit: Hit) -> bool:
    """Say whether a line holds whole sentences, and no piece of one that was wrapped there."""
    document = context.document
    indices = {document.segment_index(Span(at, at + 1)) for at in (hit.start, hit.end - 1)}
    segments = [document.segments[index] for index in indices if index is not None]
    return len(segments) == len(indices) and all(span.contains(s.span) for s in segments)


@cache
def _patterns(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = tables.load("common", "boilerplate")[section]
    return tuple((entry["name"], re.compile("|".join(entry["patterns"]), re.IGNORECASE)) for entry in entries)


def _line(span: Span, line: str) -> Hit | None:
    """Give the hit of a line that is page furniture from end to end."""
    start = _indent(line)
    body = line[start:].rstrip(" \t\u00a0*_|»>#-")
    if not body or (len(body.split()) > _WORDS and "©" not in body and "permission" not in body):
        return None
    for name, pattern in _patterns("line"):
        if pattern.fullmatch(body) or pattern.fullmatch(body.rstrip(".!")):
            certain = name in tables.load("common", "boilerplate")["certain"]["names"]
            hit = _hit(span.start + start, span.start + start + len(body), name, body)
            return replace(hit, applicability="safe") if certain else hit
    return None


def _indent(line: str) -> int:
    """Give the length of the bullets and blanks that open a line."""
    match = _EDGES.match(line)
    return match.end() if match else 0


def _initials(context: Context) -> Iterator[Hit]:
    """Yield the initials in brackets that close one of the last paragraphs."""
    table = tables.load("common", "boilerplate")["tail"]
    pattern = re.compile(rf"(?P<before>[.!?\"”’]\s*|^){table['initials']}\s*$", re.IGNORECASE)
    for paragraph in context.document.paragraphs[-_LAST:]:
        text = context.document.text[paragraph.start : paragraph.end]
        if (match := pattern.search(text)) is None:
            continue
        start = match.end("before")
        if match[0][start - match.start() :].strip(" ()[]").lower() not in table["ordinary"]:
            mark = text[start : match.end()].rstrip()
            yield _hit(paragraph.start + start, paragraph.start + start + len(mark), _INITIALS, mark)


def _hit(start: int, end: int, name: str, text: str) -> Hit:
    slight = name in tables.load("common", "boilerplate")["minor"]["names"]
    return Hit(
        start,
        end,
        f"This is a piece of the web page ({name}), not of the article.",
        suggestion=DELETE,
        evidence=(Evidence("template", f"{name}: {text}" if len(text) <= 80 else name),),
        confidence=0.7 if slight else 0.9,
        severity=Severity.MINOR if slight else None,
    )
