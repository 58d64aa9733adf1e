"""Which names two sides of a translation must share, learnt from the pairs of a training set.

Back-translations and distilled sentences in which a name was lost or put in from nowhere are left out, because a
network trained on them learns to invent names.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from training_data import Row

NAME = re.compile(r"(?<![.!?:\"“”‘'(] )(?<!^)(?<![\w\"“‘'(.-])[A-Z][a-z]{2,}\b")
WORD = re.compile(r"\b[A-Z][a-z]{2,}\b")
LOWER = re.compile(r"\b[a-z]{3,}\b")


@dataclass
class Names:
    """Capitalised words that pairs leave as they are, those that they translate, and words seen in small letters."""

    copied: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    ordinary: set[str] = field(default_factory=set)

    def agree(self, source: str, output: str) -> bool:
        """Say whether the output keeps the source's names and adds none; nothing learnt, nothing asked."""
        if not self.copied:
            return True
        below, above = source.lower(), output.lower()
        kept = all(name.lower() in above for name in NAME.findall(source) if self.must_stay(name))
        return kept and all(name.lower() in below for name in NAME.findall(output) if self.must_stay(name))

    def must_stay(self, name: str) -> bool:
        """Say whether a name has to stand on both sides: known to be copied, or never seen otherwise."""
        return name in self.copied or (name not in self.changed and name.lower() not in self.ordinary)


def learn_names(rows: Iterable[Row], cache: Path | None = None) -> Names:
    """Count how often each capitalised word stands on both sides of a pair, and how often in small letters."""
    if cache and cache.exists():
        return Names(*(set(words) for words in json.loads(cache.read_text(encoding="utf-8"))))
    seen: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for row in rows:
        for text, other in ((row.english, row.indonesian), (row.indonesian, row.english)):
            small.update(LOWER.findall(text))
            found = WORD.findall(text) if row.kind == "lexicon" else NAME.findall(text)
            capitals.update(found)
            if other:
                seen.update(set(found))
                kept.update(name for name in set(found) if name in other)
    names = Names(
        {name for name, count in seen.items() if kept[name] >= max(2, 0.8 * count)},
        {name for name, count in seen.items() if kept[name] < 0.5 * count},
        {word for word, count in small.items() if count > 2 + 0.02 * capitals[word.title()]},
    )
    if cache:
        sets = [sorted(words) for words in (names.copied, names.changed, names.ordinary)]
        cache.write_text(json.dumps(sets, ensure_ascii=False), encoding="utf-8")
    return names
