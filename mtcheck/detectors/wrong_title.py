"""MT119: a person's title or office that is not the source's."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context
from mtcheck.analysis.loose_pairs import loose_pairs
from mtcheck.analysis.title_faults import TitleFault, title_faults
from mtcheck.records import Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_CONFIDENCE = {"changed": 0.8, "dropped": 0.8, "added": 0.85}
_DOUBTFUL = 0.5
"""The confidence where neither the place in the sentence nor a name beside it ties two titles together."""


@rule(
    "MT119",
    "wrong-title",
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    needs={"source"},
    suggestions="unsafe",
)
def check(context: Context) -> Iterator[Hit]:
    """A person's title, office or rank is not the one that the source gives.

    What it finds:
        Another office than the source's ("mayor" for *bupati*, a regent; "judge" for *jaksa*, a prosecutor), and
        offices that lost or gained what makes them a deputy, former or acting one ("the governor" for *wakil
        gubernur*). What may render a title is data/<language>/titles.toml.

    Why it matters:
        Who speaks, and with what authority, is a fact of the news; the vice president is not the president.

    Example:
        *Wakil Gubernur Jawa Barat Asep Suryana hadir.* comes out as "West Java Governor Asep Suryana attended."

    Limits:
        Words that English uses for many offices ("head", "chief", "official") are never held against a translation,
        nor is a title to which another word of the source may have given rise. A title that English leaves out is not
        missed, and titles of works are not looked at.
    """
    if context.source is None:
        return
    for pair in loose_pairs(context.pairs):
        for fault in title_faults(context, pair):
            yield _hit(context, fault)


def _hit(context: Context, fault: TitleFault) -> Hit:
    text = " ".join(context.document.text[fault.start : fault.end].split())
    name = fault.particle.name if fault.particle else ""
    message = {
        "changed": f"The source has “{fault.said}” here, and nothing that means “{text}”.",
        "dropped": f"The source has “{fault.said}” here; that it is a {name} one is left out.",
        "added": f"The source has “{fault.said}” here; nothing there says that it is a {name} one.",
    }[fault.kind]
    return Hit(
        fault.start,
        fault.end,
        message,
        suggestion=fault.suggestion,
        evidence=(Evidence("source", fault.source.line),),
        confidence=_CONFIDENCE[fault.kind] if fault.sure else _DOUBTFUL,
        preview=not fault.sure,
    )
