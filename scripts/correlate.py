"""Measure how mtcheck's figures for a sentence go with its quality against a human reference.

FOLDERS hold article.en.txt, source.id.txt and reference.en.txt, or such folders: their sentences are measured that a
reference renders alone. --pairs names files of "reference<TAB>source" lines (.tsv, .tsv.xz), whose sources the model
translates first, and --rows files of "source<TAB>translation<TAB>reference" lines; each line is an article of its own.

The quality is chrF2++ and BLEU against the reference; the baselines are the length, the round trip's chrF2++ alone and
the back-translation's chrF2++ against the source alone. Rank correlations with 95 % bootstrap intervals over texts.
"""

from __future__ import annotations

import lzma
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TypeVar

import click
import numpy as np
from gold import ARTICLE, REFERENCE, SOURCE, BadInputError, read_text
from rankings import difference, interval, kendall, spearman
from rich.console import Console
from rich.progress import track

import mtcheck
from mtcheck import translation
from mtcheck.analysis import Context
from mtcheck.config import Config
from mtcheck.readers import from_text
from mtcheck.records import MtcheckError, Report, Score, SegmentReport, UnusableInputError, count_words
from mtcheck.scores import comparisons, expectation, metrics
from mtcheck.translation import Translator

QUALITIES = ("chrF2++", "BLEU")
ESTIMATE, BASELINE = "estimate, ", "baseline: "
FIGURES = {"Kendall's tau": kendall, "Spearman's rho": spearman}


@dataclass(frozen=True, slots=True)
class Row:
    """A translated line, its source and its reference."""

    text: str
    source: str
    translation: str
    reference: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A sentence: the text it belongs to, its quality by metric, and the figures that may foretell it."""

    text: str
    quality: Mapping[str, float]
    figures: Mapping[str, float]


def read_rows(path: Path, columns: int, limit: int | None) -> Iterator[tuple[str, ...]]:
    """Yield the lines of a file, cut at the tabs; raises BadInputError, naming the line that has other columns."""
    try:
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if limit is not None and number > limit:
                    return
                cells = tuple(cell.strip() for cell in line.rstrip("\n").split("\t"))
                if len(cells) != columns or not all(cells):
                    raise BadInputError(f"{path}: line {number} has not {columns} filled columns")
                yield cells
    except (OSError, EOFError, UnicodeDecodeError, lzma.LZMAError) as error:
        raise BadInputError(f"{path}: cannot be read: {error}") from error


def translated(path: Path, limit: int | None, translator: Translator, config: Config) -> Iterator[Row]:
    """Yield the rows of a file of references and sources, the sources translated."""
    pairs = list(read_rows(path, 2, limit))
    sources = [source for _, source in pairs]
    made = translator.translate(sources, source=config.source_language, target=config.language)
    for number, ((reference, source), line) in enumerate(zip(pairs, made, strict=True), 1):
        yield Row(f"{path}#{number}", source, line, reference)


class Checker:
    """Checks texts alone and with their sources, with one translator for all."""

    def __init__(self, config: Config, translator: Translator) -> None:
        self.config, self.translator = config, translator
        self.refused = 0

    def row(self, row: Row) -> Iterator[Measured]:
        """Yield what is measured on a line of its own; nothing where it is too odd to be checked."""
        try:
            alone, told = self._both(row.translation, row.source, row.reference, paired=True)
        except UnusableInputError:
            self.refused += 1
            return
        yield Measured(row.text, _qualities(told.scores), _figures(alone, told, count_words(row.translation)))

    def folder(self, home: Path) -> Iterator[Measured]:
        """Yield what is measured on the sentences of an article that its reference renders one by one."""
        texts = (read_text(home / name) for name in (ARTICLE, SOURCE, REFERENCE))
        alone, told = self._both(*texts, paired=False)
        for own, both in zip(alone.segments, told.segments, strict=True):
            if (quality := _qualities(both.scores)) and both.source:
                yield Measured(str(home), quality, _figures(own, both, count_words(own.segment.text)))

    def _both(self, text: str, source: str, reference: str, *, paired: bool) -> tuple[Report, Report]:
        alone = mtcheck.check(text, config=self.config, translator=self.translator)
        told = mtcheck.check(text, source, [reference], self.config, translator=self.translator, paired=paired)
        return alone, told


def _qualities(scores: Iterable[Score]) -> dict[str, float]:
    return {s.metric: s.value for s in scores if s.comparison == comparisons.REFERENCE and s.metric in QUALITIES}


def _figures(alone: Report | SegmentReport, told: Report | SegmentReport, words: int) -> dict[str, float]:
    """Give the figures that may foretell the quality; one that is not known is left out."""
    found: dict[str, float | None] = {
        f"{ESTIMATE}with source": told.estimate,
        f"{ESTIMATE}article alone": alone.estimate,
        "score of the findings, with source": told.score,
        "score of the findings, article alone": alone.score,
        f"{BASELINE}length (fewer words)": -float(words),
        f"{BASELINE}round trip against article, chrF2++": _chrf(alone.scores, comparisons.ROUND_TRIP),
        f"{BASELINE}back-translation against source, chrF2++": _chrf(told.scores, comparisons.SOURCE),
    }
    return {name: value for name, value in found.items() if value is not None}


def _chrf(scores: Iterable[Score], comparison: str) -> float | None:
    return next((s.value for s in scores if s.comparison == comparison and s.metric == "chrF2++"), None)


def table(rows: Sequence[Measured], quality: str) -> Iterator[str]:
    """Yield a table in Markdown: how each figure ranks the sentences by a quality."""
    yield from ("", f"| {quality} against the reference | n | {' | '.join(FIGURES)} |", "|---|---:|---|---|")
    for name in dict.fromkeys(name for row in rows for name in row.figures):
        known = [row for row in rows if name in row.figures]
        columns = [row.figures[name] for row in known], [row.quality[quality] for row in known]
        cells = [_cell(*interval(figure, *columns, [row.text for row in known])) for figure in FIGURES.values()]
        yield f"| {name} | {len(known)} | {' | '.join(cells)} |"


def gains(rows: Sequence[Measured], quality: str) -> Iterator[str]:
    """Yield a table in Markdown: by how much the estimates are above each baseline, where both are known."""
    yield from ("", f"| {quality}: how much better it ranks | n | {' | '.join(FIGURES)} |", "|---|---:|---|---|")
    names = list(dict.fromkeys(name for row in rows for name in row.figures))
    for name, rival in product([n for n in names if n.startswith(ESTIMATE)], names):
        known = [row for row in rows if name in row.figures and rival in row.figures]
        if rival.startswith(BASELINE) and known:
            mine, theirs = ([row.figures[n] for row in known] for n in (name, rival))
            wanted, texts = [row.quality[quality] for row in known], [row.text for row in known]
            cells = [_cell(*difference(figure, mine, theirs, wanted, texts)) for figure in FIGURES.values()]
            yield f"| {name}, above {rival.removeprefix(BASELINE)} | {len(known)} | {' | '.join(cells)} |"


def _cell(value: float, low: float, high: float) -> str:
    return "constant" if np.isnan(value) else f"{value:.3f} ({low:.3f} to {high:.3f})"


def fitted(rows: Sequence[Row], checker: Checker, *, with_source: bool) -> Iterator[str]:
    """Yield the weights of the estimate's features that fit the chrF2++ of some rows best (least squares)."""
    known: list[Mapping[str, float]] = []
    wanted: list[float] = []
    for row in rows:
        found = list(expectation.features(_context(row, checker, with_source=with_source)))
        if len(found) == 1:
            known.append(found[0][1])
            wanted.append(metrics.chrf(row.translation, row.reference))
    names = list(expectation.WITH_SOURCE if with_source else expectation.ALONE)
    matrix = np.array([[features[name] for name in names] for features in known])
    weights, *_ = np.linalg.lstsq(matrix, np.array(wanted), rcond=None)
    yield f"{len(known)} rows {'with source' if with_source else 'alone'}:"
    yield from (f"    {name}: {weight:.3f}" for name, weight in zip(names, weights, strict=True))


