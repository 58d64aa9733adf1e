"""Text put into Markdown as nothing but text, for hosts that make more of it than Markdown does.

Each character that may mean something becomes a numeric reference, which Markdown reads as the character itself, in
running text and inside HTML alike (CommonMark 2.5; a backslash would stand there to be seen inside HTML). GitHub and
GitLab look for mentions, references and addresses in the text itself, after that: a word joiner, which is invisible
and has no width, parts those.
"""

from __future__ import annotations

import re

from mtcheck.reporters.visible import clean

_SPECIAL = re.compile(r"[&<>\\`*_\[\]|~$#]|\A[-+=\d]")
"""What Markdown, or a host's own additions, may take for markup; a sign or figure at the beginning for a list."""

_REFERENCE = re.compile(r"(?<=[@#!%&~$])(?=\w)|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-\d)", re.IGNORECASE)
"""Where a mention (@name), a reference (#1, GH-1, !1) or an address (http://, www.) is parted."""


def escaped(text: str) -> str:
    """Write a text of one line so that it means nothing but itself; the space at its ends stays."""
    folded = re.sub(r"\s+", " ", clean(text))
    parted = _REFERENCE.sub("\u2060", folded)
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", parted)
