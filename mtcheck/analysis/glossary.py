"""A desk's terminology: how terms of the source language are to be rendered, and how they must not be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

VERB = "~"
"""What stands behind a word of a source term that is meant in its active and passive forms too ("tetapkan~")."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: the forms of the term in the source language, the right renderings (the first preferred), the wrong.

    `source` is empty for words that the desk does not want in any article, whatever they render.
    """

    source: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str = ""

    @property
    def name(self) -> str:
        """What the term is called: the first of its forms, or of the words that are forbidden."""
        return (self.source or self.forbidden)[0].replace(VERB, "")

    @property
    def preferred(self) -> str | None:
        """The rendering that an editor would write."""
        return self.required[0] if self.required else None

    @property
    def entry(self) -> str:
        """The entry as one line."""
        wanted = " or ".join(self.required) or f"not {' or '.join(self.forbidden)}"
        return f"{self.name}: {wanted}{f' ({self.note})' if self.note else ''}"


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of all glossaries that the user gave."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)


@dataclass(frozen=True, slots=True)
class Row:
    """A term and where it was read ("terms.tsv:4")."""

    place: str
    term: Term


class ContradictionError(ValueError):
    """Two rows that cannot both be followed; `place` is the later one's."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


def joined(rows: Iterable[Row]) -> Glossary:
    """Make a glossary of rows; rows that say the same are one.

    Raises ContradictionError for a term that two rows render differently, and for a rendering that is both required
    and forbidden for one term.
    """
    told = _Told()
    terms: dict[Term, None] = {}
    for row in rows:
        told.add(row)
        terms[row.term] = None
    return Glossary(tuple(terms))


class _Told:
    """What the rows so far say of each form of a term; what is said of none ("") holds for all."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}
        self._required: dict[str, dict[str, str]] = {}
        self._forbidden: dict[str, dict[str, str]] = {}

    def add(self, row: Row) -> None:
        """Take in one more row; raises ContradictionError when it contradicts one of the others, or itself."""
        term = row.term
        for form in map(str.casefold, term.source):
            earlier = self._rows.setdefault(form, row)
            if _folded(earlier.term.required) != _folded(term.required):
                raise ContradictionError(row.place, f"{form!r} has another target in {earlier.place}")
        for target in term.required:
            self._say(row, target, self._required, self._forbidden)
        for target in term.forbidden:
            self._say(row, target, self._forbidden, self._required)

    def _say(self, row: Row, target: str, says: dict[str, dict[str, str]], denies: dict[str, dict[str, str]]) -> None:
        forms = [*map(str.casefold, row.term.source)] or [""]
        denied = denies.get(target.casefold(), {})
        for form in forms:
            clash = next((other for other in denied if "" in (form, other) or form == other), None)
            if clash is not None:
                where = "" if denied[clash] == row.place else f" (see {denied[clash]})"
                raise ContradictionError(row.place, f"{target!r} is both required and forbidden{where}")
            says.setdefault(target.casefold(), {}).setdefault(form, row.place)


def _folded(targets: tuple[str, ...]) -> frozenset[str]:
    return frozenset(target.casefold() for target in targets)
