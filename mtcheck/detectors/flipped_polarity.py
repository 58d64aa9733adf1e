"""MT112 flipped-polarity: the article affirms what the source denies, or denies what it affirms."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context
from mtcheck.analysis.added_denials import added, halved
from mtcheck.analysis.dropped_denials import dropped
from mtcheck.analysis.polarity_cases import PolarityFault, cases
from mtcheck.records import Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_BY_WORDS = 0.75
"""The confidence where the words alone speak."""
_BY_MODEL, _PER_NAT, _MOST = 0.8, 0.02, 0.97
"""Where the model speaks too: at nought, for each nat, and at most."""


@rule(
    "MT112",
    "flipped-polarity",
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    needs={"source"},
    suggestions="unsafe",
)
def check(context: Context) -> Iterator[Hit]:
    """The article affirms what the source denies, or denies what it affirms.

    What it finds:
        A denial of the source that nothing in the English answers, with the words that should be denied, and a plain
        denial of the English to which nothing in the source corresponds. A denial may be answered in any way: by a
        word for "not", a negative verb or adjective ("denied", "missing"), an affix ("unclear", "homeless"), or a
        phrase ("yet to", "ran out"). Phrases that only look like denials ("tidak hanya", "tak ayal") need no answer,
        and where two cancel each other ("bukan tidak mungkin"), one in English is a fault. With a translator the
        model must agree: it must explain the English better by a source without the denial, or prefer the English
        with it, and more so the less the words show. It is critical in the main clause, major elsewhere.

    Why it matters:
        The article says the opposite of its source, in faultless English: nobody can see it who does not compare.

    Example:
        "As of Friday morning 14 residents had been found" for "hingga Jumat pagi 14 warga belum ditemukan". Better:
        "had not been found".

    Limits:
        What the model does not know it cannot judge: denials within idioms ("tidak menelan korban jiwa"), orders
        ("jangan"), and verbs turned into their opposites ("menolak": "agreed") are mostly missed, and so are a denial
        that moved to another clause and a dropped one beside a negative word. Without a translator only denials are
        seen that nothing in the sentence answers and whose words are surely rendered, and hardly any that was added.
        Measured with the embedded model on human translations of news and science that chose no threshold and no word:
        7 alarms in 3,914 pairs with 780 denials, half of them true slips, and 93 of 150 denials found that a script had
        dropped (55 by the words alone), many of them leaving no English behind. Of 80 that a script added to other
        pairs 44 were found (none by the words alone).
    """
    pairs = tuple(cases(context))
    yield from map(_hit, dropped(pairs, context.scorer))
    yield from map(_hit, halved(pairs))
    if context.scorer is not None:
        yield from map(_hit, added(pairs, context.scorer))


def _hit(fault: PolarityFault) -> Hit:
    segment, contrast = fault.segment, fault.contrast
    if fault.kind == "dropped":
        message = f"The source denies this (“{fault.cue}”), the article affirms it."
    else:
        message = f"The article denies this, the source affirms it (“{fault.cue}”)."
    certain = _BY_WORDS if fault.gain is None else min(_MOST, _BY_MODEL + _PER_NAT * fault.gain)
    return Hit(
        segment.start + contrast.start,
        segment.start + contrast.end,
        message,
        contrast.instead,
        (Evidence("source", fault.source),),
        certain,
        Severity.CRITICAL if fault.is_main else Severity.MAJOR,
    )
