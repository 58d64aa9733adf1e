"""What somebody who mistyped a name probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Give " (did you mean ...?)" with the nearest of the known words; where none is near, `otherwise`."""
    near = get_close_matches(word.lower().replace("_", "-"), list(known), n=1)
    return f" (did you mean {near[0]}?)" if near else otherwise
