"""Gold error spans: how they are read, when a finding matches one, and what is counted from the matches.

A gold folder holds ``article.en.txt`` and ``spans.json`` (see references/README.md for the format). Everything
here is pure but the reading, and knows nothing of how the findings came about.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import ftfy
from intervals import Ratio

from mtcheck.records import Span, count_words

ARTICLE, SOURCE, REFERENCE = "article.en.txt", "source.id.txt", "reference.en.txt"
SPANS, RIGHT = "spans.json", "nonerrors.json"
SEVERITIES = ("minor", "major", "critical")
SERIOUS = frozenset({"major", "critical"})


class BadInputError(Exception):
    """Gold data that cannot be used; the message is one line that names the file."""


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A stretch of an article that an annotator marked as wrong (or, in a clean text, as a slip of its author).

    `needs_source` is None where the annotator did not say whether a reader of the English alone can see the fault.
    """

    span: Span
    quote: str
    category: str
    severity: str
    needs_source: bool | None = None
    comment: str = ""

    @property
    def serious(self) -> bool:
        """Say whether the error is major or critical."""
        return self.severity in SERIOUS


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its gold spans, in the order of the text, and its source where one lies beside it.

    `right` are the places of phrases that tempt a checker and are right.
    """

    name: str
    text: str
    gold: tuple[GoldSpan, ...] = ()
    source: str | None = None
    right: tuple[Span, ...] = ()


def matches(finding: Span, gold: Span) -> bool:
    """Say whether a finding marks what a gold span marks.

    They overlap by at least half of the shorter and a quarter of the gold span, and the finding is at most four
    times as long as the gold span plus 20 characters: marking a whole paragraph finds nothing.
    """
    overlap = min(finding.end, gold.end) - max(finding.start, gold.start)
    return (
        overlap > 0
        and 2 * overlap >= min(len(finding), len(gold))
        and 4 * overlap >= len(gold)
        and len(finding) <= 4 * len(gold) + 20
    )


def found(gold: Iterable[GoldSpan], findings: Sequence[Span]) -> list[GoldSpan]:
    """Give the gold spans that at least one finding matches."""
    return [g for g in gold if any(matches(f, g.span) for f in findings)]


def recall(gold: Sequence[GoldSpan], findings: Sequence[Span]) -> Ratio:
    """Give how many of the gold spans the findings match."""
    return Ratio(len(found(gold, findings)), len(gold))


def is_right(finding: Span, gold: Iterable[GoldSpan]) -> bool:
    """Say whether a finding matches any gold span."""
    return any(matches(finding, g.span) for g in gold)


def read_articles(folders: Iterable[Path]) -> list[GoldText]:
    """Read every gold folder in or under the given ones, each once, in the order of their paths.

    Raises BadInputError when a folder is missing, holds no gold folder, or a file in it cannot be used.
    """
    seen: dict[Path, GoldText] = {}
    for folder in folders:
        if not folder.is_dir():
            raise BadInputError(f"{folder}: no such folder")
        homes = sorted(spans.parent for spans in folder.rglob(SPANS))
        if not homes:
            raise BadInputError(f"{folder}: no folder with {ARTICLE} and {SPANS} in it")
        for home in homes:
            if home.resolve() not in seen:
                seen[home.resolve()] = _read_folder(home)
    return list(seen.values())


def read_references(articles: Iterable[GoldText]) -> list[GoldText]:
    """Read the human translations that lie beside articles, each with the article's source; raises BadInputError."""
    paths = [(text, Path(text.name) / REFERENCE) for text in articles]
    return [GoldText(str(path), read_text(path), source=text.source) for text, path in paths if path.exists()]


def read_clean(folder: Path) -> list[GoldText]:
    """Read the texts NN.txt of a folder of sound English, with the slips that NN.spans.json marks, where it exists.

    Raises BadInputError when there are none or a file cannot be used.
    """
    texts = sorted(folder.glob("*.txt"))
    if not texts:
        raise BadInputError(f"{folder}: no text (*.txt) in it")
    pairs = [(path, path.with_suffix(".spans.json")) for path in texts]
    return [_gold_text(path, spans if spans.exists() else None, str(path)) for path, spans in pairs]


