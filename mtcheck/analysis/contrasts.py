"""A sentence with a denial put in or taken out: the alternative that a model can weigh the sentence against.

Contrastive evaluation, as in Sennrich (2017), "How grammatical is character-level neural machine translation?", and
Vamvas & Sennrich (2022), "As little as possible, as much as necessary: detecting over- and undertranslations with
contrastive conditioning".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.analysis import tables
from mtcheck.analysis.clause_time import past_form
from mtcheck.analysis.denials import Denial
from mtcheck.analysis.grammar import BE, behind
from mtcheck.analysis.vocabulary import zipf

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_KNOWN = 2.3
"""The Zipf frequency from which a word made with a denying prefix is one."""
_CLOSE = 3
"""How far behind "is" what it says of its subject may stand to be marked with it."""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis")


@dataclass(frozen=True, slots=True)
class Contrast:
    """A change to a sentence: the stretch [start, end) of its text and what stands there instead."""

    start: int
    end: int
    instead: str
    token: Token

    def apply(self, text: str) -> str:
        """Give the changed sentence as one line."""
        return " ".join((text[: self.start] + self.instead + text[self.end :]).split())


def denied(token: Token) -> Iterator[Contrast]:
    """Yield the ways to deny what a word says: its clause, its noun phrase, or the word itself."""
    verb = _verb(token)
    if verb is not None:
        yield from _clause_denied(verb)
        if verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ":
            yield from _phrase_denied(verb.head)
            if (copula := _verb(verb.head)) is not None:
                yield from _clause_denied(copula)
    yield from _phrase_denied(token)


def _clause_denied(verb: Token) -> Iterator[Contrast]:
    """Yield the ways to deny a clause: by its verb, or by its subject ("none of them", "not all")."""
    if contrast := _verb_denied(verb):
        yield contrast
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    first = None if subject is None else subject.left_edge
    if first is not None and (opposite := _words("denied").get(first.lower_)):
        yield _change(first, first, opposite)
    if first is not None and first.lower_ in _words("quantifiers")["words"]:
        yield _change(first, first, f"not {first.lower_}")


def _verb(token: Token) -> Token | None:
    """Give the verb that a word is, or on which it hangs as an object, a predicate or an adverb."""
    for word in (token, *token.ancestors):
        if word.pos_ in ("VERB", "AUX") and word.dep_ not in ("aux", "auxpass"):
            return word
    return None


def _verb_denied(verb: Token) -> Contrast | None:
    """Put "not" into a clause."""
    helpers = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    first = helpers[0] if helpers else verb
    if any(c.dep_ in ("nsubj", "nsubjpass") and c.i > first.i for c in verb.lefts):
        return None
    if any(c.dep_ == "neg" for c in verb.children):
        return None
    between = verb.doc[first.i + 1 : verb.i].text
    if first.tag_ == "TO":
        return _change(first, verb, f"not to {between} {verb.text}")
    if helpers:
        finite = "cannot" if first.lower_ == "can" else f"{first.text} not"
        return _change(first, verb, f"{finite} {between} {verb.text}")
    if verb.lower_ in BE:
        said = next((c for c in verb.rights if c.dep_ in ("acomp", "attr") and c.i - verb.i <= _CLOSE), verb)
        return _change(verb, said, f"{verb.text} not {verb.doc[verb.i + 1 : said.i + 1].text}")
    support = {"VBD": "did not", "VBZ": "does not", "VBP": "do not", "VB": "do not"}.get(verb.tag_)
    return _change(verb, verb, f"{support} {verb.lemma_}" if support else f"not {verb.text}")


def _phrase_denied(token: Token) -> Iterator[Contrast]:
    word = token.lower_
    if word == "with":
        yield _change(token, token, "without")
    if opposite := _opposite(token):
        yield _change(token, token, opposite)
    if token.pos_ in ("NOUN", "PROPN"):
        yield from _noun_denied(token)


def _noun_denied(noun: Token) -> Iterator[Contrast]:
    """Deny a noun phrase: "no casualties" for "casualties", "without permission" for "with permission"."""
    preposition = noun.head if noun.dep_ == "pobj" else None
    if preposition is not None and preposition.lower_ == "with":
        yield _change(preposition, preposition, "without")
    elif noun.dep_ in ("dobj", "attr", "nsubj", "nsubjpass", "conj"):
        first = noun.left_edge
        rest = noun.doc[first.i + (first.lower_ in ("a", "an", "any", "some", "all", "the")) : noun.i + 1].text
        verb = noun.head if noun.dep_ in ("dobj", "attr") and 0 < first.i - noun.head.i <= 2 else None
        between = noun.doc[verb.i : first.i].text if verb is not None else ""
        yield _change(verb or first, noun, f"{between} no {rest}")


def _opposite(token: Token) -> str | None:
    """Give the commonest word that a denying prefix makes of another ("invalid", "unbeaten")."""
    if token.tag_ not in ("JJ", "RB", "VBN"):
        return None
    made = [prefix + token.lower_ for prefix in _PREFIXES[: 1 if token.tag_ == "VBN" else None]]
    known = [word for word in made if zipf(word, "en") >= _KNOWN]
    return max(known, key=lambda word: zipf(word, "en"), default=None)


def affirmed(denial: Denial) -> Contrast | None:
    """Take a denial out of its sentence; None where it cannot be done word by word."""
    token, word, after = denial.token, denial.token.lower_, behind(denial.token)
    if word in ("not", "n't", "n’t"):
        return _without_not(token, denial.head)
    if word in ("no", "never") and after is not None and after.lower_ in ("longer", "more", "one"):
        return _change(token, after, "someone" if after.lower_ == "one" else "still")
    if word == "no":
        return _without_no(token)
    if word == "never" and after is not None:
        return _change(token, after, after.text)
    instead = _words("affirmed").get(word) or _bare(word)
    return _change(token, token, instead) if instead else None


def _bare(word: str) -> str | None:
    """Give the commonest word that is left of one without its denying prefix."""
    found = [word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)]
    known = [rest for rest in found if zipf(rest, "en") >= _KNOWN]
    return max(known, key=lambda rest: zipf(rest, "en"), default=None)


def _words(table: str) -> Mapping[str, str]:
    found: Mapping[str, str] = tables.load("common", "polarity")[table]
    return found


def _without_no(token: Token) -> Contrast | None:
    """Take "no" from its noun; the verb before it is marked with them ("found no allegations")."""
    noun, before = token.head, token.nbor(-1) if token.i else None
    if noun.i <= token.i:
        return None
    rest = noun.doc[token.i + 1 : noun.i + 1].text
    if before is not None and before == noun.head and before.pos_ in ("VERB", "AUX"):
        return _change(before, noun, f"{before.text} {rest}")
    return _change(token, noun, rest)


def _without_not(token: Token, verb: Token) -> Contrast | None:
    """Take "not" from its verb, with a "do" that only stands there for its sake."""
    doc, support = token.doc, token.nbor(-1) if token.i else None
    last = verb if verb.i > token.i else behind(token)
    if last is None:
        return None
    rest = doc[token.i + 1 : last.i + 1].text
    if support is None or support.pos_ not in ("AUX", "PART"):
        return _change(token, last, rest)
    if support.lemma_ == "do" and support.dep_ == "aux" and verb.i > token.i:
        between = doc[token.i + 1 : verb.i].text
        return _change(support, verb, f"{between} {_inflected(verb.lemma_, support.tag_)}")
    whole = {"ca": "can", "wo": "will", "sha": "shall"}.get(support.lower_, support.text)
    return _change(support, last, f"{whole} {rest}")


def _inflected(lemma: str, tag: str) -> str:
    if tag == "VBD":
        return _words("past").get(lemma) or past_form(lemma) or lemma
    if tag == "VBZ":
        return {"have": "has", "do": "does", "go": "goes"}.get(lemma, lemma + "s")
    return lemma


def _change(first: Token, last: Token, instead: str) -> Contrast:
    """Replace the words from the first to the last; the capital of the first stays."""
    words = " ".join(instead.split())
    cased = words[:1].upper() + words[1:] if first.is_title else words
    return Contrast(first.idx, last.idx + len(last), cased, last)


def deniable(doc: Doc) -> Iterator[Token]:
    """Yield the words of a sentence that might be denied: verbs, adjectives and adverbs with opposites, "with"."""
    for token in doc:
        verb = token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass")
        if verb or token.lower_ == "with" or _opposite(token):
            yield token
