"""Where an article says something else than every reference: its words without a counterpart, and what stands there.

The sentences are aligned with those of each reference and their words by the longest common blocks (Ratcliff and
Obershelp, as in difflib). A word departs when no reference has a counterpart of it in the sentences that render its
own (itself, another form, a spelling, a number of the same value, a paraphrase), while a reference has in its place a
meaning-bearing word that the article lacks. That is no fault by itself: a reference is one good wording of several.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from mtcheck.analysis import Context, parsing, reference_numbers
from mtcheck.analysis.alignment import align
from mtcheck.analysis.compared_words import Place, Sentence, Side, Word, bears_meaning, words_of
from mtcheck.analysis.vocabulary import zipf
from mtcheck.records import Document, Span

if TYPE_CHECKING:
    pass

_HYPHENS = frozenset("-\u2010\u2011")
_NAMING = frozenset({"NOUN", "PROPN"})
_COMMON = 5.2
"""The Zipf frequency from which a word bears too little meaning to be told by ("take", "go", "want", "new")."""
_UNKNOWN = 7.0
"""What a word's Zipf frequency is taken off: a word that no list holds weighs so much."""
_NUMBER = 4.0
"""What a number weighs: as much as a rare word."""
_FREELY = 1.0
"""How much less a verb tells that stands alone: translators choose verbs more freely than anything else."""
_LONGEST = 6
"""How many of a reference's words are quoted; a difference of so many words is marked as a whole."""
_GAP = 3
"""How many words may stand between two departing ones of a phrase ("State of Sakura", "head over heels")."""


@dataclass(frozen=True, slots=True)
class Departure:
    """A phrase of the article that departs from all references, what these have there, and how telling it is.

    `weight` is the sum of its departing words' rarity, 7 less the Zipf frequency of each; a verb alone
    weighs less.
    """

    start: int
    end: int
    wordings: tuple[str, ...]
    weight: float

    @property
    def span(self) -> Span:
        """The phrase's place in the original text."""
        return Span(self.start, self.end)


def departures(context: Context) -> tuple[Departure, ...]:
    """Give the phrases in which the article departs from all of its references, in the order of the text."""
    article = words_of(context.document, context.parses)
    found = [dict(_against(article, _read(reference), context.source_language)) for reference in context.references]
    places: dict[tuple[int, int], list[str]] = {}
    for place in {place for one in found for place in one}:
        wordings = [one[place] for one in found if place in one]
        if None not in wordings and any(wordings):
            places[place] = [wording for wording in wordings if wording]
    phrases = [phrase for words in article for phrase in _phrases(words, places)]
    numbers = [Departure(*place, there, _NUMBER) for place, there in reference_numbers.departing(context).items()]
    return tuple(sorted([*phrases, *numbers], key=lambda departure: departure.start))


@lru_cache(maxsize=4)
def _read(reference: Document) -> list[list[Word]]:
    """Parse a reference once."""
    return words_of(reference, parsing.parse(reference))


def _against(
    article: Sequence[Sentence], reference: Sequence[Sentence], language: str
) -> Iterator[tuple[Place, str | None]]:
    """Yield the place of each word that has a counterpart in a reference, with None, and of each that has none.

    The latter come with what the reference has in their place ("": nothing that bears meaning). Sentences that the
    reference lacks are passed over.
    """
    ours, theirs = ([words for words in side if words] for side in (article, reference))
    for bead in align(*([" ".join(word.token.text for word in words) for words in side] for side in (ours, theirs))):
        if bead.left and bead.right:
            left, right = Side(ours, bead.left), Side(theirs, bead.right)
            departing: set[Place] = set()
            for word in filter(bears_meaning, left.words):
                if right.has_counterpart(word, language):
                    yield word.place, None
                else:
                    departing.add(word.place)
            for one, other in _blocks(left.words, right.words):
                tell = any(_tells(word) and not left.has_counterpart(word, language) for word in other)
                yield from ((place, _wording(other) if tell else "") for place in _members(one, departing))


def _members(words: Sentence, departing: set[Place]) -> Iterator[Place]:
    """Yield the places that a difference marks: the departing words, in a short one with their company."""
    places = [word.place for word in words if bears_meaning(word)]
    whole = len(words) <= _LONGEST and not departing.isdisjoint(places)
    yield from (place for place in places if whole or place in departing)


def _blocks(left: Sentence, right: Sentence) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield what stands in the same place on both sides and differs."""
    matcher = SequenceMatcher(None, [word.key for word in left], [word.key for word in right], autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind != "equal":
            yield left[i:i_end], right[j:j_end]


def _tells(word: Word) -> bool:
    """Say whether a word of a reference bears enough meaning to show that another means something else."""
    return bears_meaning(word) and (word.token.pos_ in _NAMING or zipf(word.token.lower_, "en") < _COMMON)


def _wording(words: Sentence) -> str:
    """Write the words that a reference has in a place, without what surrounds their meaning, and not too many."""
    inside = [i for i, word in enumerate(words) if bears_meaning(word) or word.token.tag_ == "RP"]
    first = words[inside[0]]
    kept = list(
        takewhile(lambda word: word.segment == first.segment and not _ends(word), words[inside[0] : inside[-1] + 1])
    )
    doc, more = kept[0].token.doc, len(kept) > _LONGEST
    last = kept[:_LONGEST][-1]
    return f"{doc[kept[0].token.i : last.token.i + 1].text}{' …' if more else ''}"


def _ends(word: Word) -> bool:
    return word.token.is_punct and word.token.text not in _HYPHENS


def _phrases(words: Sentence, places: Mapping[Place, Sequence[str]]) -> Iterator[Departure]:
    """Yield the departing words of a sentence, joined to phrases where the references have the same in their place."""
    groups: list[list[Word]] = []
    for word in (word for word in words if word.place in places):
        last = groups[-1][-1] if groups else None
        if last and word.token.i - last.token.i <= _GAP and places[last.place] == places[word.place]:
            groups[-1].append(word)
        else:
            groups.append([word])
    for group in groups:
        rarity = sum(_UNKNOWN - zipf(word.token.lower_, "en") for word in group)
        only_verb = len(group) == 1 and group[0].token.pos_ == "VERB"
        yield Departure(
            start=group[0].start,
            end=group[-1].start + len(group[-1].token),
            wordings=tuple(dict.fromkeys(places[group[0].place])),
            weight=round(rarity - (_FREELY if only_verb else 0), 2),
        )


def quoted(wordings: Sequence[str]) -> str:
    """Write what the references have in a place in quotation marks: “a”, or “a” or “b”."""
    return " or ".join(f"“{wording}”" for wording in wordings)
