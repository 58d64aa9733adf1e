"""Put single faults into sound translations, and measure how many mtcheck finds with the source beside them.

Without FOLDER it reads references/challenge/. Every faulty article is checked with its source, and so is every
unchanged reference: what is found there is no news in a faulty one. A fault is found by a firm finding that is new,
touches the fault and stays in its sentence; a dropped sentence by a finding of an omission, in the sentence before or
behind the gap. Intervals are Wilson's.
Exit status: 0 measured, 1 a limit was missed, 2 unusable input, 3 no translation model.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import figures
from evaluate import REFERENCES, Checker, MissedLimitError, UnusableInputError
from faults import FAULTS, Case, Judgement, Pair, by_fault, faulty, judge, read_set
from gold import BadInputError, GoldText
from intervals import Ratio
from rich.console import Console
from rich.table import Table

from mtcheck import readers
from mtcheck.config import Config
from mtcheck.detectors import all_rules
from mtcheck.records import Finding

PARTS = ("all", "development", "held-out")


@dataclass(frozen=True, slots=True)
class Challenge:
    """What was measured: each fault's judgement, and the findings on each unchanged reference."""

    judgements: tuple[Judgement, ...]
    sound: dict[str, tuple[Finding, ...]]

    def alarms(self, codes: frozenset[str] | None = None) -> list[tuple[str, Finding]]:
        """Give the firm findings on the unchanged references, with the article; only of these rules where given."""
        return [
            (name, f)
            for name, found in self.sound.items()
            for f in found
            if f.counts and (codes is None or f.code in codes)
        ]


def recall(judgements: Sequence[Judgement]) -> Ratio:
    """Give how many of the faults were found."""
    return Ratio(sum(bool(j.found_by) for j in judgements), len(judgements))


def source_codes() -> frozenset[str]:
    """Give the codes of the rules that need the source."""
    return frozenset(rule.code for rule in all_rules() if "source" in rule.needs)


def measure(pairs: dict[str, Pair], cases: Sequence[Case], checker: Checker) -> tuple[Challenge, list[str]]:
    """Check the references and the faulty articles; give the outcome, and what was skipped for want of an input."""
    made = [faulty(case, pairs[case.article].reference) for case in cases]
    texts = [GoldText(name, pair.reference, source=pair.source) for name, pair in pairs.items()]
    texts += [GoldText(m.case.article, m.text, source=pairs[m.case.article].source) for m in made]
    evaluation, skipped = checker.judge(texts)
    found = [judged.findings for judged in evaluation.texts]
    sound = dict(zip(pairs, found, strict=False))
    judgements = tuple(
        judge(m, findings, sound[m.case.article], readers.from_text(m.text).segments)
        for m, findings in zip(made, found[len(pairs) :], strict=True)
    )
    return Challenge(judgements, sound), skipped


def chosen(
    pairs: dict[str, Pair], cases: Iterable[Case], *, part: str, articles: Sequence[str], faults: Sequence[str]
) -> tuple[dict[str, Pair], list[Case]]:
    """Keep the articles of a part whose name begins with one of `articles`, if any are named, and their cases."""
    kept = {
        name: pair
        for name, pair in pairs.items()
        if (part == "all" or pair.held_out is (part == "held-out"))
        and (not articles or name.startswith(tuple(articles)))
    }
    return kept, [c for c in cases if c.article in kept and (not faults or c.fault in faults)]


