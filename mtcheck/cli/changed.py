"""Which articles differ from a git revision: what `--changed` checks."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.records import UnusableInputError

if TYPE_CHECKING:
    from mtcheck.readers import ArticleFiles


def changed(entries: Sequence[ArticleFiles], base: str) -> list[ArticleFiles]:
    """Give the articles that differ from what stood there when this branch left `base`, or whose files beside do.

    Beside an article lie its source, its references and its suppressions. Files that git does not know yet are new,
    and so differ. Raises UnusableInputError outside a git repository and for a revision that it does not know.
    """
    return [entry for entry in entries if any(_differs(Path(name), base) for name in _names(entry))]


def _names(entry: ArticleFiles) -> list[str]:
    from mtcheck.suppressions import sidecar

    beside = (entry.source, *entry.references, sidecar.path_for(entry.article))
    return [entry.article, *(str(name) for name in beside if name)]


def _differs(path: Path, base: str) -> bool:
    """Say whether a file differs; standard input and a file that is not there do not."""
    if not path.is_file():
        return False
    resolved = path.resolve()
    return resolved in _differing(_top(str(resolved.parent)), base)


@cache
def _top(folder: str) -> str:
    """Give the root of the working tree that a folder lies in."""
    return _git(folder, "rev-parse", "--show-toplevel").rstrip("\n")


@cache
def _differing(top: str, base: str) -> frozenset[Path]:
    """Give the files of a working tree that differ from where its branch left a revision, and those that are new."""
    commit = _git(
        top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}", revision=base
    ).strip()
    fork = _git(top, "merge-base", commit, "HEAD", missing=commit).strip()
    listed = _git(top, "diff", "--name-only", "--no-renames", "--diff-filter=d", "-z", fork)
    untracked = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(Path(top, name) for name in (listed + untracked).split("\0") if name)


def _git(folder: str, *arguments: str, revision: str | None = None, missing: str | None = None) -> str:
    """Run git in a folder.

    `revision` is what the user named, where git fails for not knowing it; `missing` is what to give where it fails,
    instead of an error.
    """
    try:
        done = subprocess.run(  # noqa: S603 - no shell
            ["git", "-C", folder, *arguments],  # noqa: S607 - the user's own git
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise UnusableInputError("--changed needs git, which is not installed") from error
    if done.returncode == 0:
        return os.fsdecode(done.stdout)
    if missing is not None:
        return missing
    if revision is not None:
        raise UnusableInputError(f"--changed: git knows no revision {revision!r} (in {folder}; is the clone shallow?)")
    reason = os.fsdecode(done.stderr).strip().splitlines()
    raise UnusableInputError(f"--changed: {reason[-1].removeprefix('fatal: ') if reason else 'git failed'}")
