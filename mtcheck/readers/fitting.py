"""A suggestion fitted into its sentence: an edit that leaves no wrong article, capital, blank or full stop behind."""

from __future__ import annotations

import re
from functools import cache

from mtcheck.analysis import tables
from mtcheck.analysis.drop_in import is_text
from mtcheck.analysis.places import Atlas, with_article
from mtcheck.readers.edits import Edit, deletion, trimmed
from mtcheck.records import DELETE, Document, Finding

_OPENING = "\"'(\u201c\u2018\u00ab[ \t\n\r\u00a0"
_ARTICLE = re.compile(r"\b(?P<article>an?|the)(?P<gap>[^\S\n\r]+)\Z", re.IGNORECASE)
_LEADING_ARTICLE = re.compile(r"(?:an?|the)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['\u2019]s\Z")
_SPACE = re.compile(r"\s+")


def fitted(document: Document, finding: Finding) -> Edit | None:
    """Make the edit that a finding's suggestion stands for, or None where it has none that is a text to write."""
    if not finding.suggestion or finding.suggestion.isspace() or not is_text(finding.suggestion):
        return None
    if finding.suggestion == DELETE:
        edit = deletion(document, finding.start, finding.end)
    else:
        edit = _replacement(document, finding, finding.suggestion)
    edit = trimmed(document.text, edit)
    return edit if edit.text or edit.start < edit.end else None


def are_neighbours(text: str, one: Finding, other: Finding) -> bool:
    """Say whether two phrases that are to go stand side by side: then they go with one edit.

    Apart they might leave the line that they fill together, or the blank between them.
    """
    both = one.suggestion == DELETE == other.suggestion
    return both and one.end <= other.start and not text[one.end : other.start].strip()


def with_article_before(text: str, start: int) -> int:
    """Say where a phrase begins if an article before it belongs to it."""
    match = _ARTICLE.search(text, max(start - 8, 0), start)
    return match.start() if match else start


def _replacement(document: Document, finding: Finding, words: str) -> Edit:
    text, start, end = document.text, finding.start, finding.end
    old = text[start:end]
    words = _in_lines(old, words)
    if (ending := _POSSESSIVE.search(old)) and not re.search(r"['\u2019](?:s\b)?", words[-2:]):
        words += ending[0]
    start, words = _behind_article(text, start, words)
    if _begins_sentence(document, start) and text[start : start + 1].isupper():
        words = words[:1].upper() + words[1:]
    if words.endswith((".", ",")) and words[-1] == text[end : end + 1]:
        words = words[:-1]
    return Edit(start, end, words)


def _in_lines(old: str, words: str) -> str:
    """Break a suggestion where the phrase is broken into lines, if it has as many words."""
    gaps, parts = _SPACE.findall(old.strip()), words.split()
    if "\n" not in old or len(gaps) + 1 != len(parts):
        return words
    return "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=True))


def _behind_article(text: str, start: int, words: str) -> tuple[int, str]:
    """Settle what becomes of an article before the phrase: it goes, stays, or turns from "a" into "an"."""
    match = _ARTICLE.search(text, max(start - 8, 0), start)
    if match is None:
        return start, words
    article = match["article"].lower()
    if own := _LEADING_ARTICLE.match(words):
        return (start, words[own.end() :]) if own[0].split()[0].lower() == article else (match.start(), words)
    if article == "the":
        return (match.start(), words) if is_bare_place(words) else (start, words)
    right = indefinite(words)
    if right == article:
        return start, words
    cased = right.capitalize() if match["article"][0].isupper() else right
    return match.start(), f"{cased}{match['gap']}{words}"


def is_bare_place(name: str) -> bool:
    """Say whether words are the name of a place of the world that takes no "the": "Japan", not "Netherlands"."""
    place = Atlas({}).find(name)
    return place is not None and place.kind in ("country", "city") and with_article(name) == name


def indefinite(words: str) -> str:
    """Give the indefinite article for some words, by the sound that they begin with: "an hour", "a university"."""
    first = words.split(maxsplit=1)[0].lower()
    if _sounds()["vowel"].match(first):
        return "an"
    return "a" if _sounds()["consonant"].match(first) or first[0] not in "aeiou" else "an"


@cache
def _sounds() -> dict[str, re.Pattern[str]]:
    """Give the beginnings of words that sound otherwise than they are spelled."""
    table = tables.load("common", "articles")["sounds"]
    return {kind: re.compile("|".join(patterns)) for kind, patterns in table.items()}


def _begins_sentence(document: Document, start: int) -> bool:
    before = [s.start for s in document.segments if s.start <= start]
    return bool(before) and not document.text[before[-1] : start].strip(_OPENING)
