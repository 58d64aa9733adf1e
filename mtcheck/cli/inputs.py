"""What `mtcheck report` is given: files and folders, the articles in them, and a report on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from mtcheck.cli.exits import PASSED, status_of
from mtcheck.cli.output import progress_bar
from mtcheck.records import Failure, MtcheckError

if TYPE_CHECKING:
    from mtcheck.config import Config
    from mtcheck.readers import ArticleFiles
    from mtcheck.records import Report


def require_one_article(options: dict[str, Any]) -> None:
    """Refuse --source and --reference beside more than one article."""
    if options["source"] or options["references"]:
        raise click.UsageError("--source and --reference belong to one article: give one FILE with them")


def require_no_second_source(files: Sequence[str], options: dict[str, Any]) -> None:
    """Refuse a bilingual file where it is not given as the article, or beside a source of its own."""
    from mtcheck.readers.bilingual import is_bilingual

    for name in filter(is_bilingual, filter(None, (options["source"], *options["references"]))):
        raise click.UsageError(f"{name} is a bilingual file, which holds the article too: give it as FILE")
    for name in filter(is_bilingual, files if options["source"] else ()):
        raise click.UsageError(f"{name} is a bilingual file, which holds its own source: leave --source out")


def check_all(files: Sequence[str], options: dict[str, Any], config: Config) -> tuple[list[Report], list[Failure], int]:
    """Check every file that can be read; the others are told on standard error and raise the status."""
    from mtcheck import engine, gate, readers, translation
    from mtcheck.analysis import glossary_files, lexicon_files

    lexicon_files.read_files(config.lexicons)  # a mistake in one is told once, before any work
    glossary_files.read_files(config.glossary, source_language=config.source_language, language=config.language)
    entries, failures, status = _found(files, config)
    if len(entries) > 1:
        require_one_article(options)
    given = {key: options[key] for key in ("source", "references") if options[key]}
    translator = translation.from_config(config) if config.translate else None
    reports = []
    for entry in entries:
        try:
            texts = readers.read_all(
                replace(entry, **given), language=config.language, source_language=config.source_language
            )
            with progress_bar(entry.article) as progress:
                made = engine.check(
                    texts.article,
                    source=texts.source,
                    references=texts.references,
                    paired=texts.paired,
                    config=config,
                    translator=translator,
                    progress=progress,
                )
            reports.append(gate.judged(made, config.thresholds))
        except MtcheckError as error:
            failures.append(_failure(entry.article, error))
            status = max(status, status_of(error))
    return reports, failures, status


def _found(files: Sequence[str], config: Config) -> tuple[list[ArticleFiles], list[Failure], int]:
    """Find the files of the articles that were named; what has none is told on standard error."""
    from mtcheck import readers

    entries: list[ArticleFiles] = []
    failures, status = [], PASSED
    for name in files:
        try:
            entries += readers.find(name, config)
        except MtcheckError as error:
            failures.append(_failure(name, error))
            status = max(status, status_of(error))
    return entries, failures, status


def _failure(name: str, error: MtcheckError) -> Failure:
    click.echo(f"mtcheck: {error}", err=True)
    return Failure(name, str(error))
