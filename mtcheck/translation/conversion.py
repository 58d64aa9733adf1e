"""Models converted for CTranslate2, kept under the user's cache directory by revision, number format and version.

A conversion is made in a folder of its own and renamed when it is whole, so two processes may convert at once and a
broken one is never seen. It goes through CTranslate2's documented converter classes; the weights are loaded by
weights.py, so nothing here runs a model's code either.
"""

from __future__ import annotations

import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck.records import MissingComponentError
from mtcheck.translation import conversions, weights
from mtcheck.translation.families import Tokenizer
from mtcheck.translation.models import ModelFiles

if TYPE_CHECKING:
    from ctranslate2.converters import Converter

_CONVERSION_ERRORS = (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, NotImplementedError)
"""What the converter raises for a model that it does not know how to convert, or a folder that cannot be written."""
_RECIPE = 1
"""To be raised when the conversion below changes."""


def converted(model: ModelFiles, quantization: str, *, anew: bool = False) -> Path:
    """Give the folder of the converted model, made if it is not there or is to be made `anew`.

    Raises MissingComponentError when the model cannot be converted.
    """
    name = f"{model.revision}-{quantization}-{version('ctranslate2')}-{_RECIPE}"
    target = conversions.folder() / name
    if anew:
        shutil.rmtree(target, ignore_errors=True)
    if not target.is_dir():
        parts = weights.load(model, dtype="float32")
        try:
            _convert(parts, target, quantization)
        except _CONVERSION_ERRORS as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise MissingComponentError(f"CTranslate2 cannot use the model {model.name}: {reason}") from error
    return target


def _convert(parts: weights.Parts, target: Path, quantization: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".making-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "model"
        _converter(*parts).convert(str(made), quantization=None if quantization == "float32" else quantization)
        try:
            made.rename(target)
        except OSError:
            if not target.is_dir():  # else another process was faster, and its conversion is as good
                raise


def _converter(model: Any, tokenizer: Tokenizer) -> Converter:
    """Give a converter of a loaded model.

    CTranslate2's own Marian loader drops the padding token and starts the output from zeros, as OPUS-MT models do;
    the embedded model starts from the padding token's embedding, so here it stays (and is zero in OPUS-MT models,
    which makes it the same). Its M2M100 loader finds no language tokens under transformers 5, so here the vocabulary
    is read off the tokenizer number by number.
    """
    from ctranslate2.converters import Converter
    from ctranslate2.converters.transformers import BartLoader, M2M100Loader

    class Loading(M2M100Loader if model.config.model_type == "m2m_100" else BartLoader):  # type: ignore[misc]
        def get_vocabulary(self, model: Any, tokenizer: Tokenizer) -> list[str]:
            return _vocabulary(tokenizer, int(model.config.vocab_size))

        def set_config(self, config: Any, model: Any, tokenizer: Tokenizer) -> None:
            config.bos_token = tokenizer.bos_token or tokenizer.eos_token
            config.eos_token, config.unk_token = tokenizer.eos_token, tokenizer.unk_token
            config.decoder_start_token = tokenizer.convert_ids_to_tokens(model.config.decoder_start_token_id)

    class Converting(Converter):  # type: ignore[misc]
        def _load(self) -> Any:
            import torch

            if model.config.model_type == "marian":
                model.config.normalize_before = model.config.normalize_embedding = False
            with torch.no_grad():
                return Loading()(model, tokenizer)

    return Converting()


def _vocabulary(tokenizer: Tokenizer, size: int) -> list[str]:
    """Name every row of the embedding once; rows that the tokenizer does not know get names of their own."""
    names: dict[str, None] = {}
    for number in range(size):
        token = tokenizer.convert_ids_to_tokens(number)
        names[token if token and token not in names else f"<unused {number}>"] = None
    return list(names)
