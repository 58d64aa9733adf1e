"""What the review page's script must know of an article: its text, its findings' places, and names for its files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath, PureWindowsPath

from mtcheck.records import Finding, Report

_UNSAFE = re.compile(r"[^\w.+@ -]+")
"""What is better not in the name of a file."""


def key(report: Report) -> str:
    """Name the place in the browser where the decisions on an article are kept: by the article and the signature."""
    digest = hashlib.sha256(f"{report.document.title}\0{report.signature}".encode("utf-8", "replace"))
    return f"mtcheck:{digest.hexdigest()[:16]}"


def data(report: Report, labels: Sequence[str]) -> Mapping[str, object]:
    """Give what the script needs and the page does not show; it goes into the page as JSON, escaped."""
    stem = _stem(report)
    return {
        "key": key(report),
        "file": report.document.name,
        "part": report.document.part,
        "text": report.document.text,
        "corrected": f"{stem}.corrected.txt",
        "sidecar": f"{stem}.mtcheck.toml",
        "findings": [_finding(found, label) for found, label in zip(report.findings, labels, strict=True)],
    }


def _finding(finding: Finding, label: str) -> Mapping[str, object]:
    known = finding.suppression
    return {
        "label": label,
        "fingerprint": finding.fingerprint,
        "code": finding.code,
        "start": finding.start,
        "end": finding.end,
        "suggestion": finding.suggestion,
        "applicability": finding.applicability,
        "counts": finding.counts,
        "suppressed": finding.suppressed,
        "kept": known.reason if known and known.kind == "sidecar" else None,
    }


def _stem(report: Report) -> str:
    """Name the article's file without its folder and its last ending; what may trouble a file system becomes "_"."""
    name = PureWindowsPath(PurePosixPath(report.document.name).name).name
    stem = PurePosixPath("article" if name in ("", "-") else name).stem
    return _UNSAFE.sub("_", stem).strip(" .") or "article"
