"""Dismissals in an article's own comments: <!-- mtcheck: suppress MT101 "State of Sakura": why it is right -->."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mtcheck.records import Comment, Dismissal, Document, UnusableInputError
from mtcheck.rule import Rule
from mtcheck.suppressions.entries import entry

_OURS = re.compile(r"\s*mtcheck\s*:", re.IGNORECASE)
_SUPPRESS = re.compile(
    r"""\s*suppress\s+
    (?: (?P<code>[\w-]+) \s+ (?: ["“”„] (?P<double>.+?) ["“”] | ['‘’‚] (?P<single>.+?) ['‘’] )
      | (?P<fingerprint>\w+) )
    \s*:\s* (?P<reason>\S.*)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_FORM = 'it reads: mtcheck: suppress MT101 "the phrase": the reason'
_LONGEST = 60


def of_comments(document: Document, rules: Iterable[Rule]) -> Iterator[Dismissal]:
    """Yield the dismissals that stand in an article's own comments; they hold for the whole article.

    Raises UnusableInputError, naming file and line, for a comment that begins with "mtcheck:" and says nothing that
    can be understood; other comments are none of ours.
    """
    known = tuple(rules)
    yield from (_dismissal(document.name, c, known) for c in document.comments if _OURS.match(c.text))


def _dismissal(name: str, comment: Comment, rules: tuple[Rule, ...]) -> Dismissal:
    place = f"{name}:{comment.line}"
    match = _SUPPRESS.fullmatch(_OURS.sub("", comment.text, count=1))
    if match is None:
        shown = " ".join(comment.text.split())
        shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
        raise UnusableInputError(f"{place}: cannot read the comment {shown!r} ({_FORM})")
    if (word := match["fingerprint"]) and any(rule.matches(word) for rule in rules):
        raise UnusableInputError(f"{place}: the phrase is missing after {word!r} ({_FORM})")
    table = {key: match[key] for key in ("fingerprint", "code") if match[key]}
    quote = match["double"] or match["single"]
    reason = " ".join(match["reason"].split())
    return entry(table | ({"quote": quote} if quote else {}) | {"reason": reason}, place, rules).dismissal("comment")
