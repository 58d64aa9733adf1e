"""What the review page's script must know of an article: its text, its findings' places, and names for its files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath, PureWindowsPath

from mtcheck.readers.edits import deletion
from mtcheck.readers.fitting import are_neighbours, fitted, with_article_before
from mtcheck.records import DELETE, Document, Finding, Report

_TOGETHER = 8
"""How many neighbours are taken out together at most: of more, each so many go by themselves."""
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
        "findings": [_finding(report, index, label) for index, label in enumerate(labels)],
    }


def _finding(report: Report, index: int, label: str) -> Mapping[str, object]:
    finding = report.findings[index]
    known = finding.suppression
    first, words, is_drop_in = _proposal(report.document, finding)
    return {
        "label": label,
        "fingerprint": finding.fingerprint,
        "code": finding.code,
        "start": finding.start,
        "end": finding.end,
        "first": first,
        "wording": words,
        "dropIn": is_drop_in,
        "removals": _removals(report, index),
        "counts": finding.counts,
        "suppressed": finding.suppressed,
        "kept": known.reason if known and known.kind == "sidecar" else None,
    }


def _proposal(document: Document, finding: Finding) -> tuple[int, str | None, bool]:
    """Give where the words begin that are to be changed, what to write, and whether that may be written unread.

    It is the edit that `mtcheck fix` makes, in whole words, and with an article before the phrase, which the editor
    may have to change. "" takes the phrase out, and None is no proposal.
    """
    words = finding.suggestion
    if words is None or words == DELETE:
        return finding.start, words and "", words is not None
    text, first = document.text, with_article_before(document.text, finding.start)
    if (edit := fitted(document, finding)) is None:
        return first, text[first : finding.start] + words, False
    words = text[first : edit.start] + edit.text + text[edit.end : finding.end]
    return first, words, finding.applicability != "display"


def _removals(report: Report, index: int) -> list[Mapping[str, object]]:
    """Give the edits that take a phrase out: alone, with its first neighbour that is to go too, with two, and so on.

    `last` is the index of the last finding that goes; `capital` says that the next word is to begin with one.
    """
    return [_removal(report, index, last) for last in _neighbours(report, index)]


def _removal(report: Report, first: int, last: int) -> Mapping[str, object]:
    start, end = report.findings[first].start, report.findings[last].end
    if start == end:
        return {"last": last, "start": start, "end": end, "capital": False}
    edit = deletion(report.document, start, end)
    return {"last": last, "start": edit.start, "end": edit.end - len(edit.text), "capital": bool(edit.text)}


def _neighbours(report: Report, index: int) -> list[int]:
    """Give the indices of a finding and of those that are to go with it."""
    text, together = report.document.text, [index]
    for other in range(index + 1, len(report.findings)):
        last, finding = report.findings[together[-1]], report.findings[other]
        if len(together) == _TOGETHER or text[last.end : finding.start].strip():
            break
        if are_neighbours(text, last, finding):
            together.append(other)
    return together


def _stem(report: Report) -> str:
    """Name the article's file without its folder and its last ending; what may trouble a file system becomes "_"."""
    name = PureWindowsPath(PurePosixPath(report.document.name).name).name
    stem = PurePosixPath("article" if name in ("", "-") else name).stem
    return _UNSAFE.sub("_", stem).strip(" .") or "article"
