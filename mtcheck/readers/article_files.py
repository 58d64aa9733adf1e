"""Which files belong together: an article, its source and its references, in a folder or by a pattern."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from mtcheck.config import FOLDER_REFERENCE, FOLDER_SOURCE, Config
from mtcheck.readers import folders
from mtcheck.readers.bilingual import is_bilingual
from mtcheck.readers.formats import ARTICLE_ENDS, limit_of
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
    """Find the files of what the user named: an article, a folder with articles in it, or a pattern.

    A folder holds what `article_pattern` names, in it or in its own folders; where no pattern is set and neither has
    an article.en.txt, the files of its whole tree whose names end as articles do. A pattern (articles/**/*.md) is one
    that the shell left as it was: a file that really has such a name goes first. Raises UnusableInputError where there
    is no article, and where one article has several sources.
    """
    _matches.cache_clear()
    path = Path(name)
    if name != STANDARD_INPUT and folders.is_folder(path):
        return _in_folder(path, name, config)
    if name == STANDARD_INPUT or not (folders.is_file(path) or glob.has_magic(name)):
        return (ArticleFiles(name),)  # reading it says what is wrong
    if folders.is_file(path):
        return (_beside(path, name, config.source_pattern, config.reference_pattern, config),)
    source, reference = config.source_pattern, config.reference_pattern
    found = _without_companions(folders.expanded(name), source, reference, config)
    if not found:
        raise UnusableInputError(f"{name}: no article has a name like that")
    return tuple(_beside(article, str(article), source, reference, config) for article in found)


def _in_folder(folder: Path, name: str, config: Config) -> tuple[ArticleFiles, ...]:
    source, reference = config.source_pattern or FOLDER_SOURCE, config.reference_pattern or FOLDER_REFERENCE
    found = _articles(folder, config) or _in_tree(folder, config, source, reference)
    if not found:
        wanted = _filled(config.article_pattern, config)
        any_end = f", or any {', '.join(ARTICLE_ENDS)}" if _is_default(config) else ""
        raise UnusableInputError(f"{name}: a folder without an article ({wanted}{any_end})")
    return tuple(_beside(article, str(article), source, reference, config) for article in found)


def standard_input_as(name: str, config: Config) -> ArticleFiles:
    """Read standard input as if it were a file of that name, with what the patterns find beside the file."""
    _matches.cache_clear()
    beside = _beside(Path(name), name, config.source_pattern, config.reference_pattern, config)
    return replace(beside, data=read_bytes(STANDARD_INPUT, limit_of(name)))


def unique(entries: Iterable[ArticleFiles]) -> list[ArticleFiles]:
    """Leave out the articles that were already named, in other words or by a folder."""
    first: dict[str, ArticleFiles] = {}
    for entry in entries:
        first.setdefault(os.path.realpath(entry.article), entry)
    return list(first.values())


def _articles(folder: Path, config: Config) -> list[Path]:
    """Give a folder's own articles or, where it has none, those of the folders in it, as the pattern names them."""
    pattern = _filled(config.article_pattern, config)
    if own := _matches(folder, pattern):
        return list(own)
    return [article for inner in folders.inner(folder) for article in _matches(inner, pattern)]


def _in_tree(folder: Path, config: Config, source: str, reference: str) -> list[Path]:
    """Give the files of a folder's tree that end as articles do, where the user has not said what articles are."""
    if not _is_default(config):
        return []
    return _without_companions(folders.tree(folder, ARTICLE_ENDS), source, reference, config)


def _is_default(config: Config) -> bool:
    return config.article_pattern == Config().article_pattern


def _without_companions(files: Sequence[Path], source: str | None, reference: str | None, config: Config) -> list[Path]:
    """Leave out the files that are the source or a reference of another, and those whose names say so (x.id.txt)."""
    others = {
        companion.resolve()
        for file in files
        for pattern in (source, reference)
        for companion in _others(file, pattern, config)
    }
    tag = f".{config.source_language}"
    return [file for file in files if file.resolve() not in others and Path(file.stem).suffix.lower() != tag]


def _beside(article: Path, name: str, source: str | None, reference: str | None, config: Config) -> ArticleFiles:
    """Give an article with what the patterns find in its folder; a bilingual file brings its source itself."""
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
    return [file for file in found if file.resolve() != article.resolve()]


def _filled(pattern: str, config: Config, stem: str = "") -> str:
    return pattern.format(stem=glob.escape(stem), language=config.language, source_language=config.source_language)


@lru_cache(maxsize=1024)  # the articles of a folder ask the same; find forgets it, for files come and go
def _matches(folder: Path, pattern: str) -> tuple[Path, ...]:
    """Give the files of a folder that fit a pattern, in the order of their names."""
    try:
        found = sorted(path for path in folder.glob(pattern) if path.is_file())
    except (ValueError, OSError) as error:
        raise UnusableInputError(f"{folder}: cannot look for {pattern!r} there ({error})") from error
    return tuple(path for path in found if folders.is_searched(path, folder, pattern))
