"""Which files belong together: an article, its source and its references, in a folder or by a pattern."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mtcheck.config import FOLDER_REFERENCE, FOLDER_SOURCE, Config
from mtcheck.readers.bilingual import is_bilingual
from mtcheck.readers.formats import limit_of
from mtcheck.readers.text import STANDARD_INPUT, read_bytes
from mtcheck.records import UnusableInputError


@dataclass(frozen=True, slots=True)
class ArticleFiles:
    """The names of an article's files, as they are told to the user.

    `data` is what the article's file holds, where that is not to be read from the file (standard input).
    """

    article: str
    source: str | None = None
    references: tuple[str, ...] = ()
    data: bytes | None = None


def find(name: str, config: Config) -> tuple[ArticleFiles, ...]:
    """Find the files of what the user named: an article, or a folder with articles in it or in its own folders.

    Raises UnusableInputError for a folder without an article, and where one article has several sources.
    """
    if name == STANDARD_INPUT or is_bilingual(name) or not Path(name).is_dir():
        return (_beside(Path(name), name, config.source_pattern, config.reference_pattern, config),)
    source, reference = config.source_pattern or FOLDER_SOURCE, config.reference_pattern or FOLDER_REFERENCE
    articles = list(_articles(Path(name), config))
    if not articles:
        wanted = _filled(config.article_pattern, config)
        raise UnusableInputError(f"{name}: a folder without an article ({wanted})")
    return tuple(_beside(article, str(article), source, reference, config) for article in articles)


def standard_input_as(name: str, config: Config) -> ArticleFiles:
    """Read standard input as if it were a file of that name, with what the patterns find beside the file."""
    beside = _beside(Path(name), name, config.source_pattern, config.reference_pattern, config)
    return replace(beside, data=read_bytes(STANDARD_INPUT, limit_of(name)))


def unique(entries: Iterable[ArticleFiles]) -> list[ArticleFiles]:
    """Leave out the articles that were already named, in other words or by a folder."""
    first: dict[str, ArticleFiles] = {}
    for entry in entries:
        first.setdefault(os.path.realpath(entry.article), entry)
    return list(first.values())


def _articles(folder: Path, config: Config) -> Iterator[Path]:
    """Yield a folder's own articles or, where it has none, those of the folders in it."""
    pattern = _filled(config.article_pattern, config)
    if own := _matches(folder, pattern):
        yield from own
        return
    for inner in _matches(folder, "*", folders=True):
        if not inner.name.startswith("."):
            yield from _matches(inner, pattern)


def _beside(article: Path, name: str, source: str | None, reference: str | None, config: Config) -> ArticleFiles:
    """Give an article with what the patterns find in its folder; a bilingual file brings its source itself."""
    if name == STANDARD_INPUT or not article.is_file():
        return ArticleFiles(name)
    sources = _others(article, source, config) if not is_bilingual(name) else []
    if len(sources) > 1:
        raise UnusableInputError(f"{name}: {len(sources)} files fit the source-pattern {source!r}, not one")
    references = [file for file in _others(article, reference, config) if file not in sources]
    return ArticleFiles(name, str(sources[0]) if sources else None, tuple(map(str, references)))


def _others(article: Path, pattern: str | None, config: Config) -> list[Path]:
    """Give the files beside an article that fit a pattern, but not the article."""
    if pattern is None:
        return []
    stem = article.stem.removesuffix(f".{config.language}")
    found = _matches(article.parent, _filled(pattern, config, stem))
    return [file for file in found if not file.samefile(article)]


def _filled(pattern: str, config: Config, stem: str = "") -> str:
    return pattern.format(stem=glob.escape(stem), language=config.language, source_language=config.source_language)


def _matches(folder: Path, pattern: str, *, folders: bool = False) -> list[Path]:
    """Give the files, or the folders, of a folder that fit a pattern, in the order of their names."""
    try:
        return sorted(path for path in folder.glob(pattern) if (path.is_dir() if folders else path.is_file()))
    except (ValueError, OSError) as error:
        raise UnusableInputError(f"{folder}: cannot look for {pattern!r} there ({error})") from error
