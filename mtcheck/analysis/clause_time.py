"""The tense of a clause and the times that its adverbials name (data/common/tenses.toml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from mtcheck.analysis import tables, vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

Tense = Literal["past", "present", "perfect", "pluperfect", "future"]
When = Literal["past", "opening past", "past year", "past day", "past span", "since", "present", "future"]

_KNOWN_WORD = 3.0
"""The Zipf frequency from which a past tense made by rule ("planned", not "planed") is taken to be a word."""
_FAR = 8
"""How many words may stand between a verb and an adverbial that is surely its own."""


@dataclass(frozen=True, slots=True)
class Time:
    """An adverbial of time: where it places its clause, its first and last word, and the year it names, if any."""

    when: When
    first: Token
    last: Token
    year: int | None = None


@cache
def words(table: str, key: str) -> frozenset[str]:
    """Give one of the word lists of the table."""
    lists: Mapping[str, list[str]] = tables.load("common", "tenses")[table]
    return frozenset(lists[key])


def auxiliaries(verb: Token) -> list[Token]:
    """Give the auxiliaries of a verb, in their order."""
    return [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]


def tense(verb: Token) -> Tense | None:
    """Give the tense of a clause by its verb; None where it has no finite verb or one of another kind."""
    helpers = auxiliaries(verb)
    finite = helpers[0] if helpers else verb
    if any(t.tag_ == "TO" for t in helpers):
        return None
    if finite.lemma_ == "have" and helpers and any(t.tag_ == "VBN" for t in (*helpers[1:], verb)):
        return {"VBZ": "perfect", "VBP": "perfect", "VBD": "pluperfect"}.get(finite.tag_)  # type: ignore[return-value]
    if finite.tag_ == "MD":
        return "future" if finite.lower_ in ("will", "'ll", "shall") else None
    if finite.tag_ == "VBD":
        return "past"
    return "present" if finite.tag_ in ("VBZ", "VBP") else None


def times(verb: Token) -> Iterator[Time]:
    """Yield the adverbials of time that hang on a verb, or that the parser ties to a verb of saying behind it."""
    for child in (*verb.children, *_before_saying(verb)):
        if child.dep_ in ("npadvmod", "advmod", "tmod"):
            yield from _adverb(child)
        elif child.dep_ == "prep":
            yield from _prepositional(verb, child)


def _before_saying(verb: Token) -> Iterator[Token]:
    """Yield what stands before the comma in "has arrived yesterday, his office said"."""
    head = verb.head
    if verb.dep_ == "ccomp" and head.i > verb.i:
        comma = max((c.i for c in head.lefts if c.is_punct), default=0)
        yield from (c for c in head.lefts if verb.i < c.i < comma)


def _adverb(word: Token) -> Iterator[Time]:
    lower, first = word.lower_, word.left_edge
    if lower in words("adverbs", "past"):
        yield Time("past", first, word)
    elif lower in words("adverbs", "present"):
        yield Time("present", word, word)
    elif lower in words("adverbs", "future"):
        yield Time("future", word, word)
    elif lower in words("units", "words") and first.i == word.i - 1 and first.lower_ in ("last", "next"):
        yield Time("past" if first.lower_ == "last" else "future", first, word)
    elif lower in words("adverbs", "past_openers") and first.i == word.sent.start:
        yield Time("opening past", word, word)


def _prepositional(verb: Token, preposition: Token) -> Iterator[Time]:
    noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if noun is None:
        return
    word, lower = preposition.lower_, noun.lower_
    if word == "in" and len(lower) == 4 and lower.isdigit() and lower[:2] in ("19", "20"):
        yield Time("past year", preposition, noun, int(lower))
    elif word == "on" and lower in words("units", "days") and preposition.i + 1 == noun.i:
        yield Time("past day", preposition, noun)
    elif noun.ent_type_ not in ("DATE", "TIME"):
        return
    elif word == "since":
        yield Time("since", preposition, noun)
    elif word == "from" and (until := _until(verb, noun)):
        yield Time("past span", preposition, until)


def _until(verb: Token, noun: Token) -> Token | None:
    """Give the end of "from Wednesday until midnight", be it tied to the verb or to the first noun."""
    for child in (*verb.rights, *noun.rights):
        if child.i == noun.right_edge.i + 1 or child.i == noun.i + 1:
            # "Changed from March 12 to March 16" names no stretch of time.
            lasting = child.lower_ == "to" and verb.lemma_ in words("verbs", "lasting")
            for end in child.children:
                if (lasting or child.lower_ in ("until", "till")) and end.ent_type_ in ("DATE", "TIME"):
                    return end
    return None


def is_near(verb: Token, time: Time) -> bool:
    """Say whether an adverbial surely belongs to the verb: right before it, or behind it with nothing else to date.

    The parser ties "a deficit of $412bn last year" and "risen from a low a year ago" to the verb.
    """
    if time.first.i < verb.i:
        return time.first.i == verb.sent.start or time.last.i == verb.i - 1
    between = verb.doc[verb.i + 1 : time.first.i]
    number = len(between) and (between[-1].like_num or between[-1].ent_type_ in ("MONEY", "PERCENT", "DATE"))
    return len(between) <= _FAR and not number and not any(t.lower_ in words("adverbs", "datable") for t in between)


def past_form(lemma: str) -> str | None:
    """Give the simple past of a verb: by the list of event verbs, else a regular form that is an English word."""
    listed: str | None = tables.load("common", "event_verbs")["past"].get(lemma)
    regular = (lemma + "ed", lemma + "d", lemma + lemma[-1] + "ed", lemma[:-1] + "ied")
    best = max(regular, key=lambda form: vocabulary.zipf(form, "en"))
    return listed or (best if vocabulary.zipf(best, "en") >= _KNOWN_WORD else None)


def simple_past(verb: Token) -> str | None:
    """Give the simple past of a verb in the perfect: "has closed" -> "closed", "have been taken" -> "were taken"."""
    helpers = auxiliaries(verb)
    if any(t.dep_ == "auxpass" for t in helpers):
        return f"{'was' if helpers[0].tag_ == 'VBZ' else 'were'} {verb.text}"
    if verb.tag_ != "VBN":
        return None
    irregular: Mapping[str, str] = tables.load("common", "tenses")["past_of"]
    if verb.lower_ == "been":
        return "was" if helpers[0].tag_ == "VBZ" else "were"
    return irregular.get(verb.lower_, verb.text)
