"""Measure what a report on an archive costs: time and memory of one `mtcheck report` on many articles of 900 words.

The articles are put together from the sentences of references/, each sentence with other numbers and another place, so
that no two are alike and the cache of translations helps only from one run to the next. Every run is a process of its
own: first with --no-cache, then with an empty cache, then with the cache that run has filled.
"""

from __future__ import annotations

import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

REFERENCES = Path(__file__).resolve().parent.parent / "references"
PLACES = ("Bandung", "Surabaya", "Medan", "Makassar", "Palembang", "Semarang", "Manado", "Kupang", "Ambon", "Padang")


def paragraphs(seed: int) -> Iterator[str]:
    """Yield the paragraphs of the sample texts again and again, shuffled, each time with other numbers and places."""
    numbers = random.Random(seed)  # noqa: S311 - texts, no secrets
    files = [*REFERENCES.glob("*/*.en.txt"), *REFERENCES.glob("challenge/*/*.en.txt"), *REFERENCES.glob("clean/*.txt")]
    texts = [part for file in sorted(files) for part in file.read_text(encoding="utf-8").split("\n\n")]
    for _ in itertools.count():
        for text in numbers.sample(texts, len(texts)):
            varied = re.sub(r"\d", lambda _: str(numbers.randint(1, 9)), " ".join(text.split()))
            for sentence in re.split(r"(?<=[.!?]) (?=[A-Z])", varied):
                place, day = numbers.choice(PLACES), numbers.randint(1, 28)
                yield re.sub(r"\.$", f", people in {place} said on the {day}th of the month.", sentence)


def write_articles(folder: Path, articles: int, words: int) -> None:
    """Write articles of so many words into a folder, with four sentences to a paragraph."""
    sentences = paragraphs(seed=1)
    for number in range(1, articles + 1):
        parts: list[str] = []
        while sum(len(part.split()) for part in parts) < words:
            parts.append(" ".join(itertools.islice(sentences, 4)))
        (folder / f"{number:03}.txt").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def measured(files: Sequence[Path], cache: Path, *options: str) -> tuple[float, float, float]:
    """Run the command on files; give the seconds by the clock, those of the CPU, and the peak memory in MB."""
    names = map(str, files)
    command = [sys.executable, "-m", "mtcheck", "report", *names, "--format", "json", "-o", os.devnull, *options]
    began = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, "MTCHECK_CACHE_DIR": str(cache)})
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status):
        raise click.ClickException(f"mtcheck ended with {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


@click.command()
@click.option("--articles", type=click.IntRange(1), default=100, show_default=True)
@click.option("--words", type=click.IntRange(50), default=900, show_default=True)
@click.option("--option", "options", multiple=True, help="An option of mtcheck report (repeatable): --no-translate.")
def main(articles: int, words: int, options: tuple[str, ...]) -> None:
    """Print time and memory of a report on an archive, without the cache and with it."""
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name, "articles"), Path(name, "cache")
        folder.mkdir()
        write_articles(folder, articles, words)
        files = sorted(folder.iterdir())
        measured(files[:1], cache, "--no-cache", *options)  # CTranslate2 converts the model on its first use
        click.echo(f"{articles} articles of {words} words; seconds by the clock, of the CPU; peak memory in MB")
        runs = {"without cache": ("--no-cache",), "cache empty": (), "cache full": ()}
        first = 0.0
        for label, extra in runs.items():
            wall, cpu, memory = measured(files, cache, *extra, *options)
            first = first or wall
            per = f"{wall / articles:6.2f} s an article, {wall / first:4.2f} of the first"
            click.echo(f"{label:<14} {wall:8.1f} {cpu:8.1f} {memory:7.0f}   {per}")
        shutil.rmtree(cache, ignore_errors=True)


if __name__ == "__main__":
    main()
