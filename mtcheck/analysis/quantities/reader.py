"""Reading the quantities of a line, in whichever language its notation describes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import zip_longest

from mtcheck.analysis.quantities import dates, notation
from mtcheck.analysis.quantities.dates import Draft
from mtcheck.analysis.quantities.notation import Notation, Word
from mtcheck.analysis.quantities.numbers import Number, number_at, roman
from mtcheck.analysis.quantities.records import NUMERIC, Kind, Quantity

_BEHIND = 4
"""How many words behind a quantity are kept."""
_TENS = 20
"""The first number that an ordinal may stand behind: "twenty-first"."""
_REACH = 3
"""How many words may stand between a qualifier and its number."""
_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_SOFT_ORDINAL = 3
_DECIMALS = 2
"""The most digits behind a decimal comma that an amount may be torn at."""
_LONGEST_CODE = 3
"""The letters of a currency's code or symbol."""


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
        drafts: list[tuple[Draft, int]] = []
        place, free = 0, 0
        while place < len(self.line):
            saying = self.notation.sayings.at(self.line, place)
            if saying:
                place = free = saying[0]
                continue
            draft = self._draft(place)
            if draft is None:
                place += 1
                continue
            drafts.append((draft, free))
            place = free = draft.end
        for (draft, free), behind in zip_longest(drafts, [draft for draft, _ in drafts[1:]]):
            yield self._finished(self._in_range(draft, behind), free)

    def _in_range(self, draft: Draft, behind: Draft | None) -> Draft:
        """Let the first number of a range share what only the second has: "Rp39 hingga Rp40 triliun", "5-6 persen"."""
        if behind is None or {draft.kind, behind.kind} - NUMERIC or draft.magnitude or draft.kind is Kind.ORDINAL:
            return draft
        between = [w.lower for w in self.line[draft.end : behind.start]]
        if len(between) != 1 or between[0] not in self.notation.grammar["range"]:
            return draft
        size = self._size(behind)
        values = tuple(dict.fromkeys((*draft.values, *(v * size for v in draft.values))))
        plain = draft.kind is Kind.NUMBER and not draft.unit and behind.kind is not Kind.YEAR
        kind, unit = (behind.kind, behind.unit) if plain else (draft.kind, draft.unit)
        return replace(draft, values=values, kind=kind, unit=unit)

    def _size(self, draft: Draft) -> int:
        letters = self.notation.money_letters
        return self.notation.magnitudes.get(draft.magnitude) or letters.get(draft.magnitude) or 1

    def _draft(self, place: int) -> Draft | None:
        if self._is_identifier(place):
            return None
        for recogniser in self._recognisers():
            if (draft := recogniser(place)) is not None:
                return draft
        return None

    def _recognisers(self) -> tuple[Callable[[int], Draft | None], ...]:
        line, words = self.line, self.notation
        return (
            lambda place: dates.clock_at(line, place, words),
            lambda place: dates.date_at(line, place, words),
            self._money,
            self._vague,
            self._part,
            self._ordinal,
            self._count,
            self._fixed,
            self._roman,
        )

    def _is_identifier(self, place: int) -> bool:
        """Say whether a figure hangs on letters that are no currency ("A320")."""
        word = self.line[place]
        if not (word.is_figure and word.glued and self.line[place - 1].is_word):
            return False
        return not any(
            (found := self.notation.currencies.at(self.line, first)) and found[0] == place
            for first in range(max(0, place - 2), place)
        )

    def _money(self, place: int) -> Draft | None:
        """Read an amount with its currency before or behind it."""
        currency = self.notation.currencies.at(self.line, place)
        if currency and currency[0] < len(self.line):
            end = currency[0]
            number = self._number(end) if self.line[end].is_figure or not self.line[end - 1].is_word else None
            if number and not self._is_no_amount(place, end):
                number = self._abbreviated(self._torn(number))
                repeated = self.notation.currencies.at(self.line, number.end)
                end = repeated[0] if repeated and repeated[1] == currency[1] else number.end
                return self._numeric(place, end, number, Kind.MONEY, currency[1])
        number = self._number(place)
        behind = self.notation.currencies.at(self.line, number.end) if number else None
        if number and behind and self.line[number.end].is_word:
            return self._numeric(place, behind[0], number, Kind.MONEY, behind[1])
        return None

    def _torn(self, number: Number) -> Number:
        """Put together an amount that is torn at its decimal comma: "Rp6, 7 trillion"."""
        comma, part = number.end, number.end + 1
        if number.magnitude or part + 1 >= len(self.line) or self.line[comma].text not in (",", "."):
            return number
        if not self.line[part].text.isdigit() or len(self.line[part].text) > _DECIMALS:
            return number
        rest = number_at(self.line, part, self.notation)
        if rest is None or not rest.magnitude:
            return number
        size = self.notation.magnitudes[rest.magnitude]
        value = number.values[0] * size + rest.values[0] / 10 ** len(self.line[part].text)
        return Number(rest.end, (value,), digits=True, magnitude=rest.magnitude)

    def _abbreviated(self, number: Number) -> Number:
        """Apply a letter that stands for a magnitude: "Rp40 M"."""
        letter = self.line[number.end].text if number.end < len(self.line) else ""
        size = self.notation.money_letters.get(letter)
        if number.magnitude or size is None:
            return number
        return Number(number.end + 1, tuple(v * size for v in number.values), digits=True, magnitude=letter)

    def _is_no_amount(self, place: int, end: int) -> bool:
        """Say whether a currency's whole name stands before the figure: "Euro 2012" is a championship."""
        return self.line[place].is_word and len(self.line[place].text) > _LONGEST_CODE and end == place + 1

    def _number(self, place: int) -> Number | None:
        """Read a number, "a million" and "half a million" among them."""
        if (number := number_at(self.line, place, self.notation)) is not None:
            return number
        part = self.notation.fractions.at(self.line, place)
        end, value = part if part else (place, Fraction(1))
        if part and (joint := self.notation.vague_joints.at(self.line, end)) and len(self.line) > joint[0]:
            end = joint[0] - (self.line[joint[0] - 1].lower in self.notation.grammar["one"])
        if end < len(self.line) and self.line[end].lower in self.notation.grammar["one"]:
            end += 1
        elif part is None:
            return None
        size = self.notation.magnitudes.get(self.line[end].lower) if end < len(self.line) else None
        if size is None or len(self.line[end].lower) <= 1:
            return None
        end, word = end + 1, self.line[end].lower
        while end < len(self.line) and (more := self.notation.magnitudes.get(self.line[end].lower)):
            size, end, word = size * more, end + 1, self.line[end].lower
        return Number(end, (value * size,), digits=False, magnitude=word)

    def _vague(self, place: int) -> Draft | None:
        """Read "puluhan ribu", "tens of thousands"."""
        found = self.notation.vague.at(self.line, place)
        if found is None:
            return None
        end, size = found
        while True:
            joint = self.notation.vague_joints.at(self.line, end)
            behind = joint[0] if joint else end
            further = self.notation.vague.at(self.line, behind)
            if further is None and behind < len(self.line) and (more := self._magnitude(behind)):
                further = behind + 1, more
            if further is None:
                break
            end, size = further[0], size * further[1]
        joint = self.notation.vague_joints.at(self.line, end)
        money = self.notation.currencies.at(self.line, joint[0] if joint else end)
        return Draft(place, end, Kind.VAGUE, (Fraction(size),), unit=money[1] if money else "")

    def _magnitude(self, place: int) -> int | None:
        word = self.line[place].lower
        return self.notation.magnitudes.get(word) if len(word) > 1 else None

    def _part(self, place: int) -> Draft | None:
        """Read a part of a whole: "dua pertiga", "half"."""
        found, number = self.notation.fractions.at(self.line, place), self._number(place)
        if found is None or (number is not None and number.end > found[0]):
            return None
        return Draft(place, found[0], Kind.NUMBER, (found[1],), soft=True)

    def _ordinal(self, place: int) -> Draft | None:
        """Read "kelima", "ke-14", "dua puluh ... -th", "21st", "twenty-first"."""
        word, grammar = self.line[place], self.notation.grammar
        if word.lower in self.notation.ordinals:
            value = self.notation.ordinals[word.lower]
            return self._rank(place, place + 1, value) if value > 0 else None
        prefix = grammar["ordinal_prefix"]
        if prefix and word.lower == prefix:
            after = place + 1 + (place + 1 < len(self.line) and self.line[place + 1].text == "-")
            if place + 1 < after < len(self.line):
                number = number_at(self.line, after, self.notation)
                if number is None and (value := roman(self.line[after].text)):
                    number = Number(after + 1, (Fraction(value),), digits=True)
                return self._rank(place, number.end, int(number.values[0])) if number else None
        if prefix and word.lower.startswith(prefix) and (rest := self._without(prefix, place)):
            return self._rank(place, place + rest.end, int(rest.values[0]))
        number = number_at(self.line, place, self.notation)
        if number and number.end < len(self.line):
            behind = self.line[number.end]
            if behind.glued and behind.lower in grammar["ordinal_suffixes"] and number.digits:
                return self._rank(place, number.end + 1, int(number.values[0]))
            step = number.end + (behind.text == "-")
            if (
                step < len(self.line)
                and not number.digits
                and number.values[0] >= _TENS
                and (last := self._last_of_rank(step))
            ):
                return self._rank(place, step + 1, int(number.values[0]) + last)
        return None

    def _last_of_rank(self, place: int) -> int:
        value = self.notation.ordinals.get(self.line[place].lower, 0)
        return value if 0 < value < 10 else 0

    def _without(self, prefix: str, place: int) -> Number | None:
        """Read the number word that a prefix has grown together with, and what follows it."""
        first = self.line[place]
        stem = first.lower.removeprefix(prefix)
        for ending in self.notation.grammar["ordinal_endings"]:
            stem = stem.removesuffix(ending)
        bare = replace(first, lower=stem)
        if bare.lower not in self.notation.number_words:
            return None
        return number_at((bare, *self.line[place + 1 : place + 8]), 0, self.notation)

    def _rank(self, place: int, end: int, value: int) -> Draft:
        return Draft(place, end, Kind.ORDINAL, (Fraction(value),), soft=value <= _SOFT_ORDINAL)

    def _count(self, place: int) -> Draft | None:
        """Read a plain number with its unit, a percentage or a year."""
        number = self._number(place)
        if number is None:
            return None
        share = self.notation.shares.at(self.line, number.end)
        if share:
            return self._numeric(place, share[0], number, Kind.SHARE, share[1])
        step = number.end
        if step + 1 < len(self.line) and self.line[step].text == "-" and self.line[step].glued:
            step += 1
            if self.line[step].lower == self.notation.grammar["around_suffix"]:  # "1990-an"
                return replace(self._numeric(place, step + 1, number, Kind.NUMBER, ""), soft=True)
        unit = self.notation.units.at(self.line, step)
        if unit and not (len(self.line[step].lower) == 1 and not number.digits):
            return self._numeric(place, unit[0], number, Kind.NUMBER, unit[1])
        word = self.line[place]
        if number.end == place + 1 and len(word.text) == 4 and _FIRST_YEAR <= number.values[0] <= _LAST_YEAR:
            if word.text.isdigit():
                return self._numeric(place, number.end, number, Kind.YEAR, "")
        return self._numeric(place, number.end, number, Kind.NUMBER, "")

    def _numeric(self, place: int, end: int, number: Number, kind: Kind, unit: str) -> Draft:
        soft = kind is Kind.NUMBER and not number.digits and (number.values[0] <= 1 or self._is_name(place, end))
        return Draft(
            place,
            end,
            kind,
            number.values,
            unit=unit,
            soft=soft,
            digits=number.digits,
            magnitude=number.magnitude,
            core=(self._first(place), number.end),
        )

    def _first(self, place: int) -> int:
        """Give the first word of an amount behind its currency."""
        currency = self.notation.currencies.at(self.line, place)
        return currency[0] if currency else place

    def _is_name(self, place: int, end: int) -> bool:
        """Say whether a number word is part of a name: it and a word beside it have capitals."""
        beside = self.line[max(0, place - 1) : place] + self.line[end : end + 1]
        return place > 0 and self.line[place].text[0].isupper() and any(w.text[0].isupper() for w in beside)

    def _fixed(self, place: int) -> Draft | None:
        """Read a word that holds a number: "keduanya", "twice", "sepekan"."""
        if span := self.notation.spans.at(self.line, place):
            return Draft(place, span[0], Kind.NUMBER, (span[1][0],), unit=span[1][1], soft=True)
        if fixed := self.notation.sets.at(self.line, place):
            return Draft(place, fixed[0], Kind.NUMBER, (fixed[1],), soft=True)
        return None

    def _roman(self, place: int) -> Draft | None:
        value = roman(self.line[place].text)
        return Draft(place, place + 1, Kind.ORDINAL, (Fraction(value),), soft=True) if value else None

    def _finished(self, draft: Draft, free: int) -> Quantity:
        line = self.line
        start, end = line[draft.start].start, line[draft.end - 1].end
        qualifier, said = self._qualifier(draft, free)
        before = [w.lower for w in line[max(0, draft.start - _BEHIND) : draft.start]]
        first, last = draft.core or (draft.start, draft.end)
        core = line[first].start - start, line[last - 1].end - start
        behind = [w.lower for w in line[draft.end : draft.end + 2 * _BEHIND] if w.is_word]
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
            core=core,
            before=tuple(before),
            behind=tuple(behind[:_BEHIND]),
        )

    def _qualifier(self, draft: Draft, free: int) -> tuple[str, str]:
        """Give what is said of a quantity's exactness: right before it, right behind it, or some words before."""
        behind = self.notation.qualifiers_behind.at(self.line, draft.end)
        for first in range(draft.start - 1, max(free, draft.start - 5 - _REACH) - 1, -1):
            found = self.notation.qualifiers.at(self.line, first)
            if found and found[0] <= draft.start and draft.start - found[0] <= _REACH:
                if any(not w.is_word for w in self.line[found[0] : draft.start]):
                    break
                longer = self.notation.qualifiers.at(self.line, first - 1) if first > free else None
                longest = first - 1 if longer and longer[0] >= found[0] else first
                pieces = self.notation.qualifiers.at(self.line, longest) or found
                return pieces[1], self._said(longest, pieces[0])
        return (behind[1], self._said(draft.end, behind[0])) if behind else ("", "")

    def _said(self, first: int, end: int) -> str:
        return " ".join(word.lower for word in self.line[first:end])

    def _is_label(self, draft: Draft) -> bool:
        """Say whether a number is a name: behind "Article" or "No.", or joined to another by a slash."""
        if draft.kind not in (Kind.NUMBER, Kind.YEAR, Kind.ORDINAL):
            return False
        near = self.line[max(0, draft.start - 1) : draft.start] + self.line[draft.end : draft.end + 1]
        if any(word.text in "/:" or (word.glued and word.lower == "x") for word in near):
            return True
        firsts = range(max(0, draft.start - 2), draft.start)
        return any((f := self.notation.labels.at(self.line, i)) and f[0] == draft.start for i in firsts)


def find(lines: Sequence[tuple[str, int]], language: str) -> tuple[Quantity, ...]:
    """Give the quantities of several texts, each with the place where it begins."""
    return tuple(quantity for text, start in lines for quantity in read(text, language, start))
