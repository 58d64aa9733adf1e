"""MT122 copied-source: words of the source that the article copies where English has its own."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context, acronyms, glosses
from mtcheck.analysis.copied_words import CopiedWords, Copy, short_forms
from mtcheck.analysis.loose_pairs import loose_pairs
from mtcheck.analysis.source_names import SourceNames
from mtcheck.records import Evidence, Hit, Span
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_LONGEST_TERM = 4
"""A stretch of more words is no term that the writer may have explained."""


@rule(
    "MT122",
    "copied-source",
    category=Category.UNTRANSLATED,
    severity=Severity.MAJOR,
    needs={"source"},
    suggestions="unsafe",
)
def check(context: Context) -> Iterator[Hit]:
    """Words that the source has were copied into the article, though English has its own.

    What it finds:
        Words of the article that stand in the sentence of the source that it renders and that translators render
        otherwise: common words, alone or in a row, even where they are also English by chance ("the pasar", "the sore
        prayers") or look like a name ("Saban Hari", where the source has "saban hari"); words that head the name of an
        office ("Dinas Health"); short forms that the source shows to be Indonesian.

    Why it matters:
        The reader cannot understand them, or takes them for a name.

    Example:
        "Hasil kebun dijual di pasar." comes out as "The crops are sold at the pasar." They are sold at the market.

    Limits:
        Words that translators often keep ("batik", "pesantren"), names, and what the article quotes or explains at any
        mention are left alone. What the source writes with a capital inside a sentence is a name, unless it is a
        word for an office.
    """
    if context.source is None:
        return
    copied = CopiedWords(context, SourceNames(context.source))
    for pair in loose_pairs(context.pairs):
        for copy in copied.of(pair):
            if not _is_presented(context, copy):
                yield _hit(context, copy)
    yield from _short_forms(context)


def _is_presented(context: Context, copy: Copy) -> bool:
    text = context.document.text
    few = len(text[copy.start : copy.end].split()) <= _LONGEST_TERM
    return few and glosses.is_presented(text, copy.start, copy.end)


def _hit(context: Context, copy: Copy) -> Hit:
    text = " ".join(context.document.text[copy.start : copy.end].split())
    meaning = f", which is “{copy.english}” in English" if copy.english else ""
    what, them = ("are words", "them") if " " in text else ("is a word", "it")
    return Hit(
        copy.start,
        copy.end,
        f"“{text}” {what} of the source{meaning}: translate {them}.",
        suggestion=copy.english,
        evidence=(Evidence("source", copy.source_line),),
        confidence=0.85 if " " in text else 0.8,
    )


def _is_of_a_time(context: Context, form: acronyms.ShortForm) -> bool:
    """Say whether a short form is the zone of a time in figures, which the rule for times tells."""
    zones = {zone.lower() for zone in context.table("formats")["zones"]}
    return form.text.lower() in zones and context.document.text[: form.start].rstrip()[-1:].isdigit()


def _short_forms(context: Context) -> Iterator[Hit]:
    """Yield the short forms that both texts have, and that only the source shows to be of its language."""
    sections, zones = short_forms(context.source_language), context.table("formats")["zones"]
    for form in acronyms.unexplained(context.document.text, context.source_language, in_source=True):
        index = context.document.segment_index(Span(form.start, form.end))
        pair = context.pairs.of_segment(context.document.segments[index]) if index is not None else None
        line = pair.source_line if pair else ""
        if form.section not in sections or not form.stands_in(line) or _is_of_a_time(context, form):
            continue
        yield Hit(
            form.start,
            form.end,
            f"“{form.text}” ({form.english}) is a short form of the source that the article does not explain.",
            suggestion=form.english,
            evidence=(Evidence("source", line),),
            confidence=0.8,
            severity=None if form.first and form.text.upper() not in zones else Severity.MINOR,
            preview=not sections[form.section],
        )
