"""Baselines as files: read whole or refused in one line, and written so that a change of one finding is one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from mtcheck.analysis.user_files import read_text
from mtcheck.records import UnusableInputError
from mtcheck.suppressions.baseline import Article, Baseline, Known, in_order
from mtcheck.taxonomy import Severity

_KIND, _VERSION = "mtcheck-baseline", 1
_UNSEEN = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def is_baseline(path: str) -> bool:
    """Say whether a file begins as a baseline does."""
    with suppress(OSError), Path(path).open("rb") as file:
        return f'"{_KIND}"'.encode() in file.read(100)
    return False


def read(path: str) -> Baseline:
    """Read a baseline; raises UnusableInputError, naming the file, when it cannot be read or is none."""
    if not Path(path).is_file():
        raise UnusableInputError(f"{path}: no such file (mtcheck baseline write makes a baseline)")
    try:
        data = json.loads(read_text(path))
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnusableInputError(f"{path}: not JSON ({error})") from error
    if not isinstance(data, dict) or _KIND not in data:
        raise UnusableInputError(f"{path}: not a baseline (mtcheck baseline write makes one)")
    if data[_KIND] != _VERSION:
        raise UnusableInputError(f"{path}: a baseline of version {data[_KIND]!r}, not {_VERSION}")
    articles = data.get("articles")
    if not isinstance(articles, dict):
        raise UnusableInputError(f"{path}: a baseline without 'articles'")
    return Baseline(path, {key: _article(value, f"{path}: {key}") for key, value in articles.items()})


def _article(value: Any, place: str) -> Article:
    try:
        return Article(float(value["score"]), tuple(map(_known, value["findings"])))
    except (KeyError, TypeError, ValueError) as error:
        raise UnusableInputError(f"{place}: no entry of a baseline ({type(error).__name__}: {error})") from error


def _known(value: Any) -> Known:
    fields = (value["fingerprint"], value["code"], value["text"])
    if not all(isinstance(text, str) for text in fields):
        raise TypeError(f"{fields} are not texts")
    return Known(*fields, Severity(value["severity"]))


def text(baseline: Baseline) -> str:
    """Write a baseline as JSON, one finding to a line."""
    articles = ",\n".join(f"    {_dumped(key)}: {_body(article)}" for key, article in sorted(baseline.articles.items()))
    body = f"{{\n{articles}\n  }}" if articles else "{}"
    return f'{{\n  "{_KIND}": {_VERSION},\n  "articles": {body}\n}}\n'


def _body(article: Article) -> str:
    lines = ",\n".join(_lines(article))
    findings = f"[\n{lines}\n      ]" if lines else "[]"
    return f'{{\n      "score": {_dumped(article.score)},\n      "findings": {findings}\n    }}'


def _lines(article: Article) -> Iterator[str]:
    for known in in_order(article.findings):
        keys = ("fingerprint", "code", "text", "severity")
        values = (known.fingerprint, known.code, known.text, known.severity.value)
        yield "        " + _dumped(dict(zip(keys, values, strict=True)))


def _dumped(value: object) -> str:
    """Write JSON that is read as it looks: what acts instead of being seen (turned text, controls) is escaped."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
