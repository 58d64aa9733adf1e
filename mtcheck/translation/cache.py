"""A cache of translations in SQLite, under the user's cache directory, safe for several processes at once.

An entry is keyed by the translator's signature (engine, model revision, number format, library versions,
decoding), the direction and the text, so nothing in it ever goes stale. Scores of lines lie beside the translations,
keyed by both texts.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from mtcheck.analysis.token_scores import TokenScore
from mtcheck.records import MtcheckError
from mtcheck.translation.protocol import Progress, Scoring, Translator

_Asked = TypeVar("_Asked", bound=Hashable)

_SCHEMA = "CREATE TABLE IF NOT EXISTS translations (key BLOB PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"


def cache_folder() -> Path:
    """Give the folder of all that is kept: $MTCHECK_CACHE_DIR, or one in the platform's cache directory."""
    from platformdirs import user_cache_path

    folder = os.environ.get("MTCHECK_CACHE_DIR")
    return Path(folder) if folder else user_cache_path("mtcheck", appauthor=False)


class CacheError(MtcheckError):
    """The cache cannot be written or cleared (no permission, no space)."""


def _is_passing(error: sqlite3.Error) -> bool:
    """Tell a file that cannot be used now (locked, read-only, full) from one that is broken or has another table."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF  # the rest is the extended code
    return isinstance(error, sqlite3.OperationalError) and code not in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT)


@dataclass(frozen=True, slots=True)
class Cache:
    """The cache file; it is made when the first translation is stored."""

    path: Path

    @classmethod
    def default(cls) -> Cache:
        """Give the user's cache: $MTCHECK_CACHE_DIR, or the platform's cache directory."""
        return cls(cache_folder() / "translations.sqlite")

    def get(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Give what is stored under the keys; a file that is no cache is deleted, to be built anew."""
        if not self.path.exists():
            return {}
        try:
            with self._connected() as connection:
                rows = (
                    connection.execute("SELECT text FROM translations WHERE key = ?", (k,)).fetchone() for k in keys
                )
                return {key: row[0] for key, row in zip(keys, rows, strict=True) if row and isinstance(row[0], str)}
        except sqlite3.DatabaseError as error:
            if not _is_passing(error):
                self.clear()
            return {}

    def put(self, entries: Mapping[bytes, str]) -> None:
        """Store translations; a cache that cannot be written (read-only, full, locked) is left as it is."""
        for _ in range(2):  # a second time when the file was broken and is gone now
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                with self._connected() as connection, connection:
                    connection.executemany("INSERT OR REPLACE INTO translations VALUES (?, ?)", entries.items())
            except OSError:
                return
            except sqlite3.DatabaseError as error:
                if _is_passing(error):
                    return
                self.clear()
            else:
                return

    def entries(self) -> int:
        """Count the translations (and scored lines) stored."""
        if not self.path.exists():
            return 0
        try:
            with self._connected() as connection:
                return int(connection.execute("SELECT count(*) FROM translations").fetchone()[0])
        except sqlite3.DatabaseError:
            return 0

    def size(self) -> int:
        """Give the size of the cache's files in bytes."""
        return sum(file.stat().st_size for file in self._files() if file.exists())

    def clear(self) -> None:
        """Delete the cache; raises CacheError when that is not permitted."""
        for file in self._files():
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise CacheError(f"{file}: cannot be deleted ({error.strerror})") from error

    def _files(self) -> tuple[Path, ...]:
        return self.path, self.path.with_name(f"{self.path.name}-wal"), self.path.with_name(f"{self.path.name}-shm")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """Open the file with a write-ahead log, so that readers and one writer do not wait for each other."""
        with closing(sqlite3.connect(self.path, timeout=10)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute(_SCHEMA)
            yield connection


@dataclass(frozen=True, slots=True)
class CachedTranslator:
    """A translator that remembers: it asks the one behind it only for texts that are not in the cache."""

    translator: Translator
    cache: Cache

    @property
    def signature(self) -> str:
        """The signature of the translator behind the cache."""
        return self.translator.signature

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, progress: Progress | None = None
    ) -> list[str]:
        """Translate, each distinct text at most once ever."""
        return self._remembered(
            texts,
            lambda text: self._key(source, target, text),
            lambda missing: self.translator.translate(missing, source=source, target=target, progress=progress),
        )

    def _remembered(
        self,
        asked: Sequence[_Asked],
        key: Callable[[_Asked], bytes],
        make: Callable[[Sequence[_Asked]], Sequence[str]],
    ) -> list[str]:
        keys = {one: key(one) for one in asked}
        known = self.cache.get(list(keys.values()))
        missing = [one for one in keys if keys[one] not in known]
        if missing:
            fresh = {keys[one]: result for one, result in zip(missing, make(missing), strict=True)}
            self.cache.put(fresh)
            known |= fresh
        return [known[keys[one]] for one in asked]

    def _key(self, *parts: str) -> bytes:
        return hashlib.sha256("\0".join((self.signature, *parts)).encode()).digest()


@dataclass(frozen=True, slots=True)
class CachedScoring(CachedTranslator):
    """A translator that remembers what it scored, too."""

    translator: Scoring

    def score(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        *,
        source: str,
        target: str,
        progress: Progress | None = None,
    ) -> list[tuple[TokenScore, ...]]:
        """Score, each distinct pair of lines at most once ever."""

        def make(missing: Sequence[tuple[str, str]]) -> list[str]:
            lines = [list(side) for side in zip(*missing, strict=True)]
            made = self.translator.score(lines[0], lines[1], source=source, target=target, progress=progress)
            return [json.dumps([(s.start, s.end, s.log_probability) for s in scores]) for scores in made]

        pairs = list(zip(sources, targets, strict=True))
        kept = self._remembered(pairs, lambda pair: self._key("score", source, target, *pair), make)
        return [tuple(TokenScore(*values) for values in json.loads(text)) for text in kept]
