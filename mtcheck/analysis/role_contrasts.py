"""A sentence with its agent and patient exchanged: the alternative that a model can weigh the sentence against.

Two ways to say it: the participants change places, or the verb its voice. Contrastive evaluation, as in Sennrich
(2017), "How grammatical is character-level neural machine translation? Assessing MT quality with contrastive
translation pairs".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.analysis import tables
from mtcheck.analysis.clause_time import auxiliaries, past_form
from mtcheck.analysis.contrasts import Contrast
from mtcheck.analysis.grammar import BE, gerund
from mtcheck.analysis.role_frames import RoleFrame, stretch, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 30
"""How many characters may stand between the verb and a participant that is marked with it."""
_PLURAL = {"has": "have", "was": "were", "is": "are", "does": "do"}
_SINGULAR = {many: one for one, many in _PLURAL.items()}


def contrasts(frame: RoleFrame, *, loses: bool = False) -> Iterator[Contrast]:
    """Yield the ways to exchange agent and patient; `loses` says that "lose" may be what the source says."""
    if (change := _places_changed(frame)) is not None:
        yield change
    if frame.form == "active":
        yield from _made_passive(frame)
        yield from _converse(frame) if loses else ()
    elif frame.form == "passive":
        yield from _made_active(frame)


def with_participants(contrast: Contrast, frame: RoleFrame) -> Contrast:
    """Widen a change to the clause that an editor would mark: the verb and its participants near by."""
    text = contrast.token.doc.text
    spans = [stretch(head) for head in frame.participants]
    if len(frame.participants) < 2 and frame.form == "passive":  # "accused of the data": what is behind the verb
        behind = [o for c in frame.verb.rights if c.dep_ == "prep" for o in c.rights if o.dep_ == "pobj"]
        spans += [stretch(noun) for noun in behind[:1]]
    start, end = contrast.start, contrast.end
    for first, last in spans:
        near, over = first.idx, last.idx + len(last)
        if start - over <= _NEAR and near - end <= _NEAR:
            start, end = min(start, near), max(end, over)
    instead = text[start : contrast.start] + contrast.instead + text[contrast.end : end]
    return Contrast(start, end, instead, contrast.token)


def _places_changed(frame: RoleFrame) -> Contrast | None:
    """Let the participants change places; None where one is not named, or holds the other."""
    if len(frame.participants) < 2:
        return None
    (a, b), (c, d) = map(stretch, frame.participants)
    verb = frame.verb
    if b.i >= c.i or a.i <= verb.i <= b.i or c.i <= verb.i <= d.i:
        return None
    doc = verb.doc
    before, behind = doc[a.i : b.i + 1].text, doc[c.i : d.i + 1].text
    between = doc[b.i + 1 : c.i].text_with_ws
    helper = next(iter(auxiliaries(verb)), verb)
    many = _is_plural(frame.participants[1])
    if b.i < helper.i < c.i and many != _is_plural(frame.participants[0]):
        between = between.replace(helper.text, _agreeing(helper, many=many), 1)
    if owner := before[-2:] if before[-2:] in ("'s", "’s") else "":  # "Ukraine's attack on Russia"
        before, behind = before[:-2], behind + (owner[0] if behind.endswith("s") else owner)
    is_subject = frame.participants[0].dep_ in ("nsubj", "nsubjpass")
    first = _as_subject(behind) if is_subject else behind
    last = _as_object(before) if is_subject else before
    if a.i == 0 or doc[a.i - 1].text in '"“':
        first = first[:1].upper() + first[1:]
        last = last if _is_name(a) or last[1:2].isupper() else last[:1].lower() + last[1:]
    gap = doc[b.i].whitespace_ or " "
    return Contrast(a.idx, d.idx + len(d), f"{first}{gap}{between}{last}".replace(" ,", ","), verb)


def _is_name(token: Token) -> bool:
    named = token.ent_type_ and token.ent_type_ not in (
        "CARDINAL",
        "ORDINAL",
        "DATE",
        "TIME",
        "QUANTITY",
        "MONEY",
        "PERCENT",
    )
    return token.pos_ == "PROPN" or bool(named and token.pos_ != "DET")


def _is_plural(noun: Token) -> bool:
    return (
        noun.tag_ in ("NNS", "NNPS")
        or noun.lower_ in ("they", "we", "people", "police", "them", "us")
        or any(c.dep_ == "conj" for c in noun.rights)
    )


def _agreeing(helper: Token, *, many: bool) -> str:
    """Give a finite verb in the number of another subject."""
    word = helper.lower_
    if word in _PLURAL or word in _SINGULAR:
        return _PLURAL.get(word, word) if many else _SINGULAR.get(word, word)
    if many and helper.tag_ == "VBZ":
        return helper.lemma_
    return helper.lemma_ + "s" if not many and helper.tag_ == "VBP" else helper.text


@cache
def _objects() -> Mapping[str, str]:
    found: Mapping[str, str] = tables.load("common", "roles")["objects"]
    return found


def _as_object(text: str) -> str:
    return _objects().get(text.lower(), text)


def _as_subject(text: str) -> str:
    subjects = {case: pronoun for pronoun, case in _objects().items()}
    return "I" if text == "me" else subjects.get(text.lower(), text)


# --- the other voice ---


def participle(verb: Token) -> str | None:
    """Give the past participle of a verb."""
    if verb.tag_ == "VBN":
        return verb.text
    table: Mapping[str, str] = tables.load("common", "roles")["participles"]
    if verb.lemma_.lower() in table:
        return table[verb.lemma_.lower()]
    past = verb.lower_ if verb.tag_ == "VBD" else past_form(verb.lemma_.lower())
    irregular = {one: other for other, one in tables.load("common", "tenses")["past_of"].items()}
    return irregular.get(past, past) if past else None


def _made_passive(frame: RoleFrame) -> Iterator[Contrast]:
    """Make an active verb passive: "beating them" is "beaten by them", or "being beaten by them"."""
    verb, patient = frame.verb, frame.patient
    if patient is None or (done := participle(verb)) is None:
        return
    first, last = stretch(patient)
    helpers = auxiliaries(verb)
    start = helpers[-1] if helpers else verb
    between = f" {verb.doc[start.i + 1 : verb.i].text} " if helpers else " "
    fronted = patient.i < verb.i
    tail = "" if fronted else f" {verb.doc[verb.i + 1 : first.i].text}"
    whom = "" if fronted else " " + _as_object(verb.doc[first.i : last.i + 1].text)
    end = verb if fronted else last
    for be in _be(verb, helpers):
        words = f"{be}{between}{done}{tail} by{whom}"
        yield Contrast(start.idx, end.idx + len(end), " ".join(words.split()), verb)


def _converse(frame: RoleFrame) -> Iterator[Contrast]:
    """Say with another verb what the passive says: "beating them" is "losing to them"."""
    verb, patient = frame.verb, frame.patient
    table = tables.load("common", "roles")["converse"]
    if verb.lemma_.lower() in table["verbs"] and patient is not None and patient.i > verb.i:
        _, last = stretch(patient)
        rest = verb.doc[verb.i + 1 : last.i + 1].text
        yield Contrast(verb.idx, last.idx + len(last), f"{table['forms'][verb.tag_]} {rest}", verb)


def _be(verb: Token, helpers: list[Token]) -> Iterator[str]:
    """Yield what stands before the participle in the passive of a verb with its helpers."""
    last = helpers[-1].lower_ if helpers else ""
    doer = subject(verb)
    many = doer is not None and _is_plural(doer)
    if last in BE:
        yield f"{last} being"
    elif last in ("has", "have", "had", "having"):
        yield f"{last} been"
    elif last in ("do", "does", "did"):
        yield {"did": "were" if many else "was"}.get(last, "are" if many else "is")
    elif last:
        yield f"{last} be"
    elif verb.tag_ == "VBG":
        yield from ("", "being")
    else:
        yield ("were" if many else "was") if verb.tag_ in ("VBD", "VBN") else ("are" if many else "is")


def _made_active(frame: RoleFrame) -> Iterator[Contrast]:
    """Make a passive active: "accused of it" is "accusing it", "was sued by them" is "sued them"."""
    verb = frame.verb
    preposition = next((c for c in verb.rights if c.dep_ in ("agent", "prep")), None)
    end = preposition if preposition is not None and preposition.i <= verb.i + 2 else verb
    rest = verb.doc[verb.i + 1 : end.i].text if end is not verb else ""
    helpers = auxiliaries(verb)
    be = next((h for h in reversed(helpers) if h.lower_ in BE), None)
    if be is None and not helpers:
        yield Contrast(verb.idx, end.idx + len(end), f"{gerund(verb.lemma_)} {rest}".strip(), verb)
    elif be is not None:
        word = _active_form(verb, be)
        between = verb.doc[be.i + 1 : verb.i].text
        yield Contrast(be.idx, end.idx + len(end), " ".join(f"{between} {word} {rest}".split()), verb)


def _active_form(verb: Token, be: Token) -> str:
    """Give the form of an active verb that takes the place of a form of be and a participle."""
    if be.lower_ == "been":
        return verb.text
    if be.lower_ == "be":
        return verb.lemma_
    if be.lower_ == "being":
        return gerund(verb.lemma_)
    if be.lower_ in ("was", "were"):
        irregular: Mapping[str, str] = tables.load("common", "tenses")["past_of"]
        return irregular.get(verb.lower_, verb.text)
    return verb.lemma_ if be.lower_ == "are" else verb.lemma_ + "s"
