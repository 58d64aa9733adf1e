"""What the rules look at: the document with its parse, its translations, and the tables of the language pair.

Everything expensive is computed once, on first use, and shared by all rules through the Context.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from mtcheck.analysis import parsing, phrase_lexicon, quotations, tables
from mtcheck.analysis.glossary import Glossary
from mtcheck.analysis.pairs import Pairs
from mtcheck.analysis.phrase_lexicon import Lexicon
from mtcheck.analysis.places import Atlas
from mtcheck.analysis.token_scores import LineScorer
from mtcheck.analysis.word_forms import Forms
from mtcheck.records import Document, Segment, Translation

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Context"]

_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Context:
    """The article and all that is known about it, handed to every rule.

    `translations` has one entry per segment of the document (None: not translated), or is None when no translator ran;
    one that carries a doubt is shown, but `translation` keeps it from the rules. `source` and `references` are the
    user's, if given; so are `lexicons`, by the name of the built-in one that each adds to, the terms of `glossary` and
    the day of publication.
    `scorer` says how probable the model finds lines of the article as translations; None where no translator does.
    `paired` says that paragraph i of the article renders paragraph i of the source. `source_translations` has what the
    translator makes of each segment of the source, or is None when there is no source or no translator.
    """

    document: Document
    source_language: str = "id"
    translations: Sequence[Translation | None] | None = None
    source: Document | None = None
    references: tuple[Document, ...] = ()
    lexicons: Mapping[str, Lexicon] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)
    published: date | None = None
    scorer: LineScorer | None = None
    paired: bool = False
    source_translations: Sequence[str | None] | None = None

    @cached_property
    def parses(self) -> tuple[Doc, ...]:
        """One spaCy parse per segment; a token's place in the original text is `segment.start + token.idx`."""
        return parsing.parse(self.document)

    @cached_property
    def forms(self) -> Forms:
        """The word forms of the article by their lemmas, with their places in the parses."""
        return Forms(self.parses)

    @cached_property
    def atlas(self) -> Atlas:
        """The world's places and what the article itself teaches of others."""
        return Atlas.of(self.document)

    @cached_property
    def quotations(self) -> quotations.Quotations:
        """The stretches of the article in double quotation marks."""
        return quotations.double(self.document)

    @cached_property
    def pairs(self) -> Pairs:
        """Which sentences of the source the article's sentences render; there are none without a source."""
        if self.source is None:
            return Pairs(())
        return Pairs.of(self.document, self.source, self.parses, self.translations, paired=self.paired)

    @cached_property
    def _positions(self) -> Mapping[int, int]:
        return {segment.start: i for i, segment in enumerate(self.document.segments)}

    @cached_property
    def _source_positions(self) -> Mapping[int, int]:
        return {segment.start: i for i, segment in enumerate(self.source.segments)} if self.source else {}

    def parse(self, segment: Segment) -> Doc:
        """Give the spaCy parse of one of the document's segments."""
        return self.parses[self._positions[segment.start]]

    def source_translation(self, segments: Sequence[Segment]) -> str:
        """Give what the translator makes of some segments of the source, as one line; "" without a translator."""
        made = self.source_translations
        if made is None or self.source is None:
            return ""
        return " ".join(line for segment in segments if (line := made[self._source_positions[segment.start]]))

    @cached_property
    def _shared(self) -> dict[Callable[[Context], object], object]:
        return {}

    def shared(self, make: Callable[[Context], _Made]) -> _Made:
        """Give what a function makes of this context, made once however many rules ask for it."""
        if make not in self._shared:
            self._shared[make] = make(self)
        return cast("_Made", self._shared[make])

    def table(self, name: str) -> Mapping[str, Any]:
        """Give a table of the source language by name (data/<language>/<name>.toml)."""
        return tables.load(self.source_language, name)

    def lexicon(self, name: str) -> Lexicon:
        """Give a phrase lexicon of the source language by name ("idioms"), with the entries that the user adds."""
        own = phrase_lexicon.load(self.source_language, name)
        return own | self.lexicons[name] if name in self.lexicons else own

    def translation(self, segment: Segment) -> Translation | None:
        """Give the translations of one of the document's segments, if there are any that may serve as evidence."""
        found = self.any_translation(segment)
        return found if found and found.doubt is None else None

    def any_translation(self, segment: Segment) -> Translation | None:
        """Give the translations of one of the document's segments, be they evidence or not."""
        return None if self.translations is None else self.translations[self._positions[segment.start]]
