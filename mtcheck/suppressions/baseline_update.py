"""A baseline brought up to date: what occurs no more is dropped, what was renamed moves, and it is told in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mtcheck.records import Report
from mtcheck.suppressions.baseline import Article, Baseline, Known, gone_from, in_order, known, of_report


@dataclass(frozen=True, slots=True)
class Updated:
    """A baseline after an update, and what became of it, a line to a change."""

    baseline: Baseline
    changes: tuple[str, ...]


def updated(baseline: Baseline, reports: Iterable[Report], *, add: bool = False, drop_gone: bool = False) -> Updated:
    """Update a baseline from reports in which it was not heeded; articles without a report stay as they are.

    New findings and articles enter it only where `add` says so, and articles whose files are gone leave it where
    `drop_gone` does or one that was checked has taken over their findings (it was renamed).
    """
    articles = dict(baseline.articles)
    changes: list[str] = []
    checked: set[str] = set()
    for report in reports:
        key = baseline.key(report.document)
        checked.add(key)
        origin = key if key in baseline.articles else _renamed(baseline, report)
        if origin is not None and origin in articles:
            gone = gone_from(report, articles[origin].findings)
            articles[key], told = _revised(articles.pop(origin), gone, report, add=add)
            told = told if origin == key else [f"renamed from {origin}", *told]
        elif add:
            articles[key] = of_report(report)
            told = [f"added with {_findings(len(articles[key].findings))}"]
        else:
            told = ["not in the baseline (--add takes it in)"]
        changes += [f"{key}: {line}" for line in told]
    lost = [key for key in baseline.gone if key in articles and key not in checked]
    for key in lost:
        number = _findings(len(articles[key].findings))
        changes.append(f"{key}: the file is gone: {f'dropped with {number}' if drop_gone else '--drop-gone drops it'}")
    left = {key: article for key, article in articles.items() if not (drop_gone and key in lost)}
    return Updated(Baseline(baseline.path, left), tuple(changes))


def _revised(article: Article, gone: Collection[Known], report: Report, *, add: bool) -> tuple[Article, list[str]]:
    """Give an article's entry without what is gone and, where wanted, with what is new, and what that was.

    Its score never falls, unless the findings that cost it are taken in.
    """
    there = {entry.fingerprint for entry in article.findings}
    kept = [entry for entry in article.findings if entry not in gone]
    new = [entry for entry in known(report.counted()) if entry.fingerprint not in there]
    told = [f"dropped {_findings(len(gone))} that no longer occur{'s' if len(gone) == 1 else ''}"] if gone else []
    if new:
        told.append(f"added {_findings(len(new))}" if add else f"{_findings(len(new))} not in the baseline (--add)")
    score = report.score if add else max(article.score, report.score)
    return Article(score, in_order((*kept, *(new if add else ())))), told


def _renamed(baseline: Baseline, report: Report) -> str | None:
    """Name the article, of those whose files are gone, that shares the most findings with one that is not known."""
    there = {finding.fingerprint for finding in report.findings}
    shared = {key: sum(k.fingerprint in there for k in baseline.articles[key].findings) for key in baseline.gone}
    best = max(shared, key=lambda key: shared[key], default=None)
    return best if best is not None and shared[best] else None


def _findings(number: int) -> str:
    return f"{number} finding" if number == 1 else f"{number} findings"
