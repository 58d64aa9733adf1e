"""The command line: parse, call, print, exit.

Exit status: 0 passed or not judged, 1 a threshold was missed, 2 wrong usage or unusable input, 3 a needed model or
component is missing or broken. Nothing heavy is imported before it is needed, so `--help` starts at once.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from mtcheck import config as configuration
from mtcheck.config import Config, Thresholds
from mtcheck.records import Failure, MissingComponentError, MtcheckError
from mtcheck.version import __version__

if TYPE_CHECKING:
    from mtcheck.engine import Progress
    from mtcheck.records import Document, Report

PASSED, THRESHOLD_MISSED, UNUSABLE, MISSING = 0, 1, 2, 3
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="mtcheck")
def main() -> None:
    r"""Find what a machine got wrong in an English article translated from Indonesian.

    \b
    mtcheck report article.txt                       read the report in the terminal
    mtcheck report article.txt --format html -o r.html
    mtcheck report *.txt --max-critical 0            exit status 1 when an article fails
    """


def _fail(message: str, status: int) -> NoReturn:
    click.echo(f"mtcheck: {message}", err=True)
    sys.exit(status)


def _status(error: MtcheckError) -> int:
    return MISSING if isinstance(error, MissingComponentError) else UNUSABLE


def _clean_exit(command: Callable[..., None]) -> Callable[..., None]:
    """Turn every problem that the user can act on into one line on standard error and an exit status."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except MtcheckError as error:
            _fail(str(error), _status(error))
        except KeyboardInterrupt:
            _fail("interrupted", 130)

    return run


_model_options = [
    click.option("--model", metavar="NAME_OR_DIR", help="Translation model for both directions: hub name or folder."),
    *(
        click.option(f"--model-{source}-{target}", metavar="NAME_OR_DIR", help=f"The same for {source}-{target} alone.")
        for source, target in Config().directions
    ),
    click.option("--engine", type=click.Choice(configuration.CHOICES["engine"]), help="What runs the model."),
    click.option("--device", type=click.Choice(configuration.CHOICES["device"]), help="Where it runs."),
    click.option("--dtype", type=click.Choice(configuration.CHOICES["dtype"]), help="The numbers it calculates with."),
    click.option("--offline", is_flag=True, help="Never use the network."),
    click.option("--no-cache", is_flag=True, help="Neither read nor write the cache of translations."),
    click.option(
        "--config",
        "config_file",
        type=click.Path(dir_okay=False),
        metavar="FILE",
        help="Settings to use instead of the nearest mtcheck.toml or pyproject.toml with [tool.mtcheck].",
    ),
]


def _with(options: Sequence[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--source", metavar="FILE", help="The Indonesian original of the article.")
@click.option("--reference", "references", multiple=True, metavar="FILE", help="A human English version (repeatable).")
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json", "html"]), default="terminal", show_default=True
)
@click.option("-o", "--output", metavar="OUT", help="Write the report to a file instead of standard output.")
@click.option("--select", metavar="CODES", multiple=True, help="Only these rules: names, codes or their beginnings.")
@click.option("--ignore", metavar="CODES", multiple=True, help="Not these rules.")
@click.option("--suppress", metavar="PRINT", multiple=True, help="Fingerprint of a finding to dismiss (repeatable).")
@click.option("--lexicon", "lexicons", multiple=True, metavar="FILE", help="A lexicon of your own (repeatable).")
@click.option("--date", "published", type=_DAY, metavar="DAY", help="The day of publication, as in 2024-06-24.")
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="SCORE", help="Fail below this score.")
@click.option("--max-critical", type=click.IntRange(0), metavar="N", help="Fail above N critical findings.")
@click.option("--max-major", type=click.IntRange(0), metavar="N", help="Fail above N major findings.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when a threshold is missed.")
@click.option("--no-translate", is_flag=True, help="Check without back-translation (quicker, finds less).")
@_with(_model_options)
@click.option("--semantic", metavar="DIR|default", help="Score meaning too, with a sentence-transformers model.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Only the verdict, the score and the counts.")
@click.option("-v", "--verbose", is_flag=True, help="Also signatures, round trips and fingerprints.")
@_clean_exit
def report(files: tuple[str, ...], **options: Any) -> None:
    """Report on machine-translated English articles; - reads standard input.

    Several files give one report each and one summary. Exit status: 0 passed (or not judged: no threshold was
    set), 1 a threshold was missed, 2 wrong usage or unusable input, 3 a needed model is missing or broken.
    """
    if options["quiet"] and options["verbose"]:
        raise click.UsageError("-q and -v exclude each other")
    if len(files) > 1 and (options["source"] or options["references"]):
        raise click.UsageError("--source and --reference belong to one article: give one FILE with them")
    if [*files, options["source"], *options["references"]].count("-") > 1:
        raise click.UsageError("standard input (-) can be read only once")
    config = _config(options)
    _require_writable(options["output"])
    reports, failures, status = _check_all(files, options, config)
    if reports:
        _write(_rendered(reports, failures, options), options["output"])
        if options["form"] != "terminal" or options["output"]:
            _tell_verdicts(reports, quiet=options["quiet"])
    missed = any(r.verdict.status == "failed" for r in reports) and not options["exit_zero"]
    sys.exit(max(status, THRESHOLD_MISSED if missed else PASSED))


