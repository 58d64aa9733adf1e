"""Constructions of a table, found in the dependency parse with spaCy's DependencyMatcher.

What an entry of such a table says is described in construction_table.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

from mtcheck.analysis import drop_in, parsing
from mtcheck.analysis.construction_table import ATTRIBUTES, Construction, load
from mtcheck.records import DELETE, Evidence, Hit, Segment

if TYPE_CHECKING:
    from spacy.matcher import DependencyMatcher
    from spacy.tokens import Doc, Token

    from mtcheck.analysis import Context

_LONGEST = 40
"""The number of characters up to which a phrase is marked as a whole."""


@dataclass(frozen=True, slots=True)
class Found:
    """A construction found in a segment: the stretch to mark in the original text, and what to write instead."""

    construction: Construction
    segment: Segment
    start: int
    end: int
    message: str
    suggestion: str | None

    def hit(self) -> Hit:
        """Give the construction as a hit in the article."""
        return Hit(
            self.start,
            self.end,
            self.message,
            suggestion=self.suggestion,
            evidence=(Evidence("construction", self.construction.original),),
            confidence=self.construction.confidence,
            severity=self.construction.severity,
            preview=self.construction.preview,
            applicability=self.construction.applicability if drop_in.is_text(self.suggestion or "") else "display",
        )


def find(context: Context, name: str) -> Iterator[Found]:
    """Yield the constructions of a table that the article contains, sentence by sentence."""
    language = context.source_language
    searches = _searches(language, name)
    for segment, doc in zip(context.document.segments, context.parses, strict=True):
        present = {"lower": {t.lower_ for t in doc}, "lemma": {t.lemma_ for t in doc}}
        seen: set[tuple[int, int]] = set()
        for construction, words, matcher in searches:
            # Few sentences have the words of a pattern; the others need no matcher.
            if any(present[kind].isdisjoint(group) for kind, group in words):
                continue
            for found in _matches(construction, matcher, segment, doc):
                if (found.start, found.end) not in seen:
                    seen.add((found.start, found.end))
                    yield found


def _matches(construction: Construction, matcher: DependencyMatcher, segment: Segment, doc: Doc) -> Iterator[Found]:
    for _, indices in matcher(doc):
        tokens = {name: doc[i] for name, i in zip(construction.ids, indices, strict=True)}
        if _holds(construction, tokens):
            texts = {name: token.text for name, token in tokens.items()}
            start, end = _extent(construction, tokens)
            yield Found(
                construction,
                segment,
                segment.start + start,
                segment.start + end,
                construction.message.format(**texts),
                _suggestion(construction, tokens, start, end),
            )


def _extent(construction: Construction, tokens: Mapping[str, Token]) -> tuple[int, int]:
    """Give the stretch to mark in the segment: the wide one where it is short enough for a phrase."""
    marked = sorted((tokens[name] for name in construction.mark), key=lambda t: t.i)
    start, last = marked[0].idx, marked[-1]
    edge = last.right_edge
    if construction.whole and edge.idx + len(edge) - start <= _LONGEST:
        last = edge
    end = last.idx + len(last)
    if construction.short and end - start > _LONGEST:
        marked = sorted((tokens[name] for name in construction.short), key=lambda t: t.i)
        return marked[0].idx, marked[-1].idx + len(marked[-1])
    return start, end


def _suggestion(construction: Construction, tokens: Mapping[str, Token], start: int, end: int) -> str | None:
    """Write the marked stretch as it should read."""
    texts = {name: token.text for name, token in tokens.items()}
    if not construction.swap:
        return construction.suggestion and construction.suggestion.format(**texts)
    text, shift = next(iter(tokens.values())).doc.text[start:end], start
    for name in sorted(construction.swap, key=lambda n: -tokens[n].idx):
        token, right = tokens[name], construction.swap[name].format(**texts)
        head, tail = text[: token.idx - shift], text[token.idx + len(token) - shift :]
        text = head + right + (tail if right else tail.lstrip())
    return text.strip() or DELETE


def _holds(construction: Construction, tokens: Mapping[str, Token]) -> bool:
    """Say whether the conditions beyond the nodes hold: what is absent, and what opens the sentence."""
    if construction.first:
        opening = tokens[construction.first].left_edge
        if any(t.is_alpha for t in opening.doc[: opening.i]):
            return False
    for condition in construction.without:
        place, _, what = condition.partition(" ")
        first, _, last = place.partition("..")
        if last:
            between = tokens[first].doc[tokens[first].i + 1 : tokens[last].i]
            if any(t.lower_ == what for t in between):
                return False
        elif any(what in (f"={c.lower_}", c.dep_) for c in tokens[first].children):
            return False
    return True


@cache
def _searches(
    language: str, name: str
) -> tuple[tuple[Construction, tuple[tuple[str, frozenset[str]], ...], DependencyMatcher], ...]:
    """Give each construction of a table with its words and its matcher."""
    from spacy.matcher import DependencyMatcher

    searches = []
    for construction in load(language, name):
        matcher = DependencyMatcher(parsing.pipeline().vocab)
        matcher.add(construction.original, [list(nodes) for nodes in product(*map(_alternatives, construction.nodes))])
        searches.append((construction, construction.words, matcher))
    return tuple(searches)


def _alternatives(node: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give a node as DependencyMatcher wants it, once for each way in which it may hang on the others."""
    attributes = {spacy: {"IN": node[ours]} for ours, spacy in ATTRIBUTES.items() if ours in node}
    pattern: dict[str, Any] = {"RIGHT_ID": node["id"], "RIGHT_ATTRS": attributes}
    if "at" not in node:
        return [pattern]
    ways = node["at"] if isinstance(node["at"], list) else [node["at"]]
    parts = (way.partition(" ") for way in ways)
    return [pattern | {"LEFT_ID": left, "REL_OP": operator} for left, _, operator in parts]
