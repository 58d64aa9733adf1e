"""mtcheck fix: suggestions that are safe, shown as a diff or written into the files."""

from __future__ import annotations

import codecs
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import click

from mtcheck.cli import inputs
from mtcheck.cli.checking import Checker
from mtcheck.cli.dismissals import Dismissals
from mtcheck.cli.exits import PASSED, clean_exit, status_of
from mtcheck.cli.options import CONFIG_OPTIONS, MODEL_OPTIONS, RULE_OPTIONS, settings, with_options
from mtcheck.cli.output import progress_bar
from mtcheck.records import MtcheckError
from mtcheck.reporters import visible, wording

if TYPE_CHECKING:
    from mtcheck.config import Config
    from mtcheck.engine import Progress
    from mtcheck.fixing import Check, Fixed
    from mtcheck.readers import ArticleFiles, Texts
    from mtcheck.records import Document
    from mtcheck.translation import Scoring

WOULD_CHANGE = 1
"""The exit status of a diff that is not empty, as with ruff and diff."""

_REASONS = {
    "unsafe": "{} unsafe: --unsafe",
    "speech": "{} in quotation marks: --unsafe",
    "advice": "{} only advice",
    "markup": "{} in markup",
    "rejected": "{} that would bring another",
}
"""How the findings that are left are told, by the reason."""


@click.command(short_help="Write safe suggestions into articles.")
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option("--diff", "mode", flag_value="diff", help="Show what would change (the default).")
@click.option("--write", "mode", flag_value="write", help="Write the files.")
@click.option("--unsafe", is_flag=True, help="Also what an editor must agree to, and in quotation marks.")
@with_options(RULE_OPTIONS)
@click.option("--no-translate", is_flag=True, help="Check without back-translation (quicker, finds less).")
@click.option("--stdin-filename", metavar="NAME", help="Read standard input (-) as if it were this file.")
@with_options(MODEL_OPTIONS)
@with_options(CONFIG_OPTIONS)
@clean_exit
def fix(files: tuple[str, ...], mode: str | None, *, unsafe: bool, **options: Any) -> None:
    """Fix what can be fixed unread: a suggestion replaces its phrase where its rule says that it is safe.

    Each rule's page says which are (mtcheck explain CODE). Every fix is checked: its finding must go, and none may
    come. What was suppressed is left alone, and so is all that stands in quotation marks, but for the marks; what only
    a baseline knows is fixed. Of standard input, the fixed text goes to standard output (with --diff, the diff).

    Exit status: 0 written, or nothing to change; 1 the diff is not empty; 2 wrong usage or unusable input, 3 a needed
    model is missing or broken.
    """
    if options["stdin_filename"] and "-" not in files:
        raise click.UsageError("--stdin-filename names what standard input holds: give - as FILE with it")
    dismissals = Dismissals()
    chosen = settings(options)
    entries, _, status = inputs.found(files, options["stdin_filename"], chosen, dismissals)
    configs = [replace(chosen.for_file(entry.article), baseline=None) for entry in entries]
    checker = Checker(configs, dismissals)
    changed = False
    for entry, config in zip(entries, configs, strict=True):
        try:
            with _remembering(checker.translator(config), config) as translator:
                work = _Work(entry, config, translator, checker, unsafe=unsafe)
                work.run()
            changed = work.finish(mode) or changed
        except MtcheckError as error:
            click.echo(f"mtcheck: {error}", err=True)
            status = max(status, _status(error, is_named=entry.article in files))
    sys.exit(max(status, WOULD_CHANGE if changed else PASSED))


def _status(error: MtcheckError, *, is_named: bool) -> int:
    """Give the exit status of a problem: a file of a folder that is never written is none, unless it was named."""
    from mtcheck.fixing import NotWrittenError

    return PASSED if isinstance(error, NotWrittenError) and not is_named else status_of(error)


