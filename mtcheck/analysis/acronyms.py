"""Short forms and set words of a source language where an article leaves them untranslated and unexplained.

The table data/<language>/acronyms.toml says in its sections what each one is worth (see its comments).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mtcheck.analysis import glosses, tables
from mtcheck.analysis.vocabulary import zipf

_HOUSEHOLD = "household"
"""The section of the names that are no fault; they are matched so that a short form inside one is not."""
_ONCE = frozenset({"body"})
"""Sections whose entries are told at their first mention only."""
_EXACT = frozenset({"word", _HOUSEHOLD})
"""Sections whose entries are matched as they stand; elsewhere a key that is not all capitals stands for any case."""
_WORDS = frozenset({"word", "phrase"})
"""Sections of words, which good English may quote, put in brackets and explain."""
_HOMONYMS = "ambiguous"
"""The section of whose entries some are also names of places."""
_OPENING = tuple("([\"'“‘")
_ENGLISH = 3.0
"""A word this frequent in English (Zipf) may be what a bracket behind it abbreviates."""
_LAST_WORD = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*)[\"'”’]?\s*\Z")
_FAMILIAR = 3.5
"""An acronym this frequent in English (Zipf) is one that its readers know."""
_ACTOR = re.compile(
    r"\b[Tt]he ([A-Z]{3,5})"
    r"(?= (?:said|says|has|have|had|is|was|will|would|should|must|can|could|did|does|also|wants|asked)\b)"
)
_STEM = 5
"""So many letters of a word tell that it is another form of the same one."""


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

    def stands_in(self, line: str) -> bool:
        """Say whether a line has the short form, a blend in any case."""
        flags = 0 if self.text.isupper() else re.IGNORECASE
        return bool(re.search(rf"(?<!\w){re.escape(self.text)}(?!\w)", line, flags))


def unexplained(text: str, language: str, *, in_source: bool = False) -> Iterator[ShortForm]:
    """Yield the short forms that the text explains nowhere; names of bodies only at their first mention.

    With `in_source`, also those that only a source that has them tells from others: the caller looks them up there.
    """
    explained: dict[str, bool] = {}
    at_home = in_source or bool(_context(language).search(text))
    for match in _pattern(language).finditer(text):
        name = match[0]
        section, english = _entries(language).get(name) or _entries(language)[name.casefold()]
        if not _counts(text, match, section, at_home=at_home, in_source=in_source) or _is_place(text, name, section):
            continue
        first = name not in explained
        if first:
            explained[name] = _follows(text, match.start(), english) or _is_explained(text, name, english, language)
        if explained[name] or (not first and section in _ONCE) or _is_in_capitals(text, match.start()):
            continue
        yield ShortForm(match.start(), match.end(), name, section, english, first)


def unknown_actors(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield acronyms that act in a line about parties, though neither the tables, English nor the article knows them.

    Translators that know PKS as no name turn it into another acronym ("The MCC should not blame other parties").
    """
    if not _context(language).search(text):
        return
    known = _entries(language)
    parties = re.compile(rf"\b(?:{'|'.join(tables.load(language, 'acronyms')['context']['parties'])})\b", re.IGNORECASE)
    for match in _ACTOR.finditer(text):
        name = match[1]
        line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
        if name in known or zipf(name, "en") >= _FAMILIAR or glosses.is_acronym_explained(text, name):
            continue
        if parties.search(line):
            yield match.span(1)


def _counts(text: str, match: re.Match[str], section: str, *, at_home: bool, in_source: bool) -> bool:
    """Say whether an entry of a section counts where it stands."""
    if section == _HOUSEHOLD or (section in _WORDS and _is_set_off(text, match)):
        return False
    if section == "ambiguous":
        return at_home
    if section == "after_number":
        return in_source or text[: match.start()].rstrip(" (")[-1:].isdigit()
    if section == "before_number":
        return at_home and text[match.end() :].lstrip(" .")[:1].isdigit()
    return True


def _is_place(text: str, name: str, section: str) -> bool:
    """Say whether the text calls a place by what is otherwise a short form or a word ("Sabu island")."""
    if section != _HOMONYMS or name.isupper() or not name[0].isupper():
        return False
    nouns = "|".join(tables.load("common", "places")["place_nouns"])
    return bool(re.search(rf"\b{re.escape(name)} (?i:{nouns})s?\b|\b(?i:{nouns})s? of {re.escape(name)}\b", text))


def _is_set_off(text: str, match: re.Match[str]) -> bool:
    """Say whether words are quoted, bracketed or explained where they stand, or open a quotation."""
    start, end = match.span()
    return (
        glosses.is_set_off(text, start, end)
        or glosses.is_explained(text, start, end)
        or text[max(0, start - 1) : start] in _OPENING
    )


def _is_explained(text: str, name: str, english: str, language: str) -> bool:
    """Say whether the text explains a short form anywhere; a bracket behind words that it cannot stand for does not."""
    brackets = re.finditer(rf"\({re.escape(name)}\)", text)
    if any(_may_stand_for(text[: m.start()], english, language) for m in brackets):
        return True
    return glosses.is_acronym_explained(text.replace(f"({name})", ""), name)


def _may_stand_for(before: str, english: str, language: str) -> bool:
    """Say whether a short form in brackets may stand for what is before them: an English word, or its own meaning."""
    near = {word[:_STEM] for word in re.findall(r"[a-z]{3,}", before[-60:].lower())}
    if near & {word[:_STEM] for word in re.findall(r"[a-z]{3,}", english.lower())} - {"and", "the"}:
        return True
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    word = last[1].lower()
    return zipf(word, "en") >= _ENGLISH and zipf(word, "en") >= zipf(word, language)


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
        name if section in _EXACT or _is_exact(name) else name.casefold(): (section, english)
        for section, entries in table.items()
        if section != "context"
        for name, english in entries.items()
    }


@cache
def _pattern(language: str) -> re.Pattern[str]:
    names = sorted(_entries(language), key=len, reverse=True)
    either = "|".join(f"(?i:{re.escape(name)})" if name.islower() else re.escape(name) for name in names)
    return re.compile(rf"(?<![\w@#./&-])(?:{either})(?![\w@&]|-\w|\.\w)")


@cache
def _context(language: str) -> re.Pattern[str]:
    words = "|".join(tables.load(language, "acronyms")["context"]["words"])
    return re.compile(rf"\b(?:{words})\b|\bRp ?\d")


def _is_exact(name: str) -> bool:
    return name.isupper() or "-" in name


def _is_in_capitals(text: str, place: int) -> bool:
    """Say whether a whole line is in capitals, so that a capitalised word in it need not be a short form."""
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    line = text[start : end if end >= 0 else len(text)]
    return line.isupper() and len(line.split()) > 2
