"""MT301 garbled-text: what cannot be read as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from mtcheck.analysis import Context, broken, repetition
from mtcheck.analysis.vocabulary import zipf
from mtcheck.records import Evidence, Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_OUTER = ".,;:!?()[]"
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_LOST = re.compile(r"\S{0,60}\ufffd\S{0,60}|\b[A-Za-z]+[a-z]\?(?:s|t|re|ve|ll)\b(?!\?)")
_CONTROL = re.compile(r"\S{0,60}[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ue000-\uf8ff]\S{0,60}")
_TOKENS = re.compile(
    r"<\s?/?(?:unk|s|pad|bos|eos|mask|sep|cls)\s?>|\[(?:UNK|PAD|MASK|SEP|CLS)\]|\u2047|\u2581\S*|\S*@@|@-@|(?<!\S)##\w+"
)
_FIGURES = (
    (
        re.compile(r"(?<![\w.,:$£€])\d{1,3} ?: ?\d{4,}(?![\w:])"),
        re.compile(r"(?:scale|ratio|chapter|verse|map)s?(?: of)? ?$", re.IGNORECASE),
    ),
    (re.compile(r"(?<![\w.,:$£€/-])\d{1,3}(?: [.,]\d{3}|, 000)(?![\w,])"), re.compile(r"(?:Rp|IDR|US\$|S\$|\d,) ?$")),
    (
        re.compile(r"(?<![\w.,:$£€/-])[012]?\d(?:: | : | :)[0-5]\d(?!\d)(?! ?:)"),
        re.compile(r"[A-Z][a-z]+\.? $|\bverses? $|\b(?:ratio|odds|score|won|lost|beat)\b.{0,20}$"),
    ),
)
"""A torn figure or time of day, and what stands before it when it is right (a scale, a verse)."""
_POINTS = re.compile(r",\s?,+|\.\.,|,\.(?![\d.])|;[;,]|,;|(?<![.\s])\.\.(?![.\w])")
_DOUBLED = "English does not double a word with a hyphen, as Indonesian does for its plurals."
_ECHOED = "The name of the institution says one word twice."
_REPEATED = (
    (repetition.doubled, _DOUBLED),
    (repetition.echoes, _ECHOED),
    (repetition.rejoined, "One word stands here twice, in one piece and in two."),
    (repetition.tails, "The end of the word stands twice."),
)
_TRIPLED = re.compile(r"\b[A-Za-z]*([A-Za-z])\1\1+[A-Za-z]*\b")
_SOUND = 6
"""Shorter words with a drawn-out vowel or sound ("sooo", "shhh") are written so on purpose."""
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.?[A-Z]|\b(?:Inc|Corp|Ltd|Co|Tbk|Jr|Sr|etc|p\.m|a\.m))$")


@rule("MT301", "garbled-text", category=Category.UNINTELLIGIBLE, severity=Severity.MAJOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Text is garbled: broken characters, torn words and figures, or a stutter.

    What it finds:
        Characters read in the wrong encoding ("villageâ€™s") or lost in it, pieces of words in another alphabet,
        tokens of the translation system ("<unk>", "@@"), figures torn apart ("1: 41780", "20 .000"), spaces inside
        words and names ("gov ernment"), tripled letters, doubled commas, words or phrases that stand twice ("to to",
        "change-change", "motor cycle motorcycle", "Agencyency", "Police Resort Police").

    Why it matters:
        The reader stumbles or cannot make sense of it, and it discredits the rest.

    Example:
        "The villageâ€™s bridge is expected to to reopen." has two of these faults.

    Limits:
        It looks at characters and words, not at meaning: a fluent sentence without sense is not found. Doubling that
        English allows ("had had", "very very") and doubled names ("Duran Duran") are left alone, as are words of other
        scripts that are whole.

    Safe fixes:
        Characters that were read in the wrong encoding, doubled articles, "of", "and" and "to", and doubled commas
        before a space.
    """
    names = frozenset(_NAME.findall(context.document.text))
    for segment in context.document.segments:
        for hit in _hits(segment, names):
            yield Hit(
                segment.start + hit.start,
                segment.start + hit.end,
                hit.message,
                suggestion=hit.suggestion,
                evidence=hit.evidence,
                confidence=hit.confidence,
                severity=hit.severity,
                applicability=hit.applicability,
            )


def _hits(segment: Segment, names: frozenset[str]) -> Iterator[Hit]:
    text = segment.text
    yield from _mojibake(text)
    yield from _characters(text)
    yield from _broken(text, names)
    yield from _figures(text)
    yield from _points(text)
    yield from _tripled(text)
    for stutter in repetition.stutters(text):
        words = len(stutter.once.split())
        yield Hit(
            stutter.start,
            stutter.end,
            f"“{stutter.once}” stands here twice in a row.",
            suggestion=stutter.once,
            evidence=(Evidence("repetition", text[stutter.start : stutter.end]),),
            confidence=0.85 if words < 3 else 0.9,
            severity=Severity.MINOR,
            applicability="safe" if repetition.is_slip(stutter) else None,
        )
    for find, message in _REPEATED:
        for found in find(text):
            kind = Evidence("repetition", text[found.start : found.end])
            minor = None if find is repetition.echoes else Severity.MINOR
            yield Hit(found.start, found.end, message, found.once, (kind,), confidence=0.85, severity=minor)


