"""The report as one self-contained HTML page, on which an editor decides what to do about each finding.

Nothing is fetched, and nothing in the article can act: the page is made by a Jinja2 template that escapes everything;
its style and script are files beside the template, and a Content-Security-Policy allows these two (by their hashes)
and nothing else. Without the script everything is shown, and nothing can be decided.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from mtcheck.records import DELETE, Failure, Finding, Report
from mtcheck.reporters import distribution, review, wording
from mtcheck.reporters.differences import differences
from mtcheck.reporters.excerpts import shortened
from mtcheck.reporters.exhibits import Exhibit, exhibits
from mtcheck.reporters.highlights import Block, blocks, pairs
from mtcheck.reporters.rule_pages import pages

if TYPE_CHECKING:
    from jinja2 import Environment

_LONGEST_PHRASE = 160
_TEMPLATES = files("mtcheck.reporters") / "templates"
_STYLES = ("report.css", "review.css", "overview.css", "narrow.css", "print.css")
_SCRIPTS = (
    "decisions.js",
    "corrected.js",
    "files.js",
    "cards.js",
    "review.js",
    "filters.js",
    "search.js",
    "views.js",
    "keys.js",
    "overview.js",
    "start.js",
)
"""The page's style and script, each the files of that name one after the other."""
_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""The characters that turn the direction of what follows them (Unicode's explicit directional formatting)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as the page shows it: with its label, its place, its phrase in one line, and its evidence."""

    label: str
    place: str
    finding: Finding
    phrase: str
    doubt: str
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A report as the page shows it; `id` makes the ids of its elements unique on the page.

    `level` is that of its heading: 1 where it is alone, 2 below the index of several. `pairs` numbers, for each
    sentence, the stretch of the source that it renders, alone or with its neighbours.
    """

    id: str
    level: int
    report: Report
    items: tuple[Item, ...]
    blocks: tuple[Block, ...]
    pairs: tuple[int, ...]
    scores: wording.ScoreTable

    @property
    def data(self) -> Mapping[str, object]:
        """What the page's script must know of the article beyond what the page shows."""
        return review.data(self.report, [item.label for item in self.items])

    @property
    def views(self) -> dict[str, str]:
        """What can be shown beside the article, by the name of the view, and how its button is called."""
        views = {"article": "Article"}
        if self.report.source is not None:
            views["source"] = "+ source"
        if any(segment.translation for segment in self.report.segments):
            views |= {"beside": "+ back-translation", "beside-both": "+ round trip"}
        return views

    @property
    def view(self) -> str:
        """The view to begin with: all but the round trip."""
        return [name for name in self.views if name != "beside-both"][-1]

    @property
    def severities(self) -> dict[str, int]:
        """The severities that occur, the worst first, and how many findings of each count."""
        present = {finding.severity for finding in self.report.findings}
        counted = Counter(finding.severity for finding in self.report.counted())
        return {severity.value: counted[severity] for severity in wording.SEVERITIES if severity in present}

    @property
    def explained(self) -> frozenset[str]:
        """The codes of the rules whose pages the report holds."""
        return frozenset(card.code for card in self.report.rules)

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that occur, in alphabetical order."""
        return tuple(sorted({finding.category.value for finding in self.report.findings}))

    @property
    def rules(self) -> dict[str, str]:
        """The rules that found something: their names by their codes, in the order of the codes."""
        return dict(sorted((finding.code, finding.rule) for finding in self.report.findings))


def render(report: Report) -> str:
    """Render one report as a page of its own."""
    return render_many([report])


def render_many(reports: Sequence[Report], failures: Sequence[Failure] = ()) -> str:
    """Render several reports as one page: a section for each, and on top a table that also names the failures."""
    level = 1 if len(reports) + len(failures) == 1 else 2
    articles = [_article(f"a{number}", report, level) for number, report in enumerate(reports, 1)]
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            articles=articles,
            failures=failures,
            spread=distribution.classes(reports),
            pages=pages(reports),
        )
    )
    return _UNPRINTABLE.sub("\ufffd", page)


def _article(identifier: str, report: Report, level: int) -> Article:
    items = tuple(
        Item(
            label,
            wording.place(report, finding),
            finding,
            shortened(" ".join(finding.text.split()), _LONGEST_PHRASE),
            wording.doubt(finding),
            tuple(exhibits(report, finding)),
        )
        for label, finding in zip(_labels(report.findings), report.findings, strict=True)
    )
    cut = tuple(blocks(report.document, [finding.span for finding in report.findings]))
    return Article(identifier, level, report, items, cut, pairs(report), wording.score_table(report.scores))


def _labels(findings: Sequence[Finding]) -> list[str]:
    """Label the findings that count 1, 2, 3, previews p1, p2, and suppressed ones s1, s2."""
    numbers: Counter[str] = Counter()
    labels = []
    for finding in findings:
        kind = "s" if finding.suppressed else "p" if finding.preview else ""
        numbers[kind] += 1
        labels.append(f"{kind}{numbers[kind]}")
    return labels


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("mtcheck.reporters"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _joined(_STYLES), _joined(_SCRIPTS)
    environment.globals.update(
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        style_hash=_hash(style),
        script_hash=_hash(script),
        wording=wording,
        delete=DELETE,
        differences=differences,
        in_words=distribution.in_words,
    )
    environment.filters.update(inert=inert, unturned=unturned)
    return environment


def _joined(names: Sequence[str]) -> str:
    return "\n".join((_TEMPLATES / name).read_text(encoding="utf-8") for name in names)


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def inert(text: str) -> Markup:
    """Escape a text, and shut each character that would turn the direction of the page in an element of its own."""
    pieces = (
        Markup('<bdi class="control" title="U+{:04X}">{}</bdi>').format(ord(piece), piece)
        if _TURNING.fullmatch(piece)
        else escape(piece)
        for piece in re.split(f"({_TURNING.pattern})", text)
    )
    return Markup("").join(pieces)


def unturned(text: str) -> str:
    """Take the characters that turn the direction out of a text that cannot hold elements (an attribute, a title)."""
    return _TURNING.sub("\ufffd", text)
