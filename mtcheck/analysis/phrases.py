"""Phrases of a lexicon found in the article, in any inflection, where their conditions hold.

The lexicon's entries are described in phrase_lexicon.py, its pattern language in phrase_patterns.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.analysis import drop_in, parsing
from mtcheck.analysis.phrase_lexicon import Lexicon, Phrase, Topic
from mtcheck.analysis.phrase_patterns import HYPHENS, Built, build, parse_pattern
from mtcheck.analysis.word_forms import Forms, Place
from mtcheck.records import DELETE, Applicability, Evidence, Hit, Segment

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc, Span

    from mtcheck.analysis import Context

_OPENING = re.compile(r"""[\s"'\u201c\u2018(\[*\u2022\u2013\u2014-]*""")
_SENTENCE_BREAK = re.compile(r"""(?:[.!?:]["'\u201d\u2019)\]]*\s+|[\u201c"(])["'\u201c\u2018]?\Z""")
_ENDING = re.compile(r"""[\s.!?"'\u201d\u2019)]*""")


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a segment, with its place in the original text."""

    phrase: Phrase
    segment: Segment
    start: int
    end: int


def find(context: Context, lexicon: Lexicon) -> Iterator[Match]:
    """Yield the phrases of a lexicon that the article contains, in the order of the text.

    Of phrases that overlap, one that is not a preview comes before one that is, and then the longer one.
    """
    found = sorted(_matches(context, lexicon), key=lambda m: (m.phrase.preview, m.start - m.end, m.start))
    kept: list[Match] = []
    for match in found:
        if all(match.end <= k.start or k.end <= match.start for k in kept):
            kept.append(match)
    yield from sorted(kept, key=lambda m: m.start)


def hit(context: Context, match: Match, message: str, *, confirmed: float = 0.0) -> Hit:
    """Make the hit of a match: all but the message is in its entry.

    `confirmed` is what it adds to the confidence that the back-translation gives the source language's phrase itself.
    """
    phrase, found = match.phrase, evidence(context, match)
    seen = any(piece.kind == "back-translation" for piece in found)
    return Hit(
        match.start,
        match.end,
        message,
        suggestion=phrase.suggestion or None,  # empty: what to write hangs on the words beside it
        evidence=found,
        confidence=min(1.0, phrase.confidence + (confirmed if seen else 0)),
        severity=phrase.severity,
        preview=phrase.preview,
        applicability=phrase.applicability or _applicability(context, match),
    )


def _applicability(context: Context, match: Match) -> Applicability:
    """Say what the suggestion of a match may be used for, by its form."""
    return drop_in.instead_of(stretch(context, match.segment, match.start, match.end), match.phrase.suggestion)


def stretch(context: Context, segment: Segment, start: int, end: int) -> Span | None:
    """Give the words of a stretch of a segment as the parse has them; None where it cuts one."""
    return context.parse(segment).char_span(start - segment.start, end - segment.start)


def evidence(context: Context, match: Match) -> tuple[Evidence, ...]:
    """Give the entry of the lexicon, and the phrase itself where the segment's back-translation has it."""
    meaning = "English leaves it out" if match.phrase.meaning == DELETE else match.phrase.meaning
    entry = Evidence("lexicon", f"{match.phrase.original}: {meaning}")
    confirmed = _back_translated(context, match)
    return (entry, confirmed) if confirmed else (entry,)


def _back_translated(context: Context, match: Match) -> Evidence | None:
    """Give the source language's phrase, as the back-translation of the match's segment has it, as evidence."""
    translation = context.translation(match.segment)
    if translation is None:
        return None
    names = "|".join(re.escape(name) for name in match.phrase.original.split(" / "))
    seen = re.search(rf"\b\w{{0,4}}(?:{names})\w{{0,3}}\b", translation.back_translation, re.IGNORECASE)
    return Evidence("back-translation", seen[0]) if seen else None


