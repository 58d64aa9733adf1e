"""Suppression: which findings a dismissal fits, and which dismissals fit nothing any more."""

from __future__ import annotations

import made_up_reports

from mtcheck import suppressions
from mtcheck.records import Dismissal, Stale, Suppression

NEWS = made_up_reports.news()
FIRST, SECOND, *_ = [finding for finding in NEWS.findings if not finding.suppressed]


def test_a_dismissal_by_fingerprint_fits_one_finding_and_says_why() -> None:
    dismissal = Dismissal("sidecar", "the desk wants it so", "news.mtcheck.toml:3", fingerprint=FIRST.fingerprint)
    heeded = suppressions.heed([FIRST, SECOND], [dismissal])
    assert [finding.suppression for finding in heeded.findings] == [
        Suppression("sidecar", "the desk wants it so", "news.mtcheck.toml:3"),
        None,
    ]
    assert [finding.counts for finding in heeded.findings] == [False, True]
    assert heeded.stale == ()


def test_a_dismissal_that_fits_nothing_is_stale() -> None:
    dismissal = Dismissal("sidecar", "gone", "news.mtcheck.toml:7", fingerprint="0" * 16)
    assert suppressions.heed([FIRST], [dismissal]).stale == (Stale("news.mtcheck.toml:7", "0" * 16),)
