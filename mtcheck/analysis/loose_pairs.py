"""The pairs of an article and its source, with those that the aligner left apart though nothing else stands between."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mtcheck.analysis.pairs import Pair, Pairs

_MOST = 2
"""The most sentences on either side that are taken for each other because nothing else is left."""


def loose_pairs(pairs: Pairs) -> Iterator[Pair]:
    """Yield the whole pairs, and one for what was left on both sides between two of them.

    A sentence that says the same of somebody else may have too little in common with its source to be aligned; its
    source is then left over too, or was taken with the sentence next to it.
    """
    groups = [(whole, list(group)) for whole, group in groupby(pairs.members, key=lambda pair: pair.whole)]
    for i, (whole, members) in enumerate(groups):
        if whole:
            yield from members
            continue
        article = tuple(segment for pair in members for segment in pair.article)
        source = tuple(segment for pair in members for segment in pair.source)
        if not source and len(article) == 1:
            before = groups[i - 1][1][-1].source[-1:] if i and _has_spare(groups[i - 1][1][-1]) else ()
            behind = groups[i + 1][1][0].source[:1] if i + 1 < len(groups) and _has_spare(groups[i + 1][1][0]) else ()
            source = before or behind
        if 0 < len(article) <= _MOST and 0 < len(source) <= _MOST:
            yield Pair(article, source)


def _has_spare(pair: Pair) -> bool:
    """Say whether a pair has a sentence of the source more than of the article."""
    return len(pair.source) > len(pair.article)
