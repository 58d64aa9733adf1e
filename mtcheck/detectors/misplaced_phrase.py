"""MT107: a modifier or an adjunct that was attached to the wrong word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from mtcheck.analysis import Context, constructions, missions, vocabulary
from mtcheck.analysis.missions import Mission
from mtcheck.records import Evidence, Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TABLE = "misplaced"
_NUMERAL = re.compile("[IVX]+")
_NUMBERED = ("commission", "committee")
_RARE = 4.0
"""The Zipf frequency in English below which a capitalised word may be a name."""


@rule("MT107", "misplaced-phrase", category=Category.MISTRANSLATION, severity=Severity.MAJOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Modifiers and adjuncts are attached to a word that they do not belong to.

    What it finds:
        A host city torn from its embassy ("the Ukrainian embassy's recruitment of volunteers in Tokyo"), an embassy
        in the capital of its own country, a person's name run into that of his party or body ("the Golkar Faction
        Bambang Sutrisna"), and patterns of a table (data/id/misplaced.toml): "intermediary of A with B", "with the main
        trigger of internal conflict", "two-meter-tall rocks", "allow Japan only to engage", "arrested his car".

    Why it matters:
        The sentence is fluent and says something else: the reader has no cause to doubt it.

    Example:
        "the Ukrainian embassy's recruitment of volunteers in Tokyo"
        Better: "the recruitment of volunteers by the Ukrainian embassy in Tokyo".

    Limits:
        Only attachments that the sentence itself betrays are found, by knowledge of where embassies stand and what
        words go together; most wrong attachments read as sound English and need the source.
    """
    atlas = context.atlas
    for found in constructions.find(context, _TABLE):
        yield found.hit()
    table = context.table(_TABLE)
    for segment, doc in zip(context.document.segments, context.parses, strict=True):
        for mission in missions.find(doc, atlas, table["embassies"]):
            yield from _mission(segment, doc, mission)
        yield from _body(segment, doc, table["bodies"])


def _mission(segment: Segment, doc: Doc, mission: Mission) -> Iterator[Hit]:
    """Judge a mission by the place behind it."""
    noun, place = mission.noun, mission.place
    at_home = place.country == mission.sender.country
    start, end = _phrase_start(mission), mission.last.idx + len(mission.last)
    if mission.act is None and at_home and place.kind in ("city", "country"):
        article = "a" if noun.lower_.startswith("c") else "an"
        yield Hit(
            segment.start + start,
            segment.start + end,
            f"No country has {article} {noun.lower_} at home, but {place.name} is {place.country}'s own.",
            evidence=(Evidence("gazetteer", f"{place.name}: {place.country}"),),
            confidence=0.8,
        )
    elif mission.act is not None and not at_home and place.kind == "city":
        what = doc.text[mission.act.idx : mission.preposition.idx].strip()
        whose = doc.text[start : noun.idx + len(noun)]
        yield Hit(
            segment.start + start,
            segment.start + end,
            f"“In {place.name}” ties to the {mission.act.text} here; it likely tells where the {noun.lower_} stands.",
            suggestion=f"the {what} by {whose} in {place.name}",
            evidence=(Evidence("gazetteer", f"{place.name}: {place.country}, not {mission.sender.country}"),),
            confidence=0.7,
        )


def _phrase_start(mission: Mission) -> int:
    """Give where the mission's phrase begins, with its article but without a relative clause before it."""
    children = [c for c in mission.noun.lefts if c.dep_ in ("det", "amod", "compound", "nmod", "poss")]
    first = min((*children, mission.noun), key=lambda t: t.i)
    edge = first.left_edge
    return int(edge.idx if first.i - edge.i <= 3 else first.idx)


def _body(segment: Segment, doc: Doc, words: Mapping[str, Any]) -> Iterator[Hit]:
    """Judge a person's name that follows the name of his party or body without a comma."""
    heads, others, members = (_set(tuple(words[key])) for key in ("heads", "others", "members"))
    for token in doc:
        known = token.lower_ in heads or (_NUMERAL.fullmatch(token.text) and doc[token.i - 1].lower_ in _NUMBERED)
        if not known or not token.text[0].isupper() or not _is_membership(token, members):
            continue
        name = []
        for other in doc[token.i + 1 :]:
            if not other.text[0].isupper() or other.pos_ != "PROPN" or other.lower_ in others or other.lower_ in heads:
                break
            name.append(other)
        after = doc[token.i + 1 + len(name)] if token.i + 1 + len(name) < len(doc) else None
        if len(name) < 2 or len(name) > 4 or (after is not None and after.text[0].isupper() and after.pos_ == "PROPN"):
            continue
        if all(vocabulary.zipf(t.lower_, "en") >= _RARE for t in name):
            continue
        person = doc.text[name[0].idx : name[-1].idx + len(name[-1])]
        start = _article(token)
        body = doc.text[start : token.idx + len(token)]
        yield Hit(
            segment.start + start,
            segment.start + name[-1].idx + len(name[-1]),
            f"“{person}” runs into the name of the body; the person needs commas, or stands before it.",
            suggestion=f"{body}, {person},",
            evidence=(Evidence("parse", f"a body ({body}) and a name ({person}) without a comma"),),
            confidence=0.75,
            severity=Severity.MINOR,
        )


def _is_membership(body: Token, members: frozenset[str]) -> bool:
    """Say whether "of" or "from" before a body ties a member to it: "a member of the House from the Golkar Faction"."""
    doc = body.doc
    before = list(doc[max(0, body.i - 12) : body.i])
    link = next((t for t in reversed(before) if t.lower_ in ("of", "from") or t.is_punct), None)
    if link is None or link.is_punct or body.i - link.i > 6:
        return False
    return link.lower_ == "from" or any(t.lemma_.lower() in members for t in before if t.i < link.i)


def _article(body: Token) -> int:
    """Give where the body's name begins: its article, or its first capitalised word."""
    first = body
    while first.i > 0 and (first.nbor(-1).text[0].isupper() or first.nbor(-1).lower_ == "the"):
        first = first.nbor(-1)
        if first.lower_ == "the":
            break
    return int(first.idx)


@cache
def _set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)
