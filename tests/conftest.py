"""What the tests share: a translator that knows its lines, and where the development texts lie."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REFERENCES = ROOT / "references"
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class LineTranslator:
    """A translator that renders the lines it was given and leaves others as they are."""

    lines: Mapping[str, str] = field(default_factory=dict)
    signature: str = "test:lines"

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, progress: Callable[[int, int], None] | None = None
    ) -> list[str]:
        """Translate into the source language from the lines; the way back gives what it is given."""
        return [self.lines.get(text, text) for text in texts] if target == "id" else list(texts)


@pytest.fixture
def shared() -> Path:
    """The development texts beside the checkout; the test skips itself where they are not."""
    if not (SHARED / "dev").is_dir():
        pytest.skip("../shared is not here: this test needs the development texts")
    return SHARED