@contextmanager
def _remembering(translator: Scoring | None, config: Config) -> Iterator[Scoring | None]:
    """Give a translator that remembers its sentences at least while an article is checked again and again."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from mtcheck.translation import Cache, CachedScoring

    if translator is None or config.cache:
        yield translator
        return
    with TemporaryDirectory(prefix="mtcheck-") as folder:
        yield CachedScoring(translator, Cache(Path(folder) / "translations.sqlite"))


@dataclass
class _Work:
    """One file: its articles are fixed one after the other, each in the bytes that the one before left."""

    entry: ArticleFiles
    config: Config
    translator: Scoring | None
    checker: Checker
    unsafe: bool = field(kw_only=True)
    before: bytes = b""
    after: bytes = b""
    made: list[Fixed] = field(default_factory=list)

    @property
    def _from_stdin(self) -> bool:
        return self.entry.data is not None or self.entry.article == "-"

    def run(self) -> None:
        """Fix the articles of the file; raises UnusableInputError for one that is not written back."""
        from mtcheck.fixing import Manuscript, fix, require_rewritable
        from mtcheck.readers.formats import read_data

        self.before = read_data(self.entry.article) if self.entry.data is None else self.entry.data
        self.after, number = self.before, 0
        while number < len(articles := self._read(self.after)):
            texts = articles[number]
            require_rewritable(texts.article)
            with progress_bar(texts.article.title) as progress:
                check = self._check(texts, progress)
                made = fix(Manuscript(self.after, texts.article), check, unsafe=self.unsafe)
            self.after, number = made.manuscript.data, number + 1
            self.made.append(made)

    def _read(self, data: bytes) -> tuple[Texts, ...]:
        from mtcheck import readers

        entry, config = replace(self.entry, data=data), self.config
        return readers.read_all(entry, language=config.language, source_language=config.source_language)

    def _check(self, texts: Texts, progress: Progress | None) -> Check:
        """Give what checks an article beside the texts that lie with it."""
        return lambda document: self.checker.check(
            texts, self.config, document=document, translator=self.translator, progress=progress
        )

    def finish(self, mode: str | None) -> bool:
        """Write or show what was fixed, and tell of it; say whether a diff shows changes."""
        from mtcheck.readers.rewriting import write

        as_text = self._from_stdin and mode != "diff"
        if as_text:
            sys.stdout.buffer.write(self.after)
            sys.stdout.buffer.flush()
        elif mode == "write":
            if self.after != self.before:
                write(self.entry.article, self.after)
        else:
            _show("".join(self._diff()))
        shown = mode != "write" and not as_text
        for made in self.made:
            click.echo(f"mtcheck: {_told(made, shown=shown)}", err=True)
        return shown and self.after != self.before

    def _diff(self) -> Iterator[str]:
        """Yield the lines of the unified diff of the file's text (of a word processor's file, of its paragraphs)."""
        olds, news = self._read(self.before), [made.manuscript.document for made in self.made]
        mark = "\ufeff" if self.before.startswith(codecs.BOM_UTF8) else ""  # a part of the first line for git apply
        pairs = [(_file_text(old.article), _file_text(new)) for old, new in zip(olds, news, strict=True)]
        name = visible.line(self.entry.article)
        name += "\t" if " " in name else ""  # as git does: patch takes a name to end at a space
        # Of several articles in one file, the last has the text of the file with all that was fixed.
        for line in unified_diff(_lines(mark + pairs[0][0]), _lines(mark + pairs[-1][1]), f"a/{name}", f"b/{name}"):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _file_text(document: Document) -> str:
    return document.origin.text if document.origin else document.text


def _lines(text: str) -> list[str]:
    """Split a text into lines as diff and patch do: at line feeds alone."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _show(diff: str) -> None:
    """Write a diff: exactly for a program, harmlessly for a terminal."""
    if sys.stdout.isatty():
        diff = "".join(f"{visible.clean(line)}\n" for line in diff.split("\n")[:-1])
    sys.stdout.buffer.write(diff.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _told(made: Fixed, *, shown: bool) -> str:
    """Tell how much was fixed, and what is left and why: "3 fixed, 5 left (2 unsafe: --unsafe; 3 only advice)"."""
    name = visible.line(wording.name(made.manuscript.document.title))
    fixed = f"{len(made.fixed)} to fix (--write)" if shown and made.fixed else f"{len(made.fixed)} fixed"
    why = "; ".join(_reasons(left.reason for left in made.left))
    return f"{name}: {fixed}, {len(made.left)} left" + (f" ({why})" if why else "")


def _reasons(reasons: Iterable[str]) -> Iterator[str]:
    counts = Counter(reasons)
    yield from (told.format(counts[reason]) for reason, told in _REASONS.items() if counts[reason])
