"""Measure mtcheck against gold error spans: recall, precision, and alarms on sound English.

Without FOLDERS it measures on references/. A gold folder holds article.en.txt and spans.json and may lie anywhere
under a named one; --clean names sound English: a folder (NN.txt, with NN.spans.json for the slips of its author) or a
file with one sentence a line (.txt, .txt.xz). Intervals are 95 % bootstrap intervals over texts (Wilson's with fewer
than five).
Exit status: 0 measured, 1 a limit was missed, 2 unusable input, 3 no translation model.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import figures
from gold import BadInputError, GoldText, read_articles, read_clean, read_lines, read_references
from intervals import Ratio
from measures import RECALLS, Evaluation, Judged, as_json
from rich.console import Console
from rich.progress import track

import mtcheck
from mtcheck import translation
from mtcheck.config import Config
from mtcheck.records import MissingComponentError, MtcheckError, Report
from mtcheck.translation import Translator

REFERENCES = Path(os.path.relpath(Path(__file__).parent.parent / "references"))


class UnusableInputError(click.ClickException):
    """The end of the road, in one line on standard error: the input cannot be used."""

    exit_code = 2


class MissedLimitError(UnusableInputError):
    """A limit was missed."""

    exit_code = 1


class MissingModelError(UnusableInputError):
    """The translation model is missing or broken."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Checker:
    """How every text is checked: the settings, one translator for all, and whether sources are given."""

    config: Config
    translator: Translator | None
    with_source: bool

    @classmethod
    def of(cls, config: Config, *, with_source: bool) -> Checker:
        """Make a checker; raises MissingModelError."""
        try:
            return cls(config, translation.from_config(config) if config.translate else None, with_source)
        except MissingComponentError as error:
            raise MissingModelError(str(error)) from error

    def judge(self, texts: Sequence[GoldText]) -> tuple[Evaluation, list[str]]:
        """Check every text; give the evaluation, and what was skipped because its inputs were absent."""
        console = Console(stderr=True)
        judged: list[Judged] = []
        skipped: dict[str, None] = {}
        for text in track(texts, "checking", console=console, transient=True, disable=not sys.stderr.isatty()):
            report = self._check(text)
            judged.append(Judged(text, report.document.words, report.findings))
            skipped |= {f"{skip.name} ({skip.reason})": None for skip in report.skipped}
        return Evaluation(tuple(judged)), list(skipped)

    def _check(self, text: GoldText) -> Report:
        source = text.source if self.with_source else None
        try:
            return mtcheck.check(text.text, source=source, config=self.config, translator=self.translator)
        except MissingComponentError as error:
            raise MissingModelError(str(error)) from error
        except MtcheckError as error:
            raise UnusableInputError(f"{text.name}: {error}") from error


def missed_limits(articles: Evaluation | None, clean: Iterable[Evaluation], limits: dict[str, Any]) -> Iterator[str]:
    """Yield one line for every limit that was missed; a figure that does not exist misses its limit."""
    ratios: dict[str, Ratio] = {}
    if articles is not None:
        ratios["recall"] = articles.recall(RECALLS["all gold spans"])
        ratios["serious_recall"] = articles.recall(RECALLS["major and critical"])
        ratios["precision"] = articles.precision
    for name, ratio in ratios.items():
        limit = limits[f"fail_under_{name}"]
        if limit is not None and (ratio.value is None or ratio.value < limit):
            yield f"{name.replace('_', ' ')} {figures.share(ratio)} is under {limit:g}"
    limit = limits["fail_over_alarms"]
    for rate in (evaluation.alarms_per_1000_words() for evaluation in clean):
        if limit is not None and rate > limit:
            yield f"{rate:.2f} alarms per 1,000 words of sound English are over {limit:g}"


def read(folders: Sequence[Path], clean: Sequence[Path], words: int) -> tuple[list[GoldText], list[list[GoldText]]]:
    """Read the gold articles and the sets of sound English; with neither named, the articles of references/."""
    try:
        articles = read_articles(folders or ([] if clean else [REFERENCES]))
        return articles, [read_lines(path, words) if path.is_file() else read_clean(path) for path in clean]
    except BadInputError as error:
        raise UnusableInputError(str(error)) from error


def write_json(out: Path, articles: Evaluation | None, clean: Mapping[str, Evaluation]) -> None:
    """Write all figures to a file; raises UnusableInputError when it cannot be written."""
    data = {"articles": articles and as_json(articles), "clean": {name: as_json(part) for name, part in clean.items()}}
    try:
        out.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise UnusableInputError(f"{out}: cannot be written: {error.strerror}") from error


_PATH = click.Path(path_type=Path)
_SHARE = click.FloatRange(0, 1)


@click.command(help=__doc__)
@click.argument("folders", nargs=-1, type=_PATH)
@click.option("--clean", type=_PATH, multiple=True, help="Sound English to count alarms on (repeatable).")
@click.option("--words", type=click.IntRange(1), default=200_000, help="How much of a --clean file to read.")
@click.option("--with-source", is_flag=True, help="Give mtcheck the source.id.txt that lies beside an article.")
@click.option("--references", is_flag=True, help="Count the alarms on each reference.en.txt beside an article, too.")
@click.option("--translate/--no-translate", default=True, help="With or without the back-translation.")
@click.option("--model", metavar="NAME_OR_DIR", help="Another translation model than the embedded one.")
@click.option("--select", multiple=True, metavar="CODE", help="Only these rules (a name or the beginning of a code).")
@click.option("--json", "out", type=_PATH, help="Write all figures as JSON to this file.")
@click.option("--show", is_flag=True, help="List the gold spans missed and the false alarms.")
@click.option("--fail-under-recall", type=_SHARE, help="The least recall of all gold spans.")
@click.option("--fail-under-serious-recall", type=_SHARE, help="The least recall of major and critical gold spans.")
@click.option("--fail-under-precision", type=_SHARE, help="The least precision.")
@click.option("--fail-over-alarms", type=click.FloatRange(0), help="The most alarms per 1,000 words of --clean.")
def main(
    folders: tuple[Path, ...],
    *,
    clean: tuple[Path, ...],
    words: int,
    with_source: bool,
    references: bool,
    translate: bool,
    model: str | None,
    select: tuple[str, ...],
    out: Path | None,
    show: bool,
    **limits: float | None,
) -> None:
    """Read, check, print, judge."""
    gold_articles, clean_texts = read(folders, clean, words)
    checker = Checker.of(Config(translate=translate, model=model, select=select), with_source=with_source)
    articles = None
    skipped: list[str] = []
    sound: dict[str, Evaluation] = {}
    if gold_articles:
        articles, skipped = checker.judge(gold_articles)
        figures.print_articles(articles, show=show)
    named = [(str(path), texts) for path, texts in zip(clean, clean_texts, strict=True)]
    if references:
        named.append(("reference translations", read_references(gold_articles)))
    for name, texts in named:
        sound[name], skipped = checker.judge(texts)
        figures.print_clean(name, sound[name])
    if skipped:
        click.echo(f"skipped: {', '.join(skipped)}")
    if out is not None:
        write_json(out, articles, sound)
    if missed := list(missed_limits(articles, sound.values(), limits)):
        raise MissedLimitError("; ".join(missed))


if __name__ == "__main__":
    main()
