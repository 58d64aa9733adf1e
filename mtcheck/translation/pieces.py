"""Where the pieces that a tokenizer cuts a line into stand in the line.

Tokenizers normalise a text before they cut it (full-width forms, white space, quotation marks), spell rare signs in
bytes, and not all of them can say where a piece came from; those that can have changed how in every other version. So
the pieces are laid against the line letter by letter (rapidfuzz), which every tokenizer allows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

_SPACE = "\u2581"
"""How SentencePiece writes a space."""
_NO_LETTERS = re.compile(r"<(?:0x[0-9A-F]{2}|unk)>")
_BLANK = "\ufffd"
"""Stands for a byte or an unknown piece: it equals no letter and takes the place of one."""


def places(line: str, pieces: Sequence[str]) -> list[tuple[int, int]]:
    """Give the start and end (code points) of each piece in the line; a piece without letters is an empty stretch."""
    letters = [(letter, at) for at, char in enumerate(line) for letter in _folded(char)]
    spelt = [_folded(_NO_LETTERS.sub(_BLANK, piece.replace(_SPACE, " "))) for piece in pieces]
    found = _laid("".join(spelt), "".join(letter for letter, _ in letters), [at for _, at in letters])
    result, first, end = [], 0, 0
    for piece in spelt:
        own = [at for at in found[first : first + len(piece)] if at is not None]
        start, end = (min(own), max(own) + 1) if own else (end, end)
        result.append((start, end))
        first += len(piece)
    return result


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _laid(spelt: str, line: str, at: Sequence[int]) -> list[int | None]:
    """Give the place in the line of each letter of the pieces, where it has one."""
    found: list[int | None] = [None] * len(spelt)
    for step in Levenshtein.opcodes(spelt, line):
        if step.tag in ("equal", "replace"):
            found[step.src_start : step.src_end] = at[step.dest_start : step.dest_end]
    return found
