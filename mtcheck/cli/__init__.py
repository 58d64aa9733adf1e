"""The command line: parse, call, print, exit.

Exit status: 0 passed or not judged, 1 a threshold was missed, 2 wrong usage or unusable input, 3 a needed model or
component is missing or broken. One module per command; nothing heavy is imported before it is needed, so `--help`
starts at once.
"""

from __future__ import annotations

import click

from mtcheck.cli import baseline, cache, compare, config, fix, gate, report, rules, translate
from mtcheck.version import __version__

_HELP = """Find what a machine got wrong in an English article translated from Indonesian.

\b
mtcheck report article.txt                       read the report in the terminal
mtcheck report article.txt -o html=r.html        and write the review page
mtcheck report articles --max-critical 0         exit status 1 when an article fails
mtcheck fix article.txt                          what can be corrected unread, as a diff
mtcheck compare a.txt b.txt --reference human.txt
"""


@click.group(help=_HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="mtcheck")
def main() -> None:
    """Gather the commands."""


for command in (
    report.report,
    fix.fix,
    gate.gate,
    baseline.baseline,
    compare.compare,
    rules.rules,
    rules.explain,
    config.config,
    translate.translate,
    cache.cache,
):
    main.add_command(command)
