"""Measure how fast translation is, as ratios to a plain loop in one run; or, with --startup, what a command costs.

The plain loop is what anyone would write first: tokenizer and generate with the library's defaults, one sentence at a
time. All rows run on the same number of threads, in turns, and the median of the repetitions counts. The wall clock
says what a user waits on this machine now; CPU time says the same on a busy machine, and counts no second core.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import torch
from transformers import MarianMTModel, MarianTokenizer
from transformers.utils import logging

from mtcheck import readers
from mtcheck.translation import with_ctranslate2
from mtcheck.translation.models import locate
from mtcheck.translation.translator import ModelTranslator

ROOT = Path(__file__).resolve().parent.parent
DIRECTIONS = (("en", "id", "article.en.txt"), ("id", "en", "source.id.txt"))
Lines = Sequence[str]
Translate = Callable[[Lines, str, str], object]


def lines_of(folder: Path, name: str, language: str) -> list[str]:
    """Read the sentences of all articles of a folder in one language."""
    files = sorted(folder.glob(f"*/{name}"))
    return [segment.line for file in files for segment in readers.read(str(file), language=language).segments]


def plain_loop(folder: Path, dtype: str | None) -> Translate:
    """Give the loop with a Marian model and the library's defaults, or in another number format."""
    tokenizer: Any = MarianTokenizer.from_pretrained(folder)
    model: Any = MarianMTModel.from_pretrained(folder, **({"dtype": dtype} if dtype else {})).eval()

    def translate(lines: Lines, source: str, target: str) -> object:
        del source
        with torch.inference_mode():
            outputs = [model.generate(**tokenizer(f">>{target}<< {line}", return_tensors="pt")) for line in lines]
        return [tokenizer.decode(output[0], skip_special_tokens=True) for output in outputs]

    return translate


def engine(folder: Path, name: str) -> Translate:
    """Give mtcheck's own path with one of its engines."""
    translator = ModelTranslator(locate(str(folder), offline=True), engine=name, device="cpu")
    return lambda lines, source, target: translator.translate(lines, source=source, target=target)


def rows(model: Path) -> dict[str, Translate]:
    """Give everything that is measured; the plain loop comes first."""
    measured = {
        "plain loop": plain_loop(model, None),
        "plain loop, float32": plain_loop(model, "float32"),
        "transformers engine": engine(model, "transformers"),
    }
    if with_ctranslate2.is_installed():
        measured["CTranslate2 engine"] = engine(model, "ctranslate2")
    return measured


def measured(translate: Translate, lines: Lines, source: str, target: str) -> tuple[float, float]:
    """Give wall and CPU seconds of one run."""
    wall, cpu = time.perf_counter(), time.process_time()
    translate(lines, source, target)
    return time.perf_counter() - wall, time.process_time() - cpu


def speed(model: Path, articles: Path, repetitions: int, threads: int) -> None:
    """Print words per second and their ratios to the plain loop, for both directions."""
    torch.set_num_threads(threads)
    translators = rows(model)
    click.echo(f"{model}, {threads} thread(s) per operation, median of {repetitions}, {os.cpu_count()} cores")
    click.echo(f"{'':24}{'words/s':>9}{'ratio':>7}{'words/CPU s':>13}{'ratio':>7}")
    for source, target, name in DIRECTIONS:
        lines = lines_of(articles, name, source)
        words = sum(len(line.split()) for line in lines)
        click.echo(f"{source}-{target}: {len(lines)} sentences, {words} words")
        times: dict[str, list[tuple[float, float]]] = {row: [] for row in translators}
        for translate in translators.values():
            translate(lines[:8], source, target)
        for _ in range(repetitions):
            for row, translate in translators.items():
                times[row].append(measured(translate, lines, source, target))
        print_speeds(times, words)


def print_speeds(times: dict[str, list[tuple[float, float]]], words: int) -> None:
    """Print a line per row, against the first."""
    medians = {row: [statistics.median(column) for column in zip(*pairs, strict=True)] for row, pairs in times.items()}
    base = next(iter(medians.values()))
    for row, (wall, cpu) in medians.items():
        click.echo(f"  {row:22}{words / wall:9.0f}{base[0] / wall:7.1f}{words / cpu:13.0f}{base[1] / cpu:7.1f}")


def startup(article: Path, repetitions: int) -> None:
    """Print what commands cost in user time and by the clock, translation with a cold cache."""
    report = ["report", str(article)]
    commands = {
        "mtcheck --help": ["--help"],
        "report, no translation": [*report, "--no-translate"],
        "report, transformers, cold": [*report, "--engine", "transformers"],
        "report, CTranslate2, first": [*report, "--engine", "ctranslate2"],
        "report, CTranslate2, cold": [*report, "--engine", "ctranslate2", "--no-cache"],
        "report, CTranslate2, cached": [*report, "--engine", "ctranslate2"],
    }
    click.echo(f"{'':30}{'user s':>8}{'clock s':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for label, arguments in commands.items():
            fresh = label.endswith(("cold", "first")) and "--no-cache" not in arguments
            times = [
                process(arguments, Path(folder) / (f"{label}{i}" if fresh else "kept")) for i in range(repetitions)
            ]
            if None in times:
                click.echo(f"{label:30}  (does not run here)")
                continue
            user, clock = (statistics.median(column) for column in zip(*filter(None, times), strict=True))
            click.echo(f"{label:30}{user:8.1f}{clock:9.1f}")


def process(arguments: Sequence[str], cache: Path) -> tuple[float, float] | None:
    """Run mtcheck and give user and clock seconds; None when it fails."""
    settings = {"PYTHONPATH": str(ROOT), "MTCHECK_CACHE_DIR": str(cache)}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime, time.perf_counter()
    command = [sys.executable, "-m", "mtcheck", *arguments]
    done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, check=False)
    clock = time.perf_counter() - began
    return None if done.returncode else (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, clock)


@click.command()
@click.option(
    "--model",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT / "mtcheck" / "models" / "en-id",
    help="A Marian model with target tokens.  [default: the embedded one]",
)
@click.option(
    "--articles",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT / "references",
    help="A folder of articles.  [default: references]",
)
@click.option("--repetitions", default=3, show_default=True)
@click.option("--threads", default=1, show_default=True, help="Threads per operation, for all rows alike.")
@click.option("--startup", "only_startup", is_flag=True, help="Measure commands instead of words per second.")
def main(model: Path, articles: Path, repetitions: int, threads: int, *, only_startup: bool) -> None:
    """Print the speed of both engines against a plain loop, or what commands cost."""
    if only_startup:
        startup(articles / "embassy" / "article.en.txt", repetitions)
        return
    os.environ["OMP_NUM_THREADS"] = str(threads)
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    speed(model, articles, repetitions, threads)


if __name__ == "__main__":
    main()
