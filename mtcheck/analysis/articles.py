"""Nouns and names without the article that English needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from mtcheck.analysis import tables
from mtcheck.analysis.grammar import FINITE, NOUNS, SUBJECTS, Fault, behind, lower

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NAMES = frozenset({"NNP", "NNPS"})
_GOES_ON = NOUNS | {"HYPH", "CD", "JJ", "POS", "VBG", "VBN"}
_MARKS = frozenset({"-", "\u2013", "/", "&"})
_ENDS = frozenset({".", '"', "\u201d", "'", "\u2019", ")"})
_TIMES = frozenset({"last", "next", "early", "earlier", "late", "later", "yesterday", "today", "tomorrow"})
"""Words that begin an indication of time behind a noun, and are no part of it."""
_NUMBERS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
_LONGEST_NAME = 4
_INSTITUTION = "The name of this institution takes “the”."


@cache
def _table() -> Mapping[str, Any]:
    table = tables.load("common", "articles")
    return {name: frozenset(v) if isinstance(v, list) else v for name, v in table.items()}


@cache
def _institutions(language: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Give the names of institutions, word by word, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(tables.load(language, "articles")["institutions"], key=len, reverse=True):
        words = tuple(name.replace("'s", " 's").replace("\u2019s", " \u2019s").replace(",", " ,").split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(names) for first, names in found.items()}


@cache
def _heads(language: str) -> Mapping[str, tuple[str, ...]]:
    """Give the first words of ministries' names, by the first of them."""
    heads: list[str] = tables.load(language, "articles")["heads"]
    return {head.split()[0]: tuple(h for h in heads if h.split()[0] == head.split()[0]) for head in heads}


def faults(doc: Doc, language: str) -> Iterator[Fault]:
    """Yield the nouns and names of a sentence that lack an article; headlines leave it out."""
    if doc[-1].text not in _ENDS:
        return
    for token in doc:
        fault = _named(token) or _institution(token, language) or _ministry(token, language) or _bare(token)
        if fault:
            yield fault
    if fault := _opening(doc):
        yield fault


def _named(token: Token) -> Fault | None:
    """Find a name and a noun that says what it is, without "the" ("in Hambalang case")."""
    before = behind(token, -1)
    if token.tag_ not in _NAMES or before is None or not (before.tag_ in ("IN", "TO") or before.pos_ == "VERB"):
        return None
    noun: Token | None = token
    while noun is not None and noun.tag_ in _NAMES:
        noun = behind(noun)
    if noun is None or noun.i - token.i > _LONGEST_NAME or noun.lower_ not in _table()["named"]:
        return None
    name = token.doc[token.i : noun.i]
    if (
        noun.tag_ != "NN"
        or (_goes_on(noun) and lower(behind(noun)) not in _NUMBERS)
        or any(t.text in _table()["not_names"] for t in name)
    ):
        return None
    return _tell(token, noun, f"“{noun.lower_}” needs “the” before the name that says which one.")


def _goes_on(noun: Token) -> bool:
    """Say whether the noun is only the beginning of a longer one ("the case file") or stands in a list."""
    after = behind(noun)
    return after is not None and after.lower_ not in _TIMES and (after.tag_ in _GOES_ON or after.text in _MARKS)


def _institution(token: Token, language: str) -> Fault | None:
    """Find an institution of the table without "the" ("at State Palace")."""
    names = _institutions(language).get(token.text)
    if not names or not _is_bare(token):
        return None
    texts = tuple(t.text for t in token.doc[token.i : token.i + 9])
    name = next((n for n in names if texts[: len(n)] == n), None)
    if name is None:
        return None
    last = token.doc[token.i + len(name) - 1]
    return None if not _ends(last) else _tell(token, last, _INSTITUTION, safe=True)


