"""mtcheck report: check articles and print what was found."""

from __future__ import annotations

import sys
from typing import Any

import click

from mtcheck.cli import inputs
from mtcheck.cli.exits import PASSED, THRESHOLD_MISSED, clean_exit
from mtcheck.cli.options import (
    CONFIG_OPTIONS,
    MODEL_OPTIONS,
    RULE_OPTIONS,
    SCOPE_OPTIONS,
    THRESHOLD_OPTIONS,
    settings,
    with_options,
)
from mtcheck.cli.output import Output, in_color, outputs, require_writable, tell_verdicts, width_for, write
from mtcheck.reporters import FOR_PEOPLE, FORMATS, Look, render


@click.command(short_help="Report on machine-translated English articles.")
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option("--source", metavar="FILE", help="The Indonesian original of the article.")
@click.option("--reference", "references", multiple=True, metavar="FILE", help="A human English version (repeatable).")
@click.option("--format", "form", type=click.Choice(FORMATS), default="terminal", show_default=True)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="[FORMAT=]OUT",
    help="Write the report to a file instead of standard output; with a format, write that too (repeatable).",
)
@with_options(RULE_OPTIONS)
@click.option("--baseline", metavar="FILE", help="Count only what this file does not hold (see mtcheck baseline).")
@with_options(THRESHOLD_OPTIONS)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when a threshold is missed.")
@click.option("--changed", metavar="BASE", help="Only articles that differ from this git revision.")
@with_options(SCOPE_OPTIONS)
@click.option("--stdin-filename", metavar="NAME", help="Read standard input (-) as if it were this file.")
@with_options(MODEL_OPTIONS)
@with_options(CONFIG_OPTIONS)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Only the verdict, the score and the counts.")
@click.option("-v", "--verbose", is_flag=True, help="Also signatures, round trips and fingerprints.")
@clean_exit
def report(files: tuple[str, ...], **options: Any) -> None:
    """Report on machine-translated English articles; - reads standard input.

    FILE is an article (plain text, .md, .html, .docx), several (.jsonl with "text" in each line), or a bilingual file
    that holds its source too: .tsv, .jsonl, .xlf, .xliff, .tmx, .po. FOLDER holds article.en.txt and perhaps
    source.id.txt and reference*.en.txt, or folders that do; where none is, every article in it is read. A pattern in
    quotation marks, such as "news/**/*.md", is expanded.

    Several articles give one report each and one summary. Exit status: 0 passed (or not judged: no threshold was
    set), 1 a threshold was missed, 2 wrong usage or unusable input, 3 a needed model is missing or broken.
    """
    if options["quiet"] and options["verbose"]:
        raise click.UsageError("-q and -v exclude each other")
    if len(files) > 1:
        inputs.require_one_article(options)
    inputs.require_no_second_source(files, options)
    if [*files, options["source"], *options["references"]].count("-") > 1:
        raise click.UsageError("standard input (-) can be read only once")
    if options["stdin_filename"] and "-" not in files:
        raise click.UsageError("--stdin-filename names what standard input holds: give - as FILE with it")
    wanted = outputs(options["outputs"], options["form"])
    chosen = settings(options)
    for output in wanted:
        require_writable(output.path)
    reports, failures, status = inputs.check_all(
        files, options, chosen, outputs=[output.path for output in wanted if output.path]
    )
    for output in wanted:
        if reports or output.form not in FOR_PEOPLE:  # a CI step that uploads the file fails without it
            write(render(output.form, reports, failures, look=_look(output, options)), output.path)
    if Output("terminal", None) not in wanted:
        tell_verdicts(reports, quiet=options["quiet"])
    missed = any(r.verdict.status == "failed" for r in reports) and not options["exit_zero"]
    sys.exit(max(status, THRESHOLD_MISSED if missed else PASSED))


def _look(output: Output, options: dict[str, Any]) -> Look:
    return Look(
        width=width_for(output.path),
        color=in_color(options["color"], output.path),
        verbosity=int(options["verbose"]) - int(options["quiet"]),
    )
