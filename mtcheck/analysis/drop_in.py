"""What a suggestion of a lexicon may be used for: whether it is a text that fits in the place of the phrase.

The meaning of a phrase is given in its dictionary form, which need not be the form of the phrase in the sentence; a
suggestion with a choice or a gap in it is to be read, not to be set.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtcheck.analysis.nouns import nouns
from mtcheck.records import DELETE

if TYPE_CHECKING:
    from spacy.tokens import Span

    from mtcheck.records import Applicability

_GAP = re.compile(r"\.\.\.|\u2026|[\[\]{}]")
_CHOICE = re.compile(r"[;/?]| or |,(?=.)|\((?=[a-z])")
_LINK = re.compile(r" (?:of|for|to|on|in|with|without|by|at|from|between) ")
_NO_PLURAL = re.compile(r"(?:ss|us|is|ics|'s|\u2019s)$")
_PLURALS = frozenset({"people", "men", "women", "children", "police"})
_SINGULAR_TAGS, _PLURAL_TAGS = frozenset({"NN", "NNP"}), frozenset({"NNS", "NNPS"})


def is_text(suggestion: str) -> bool:
    """Say whether a suggestion is a text to write, without a gap ("said [...]")."""
    return suggestion == DELETE or _GAP.search(suggestion) is None


def is_one(meaning: str) -> bool:
    """Say whether a lexicon gives one meaning, and no choice of several ("a; b", "a or b", "a (b)")."""
    return is_text(meaning) and _CHOICE.search(meaning) is None


def instead_of(phrase: Span | None, suggestion: str | None) -> Applicability:
    """Say what the meaning of a phrase may be used for: nouns in the right number and particles fit, verbs do not.

    A verb would have to be put into the phrase's form, and so would what hangs on it.
    """
    if suggestion == DELETE:
        return "unsafe"
    if phrase is None or not suggestion or not is_one(suggestion):
        return "display"
    root = phrase.root
    if root.pos_ in ("VERB", "AUX"):
        return "display"
    if root.tag_ not in _SINGULAR_TAGS | _PLURAL_TAGS:
        lost = any(t.pos_ in ("NUM", "PROPN") and t.text not in suggestion for t in phrase)
        return "display" if lost else "unsafe"
    return "unsafe" if _is_noun_phrase_for(phrase, suggestion) else "display"


def _is_noun_phrase_for(phrase: Span, suggestion: str) -> bool:
    """Say whether a suggestion has the number of a noun phrase, and loses nothing that hangs on its noun."""
    tied = any(t.pos_ == "ADP" for t in phrase) and not _LINK.search(suggestion)
    first = suggestion.partition(" ")[0].lower()
    determined = phrase[0].tag_ in ("DT", "PRP$") and first not in ("a", "an", "the")
    return not tied and not determined and (phrase.root.tag_ in _PLURAL_TAGS) == _is_plural(suggestion)


def _is_plural(words: str) -> bool:
    """Say whether the noun of a noun phrase is a plural ("street vendors", "heads of state")."""
    head = _LINK.split(words, maxsplit=1)[0].rstrip(",.").split()[-1].lower()
    return head in _PLURALS or head in nouns().plurals or (head.endswith("s") and not _NO_PLURAL.search(head))
