"""What SARIF tells of the run itself: whether all articles could be read, and what is to be known of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mtcheck.records import Failure, Report
from mtcheck.reporters import brief, places, wording
from mtcheck.reporters.sarif_parts import artifact_location, message


def invocation(reports: Sequence[Report], failures: Sequence[Failure], *, left_out: int = 0) -> dict[str, Any]:
    """Describe the run: not successful where there is no report on an article."""
    notifications = [
        _notification("error", failure.name, f"No report: {brief.reason(failure)}") for failure in failures
    ]
    for report in reports:
        notifications += _of(report)
    if left_out:
        notifications.append({"level": "warning", "message": message(f"{left_out} results left out: too many.")})
    return {"executionSuccessful": not failures, "toolExecutionNotifications": notifications}


def _of(report: Report) -> Iterator[dict[str, Any]]:
    """Yield the notes on an article, the suppressions that fit nothing any more, and what was not checked."""
    name = report.document.name
    about = f"{report.document.part}: " if report.document.part else ""
    for note in report.notes:
        yield _notification("note", name, about + note)
    if not report.reliable:
        yield _notification("note", name, about + wording.UNRELIABLE)
    for stale in report.stale:
        yield _notification("warning", name, f"{about}{stale.place}: fits no finding any more: {stale.target}")
    for reason in dict.fromkeys(skip.reason for skip in report.skipped):
        names = ", ".join(skip.name for skip in report.skipped if skip.reason == reason)
        yield _notification("note", name, f"{about}not checked ({reason}): {names}")


def _notification(level: str, name: str, text: str) -> dict[str, Any]:
    located = {"physicalLocation": {"artifactLocation": artifact_location(places.path(name))}}
    return {"level": level, "message": message(text), "locations": [located]}
