"""What the review page's script must know of an article: its text, its findings' places, and names for its files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath, PureWindowsPath

from mtcheck.records import Document, Finding, Report
from mtcheck.reporters import wording

_ARTICLE = re.compile(r"\b(an?|the)[ \u00a0]+\Z", re.IGNORECASE)
_OWN_ARTICLE = re.compile(r"(an?|the)\s", re.IGNORECASE)
_OPENING = "\"'([“‘« \t\r\n\u00a0"
"""What may stand before the first word of a sentence."""
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
        "findings": [
            _finding(report.document, found, label) for found, label in zip(report.findings, labels, strict=True)
        ],
    }


def _finding(document: Document, finding: Finding, label: str) -> Mapping[str, object]:
    known = finding.suppression
    first, words, is_drop_in = _proposal(document, finding)
    return {
        "label": label,
        "fingerprint": finding.fingerprint,
        "code": finding.code,
        "start": finding.start,
        "end": finding.end,
        "first": first,
        "wording": words,
        "dropIn": is_drop_in,
        "counts": finding.counts,
        "suppressed": finding.suppressed,
        "kept": known.reason if known and known.kind == "sidecar" else None,
    }


def _proposal(document: Document, finding: Finding) -> tuple[int, str | None, bool]:
    """Give where the words begin that are to be changed, what to write, and whether that may be written unread.

    "" takes the phrase out, and None is no proposal. An article before the phrase is changed with it, for it may not
    fit what is suggested ("the Land of Ginseng", "South Korea"): then the editor is asked.
    """
    words = finding.suggestion
    if words is None or words == wording.DELETE:
        return finding.start, words and "", words is not None
    article = _ARTICLE.search(document.text, max(finding.start - 8, 0), finding.start)
    own = _OWN_ARTICLE.match(words)
    first = article.start() if article else finding.start
    fits = article is None or (own is not None and own[1].lower() == article[1].lower())
    if article and not own:
        words = document.text[first : finding.start] + words
    if _begins_sentence(document, finding, first) and document.text[first].isupper():
        words = words[:1].upper() + words[1:]
    return first, words, fits and finding.applicability != "display"


def _begins_sentence(document: Document, finding: Finding, first: int) -> bool:
    if finding.segment is None:
        return False
    return not document.text[document.segments[finding.segment].start : first].strip(_OPENING)


def _stem(report: Report) -> str:
    """Name the article's file without its folder and its last ending; what may trouble a file system becomes "_"."""
    name = PureWindowsPath(PurePosixPath(report.document.name).name).name
    stem = PurePosixPath("article" if name in ("", "-") else name).stem
    return _UNSAFE.sub("_", stem).strip(" .") or "article"
