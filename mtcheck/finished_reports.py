"""Finished reports: what `--format json` and `--format jsonl` wrote, and baselines, read again for their figures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtcheck.records import UnusableInputError
from mtcheck.taxonomy import Severity


@dataclass(frozen=True, slots=True)
class FoundBefore:
    """A finding of a finished report that counts: where it is, and what it says."""

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The figures of a finished report: of which article, its score, and the findings that count."""

    file: str
    part: str
    score: float
    findings: tuple[FoundBefore, ...]

    @property
    def title(self) -> str:
        """The article as the user knows it."""
        return f"{self.file}#{self.part}" if self.part else self.file

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings of each severity count."""
        return Counter(finding.severity for finding in self.findings)


def read(path: str) -> tuple[Finished, ...]:
    """Read the reports of a file: one report, several with their summary, or one to a line.

    Raises UnusableInputError, naming the file, where it cannot be read or holds no report.
    """
    found = [_finished(path, value) for value in _reports(path, _values(path))]
    if not found:
        raise UnusableInputError(f"{path}: no report in it (is it what mtcheck report --format json wrote?)")
    return tuple(found)


def scores(path: str) -> dict[str, float]:
    """Read the scores of articles, by their titles, from finished reports or from a baseline.

    Raises UnusableInputError as `read` does.
    """
    values = _values(path)
    if len(values) == 1 and isinstance(values[0], dict) and "mtcheck-baseline" in values[0]:
        articles = values[0].get("articles")
        if isinstance(articles, dict) and all(isinstance(entry, dict) for entry in articles.values()):
            return {title: float(entry["score"]) for title, entry in articles.items() if "score" in entry}
        raise UnusableInputError(f"{path}: a baseline without articles")
    return {report.title: report.score for report in read(path)}


def _values(path: str) -> list[Any]:
    """Read the JSON values of a file: one, or one to a line."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UnusableInputError(f"{path}: no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInputError(f"{path}: cannot be read ({error})") from error
    try:
        return [json.loads(text)]
    except (json.JSONDecodeError, RecursionError) as whole:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except (json.JSONDecodeError, RecursionError):
            raise UnusableInputError(f"{path}: not JSON ({whole})") from whole


def _reports(path: str, values: list[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, dict) and isinstance(value.get("reports"), list):
            yield from value["reports"]
            if failures := value.get("failures"):
                raise UnusableInputError(f"{path}: holds articles without a report ({failures[0]['reason']})")
        else:
            yield value


def _finished(path: str, value: Any) -> Finished:
    try:
        findings = tuple(
            FoundBefore(
                file=str(value["file"]),
                line=int(finding["line"]),
                column=int(finding["column"]),
                code=str(finding["code"]),
                severity=Severity(finding["severity"]),
                text=str(finding["text"]),
                message=str(finding["message"]),
            )
            for finding in value["findings"]
            if not finding["preview"] and not finding["suppressed"]
        )
        return Finished(str(value["file"]), str(value.get("part", "")), float(value["score"]), findings)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnusableInputError(f"{path}: not a report of mtcheck ({type(error).__name__}: {error})") from error
