"""The folder of models converted for CTranslate2, in the user's cache directory: counted, weighed and emptied."""

from __future__ import annotations

import shutil
from pathlib import Path

from mtcheck.translation.cache import CacheError, cache_folder


def folder() -> Path:
    """Give the folder that holds a folder per converted model; it is made with the first."""
    return cache_folder() / "ctranslate2"


def number() -> int:
    """Count the converted models."""
    return sum(1 for _ in folder().glob("[!.]*"))


def size() -> int:
    """Give the size of the converted models in bytes."""
    return sum(file.stat().st_size for file in folder().rglob("*") if file.is_file())


def clear() -> int:
    """Delete the converted models and give how many there were; raises CacheError when that is not permitted."""
    before = number()
    try:
        shutil.rmtree(folder())
    except FileNotFoundError:
        return before
    except OSError as error:
        raise CacheError(f"{folder()}: cannot be deleted ({error.strerror})") from error
    return before
