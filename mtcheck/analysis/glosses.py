"""Whether a foreign word or an acronym stands in the text on purpose: quoted, glossed, or introduced as a term."""

from __future__ import annotations

import re

_OPENING = "\"'“‘«‹„*_(["
_CLOSING = "\"'”’»›“*_)]"
_INTRODUCED = re.compile(
    r"(?:\b(?:called|(?:known|referred|translated)(?:\s+\w+)?\s+(?:as|to\s+as)|dubbed|named|termed|nicknamed|titled|"
    r"meaning|means|so-called|term|terms|word|words|phrase|or|aka|i\.e\.|hashtag|slogan|motto|chant(?:ed|ing)?)"
    r"(?:\s+(?:as|the|a|an|of))?[,:]?|#|@)\s*[\"'“‘]?$",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"[\"'”’]?(?:\s*[(\[]|[,\s]\s*(?:or|i\.e\.|meaning|which\s+(?:means|is)|that\s+is|literally|means|meaning)\b"
    r"|\s*[,—–]\s*(?:an?|the)\s)",
    re.IGNORECASE,
)
_FAR = 40


def is_set_off(text: str, start: int, end: int) -> bool:
    """Say whether the stretch is enclosed, all by itself, in quotation marks, brackets or emphasis."""
    before, after = text[:start].rstrip(), text[end:].lstrip(" .,!?")
    return bool(before and after) and before[-1] in _OPENING and after[0] in _CLOSING


def is_quoted(text: str, start: int, end: int) -> bool:
    """Say whether the stretch opens or closes a quotation: a mark touches one of its ends."""
    return text[max(0, start - 1) : start] in tuple("\"'“‘«") or text[end : end + 1] in tuple("\"'”’»")


def is_explained(text: str, start: int, end: int) -> bool:
    """Say whether the stretch is explained beside it, or introduced as a term ("called ...", "..., or ...")."""
    return bool(_EXPLAINED.match(text, end) or _INTRODUCED.search(text[max(0, start - _FAR) : start]))


def is_acronym_explained(text: str, acronym: str) -> bool:
    """Say whether an acronym is explained anywhere: in brackets after its long form, or with the long form after it."""
    name = re.escape(acronym)
    patterns = (
        rf"\(\s*(?:[\w\s]{{0,40}}[;,:/]\s*|the\s+|or\s+)?{name}\s*(?:[;,/][^()]{{0,40}})?\)",
        rf"\b{name}\s*\(\s*(?!\d)[^()]{{4,}}\)",
        rf"\b{name},?\s+(?:short\s+for|stands?\s+for|which\s+stands\s+for|or\s+the\b|an?\s+acronym)",
        rf"\b(?:known\s+as|called|abbreviated\s+(?:as|to)|or)\s+(?:the\s+)?[\"“]?{name}\b",
        rf"\b{name},\s+the\s+\w+",
    )
    return any(re.search(pattern, text) for pattern in patterns)


def is_presented(document: str, start: int, end: int) -> bool:
    """Say whether a text explains or sets off some words, where they stand or at another mention."""
    words = re.escape(document[start:end])
    places = (match.span() for match in re.finditer(rf"\b{words}\b", document, re.IGNORECASE))
    return any(is_explained(document, *place) or is_set_off(document, *place) for place in places)
