"""mtcheck translate: what the translation model makes of a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from mtcheck.cli.exits import clean_exit
from mtcheck.cli.options import CONFIG_OPTIONS, MODEL_OPTIONS, settings, with_options
from mtcheck.cli.output import progress_bar, require_writable, write

if TYPE_CHECKING:
    from mtcheck.records import Document


@click.command(short_help="Show what the model makes of a text.")
@click.argument("file")
@click.option("--to", "target", type=click.Choice(["id", "en"]), required=True, help="The language to translate into.")
@click.option("-o", "--output", metavar="OUT", help="Write to a file instead of standard output.")
@with_options(MODEL_OPTIONS)
@with_options(CONFIG_OPTIONS)
@clean_exit
def translate(file: str, target: str, output: str | None, **options: Any) -> None:
    """Show what the translation model makes of a text, line for line; - reads standard input."""
    from mtcheck import readers, translation

    config = settings(options).for_file(file)
    source = config.source_language if target == config.language else config.language
    require_writable(output)
    document = readers.read(file, language=source)
    translator = translation.from_config(config, (source, target))
    with progress_bar(file) as progress:
        told = (lambda done, total: progress("translating", done, total)) if progress else None
        lines = [segment.line for segment in document.segments]
        made = translator.translate(lines, source=source, target=target, progress=told)
    write(_line_for_line(document, made), output)


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
