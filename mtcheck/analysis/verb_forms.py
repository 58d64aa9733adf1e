"""Verbs in a form that their auxiliary does not allow ("will increases", "was happened", "has begin")."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from mtcheck.analysis import parsing, tables, vocabulary
from mtcheck.analysis.grammar import BE, NOUNS, Fault, behind, gerund, lower

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_INFLECTED = frozenset({"VBD", "VBN", "VBZ"})
_BE = BE - {"'s", "\u2019s"}
HAVE = frozenset({"has", "have", "had"})
"""The forms of "have" that stand before a participle."""
_KNOWN = 3.0
"""Zipf value (English) from which a lemma is taken to be a word."""
_KNOWN_GERUND = 2.0
_DO = frozenset({"do", "does", "did"})


@cache
def table() -> Mapping[str, Any]:
    """Load the table of verb forms."""
    return tables.load("common", "verb_forms")


@cache
def unmarked() -> frozenset[str]:
    """Give the base forms of verbs that are also their past tense or participle."""
    return frozenset(table()["same"]["forms"])


def faults(doc: Doc) -> Iterator[Fault]:
    """Yield the verbs of a sentence whose form does not fit what stands before them."""
    for token in doc:
        verb = _next(token)
        if verb is not None and (fault := _fault(token, verb)):
            yield fault


def _next(token: Token) -> Token | None:
    """Give the next word, "not" and adverbs left aside."""
    found = behind(token)
    while found is not None and (found.dep_ == "neg" or found.tag_ == "RB"):
        found = behind(found)
    return found if found is not None and found.i - token.i <= 3 else None


def _fault(token: Token, verb: Token) -> Fault | None:
    """Find what is wrong with a verb behind this word, by the kind of word that it is."""
    word = token.lower_
    if word in _BE and verb.lower_ in table()["no_passive"]:
        right, sure = table()["no_passive"][verb.lower_], word in ("was", "were") and verb.i == token.i + 1
        return tell(token, verb, f"“{verb.lower_}” has no passive.", right, safe=sure and right == verb.lower_)
    if verb.lower_ in unmarked() or verb.lower_ in BE or lower(behind(verb)) == "-":
        return None
    if word == "to":
        return _behind_to(token, verb)
    if (token.tag_ == "MD" and token.text.islower()) or word in _DO:
        return _behind_modal(token, verb)
    return _bare(token, verb) if word in HAVE | _BE else None


def _behind_to(to: Token, verb: Token) -> Fault | None:
    """Find an inflected verb behind the "to" of an infinitive ("to built", "urged people to avoiding")."""
    inflected = to.tag_ == "TO" and verb.tag_ in _INFLECTED and not _goes_on(verb)
    if verb.i != to.i + 1 or not (inflected or (verb.tag_ == "VBG" and _wants_infinitive(to))):
        return None
    known = vocabulary.zipf(verb.lemma_, "en") >= _KNOWN
    return tell(to, verb, "An infinitive belongs behind “to”.", f"to {verb.lemma_}" if known else None)


def _behind_modal(modal: Token, verb: Token) -> Fault | None:
    """Find an inflected verb behind a modal verb, or behind "did not" ("will increases", "did not came")."""
    before = behind(modal, -1)
    if (
        verb.tag_ not in _INFLECTED
        or modal.text == "'d"
        or (before is not None and before.tag_ in ("DT", "PRP$", "JJ"))
    ):
        return None
    adjacent = verb.i == modal.i + 1
    if modal.lower_ in _DO and lower(behind(modal)) not in ("not", "n't", "n\u2019t"):
        return None
    if _goes_on(verb) and (not adjacent or verb.tag_ == "VBN"):
        return None
    passive = verb.tag_ == "VBN" and not any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.rights)
    form = f"be {verb.lower_}" if passive and modal.tag_ == "MD" else verb.lemma_
    words = f"{modal.doc[modal.i : verb.i].text} {form}"
    # "They did not found a company" is sound, however it is tagged.
    safe = modal.lower_ == "did" and verb.tag_ == "VBD" and not _is_base(verb.lower_)
    return tell(modal, verb, f"A base form belongs behind “{modal.lower_}”.", words, safe=safe)


def _is_base(word: str) -> bool:
    """Say whether a word is also the base form of a verb, by the lemmatizer's list."""
    lookups = parsing.pipeline().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    return word in lookups.get_table("lemma_index")["verb"]


def _bare(helper: Token, verb: Token) -> Fault | None:
    """Find a base form behind "has" or "was" ("has begin", "was arrest"); "all he did was wait" is sound."""
    nouns, after = table()["nominal"], lower(behind(verb))
    between = helper.doc[helper.i + 1 : verb.i]
    if any(t.lower_ not in nouns["adverbs"] for t in between) or any(
        t.lemma_.lower() in ("do", "say") for t in helper.doc[: helper.i]
    ):
        return None
    nominal = verb.tag_ == "NN" and verb.lower_ in nouns["verbs"] and after in nouns["before"] and not len(between)
    base = verb.tag_ in ("VB", "VBP") if helper.lower_ == "being" else verb.tag_ == "VB"
    if not nominal and not (base and not (_goes_on(verb) and not len(between)) and after != "for" and is_verb(verb)):
        return None
    return tell(helper, verb, f"A participle belongs behind “{helper.lower_}”, not a base form.", None)


def is_verb(verb: Token) -> bool:
    """Say whether there is such a verb at all: "wafer" in "are wafer thin" is none."""
    return vocabulary.zipf(gerund(verb.lower_), "en") >= _KNOWN_GERUND


def _goes_on(verb: Token) -> bool:
    """Say whether what looks like a verb may belong to the noun behind it ("will elected leaders")."""
    after = behind(verb)
    return after is not None and (after.tag_ in NOUNS or after.tag_ in ("JJ", "HYPH"))


def tell(token: Token, verb: Token, message: str, suggestion: str | None, *, safe: bool = False) -> Fault:
    """Make a fault of a word and the verb behind it; `safe`: the suggestion may be set unread."""
    seen = f"{token.lower_} + {verb.lower_} ({verb.tag_})"
    return Fault(token, verb, message, suggestion, seen, applicability="safe" if safe else None)


def _wants_infinitive(to: Token) -> bool:
    """Say whether the "to" belongs to a verb or adjective near it that takes the infinitive."""
    verbs = frozenset(table()["to_infinitive"]["verbs"])
    before = to.doc[max(0, to.i - 4) : to.i]
    owner = next((t for t in reversed(before) if t.pos_ in ("VERB", "ADJ") or t.is_punct), None)
    return (
        owner is not None and owner.lemma_.lower() in verbs and not any(t.pos_ == "ADP" for t in to.doc[owner.i : to.i])
    )
