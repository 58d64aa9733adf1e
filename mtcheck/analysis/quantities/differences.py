"""Where the article gives another figure than the source: near-misses among the quantities that are left over."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mtcheck.analysis import Context, word_translations
from mtcheck.analysis.quantities import notation
from mtcheck.analysis.quantities.comparison import Likeness, mantissa
from mtcheck.analysis.quantities.matching import Matching
from mtcheck.analysis.quantities.records import Kind, Quantity
from mtcheck.analysis.word_translations import WordTranslations

_TRANSLATES = 0.08
"""The score from which two nouns behind two numbers count as translations of each other."""
_DAYS = frozenset({Kind.DATE, Kind.MONTH})
_FAMILIES = {Kind.DATE: "day", Kind.MONTH: "day", Kind.WEEKDAY: "weekday", Kind.CLOCK: "clock"}
_BESIDE = 0.26
"""How far apart two numbers may stand, as a part of their sentences, to be in the same place."""
_MISSPELT = 80.0
"""The similarity (rapidfuzz ratio) from which a word behind a figure is a misspelt magnitude."""
_ALIKE = 3
"""The fewest digits of two figures that may be taken for a slip of one in the other."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A quantity of the source and another of the article in its place; `why` is one word: "magnitude", "unit", ..."""

    source: Quantity
    article: Quantity
    why: str
    confidence: float

    @property
    def factor(self) -> float:
        """By how much the article's figure is too large, or too small, whichever is more; 1 for what is no number."""
        if not (self.source.numeric and self.article.numeric and self.source.value and self.article.value):
            return 1.0
        ratio = float(self.article.value / self.source.value)
        return max(ratio, 1 / ratio)


_EVIDENCE = {
    "magnitude": 0.95,
    "unit": 0.85,
    "digits": 0.8,
    "noun": 0.75,
    "kind": 0.75,
    "rank": 0.7,
    "vague": 0.85,
    "place": 0.65,
    "alone": 0.5,
    "year": 0.5,
}
"""How sure each kind of evidence is, the surest first."""
_TELLING = frozenset({"magnitude", "digits", "noun", "unit"})
"""The kinds that need not be alone."""


def differences(matching: Matching, context: Context) -> Iterator[Difference]:
    """Yield the near-misses of one pair, the surest first; each quantity is in one at most."""
    words = word_translations.load(context.source_language)
    found = []
    for source, article, again in _candidates(matching):
        why = _why(source, article, matching, words)
        if why and not (again and why not in _TELLING):
            place = abs(_place(source, matching.source) - _place(article, matching.article))
            found.append((list(_EVIDENCE).index(why), place, source, article, why))
    taken: list[Quantity] = []
    for _, _, source, article, why in sorted(found, key=lambda f: f[:2]):
        if source not in taken and article not in taken:
            taken += [source, article]
            yield Difference(source, article, why, _EVIDENCE[why])


def _candidates(matching: Matching) -> Iterator[tuple[Quantity, Quantity, bool]]:
    """Yield what is left over on both sides, and (True) what is on one side beside what is told again on the other."""
    for source in (*matching.source_left, *matching.source_again):
        for article in (*matching.article_left, *matching.article_again):
            again = (source in matching.source_again) + (article in matching.article_again)
            if again <= 1:
                yield source, article, bool(again)


def _place(quantity: Quantity, side: Sequence[Quantity]) -> float:
    return (side.index(quantity) + 0.5) / len(side)


def _why(source: Quantity, article: Quantity, matching: Matching, words: WordTranslations) -> str | None:
    """Say what shows that one quantity stands in the other's place; None where nothing does."""
    same, family = source.kind is article.kind, _FAMILIES.get(source.kind, "number")
    if same and source.kind is Kind.ORDINAL:
        return "rank" if _are_alone(source, article, matching) and _are_only_ranks(matching) else None
    if source.soft or article.soft or family != _FAMILIES.get(article.kind, "number"):
        return None
    if family != "number":
        return "kind" if same and _are_alone(source, article, matching, family) else None
    if source.unit and article.unit and source.unit != article.unit:
        return None
    if Kind.VAGUE in (source.kind, article.kind):
        agree = same and (_nouns_agree(source, article, words) or _are_alone(source, article, matching))
        return "vague" if agree else None
    return _why_numbers(source, article, words) or _by_place(source, article, matching)


