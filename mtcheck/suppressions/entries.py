"""What somebody writes to dismiss a finding: read of a sidecar's table or a comment, and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mtcheck.hints import did_you_mean
from mtcheck.records import Dismissal, SuppressionKind, UnusableInputError
from mtcheck.rule import Rule, RuleSelectionError, require_known

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_KEYS = ("part", "fingerprint", "code", "quote", "reason")


@dataclass(frozen=True, slots=True)
class Entry:
    """One dismissal as it is written down, and where: by fingerprint, by code and quote, or by both.

    With both it fits the finding with the fingerprint or, when the sentence was edited since, the code and the quote.
    `part` narrows it to one article of a file that holds several.
    """

    reason: str
    fingerprint: str = ""
    code: str = ""
    quote: str = ""
    part: str = ""
    place: str = ""

    def dismissal(self, kind: SuppressionKind) -> Dismissal:
        """Give the entry as a dismissal."""
        return Dismissal(kind, self.reason, self.place, self.fingerprint, self.code, self.quote)


def entry(table: Mapping[str, object], place: str, rules: Iterable[Rule]) -> Entry:
    """Make an Entry of a table; raises UnusableInputError, naming the place, for one that is not in order."""
    for key, value in table.items():
        if key not in _KEYS:
            hint = did_you_mean(key, _KEYS, f" (known: {', '.join(_KEYS)})")
            raise UnusableInputError(f"{place}: unknown key {key!r}{hint}")
        if not isinstance(value, str) or not value.strip():
            raise UnusableInputError(f"{place}: {key!r} is not a text: {value!r}")
    values = {key: str(value).strip() for key, value in table.items()}
    if "reason" not in values:
        raise UnusableInputError(f'{place}: no reason given (reason = "why the finding does not count")')
    if "fingerprint" not in values and not {"code", "quote"} <= values.keys():
        raise UnusableInputError(f"{place}: names no finding (give its fingerprint, or its code and quote)")
    if ("code" in values) != ("quote" in values):
        raise UnusableInputError(f"{place}: a code and a quote go together (of one of them there is none)")
    if "fingerprint" in values:
        values["fingerprint"] = require_fingerprint(values["fingerprint"], place)
    if "code" in values:
        require_rule(values["code"], place, rules)
    return Entry(**values, place=place)


def require_fingerprint(value: str, place: str) -> str:
    """Give a fingerprint as findings have it; raises UnusableInputError for what can be none."""
    if not _FINGERPRINT.fullmatch(value.lower()):
        raise UnusableInputError(f"{place}: {value!r} is not a fingerprint (16 digits from 0 to f)")
    return value.lower()


def require_rule(selector: str, place: str, rules: Iterable[Rule]) -> None:
    """Raise UnusableInputError, with the nearest name, for a code, beginning of a code or name that means no rule."""
    try:
        require_known(rules, [selector])
    except RuleSelectionError as error:
        raise UnusableInputError(f"{place}: {error}") from error
