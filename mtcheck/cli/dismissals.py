"""What sidecars and baselines say of the articles of a run, and what of all that was dismissed fits nothing."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtcheck.records import Dismissal, Stale
from mtcheck.reporters import visible, wording

if TYPE_CHECKING:
    from mtcheck.config import Config
    from mtcheck.records import Document, Failure, Report
    from mtcheck.suppressions import Entry
    from mtcheck.suppressions.baseline import Baseline

_NAMED = 3
"""So many are named where there are more; the others are counted."""


class Dismissals:
    """The dismissals of a run that stand in files: each file is read once."""

    def __init__(self) -> None:
        self._sidecars: dict[str, tuple[Entry, ...]] = {}
        self._baselines: dict[str, Baseline] = {}
        self._said: dict[Dismissal, None] = {}

    def read_sidecar(self, article: str) -> None:
        """Read the sidecar of an article's file; raises UnusableInputError where it is not in order."""
        from mtcheck.detectors import all_rules
        from mtcheck.suppressions import sidecar

        self._sidecars[article] = sidecar.read(article, all_rules())

    def read_config(self, config: Config) -> None:
        """Read the baseline of a configuration, and note what it dismisses; raises UnusableInputError as above."""
        from mtcheck import suppressions
        from mtcheck.config import told
        from mtcheck.suppressions import baseline_files

        self._said |= dict.fromkeys(suppressions.of_config(config))
        if config.baseline and config.baseline not in self._baselines:
            self._baselines[config.baseline] = baseline_files.read(told(Path(config.baseline)))

    def of(self, document: Document, config: Config) -> tuple[Dismissal, ...]:
        """Give what the sidecar and the baseline say of an article."""
        entries = self._sidecars.get(document.name, ())
        beside = tuple(e.dismissal("sidecar") for e in entries if e.part in ("", document.part))
        known = self._baselines[config.baseline].dismissals(document) if config.baseline else ()
        return (*beside, *known)

    def settled(self, reports: Sequence[Report], failures: Sequence[Failure]) -> list[Report]:
        """Tell a sidecar's entries as stale once, where they fit none of the articles of their file.

        Where there is no report on one of these, nothing is told: they may be for that one.
        """
        of_file: dict[str, list[Report]] = defaultdict(list)
        for report in reports:
            of_file[report.document.name].append(report)
        for failure in failures:
            of_file.pop(failure.name.partition("#")[0], None)
        return [self._settled(report, of_file.pop(report.document.name, [])) for report in reports]

    def _settled(self, report: Report, of_file: Sequence[Report]) -> Report:
        """Give a report with what is stale in its file, where it is the file's first (the others get no reports)."""
        entries = {entry.place for entry in self._sidecars.get(report.document.name, ())}
        own = (stale for stale in report.stale if stale.place not in entries)
        return replace(report, stale=(*own, *self._stale(report.document.name, of_file))) if entries else report

    def _stale(self, name: str, reports: Sequence[Report]) -> Iterator[Stale]:
        """Yield the entries of a sidecar that fit none of the articles that they are for."""
        from mtcheck import suppressions

        for entry in self._sidecars.get(name, ()) if reports else ():
            meant = [report for report in reports if entry.part in ("", report.document.part)]
            for dismissal in suppressions.unused(meant, [entry.dismissal("sidecar")]):
                part = f"part {entry.part}: " if entry.part else ""
                yield Stale(entry.place, f"{part}{suppressions.target(dismissal)}")

    def tell_unused(self, reports: Sequence[Report], *, whole: bool) -> None:
        """Tell on standard error what of the options, the configuration and the baselines fits nothing.

        A configuration holds for more articles than are checked at a time: of what it dismisses nothing is told but
        where the run took in several and nothing was left out (`whole`).
        """
        from mtcheck import suppressions

        if not reports:
            return
        for dismissal in suppressions.unused(reports, [d for d in self._said if d.kind == "option"]):
            _tell(f"{dismissal.place} {suppressions.target(dismissal)}: fits no finding")
        if whole and len(reports) > 1:
            left = suppressions.unused(reports, [d for d in self._said if d.kind == "configuration"])
            for place in dict.fromkeys(dismissal.place for dismissal in left):
                targets = [suppressions.target(dismissal) for dismissal in left if dismissal.place == place]
                _tell(f"{place}: fits no finding of {wording.plural(len(reports), 'article')}: {_some(targets, ', ')}")
        for baseline in self._baselines.values():
            self._tell_stale(baseline, reports)

    def _tell_stale(self, baseline: Baseline, reports: Iterable[Report]) -> None:
        from mtcheck.suppressions.baseline import DEFAULT, stale

        gone = stale(baseline, reports)
        if not gone:
            return
        number = sum(map(len, gone.values()))
        where = [] if baseline.path == DEFAULT else ["--to", baseline.path]
        command = shlex.join(["mtcheck", "baseline", "update", *where])
        occur = "finding of it no longer occurs" if number == 1 else "findings of it no longer occur"
        _tell(f"{baseline.path}: {number} {occur} (drop with: {command} {_some(list(map(shlex.quote, gone)), ' ')})")


def _some(names: Sequence[str], between: str) -> str:
    rest = len(names) - _NAMED
    return between.join((*names[:_NAMED], *([f"and {rest} more"] if rest > 0 else [])))


def _tell(text: str) -> None:
    click.echo(f"mtcheck: {visible.line(text)}", err=True)
