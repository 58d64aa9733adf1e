"""The noun phrases of a source language before and behind a place in a line (data/<language>/voices.toml)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mtcheck.analysis.source_voices import VoiceTable
from mtcheck.analysis.source_words import SourceToken

Stretch = tuple[int, ...]
"""The numbers of tokens, in the order of the line."""

LONGEST = 14
"""The most words of a participant that are looked at."""
APPOSED = 8
"""The most words between two commas that tell more of the participant before them."""
_SHORT = 3
"""The most words in brackets that are another name."""


class Phrases:
    """A line, and which of its tokens are verbs: no noun phrase goes over one."""

    def __init__(self, tokens: Sequence[SourceToken], verbs: Collection[int], table: VoiceTable) -> None:
        self._tokens, self._verbs, self._table = tokens, verbs, table
        self._stops = table["openers"] | table["relativisers"]

    def before(self, j: int) -> Stretch:
        """Go to the left from a token to the beginning of its noun phrase."""
        words: list[int] = []
        while j >= 0 and len(words) < LONGEST:
            token = self._tokens[j]
            if token.text == ")":
                opening = self.opening(j)
                words.extend(reversed(self._bracketed(opening, j)))
                j = opening - 1
                continue
            closes = (token.is_mark and token.text not in "-/’'") or (words and token.form in self._table["closers"])
            if closes or j in self._verbs or token.form in self._stops:
                break
            words.append(j)
            j -= 1
        governed = j >= 0 and self._tokens[j].form in self._table["governors"]
        return () if governed else tuple(reversed(words))

    def behind(self, i: int) -> Stretch:
        """Give the noun phrase behind a token."""
        words: list[int] = []
        j = i + 1
        stops = self._stops | self._table["prepositions"] | self._table["ends"] | self._table["coordinators"]
        while j < len(self._tokens) and len(words) < LONGEST:
            token = self._tokens[j]
            if token.text == "(":
                closing = self._closing(j)
                words.extend(self._bracketed(j, closing))
                j = closing + 1
                continue
            if token.text == "," and words and (end := self._apposition(j)):
                words.extend(range(j + 1, end))
                j = end + 1
                continue
            if token.form in self._table["coordinators"] and words and self._goes_on(j + 1):
                j += 1
                continue
            closes = token.is_mark and token.text not in "-/’'\"“”" and not self._is_initial(j - 1)
            closed = words and self._tokens[words[-1]].form in self._table["closers"]
            if closes or closed or j in self._verbs or token.form in stops:
                break
            if not token.is_mark:
                words.append(j)
            j += 1
        return tuple(words)

    def opening(self, j: int) -> int:
        """Give the place of the bracket that a closing one belongs to; -1 where there is none."""
        return next((k for k in range(j, -1, -1) if self._tokens[k].text == "("), -1)

    def _closing(self, j: int) -> int:
        return next((k for k in range(j, len(self._tokens)) if self._tokens[k].text == ")"), len(self._tokens))

    def _is_initial(self, j: int) -> bool:
        return len(self._tokens[j].text) == 1 and self._tokens[j].text.isupper()

    def _bracketed(self, opening: int, closing: int) -> range:
        """Give the words in brackets where they are another name of what stands before, not a date."""
        inside = range(opening + 1, closing)
        return inside if len(inside) <= _SHORT and all(self._tokens[k].is_word for k in inside) else range(0)

    def _apposition(self, comma: int) -> int:
        """Give the number of the comma that closes an apposition, 0 where none is opened."""
        end = next((k for k in range(comma + 1, len(self._tokens)) if self._tokens[k].text in (",", ".")), 0)
        between = range(comma + 1, end)
        plain = all(k not in self._verbs and self._tokens[k].form not in self._table["openers"] for k in between)
        named = len(between) and self._tokens[comma + 1].text[:1].isupper()
        return end if end and plain and named and len(between) <= APPOSED else 0

    def _goes_on(self, j: int) -> bool:
        """Say whether a noun phrase, not a clause, stands behind a conjunction."""
        for k in range(j, min(len(self._tokens), j + APPOSED)):
            token = self._tokens[k]
            if k in self._verbs or token.form in self._table["auxiliaries"] - self._table["closers"]:
                return False
            if token.is_mark or token.form in self._table["prepositions"] | self._table["openers"]:
                return True
        return True
