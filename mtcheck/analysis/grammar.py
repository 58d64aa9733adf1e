"""What rules of grammar share: a fault in a parse, and what the parse says of a verb (its subject, its voice)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.analysis import drop_in, vocabulary
from mtcheck.records import Applicability, Evidence, Hit, Segment

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
BE = frozenset(
    {"be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m", "\u2019s", "\u2019re", "\u2019m"}
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in a parsed sentence: the words from the first to the last, and what is wrong with them."""

    first: Token
    last: Token
    message: str
    suggestion: str | None
    evidence: str
    confidence: float = 0.85
    preview: bool = False
    applicability: Applicability | None = None

    def hit(self, segment: Segment) -> Hit:
        """Give the fault as a hit in the article."""
        return Hit(
            segment.start + self.first.idx,
            segment.start + self.last.idx + len(self.last),
            self.message,
            self.suggestion,
            (Evidence("grammar", self.evidence),),
            self.confidence,
            preview=self.preview,
            applicability=self._applicability(),
        )

    def _applicability(self) -> Applicability | None:
        """Say what the suggestion may be used for; None: what those of its rule may be."""
        return self.applicability if drop_in.is_text(self.suggestion or "") else "display"


def behind(token: Token, steps: int = 1) -> Token | None:
    """Give the word so many places behind a word (before it, if negative), or None where the sentence ends."""
    at = token.i + steps
    return token.doc[at] if 0 <= at < len(token.doc) else None


def lower(token: Token | None) -> str:
    """Give a word in lower case, or "" for none."""
    return "" if token is None else token.lower_


def subject(verb: Token) -> Token | None:
    """Give the subject of a verb, or of the first of the verbs that it is joined to ("came and saw")."""
    while True:
        found = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
        if found is not None or verb.dep_ not in ("conj", "xcomp"):
            return found
        verb = verb.head


def is_active(verb: Token) -> bool:
    """Say whether a verb is surely active: finite with a subject, or behind "to" or a modal, and no participle."""
    helpers = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    if any(c.dep_ == "auxpass" for c in helpers) or verb.dep_ in ("acl", "amod"):
        return False
    if verb.tag_ in ("VBN", "VBD"):
        if any(c.lower_ in BE for c in helpers):
            return False
        found = subject(verb)
        return found is not None and found.dep_ == "nsubj" and (verb.tag_ == "VBD" or bool(helpers))
    return verb.tag_ in ("VB", "VBP", "VBZ", "VBG")


def opens_noun_phrase(token: Token | None) -> bool:
    """Say whether a noun phrase begins with this word."""
    return token is not None and (
        token.tag_ in ("DT", "PRP$", "PRP", "CD", "PDT")
        or token.tag_ in NOUNS
        or (token.tag_ == "JJ" and token.head.tag_ in NOUNS)
    )


def gerund(verb: str) -> str:
    """Give the -ing form of a verb: of the spellings that there might be, the commonest ("stopping", "visiting")."""
    stem = verb.removesuffix("e")
    spellings = (verb + "ing", verb + verb[-1] + "ing", stem + "ing", verb.removesuffix("ie") + "ying")
    return max(spellings, key=lambda word: vocabulary.zipf(word, "en"))
