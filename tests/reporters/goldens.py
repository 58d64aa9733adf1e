"""Golden files: what each format makes of the same reports, kept in the folder golden beside this module.

To renew them after a change that is meant: `MTCHECK_RENEW_GOLDENS=1 python -m pytest tests/reporters`. The tests that
wrote a file then fail and name it, so that nobody leaves the variable set: look at the difference in git, and commit
it with the change that it comes from.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
RENEW = "MTCHECK_RENEW_GOLDENS"


def check(name: str, text: str) -> None:
    """Hold a text against the golden file of that name, byte for byte."""
    file = GOLDEN / name
    known = file.read_bytes().decode("utf-8") if file.exists() else None
    if known != text and os.environ.get(RENEW):
        GOLDEN.mkdir(exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
        pytest.fail(f"{name} was written anew: look at the difference, and unset {RENEW}")
    assert known == text, f"not what {file} holds (to renew it: {RENEW}=1, see tests/reporters/goldens.py)"