def _config(options: dict[str, Any]) -> Config:
    """Lay the command line's options over the settings of the configuration file."""
    file = Path(options["config_file"]) if options["config_file"] else configuration.find(Path.cwd())
    config = configuration.load(file) if file else Config()
    given = {key: options.get(key) for key in ("fail_under", "max_critical", "max_major")}
    thresholds = replace(config.thresholds, **{key: value for key, value in given.items() if value is not None})
    return replace(
        config,
        select=_codes(options.get("select")) or config.select,
        ignore=(*config.ignore, *_codes(options.get("ignore"))),
        suppress=(*config.suppress, *_codes(options.get("suppress"))),
        lexicons=(*config.lexicons, *options.get("lexicons", ())),
        published=options["published"].date() if options.get("published") else config.published,
        thresholds=Thresholds() if options.get("form") is None else thresholds,
        translate=config.translate and not options.get("no_translate"),
        model=options["model"] or config.model,
        models=_models(options, config),
        **{key: options[key] or getattr(config, key) for key in configuration.CHOICES},
        offline=config.offline or options["offline"],
        cache=config.cache and not options["no_cache"],
        semantic=options.get("semantic") or config.semantic,
    )


def _models(options: dict[str, Any], config: Config) -> dict[str, str]:
    """Give the models by direction: --model goes before the configuration file, --model-<direction> before both."""
    given = {f"{s}-{t}": options.get(f"model_{s}_{t}") for s, t in config.directions}
    settled = {} if options["model"] else dict(config.models)
    return settled | {direction: name for direction, name in given.items() if name}


