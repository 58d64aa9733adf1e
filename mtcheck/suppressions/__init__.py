"""Suppression: which findings somebody has dismissed, why, and which dismissals fit nothing any more."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.config import Config
from mtcheck.records import Dismissal
from mtcheck.suppressions import baseline, sidecar
from mtcheck.suppressions.comments import of_comments
from mtcheck.suppressions.entries import Entry
from mtcheck.suppressions.heeding import Heeded, heed, ran_in, target, unused
from mtcheck.suppressions.sidecar import sidecar_text

__all__ = [
    "Entry",
    "Heeded",
    "baseline",
    "heed",
    "of_comments",
    "of_config",
    "ran_in",
    "sidecar",
    "sidecar_text",
    "target",
    "unused",
]

_UNSAID = "no reason given"


def of_config(config: Config) -> Iterator[Dismissal]:
    """Yield the dismissals of a configuration: what it suppresses, and the terms that it accepts."""
    for dismissed in config.suppress:
        if isinstance(dismissed, str):
            yield Dismissal("configuration", _UNSAID, "suppress", fingerprint=dismissed.lower())
        else:
            yield dismissed
    for term in config.accept:
        yield Dismissal("accepted", "an accepted term", f"accept: {term}", quote=term)
