"""The names of an article that its source does not account for: runs of capitalised words, and their kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from mtcheck.analysis import Context, tables
from mtcheck.analysis.gender_signs import plain_title, roles
from mtcheck.analysis.name_matching import NameMatcher, Side
from mtcheck.analysis.names import is_title_case
from mtcheck.analysis.places import is_nationality
from mtcheck.analysis.vocabulary import zipf
from mtcheck.records import Segment

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

RunKind = Literal["plain", "place", "country", "acronym", "word"]

_ORDINARY = 3.8
"""The Zipf frequency (English) from which a capitalised word that opens a sentence is no name."""
_KNOWN = 3.0
"""The Zipf frequency (English) from which a word of a body's name is one of the language, and no name by itself."""
_TELLING = 4
"""The fewest letters of a word that tells one body from another."""
_SHORTEST = 3
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}s?")
_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[-'’.][^\W\d_]*)*")
_OPENERS = frozenset("\"'“‘(:-–—")


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words [first, end) of a parse in a row; `strange` are those that the source does not account for."""

    segment: Segment
    doc: Doc
    first: int
    end: int
    strange: tuple[int, ...]
    kind: RunKind

    @property
    def text(self) -> str:
        """The strange words, and what stands between them."""
        return str(self.doc[self.strange[0] : self.strange[-1] + 1].text)

    @property
    def is_compass(self) -> bool:
        """Say whether the strange words tell where something lies."""
        return all(self.doc[i].lower_ in tables.load("common", "names")["compass"] for i in self.strange)

    @property
    def is_nationality(self) -> bool:
        """Say whether the name is what the people of a country are called."""
        return is_nationality(self.text)


class ArticleNames:
    """Finds the names of an article that a stretch of its source does not account for."""

    def __init__(self, context: Context, matcher: NameMatcher) -> None:
        self._context = context
        self._matcher = matcher

    def strange(self, segment: Segment, source: Sequence[Segment]) -> Iterator[Run]:
        """Yield the runs of a sentence with words that some sentences of the source do not account for."""
        doc = self._context.parse(segment)
        if segment.kind != "sentence" or is_title_case(doc):
            return
        side = self._matcher.source_side(source)
        for first, end in self._runs(doc):
            found = tuple(i for i in range(first, end) if self._is_strange(doc[i], side))
            for strange in self._parts(doc, found):
                if strange and (kind := self._kind(doc, strange, source)):
                    yield Run(segment, doc, first, end, strange, kind)

    def _parts(self, doc: Doc, strange: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        """Part the countries from what stands beside them ("Argentine Diego Hartfield")."""
        lands = tuple(i for i in strange if (place := self._context.atlas.ending_at(doc, i)) and place.kind != "city")
        return lands, tuple(i for i in strange if i not in lands)

    def _is_strange(self, token: Token, side: Side) -> bool:
        """Say whether a word is more than a title or an initial, and nothing in the source may have become it."""
        bare = token.text.rstrip(".")
        if len(bare) == 1 or plain_title(token) in roles() or token.lower_.rstrip(".") in _no_names():
            return False
        return not self._matcher.is_licensed(token, side)

    def _runs(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Yield where the runs of name words begin and end."""
        i = 0
        while i < len(doc):
            end = i
            while end < len(doc) and self._is_name(doc, end):
                end += 1
            if end > i:
                yield i, end
            i = max(end, i + 1)

    def _is_name(self, doc: Doc, i: int) -> bool:
        token = doc[i]
        if _WORD.fullmatch(token.text) is None:
            return False
        if i > 0 and doc[i - 1].text not in _OPENERS:
            return token.text != "I" and token.pos_ not in ("PRON", "DET")
        rare = token.pos_ == "PROPN" and zipf(token.lower_, "en") < _ORDINARY
        return rare or self._context.atlas.find(token.text) is not None or _is_followed(doc, i)

    def _kind(self, doc: Doc, strange: Sequence[int], source: Sequence[Segment]) -> RunKind | None:
        """Say what kind of name a run is by its strange words; None for what tells nothing."""
        token = doc[strange[0]]
        places = [place for i in strange if (place := self._context.atlas.ending_at(doc, i))]
        if places:
            return "place" if places[0].kind == "city" else "country"
        if _ACRONYM.fullmatch(token.text):
            short = token.text.rstrip("s").replace(".", "")
            return None if self._matcher.is_spelt_out(short, source) else "acronym"
        if all(zipf(doc[i].lower_, "en") >= _KNOWN and doc[i].ent_type_ != "PERSON" for i in strange):
            return "word" if any(_is_telling(doc[i]) for i in strange) else None
        if all(len(doc[i]) < _SHORTEST for i in strange):
            return None
        return "place" if any(doc[i].ent_type_ in ("GPE", "LOC", "FAC") for i in strange) else "plain"


def _is_followed(doc: Doc, i: int) -> bool:
    """Say whether a proper noun that opens a sentence is the first of several."""
    behind = doc[i + 1] if i + 1 < len(doc) else None
    return doc[i].pos_ == "PROPN" and behind is not None and behind.pos_ == "PROPN" and behind.text[0].isupper()


def _is_telling(token: Token) -> bool:
    """Say whether an ordinary word in a body's name sets it apart from others of its kind."""
    low = token.lower_
    names = tables.load("common", "names")
    return len(low) >= _TELLING and (low in names["compass"] or low not in _heads())


@cache
def _heads() -> frozenset[str]:
    return frozenset(tables.load("common", "persons")["names"]["institutions"])


@cache
def _no_names() -> frozenset[str]:
    names = tables.load("common", "names")
    return frozenset((*names["titles"], *names["no_names"]))
