"""MT302 quotation-style: quotation marks, and the commas beside them, that mix two styles or follow none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal

from mtcheck.analysis import Context, quotations, tables
from mtcheck.analysis.quotations import Quotation, Quotations
from mtcheck.records import Applicability, Document, Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

House = Literal["", "american", "british"]
"""The house styles that the setting knows; the empty one only asks that an article agrees with itself."""

_LAST_WORD = re.compile(r"[^\s\"\u201c\u201d]+$")
_OUTSIDE = re.compile(r"\s?([,.])(?![,.\d])")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:\u2026][\"\u201d')]*|[a-z], ?[\"\u201d]?|[\u2013\u2014-])\s*$")
_SUBJECT = re.compile(r"^[a-z]+ (?:[a-z]+ )?[a-z]+\b|^[a-z]+ (?:[A-Z]|the |an? |one )")
_TEXT_END = re.compile(r"[.!?:\u2026][\"'\u201d\u2019)]*$")
_MANY_SINGLES = 2
"""Fewer quotations in double marks than this tell nothing about what the single marks should be."""
_INSIDE_HABIT = 3
"""How many fragments with the comma inside show that one with the comma outside is a slip."""


@rule("MT302", "quotation-style", category=Category.PUNCTUATION, severity=Severity.MINOR, suggestions="unsafe")
def check(context: Context, *, house: House = "") -> Iterator[Hit]:
    """Quotation marks or the commas beside them do not follow one style.

    What it finds:
        A comma after the closing mark of direct speech (`place", he said`), a space on the wrong side of a mark
        (`place, "he said`), direct speech without its comma, phrases in single marks where the article otherwise
        quotes in double ones, and, in an article that has such faults or puts most commas inside, commas outside
        the marks of quoted fragments. As previews: marks without a partner, and curly marks among straight ones.

    Why it matters:
        Indonesian typography and the machine's own tokens carry over into the English; readers of news expect one
        style, and a mark on the wrong side makes the reader search for where the speech ends.

    Example:
        `"I felt I had to go", he said` instead of `"I felt I had to go," he said`.

    Limits:
        Direct speech takes its comma inside the marks in American and in British news style alike, so that is
        always a fault; a comma after a quoted fragment depends on the style and counts only on such evidence.
        `house = "american"` wants every comma and full stop inside double marks, `house = "british"` wants them
        outside after a fragment. Which mark is primary is not decided for an article with few quotations.
        Headlines, quotations in quotations and single words in single marks are left alone.

    Safe fixes:
        The comma and the space at the end of direct speech; with a setting `house`, also the stops behind other
        quotations. Straight, curly and single marks are never exchanged unread.
    """
    document = context.document
    found = context.quotations
    speech = [hit for q in found for hit in _speech(document, q)]
    yield from speech
    yield from (hit for q in found for hit in _apart(document, q))
    yield from _single(document, found, house)
    if house == "british":
        yield from (hit for q in found for hit in _british(document, q))
    elif reason := "the American house style" if house else _typography(document, found):
        yield from (hit for q in found for hit in _outside(document, q, house, reason))
    yield from _unbalanced(document, found)
    yield from _mixed_marks(document)


@cache
def _clause() -> re.Pattern[str]:
    """Build the pattern of a reporting clause: `he said`, `said Ratna`, `the embassy said`, `Chief ... told`."""
    table = tables.load("common", "quotations")
    verbs = "|".join(map(re.escape, table["reporting"]))
    pronouns = "|".join(table["pronouns"])
    return re.compile(
        rf"(?P<near>(?:(?:{pronouns}) (?:also |then |later )?)?(?:{verbs})\b|(?:\w[\w.'\u2019-]* ){{1,2}}(?:{verbs})\b)"
        rf"|(?:[\w.'\u2019()-]+,? ){{1,14}}?(?:{verbs})\b",
        re.IGNORECASE,
    )


def _is_speech(document: Document, quotation: Quotation) -> bool:
    """Say whether a quotation is a sentence of its own (not a fragment or a title) with a reporting clause behind."""
    text = document.text
    words = text[quotation.inner.start : quotation.inner.end].split()
    if not words or not quotation.closed or not (words[0][0].isupper() or not words[0][0].isalpha()):
        return not quotation.opened and quotation.closed and _reporting(text, quotation) is not None
    titled = len(words) > 1 and all(w[0].isupper() for w in words if len(w) > 3)
    starts = _SENTENCE_BEFORE.search(text[quotation.paragraph.start : quotation.start])
    return bool(starts) and not titled and _reporting(text, quotation) is not None


def _reporting(text: str, quotation: Quotation) -> re.Match[str] | None:
    behind = re.compile(r"\s?,?\s*").match(text, quotation.end, quotation.paragraph.end)
    return _clause().match(text, behind.end() if behind else quotation.end, quotation.paragraph.end)


def _comma_outside(text: str, quotation: Quotation) -> re.Match[str] | None:
    stop = _OUTSIDE.match(text, quotation.end, quotation.paragraph.end)
    return stop if stop and stop[1] == "," and quotation.closed and not quotation.apart else None


def _speech(document: Document, quotation: Quotation) -> Iterator[Hit]:
    """Find direct speech whose comma stands outside the marks or is missing."""
    text = document.text
    if quotation.apart or not _is_speech(document, quotation):
        return
    if stop := _comma_outside(text, quotation):
        message = "The comma that ends direct speech belongs inside the quotation marks."
        yield _moved(text, quotation, stop, message, confidence=0.95, applicability="safe")
    elif text[quotation.inner.end - 1].isalpha() and (clause := _reporting(text, quotation)) and clause["near"]:
        glued = clause.start() == quotation.end
        nickname = " " not in text[quotation.inner.start : quotation.inner.end] and clause[0][0].isupper()
        if (
            not nickname
            and clause.start() - quotation.end <= 1
            and (word := _LAST_WORD.search(text, 0, quotation.inner.end))
        ):
            mark = text[quotation.end - 1]
            yield Hit(
                word.start(),
                clause.end(),
                "Direct speech needs a comma before the closing mark" + (", and a space after it." if glued else "."),
                f"{word[0]},{mark} {clause[0]}",
                (Evidence("quotation", _line(text, quotation)),),
                confidence=0.85,
                applicability="safe",
            )


def _moved(
    text: str,
    quotation: Quotation,
    stop: re.Match[str],
    message: str,
    *,
    confidence: float,
    applicability: Applicability | None = None,
) -> Hit:
    """Make the hit for a comma or full stop behind the mark: from the last word inside to the words behind."""
    word = _LAST_WORD.search(text, quotation.inner.start, quotation.inner.end)
    start = word.start() if word else quotation.start
    clause = _reporting(text, quotation) if stop[1] == "," else None
    following = re.compile(r"\s+[^\s\"\u201c\u201d.,;:]+").match(text, stop.end(), quotation.paragraph.end)
    end = clause.end() if clause and clause["near"] else following.end() if stop[1] == "," and following else stop.end()
    inside = text[start : quotation.inner.end].rstrip(",.")
    suggestion = f"{inside}{stop[1]}{text[quotation.end - 1]}{text[stop.end() : end]}"
    evidence = (Evidence("quotation", _line(text, quotation)),)
    return Hit(start, end, message, suggestion, evidence, confidence=confidence, applicability=applicability)


def _apart(document: Document, quotation: Quotation) -> Iterator[Hit]:
    """Find marks with the space on the wrong side: `, "he said`, `data, "` at the end, `" Hello`."""
    text = document.text
    if quotation.closed and quotation.apart:
        body = text[quotation.start : quotation.end - 1].rstrip()
        clause = _clause().match(text, quotation.end) if text[quotation.end : quotation.end + 1].isalpha() else None
        yield from _closing_apart(text, quotation, quotation.start + len(body), clause)
    elif not quotation.closed and (
        before := re.search(r"[,.!?](\s)$", text[quotation.paragraph.start : quotation.start])
    ):
        clause = _clause().match(text, quotation.start + 1)
        near = clause and clause["near"] and _SUBJECT.search(text[clause.start() : clause.end() + 4])
        if near or quotation.start + 1 == quotation.paragraph.end:
            yield from _closing_apart(text, quotation, quotation.start - len(before[1]), clause if near else None)


def _closing_apart(text: str, quotation: Quotation, stop: int, clause: re.Match[str] | None) -> Iterator[Hit]:
    at = quotation.end - 1 if quotation.closed else quotation.start
    comma = text[stop - 1] in ",.!?\u2026"
    word = _LAST_WORD.search(text, 0, stop)
    start = stop - 1 if comma and clause else word.start() if word else stop
    end = clause.end() if clause and clause["near"] else at + 1
    behind = f" {text[at + 1 : end]}" if clause else ""
    mark = "\u201d" if text[at] == "\u201c" else text[at]
    yield Hit(
        start,
        end,
        "The space stands on the wrong side of the closing quotation mark.",
        f"{text[start:stop]}{'' if comma or not clause else ','}{mark}{behind}",
        (Evidence("quotation", _line(text, quotation)),),
        confidence=0.95,
        # A comma at the end of the paragraph is wrong itself.
        applicability=None if text[stop - 1] == "," and at + 1 == quotation.paragraph.end else "safe",
    )


def _typography(document: Document, found: Quotations) -> str | None:
    """Say what shows that commas belong inside the marks in this article too, or None where nothing does."""
    text = document.text
    if any(_comma_outside(text, q) for q in found if _is_speech(document, q)):
        return "direct speech has its comma outside here too"
    fragments = [q for q in found if q.opened and q.closed and text[q.inner.start : q.inner.end][:1].islower()]
    inside = sum(1 for q in fragments if text[q.inner.end - 1] in ",.")
    outside = sum(1 for q in fragments if _comma_outside(text, q))
    if inside >= _INSIDE_HABIT * max(outside, 1):
        return f"{inside} other fragments have their comma or full stop inside"
    return None


def _outside(document: Document, quotation: Quotation, house: str, reason: str) -> Iterator[Hit]:
    """Find commas (for the American house also full stops) outside the marks of what is no direct speech."""
    text = document.text
    stop = _OUTSIDE.match(text, quotation.end, quotation.paragraph.end)
    if quotation.apart or not quotation.closed or stop is None or text[quotation.inner.end - 1] in "!?":
        return
    if _is_speech(document, quotation) and stop[1] == ",":
        return
    if house or stop[1] == ",":
        what = "comma" if stop[1] == "," else "full stop"
        message = f"The {what} stands outside the quotation marks ({reason})."
        yield _moved(
            text, quotation, stop, message, confidence=0.9 if house else 0.7, applicability="safe" if house else None
        )


def _british(document: Document, quotation: Quotation) -> Iterator[Hit]:
    """Find fragments that take a comma or full stop inside the marks, against the British house style."""
    text = document.text
    inner = text[quotation.inner.start : quotation.inner.end]
    before = text[quotation.paragraph.start : quotation.start]
    if not (quotation.closed and inner[:1].islower() and inner[-1] in ",." and not _TEXT_END.search(before.rstrip())):
        return
    if quotation.end < quotation.paragraph.end and _reporting(text, quotation) is None:
        word = _LAST_WORD.search(inner)
        start = quotation.inner.start + (word.start() if word else 0)
        suggestion = text[start : quotation.inner.end - 1] + text[quotation.end - 1] + inner[-1]
        message = "After a quoted fragment the British house style sets the stop outside the marks."
        yield Hit(start, quotation.end, message, suggestion, confidence=0.8)


def _single(document: Document, found: Quotations, house: str) -> Iterator[Hit]:
    """Find phrases in single marks in a document that quotes in double ones."""
    if house == "british":
        return
    text = document.text
    headlines = [s.span for s in document.segments if s.kind == "headline"]
    spans = [s for s in quotations.single(document) if not found.around(s.start, s.end)]
    spans = [s for s in spans if not any(h.overlaps(s) for h in headlines)]
    pairs = sum(1 for q in found if q.opened and q.closed)
    if not house and (pairs < _MANY_SINGLES or len(spans) >= pairs):
        return
    for span in spans:
        paragraph = next(p for p in document.paragraphs if p.span.contains(span))
        inner = text[span.start + 1 : span.end - 1]
        if len(inner.split()) < 2 or not _TEXT_END.search(text[paragraph.start : paragraph.end]):
            continue
        mark = ('"', '"') if text[span.start] == "'" else ("\u201c", "\u201d")
        counts = f"{pairs} quotation{'s' if pairs > 1 else ''} in double marks, {len(spans)} in single"
        yield Hit(
            span.start,
            span.end,
            "Single quotation marks in an article that quotes in double ones.",
            f"{mark[0]}{inner}{mark[1]}",
            (Evidence("document", counts),),
            confidence=0.8,
        )


def _unbalanced(document: Document, found: Quotations) -> Iterator[Hit]:
    """Find marks without a partner inside a paragraph; one that opens a paragraph may run on into the next."""
    last = document.paragraphs[-1].start
    for quotation in found:
        runs_on = quotation.start == quotation.paragraph.start and quotation.start < last
        if quotation.opened and not quotation.closed and not runs_on and len(quotation.inner):
            message = "This quotation mark is opened and never closed."
            yield Hit(quotation.start, quotation.start + 1, message, confidence=0.5, preview=True)


def _mixed_marks(document: Document) -> Iterator[Hit]:
    """Find the rarer kind of double marks where curly and straight ones are mixed."""
    text = document.text
    straight = [m.start() for m in re.finditer('"', text)]
    curly = [m.start() for m in re.finditer("[\u201c\u201d]", text)]
    few: Callable[[list[int]], int] = len
    rarer, other = sorted((straight, curly), key=few)
    if rarer and other:
        message = "Straight and curly quotation marks are mixed in this article."
        counts = (Evidence("document", f"{len(straight)} straight, {len(curly)} curly"),)
        yield Hit(rarer[0], rarer[0] + 1, message, None, counts, confidence=0.5, preview=True)


def _line(text: str, quotation: Quotation) -> str:
    """Give the end of a quotation as one line of evidence, with a little of what follows."""
    start = max(quotation.start, quotation.end - 50)
    words = text[start : min(quotation.end + 30, quotation.paragraph.end)].split()
    return ("\u2026" if start > quotation.start else "") + " ".join(words)