def _mojibake(text: str) -> Iterator[Hit]:
    """Yield the words whose characters ftfy reads rightly in another encoding."""
    from ftfy import fix_encoding

    if text.isascii() or fix_encoding(text) == text:
        return
    for match in re.finditer(r"\S+", text):
        mended = fix_encoding(match[0])
        if mended == match[0]:
            continue
        core = mended.strip(_OUTER)
        left = len(mended) - len(mended.lstrip(_OUTER))
        right = len(mended) - len(mended.rstrip(_OUTER))
        plain = core.translate(_QUOTES)
        yield Hit(
            match.start() + left,
            match.end() - right,
            f"Characters were read in the wrong encoding: this is “{core}”.",
            suggestion=plain,
            evidence=(Evidence("encoding", f"{match[0]} -> {mended}"),),
            confidence=0.95,
            applicability="safe",
        )


def _characters(text: str) -> Iterator[Hit]:
    """Yield lost characters, control characters and tokens of the translation system."""
    for pattern, what in (
        (_LOST, "A character was lost here when the text was converted."),
        (_CONTROL, "This holds a control or private-use character that no text should hold."),
        (_TOKENS, "This is a token of the translation system, not of the text."),
    ):
        for match in pattern.finditer(text):
            minor = Severity.MINOR if pattern is _CONTROL else None
            kind = "code points", " ".join(f"U+{ord(c):04X}" for c in match[0] if not c.isalnum())[:80]
            mended = match[0].replace("?", "'") if pattern is _LOST and "?" in match[0] else None
            yield Hit(match.start(), match.end(), what, mended, (Evidence(*kind),), confidence=0.9, severity=minor)


def _broken(text: str, names: frozenset[str]) -> Iterator[Hit]:
    torn_names = partial(broken.torn_names, names=names)
    for make, confidence in (
        (broken.broken_script, 0.85),
        (broken.mixed_words, 0.8),
        (broken.torn_words, 0.85),
        (torn_names, 0.85),
    ):
        for found in make(text):
            yield Hit(
                found.start,
                found.end,
                f"The words are broken: {found.reason}.",
                suggestion=found.mended,
                evidence=(Evidence("word frequencies", found.reason),),
                confidence=confidence,
                severity=None if make is broken.broken_script else Severity.MINOR,
            )


def _figures(text: str) -> Iterator[Hit]:
    """Yield figures and times of day with a space inside; amounts of money are another rule's."""
    for number, (pattern, right) in enumerate(_FIGURES):
        for match in pattern.finditer(text):
            if " " not in match[0] or right.search(text[: match.start()]):
                continue
            joined = match[0].replace(" ", "").replace(".", ",")
            yield Hit(
                match.start(),
                match.end(),
                "This figure is torn apart.",
                suggestion=joined if number else None,
                evidence=(Evidence("pattern", "a space inside a figure"),),
                confidence=0.8,
                severity=None if number == 0 else Severity.MINOR,
            )


def _points(text: str) -> Iterator[Hit]:
    """Yield punctuation marks that stand twice or exclude each other."""
    for match in _POINTS.finditer(text):
        if match[0] == ".." and (_ABBREVIATION.search(text[: match.start()])):
            continue
        keep = "." if match[0] in ("..", ",.") else ("," if "," in match[0] else ";")
        yield Hit(
            match.start(),
            match.end(),
            "Two punctuation marks stand where one belongs.",
            suggestion=keep,
            evidence=(Evidence("pattern", match[0]),),
            confidence=0.7,
            severity=Severity.MINOR,
            # Two commas before a word may be a German opening mark (,,so").
            applicability="safe"
            if not match[0].strip(", ") and text[match.end() : match.end() + 1].isspace()
            else None,
        )


def _tripled(text: str) -> Iterator[Hit]:
    """Yield words with a letter three times in a row that are words with it once or twice."""
    for match in _TRIPLED.finditer(text):
        word = match[0].lower()
        spellings = [re.sub(r"(.)\1{2,}", repl, word) for repl in (r"\1\1", r"\1")]
        known = max(spellings, key=lambda spelling: zipf(spelling, "en"))
        stretched = match[1] in "aeiouhmrsz" and len(known) < _SOUND
        if not stretched and zipf(known, "en") >= 3.0 and zipf(word, "en") < 2.5:
            yield Hit(
                match.start(),
                match.end(),
                f"A letter is repeated in “{match[0]}”.",
                suggestion=known,
                evidence=(Evidence("word frequencies", known),),
                confidence=0.85,
                severity=Severity.MINOR,
            )
