"""How the figures of an evaluation are written for people: aligned tables, and one line for each miss and alarm."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator

import click
from gold import GoldSpan, matches
from intervals import Ratio
from measures import RECALLS, Evaluation, Judged, RuleFigures
from rich.console import Console
from rich.table import Table

from mtcheck.records import Finding

_PIPED_WIDTH = 120


def share(ratio: Ratio) -> str:
    """Write a ratio as two decimals, or a dash."""
    return "-" if ratio.value is None else f"{ratio.value:.2f}"


def interval(ratio: Ratio) -> str:
    """Write the 95 % interval of a ratio, or a dash."""
    return "-" if ratio.value is None else "{:.2f}-{:.2f}".format(*ratio.interval)


def article_table(evaluation: Evaluation) -> Table:
    """Make the table with one line for each article, and their sum."""
    table = _table(
        "article", "words", "gold", "found", "recall", "serious", "found", "recall", "findings", "right", "prec."
    )
    for text in evaluation.texts:
        table.add_row(*_article_row(text.gold_text.name, Evaluation((text,))))
    table.add_section()
    table.add_row(*_article_row(f"all {len(evaluation.texts)}", evaluation))
    return table


def _article_row(name: str, figures: Evaluation) -> Iterator[str]:
    yield from (name, f"{figures.words:,}")
    for keep in (RECALLS["all gold spans"], RECALLS["major and critical"]):
        ratio = figures.recall(keep)
        yield from (str(ratio.whole), str(ratio.part), share(ratio))
    ratio = figures.precision
    yield from (str(ratio.whole), str(ratio.part), share(ratio))


def total_table(evaluation: Evaluation) -> Table:
    """Make the table of recalls and precision over everything."""
    return _ratios(_table("in total", "part", "of", "share", "95 % interval"), total_rows(evaluation))


def total_rows(evaluation: Evaluation) -> list[tuple[str, Ratio]]:
    """Give the recalls and the precision over everything, with their names."""
    rows = [(f"recall: {name}", r) for name, keep in RECALLS.items() if (r := evaluation.recall(keep)).whole]
    rows.append(("recall: all, preview findings too", evaluation.recall(RECALLS["all gold spans"], previews=True)))
    rows.append(("precision", evaluation.precision))
    if (flagged := evaluation.flagged()).whole:
        rows.append(("phrases flagged that are listed as right", flagged))
    return rows


def category_table(evaluation: Evaluation) -> Table:
    """Make the table of recall by gold category."""
    return _ratios(_table("gold category", "found", "gold", "recall", "95 % interval"), evaluation.by_category())


def rule_table(rules: Iterable[RuleFigures], title: str) -> Table:
    """Make the table of findings and precision by rule."""
    table = _table(title, "right", "findings", "precision", "95 % interval")
    return _ratios(table, [(f"{r.code} {r.name}", r.right) for r in rules])


def _ratios(table: Table, rows: Iterable[tuple[str, Ratio]]) -> Table:
    for name, ratio in rows:
        table.add_row(name, str(ratio.part), str(ratio.whole), share(ratio), interval(ratio))
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def place(text: str, offset: int) -> str:
    """Give line:column of an offset, both from 1."""
    before = text[:offset].split("\n")
    return f"{len(before)}:{len(before[-1]) + 1}"


def source_lines(evaluation: Evaluation) -> Iterator[str]:
    """Yield a line on each gold span that shows only with the source: whether it was found, and by which rules."""
    for text in evaluation.texts:
        for gold in text.gold_text.gold:
            if gold.needs_source:
                by = dict.fromkeys(f"{f.code} {f.rule}" for f in text.counted if matches(f.span, gold.span))
                where = f"{text.gold_text.name}:{place(text.gold_text.text, gold.span.start)}"
                what = f"found by {', '.join(by)}" if by else "missed"
                yield f"{where}: needs the source, {gold.severity} {gold.category}: {_phrase(gold.quote)}: {what}"


def missed_line(text: Judged, gold: GoldSpan) -> str:
    """Write one line on a gold span that was not found."""
    where = f"{text.gold_text.name}:{place(text.gold_text.text, gold.span.start)}"
    hidden = ", needs the source" if gold.needs_source else ""
    return f"{where}: missed {gold.severity} {gold.category}{hidden}: {_phrase(gold.quote)} ({gold.comment})"


def alarm_line(text: Judged, finding: Finding) -> str:
    """Write one line on a finding that matches no gold span."""
    where = f"{text.gold_text.name}:{finding.line}:{finding.column}"
    return f"{where}: alarm {finding.code} {finding.rule}: {_phrase(finding.text)} ({finding.message})"


def _phrase(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def print_articles(evaluation: Evaluation, *, show: bool) -> None:
    """Print the figures of articles with gold spans; `show` adds what was missed and what was a false alarm."""
    tables = [article_table(evaluation), total_table(evaluation), category_table(evaluation)]
    rules = evaluation.by_rule()
    for preview, title in ((False, "rule"), (True, "preview rule (not counted above)")):
        if chosen := [r for r in rules if r.preview is preview]:
            tables.append(rule_table(chosen, title))
    console = Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH)
    for table in tables:
        console.print(table, "")
    for line in source_lines(evaluation):
        click.echo(line)
    for text in evaluation.texts if show else ():
        for gold in text.missed:
            click.echo(missed_line(text, gold))
        for finding in text.false_alarms:
            click.echo(alarm_line(text, finding))


def print_clean(name: str, evaluation: Evaluation) -> None:
    """Print the alarms on a set of sound English, and which rules raise most of them."""
    for text in evaluation.texts:
        for finding in text.false_alarms:
            click.echo(alarm_line(text, finding))
    click.echo(clean_line(name, evaluation))
    for rule, count in evaluation.alarms_by_rule()[:10]:
        click.echo(f"    {count:4}  {rule}")


def clean_line(name: str, evaluation: Evaluation) -> str:
    """Write the rates of alarms on a set of sound English, and how many of its marked slips were found."""
    rates = (
        f"{rate(evaluation, serious=serious)} per 1,000 words ({evaluation.alarms(serious=serious)} {what})"
        for serious, what in ((False, "alarms"), (True, "of them major or critical"))
    )
    slips = evaluation.recall(RECALLS["all gold spans"])
    told = f"; {slips.part} of {slips.whole} marked slips found" if slips.whole else ""
    return f"{name}: {evaluation.words:,} words of {len(evaluation.texts):,} texts: {', '.join(rates)}{told}"


def rate(evaluation: Evaluation, *, serious: bool = False) -> str:
    """Write the alarms per 1,000 words with their interval."""
    low, high = evaluation.alarm_interval(serious=serious)
    return f"{evaluation.alarms_per_1000_words(serious=serious):.2f} [{low:.2f}-{high:.2f}]"
