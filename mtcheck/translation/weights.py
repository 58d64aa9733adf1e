"""Loading a model with transformers: from a folder, without the network, foreign code or unsafe pickles."""

from __future__ import annotations

import logging
import warnings
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any, NamedTuple

from mtcheck.records import MissingComponentError
from mtcheck.translation.families import Tokenizer

if TYPE_CHECKING:
    from mtcheck.translation.models import ModelFiles

_LOADING_ERRORS = (OSError, ValueError, KeyError, TypeError, AssertionError, RuntimeError, ImportError, UnpicklingError)
"""What torch, transformers and sentencepiece raise for a model that is broken or of another kind."""


class Parts(NamedTuple):
    """A loaded model and its tokenizer."""

    model: Any
    tokenizer: Tokenizer


def load(model: ModelFiles, *, dtype: str) -> Parts:
    """Load a model in a number format ("float32", ...) and its tokenizer.

    The classes are those of the model's family, never what its configuration names (auto_map). Raises
    MissingComponentError when the model does not load.
    """
    return Parts(_loaded(model, model.family.model_class, dtype=dtype).eval(), tokenizer(model))


def tokenizer(model: ModelFiles) -> Tokenizer:
    """Load the tokenizer of a model, without torch; raises MissingComponentError when it does not load."""
    return _loaded(model, model.family.tokenizer_class)


def _loaded(model: ModelFiles, name: str, *, dtype: str | None = None) -> Any:
    import transformers
    from safetensors import SafetensorError
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    logging.getLogger("transformers").setLevel(logging.ERROR)
    settings = {"dtype": dtype, "weights_only": True} if dtype else {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return getattr(transformers, name).from_pretrained(model.folder, local_files_only=True, **settings)
    except (*_LOADING_ERRORS, SafetensorError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise MissingComponentError(f"the model {model.name} does not load: {reason}") from error
