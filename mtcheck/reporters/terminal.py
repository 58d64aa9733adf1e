"""The report for a terminal: plain text that reads well at 80 columns, piped, and without colour."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mtcheck.records import Failure, Finding, PenaltyShare, Report
from mtcheck.reporters import wording
from mtcheck.reporters.excerpts import Excerpt, clipped, excerpt, shortened
from mtcheck.reporters.exhibits import exhibits, round_trip
from mtcheck.taxonomy import Severity

NARROWEST = 40
"""The least width that is laid out for; a narrower terminal gets lines of this width."""

_STYLES = {
    Severity.CRITICAL: "bold red",
    Severity.MAJOR: "bold yellow",
    Severity.MINOR: "bold cyan",
    Severity.NEUTRAL: "bold",
}
_VERDICTS = {"passed": "bold green", "failed": "bold red", "not judged": "bold"}
_LONGEST_EVIDENCE = 320
_BAR = 14
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render(report: Report, *, width: int = 80, color: bool = False, verbosity: int = 0) -> str:
    """Render one report for a terminal of `width` columns.

    `verbosity` runs from -1 (verdict and counts only) over 0 to 1 (adds signatures, round trips, fingerprints).
    """
    parts = list(_head(report))
    if verbosity >= 0:
        parts += _findings(report, verbosity)
        parts += _uncounted(report, verbosity)
        parts += _scores(report, verbosity)
        parts += _skipped(report)
        parts += _reasons(report)
        parts += _counts(report)
    if verbosity > 0:
        parts += [Text(), _labelled("Signature", report.signature)]
    return _print(parts, width=width, color=color)


def summary(
    reports: Sequence[Report], failures: Sequence[Failure] = (), *, width: int = 80, color: bool = False
) -> str:
    """Render one table over several reports, and name the articles on which there is none."""
    severities = _used(reports)
    table = _table("article", "verdict", "score", "words", *(s.value for s in severities), left=2)
    for report in reports:
        numbers = Counter(f.severity for f in report.counted())
        verdict = Text(report.verdict.status, _VERDICTS[report.verdict.status])
        cells = (wording.score(report), f"{report.document.words:,}", *(str(numbers[s]) for s in severities))
        table.add_row(_plain(report.document.name), verdict, *cells)
    for failure in failures:
        table.add_row(_plain(failure.name), Text("no report", "bold red"))
    parts: list[RenderableType] = [
        _title(f"Summary of {wording.plural(len(reports) + len(failures), 'article')}"),
        table,
    ]
    parts += [_hanging(Text(_clean(failure.reason)), 2) for failure in failures]
    return _print(parts, width=width, color=color)


@dataclass(frozen=True, slots=True)
class _Hanging:
    """A paragraph that is indented, and whose lines after the first are indented by two more."""

    text: Text
    by: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = self.text.wrap(console, options.max_width - self.by - 2)
        for number, line in enumerate(lines):
            yield Text(" " * (self.by + 2 * (number > 0))).append_text(line)


def _head(report: Report) -> Iterator[RenderableType]:
    """Yield the name, the verdict with its thresholds, the score, and the numbers of findings."""
    yield Text(_clean(report.document.name), "bold underline")
    verdict = Text(report.verdict.status.upper(), _VERDICTS[report.verdict.status])
    words = wording.plural(report.document.words, "word")
    figures = f"  score {wording.score(report)} of 100 · penalty {wording.penalty(report)} · {words}"
    yield verdict.append(figures, "bold")
    for result in report.verdict.thresholds:
        mark, style = ("✓", "green") if result.met else ("✗", "bold red")
        yield _hanging(Text.assemble((f"{mark} ", style), wording.threshold(result)), 2)
    if not report.reliable:
        yield _hanging(Text.assemble(("! ", "bold yellow"), wording.UNRELIABLE), 2)
    for note in report.notes:
        yield _hanging(Text(f"· {_clean(note)}"), 2)
    counted = report.counted()
    line = Text(wording.plural(len(counted), "finding"))
    if counted:
        line.append(f": {wording.tally(counted)}")
    if extra := wording.uncounted(report):
        line.append(f" (not counted: {extra})", "dim")
    yield line


def _findings(report: Report, verbosity: int) -> Iterator[RenderableType]:
    """Yield the findings that count, in the order of the text, each in full."""
    if not report.counted():
        return
    yield from (Text(), _title("Findings"))
    for finding in report.counted():
        yield Text()
        yield from _in_full(report, finding, verbosity)


def _uncounted(report: Report, verbosity: int) -> Iterator[RenderableType]:
    """Yield what does not count: a line or two each, in full only when much is asked for."""
    rest = [finding for finding in report.findings if not finding.counts]
    if not rest:
        return
    yield from (Text(), _title(f"Not counted: {wording.uncounted(report)}"))
    for finding in rest:
        if verbosity > 0:
            yield Text()
            yield from _in_full(report, finding, verbosity)
        else:
            yield from _in_brief(report, finding)


def _in_full(report: Report, finding: Finding, verbosity: int) -> Iterator[RenderableType]:
    yield _hanging(_label(finding), 2)
    yield _indented(_marked(excerpt(report.document, finding.span), _STYLES[finding.severity]))
    yield _labelled("Why", finding.message)
    for exhibit in exhibits(report, finding):
        yield _labelled(exhibit.label, _marked(clipped(exhibit.excerpt, _LONGEST_EVIDENCE), "bold"))
    if verbosity > 0 and (back_again := round_trip(report, finding.span)):
        yield _labelled("Round trip", shortened(back_again, _LONGEST_EVIDENCE))
    if finding.suggestion:
        yield _labelled("Suggestion", Text(_suggestion(finding.suggestion), "bold green"))
    if verbosity > 0:
        yield _labelled("Fingerprint", finding.fingerprint)


def _suggestion(suggestion: str) -> str:
    return "delete" if suggestion == wording.DELETE else _clean(" ".join(suggestion.split()))


def _in_brief(report: Report, finding: Finding) -> Iterator[RenderableType]:
    yield _hanging(_label(finding), 2)
    found = excerpt(report.document, finding.span, context=20, longest=60)
    line = _marked(found, "")
    if finding.suggestion:
        line.append(f" → {shortened(_suggestion(finding.suggestion), 60)}")
    yield _indented(line)


def _label(finding: Finding) -> Text:
    """Say where a finding is, what it is, and how much it weighs."""
    line = Text.assemble(
        (f"{finding.line}:{finding.column}", "bold"),
        f"  {finding.code} {finding.rule}  ",
        (finding.severity.value, _STYLES[finding.severity] if finding.counts else ""),
    )
    marks = (wording.doubt(finding), "preview" if finding.preview else "", "suppressed" if finding.suppressed else "")
    for mark in filter(None, marks):
        line.append(f" · {mark}", "dim")
    return line


def _marked(found: Excerpt, style: str) -> Text:
    """Write an excerpt with the phrase between brackets that show without colour."""
    if not found.phrase:
        return _plain(found.before + found.after)
    return Text.assemble(_clean(found.before), (f"⟦{_clean(found.phrase)}⟧", style), _clean(found.after))


def _scores(report: Report, verbosity: int) -> Iterator[RenderableType]:
    """Yield the automatic scores, a line per comparison and a column per metric."""
    if not report.scores:
        return
    scores = wording.score_table(report.scores)
    table = _table("comparison", *scores.metrics)
    for comparison, values in scores.rows:
        table.add_row(_plain(comparison), *values)
    yield from (Text(), _title("Automatic scores"), table, _indented(Text(wording.HINT, "dim"), 2))
    if verbosity > 0:
        yield from (_labelled(metric, signature) for metric, signature in scores.signatures)


def _skipped(report: Report) -> Iterator[RenderableType]:
    if report.skipped:
        yield from (Text(), _title("Not checked"))
        yield from (_hanging(Text(_clean(f"{skip.name}: {skip.reason}")), 2) for skip in report.skipped)


def _reasons(report: Report) -> Iterator[RenderableType]:
    """Yield why the score is what it is: the penalty by category, with bars."""
    shares = report.breakdown.categories
    if not shares:
        return
    table = _table("category", "findings", "penalty", "")
    most = max(share.penalty for share in shares)
    for share in shares:
        table.add_row(_plain(share.name), str(share.findings), wording.figure(share.penalty), _bar(share, most))
    yield from (Text(), _title(f"Why {wording.score(report)}: penalty per 1,000 words"), table)


def _bar(share: PenaltyShare, most: float) -> Text:
    return Text("█" * round(_BAR * share.penalty / most) if most else "", "dim", no_wrap=True, overflow="crop")


def _counts(report: Report) -> Iterator[RenderableType]:
    """Yield the table of counts by rule and severity, with a column for what does not count."""
    if not report.findings:
        return
    severities = _used([report])
    rest = any(not f.counts for f in report.findings)
    table = _table("rule", *(s.value for s in severities), *(["not counted"] if rest else []))
    rules = sorted({(f.code, f.rule) for f in report.findings})
    for code, rule in rules:
        table.add_row(f"{code} {rule}", *_row([f for f in report.findings if f.code == code], severities, rest=rest))
    if len(rules) > 1:
        table.add_section()
        table.add_row("all rules", *_row(report.findings, severities, rest=rest))
    yield from (Text(), _title("Counts"), table)


def _row(findings: Sequence[Finding], severities: Sequence[Severity], *, rest: bool) -> Iterator[str]:
    numbers = Counter(f.severity for f in findings if f.counts)
    yield from (str(numbers[s] or "·") for s in severities)
    if rest:
        yield str(sum(not f.counts for f in findings) or "·")


def _used(reports: Iterable[Report]) -> tuple[Severity, ...]:
    """Give the severities worth a column: all but neutral, and neutral where it occurs."""
    neutral = any(f.severity is Severity.NEUTRAL for report in reports for f in report.counted())
    return tuple(s for s in wording.SEVERITIES if neutral or s is not Severity.NEUTRAL)


def _table(*columns: str, left: int = 1) -> Table:
    """Start a table whose first columns are words and whose others are figures."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False, padding=(0, 1))
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number < left or not column else "right", overflow="fold")
    return table


def _title(title: str) -> Text:
    return Text(title.upper(), "bold")


def _labelled(label: str, text: str | Text) -> RenderableType:
    body = text if isinstance(text, Text) else _plain(" ".join(text.split()))
    return _hanging(Text.assemble((f"{_clean(label)}: ", "dim"), body), 4)


def _indented(text: Text, by: int = 4) -> RenderableType:
    return Padding(text, (0, 0, 0, by))


def _hanging(text: Text, by: int) -> RenderableType:
    return _Hanging(text, by)


def _plain(text: str) -> Text:
    return Text(_clean(text))


def _clean(text: str) -> str:
    """Make control characters visible: a text must not steer the terminal, nor turn the line around."""
    return _CONTROLS.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    if match[0] in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    return chr(0x2400 + ord(match[0])) if match[0] < " " else "\ufffd"


def _print(parts: Iterable[RenderableType], *, width: int, color: bool) -> str:
    """Print with rich into a string, independent of the environment; lines carry no trailing space."""
    console = Console(
        file=io.StringIO(),
        width=max(width, NARROWEST),
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
        _environ={},
    )
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    return "".join(f"{line.rstrip(' ')}\n" for line in capture.get().split("\n")[:-1])
