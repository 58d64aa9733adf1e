"""Finished reports: what `--format json` and `--format jsonl` wrote, read again for their figures."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtcheck.records import UnusableInputError
from mtcheck.taxonomy import Severity

_WRITTEN_BY = "mtcheck report --format json writes one"


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
        raise UnusableInputError(f"{path}: no report in it ({_WRITTEN_BY})")
    return tuple(found)


def _values(path: str) -> list[Any]:
    """Read the JSON values of a file: one, or one to a line."""
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        text = data.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UnusableInputError(f"{path}: no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror or error) if isinstance(error, OSError) else "not UTF-8"
        raise UnusableInputError(f"{path}: cannot be read ({why})") from error
    try:
        return [json.loads(text)]
    except (json.JSONDecodeError, RecursionError) as whole:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except (json.JSONDecodeError, RecursionError):
            raise UnusableInputError(f"{path}: not JSON ({whole})") from whole


def _reports(path: str, values: list[Any]) -> Iterator[Any]:
    """Yield the reports of a file's values, each as the JSON report has it."""
    streamed: list[dict[str, Any]] = []
    for value in values:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind == "report":
            streamed.append({**value, "findings": []})
        elif kind == "finding" and streamed:
            streamed[-1]["findings"].append(value)
        elif kind == "failure":
            raise _unreported(path, value)
        elif isinstance(value, dict) and isinstance(value.get("reports"), list):
            for failure in value.get("failures") or ():
                raise _unreported(path, failure)
            yield from value["reports"]
        else:
            yield value
    yield from streamed


def _unreported(path: str, failure: Mapping[str, Any]) -> UnusableInputError:
    return UnusableInputError(f"{path}: holds an article without a report ({failure.get('reason')})")


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
        raise UnusableInputError(f"{path}: not a report of mtcheck ({_WRITTEN_BY})") from error
