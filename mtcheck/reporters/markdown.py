"""Markdown for a comment on a pull request: the verdict, a table of the articles, and each one's findings folded up.

The worst article comes first. Only findings that count are shown, as an editor reads them: the phrase in bold in its
sentence, why, what to write instead, and the evidence in short; how many do not count is said in a line. A comment on
GitHub holds 65,536 characters: what would go beyond LIMIT is left out, and the comment says how much that is. Text from
an article is text: no markup, no mention of anybody, no link, no reference to an issue (see markdown_text).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.records import Failure, Finding, Report
from mtcheck.reporters import brief, places, wording
from mtcheck.reporters.excerpts import clipped, excerpt
from mtcheck.reporters.exhibits import Exhibit, exhibits
from mtcheck.reporters.markdown_text import escaped
from mtcheck.reporters.wording import SEVERITIES

LIMIT = 60_000
"""The longest comment, in characters: GitHub's own limit less what a workflow may put around it."""
_TABLE = 15_000
"""How much of it the lists at its head may take."""
_RESERVED = 400
"""What is kept for the line on what was left out."""
_CONTEXT, _LONGEST_EVIDENCE, _MOST_EVIDENCE = 80, 200, 3
_VERDICTS = {"passed": "✅ passed", "failed": "❌ failed", "not judged": "not judged"}


def render_many(reports: Sequence[Report], failures: Sequence[Failure] = ()) -> str:
    """Render reports and failures as one comment of at most LIMIT characters."""
    ordered = sorted(reports, key=lambda report: (report.verdict.status != "failed", report.score))
    parts = [_headline(reports, failures), *_failures(failures), *_table(ordered), *_thresholds(ordered)]
    room = LIMIT - _RESERVED - sum(map(len, parts))
    left_articles = left_findings = 0
    for report in ordered:
        section, left = _section(report, room)
        room -= len(section)
        parts.append(section)
        left_findings += left
        left_articles += bool(left)
    if left_findings:
        what = f"{wording.plural(left_findings, 'finding')} in {wording.plural(left_articles, 'article')}"
        parts.append(f"\n*Left out, for a comment holds no more: {what}. The other formats have all of them.*\n")
    return "".join(parts)


def _headline(reports: Sequence[Report], failures: Sequence[Failure]) -> str:
    failed = sum(report.verdict.status == "failed" for report in reports)
    judged = any(report.verdict.status != "not judged" for report in reports)
    total = wording.plural(len(reports) + len(failures), "article")
    if failed or failures:
        troubles = [f"{failed} failed"] * bool(failed) + [f"{len(failures)} without a report"] * bool(failures)
        verdict = f"❌ {' and '.join(troubles)} of {total}"
    else:
        verdict = f"✅ {total} passed" if judged else f"{total}, not judged"
    found = [finding for report in reports for finding in report.counted()]
    return f"## mtcheck: {verdict}\n\n{wording.plural(len(found), 'finding')}: {wording.tally(found)}\n"


def _failures(failures: Sequence[Failure]) -> Iterator[str]:
    lines = [f"- {escaped(places.path(f.name))}: no report, {escaped(brief.reason(f))}\n" for f in failures]
    if lines:
        yield "\n" + _fitting(lines, _TABLE // 2, "- and {} more without a report\n")


def _table(reports: Sequence[Report]) -> Iterator[str]:
    if not reports:
        return
    severities = [s for s in SEVERITIES if any(f.severity is s for report in reports for f in report.counted())]
    columns = ["article", "verdict", "score", "words", *(s.value for s in severities)]
    rows = []
    for report in reports:
        counted = report.counted()
        numbers = [str(sum(f.severity is s for f in counted)) for s in severities]
        verdict, words = _VERDICTS[report.verdict.status], f"{report.document.words:,}"
        rows.append(_row([escaped(places.title(report.document)), verdict, wording.score(report), words, *numbers]))
    yield "\n" + _row(columns) + _row(["---", "---", *["---:"] * (len(columns) - 2)])
    yield _fitting(rows, _TABLE, _row(["and {} more", *[""] * (len(columns) - 1)]))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _fitting(lines: Sequence[str], room: int, rest: str) -> str:
    """Join lines as long as there is room, and tell the number of the others."""
    kept, length = 0, 0
    for text in lines:
        length += len(text)
        if length > room:
            break
        kept += 1
    more = len(lines) - kept
    return "".join(lines[:kept]) + (rest.format(f"{more:,}") if more else "")


def _thresholds(reports: Sequence[Report]) -> Iterator[str]:
    lines = [
        f"- {escaped(places.title(report.document))}: {wording.threshold(result)}\n"
        for report in reports
        for result in report.verdict.thresholds
        if not result.met
    ]
    if lines:
        yield "\nThresholds:\n\n" + _fitting(lines, _TABLE // 2, "- and {} more\n")


def _section(report: Report, room: int) -> tuple[str, int]:
    """Render an article's findings, as many as there is room for, and give the number of the others."""
    counted = report.counted()
    head = f"{escaped(places.title(report.document))}: {wording.plural(len(counted), 'finding')}"
    opening = f"\n<details><summary>{head}</summary>\n"
    closing = (f"\nNot counted: {extra}.\n" if (extra := wording.uncounted(report)) else "") + "\n</details>\n"
    kept: list[str] = []
    length = len(opening) + len(closing)
    for finding in counted:
        text = _finding(report, finding)
        length += len(text)
        if length > room:
            break
        kept.append(text)
    section = opening + "".join(kept) + closing if kept else ""
    return section, len(counted) - len(kept)


def _finding(report: Report, finding: Finding) -> str:
    """Render a finding: what, where, the phrase in its sentence, why, what instead, and the evidence."""
    region = places.region(report.document, finding.span)
    place = f"line {region.line}" if region else escaped(places.in_words(report, finding))
    doubt = wording.doubt(finding)
    head = ", ".join(filter(None, (f"**{finding.severity.value}**", escaped(brief.rule(finding)), place, doubt)))
    shown = excerpt(report.document, finding.span, context=_CONTEXT)
    quoted = f"{escaped(shown.before)}<b>{escaped(shown.phrase)}</b>{escaped(shown.after)}"
    instead = brief.suggestion(finding)
    why = escaped(finding.message) + (f" Suggestion: <b>{escaped(instead)}</b>" if instead else "")
    told = [_exhibit(exhibit) for exhibit in list(exhibits(report, finding))[:_MOST_EVIDENCE]]
    return f"\n{head}\n> {quoted}\n\n{why}\n" + "".join(f"<br><sub>{line}</sub>\n" for line in told)


def _exhibit(exhibit: Exhibit) -> str:
    shown = clipped(exhibit.excerpt, _LONGEST_EVIDENCE)
    marked = f"<b>{escaped(shown.phrase)}</b>" if shown.phrase else ""
    return f"{escaped(exhibit.label)}: {escaped(shown.before)}{marked}{escaped(shown.after)}"
