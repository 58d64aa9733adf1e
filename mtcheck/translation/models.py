"""Translation models on this machine: what the user calls one, its folder, its family, its weights and its revision.

A model is named by its revision, so that a cached translation is never taken for that of another model: the
commit of a hub model, the SHA-256 of the files of a local one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from mtcheck.records import MissingComponentError
from mtcheck.translation.families import Family, family_of

SAFE, PICKLED = "model", "pytorch_model"
"""The names that weights begin with: safetensors, and torch's pickled checkpoints."""
_WEIGHTS = ((f"{SAFE}.safetensors", f"{SAFE}-*-of-*.safetensors"), (f"{PICKLED}.bin", f"{PICKLED}-*-of-*.bin"))
"""Weights in one file or in shards, the preferred kind first."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A translation model on this machine: what the user calls it, its folder, its family, and its revision."""

    name: str
    folder: Path
    family: Family
    revision: str

    @property
    def bytes(self) -> int:
        """The size of the weights."""
        return sum((self.folder / file).stat().st_size for file in weights(self.folder))


def embedded(*languages: str) -> ModelFiles:
    """Give the model that the package brings for a pair of languages, in either order.

    Raises MissingComponentError when the package has none.
    """
    name = "-".join(sorted(languages))
    folder = Path(str(files("mtcheck") / "models" / name))
    if not folder.is_dir():
        raise MissingComponentError(
            f"no embedded translation model for {name} in this installation; reinstall mtcheck, "
            "name a model with --model, or check without one (--no-translate)"
        )
    return local(f"embedded/{name}", folder)


def locate(name: str, *, offline: bool) -> ModelFiles:
    """Find a model by folder or hub name; a hub model that is not on this machine is downloaded unless `offline`.

    Raises MissingComponentError, saying what to do, when there is no such model or it is no translation model.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return local(name, folder)
    if folder.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1:
        raise MissingComponentError(f"no translation model at {name}: there is no such folder")
    from mtcheck.translation import hub

    snapshot = hub.snapshot(name, offline=offline)
    return local(name, snapshot, revision=snapshot.name[:12])


def local(name: str, folder: Path, revision: str | None = None) -> ModelFiles:
    """Give the model in a folder; without a known revision, its files are hashed.

    Raises MissingComponentError when the folder holds no translation model, or not all of it.
    """
    family = family_of(folder, name)
    chosen = weights(folder)
    if not chosen:
        raise MissingComponentError(f"{name} is not a whole translation model: {folder} lacks model.safetensors")
    return ModelFiles(name, folder, family, revision or _digest(folder, chosen))


def weights(folder: Path) -> tuple[str, ...]:
    """Name the files that hold the weights: safetensors (whole or in shards) before a pickled checkpoint."""
    for whole, shards in _WEIGHTS:
        if (folder / whole).is_file():
            return (whole,)
        if found := tuple(sorted(file.name for file in folder.glob(shards))):
            return found
    return ()


def _digest(folder: Path, chosen: tuple[str, ...]) -> str:
    """Hash the model: its weights, and all its small files by which it is configured."""
    small = (f.name for f in folder.iterdir() if f.suffix in (".json", ".spm", ".model") and f.is_file())
    digest = hashlib.sha256()
    for file in sorted({*small, *chosen}):
        with (folder / file).open("rb") as stream:
            digest.update(file.encode() + hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:12]