def _codes(values: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(code.strip() for value in values or () for code in value.split(",") if code.strip())


def _check_all(
    files: Sequence[str], options: dict[str, Any], config: Config
) -> tuple[list[Report], list[Failure], int]:
    """Check every file that can be read; the others are told on standard error and raise the status."""
    from mtcheck import engine, gate, readers, translation
    from mtcheck.analysis import lexicon_files

    lexicon_files.read_files(config.lexicons)  # a mistake in one is told once, before any work
    source = readers.read(options["source"], language=config.source_language) if options["source"] else None
    references = [readers.read(name, language=config.language) for name in options["references"]]
    translator = translation.from_config(config) if config.translate else None
    reports, failures, status = [], [], PASSED
    for name in files:
        try:
            article = readers.read(name, language=config.language)
            with _progress(name) as progress:
                made = engine.check(
                    article,
                    source=source,
                    references=references,
                    config=config,
                    translator=translator,
                    progress=progress,
                )
            reports.append(gate.judged(made, config.thresholds))
        except MtcheckError as error:
            click.echo(f"mtcheck: {error}", err=True)
            failures.append(Failure(name, str(error)))
            status = max(status, _status(error))
    return reports, failures, status


def _rendered(reports: Sequence[Report], failures: Sequence[Failure], options: dict[str, Any]) -> str:
    alone = len(reports) == 1 and not failures
    if options["form"] == "json":
        from mtcheck.reporters import json

        return json.render(reports[0]) if alone else json.render_many(reports, failures)
    if options["form"] == "html":
        from mtcheck.reporters import html

        return html.render(reports[0]) if alone else html.render_many(reports, failures)
    from mtcheck.reporters import terminal

    width, color = _width(options["output"]), _in_color(options["color"], options["output"])
    verbosity = int(options["verbose"]) - int(options["quiet"])
    pages = [terminal.render(report, width=width, color=color, verbosity=verbosity) for report in reports]
    if not alone:
        pages.append(terminal.summary(reports, failures, width=width, color=color))
    return "\n".join(pages)


def _width(output: str | None) -> int:
    """Give the width of the screen, between 60 and 100 columns; 80 for a file or a pipe."""
    if output or not sys.stdout.isatty():
        return 80
    return min(max(shutil.get_terminal_size().columns, 60), 100)


def _in_color(choice: str, output: str | None) -> bool:
    if choice == "auto":
        return sys.stdout.isatty() and not output and "NO_COLOR" not in os.environ
    return choice == "always"


def _tell_verdicts(reports: Sequence[Report], *, quiet: bool) -> None:
    """Name on standard error what the gate found, when standard output does not show it."""
    for report in reports:
        for threshold in report.verdict.thresholds:
            if not (quiet and threshold.met):
                word = "met" if threshold.met else "missed"
                figures = f"{threshold.value:g}, limit {threshold.limit:g}"
                click.echo(f"mtcheck: {report.document.name}: {threshold.name} {word}: {figures}", err=True)


def _require_writable(output: str | None) -> None:
    """Refuse an output that cannot be written before any work is done."""
    if output is None:
        return
    path = Path(output)
    target = path if path.exists() else path.parent
    if path.is_dir():
        _fail(f"{output}: a folder, not a file", UNUSABLE)
    if not target.exists():
        _fail(f"{output}: the folder {path.parent} does not exist", UNUSABLE)
    if not os.access(target, os.W_OK):
        _fail(f"{output}: cannot be written (permission denied)", UNUSABLE)


def _write(text: str, output: str | None) -> None:
    """Write the result as UTF-8; a regular file is replaced whole, so that a failure leaves the old one."""
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
        return
    path = Path(output)
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
            return
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", dir=path.parent, delete=False) as file:
            file.write(text)
        temporary = Path(file.name)
        temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        _fail(f"{output}: cannot be written ({error.strerror})", UNUSABLE)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _progress(name: str) -> Iterator[Progress | None]:
    """Show a bar on standard error while an article is translated, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(f"{name}: reading", total=None)
        yield lambda what, done, total: bars.update(task, description=f"{name}: {what}", completed=done, total=total)


@main.command()
@click.option("--format", "form", type=click.Choice(["terminal", "json", "markdown"]), default="terminal")
@_clean_exit
def rules(form: str) -> None:
    """List the rules with their severity and what they find."""
    from mtcheck.detectors import all_rules

    if form == "json":
        import json

        keys = ("code", "name", "summary", "preview", "scope")
        listed = [{k: getattr(r, k) for k in keys} | {"severity": r.severity.value} for r in all_rules()]
        click.echo(json.dumps(listed, indent=2))
        return
    if form == "markdown":
        from mtcheck import rulebook

        click.echo(rulebook.markdown(all_rules()), nl=False)
        return
    longest = max(len(rule.name) for rule in all_rules())
    for rule in all_rules():
        mark = " (preview)" if rule.preview else ""
        click.echo(f"{rule.code}  {rule.name:<{longest}}  {rule.severity.value:<8}  {rule.summary}{mark}")


@main.command()
@click.argument("code")
@_clean_exit
def explain(code: str) -> None:
    """Print a rule's page: what it finds, why it matters, an example, and its limits."""
    from mtcheck.detectors import all_rules

    found = [rule for rule in all_rules() if code.lower() in (rule.code.lower(), rule.name)]
    if not found:
        _fail(f"no rule is called {code!r} (see 'mtcheck rules')", UNUSABLE)
    rule = found[0]
    click.echo(f"{rule.code} {rule.name}{' (preview)' if rule.preview else ''}")
    click.echo(f"category {rule.category.value}, severity {rule.severity.value}\n")
    click.echo(rule.page)
    if rule.settings:
        click.echo(f"\nSettings ([tool.mtcheck.rules.{rule.name}]):")
        for name, default in rule.settings.items():
            click.echo(f"    {name.replace('_', '-')} = {default!r}")


@main.command()
@click.argument("file")
@click.option("--to", "target", type=click.Choice(["id", "en"]), required=True, help="The language to translate into.")
@click.option("-o", "--output", metavar="OUT", help="Write to a file instead of standard output.")
@_with(_model_options)
@_clean_exit
def translate(file: str, target: str, output: str | None, **options: Any) -> None:
    """Show what the translation model makes of a text, line for line; - reads standard input."""
    from mtcheck import readers, translation

    config = _config(options)
    source = config.source_language if target == config.language else config.language
    _require_writable(output)
    document = readers.read(file, language=source)
    translator = translation.from_config(config, (source, target))
    with _progress(file) as progress:
        told = (lambda done, total: progress("translating", done, total)) if progress else None
        lines = [segment.line for segment in document.segments]
        made = translator.translate(lines, source=source, target=target, progress=told)
    _write(_line_for_line(document, made), output)


def _line_for_line(document: Document, translations: Sequence[str]) -> str:
    """Put the translations in the places of the segments; every line of the input stays one line."""
    made = dict(zip((s.start for s in document.segments), translations, strict=True))
    result, end = [], 0
    for segment in document.segments:
        result.append(document.text[end : segment.start])
        kept = segment.kind == "dateline"
        result.append(segment.text if kept else " ".join(made[segment.start].split()))
        result.append("\n" * (0 if kept else segment.text.count("\n")))
        end = segment.end
    text = "".join((*result, document.text[end:]))
    return text if text.endswith("\n") else f"{text}\n"


@main.group()
def cache() -> None:
    """Look at or empty the cache of translations and converted models."""


@cache.command()
@_clean_exit
def info() -> None:
    """Tell where the cache lies and how much it holds."""
    from mtcheck.translation import Cache, conversions

    stored = Cache.default()
    click.echo(f"path:         {stored.path}")
    click.echo(f"translations: {stored.entries()}")
    click.echo(f"size:         {stored.size() / 1e6:.1f} MB")
    click.echo(f"models:       {conversions.number()} converted, {conversions.size() / 1e6:.1f} MB")


@cache.command()
@_clean_exit
def clear() -> None:
    """Delete all cached translations and converted models."""
    from mtcheck.translation import Cache, conversions

    stored = Cache.default()
    number = stored.entries()
    stored.clear()
    models = conversions.clear()
    click.echo(f"{number} translations deleted" + (f", {models} converted models" if models else ""))


if __name__ == "__main__":
    main()
