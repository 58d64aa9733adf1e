"""One text lined up with several others: the finest groups of its lines that all the alignments share."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from mtcheck.analysis.alignment import Bead, align


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive lines of a text, and the lines of each of the others that render them (none: an empty range)."""

    lines: range
    others: tuple[range, ...]


def groups(lines: Sequence[str], others: Sequence[Sequence[str]]) -> tuple[Group, ...]:
    """Align lines with each of several texts in the same language; the groups cover all of them in order.

    What another text adds goes with the line before it. Without lines there are no groups.
    """
    alignments = [align(lines, other) for other in others]
    cuts = set(range(len(lines) + 1))
    for beads in alignments:
        cuts &= {0, *(bead.left.stop for bead in beads)}
    return tuple(
        Group(range(start, stop), tuple(_right(beads, start, stop) for beads in alignments))
        for start, stop in itertools.pairwise(sorted(cuts))
    )


def joined(lines: Sequence[str], chosen: range) -> str:
    """Write some of the lines as one."""
    return " ".join(lines[chosen.start : chosen.stop])


def _right(beads: Sequence[Bead], start: int, stop: int) -> range:
    """Give what the beads that end in the lines start to stop have on their right."""
    rights = [bead.right for bead in beads if start <= max(bead.left.stop - 1, 0) < stop]
    return range(rights[0].start, rights[-1].stop) if rights else range(0)