def _why_numbers(source: Quantity, article: Quantity, words: WordTranslations) -> str | None:
    """Say what two numbers have in common though they differ."""
    if is_magnitude_slip(source, article):
        return None if _is_misspelt(source) or _is_misspelt(article) else "magnitude"
    slip = _digits_slip(source.value, article.value)
    if Kind.YEAR in (source.kind, article.kind):
        near = abs(source.value - article.value) == 1
        return ("year" if near else "digits") if slip and source.kind is article.kind else None
    if slip:
        return "digits"
    if source.label or article.label:
        return None
    if source.unit or article.unit:
        return "unit" if source.unit == article.unit else None
    return "noun" if _nouns_agree(source, article, words) else None


def _by_place(source: Quantity, article: Quantity, matching: Matching) -> str | None:
    """Say whether two numbers have nothing in common but that no others are left over, or that and their places."""
    numbers = {source.kind, article.kind}
    if Kind.YEAR in numbers or source.label or article.label or not _are_alone(source, article, matching):
        return None
    if _is_misspelt(source) or _is_misspelt(article):
        return None
    near = abs(_place(source, matching.source) - _place(article, matching.article)) <= _BESIDE
    plain = numbers == {Kind.NUMBER} and not (source.unit or article.unit)
    return "place" if near and plain and not is_far(source, article) else "alone"


def is_magnitude_slip(source: Quantity, article: Quantity) -> bool:
    """Say whether two quantities have the same digits and differ by a power of ten: in a magnitude, as a rule."""
    if not (source.value and article.value) or Kind.ORDINAL in (source.kind, article.kind):
        return False
    digits = mantissa(source.value)
    if source.kind is Kind.YEAR or article.kind is Kind.YEAR or digits != mantissa(article.value):
        return False
    large = max(source.value, article.value) >= 1000
    said = bool(source.magnitude or article.magnitude)
    return len(digits) > 1 or (large and said) or (bool(source.unit) and source.unit == article.unit)


def _is_misspelt(quantity: Quantity) -> bool:
    """Say whether a magnitude follows that is misspelt: "Rp13.6 trillon" is no other sum."""
    from rapidfuzz import fuzz

    if quantity.magnitude or not quantity.behind:
        return False
    known = {word for language in ("en", "id") for word in notation.of(language).magnitudes if len(word) > _ALIKE}
    return any(fuzz.ratio(quantity.behind[0], word) >= _MISSPELT for word in known)


def _digits_slip(one: Fraction, other: Fraction) -> bool:
    """Say whether two figures of three digits or more differ in one digit, or in the order of two neighbours."""
    first, second = (_figure(value) for value in (one, other))
    if min(len(first), len(second)) < _ALIKE or abs(len(first) - len(second)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(first, second) == 1


def _figure(value: Fraction) -> str:
    return f"{float(value):.6f}".rstrip("0").replace(".", "")


def _nouns_agree(source: Quantity, article: Quantity, words: WordTranslations) -> bool:
    """Say whether what is counted is the same on both sides."""
    return any(words.score(a, s) >= _TRANSLATES for a in article.behind[:3] for s in source.behind[:2])


def _are_alone(source: Quantity, article: Quantity, matching: Matching, family: str = "number") -> bool:
    """Say whether the two are the only ones of their family that are left over, and one of as many on either side."""
    sides = (
        [q for q in side if _FAMILIES.get(q.kind, "number") == family and (q in (source, article) or not q.soft)]
        for side in (matching.source_left, matching.article_left)
    )
    return [[source], [article]] == list(sides)


def _are_only_ranks(matching: Matching) -> bool:
    """Say whether either side of a pair has one ordinal."""
    return all(sum(q.kind is Kind.ORDINAL for q in side) == 1 for side in (matching.source, matching.article))


def is_far(one: Quantity, other: Quantity) -> bool:
    """Say whether two numbers differ by a factor of ten or more."""
    return bool(one.value and other.value) and abs(math.log10(float(other.value / one.value))) >= 1


def changed_units(matching: Matching) -> Iterator[Difference]:
    """Yield equal figures with another currency or unit of measure: "Rp10,000" for "US$10,000"."""
    for link in matching.links:
        source, article = link.source, link.article
        if source.soft or article.soft or not (source.unit and article.unit) or source.unit == article.unit:
            continue
        money = source.kind is Kind.MONEY and article.kind is Kind.MONEY
        measures = source.kind is Kind.NUMBER and article.kind is Kind.NUMBER and link.likeness is Likeness.OTHER_UNIT
        measures = measures and not (source.unit.endswith(article.unit) or article.unit.endswith(source.unit))
        if (money and not _are_both_dollars(source.unit, article.unit)) or measures:
            yield Difference(source, article, "currency" if money else "measure", 0.8)


def _are_both_dollars(one: str, other: str) -> bool:
    """Say whether "dollars" may be short for the other."""
    return "$" in (one, other) and one.endswith("$") and other.endswith("$")