def _context(row: Row, checker: Checker, *, with_source: bool) -> Context:
    article = from_text(row.translation, language=checker.config.language)
    language = checker.config.source_language
    return Context(
        article,
        translations=translation.round_trips(article, checker.translator, language),
        source=from_text(row.source, language=language) if with_source else None,
        scorer=translation.line_scorer(checker.translator, checker.config),
        paired=True,
    )


def homes(folders: Iterable[Path]) -> list[Path]:
    """Give the folders in or under the named ones that hold an article, its source and its reference."""
    found = sorted({path.parent for folder in folders for path in folder.rglob(REFERENCE)})
    whole = [home for home in found if (home / ARTICLE).exists() and (home / SOURCE).exists()]
    if not whole:
        raise BadInputError(f"no folder with {ARTICLE}, {SOURCE} and {REFERENCE} in {', '.join(map(str, folders))}")
    return whole


_PATH = click.Path(path_type=Path)


@click.command(help=__doc__)
@click.argument("folders", nargs=-1, type=_PATH)
@click.option("--pairs", type=_PATH, multiple=True, help="reference<TAB>source, to be translated first (repeatable).")
@click.option("--rows", "files", type=_PATH, multiple=True, help="source<TAB>translation<TAB>reference (repeatable).")
@click.option("--limit", type=click.IntRange(1), help="No more than so many lines of each file.")
@click.option("--model", metavar="NAME_OR_DIR", help="Another translation model than the embedded one.")
@click.option("--fit", is_flag=True, help="Print the weights of the estimate that fit the lines best, and no table.")
def main(
    folders: Sequence[Path],
    *,
    pairs: Sequence[Path],
    files: Sequence[Path],
    limit: int | None,
    model: str | None,
    fit: bool,
) -> None:
    """Read, check, print."""
    config = Config(model=model)
    try:
        translator = translation.from_config(config)
        checker = Checker(config, translator)
        sets = {str(path): list(translated(path, limit, translator, config)) for path in pairs}
        for path in files:
            cells = enumerate(read_rows(path, 3, limit), 1)
            sets[str(path)] = [Row(f"{path}#{n}", *row) for n, row in cells]
        if fit:
            for rows in sets.values():
                print(*(line for told in (True, False) for line in fitted(rows, checker, with_source=told)), sep="\n")
            return
        measured = {name: _measured(rows, checker.row) for name, rows in sets.items()}
        if folders:
            measured[", ".join(map(str, folders))] = _measured(homes(folders), checker.folder)
    except (BadInputError, MtcheckError) as error:
        print(f"correlate: {error}", file=sys.stderr)
        sys.exit(2)
    for name, found in measured.items():
        print(f"\n## {name}: {len(found)} sentences, {translator.signature}")
        for quality in QUALITIES:
            print(*table(found, quality), *gains(found, quality), sep="\n")
    if checker.refused:
        print(f"\n{checker.refused} lines were left out: mtcheck refused them.")


_T = TypeVar("_T")


def _measured(things: Sequence[_T], check: Callable[[_T], Iterator[Measured]]) -> list[Measured]:
    """Check things one by one, with a bar on a terminal."""
    console = Console(stderr=True)
    bar = track(things, "checking", console=console, transient=True, disable=not sys.stderr.isatty())
    return [found for thing in bar for found in check(thing)]


if __name__ == "__main__":
    main()
