"""Reading the quantities of a line, in whichever language its notation describes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from mtcheck.analysis.quantities import amounts, dates, notation, ordinals, wordings
from mtcheck.analysis.quantities.drafts import Draft
from mtcheck.analysis.quantities.notation import Notation, Phrases, Word
from mtcheck.analysis.quantities.records import NUMERIC, Kind, Quantity

_ABOUT = 4
"""How many words before and behind a quantity are kept."""
_REACH = 3
"""How many words may stand between a qualifier and its number: "sedikitnya telah menewaskan 14 orang"."""
_LONGEST = 5
"""How many words a qualifier may have."""

Recogniser = Callable[[Sequence[Word], int, Notation], Draft | None]

_RECOGNISERS: tuple[Recogniser, ...] = (
    dates.clock_at,
    dates.date_at,
    amounts.money_at,
    wordings.vague_at,
    wordings.part_at,
    ordinals.ordinal_at,
    amounts.count_at,
    wordings.fixed_at,
    ordinals.roman_at,
)
"""What recognises a quantity at a word; the first that does has it."""


def read(text: str, language: str, start: int = 0, beside: str = "") -> tuple[Quantity, ...]:
    """Give the quantities of a text in its order; their places count from `start`.

    A translation may hold magnitudes of the language that it is from (`beside`): "US$11 miliar".
    """
    return tuple(replace(q, start=q.start + start, end=q.end + start) for q in _read(text, language, beside))


@lru_cache(maxsize=4096)
def _read(text: str, language: str, beside: str) -> tuple[Quantity, ...]:
    return tuple(_Reader(text, notation.words(text), notation.of(language, beside)).quantities())


@dataclass(frozen=True, slots=True)
class _Reader:
    """One line, its words, and how its language writes quantities."""

    text: str
    line: tuple[Word, ...]
    notation: Notation

    def quantities(self) -> Iterator[Quantity]:
        """Yield the quantities of the line with their qualifiers."""
        drafts = list(self._drafts())
        free = 0
        for draft, behind in zip_longest(drafts, drafts[1:]):
            yield self._finished(self._in_range(draft, behind), free)
            free = draft.end

    def _drafts(self) -> Iterator[Draft]:
        """Yield what is recognised, but for what set phrases hold."""
        place = 0
        while place < len(self.line):
            if saying := self.notation.sayings.at(self.line, place):
                place = saying[0]
            elif draft := self._draft(place):
                yield draft
                place = draft.end
            else:
                place += 1

    def _draft(self, place: int) -> Draft | None:
        if self._is_identifier(place):
            return None
        found = (recogniser(self.line, place, self.notation) for recogniser in _RECOGNISERS)
        return next((draft for draft in found if draft is not None), None)

    def _is_identifier(self, place: int) -> bool:
        """Say whether a figure hangs on letters that are no currency ("A320")."""
        word = self.line[place]
        if not (word.is_figure and word.glued and self.line[place - 1].is_word):
            return False
        return not self._ends_at(self.notation.currencies, place, 2)

    def _ends_at(self, phrases: Phrases[str] | Phrases[None], place: int, longest: int) -> bool:
        """Say whether one of some phrases ends right before a word."""
        firsts = range(max(0, place - longest), place)
        return any((found := phrases.at(self.line, first)) and found[0] == place for first in firsts)

    def _in_range(self, draft: Draft, behind: Draft | None) -> Draft:
        """Let the first number of a range share what only the second has: "Rp39 hingga Rp40 triliun", "5-6 persen"."""
        if behind is None or {draft.kind, behind.kind} - NUMERIC or draft.magnitude or draft.kind is Kind.ORDINAL:
            return draft
        between = [w.lower for w in self.line[draft.end : behind.start]]
        if len(between) != 1 or between[0] not in self.notation.grammar["range"]:
            return draft
        letters = self.notation.money_letters
        size = self.notation.magnitudes.get(behind.magnitude) or letters.get(behind.magnitude) or 1
        values = tuple(dict.fromkeys((*draft.values, *(v * size for v in draft.values))))
        plain = draft.kind is Kind.NUMBER and not draft.unit and behind.kind is not Kind.YEAR
        kind, unit = (behind.kind, behind.unit) if plain else (draft.kind, draft.unit)
        return replace(draft, values=values, kind=kind, unit=unit)

    def _finished(self, draft: Draft, free: int) -> Quantity:
        """Make the quantity of a draft; words before `free` belong to the quantity before it."""
        line = self.line
        start, end = line[draft.start].start, line[draft.end - 1].end
        qualifier, said = self._qualifier(draft, free)
        first, last = draft.core or (draft.start, draft.end)
        behind = [w.lower for w in line[draft.end : draft.end + 2 * _ABOUT] if w.is_word]
        return Quantity(
            start=start,
            end=end,
            text=self.text[start:end],
            kind=draft.kind,
            values=draft.values,
            unit=draft.unit,
            qualifier=qualifier,
            qualifier_text=said,
            soft=draft.soft,
            label=self._is_label(draft),
            digits=draft.digits,
            magnitude=draft.magnitude,
            wording=draft.wording,
            core=(line[first].start - start, line[last - 1].end - start),
            before=tuple(w.lower for w in line[max(0, draft.start - _ABOUT) : draft.start]),
            behind=tuple(behind[:_ABOUT]),
        )

    def _qualifier(self, draft: Draft, free: int) -> tuple[str, str]:
        """Give what is said of a quantity's exactness: before it, with some words between at most, or right behind."""
        firsts = range(max(free, draft.start - _LONGEST - _REACH), draft.start)
        found = [(f[0], -first, f[1]) for first in firsts if (f := self.notation.qualifiers.at(self.line, first))]
        near = [f for f in found if 0 <= draft.start - f[0] <= _REACH and self._is_plain(f[0], draft.start)]
        if near:
            end, first, kind = max(near)
            return kind, self._said(-first, end)
        behind = self.notation.qualifiers_behind.at(self.line, draft.end)
        return (behind[1], self._said(draft.end, behind[0])) if behind else ("", "")

    def _is_plain(self, first: int, end: int) -> bool:
        return all(word.is_word for word in self.line[first:end])

    def _said(self, first: int, end: int) -> str:
        return " ".join(word.lower for word in self.line[first:end])

    def _is_label(self, draft: Draft) -> bool:
        """Say whether a number is a name: behind "Article" or "No.", or joined to another by a slash or an x."""
        if draft.kind not in (Kind.NUMBER, Kind.YEAR, Kind.ORDINAL):
            return False
        near = self.line[max(0, draft.start - 1) : draft.start] + self.line[draft.end : draft.end + 1]
        if any(word.text in "/:" or (word.glued and word.lower == "x") for word in near):
            return True
        return self._ends_at(self.notation.labels, draft.start, 2)
