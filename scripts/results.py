"""Measure mtcheck on every set of texts that is here and write the tables to references/RESULTS.md.

The sets are those of references/ and, where SHARED (by default ../shared) lies beside the project, its annotated
articles and its human English. A set that is not here is named as not measured. Exit status: 0 measured, 2 unusable
input, 3 no translation model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click
import figures
from evaluate import REFERENCES, Checker, UnusableInputError, read
from gold import read_references
from intervals import Ratio
from measures import Evaluation

from mtcheck.config import Config
from mtcheck.detectors import all_rules
from mtcheck.version import __version__


@dataclass(frozen=True, slots=True)
class Set:
    """A named set of texts: folders of annotated articles, or sound English."""

    name: str
    about: str
    paths: tuple[Path, ...]


def article_sets(shared: Path) -> list[Set]:
    """Give the sets of annotated articles."""
    dev = shared / "dev"
    return [
        Set("references", "the sample articles of this project", (REFERENCES,)),
        Set("press", "a real article and six made ones", (dev / "sakura", *(dev / f"d{i}" for i in range(1, 7)))),
        Set("mt", "real machine output, one paragraph each", (dev / "mt",)),
    ]


def sound_sets(shared: Path) -> list[Set]:
    """Give the sets of human English."""
    mono = shared / "corpora" / "mono"
    return [
        Set("references/clean", "articles about Indonesia, written for this project", (REFERENCES / "clean",)),
        Set("clean", "human English of several kinds", (shared / "dev" / "clean",)),
        Set("BBC", "news of 2004-05, the first 200,000 words", (mono / "en_bbc.txt.xz",)),
        Set("Reuters", "news agency, 1987, the first 200,000 words", (mono / "en_reuters21578.txt.xz",)),
    ]


def measured(sets: Sequence[Set], checker: Checker, *, sound: bool) -> list[tuple[Set, Evaluation | None]]:
    """Evaluate the sets; those whose files are not here come back without figures."""
    results: list[tuple[Set, Evaluation | None]] = []
    for each in sets:
        if not all(path.exists() for path in each.paths):
            results.append((each, None))
            continue
        articles, clean = read((), each.paths, 200_000) if sound else read(each.paths, (), 0)
        results.append((each, checker.judge(clean[0] if sound else articles)[0]))
    return results


@dataclass(frozen=True, slots=True)
class WithSource:
    """What was measured with the sources beside the articles: the articles, and their reference translations."""

    articles: Sequence[tuple[Set, Evaluation | None]]
    references: Evaluation


def with_sources(sets: Sequence[Set], checker: Checker) -> WithSource:
    """Evaluate sets of articles with their sources, and the human translations beside them with the same sources."""
    there = [path for each in sets for path in each.paths if path.exists()]
    once = {text.text: text for text in read_references(read(there, (), 0)[0])}
    return WithSource(measured(sets, checker, sound=False), checker.judge(list(once.values()))[0])


def page(
    articles: Sequence[tuple[Set, Evaluation | None]],
    sound: Sequence[tuple[Set, Evaluation | None]],
    told: WithSource,
    command: str,
) -> Iterator[str]:
    """Write the page, line by line."""
    yield "# Results"
    yield ""
    yield f"Made by `{command}` on {datetime.now(UTC):%Y-%m-%d} with mtcheck {__version__} and the embedded model,"
    yield "first on the articles alone, then with their sources. Preview findings are not counted but where it says so."
    yield "Intervals are 95 % bootstrap intervals over texts, with fewer than five texts or where all agree Wilson's"
    yield "score intervals."
    for each, evaluation in articles:
        yield from ("", f"## {each.name}: {each.about}", "")
        yield from _articles(evaluation) if evaluation else ["Not measured: the texts are not here."]
    yield from ("", "## Alarms on human English", "")
    yield from _sound(sound)
    yield from _with_sources(told)
    yield from ("", "## By rule", "")
    yield "How many findings match an annotated error in all articles above, with their sources, and how many findings"
    yield "there are in all human English above (for rules that need the source, in the reference translations)."
    yield "`preview` findings neither count for the score nor for the gate."
    yield ""
    yield from _rules([e for _, e in told.articles if e], [told.references, *(e for _, e in sound if e)])


def _with_sources(told: WithSource) -> Iterator[str]:
    for each, evaluation in told.articles:
        yield from ("", f"## {each.name}, with the source", "")
        yield from _articles(evaluation) if evaluation else ["Not measured: the texts are not here."]
        lines = list(figures.source_lines(evaluation)) if evaluation else []
        yield from ("", *(f"- {line}" for line in lines)) if lines else ()
    yield from ("", "## Reference translations, with the source", "")
    yield f"{figures.clean_line('human translations of the articles above', told.references)}."
    yield ""
    yield from (f"- {figures.alarm_line(t, f)}" for t in told.references.texts for f in t.false_alarms)


def _articles(evaluation: Evaluation) -> Iterator[str]:
    yield f"{len(evaluation.texts)} articles, {evaluation.words:,} words."
    yield ""
    yield from _table("figure", figures.total_rows(evaluation))
    yield ""
    yield from _table("recall by gold category", evaluation.by_category())


def _table(title: str, rows: Sequence[tuple[str, Ratio]]) -> Iterator[str]:
    yield f"| {title} | part | of | share | 95 % interval |"
    yield "|---|---:|---:|---:|---|"
    for name, ratio in rows:
        yield f"| {name} | {ratio.part} | {ratio.whole} | {figures.share(ratio)} | {figures.interval(ratio)} |"


def _sound(sets: Sequence[tuple[Set, Evaluation | None]]) -> Iterator[str]:
    yield "| set | what | words | findings per 1,000 words | major or critical | worst rules |"
    yield "|---|---|---:|---|---|---|"
    for each, evaluation in sets:
        if evaluation is None:
            yield f"| {each.name} | {each.about} | not measured: not here | | | |"
            continue
        worst = ", ".join(f"{rule} {count}" for rule, count in evaluation.alarms_by_rule()[:10])
        rates = " | ".join(figures.rate(evaluation, serious=serious) for serious in (False, True))
        yield f"| {each.name} | {each.about} | {evaluation.words:,} | {rates} | {worst or 'none'} |"


def _rules(articles: Sequence[Evaluation], sound: Sequence[Evaluation]) -> Iterator[str]:
    once = {text.gold_text.text: text for evaluation in articles for text in evaluation.texts}
    together = Evaluation(tuple(once.values()))
    english = Evaluation(tuple(text for evaluation in sound for text in evaluation.texts))
    found = {(r.code, r.preview): r.right for r in together.by_rule()}
    alarms = {(r.code, r.preview): r.right.whole for r in english.by_rule()}
    yield f"| rule | right | findings | precision | 95 % interval | in {english.words:,} words of human English |"
    yield "|---|---:|---:|---:|---|---:|"
    for rule in all_rules():
        for preview in (False, True):
            key = (rule.code, preview)
            if key not in found and key not in alarms and preview is not rule.preview:
                continue
            right = found.get(key, Ratio(0, 0))
            name = f"{rule.code} {rule.name}{' (preview)' if preview else ''}"
            figure = f"{right.part} | {right.whole} | {figures.share(right)} | {figures.interval(right)}"
            yield f"| {name} | {figure} | {alarms.get(key, 0)} |"


@click.command(help=__doc__)
@click.option("--shared", type=click.Path(path_type=Path), default=Path("../shared"), show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=REFERENCES / "RESULTS.md", show_default=True)
def main(shared: Path, out: Path) -> None:
    """Read, check, write."""
    checker = Checker.of(Config(), with_source=False)
    articles = measured(article_sets(shared), checker, sound=False)
    sound = measured(sound_sets(shared), checker, sound=True)
    told = with_sources(article_sets(shared), replace(checker, with_source=True))
    try:
        out.write_text("\n".join(page(articles, sound, told, "python scripts/results.py")) + "\n", encoding="utf-8")
    except OSError as error:
        raise UnusableInputError(f"{out}: cannot be written: {error.strerror}") from error
    click.echo(f"{out} written")


if __name__ == "__main__":
    main()