def fault_table(judgements: Sequence[Judgement]) -> Table:
    """Make the table of recall by fault, with the rules that found it; `astray` are new findings elsewhere."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("fault", no_wrap=True)
    for name in ("cases", "found", "recall", "95 % interval", "astray"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("found by", overflow="fold")
    for fault, group in by_fault(judgements):
        ratio = recall(group)
        astray = str(sum(len(j.astray) for j in group))
        rules = ", ".join(f"{rule} {count}" for rule, count in finders(group))
        counts = (str(ratio.whole), str(ratio.part), figures.share(ratio), figures.interval(ratio))
        table.add_row(fault, *counts, astray, rules or "-")
    return table


def finders(judgements: Sequence[Judgement]) -> list[tuple[str, int]]:
    """Give the rules that found something and in how many cases, the best first."""
    counts = Counter(rule for j in judgements for rule in {_title(f) for f in j.found_by})
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def reference_line(outcome: Challenge) -> str:
    """Write how many findings the unchanged references have."""
    all_of_them, with_source = outcome.alarms(), outcome.alarms(source_codes())
    return (
        f"{len(outcome.sound)} unchanged references: {len(all_of_them)} findings, "
        f"{len(with_source)} of them by rules that need the source"
    )


def shown(outcome: Challenge) -> Iterator[str]:
    """Yield a line on every fault that was missed, every new finding elsewhere, and every one on a reference."""
    for j in outcome.judgements:
        name = f"{j.case.article}: {j.case.fault}"
        if not j.found_by:
            almost = ", ".join(sorted({_title(f) for f in j.previews}))
            preview = f" (preview: {almost})" if almost else ""
            yield f"{name}: missed {_quoted(j.case.quote)} -> {_quoted(j.case.replacement)}{preview}"
        for f in j.astray:
            yield f"{name}: astray {_title(f)}: {_quoted(f.text)} ({f.message})"
    for article, f in outcome.alarms():
        yield f"{article}: alarm on the reference: {_title(f)}: {_quoted(f.text)} ({f.message})"


def as_json(outcome: Challenge) -> dict[str, Any]:
    """Give the outcome as plain data."""
    return {
        "faults": {fault: _fault_data(group) for fault, group in by_fault(outcome.judgements)},
        "references": {
            "articles": len(outcome.sound),
            "findings": len(outcome.alarms()),
            "source_findings": len(outcome.alarms(source_codes())),
        },
    }


def _fault_data(group: Sequence[Judgement]) -> dict[str, Any]:
    ratio = recall(group)
    return {
        "cases": ratio.whole,
        "found": ratio.part,
        "recall": None if ratio.value is None else round(ratio.value, 4),
        "interval": [round(x, 4) for x in ratio.interval],
        "astray": sum(len(j.astray) for j in group),
        "rules": dict(finders(group)),
        "missed": [{"article": j.case.article, "quote": j.case.quote} for j in group if not j.found_by],
    }


def _title(finding: Finding) -> str:
    return f"{finding.code} {finding.rule}"


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def missed_limits(outcome: Challenge, least: float | None, most: int | None) -> Iterator[str]:
    """Yield one line for every fault whose recall is under `least`, and one for too many alarms of source rules."""
    for fault, group in by_fault(outcome.judgements):
        ratio = recall(group)
        if least is not None and (ratio.value is None or ratio.value < least):
            yield f"recall {figures.share(ratio)} of {fault} is under {least:g}"
    if most is not None and len(alarms := outcome.alarms(source_codes())) > most:
        yield f"{len(alarms)} findings of source rules on the unchanged references are over {most}"


_PATH = click.Path(path_type=Path)


@click.command(help=__doc__)
@click.argument("folder", type=_PATH, default=REFERENCES / "challenge")
@click.option("--fault", "faults", type=click.Choice(FAULTS), multiple=True, help="Only this fault (repeatable).")
@click.option("--article", "articles", metavar="NAME", multiple=True, help="Only articles so called, or beginning so.")
@click.option("--part", type=click.Choice(PARTS), default="all", help="The articles held out while rules are made.")
@click.option("--translate/--no-translate", default=True, help="With or without the translation model.")
@click.option("--select", multiple=True, metavar="CODE", help="Only these rules (a name or the beginning of a code).")
@click.option("--show", is_flag=True, help="List the faults missed, findings that went astray, and false alarms.")
@click.option("--json", "out", type=_PATH, help="Write all figures as JSON to this file.")
@click.option("--fail-under-recall", "least", type=click.FloatRange(0, 1), help="The least recall of every fault.")
@click.option("--fail-over-alarms", "most", type=click.IntRange(0), help="The most source findings on references.")
def main(
    folder: Path,
    *,
    faults: tuple[str, ...],
    articles: tuple[str, ...],
    part: str,
    translate: bool,
    select: tuple[str, ...],
    show: bool,
    out: Path | None,
    least: float | None,
    most: int | None,
) -> None:
    """Read, check, print, judge."""
    try:
        pairs, cases = chosen(*read_set(folder), part=part, articles=articles, faults=faults)
    except BadInputError as error:
        raise UnusableInputError(str(error)) from error
    if not cases:
        raise UnusableInputError(f"{folder}: no case is left to measure")
    checker = Checker.of(Config(translate=translate, select=select), with_source=True)
    outcome, skipped = measure(pairs, cases, checker)
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(fault_table(outcome.judgements), "")
    for line in (reference_line(outcome), *(shown(outcome) if show else ())):
        click.echo(line)
    if skipped:
        click.echo(f"skipped: {', '.join(skipped)}")
    if out is not None:
        _write(out, outcome)
    if missed := list(missed_limits(outcome, least, most)):
        raise MissedLimitError("; ".join(missed))


def _write(out: Path, outcome: Challenge) -> None:
    try:
        out.write_text(json.dumps(as_json(outcome), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise UnusableInputError(f"{out}: cannot be written: {error.strerror}") from error


if __name__ == "__main__":
    main()
