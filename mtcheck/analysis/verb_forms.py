"""Verbs in a form that their auxiliary does not allow ("will increases", "was happened", "has begin")."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from mtcheck.analysis import tables, vocabulary
from mtcheck.analysis.grammar import BE, NOUNS, Fault, behind, gerund, lower

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_INFLECTED = frozenset({"VBD", "VBN", "VBZ"})
_BE = BE - {"'s", "\u2019s"}
_HAVE = frozenset({"has", "have", "had"})
_KNOWN = 3.0
"""Zipf value (English) from which a lemma is taken to be a word."""
_KNOWN_GERUND = 2.0
_DO = frozenset({"do", "does", "did"})


@cache
def _table() -> Mapping[str, Any]:
    return tables.load("common", "verb_forms")


@cache
def unmarked() -> frozenset[str]:
    """Give the base forms of verbs that are also their past tense or participle."""
    return frozenset(_table()["same"]["forms"])


def faults(doc: Doc) -> Iterator[Fault]:
    """Yield the verbs of a sentence whose form does not fit what stands before them."""
    for token in doc:
        verb = _next(token)
        if verb is not None and (fault := _since(token) if token.lower_ == "since" else _fault(token, verb)):
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
    if word == "then":
        return _joined_gerund(token, verb)
    if word in _BE and verb.lower_ in _table()["no_passive"]:
        return _tell(token, verb, f"“{verb.lower_}” has no passive.", _table()["no_passive"][verb.lower_])
    if verb.lower_ in unmarked() or verb.lower_ in BE or lower(behind(verb)) == "-":
        return None
    if word == "to":
        return _behind_to(token, verb)
    if (token.tag_ == "MD" and token.text.islower()) or word in _DO:
        return _behind_modal(token, verb)
    return _bare(token, verb) if word in _HAVE | _BE else None


def _behind_to(to: Token, verb: Token) -> Fault | None:
    """Find an inflected verb behind the "to" of an infinitive ("to built", "urged people to avoiding")."""
    inflected = to.tag_ == "TO" and verb.tag_ in _INFLECTED and not _goes_on(verb)
    if verb.i != to.i + 1 or not (inflected or (verb.tag_ == "VBG" and _wants_infinitive(to))):
        return None
    known = vocabulary.zipf(verb.lemma_, "en") >= _KNOWN
    return _tell(to, verb, "An infinitive belongs behind “to”.", f"to {verb.lemma_}" if known else None)


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
    return _tell(modal, verb, f"A base form belongs behind “{modal.lower_}”.", words)


def _bare(helper: Token, verb: Token) -> Fault | None:
    """Find a base form behind "has" or "was" ("has begin", "was arrest"); "all he did was wait" is sound."""
    after = lower(behind(verb))
    nominal = (
        verb.tag_ == "NN" and verb.lower_ in _table()["nominal"]["verbs"] and after in _table()["nominal"]["before"]
    )
    if not (nominal or (verb.tag_ == "VB" and not _goes_on(verb) and _is_verb(verb))) or verb.i != helper.i + 1:
        return None
    if any(t.lemma_.lower() == "do" for t in helper.doc[: helper.i]):
        return None
    return _tell(helper, verb, f"A participle belongs behind “{helper.lower_}”, not a base form.", None)


def _is_verb(verb: Token) -> bool:
    """Say whether there is such a verb at all: "wafer" in "are wafer thin" is none."""
    return vocabulary.zipf(gerund(verb.lower_), "en") >= _KNOWN_GERUND


def _goes_on(verb: Token) -> bool:
    """Say whether what looks like a verb may belong to the noun behind it ("will elected leaders")."""
    after = behind(verb)
    return after is not None and (after.tag_ in NOUNS or after.tag_ in ("JJ", "HYPH"))


def _joined_gerund(then: Token, verb: Token) -> Fault | None:
    """Find a gerund that "and then" joins to a finite verb ("flies to Banjarmasin and then landing in Bandung")."""
    before = then.doc[: then.i]
    if then.lower_ != "then" or verb.tag_ != "VBG" or lower(behind(then, -1)) != "and" or verb.i != then.i + 1:
        return None
    if any(t.text.endswith("ing") for t in before) or not any(t.tag_ in ("VBD", "VBZ", "NNS") for t in before):
        return None
    return Fault(
        behind(then, -1) or then,
        verb,
        "“and then” joins a gerund to a finite verb.",
        None,
        f"finite verb + and then {verb.lower_}",
        0.75,
    )


def _since(since: Token) -> Fault | None:
    """Find "since" and a date beside a past tense that tells one moment ("began since August 2011")."""
    table = _table()["moment"]
    date = behind(since)
    if date is None or not (date.lower_ in table["dates"] or (date.is_digit and len(date) == 4)):
        return None
    verb = since.head
    if any(t.tag_ in ("JJS", "RBS") or t.lower_ == "first" for t in verb.subtree):
        return None  # "the lowest since 1982"
    while verb.head != verb and (verb.pos_ != "VERB" or verb.dep_ == "xcomp"):
        verb = verb.head
    if verb.tag_ != "VBD" or verb.lower_ not in table["verbs"] or any(c.lower_ in _HAVE for c in verb.lefts):
        return None
    last = next((t for t in (behind(date, 2), behind(date)) if t is not None and t.is_digit and len(t) == 4), date)
    prep = "on" if date.lower_ in table["on"] else "in"
    words = date.doc[date.i : last.i + 1].text
    return Fault(
        since,
        last,
        f"“{verb.lower_}” tells one moment, “since” a time up to now.",
        words if date.lower_ == "yesterday" else f"{prep} {words}",
        f"{verb.lower_} (past) + since {words}",
        0.8,
    )


def _tell(token: Token, verb: Token, message: str, suggestion: str | None) -> Fault:
    return Fault(token, verb, message, suggestion, f"{token.lower_} + {verb.lower_} ({verb.tag_})")


def _wants_infinitive(to: Token) -> bool:
    """Say whether the "to" belongs to a verb or adjective near it that takes the infinitive."""
    verbs = frozenset(_table()["to_infinitive"]["verbs"])
    before = to.doc[max(0, to.i - 4) : to.i]
    owner = next((t for t in reversed(before) if t.pos_ in ("VERB", "ADJ") or t.is_punct), None)
    return (
        owner is not None and owner.lemma_.lower() in verbs and not any(t.pos_ == "ADP" for t in to.doc[owner.i : to.i])
    )
