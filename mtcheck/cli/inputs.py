"""What `mtcheck report` is given: files and folders, the articles in them, and a report on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from mtcheck.cli.exits import PASSED, status_of
from mtcheck.cli.output import progress_bar
from mtcheck.records import Failure, MtcheckError

if TYPE_CHECKING:
    from mtcheck.config import Config
    from mtcheck.readers import ArticleFiles, Texts
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
    from mtcheck import engine, gate, translation
    from mtcheck.analysis import glossary_files, lexicon_files

    lexicon_files.read_files(config.lexicons)  # a mistake in one is told once, before any work
    glossary_files.read_files(config.glossary, source_language=config.source_language, language=config.language)
    entries, failures, status = _found(files, options.get("stdin_filename"), config)
    if len(entries) > 1:
        require_one_article(options)
    given = {key: options[key] for key in ("source", "references") if options[key]}
    translator = translation.from_config(config) if config.translate else None
    reports = []
    for texts in _read(entries, given, config):
        if isinstance(texts, _Unread):
            failures.append(texts.failure)
            status = max(status, texts.status)
            continue
        try:
            with progress_bar(texts.article.title) as progress:
                made = engine.check(
                    texts.article,
                    source=texts.source,
                    references=texts.references,
                    paired=texts.paired,
                    config=replace(config, published=texts.published or config.published),
                    translator=translator,
                    progress=progress,
                )
            reports.append(gate.judged(made, config.thresholds))
        except MtcheckError as error:
            failures.append(_failure(texts.article.title, error))
            status = max(status, status_of(error))
    return reports, failures, status


@dataclass(frozen=True, slots=True)
class _Unread:
    """A file that could not be read, and the exit status that this stands for."""

    failure: Failure
    status: int


def _read(entries: Sequence[ArticleFiles], given: dict[str, Any], config: Config) -> Iterator[Texts | _Unread]:
    """Read the articles, one file after the other: a file may hold several."""
    from mtcheck import readers

    for entry in entries:
        try:
            yield from readers.read_all(
                replace(entry, **given), language=config.language, source_language=config.source_language
            )
        except MtcheckError as error:
            yield _Unread(_failure(entry.article, error), status_of(error))


def _found(
    files: Sequence[str], stdin_filename: str | None, config: Config
) -> tuple[list[ArticleFiles], list[Failure], int]:
    """Find the files of the articles that were named; what has none is told on standard error."""
    from mtcheck import readers

    entries: list[ArticleFiles] = []
    failures, status = [], PASSED
    for name in files:
        try:
            if name == "-" and stdin_filename:
                entries.append(readers.standard_input_as(stdin_filename, config))
            else:
                entries += readers.find(name, config)
        except MtcheckError as error:
            failures.append(_failure(name, error))
            status = max(status, status_of(error))
    return readers.unique(entries), failures, status


def _failure(name: str, error: MtcheckError) -> Failure:
    click.echo(f"mtcheck: {error}", err=True)
    return Failure(name, str(error))
