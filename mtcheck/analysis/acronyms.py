"""Short forms of a source language (acronyms, blends such as Polres) and where an article leaves them unexplained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mtcheck.analysis import glosses, tables


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form in a text: its place, its section in data/<language>/acronyms.toml, its English.

    `first` says whether it is the first mention.
    """

    start: int
    end: int
    text: str
    section: str
    english: str
    first: bool


def unexplained(text: str, language: str) -> Iterator[ShortForm]:
    """Yield the short forms that the text explains nowhere; names of bodies only at their first mention."""
    explained: dict[str, bool] = {}
    at_home = bool(_context(language).search(text))
    for match in _pattern(language).finditer(text):
        name = match[0]
        section, english = _entries(language).get(name) or _entries(language)[name.casefold()]
        if (section == "ambiguous" and not at_home) or (section == "after_number" and not _is_counted(text, match)):
            continue
        first = name not in explained
        if first:
            explained[name] = _follows(text, match.start(), english) or glosses.is_acronym_explained(text, name)
        if explained[name] or (not first and section in ("body", "name")) or _is_in_capitals(text, match.start()):
            continue
        yield ShortForm(match.start(), match.end(), name, section, english, first)


def _follows(text: str, place: int, english: str) -> bool:
    """Say whether the English stands right before the short form ("the House of Representatives DPR")."""
    before = set(re.findall(r"[a-z]{3,}", text[max(0, place - 25 - len(english)) : place].lower()))
    meaning = set(re.findall(r"[a-z]{3,}", english.lower())) - {"and", "the"}
    return len(meaning) > 1 and meaning <= before


@cache
def _entries(language: str) -> Mapping[str, tuple[str, str]]:
    """Map each short form to its section and English; blends, which may be written in any case, are casefolded."""
    table = tables.load(language, "acronyms")
    return {
        name if _is_exact(name) else name.casefold(): (section, english)
        for section, entries in table.items()
        if section != "context"
        for name, english in entries.items()
    }


@cache
def _pattern(language: str) -> re.Pattern[str]:
    names = sorted(_entries(language), key=len, reverse=True)
    exact = "|".join(re.escape(name) for name in names if _is_exact(name))
    blends = "|".join(re.escape(name) for name in names if not _is_exact(name))
    return re.compile(rf"(?<![\w@#./&-])(?:{exact}|(?i:{blends}))(?![\w@&]|-\w|\.\w)")


@cache
def _context(language: str) -> re.Pattern[str]:
    words = "|".join(tables.load(language, "acronyms")["context"]["words"])
    return re.compile(rf"\b(?:{words})\b|\bRp ?\d")


def _is_counted(text: str, match: re.Match[str]) -> bool:
    return text[: match.start()].rstrip()[-1:].isdigit()


def _is_exact(name: str) -> bool:
    return name.isupper() or "-" in name


def _is_in_capitals(text: str, place: int) -> bool:
    """Say whether a whole line is in capitals, so that a capitalised word in it need not be a short form."""
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    line = text[start : end if end >= 0 else len(text)]
    return line.isupper() and len(line.split()) > 2
