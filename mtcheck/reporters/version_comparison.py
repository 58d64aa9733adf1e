"""How several versions of an article compare: for a terminal, as JSON, and as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from mtcheck.reporters import wording
from mtcheck.reporters.layout import Hanging, labelled, plain, printed, table, title
from mtcheck.reporters.visible import clean
from mtcheck.scores.comparisons import SOURCE
from mtcheck.scores.significance import ALPHA, Figure, MetricTest, VersionComparison
from mtcheck.version import __version__

NOTE = (
    f"Each version is tested against the first by paired bootstrap resampling; * marks p < {ALPHA}. The p-values are "
    "not corrected for the number of versions and metrics."
)
_CAUTIONS = {
    SOURCE: "A literal rendering survives the way back better than a good one: nearness to the source proves little."
}
"""What is to be said of a comparison, beside the warnings that it earned itself."""
_HEADINGS = ("version", "score", "mean", "95 % CI", "p")


def terminal(comparisons: Sequence[VersionComparison], *, width: int = 80, color: bool = False) -> str:
    """Render comparisons for a terminal of `width` columns."""
    parts = [part for comparison in comparisons for part in _comparison(comparison)]
    return printed([*parts, Hanging(Text(NOTE, "dim"), 0)], width=width, color=color)


def _comparison(comparison: VersionComparison) -> Iterator[RenderableType]:
    yield Text(clean(_title(comparison)), "bold underline")
    yield Hanging(Text(_circumstances(comparison)), 0)
    for warning in _warnings(comparison):
        yield Hanging(Text.assemble(("! ", "bold yellow"), clean(warning)), 2)
    for metric in comparison.metrics:
        rows = table(*_HEADINGS, "")
        for figure in metric.figures:
            first, *others = _cells(figure)
            style = ("bold green" if figure.gain > 0 else "bold red") if figure.significant else ""
            rows.add_row(plain(first), *others, Text(_verdict(figure), style))
        yield from (Text(), title(f"{metric.metric} ({_direction(metric)})"), rows)
    yield Text()
    yield from (labelled(metric.metric, metric.signature) for metric in comparison.metrics)
    yield Text()


def markdown(comparisons: Sequence[VersionComparison]) -> str:
    """Render comparisons as Markdown: a heading and a table for each."""
    lines = [line for comparison in comparisons for line in _sections(comparison)]
    return "\n".join([*lines, NOTE.replace("*", "\\*"), ""])


def _sections(comparison: VersionComparison) -> Iterator[str]:
    yield from (f"## {_escaped(_title(comparison))}", "", _escaped(_circumstances(comparison)), "")
    for warning in _warnings(comparison):
        yield from (f"**Warning:** {_escaped(warning)}", "")
    yield f"| metric | {' | '.join(_HEADINGS)} | |"
    yield "|---|---|---:|---:|---:|---:|---|"
    for metric in comparison.metrics:
        for figure in metric.figures:
            cells = (f"{metric.metric} ({_direction(metric)})", *_cells(figure), _verdict(figure))
            yield f"| {' | '.join(map(_escaped, cells))} |"
    yield ""
    yield from (f"- {metric.metric}: `{metric.signature}`" for metric in comparison.metrics)
    yield ""


def as_json(comparisons: Sequence[VersionComparison]) -> str:
    """Render comparisons as a JSON object; equal inputs give equal bytes."""
    value = {"mtcheck": __version__, "comparisons": [_as_object(comparison) for comparison in comparisons]}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _as_object(comparison: VersionComparison) -> dict[str, Any]:
    value = asdict(comparison)
    for test, metric in zip(value["metrics"], comparison.metrics, strict=True):
        test["figures"] = [
            {**asdict(figure), "significant": figure.significant if figure.p is not None else None}
            for figure in metric.figures
        ]
    return value


def _warnings(comparison: VersionComparison) -> tuple[str, ...]:
    caution = _CAUTIONS.get(comparison.comparison)
    return (*comparison.warnings, *([caution] if caution else []))


def _title(comparison: VersionComparison) -> str:
    return f"{comparison.comparison.capitalize()}: {', '.join(map(wording.name, comparison.references))}"


def _circumstances(comparison: VersionComparison) -> str:
    segments = wording.plural(comparison.segments, "segment")
    return f"{segments}, {comparison.samples:,} resamples, seed {comparison.seed}"


def _direction(metric: MetricTest) -> str:
    return f"{'lower' if metric.lower_is_better else 'higher'} is closer"


def _cells(figure: Figure) -> tuple[str, ...]:
    p = "" if figure.p is None else f"{figure.p:.3f}"
    interval = f"{figure.mean - figure.interval:.1f} to {figure.mean + figure.interval:.1f}"
    return wording.name(figure.system), f"{figure.value:.1f}", f"{figure.mean:.1f}", interval, p


def _verdict(figure: Figure) -> str:
    """Say in words how a version compares with the baseline."""
    if figure.p is None:
        return "baseline"
    if not figure.significant:
        return "not significant" if figure.gain else "no difference"
    return f"* {'closer' if figure.gain > 0 else 'farther'} by {abs(figure.gain):.1f}"


def _escaped(text: str) -> str:
    """Keep text from steering the Markdown: one line, and no character that marks anything."""
    line = clean(" ".join(text.split()))
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in line)
