"""Where translation models lie: embedded in the package, in a folder, or on the Hugging Face hub.

A model is named by its revision, so that a cached translation is never taken for that of another model: the
commit of a hub model, the SHA-256 of the files of a local one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from mtcheck.records import MissingComponentError

_NEEDED = ("config.json", "source.spm", "target.spm", "vocab.json")
_OPTIONAL = ("generation_config.json", "tokenizer_config.json")
_WEIGHTS = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin")


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A translation model on this machine: what the user calls it, its folder, and its revision."""

    name: str
    folder: Path
    revision: str


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
    return _local(f"embedded/{name}", folder)


def locate(name: str, *, offline: bool) -> ModelFiles:
    """Find a model by folder or hub name; a hub model is downloaded unless `offline` (or HF_HUB_OFFLINE) forbids it.

    Only the files that a Marian model needs are fetched, never code. Raises MissingComponentError, saying what to
    do, when there is no such model.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _local(name, folder)
    if folder.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1:
        raise MissingComponentError(f"no translation model at {name}: there is no such folder")
    return _from_hub(name, offline=offline)


def _local(name: str, folder: Path) -> ModelFiles:
    missing = [file for file in _NEEDED if not (folder / file).is_file()]
    weights = _weights(folder)
    if missing or not weights:
        lacking = ", ".join(missing or [_WEIGHTS[0]])
        raise MissingComponentError(f"{folder} is not a Marian translation model: it lacks {lacking}")
    digest = hashlib.sha256()
    for file in sorted((*_NEEDED, *(f for f in _OPTIONAL if (folder / f).is_file()), *weights)):
        with (folder / file).open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return ModelFiles(name, folder, digest.hexdigest()[:12])


def _weights(folder: Path) -> tuple[str, ...]:
    """Name the weight files: safetensors (whole or in shards) before a pickled checkpoint."""
    shards = tuple(sorted(p.name for p in folder.glob("model-*-of-*.safetensors")))
    return shards or next(((w,) for w in _WEIGHTS if (folder / w).is_file()), ())


def _from_hub(name: str, *, offline: bool) -> ModelFiles:
    from huggingface_hub import constants, snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError, RepositoryNotFoundError

    offline = offline or constants.HF_HUB_OFFLINE
    patterns = [*_NEEDED, *_OPTIONAL, "model*.safetensors", _WEIGHTS[1], _WEIGHTS[2]]
    try:
        folder = Path(snapshot_download(name, allow_patterns=patterns, local_files_only=offline))
    except HFValidationError as error:
        raise MissingComponentError(f"{name!r} is neither a folder nor the name of a model on the hub") from error
    except RepositoryNotFoundError as error:
        raise MissingComponentError(f"the Hugging Face hub has no model {name!r} (or it is not public)") from error
    except (LocalEntryNotFoundError, OSError) as error:
        how = "and --offline forbids to fetch it" if offline else "and the hub cannot be reached"
        raise MissingComponentError(
            f"the model {name} is not on this machine {how}; 'hf download {name}' fetches it where there is a network"
        ) from error
    local = _local(name, folder)
    return ModelFiles(name, folder, folder.name[:12] or local.revision)
