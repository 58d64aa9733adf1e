"""What the columns of a table, or the keys of a record, are called: source and target, or the languages' codes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mtcheck.readers.bilingual.languages import Pair


@dataclass(frozen=True, slots=True)
class Columns:
    """The names under which the parts of a unit stand; None where nothing does."""

    source: str
    target: str
    id: str | None = None
    reference: str | None = None


def named(names: Collection[str], pair: Pair) -> Columns | None:
    """Say which of some names stand for what; None when they stand for nothing.

    Beside source and target, "id" is the name of the unit; beside the other language's code it is Indonesian.
    """
    reference = "reference" if "reference" in names else None
    if "source" in names or "target" in names:
        return Columns("source", "target", "id" if "id" in names else None, reference)
    if pair.source in names and pair.target in names:
        return Columns(pair.source, pair.target, None, reference)
    return None