def _matches(context: Context, lexicon: Lexicon) -> Iterator[Match]:
    """Yield all matches whose conditions hold, overlapping ones included."""
    forms = context.forms
    searches = [s for phrase in lexicon.phrases if (s := _Search.build(phrase, forms))]
    if not searches:
        return
    matcher, ordinary = _matcher(s.literal for s in searches), _matcher(s.ordinary for s in searches)
    for number, (segment, doc) in enumerate(zip(context.document.segments, context.parses, strict=True)):
        sound = [(key, start, end) for key, start, end, _ in _found(ordinary, doc)]
        for (which, pattern), start, end, alignment in _found(matcher, doc):
            search = searches[which]
            built = search.literal[pattern]
            inner = _inner(doc, [start + i for i, to in enumerate(alignment) if built.marked[to]])
            if not _is_placed(built, segment.text, doc, start, end) or any(
                key[0] == which and s <= inner[0] and inner[-1] < e for key, s, e in sound
            ):
                continue
            outside = {(number, i) for i in range(start, end)}
            if _Conditions(forms, lexicon.topics, number, outside).hold(search.phrase):
                last = doc[inner[-1]]
                yield Match(
                    search.phrase,
                    segment,
                    segment.start + doc[inner[0]].idx,
                    segment.start + last.idx + len(last),
                )


@dataclass(frozen=True, slots=True)
class _Search:
    """What remains of an entry for one article: those of its patterns of which every needed word occurs."""

    phrase: Phrase
    literal: tuple[Built, ...]
    ordinary: tuple[Built, ...]

    @classmethod
    def build(cls, phrase: Phrase, forms: Forms) -> _Search | None:
        """Build the patterns of an entry, or give None when no literal one can match."""
        literal, ordinary = (
            tuple(b for p in patterns if (b := build(parse_pattern(p), forms.of)) and _is_together(b, forms))
            for patterns in (phrase.literal, phrase.ordinary)
        )
        return cls(phrase, literal, ordinary) if literal else None


def _is_together(built: Built, forms: Forms) -> bool:
    """Say whether some text has all words that a pattern needs: few have, and the matcher's cost grows with each."""
    needed = [
        {place[0] for word in element.words for place in forms.places(word)}
        for element in built.pattern.elements
        if element.words and not element.optional
    ]
    return not needed or bool(set.intersection(*needed))


def _matcher(patterns: Iterable[tuple[Built, ...]]) -> Matcher:
    """Make a matcher whose keys are the numbers of the entry and of the pattern in it."""
    from spacy.matcher import Matcher

    matcher = Matcher(parsing.pipeline().vocab)
    for which, group in enumerate(patterns):
        for number, built in enumerate(group):
            matcher.add(f"{which}.{number}", [[dict(token) for token in built.tokens]], greedy="LONGEST")
    return matcher


def _found(matcher: Matcher, doc: Doc) -> Iterator[tuple[tuple[int, int], int, int, list[int]]]:
    if len(matcher) == 0:
        return
    for name, start, end, alignment in matcher(doc, with_alignments=True):  # type: ignore[misc]  # the stub knows 3
        which, _, number = doc.vocab.strings[name].partition(".")
        yield (int(which), int(number)), start, end, alignment


def _inner(doc: Doc, tokens: list[int]) -> list[int]:
    """Leave out hyphens at the ends: they belong to what stands around."""
    while doc[tokens[0]].text in HYPHENS:
        tokens = tokens[1:]
    while doc[tokens[-1]].text in HYPHENS:
        tokens = tokens[:-1]
    return tokens


def _is_placed(built: Built, text: str, doc: Doc, start: int, end: int) -> bool:
    before = text[: doc[start].idx]
    if built.pattern.first and not (_OPENING.fullmatch(before) or _SENTENCE_BREAK.search(before)):
        return False
    return not built.pattern.last or _ENDING.fullmatch(text[doc[end - 1].idx + len(doc[end - 1]) :]) is not None


@dataclass(frozen=True, slots=True)
class _Conditions:
    """The surroundings of one match, its own words left aside: what an entry's conditions are judged on."""

    forms: Forms
    topics: Mapping[str, Topic]
    number: int
    own: set[Place]

    def hold(self, phrase: Phrase) -> bool:
        """Say whether all conditions of an entry hold here."""
        return (
            (not phrase.when or any(map(self._anywhere, phrase.when)))
            and (not phrase.near or any(map(self._here, phrase.near)))
            and not any(map(self._here, phrase.unless))
        )

    def _anywhere(self, word: str) -> bool:
        if word.startswith("#"):
            topic = self.topics[word[1:]]
            return sum(1 for w in topic.words if self.forms.places(w) - self.own) >= topic.at_least
        return bool(self.forms.places(word) - self.own)

    def _here(self, word: str) -> bool:
        if word.startswith("#"):
            return self._anywhere(word)
        return any(place[0] == self.number for place in self.forms.places(word) - self.own)
