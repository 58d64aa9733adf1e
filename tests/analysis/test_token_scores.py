"""A scorer that remembers: no pair of lines is scored twice."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.analysis.token_scores import TokenScore, remembering


def test_only_new_pairs_are_scored() -> None:
    asked: list[tuple[str, str]] = []

    def scorer(sources: Sequence[str], targets: Sequence[str]) -> Sequence[tuple[TokenScore, ...]]:
        asked.extend(zip(sources, targets, strict=True))
        return [
            (TokenScore(0, len(target), -float(len(source))),) for source, target in zip(sources, targets, strict=True)
        ]

    score = remembering(scorer)
    first = score(["satu", "dua", "satu"], ["one", "two", "one"])
    assert asked == [("satu", "one"), ("dua", "two")]
    assert first[0] == first[2] != first[1]
    assert score(["dua", "tiga"], ["two", "three"])[0] == first[1]
    assert asked == [("satu", "one"), ("dua", "two"), ("tiga", "three")]
    assert score([], []) == []