def read_lines(path: Path, words: int) -> list[GoldText]:
    """Read sound English from a file of sentences, one a line (.txt or .txt.xz), up to a number of words.

    Broken characters are mended first: in an old corpus they are real, and not what is measured. A line that looks
    like a headline begins a new text, and so does every twentieth line. Raises BadInputError.
    """
    texts: list[list[str]] = []
    left = words
    for line in _lines(path):
        if not texts or len(texts[-1]) == _LINES or _is_headline(line):
            texts.append([])
        texts[-1].append(line)
        left -= count_words(line)
        if left <= 0:
            break
    if not texts:
        raise BadInputError(f"{path}: no text in it")
    return [GoldText(f"{path}#{i}", "\n\n".join(lines)) for i, lines in enumerate(texts, 1)]


_LINES = 20


def _is_headline(line: str) -> bool:
    return line[-1].isalnum() and len(line.split()) < 12


def _lines(path: Path) -> Iterator[str]:
    try:
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as file:
            for line in file:
                if mended := ftfy.fix_text(line).strip():
                    yield mended
    except (OSError, EOFError, UnicodeDecodeError, lzma.LZMAError) as error:
        raise BadInputError(f"{path}: cannot be read: {_one_line(error)}") from error


def _read_folder(home: Path) -> GoldText:
    source = home / SOURCE
    text = _gold_text(home / ARTICLE, home / SPANS, str(home), read_text(source) if source.exists() else None)
    return replace(text, right=tuple(_right(home, text.text)))


def _right(home: Path, text: str) -> Iterator[Span]:
    """Yield the places of the phrases that the list beside the folder calls right, under the folder's name."""
    path = home.resolve().parent / RIGHT
    if not path.exists():
        return
    try:
        phrases = [entry["quote"] for entry in json.loads(read_text(path)).get(home.resolve().name, ())]
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise BadInputError(f"{path}: not lists of phrases by folder: {_one_line(error)}") from error
    for phrase in phrases:
        yield from (Span(m.start(), m.end()) for m in re.finditer(re.escape(phrase), text))


def _gold_text(path: Path, spans: Path | None, name: str, source: str | None = None) -> GoldText:
    text = read_text(path)
    gold = () if spans is None else tuple(sorted(_spans(spans, text), key=lambda g: (g.span.start, g.span.end)))
    return GoldText(name, text, gold, source)


def read_text(path: Path) -> str:
    """Read a UTF-8 text as it stands (line breaks too, for offsets count them); raises BadInputError."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"{path}: cannot be read: {_one_line(error)}") from error


def _spans(path: Path, text: str) -> Iterator[GoldSpan]:
    try:
        entries = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise BadInputError(f"{path}: not JSON: {error}") from error
    if not isinstance(entries, list):
        raise BadInputError(f"{path}: not a list of spans")
    for number, entry in enumerate(entries, 1):
        try:
            yield _span(entry, text)
        except (KeyError, TypeError, ValueError) as error:
            what = f"the key {error} is missing" if isinstance(error, KeyError) else _one_line(error)
            raise BadInputError(f"{path}: span {number}: {what}") from error


def _span(entry: dict[str, Any], text: str) -> GoldSpan:
    span = Span(entry["start"], entry["end"])
    quote, severity = entry["quote"], entry["severity"]
    if not len(span) or text[span.start : span.end] != quote:
        raise ValueError(f"[{span.start}, {span.end}) is not the quote {quote!r}")
    if severity not in SEVERITIES:
        raise ValueError(f"{severity!r} is not a severity ({', '.join(SEVERITIES)})")
    return GoldSpan(span, quote, str(entry["category"]), severity, entry.get("needs_source"), entry.get("comment", ""))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
