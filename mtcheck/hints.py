"""What somebody who mistyped a name probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Give " (did you mean ...?)" with the nearest of the known words, in any case; where none is near, `otherwise`."""
    spelled = {name.lower(): name for name in known}
    near = get_close_matches(word.lower().replace("_", "-"), spelled, n=1)
    return f" (did you mean {spelled[near[0]]}?)" if near else otherwise
