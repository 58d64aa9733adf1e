"""mtcheck compare: which of several versions of an article is closest to the references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from mtcheck.cli.exits import UNUSABLE, clean_exit, fail
from mtcheck.cli.options import CONFIG_OPTIONS, MODEL_OPTIONS, settings, with_options
from mtcheck.cli.output import in_color, progress_bar, require_writable, width_for, write

if TYPE_CHECKING:
    from mtcheck.config import Config
    from mtcheck.scores.significance import Text, VersionComparison


@click.command(short_help="Compare versions of an article with references.")
@click.argument("files", nargs=-1, metavar="BASELINE FILE...")
@click.option("--reference", "references", multiple=True, metavar="FILE", help="A human English version (repeatable).")
@click.option("--source", metavar="FILE", help="The original: compare the versions' back-translations with it too.")
@click.option("--format", "form", type=click.Choice(["terminal", "json", "markdown"]), default="terminal")
@click.option("-o", "--output", metavar="OUT", help="Write to a file instead of standard output.")
@click.option("--samples", type=click.IntRange(100, 10_000), default=1000, show_default=True, help="Resamples.")
@click.option("--seed", type=click.IntRange(1), default=12345, show_default=True, help="Of the random numbers.")
@with_options(MODEL_OPTIONS)
@with_options(CONFIG_OPTIONS)
@clean_exit
def compare(files: tuple[str, ...], **options: Any) -> None:
    """Compare versions of one article with references, and test the differences from the first.

    chrF2++, BLEU and TER are sacrebleu's, and so is the test: paired bootstrap resampling of the segments to which
    all texts are brought. Exit status: 0 compared, 2 wrong usage or unusable input, 3 a needed model is missing.
    """
    if len(files) < 2:
        fail("compare takes two or more versions of an article, the baseline first", UNUSABLE)
    if not options["references"]:
        fail("compare needs a human version to compare with: --reference FILE", UNUSABLE)
    if [*files, options["source"], *options["references"]].count("-") > 1:
        fail("standard input (-) can be read only once", UNUSABLE)
    require_writable(options["output"])
    config = settings(options).for_file(files[0])
    comparisons = _compared(files, options, config)
    write(_rendered(comparisons, options["form"], options["output"]), options["output"])


def _compared(files: Sequence[str], options: dict[str, Any], config: Config) -> list[VersionComparison]:
    """Compare with the references and, where a source is given, the back-translations with that."""
    from mtcheck.scores import significance
    from mtcheck.scores.comparisons import REFERENCE, SOURCE

    versions = [_read(name, config.language) for name in files]
    references = [_read(name, config.language) for name in options["references"]]
    source = _read(options["source"], config.source_language) if options["source"] else None
    chosen = {"samples": options["samples"], "seed": options["seed"]}
    comparisons = [significance.compare(versions, references, REFERENCE, **chosen)]
    if source is not None:
        comparisons.append(significance.compare(_translated(versions, config), [source], SOURCE, **chosen))
    return comparisons


def _read(name: str, language: str) -> Text:
    """Read the lines that are compared of a text in a language."""
    from mtcheck import readers
    from mtcheck.analysis import required_language
    from mtcheck.scores.comparisons import document_lines
    from mtcheck.scores.significance import Text

    document = readers.read(name, language=language)
    required_language.require(document, language)
    return Text(name, document_lines(document))


def _translated(versions: Sequence[Text], config: Config) -> list[Text]:
    """Translate versions back into the source language."""
    from mtcheck import translation

    source, target = config.language, config.source_language
    translator = translation.from_config(config, (source, target))
    made = []
    for version in versions:
        with progress_bar(version.name) as progress:
            told = partial(progress, "back-translation") if progress else None
            lines = translator.translate(version.lines, source=source, target=target, progress=told)
        made.append(replace(version, lines=lines))
    return made


def _rendered(comparisons: Sequence[VersionComparison], form: str, output: str | None) -> str:
    from mtcheck.reporters import version_comparison

    if form == "json":
        return version_comparison.as_json(comparisons)
    if form == "markdown":
        return version_comparison.markdown(comparisons)
    return version_comparison.terminal(comparisons, width=width_for(output), color=in_color("auto", output))
