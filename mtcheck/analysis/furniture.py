"""What is on a page and no part of the article: links, credits, captions, notices, in the article and in its source.

Whether an editor may drop such a line, or add one, is no question of the translation.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.analysis import parsing, tables
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORDS = 3
"""The fewest words of a sentence that tells something."""
_PLAIN = 8
"""The number of words from which a line without a full stop may be a sentence."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_CUES = 2
"""How many cues of a notice make one."""


def is_source_sentence(segment: Segment, following: Segment | None, translation: str, language: str) -> bool:
    """Say whether a segment of the source is a sentence of the text: a clause, and no caption, label or link.

    `following` is the segment behind it in the source, `translation` its English, "" without a translator.
    """
    line = segment.line
    if segment.kind != "sentence" or not _is_told(line):
        return False
    if _source("furniture", "begins", language).match(line) or _source("furniture", "whole", language).fullmatch(line):
        return False
    return not _is_caption(line, following, language) and _is_source_clause(line, translation, language)


def is_article_sentence(segment: Segment, parse: Doc) -> bool:
    """Say whether a segment of the article is a sentence of the text: a clause, and no piece or notice of the page."""
    line = segment.line
    if segment.kind != "sentence" or not _is_told(line) or not is_clause(parse):
        return False
    return not _is_furniture(line) and not _is_notice(line)


def is_clause(sentence: Doc) -> bool:
    """Say whether a parsed line has a finite verb, or a command at its head."""
    return any(
        "VerbForm=Fin" in str(t.morph) or t.tag_ == "MD" or (t.dep_ == "ROOT" and t.tag_ == "VB") for t in sentence
    )


def _is_told(line: str) -> bool:
    """Say whether a line is long enough for a sentence, and ends like one or is longer than a label."""
    return len(_WORD.findall(line)) >= (_WORDS if _END.search(line) else _PLAIN)


def _is_caption(line: str, following: Segment | None, language: str) -> bool:
    """Say whether a line is a picture's caption: it begins or ends as one, or a credit in brackets follows."""
    credit = re.compile(tables.load(language, "boilerplate")["caption"]["credit"], re.IGNORECASE)
    if _source("caption", "begins", language).match(line) or credit.search(line):
        return True
    return following is not None and credit.fullmatch(following.line) is not None


def _is_source_clause(line: str, translation: str, language: str) -> bool:
    """Say whether a line has a word of clauses, what looks like a verb, or is translated by a clause."""
    table = tables.load(language, "boilerplate")["clause"]
    words = {word.lower() for word in _WORD.findall(line)}
    if not translation or words & set(table["words"]):
        return True
    if any(re.fullmatch(table["verb"], word) for word in words - set(table["no_verbs"])):
        return True
    return is_clause(parsing.pipeline()(translation))


@cache
def _source(section: str, name: str, language: str) -> re.Pattern[str]:
    return re.compile("|".join(tables.load(language, "boilerplate")[section][name]), re.IGNORECASE)


@cache
def _lines() -> re.Pattern[str]:
    entries = tables.load("common", "boilerplate")["line"]
    return re.compile("|".join(pattern for entry in entries for pattern in entry["patterns"]), re.IGNORECASE)


def _is_furniture(line: str) -> bool:
    return _lines().fullmatch(line.rstrip(".! ")) is not None


@cache
def _notice_cues() -> tuple[re.Pattern[str], ...]:
    table = tables.load("common", "translation_notice")
    languages = "|".join(map(re.escape, table["languages"]["names"]))
    return tuple(
        re.compile("|".join(patterns).replace("LANGUAGE", f"(?:{languages})"), re.IGNORECASE)
        for patterns in table["cues"].values()
    )


def _is_notice(line: str) -> bool:
    """Say whether a line, which has no counterpart, may be the page's notice of its own translation."""
    return sum(bool(cue.search(line)) for cue in _notice_cues()) >= _CUES