def _ministry(token: Token, language: str) -> Fault | None:
    """Find a ministry by its field without "the" ("of Ministry of Health")."""
    heads = _heads(language).get(token.text)
    if not heads or not _is_bare(token):
        return None
    head = next((h for h in heads if token.doc[token.i : token.i + len(h.split())].text == h), None)
    if head is None:
        return None
    of = behind(token, len(head.split()))
    if of is None or of.lower_ not in ("of", "for") or (last := behind(of)) is None or last.tag_ not in _NAMES:
        return None
    while (after := behind(last)) is not None and (
        after.tag_ in _NAMES or (after.text in ("and", "&", ",") and _is_name(behind(after)))
    ):
        if after.text == "," and lower(behind(after, 2)) not in ("and", ","):
            break
        last = after
    if head in ("Office", "Department", "Faculty") and last.i - token.i < 2:
        return None
    return _tell(token, last, _INSTITUTION, safe=True) if _ends(last) else None


def _is_name(token: Token | None) -> bool:
    return token is not None and token.tag_ in _NAMES


def _is_bare(token: Token) -> bool:
    """Say whether a preposition or a verb stands right before a name."""
    before = behind(token, -1)
    if before is None:
        return False
    return before.tag_ in ("IN", "TO") or (
        before.pos_ == "VERB" and before.tag_ != "VBN" and before.lower_ not in ("called", "named")
    )


def _ends(last: Token) -> bool:
    """Say whether a name ends with this word, and stands for itself and not before a title or another noun."""
    after = behind(last)
    return (
        after is None
        or after.lower_ in _TIMES
        or (
            after.tag_ not in _GOES_ON
            and after.text not in _MARKS
            and after.lower_ != "and"
            and not after.text[0].isupper()
        )
    )


def _bare(noun: Token) -> Fault | None:
    """Find a countable noun in the singular without any determiner, as an object or behind a preposition."""
    if noun.tag_ != "NN" or noun.text.isupper() or noun.lower_ not in _table()["countable"] or _goes_on(noun):
        return None
    if any(c.tag_ != "JJ" or c.lower_ in ("such", "many", "total") for c in noun.lefts) or _is_listed(noun):
        return None
    governor = behind(noun.left_edge, -1)
    if governor is None or governor != noun.head or not _asks_for_article(governor, noun):
        return None
    return _tell(noun.left_edge, noun, f"“{noun.lower_}” can be counted: it needs an article.", "a")


def _asks_for_article(governor: Token, noun: Token) -> bool:
    """Say whether the verb or preposition right before a noun lets no noun of its kind stand alone."""
    without = _table()["without"]
    if noun.dep_ == "dobj":
        active = governor.pos_ == "VERB" and governor.dep_ not in ("amod", "compound")
        return active and noun.lower_ not in without["verbs"].get(governor.lemma_.lower(), ())
    sound = without["prepositions"].get(governor.lower_, ())
    return noun.dep_ == "pobj" and governor.lower_ in _table()["prepositions"] and noun.lower_ not in sound


def _is_listed(noun: Token) -> bool:
    """Say whether a noun stands in a row, where articles may be left out ("from car to car", "bag and baggage")."""
    return (
        noun.dep_ == "conj"
        or any(c.dep_ in ("conj", "cc") for c in noun.children)
        or sum(t.lower_ == noun.lower_ for t in noun.doc) > 1
    )


def _opening(doc: Doc) -> Fault | None:
    """Find a sentence that opens with a countable noun without any determiner ("Suspect was")."""
    first = doc[0]
    if (
        len(doc) < 6
        or first.lower_ not in _table()["openers"]
        or first.tag_ not in ("NN", "NNP")
        or first.dep_ not in SUBJECTS
    ):
        return None
    after = behind(first)
    if after is None or after.tag_ not in FINITE:
        return None
    return Fault(
        first,
        first,
        f"“{first.lower_}” can be counted: it needs an article.",
        f"The {first.lower_}",
        f"{first.lower_} without a determiner",
        0.8,
    )


def _tell(first: Token, last: Token, message: str, article: str = "the", *, safe: bool = False) -> Fault:
    words = first.doc[first.i : last.i + 1].text
    if article == "a":
        article = "an" if first.lower_[0] in "aeiou" else "a"
        return Fault(first, last, message, f"{article} {words}", f"{last.lower_} without a determiner", 0.75)
    lacking = f"{words} without a determiner"
    return Fault(first, last, message, f"{article} {words}", lacking, 0.8, applicability="safe" if safe else None)
