"""Measure what the rules cost: CPU time on an article of 900 words, rule by rule, and how it grows with length.

Translation is left out, and so is start-up: one article is checked before anything is measured. The texts are the
sample articles and the sound English of references/, one after the other, again from the first when they run out.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from mtcheck import engine, readers
from mtcheck.analysis import Context
from mtcheck.config import Config
from mtcheck.detectors import all_rules
from mtcheck.records import Document
from mtcheck.rule import Rule

REFERENCES = Path(__file__).resolve().parent.parent / "references"
ARTICLE = 900
"""The words of an article, as the issue that set the limit counts them."""


def document(words: int) -> Document:
    """Put sample texts together until they have so many words."""
    files = [*sorted(REFERENCES.glob("*/article.en.txt")), *sorted((REFERENCES / "clean").glob("*.txt"))]
    parts: list[str] = []
    for file in itertools.cycle(files):
        for paragraph in file.read_text(encoding="utf-8").split("\n\n"):
            parts.append(paragraph)
            words -= len(paragraph.split())
            if words <= 0:
                return readers.from_text("\n\n".join(parts))
    raise FileNotFoundError(REFERENCES)


def cpu(work: Callable[[], object], repetitions: int) -> float:
    """Give the CPU seconds of the quickest of some runs: on a busy machine the others measure the machine."""
    times = []
    for _ in range(repetitions):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def run(rule: Rule, context: Context) -> None:
    """Run one rule on an article."""
    if rule.scope == "document":
        list(rule.check(context))
    else:
        for segment in context.document.segments:
            list(rule.check(segment, context))


def by_rule(article: Document, rules: Sequence[Rule], repetitions: int) -> None:
    """Print the cost of the parse and of every rule on one article, the dearest first."""
    context = Context(article)
    costs = {"parse": cpu(lambda: Context(article).parses, repetitions)}
    for rule in rules:
        run(rule, context)
        costs[f"{rule.code} {rule.name}"] = cpu(lambda rule=rule: run(rule, context), repetitions)  # type: ignore[misc]
    click.echo(f"{article.words} words, milliseconds of CPU, the quickest of {repetitions}")
    for name, seconds in sorted(costs.items(), key=lambda item: -item[1]):
        click.echo(f"  {name:32}{1000 * seconds:8.1f}")


def by_length(lengths: Sequence[int], repetitions: int) -> None:
    """Print the cost of whole checks of one, ten and fifty articles' length, per 1,000 words and as ratios."""
    config = Config(translate=False)
    click.echo(f"{'articles':>8}{'words':>9}{'CPU s':>9}{'s per 1,000 words':>19}{'ratio':>7}")
    base = None
    for length in lengths:
        article = document(length * ARTICLE)
        seconds = cpu(lambda article=article: engine.check(article, config=config), repetitions)  # type: ignore[misc]
        rate = 1000 * seconds / article.words
        base = base or rate
        click.echo(f"{length:8}{article.words:9,}{seconds:9.2f}{rate:19.3f}{rate / base:7.2f}")


@click.command(help=__doc__)
@click.option("--repetitions", default=3, show_default=True)
def main(repetitions: int) -> None:
    """Measure and print."""
    article = document(ARTICLE)
    engine.check(article, config=Config(translate=False))
    rules = [rule for rule in all_rules() if not rule.needs]
    by_rule(article, rules, repetitions)
    by_length((1, 10, 50), repetitions)


if __name__ == "__main__":
    main()
