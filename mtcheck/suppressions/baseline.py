"""The baseline: the findings that articles had when a team began, so that only new ones count.

The file is JSON, one finding to a line; articles and findings stand in an order that edits of the articles do not stir:

    {
      "mtcheck-baseline": 1,
      "articles": {
        "news/a.en.txt": {
          "score": 81.2,
          "findings": [
            {"fingerprint": "0a1b2c3d4e5f6071", "code": "MT101", "text": "State of Sakura", "severity": "major"}
          ]
        }
      }
    }

An article's name is its path from the baseline's folder on, with slashes and, in a file of several, #part. `score` is
that of the article when its entry was written; nothing in the baseline was left out of it. A fingerprint does not
depend on the name of the file, so that an article which was renamed keeps its findings: one that the baseline does not
know has those of the articles whose files are gone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mtcheck.records import Dismissal, Document, Finding, Report
from mtcheck.suppressions.heeding import ran_in
from mtcheck.taxonomy import Severity

DEFAULT = "mtcheck-baseline.json"
"""The name of a baseline when none is given."""
_REASON = "in the baseline"
_STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Known:
    """A finding of the baseline: enough to know it again, and to read what it was."""

    fingerprint: str
    code: str
    text: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Article:
    """What the baseline holds of an article: its score without the baseline, and its findings."""

    score: float
    findings: tuple[Known, ...]


@dataclass(frozen=True)
class Baseline:
    """The articles of a baseline by name, and the file that it is read from or goes to."""

    path: str
    articles: Mapping[str, Article] = field(default_factory=dict)

    def key(self, document: Document) -> str:
        """Name an article as the baseline does: from its own folder on, from wherever it is asked."""
        return self._key(document.name, document.part)

    def score(self, name: str, part: str = "") -> float | None:
        """Give the score that an article had when its entry was written; None for one without an entry."""
        article = self.articles.get(self._key(name, part))
        return None if article is None else article.score

    def _key(self, name: str, part: str) -> str:
        file = Path(name)
        path = os.path.relpath(file.parent.resolve() / file.name, Path(self.path).parent.resolve())
        return Path(path).as_posix() + (f"#{part}" if part else "")

    def dismissals(self, document: Document) -> tuple[Dismissal, ...]:
        """Give what the baseline says of an article; of one it does not know, what it says of files that are gone."""
        if document.name == _STANDARD_INPUT:
            return ()
        known = self.articles.get(self.key(document))
        return self._of_the_gone if known is None else tuple(self._dismissals(known.findings))

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """The names of the articles whose files are not there any more."""
        return tuple(key for key in self.articles if not self._is_there(key))

    @cached_property
    def _of_the_gone(self) -> tuple[Dismissal, ...]:
        return tuple(d for key in self.gone for d in self._dismissals(self.articles[key].findings))

    def _dismissals(self, findings: Iterable[Known]) -> Iterator[Dismissal]:
        for known in findings:
            yield Dismissal("baseline", _REASON, self.path, known.fingerprint, known.code)

    def _is_there(self, key: str) -> bool:
        """Say whether an article's file is there; its name may hold the mark that parts off the part."""
        folder = Path(self.path).parent
        return (folder / key).exists() or ("#" in key and (folder / key.rpartition("#")[0]).exists())


def of_reports(path: str, reports: Iterable[Report]) -> Baseline:
    """Make a baseline of what counts in reports that no baseline was heeded in."""
    empty = Baseline(path)
    return Baseline(path, {empty.key(report.document): of_report(report) for report in reports})


def of_report(report: Report) -> Article:
    """Give what a baseline keeps of a report."""
    return Article(report.score, known(report.counted()))


def known(findings: Iterable[Finding]) -> tuple[Known, ...]:
    """Give findings as a baseline keeps them."""
    return in_order(Known(f.fingerprint, f.code, " ".join(f.text.split()), f.severity) for f in findings)


def in_order(findings: Iterable[Known]) -> tuple[Known, ...]:
    """Put findings in an order that does not depend on where in the article they stand."""
    return tuple(sorted(findings, key=lambda known: (known.code, known.text, known.fingerprint)))


def stale(baseline: Baseline, reports: Iterable[Report]) -> dict[str, tuple[Known, ...]]:
    """Give, by the files of the articles checked, the findings that occur no more though they were looked for."""
    found: dict[str, tuple[Known, ...]] = {}
    for report in reports:
        article = baseline.articles.get(baseline.key(report.document))
        if article is not None and (gone := gone_from(report, article.findings)):
            found[report.document.name] = (*found.get(report.document.name, ()), *gone)
    return found


def gone_from(report: Report, findings: Sequence[Known]) -> tuple[Known, ...]:
    """Give those of some findings that an article has no more, though their rules ran."""
    there = {finding.fingerprint for finding in report.findings}
    ran = {rule.code for rule in ran_in(report)}
    return tuple(known for known in findings if known.fingerprint not in there and known.code in ran)
