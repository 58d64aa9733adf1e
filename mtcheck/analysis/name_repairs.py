"""What is to be marked where an article has another name than its source, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mtcheck.analysis import Context, tables
from mtcheck.analysis.name_matching import NameMatcher
from mtcheck.analysis.name_swaps import Swap
from mtcheck.analysis.places import with_article
from mtcheck.analysis.vocabulary import zipf
from mtcheck.records import Span

if TYPE_CHECKING:
    from mtcheck.analysis.article_names import Run

_KNOWN = 3.0
"""The Zipf frequency (English) from which a word in a body's name is one of the language."""
_LONGEST = 3
"""How many words more a name may have in the source than English lacks ("Borneo Muda")."""


def marked(swap: Swap) -> tuple[int, int]:
    """Give the words [first, end) of the article's sentence that are to be marked.

    These are the strange ones, and those of the same name beside them: a person's whole name.
    """
    run = swap.run
    first, end = run.strange[0], run.strange[-1] + 1
    if run.kind == "word" and not run.is_compass:
        return _body(run)
    if run.kind == "plain":
        own = {word.lower() for word in swap.gap.name.words}
        while first > run.first and run.doc[first - 1].lower_ in own:
            first -= 1
        while end < run.end and run.doc[end].lower_ in own:
            end += 1
    return first, end


def _body(run: Run) -> tuple[int, int]:
    """Give the words of a whole body's name: those of its kind beside the strange ones, and what it is "of"."""
    first, end = run.strange[0], run.strange[-1] + 1
    while first > run.first and _is_ordinary(run.doc[first - 1].lower_):
        first -= 1
    while end < run.end and _is_ordinary(run.doc[end].lower_):
        end += 1
    if first > 1 and run.doc[first - 1].lower_ == "of" and _is_ordinary(run.doc[first - 2].lower_):
        first -= 2 if run.doc[first - 2].text[0].isupper() else 0
    return first, end


def _is_ordinary(word: str) -> bool:
    return zipf(word, "en") >= _KNOWN and word not in ("the", "a", "an")


def span(swap: Swap) -> Span:
    """Give the place of the marked words in the article."""
    first, end = marked(swap)
    words = swap.run.doc[first:end]
    start = swap.run.segment.start + words[0].idx
    return Span(start, start + len(words.text))


def right(swap: Swap, context: Context, matcher: NameMatcher) -> str | None:
    """Give what the article should have instead of the marked words, where that is known."""
    name, run = swap.gap.name, swap.run
    if name.country:
        return _country(name.country, run)
    if name.forms:
        main = name.forms[0]
        return f"{main} ({name.text})" if name.kind == "acronym" and run.kind == "acronym" else main
    if name.kind == "institution":
        return None
    return _respelt(swap) or _whole(swap, context, matcher)


def _country(key: str, run: Run) -> str:
    entry: Mapping[str, Any] = tables.load("common", "places")["countries"].get(key, {})
    if run.is_nationality and entry.get("people"):
        people = str(entry["people"][0])
        return f"{people}s" if run.text.endswith("s") and not run.text.endswith("ss") and people[-1] == "n" else people
    before = run.doc[run.strange[0] - 1].lower_ if run.strange[0] else ""
    return key if before == "the" else with_article(key)


def _respelt(swap: Swap) -> str | None:
    """Write the marked words with each strange one replaced by the word at its place in the source's name."""
    run, words = swap.run, swap.gap.name.words
    first, end = marked(swap)
    places = {word.lower(): i for i, word in enumerate(words)}
    kept = {i: places[run.doc[i].lower_] for i in range(first, end) if run.doc[i].lower_ in places}
    if not kept or any(i not in kept and i not in run.strange for i in range(first, end)):
        return None
    anchor, place = next(iter(kept.items()))
    chosen = [place + i - anchor for i in range(first, end)]
    if min(chosen) < 0 or max(chosen) >= len(words) or any(i in kept and kept[i] != chosen[i - first] for i in kept):
        return None
    return " ".join(words[i] for i in chosen)


def _whole(swap: Swap, context: Context, matcher: NameMatcher) -> str:
    """Write the source's missing words, and those behind them that the article or the map has with them."""
    tokens = matcher.names.tokens[swap.gap.segment.start]
    name = swap.gap.name
    places = [i for i in range(name.start, name.end) if tokens[i].text in swap.gap.missing]
    line = swap.gap.segment.line
    text = line[tokens[places[0]].start : tokens[places[-1]].end]
    for end in range(min(len(tokens), places[-1] + _LONGEST), places[-1] + 1, -1):
        # "Tulangbawang Barat" behind "West" is no longer name: English has translated the rest.
        if not all(t.is_word and matcher.names.is_kept(t.text.lower()) for t in tokens[places[-1] + 1 : end]):
            continue
        longer = line[tokens[places[0]].start : tokens[end - 1].end]
        if re.search(rf"\b{re.escape(longer)}\b", context.document.text) or context.atlas.find(longer):
            return longer
    return text
