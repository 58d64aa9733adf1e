"""The cache of translations: it saves work, never mixes things up, and survives accidents."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.translation import Cache, CachedTranslator


@dataclass
class Recorder:
    """A translator that turns texts round and remembers what it was asked."""

    signature: str = "test:1"
    asked: list[str] = field(default_factory=list)

    def translate(self, texts: Sequence[str], *, source: str, target: str, progress: object = None) -> list[str]:
        self.asked += texts
        return [f"{target}:{text[::-1]}" for text in texts]


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "folder" / "translations.sqlite")


def _ask(recorder: Recorder, cache: Cache, *texts: str, target: str = "id") -> list[str]:
    return CachedTranslator(recorder, cache).translate(texts, source="en", target=target)


def test_a_text_is_translated_once(cache: Cache) -> None:
    recorder = Recorder()
    assert _ask(recorder, cache, "ab", "cd", "ab") == ["id:ba", "id:dc", "id:ba"]
    assert _ask(recorder, cache, "cd", "ef") == ["id:dc", "id:fe"]
    assert recorder.asked == ["ab", "cd", "ef"]
    assert cache.entries() == 3
    assert cache.size() > 0


def test_direction_and_signature_are_part_of_the_key(cache: Cache) -> None:
    assert _ask(Recorder(), cache, "ab") == ["id:ba"]
    assert _ask(Recorder(), cache, "ab", target="en") == ["en:ba"]
    other = Recorder("test:2")
    assert _ask(other, cache, "ab") == ["id:ba"]
    assert other.asked == ["ab"]


@given(st.lists(st.text()))
def test_a_cache_changes_no_result(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    cache = Cache(tmp_path_factory.getbasetemp() / "property.sqlite")
    plain = Recorder().translate(texts, source="en", target="id")
    assert _ask(Recorder(), cache, *texts) == plain
    assert _ask(Recorder(), cache, *texts) == plain


def _noise(cache: Cache) -> None:
    cache.path.write_bytes(b"this is no database, but it is longer than a header of one" * 40)


def _empty(cache: Cache) -> None:
    cache.path.write_bytes(b"")


def _cut(cache: Cache) -> None:
    cache.path.write_bytes(cache.path.read_bytes()[:5000])


def _scribble(cache: Cache) -> None:
    content = bytearray(cache.path.read_bytes())
    content[4096:] = b"\xff" * len(content[4096:])
    cache.path.write_bytes(content)


def _other_table(cache: Cache) -> None:
    with closing(sqlite3.connect(cache.path)) as connection, connection:
        connection.execute("DROP TABLE translations")
        connection.execute("CREATE TABLE translations (name TEXT)")


def _other_type(cache: Cache) -> None:
    with closing(sqlite3.connect(cache.path)) as connection, connection:
        connection.execute("UPDATE translations SET text = x'ff00'")


DAMAGES = [_noise, _empty, _cut, _scribble, _other_table, _other_type]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_file_is_rebuilt(cache: Cache, damage: Callable[[Cache], None]) -> None:
    texts = [f"text {number} " * 20 for number in range(50)]
    expected = _ask(Recorder(), cache, *texts)
    with closing(sqlite3.connect(cache.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(cache)
    recorder = Recorder()
    assert _ask(recorder, cache, *texts) == expected
    assert recorder.asked == texts
    assert _ask(recorder, cache, *texts) == expected
    assert recorder.asked == texts
    assert cache.entries() == len(texts)


def test_two_processes_can_repair_at_once(cache: Cache) -> None:
    _ask(Recorder(), cache, "ab")
    _noise(cache)
    assert _fill_twice_at_once(cache) == [0, 0]
    assert _ask(Recorder(), cache, "shared") == ["id:derahs"]
    assert cache.entries() >= 1


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    recorder = Recorder()
    assert _ask(recorder, Cache(tmp_path / "file" / "translations.sqlite"), "ab") == ["id:ba"]


def _fill(path: Path, offset: int) -> None:
    cache = Cache(path)
    for number in range(60):
        _ask(Recorder(), cache, f"text {offset + number}", "shared")


def _fill_twice_at_once(cache: Cache) -> list[int | None]:
    """Fill the cache from two processes at once, and give their exit statuses."""
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_fill, args=(cache.path, offset)) for offset in (0, 1000)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    return [worker.exitcode for worker in workers]


def test_two_processes_can_write_at_once(cache: Cache) -> None:
    assert _fill_twice_at_once(cache) == [0, 0]
    assert cache.entries() == 121


def test_clearing_leaves_nothing(cache: Cache) -> None:
    _ask(Recorder(), cache, "ab")
    cache.clear()
    assert cache.entries() == 0
    assert cache.size() == 0
    assert list(cache.path.parent.iterdir()) == []
