"""The report for a terminal: plain text that reads well at 80 columns, piped, and without colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from mtcheck.records import DELETE, Failure, Finding, PenaltyShare, Report, Suppression
from mtcheck.reporters import Look, wording
from mtcheck.reporters.excerpts import Excerpt, clipped, excerpt, shortened
from mtcheck.reporters.exhibits import back_translation, exhibits, round_trip, source
from mtcheck.reporters.layout import Hanging, indented, labelled, plain, printed, table, title
from mtcheck.reporters.visible import clean
from mtcheck.scores.comparisons import REFERENCE
from mtcheck.taxonomy import Severity

_STYLES = {
    Severity.CRITICAL: "bold red",
    Severity.MAJOR: "bold yellow",
    Severity.MINOR: "bold cyan",
    Severity.NEUTRAL: "bold",
}
_VERDICTS = {"passed": "bold green", "failed": "bold red", "not judged": "bold"}
_LONGEST_EVIDENCE = 320
_BAR = 14


def render_many(reports: Sequence[Report], failures: Sequence[Failure], *, look: Look) -> str:
    """Render reports one below the other and, where there is more than one article, a summary."""
    pages = [render(report, width=look.width, color=look.color, verbosity=look.verbosity) for report in reports]
    if len(reports) + len(failures) > 1:
        pages.append(summary(reports, failures, width=look.width, color=look.color))
    return "\n".join(pages)


def render(report: Report, *, width: int = 80, color: bool = False, verbosity: int = 0) -> str:
    """Render one report for a terminal of `width` columns.

    `verbosity` runs from -1 (verdict and counts only) over 0 to 1 (adds signatures, round trips, fingerprints).
    """
    parts = list(_head(report))
    if verbosity >= 0:
        parts += _findings(report, verbosity)
        parts += _uncounted(report, verbosity)
        parts += _stale(report)
        parts += _unrendered(report)
        parts += _scores(report, verbosity)
        parts += _skipped(report)
        parts += _reasons(report)
        parts += _counts(report)
    if verbosity > 0:
        parts += [Text(), labelled("Signature", report.signature)]
    return printed(parts, width=width, color=color)


def summary(
    reports: Sequence[Report], failures: Sequence[Failure] = (), *, width: int = 80, color: bool = False
) -> str:
    """Render one table over several reports, and name the articles on which there is none."""
    severities = _used(reports)
    longest = width - len("not judged   score   words   ") - sum(len(f"{s.value}   ") for s in severities)
    rows = table("article", "verdict", "score", "words", *(s.value for s in severities), words=2)
    for report in reports:
        numbers = Counter(f.severity for f in report.counted())
        verdict = Text(report.verdict.status, _VERDICTS[report.verdict.status])
        cells = (wording.score(report), f"{report.document.words:,}", *(str(numbers[s]) for s in severities))
        rows.add_row(plain(_end_of_path(wording.name(report.document.title), longest)), verdict, *cells)
    for failure in failures:
        rows.add_row(plain(_end_of_path(wording.name(failure.name), longest)), Text("no report", "bold red"))
    parts: list[RenderableType] = [
        title(f"Summary of {wording.plural(len(reports) + len(failures), 'article')}"),
        rows,
    ]
    parts += [Hanging(Text(clean(failure.reason)), 2) for failure in failures]
    return printed(parts, width=width, color=color)


def _end_of_path(path: str, longest: int) -> str:
    """Leave out the first folders of a path that is too long for its column."""
    while len(path) > longest and "/" in path.removeprefix("…/"):
        path = f"…/{path.removeprefix('…/').partition('/')[2]}"
    return path


def _head(report: Report) -> Iterator[RenderableType]:
    """Yield the name, the verdict with its thresholds, the score, and the numbers of findings."""
    yield Text(clean(wording.name(report.document.title)), "bold underline")
    verdict = (report.verdict.status.upper(), _VERDICTS[report.verdict.status])
    words = wording.plural(report.document.words, "word")
    figures = (
        f"  score {wording.score(report)} of 100 · penalty {wording.penalty(report.penalty)} per 1,000 words · {words}"
    )
    yield Text.assemble(verdict, (figures, "bold"))
    for result in report.verdict.thresholds:
        mark, style = ("✓", "green") if result.met else ("✗", "bold red")
        yield Hanging(Text.assemble((f"{mark} ", style), wording.threshold(result)), 2)
    if not report.reliable:
        yield Hanging(Text.assemble(("! ", "bold yellow"), wording.UNRELIABLE), 2)
    for note in report.notes:
        yield Hanging(Text(f"· {clean(note)}"), 2)
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
    yield from (Text(), title("Findings"))
    yield from _each_in_full(report, report.counted(), verbosity)


def _uncounted(report: Report, verbosity: int) -> Iterator[RenderableType]:
    """Yield what does not count: a line or two each, in full only when much is asked for.

    What the baseline holds is otherwise only numbered: a team that begins with an archive would drown in it.
    """
    rest = [finding for finding in report.findings if not finding.counts]
    if not rest:
        return
    yield from (Text(), title(f"Not counted: {wording.uncounted(report)}"))
    if verbosity > 0:
        yield from _each_in_full(report, rest, verbosity)
    else:
        for finding in rest:
            if finding.suppression is None or finding.suppression.kind != "baseline":
                yield from _in_brief(report, finding)


def _stale(report: Report) -> Iterator[RenderableType]:
    """Yield the suppressions that fit nothing in the article any more."""
    if report.stale:
        yield from (Text(), title("Stale suppressions"), indented(Text("They fit no finding any more.", "dim"), 2))
        yield from (Hanging(Text(clean(f"· {stale.place}: {stale.target}")), 2) for stale in report.stale)


def _each_in_full(report: Report, findings: Iterable[Finding], verbosity: int) -> Iterator[RenderableType]:
    """Yield findings in full; what stands at the finding before is not repeated."""
    above: tuple[str, ...] = ()
    for finding in findings:
        yield Text()
        yield from _in_full(report, finding, verbosity, above)
        above = source(report, finding.span), back_translation(report, finding.span)


def _in_full(report: Report, finding: Finding, verbosity: int, above: Sequence[str]) -> Iterator[RenderableType]:
    yield Hanging(_label(report, finding), 2)
    yield indented(_marked(excerpt(report.document, finding.span), _STYLES[finding.severity]))
    yield labelled("Why", finding.message)
    for exhibit in exhibits(report, finding):
        if exhibit.is_sentence and exhibit.excerpt.before in above:
            yield labelled(exhibit.label, "as above")
        else:
            yield labelled(exhibit.label, _marked(clipped(exhibit.excerpt, _LONGEST_EVIDENCE), "bold"))
    if verbosity > 0 and (back_again := round_trip(report, finding.span)):
        yield labelled("Round trip", shortened(back_again, _LONGEST_EVIDENCE))
    if finding.suggestion:
        yield labelled("Suggestion", Text(_suggestion(finding.suggestion), "bold green"))
    if finding.suppression is not None:
        yield labelled("Suppressed", _why_suppressed(finding.suppression))
    if verbosity > 0:
        yield labelled("Fingerprint", finding.fingerprint)


def _suggestion(suggestion: str) -> str:
    return "delete" if suggestion == DELETE else clean(" ".join(suggestion.split()))


def _in_brief(report: Report, finding: Finding) -> Iterator[RenderableType]:
    yield Hanging(_label(report, finding), 2)
    found = excerpt(report.document, finding.span, context=20, longest=60)
    line = _marked(found, "")
    if finding.suggestion:
        line.append(f" → {shortened(_suggestion(finding.suggestion), 60)}")
    elif there := next((piece.text for piece in finding.evidence if piece.kind == "reference"), ""):
        line.append(f" (reference: {shortened(clean(there), 60)})")
    yield indented(line)
    if finding.suppression is not None:
        yield Hanging(Text(f"Suppressed: {clean(_why_suppressed(finding.suppression))}", "dim"), 4)


def _why_suppressed(suppression: Suppression) -> str:
    return f"{' '.join(suppression.reason.split())} ({suppression.place})"


def _label(report: Report, finding: Finding) -> Text:
    """Say where a finding is, what it is, and how much it weighs."""
    line = Text.assemble(
        (clean(wording.place(report, finding)), "bold"),
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
        return plain(found.before + found.after)
    return Text.assemble(clean(found.before), (f"⟦{clean(found.phrase)}⟧", style), clean(found.after))


def _unrendered(report: Report) -> Iterator[RenderableType]:
    """Yield the sentences of the source that nothing in the article renders."""
    if report.source is not None and report.source.unaligned:
        yield from (Text(), title(f"Not in the article: {wording.unrendered(report.source)}"))
        yield from (
            Hanging(Text(f"· {shortened(clean(line), _LONGEST_EVIDENCE)}"), 2) for line in report.source.unaligned
        )


def _scores(report: Report, verbosity: int) -> Iterator[RenderableType]:
    """Yield the automatic scores, a line per comparison and a column per metric."""
    if not report.scores:
        return
    scores = wording.score_table(report.scores)
    rows = table("comparison", *scores.metrics)
    for comparison, values in scores.rows:
        rows.add_row(plain(comparison), *values)
    yield from (Text(), title("Automatic scores"), rows, indented(Text(wording.HINT, "dim"), 2))
    yield from _farthest(report, 10 if verbosity > 0 else 3)
    if verbosity > 0:
        yield from (labelled(metric, signature) for metric, signature in scores.signatures)


def _farthest(report: Report, most: int) -> Iterator[RenderableType]:
    """Yield the sentences that are farthest from the references by the first metric, with their scores."""
    scored = [
        (next(score.value for score in part.scores if score.comparison == REFERENCE), part)
        for part in report.segments
        if wording.reference_scores(part.scores)
    ]
    if scored:
        yield Hanging(Text("Farthest from the references:", "dim"), 2)
    for _, part in sorted(scored, key=lambda pair: (pair[0], pair[1].segment.start))[:most]:
        line, column = report.document.line_column(part.segment.start)
        figures = Text.assemble((f"{line}:{column}", "bold"), f"  {wording.reference_scores(part.scores)}  ")
        yield Hanging(figures.append(shortened(clean(part.segment.line), 60), "dim"), 4)


def _skipped(report: Report) -> Iterator[RenderableType]:
    """Yield what was not checked, by the reason why."""
    if not report.skipped:
        return
    yield from (Text(), title("Not checked"))
    for reason in dict.fromkeys(skip.reason for skip in report.skipped):
        names = ", ".join(skip.name for skip in report.skipped if skip.reason == reason)
        yield Hanging(Text(clean(f"{reason}: {names}")), 2)


def _reasons(report: Report) -> Iterator[RenderableType]:
    """Yield why the score is what it is: the penalty by category, with bars."""
    shares = report.breakdown.categories
    if not shares:
        return
    rows = table("category", "findings", "penalty", "")
    most = max(share.penalty for share in shares)
    for share in shares:
        rows.add_row(plain(share.name), str(share.findings), wording.penalty(share.penalty), _bar(share, most))
    yield from (Text(), title(f"Why {wording.score(report)}: penalty per 1,000 words"), rows)


def _bar(share: PenaltyShare, most: float) -> Text:
    length = max(1, round(_BAR * share.penalty / most)) if share.penalty else 0
    return Text("█" * length, "dim", no_wrap=True, overflow="crop")


def _counts(report: Report) -> Iterator[RenderableType]:
    """Yield the table of counts by rule and severity, with a column for what does not count."""
    if not report.findings:
        return
    severities = _used([report])
    rest = any(not f.counts for f in report.findings)
    rows = table("rule", *(s.value for s in severities), *(["not counted"] if rest else []))
    rules = sorted({(f.code, f.rule) for f in report.findings})
    for code, rule in rules:
        rows.add_row(f"{code} {rule}", *_row([f for f in report.findings if f.code == code], severities, rest=rest))
    if len(rules) > 1:
        rows.add_section()
        rows.add_row("all rules", *_row(report.findings, severities, rest=rest))
    yield from (Text(), title("Counts"), rows)


def _row(findings: Sequence[Finding], severities: Sequence[Severity], *, rest: bool) -> Iterator[str]:
    numbers = Counter(f.severity for f in findings if f.counts)
    yield from (str(numbers[s] or "·") for s in severities)
    if rest:
        yield str(sum(not f.counts for f in findings) or "·")


def _used(reports: Iterable[Report]) -> tuple[Severity, ...]:
    """Give the severities worth a column: all but neutral, and neutral where it occurs."""
    neutral = any(f.severity is Severity.NEUTRAL for report in reports for f in report.counted())
    return tuple(s for s in wording.SEVERITIES if neutral or s is not Severity.NEUTRAL)
