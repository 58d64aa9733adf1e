"""MT903 pronoun-gender: one person is he and then she."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mtcheck.analysis import Context, tables
from mtcheck.analysis.gender_signs import GENDERS, Gender
from mtcheck.analysis.persons import People, Person
from mtcheck.analysis.pronouns import PRONOUNS, Reference, references
from mtcheck.records import Evidence, Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLEAR = 2.0
"""By how much the signs of the other gender must outweigh a pronoun's own for a finding that counts."""
_DOUBTFUL = 1.0


@rule("MT903", "pronoun-gender", category=Category.CONTRADICTION, severity=Severity.MAJOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """A person is "he" in one place and "she", or plainly a woman, in another.

    What it finds:
        "He" or "she" (with "his", "her", "himself") for a person whom the article elsewhere gives the other gender:
        by other pronouns, by titles and descriptions ("Mrs.", "spokeswoman", "the first woman to lead the club"), by
        a spouse ("Lina's husband"), or by a given name that only women or only men bear. Also "he" who is a mother,
        and "she" who hurts "himself".

    Why it matters:
        Indonesian "dia", "ia" and "-nya" have no gender; a translator picks one sentence by sentence, and the reader
        takes one person for two.

    Example:
        "..., said club president Lina Kartawijaya, the first woman to lead the team. He added that ..." The second
        sentence should begin "She added".

    Limits:
        Only pronouns are resolved that leave little doubt: the speaker who goes on, and the subject where nobody else
        is about. Pronouns inside quotations are left alone. With one "he" and one "she" and no other sign, the later
        one is marked as a preview.
    """
    people = People(context)
    groups: dict[Person, list[Reference]] = defaultdict(list)
    for reference in references(context, people):
        groups[reference.person].append(reference)
    for person, group in groups.items():
        yield from _flips(person, group)
    for segment, doc in zip(context.document.segments, context.parses, strict=True):
        for token in doc:
            yield from _with_itself(token, segment)


def _flips(person: Person, group: Sequence[Reference]) -> Iterator[Hit]:
    """Find the pronouns of one person that the other signs speak against.

    A machine may give a woman "he" throughout, so pronouns only decide where nothing else does.
    """
    counts = {g: sum(r.gender == g for r in group) for g in GENDERS}
    for number, reference in enumerate(group):
        gender, other = reference.gender, _other(reference.gender)
        margin = person.weight(other) - person.weight(gender)
        if margin < _CLEAR:
            margin += counts[other] - (counts[gender] - 1)
        early = not any(r.gender != gender for r in group[:number]) and not person.signs
        if margin >= _CLEAR or (margin >= _DOUBTFUL and not early):
            yield _hit(reference, person, group, margin)


def _hit(reference: Reference, person: Person, group: Sequence[Reference], margin: float) -> Hit:
    """Mark a pronoun, with its verb where that stands beside it."""
    token, other = reference.token, _other(reference.gender)
    right = _swap(token)
    start, end = reference.segment.start + token.idx, reference.segment.start + token.idx + len(token)
    behind = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if token.dep_ == "nsubj" and behind is not None and behind.i == token.head.i and token.whitespace_:
        right, end = f"{right} {behind.text}", reference.segment.start + behind.idx + len(behind)
    signs = [Evidence("sign", s.text) for s in person.signs if s.gender == other]
    lines = dict.fromkeys(r.segment.line for r in group if r.gender == other)
    return Hit(
        start,
        end,
        f"{token.text!r} stands for {person.name}, by all other signs a {'woman' if other == 'female' else 'man'}.",
        right,
        (*signs, *(Evidence("sentence", line) for line in list(lines)[:2])),
        confidence=min(0.95, 0.55 + 0.1 * margin) if reference.tie == "speaker" else min(0.85, 0.5 + 0.1 * margin),
        preview=margin < _CLEAR,
    )


def _other(gender: Gender) -> Gender:
    return "male" if gender == "female" else "female"


def _swap(token: Token) -> str:
    """Give the same form of the other pronoun, with its capital."""
    forms = {"he": "she", "him": "her", "himself": "herself", "she": "he", "hers": "his", "herself": "himself"}
    word = token.lower_
    if word == "his":
        right = "her" if token.dep_ == "poss" else "hers"
    elif word == "her":
        right = "his" if token.dep_ == "poss" else "him"
    else:
        right = forms[word]
    return right.capitalize() if token.text[0].isupper() else right


def _with_itself(token: Token, segment: Segment) -> Iterator[Hit]:
    """Find a pronoun that its own clause contradicts: "he is a mother of two", "she hurt himself"."""
    gender = PRONOUNS.get(token.lower_)
    if token.lower_ not in ("he", "she") or token.dep_ not in ("nsubj", "nsubjpass") or gender is None:
        return
    wrong = _reflexive(token, gender) or _noun(token, gender)
    if wrong is None:
        return
    marked = wrong if wrong.lower_ in PRONOUNS else token
    start = segment.start + marked.idx
    message = f"{token.text!r} and {wrong.text!r} are not of one gender."
    evidence = (Evidence("clause", f"{token.text} ... {wrong.text}"),)
    yield Hit(start, start + len(marked), message, _swap(marked), evidence, confidence=0.8)


def _reflexive(token: Token, gender: Gender) -> Token | None:
    """Give the reflexive of the same clause that is of the other gender; "the king himself" is no reflexive."""
    for word in token.head.subtree:
        if word.lower_ in ("himself", "herself") and PRONOUNS[word.lower_] != gender and word.i > token.head.i:
            clause = word.doc[token.i + 1 : word.i]
            subject = any(t.dep_ in ("nsubj", "nsubjpass", "csubj") for t in clause)
            if not subject and word.nbor(-1).pos_ in ("VERB", "ADP"):
                return word
    return None


def _noun(token: Token, gender: Gender) -> Token | None:
    """Give the noun that the pronoun is said to be and that only the other gender is."""
    verb, table = token.head, tables.load("common", "persons")
    if verb.lemma_ != "be" or any(
        c.dep_ in ("neg", "mark", "aux") or c.lower_ in ("if", "like") for c in verb.children
    ):
        return None
    for noun in verb.children:
        if noun.dep_ == "attr" and noun.tag_ == "NN" and noun.lower_ in table[_other(gender)]:
            return noun
    return None
