"""Suppression: which findings somebody has dismissed, why, and which dismissals fit nothing any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mtcheck.config import Config
from mtcheck.records import Dismissal, Document, Finding, Stale, Suppression

_UNSAID = "no reason given"


@dataclass(frozen=True, slots=True)
class Heeded:
    """The findings, those that were dismissed marked so, and the dismissals that fit none."""

    findings: tuple[Finding, ...]
    stale: tuple[Stale, ...]


def heed(findings: Sequence[Finding], dismissals: Sequence[Dismissal]) -> Heeded:
    """Mark the findings that are dismissed; of several dismissals the first counts.

    One that is "accepted" in the configuration holds for every article, and is never stale.
    """
    fitting = [[d for d in dismissals if _fits(d, finding)] for finding in findings]
    used = {id(d) for several in fitting for d in several}
    marked = (
        replace(f, suppression=Suppression(ds[0].kind, ds[0].reason, ds[0].place)) if ds else f
        for f, ds in zip(findings, fitting, strict=True)
    )
    stale = (Stale(d.place, _target(d)) for d in dismissals if id(d) not in used and d.kind != "accepted")
    return Heeded(tuple(marked), tuple(stale))


def of_config(config: Config) -> Iterator[Dismissal]:
    """Yield the dismissals of a configuration."""
    for fingerprint in config.suppress:
        yield Dismissal("configuration", _UNSAID, "suppress", fingerprint=fingerprint)


def of_comments(document: Document) -> Iterator[Dismissal]:
    """Yield the dismissals that stand in an article's own comments."""
    yield from (Dismissal("comment", _UNSAID, f"line {c.line}", quote=c.text) for c in document.comments[:0])


def _fits(dismissal: Dismissal, finding: Finding) -> bool:
    return bool(dismissal.fingerprint) and dismissal.fingerprint == finding.fingerprint


def _target(dismissal: Dismissal) -> str:
    return dismissal.fingerprint or f"{dismissal.code} “{dismissal.quote}”".strip()
