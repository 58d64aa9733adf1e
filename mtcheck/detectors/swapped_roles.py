"""MT113 swapped-roles: the article lets somebody do what the source says was done to him."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context
from mtcheck.analysis.nouns import nouns
from mtcheck.analysis.role_frames import RoleFrame
from mtcheck.analysis.role_swaps import RoleSwap, RoleSwaps
from mtcheck.records import Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_CONFIDENCE = {"both": 0.92, "names": 0.88, "one": 0.85}
_PERSONS = frozenset({"he", "she", "they", "we", "i", "him", "her", "them", "us", "me", "who"})


@rule(
    "MT113",
    "swapped-roles",
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    needs={"source"},
    suggestions="unsafe",
)
def check(context: Context) -> Iterator[Hit]:
    """The article lets somebody do what the source says was done to him.

    What it finds:
        Clauses whose agent and patient are exchanged against the source: "The company sued the minister" where the
        minister sued the company, "beating Mataram 3-1" where the source has "dikalahkan Mataram".

    Why it matters:
        Languages with passives that look much like their actives invite it, the sentence reads well, and it turns
        the news round: the victim becomes the culprit, the loser the winner.

    Example:
        Source "Menteri menggugat perusahaan itu", article "The company sued the minister": write "The minister sued
        the company".

    Limits:
        Both clauses have to be read: participants that the source leaves out, or long clauses inside others, hide an
        exchange. With a translation model, the model has to prefer the exchanged sentence as well; without one, only
        clauses count whose verb and two participants are sure.
    """
    for swap in RoleSwaps(context):
        yield _hit(swap)


def _hit(swap: RoleSwap) -> Hit:
    segment, contrast = swap.segment, swap.contrast
    message = f"Who does what to whom is the other way round in the source: “{swap.cue}”."
    return Hit(
        segment.start + contrast.start,
        segment.start + contrast.end,
        message,
        contrast.instead,
        (Evidence("source", swap.source),),
        _CONFIDENCE[swap.links],
        severity=Severity.CRITICAL if _is_grave(swap.frame) else None,
    )


def _is_grave(frame: RoleFrame) -> bool:
    """Say whether people or named bodies are exchanged."""
    return bool(frame.participants) and all(
        t.pos_ == "PROPN" or t.lower_ in _PERSONS or nouns().acts(t) for t in frame.participants
    )
