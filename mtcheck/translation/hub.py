"""Models of the Hugging Face hub: taken from the user's hub cache, or downloaded where the network may be used.

HF_HOME, HF_HUB_CACHE and HF_HUB_OFFLINE hold as everywhere. Only configuration, vocabulary and weights are fetched,
never code. A model that is in the cache is used as it is, without asking the hub for a newer one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mtcheck.records import MissingComponentError
from mtcheck.translation import models
from mtcheck.translation.families import family_of

_SMALL = ("*.json", "*.spm", "*.model")
"""Everything of a model but its weights; a tokenizer.json is the largest, 30 MB at most."""


def snapshot(name: str, *, offline: bool) -> Path:
    """Give the folder of a hub model in the hub cache, downloaded if need be.

    Raises MissingComponentError, saying what to do, when it is not there and cannot be had.
    """
    from huggingface_hub import constants
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, RepositoryNotFoundError

    offline = offline or constants.HF_HUB_OFFLINE
    try:
        return _cached(name) or _downloaded(name, offline=offline)
    except HFValidationError as error:
        raise MissingComponentError(f"{name!r} is neither a folder nor the name of a model on the hub") from error
    except RepositoryNotFoundError as error:
        raise MissingComponentError(f"the Hugging Face hub has no model {name!r} (or it is not public)") from error
    except (HfHubHTTPError, OSError, RuntimeError) as error:
        how = "and the network may not be used" if offline else "and the hub cannot be reached"
        raise MissingComponentError(
            f"the model {name} is not on this machine {how}; 'hf download {name}' fetches it where there is a network"
        ) from error


def _cached(name: str) -> Path | None:
    """Give the snapshot in the hub cache if it is a whole model."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        folder = Path(snapshot_download(name, local_files_only=True))
    except LocalEntryNotFoundError:
        return None
    whole = (folder / "config.json").is_file() and models.weights(folder)
    return folder if whole else None


def _downloaded(name: str, *, offline: bool) -> Path:
    """Download the small files, see that it is a translation model, and only then the weights."""
    from huggingface_hub import HfApi, snapshot_download

    folder = Path(snapshot_download(name, allow_patterns=list(_SMALL), local_files_only=offline))
    family_of(folder, name)
    if not offline:
        commit = folder.name
        listed = HfApi().list_repo_files(name, revision=commit)
        snapshot_download(name, revision=commit, allow_patterns=_weights_among(listed))
    return folder


def _weights_among(listed: Sequence[str]) -> list[str]:
    """Choose what to download: safetensors where the repository has them, else the pickled checkpoint."""
    safe = [file for file in listed if file.startswith(models.SAFE) and file.endswith(".safetensors")]
    return safe or [file for file in listed if file.startswith(models.PICKLED) and file.endswith(".bin")]
