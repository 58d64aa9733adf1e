"""The pairs of an article and its source, with those that the aligner left apart though nothing else stands between."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mtcheck.analysis.pairs import Pair, Pairs

_MOST = 2
"""The most sentences on either side that are taken for each other because nothing else is left."""


def loose_pairs(pairs: Pairs) -> Iterator[Pair]:
    """Yield the whole pairs, and one for what was left on both sides between two of them.

    A sentence that says the same of somebody else may have too little in common with its source to be aligned.
    """
    for whole, group in groupby(pairs.members, key=lambda pair: pair.whole):
        members = list(group)
        if whole:
            yield from members
            continue
        article = tuple(segment for pair in members for segment in pair.article)
        source = tuple(segment for pair in members for segment in pair.source)
        if 0 < len(article) <= _MOST and 0 < len(source) <= _MOST:
            yield Pair(article, source)
