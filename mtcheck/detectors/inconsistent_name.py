"""MT902: one name in two spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mtcheck.analysis import Context, tables
from mtcheck.analysis.institutions import Institution, institutions
from mtcheck.analysis.names import Mention, differ_in_last_vowel, mentions, pairs, plain, sound
from mtcheck.analysis.places import Atlas
from mtcheck.analysis.vocabulary import zipf
from mtcheck.records import Evidence, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_COMMON = 4.0
"""Zipf value (English) from which a word is too common to be a misspelling."""
_RARE = 3.0
_UNKNOWN = 2.0
_OFTEN = 3
"""How often an article writes an institution small before a capital stands out."""
_GAP = 2.0
"""How much commoner than its double a word must be for the double to look like a slip."""


@rule("MT902", "inconsistent-name", category=Category.INCONSISTENT, severity=Severity.MINOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Names of people, places and institutions are spelled in two ways.

    What it finds:
        Two spellings of one name: they sound alike or differ by one letter, and the article treats them as one (the
        same first name beside both, or one of them is never introduced by a full name). Also "its Embassy" in an
        article that otherwise writes "the embassy", and, as a preview, "the Ukrainian Embassy" beside "the
        Ukrainian embassy". The rarer spelling is marked; of equals, the less known or the later one.

    Why it matters:
        A translator sees each sentence alone and may spell a name afresh; a reader sees two people.

    Example:
        "The club signed Rafael Moreira. ... A replacement for Moreyra has yet to be found." The second is "Moreira".

    Limits:
        Two people of one family, Slavic and Spanish women's forms (unless the first names agree), and names that are
        ordinary words are left alone, so a slip that makes an ordinary word is not seen. Headlines in title case and
        words in capitals are not read.
    """
    found = mentions(context)
    atlas = context.atlas
    for one, other in pairs(sorted(found)):
        rare, usual = _ranked(found, one, other)
        if _may_be_one(atlas, found[rare], found[usual]) and (confidence := _confidence(found[rare], found[usual])):
            yield from _respelled(found[rare], found[usual], confidence)
    yield from _capitalised(institutions(context))


def _ranked(found: Mapping[str, tuple[Mention, ...]], one: str, other: str) -> tuple[str, str]:
    """Put the spelling to mark first: the rarer here; of equals the unknown, the never introduced, or the later one."""

    def weight(form: str) -> tuple[int, bool, bool, int]:
        group = found[form]
        return len(group), zipf(form.casefold(), "en") >= 1.0, bool(_partners(group)), -group[0].start

    rare, usual = sorted((one, other), key=weight)
    return rare, usual


def _may_be_one(atlas: Atlas, rare: tuple[Mention, ...], usual: tuple[Mention, ...]) -> bool:
    """Say whether nothing tells the two apart: a sentence with both, full names of their own, the map."""
    if {m.segment.start for m in rare} & {m.segment.start for m in usual}:
        return False
    here, there = atlas.find(rare[0].form), atlas.find(usual[0].form)
    if here and (there is None or (here.country, here.kind) != (there.country, there.kind)):
        return False
    ours, theirs = _partners(rare), _partners(usual)
    if ours and theirs and not ours & theirs:
        return False
    form, other = rare[0].form, usual[0].form
    # A slip of the first letter is rare, two names that rhyme are not (Yaman and Paman).
    rhyme = form[0].casefold() != other[0].casefold() and sound(form) != sound(other)
    if (rhyme or differ_in_last_vowel(form, other)) and not ours & theirs:
        return False
    return not {name for _, name in ours | theirs} & {sound(form), sound(other)}


def _partners(group: tuple[Mention, ...]) -> frozenset[tuple[str, str]]:
    return frozenset(partner for mention in group for partner in mention.partners)


def _confidence(rare: tuple[Mention, ...], usual: tuple[Mention, ...]) -> float:
    """Weigh two spellings: how sure it is that they are one name (0: not sure enough to say)."""
    form, other = rare[0].form, usual[0].form
    alike = sound(form) == sound(other) or sorted(form.casefold()) == sorted(other.casefold())
    known, usually = zipf(form.casefold(), "en"), zipf(other.casefold(), "en")
    slip = known < _RARE and usually - known >= _GAP
    if known >= _COMMON:
        return 0.0
    if shared := {side for side, _ in _partners(rare) & _partners(usual)}:
        # A first name before both is one person's; a surname behind two first names may be a family's.
        return 0.9 if alike or slip or "before" in shared else 0.0
    if usually >= _COMMON and not (known == 0.0 or _is_variant(form, other)):
        return 0.0
    if _partners(rare) or _partners(usual):
        unknown = known < _RARE and usually < _RARE
        return 0.8 if (alike and not _partners(rare)) or unknown else 0.7 if slip else 0.0
    if alike:
        return 0.7 if known < _RARE or _is_variant(form, other) else 0.0
    return 0.6 if known < _UNKNOWN and (slip or usually < 1.0) else 0.0


def _is_variant(form: str, other: str) -> bool:
    """Say whether the two are listed as spellings of one name (Kyiv and Kiev)."""
    groups = tables.load("common", "names")["variants"]
    return any(form in group and other in group for group in groups)


def _respelled(rare: tuple[Mention, ...], usual: tuple[Mention, ...], confidence: float) -> Iterator[Hit]:
    name = usual[0].form
    for mention in rare:
        yield Hit(
            mention.start,
            mention.start + len(mention.form),
            f'"{mention.form}" is spelled "{name}" elsewhere in the article.',
            suggestion=name,
            evidence=(Evidence("sentence", usual[0].segment.line),),
            confidence=confidence,
            # A capital inside the word or an accent may be anybody's typing: "Worldcom", "Bernabeu".
            preview=plain(mention.form) == plain(name),
        )


def _capitalised(found: Sequence[Institution]) -> Iterator[Hit]:
    """Find institutions with a capital where the article writes them small after the same kind of word."""
    small: dict[str, list[Institution]] = defaultdict(list)
    for institution in found:
        if not institution.capital:
            small[institution.noun].append(institution)
    for institution in found:
        if institution.capital and institution.owner == "possessive":
            usual = [i for i in small[institution.noun] if i.owner in ("article", "possessive")]
            if len(usual) >= _OFTEN:
                yield _recased(institution, usual, preview=False)
    yield from _mixed(found)


def _mixed(found: Sequence[Institution]) -> Iterator[Hit]:
    """Find "the Ukrainian Embassy" beside "the Ukrainian embassy": mixed, but either may be the house style."""
    groups: dict[tuple[str, str], list[Institution]] = defaultdict(list)
    for institution in found:
        if institution.owner not in ("article", "possessive"):
            groups[institution.owner, institution.noun].append(institution)
    for group in groups.values():
        large = [i for i in group if i.capital]
        little = [i for i in group if not i.capital]
        rare, usual = (large, little) if len(large) <= len(little) else (little, large)
        for institution in rare:
            yield _recased(institution, usual, preview=True)


def _recased(institution: Institution, usual: Sequence[Institution], *, preview: bool) -> Hit:
    noun = usual[0].text.split()[-1]
    right = f"{institution.text.removesuffix(institution.text.split()[-1])}{noun}"
    return Hit(
        institution.start,
        institution.start + len(institution.text),
        f'The article elsewhere writes "{usual[0].text}"{_times(len(usual))}.',
        suggestion=right,
        evidence=(Evidence("sentence", usual[0].segment.line),),
        confidence=0.5 if preview else 0.7,
        preview=preview,
    )


def _times(count: int) -> str:
    return f", {count} times" if count > 1 else ""
