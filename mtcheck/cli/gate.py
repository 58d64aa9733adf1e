"""mtcheck gate: finished reports held against thresholds, without running any model."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from mtcheck import gate as judging
from mtcheck.cli.exits import PASSED, THRESHOLD_MISSED, UNUSABLE, clean_exit, fail
from mtcheck.cli.options import CONFIG_OPTIONS, THRESHOLD_OPTIONS, settings, with_options
from mtcheck.finished_reports import Finished, FoundBefore, read
from mtcheck.reporters import wording
from mtcheck.reporters.excerpts import shortened
from mtcheck.reporters.visible import line

if TYPE_CHECKING:
    from mtcheck.records import Verdict

_SHOWN = 10
"""So many findings of an article that failed are listed."""
_LONGEST = 120
"""So many characters of a phrase are shown."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A finished report, the gate's word on it, and whether there is no earlier score where there could be one."""

    report: Finished
    verdict: Verdict
    is_new: bool


@click.command(short_help="Judge finished JSON reports, without a model.")
@click.argument("files", nargs=-1, required=True, metavar="REPORT...")
@with_options(THRESHOLD_OPTIONS)
@click.option("--against", metavar="FILE", help="Earlier reports, or a baseline, with the scores to compare with.")
@click.option("--max-drop", type=click.FloatRange(0), metavar="POINTS", help="Fail where a score fell by more.")
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when a threshold is missed.")
@with_options(CONFIG_OPTIONS)
@clean_exit
def gate(files: tuple[str, ...], **options: Any) -> None:
    """Judge finished JSON reports, without running any model.

    REPORT is what mtcheck report --format json (or jsonl) wrote; - reads standard input. Thresholds of the
    configuration hold for each article by its path, options before them. Exit status: 0 passed (or not judged: no
    threshold was set), 1 a threshold was missed, 2 wrong usage or unusable input.
    """
    if options["max_drop"] is not None and not options["against"]:
        fail("--max-drop compares with earlier scores: give them with --against", UNUSABLE)
    earlier = _earlier(options["against"]) if options["against"] else None
    chosen = settings(options)
    judged = []
    for report in (report for name in files for report in read(name)):
        thresholds = chosen.for_file(report.file).thresholds
        before = earlier(report) if earlier else None
        verdict = judging.judge(report.score, report.counts, thresholds, before=before)
        judged.append(Judged(report, verdict, is_new=earlier is not None and before is None))
    click.echo(_as_json(judged) if options["form"] == "json" else _in_words(judged))
    missed = any(each.verdict.status == "failed" for each in judged) and not options["exit_zero"]
    sys.exit(THRESHOLD_MISSED if missed else PASSED)


def _earlier(path: str) -> Callable[[Finished], float | None]:
    """Read earlier reports, or a baseline, and give what looks up the score that an article had there."""
    from mtcheck.suppressions import baseline_files

    if baseline_files.is_baseline(path):
        baseline = baseline_files.read(path)
        return lambda report: baseline.score(report.file, report.part)
    scores = {report.title: report.score for report in read(path)}
    return lambda report: scores.get(report.title)


def _in_words(judged: Sequence[Judged]) -> str:
    lines: list[str] = []
    for each in judged:
        lines.append(f"{each.verdict.status}: {line(wording.name(each.report.title))}")
        lines += [f"  {wording.threshold(result)}" for result in each.verdict.thresholds]
        if each.is_new:
            lines.append("  no earlier score to compare with")
        if each.verdict.status == "failed":
            lines += [f"    {told}" for told in _worst(each.report.findings)]
    failed = sum(each.verdict.status == "failed" for each in judged)
    if len(judged) > 1:
        lines.append(f"{wording.plural(len(judged), 'article')}: {failed} failed")
    return "\n".join(lines)


def _worst(findings: Sequence[FoundBefore]) -> list[str]:
    """Name the phrases that weigh most, a line each."""
    ranked = sorted(findings, key=lambda finding: -finding.severity.rank)
    lines = [
        line(
            f"{finding.file}:{finding.line}:{finding.column}: {finding.code} {finding.severity.value}: "
            f"“{shortened(line(finding.text), _LONGEST)}”: {finding.message}"
        )
        for finding in ranked[:_SHOWN]
    ]
    rest = len(ranked) - len(lines)
    return [*lines, f"and {rest} more"] if rest else lines


def _as_json(judged: Sequence[Judged]) -> str:
    articles = [
        {
            "file": each.report.file,
            "part": each.report.part,
            "verdict": each.verdict.status,
            "thresholds": [
                {"name": t.name, "limit": t.limit, "value": t.value, "met": t.met} for t in each.verdict.thresholds
            ],
        }
        for each in judged
    ]
    return json.dumps({"articles": articles}, ensure_ascii=False, indent=2)
