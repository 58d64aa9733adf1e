"""Determiners and nouns that do not agree in number, and plurals that no noun has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.analysis import tables
from mtcheck.analysis.grammar import NOUNS, Fault, behind, lower
from mtcheck.analysis.nouns import nouns

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_GOES_ON = NOUNS | {"JJ", "JJR", "JJS", "CD", "HYPH", "POS", "VBG", "VBN", "CC"}
_PART_OF_ONE = frozenset({"DT", "JJ", "JJR", "JJS", "PRP$", "POS"})
_MARKS = frozenset({"-", "\u2013", "/", "("})
_BETWEEN = 3
"""How far behind its determiner a noun may stand."""


@cache
def _list(name: str) -> frozenset[str]:
    """Give a list of the table's determiners."""
    return frozenset(tables.load("common", "agreement")["determiners"][name])


def faults(doc: Doc) -> Iterator[Fault]:
    """Yield the nouns of a sentence whose number does not fit the words before them."""
    for token in doc:
        for find in (_singular_noun, _plural_noun, _one_of, _dozens_of, _uncountable):
            if fault := find(token):
                yield fault
                break


def _singular_noun(token: Token) -> Fault | None:
    """Find a singular noun behind a word that asks for a plural ("many problem", "three suspect")."""
    if token.lower_ not in _list("plural") or (token.is_title and token.i > 0):
        return None
    noun, before = _counted(token), behind(token, -1)
    if noun is None or noun.tag_ != "NN" or lower(before) in _MARKS or not (right := _plural(token, noun)):
        return None
    number = token.lower_ in _list("numbers")
    if number and lower(before) in _list("before_number"):
        return None
    words = f"{token.doc[token.i : noun.i].text} {right}"
    return Fault(token, noun, f"“{token.lower_}” asks for a plural.", words, f"{token.lower_} + singular {noun.lower_}")


def _plural(token: Token, noun: Token) -> str | None:
    """Give the plural of a noun that can surely be counted; next to "many" and the like, of any that usually is."""
    vague = token.lower_ not in _list("numbers") and noun.i - token.i == 1
    return nouns().plural_of(noun.lower_) if vague else nouns().singulars.get(noun.lower_)


def _counted(token: Token) -> Token | None:
    """Give the noun that a determiner belongs to, where it is near and no other noun follows it."""
    noun = token.head
    between = token.doc[token.i + 1 : noun.i]
    if not 0 < noun.i - token.i <= _BETWEEN or any(t.pos_ not in ("ADJ", "NOUN", "PROPN") for t in between):
        return None
    if any(t.lower_ in _list("measures") for t in between):
        return None
    after = behind(noun)
    if after is not None and (after.tag_ in _GOES_ON or after.text in _MARKS or after.lower_ == "market"):
        return None
    return noun


def _plural_noun(token: Token) -> Fault | None:
    """Find a plural noun behind a word that asks for a singular ("every residents", "a suspects")."""
    if token.lower_ not in _list("singular") or token.dep_ != "det" or _is_letter(token):
        return None
    noun = _counted(token)
    if noun is None or noun.tag_ != "NNS" or noun.lower_ not in nouns().plurals or noun.lower_ == "people":
        return None
    between = token.doc[token.i + 1 : noun.i]
    if lower(behind(token, -1)) in ("and", "or", "-", "than", "under", "over") or noun.text[0].isupper():
        return None
    if any(t.text[0].isupper() or t.text.isdigit() for t in between):
        return None
    words = f"{token.doc[token.i : noun.i].text} {nouns().plurals[noun.lower_]}"
    return Fault(token, noun, f"“{token.lower_}” asks for a singular.", words, f"{token.lower_} + plural {noun.lower_}")


def _is_letter(token: Token) -> bool:
    """Say whether this is the letter A of a name ("Series A shares")."""
    return token.text == "A" and token.i > 0


def _one_of(token: Token) -> Fault | None:
    """Find a singular noun behind "one of the" ("one of the official")."""
    before = behind(token, -1)
    if token.lower_ != "one" or lower(behind(token)) != "of" or lower(before) in ("number", "no", "formula"):
        return None
    if before is not None and before.tag_ in _PART_OF_ONE:
        return None  # "the last one of the year" counts nothing
    determiner = behind(token, 2)
    if determiner is None or determiner.lower_ not in ("the", "his", "her", "its", "their", "our", "these", "those"):
        return None
    noun = _counted(determiner)
    if noun is None or noun.tag_ != "NN" or noun.lower_ not in nouns().singulars or noun.lower_ in _list("groups"):
        return None
    words = f"{token.doc[token.i : noun.i].text} {nouns().singulars[noun.lower_]}"
    return Fault(token, noun, "“one of” asks for a plural.", words, f"one of + singular {noun.lower_}")


def _dozens_of(token: Token) -> Fault | None:
    """Find a singular noun behind "dozens of" and the like ("hundreds of house")."""
    if token.lower_ not in _list("partitives") or lower(behind(token)) != "of":
        return None
    noun = next((c for c in token.nbor(1).children if c.dep_ == "pobj"), None)
    if (
        noun is None
        or noun.tag_ != "NN"
        or noun.lower_ not in nouns().singulars
        or not 2 <= noun.i - token.i <= _BETWEEN
    ):
        return None
    after = behind(noun)
    if any(c.tag_ != "JJ" for c in noun.lefts) or (
        after is not None and (after.tag_ in _GOES_ON or after.text in _MARKS)
    ):
        return None
    words = f"{token.doc[token.i : noun.i].text} {nouns().singulars[noun.lower_]}"
    return Fault(
        token, noun, f"“{token.lower_} of” asks for a plural.", words, f"{token.lower_} of + singular {noun.lower_}"
    )


def _uncountable(token: Token) -> Fault | None:
    """Find a plural that no noun has ("informations"), or an article before a noun that takes none ("an advice")."""
    right = nouns().uncountable.get(token.lower_)
    if right and token.text.islower():
        return Fault(token, token, f"“{token.lower_}” is no English plural.", right, f"plural {token.lower_}")
    noun, after = behind(token), behind(token, 2)
    if (
        token.lower_ not in ("a", "an")
        or _is_letter(token)
        or noun is None
        or after is None
        or noun.lower_ not in nouns().no_article
    ):
        return None
    if noun.tag_ != "NN" or after.tag_ not in ("IN", ".", "TO"):
        return None
    what = f"“{noun.lower_}” takes no “{token.lower_}”."
    return Fault(token, noun, what, noun.text, f"{token.lower_} + {noun.lower_}", 0.75)
