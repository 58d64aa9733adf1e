"""MT111: a name that is not the source's."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context, name_repairs
from mtcheck.analysis.loose_pairs import loose_pairs
from mtcheck.analysis.name_matching import NameMatcher
from mtcheck.analysis.name_spelling import Respelling, respellings
from mtcheck.analysis.name_swaps import NameSwaps, Swap
from mtcheck.analysis.pairs import Pair
from mtcheck.analysis.translated_names import TranslatedName, translated_names
from mtcheck.records import Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_GRAVE = frozenset({"plain", "country"})
"""Names of people and countries: a reader who is told another is gravely misled."""


@rule(
    "MT111",
    "changed-name",
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    needs={"source"},
    suggestions="unsafe",
)
def check(context: Context) -> Iterator[Hit]:
    """A person, place, body or short form is not the one that the source names.

    What it finds:
        A name that nothing in the source accounts for, in a sentence that lacks one of the source's names of the same
        kind: another person, town, country, party or court, or a short form that somebody made up ("the MCC" for
        PKS, the Prosperous Justice Party). Also a name of the source that lost or changed a letter, and a
        newspaper's name that was translated word by word ("Denpasar Voice" for Suara Denpasar).

    Why it matters:
        The sentence reads well and is wrong about who did it or where; no reader of the English alone can see that.

    Example:
        "Jaksa Budi Santoso menolak." comes out as "Prosecutor Joko Santoso refused." It was Budi Santoso.

    Limits:
        A name may be rendered by its usual English form, a short form, another word for the same country, or a
        spelling that sounds alike; where the tables do not know a rendering, two names that stand at the same place
        look like a change. Sentences that are told freely, headlines in title case and names of ordinary words that
        may be translations of something else in the source are left alone.
    """
    if context.source is None:
        return
    matcher = context.shared(NameMatcher.of)
    swaps = context.shared(NameSwaps.of)
    for pair in loose_pairs(context.pairs):
        yield from _swapped(context, matcher, swaps, pair)
        yield from map(_respelt, respellings(context, matcher, pair))
        yield from map(_translated, translated_names(context, matcher, pair))


def _swapped(context: Context, matcher: NameMatcher, swaps: NameSwaps, pair: Pair) -> Iterator[Hit]:
    for swap in swaps.find(pair):
        if swap.is_sure:
            place = name_repairs.span(swap)
            right = name_repairs.right(swap, context, matcher)
            text = context.document.text[place.start : place.end]
            said = _quoted(swap, right)
            yield Hit(
                place.start,
                place.end,
                f'The source has {said} here; it has nothing that could be "{text}".'
                if swap.everywhere
                else f'The source has {said} in this sentence, not "{text}".',
                suggestion=right,
                evidence=(Evidence("source", swap.gap.segment.line),),
                confidence=_confidence(swap),
                severity=Severity.CRITICAL if swap.run.kind in _GRAVE else Severity.MAJOR,
                preview=swap.is_synonymous,
            )


def _quoted(swap: Swap, right: str | None) -> str:
    """Quote the source's name, with its English in brackets where that is another."""
    name = swap.gap.name.text
    if not swap.gap.name.forms and not swap.gap.name.country:
        return f'"{right or name}"'
    english = (right or name).removesuffix(f" ({name})")
    return f'"{name}"' if english.lower() in name.lower() else f'"{name}" ({english})'


def _confidence(swap: Swap) -> float:
    """Weigh a change: surest where words beside the names tie them, and nothing else accounts for the name."""
    sure = 0.9 if swap.anchored and swap.everywhere else 0.7
    return 0.5 if swap.is_synonymous else sure - 0.1 if swap.run.kind == "word" else sure


def _respelt(found: Respelling) -> Hit:
    return Hit(
        found.start,
        found.end,
        f'The source spells this name "{found.right}".',
        suggestion=found.right,
        evidence=(Evidence("source", found.source.line),),
        confidence=0.8 if found.right_elsewhere else 0.5 if found.sounds_alike else 0.7,
        severity=Severity.MINOR if found.sounds_alike else Severity.MAJOR,
        # Oe for u, a doubled letter: translators write many names as English does.
        preview=found.sounds_alike and not found.right_elsewhere,
    )


def _translated(found: TranslatedName) -> Hit:
    return Hit(
        found.start,
        found.end,
        f'"{found.text}" is "{found.right}" word by word; the name of an outlet is not translated.',
        suggestion=found.right,
        evidence=(Evidence("source", found.source.line),),
        confidence=0.8,
    )
