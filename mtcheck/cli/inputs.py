"""What `mtcheck report` is given: files and folders, the articles in them, and a report on each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from mtcheck.cli.checking import Checker
from mtcheck.cli.dismissals import Dismissals
from mtcheck.cli.exits import PASSED, status_of
from mtcheck.cli.output import progress_bar
from mtcheck.records import Failure, MtcheckError, UnusableInputError

if TYPE_CHECKING:
    from mtcheck.cli.settings import Settings
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


def check_all(
    files: Sequence[str],
    options: dict[str, Any],
    settings: Settings,
    *,
    heed_baseline: bool = True,
    outputs: Sequence[str] = (),
) -> tuple[list[Report], list[Failure], int]:
    """Check every file that can be read; the others are told on standard error and raise the status.

    None of the `outputs` may be a file that is read. What is wrong with a configuration, or with a file that one names,
    is raised before any work.
    """
    dismissals = Dismissals()
    entries, failures, status = found(files, options.get("stdin_filename"), settings, dismissals)
    if options.get("changed") is not None:
        entries = _changed(entries, options["changed"])
    if len(entries) > 1:
        require_one_article(options)
    given = {key: options[key] for key in ("source", "references") if options[key]}
    entries = [replace(entry, **given) for entry in entries]
    _require_kept(entries, outputs)
    configs = [settings.for_file(entry.article) for entry in entries]
    configs = configs if heed_baseline else [replace(config, baseline=None) for config in configs]
    checker = Checker(configs, dismissals)
    reports = []
    for texts, config in _read(entries, configs):
        if isinstance(texts, _Unread):
            failures.append(texts.failure)
            status = max(status, texts.status)
            continue
        try:
            reports.append(_report(checker, texts, config))
        except MtcheckError as error:
            failures.append(_failure(texts.article.title, error))
            status = max(status, status_of(error))
    reports = dismissals.settled(reports, failures)
    dismissals.tell_unused(reports, whole=not failures and not options.get("changed"))
    return reports, failures, status


def _require_kept(entries: Sequence[ArticleFiles], outputs: Sequence[str]) -> None:
    """Refuse to write a report over an article, or over what lies beside it."""
    read = {os.path.realpath(name) for e in entries for name in (e.article, e.source, *e.references) if name}
    for output in outputs:
        if os.path.realpath(output) in read:
            raise click.UsageError(f"--output would write over {output}, which is read")


def _report(checker: Checker, texts: Texts, config: Config) -> Report:
    from mtcheck import gate

    with progress_bar(texts.article.title) as progress:
        return gate.judged(checker.check(texts, config, progress=progress), config.thresholds)


@dataclass(frozen=True, slots=True)
class _Unread:
    """A file that could not be read, and the exit status that this stands for."""

    failure: Failure
    status: int


def _read(entries: Sequence[ArticleFiles], configs: Sequence[Config]) -> Iterator[tuple[Texts | _Unread, Config]]:
    """Read the articles, one file after the other: a file may hold several, for which its configuration holds."""
    from mtcheck import readers

    for entry, config in zip(entries, configs, strict=True):
        try:
            for texts in readers.read_all(entry, language=config.language, source_language=config.source_language):
                yield texts, config
        except MtcheckError as error:
            yield _Unread(_failure(entry.article, error), status_of(error)), config


def found(
    files: Sequence[str], stdin_filename: str | None, settings: Settings, dismissals: Dismissals
) -> tuple[list[ArticleFiles], list[Failure], int]:
    """Find the files of the articles that were named, and read what their sidecars dismiss.

    What has no article, or a sidecar that is not in order, is told on standard error.
    """
    from mtcheck import readers

    entries: list[ArticleFiles] = []
    failures, status = [], PASSED
    for name in files:
        piped = stdin_filename if name == "-" else None
        config = settings.for_file(piped or name)
        try:
            if not name.strip():  # an unset variable of a script: not the working directory
                raise UnusableInputError("an empty name names no file")
            if piped:
                entries.append(readers.standard_input_as(piped, config))
            else:
                entries += readers.find(name, config)
        except MtcheckError as error:
            failures.append(_failure(name, error))
            status = max(status, status_of(error))
    usable = []
    for entry in readers.unique(entries):
        try:
            dismissals.read_sidecar(entry.article)
            usable.append(entry)
        except MtcheckError as error:
            failures.append(_failure(entry.article, error))
            status = max(status, status_of(error))
    return usable, failures, status


def _changed(entries: Sequence[ArticleFiles], base: str) -> list[ArticleFiles]:
    """Keep the articles that differ from a git revision; that none does is told on standard error."""
    from mtcheck.cli.changed import changed

    differing = changed(entries, base)
    if not differing:
        click.echo(f"mtcheck: no article differs from {base} ({len(entries)} looked at)", err=True)
    return differing


def _failure(name: str, error: MtcheckError) -> Failure:
    click.echo(f"mtcheck: {error}", err=True)
    return Failure(name, str(error))
