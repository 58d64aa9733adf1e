"""The voices of a source language's verbs, read off their affixes (data/<language>/voices.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from mtcheck.analysis import tables
from mtcheck.analysis.source_words import SourceToken
from mtcheck.analysis.vocabulary import zipf

Voice = Literal["active", "passive"]
Kind = Literal["action", "transfer"]
"""What passes from the one to the other: an action on a patient, or a thing that a recipient gets."""
Form = Literal["active", "passive", "accident", "bare"]
"""How a verb looks: with the prefix of a voice, with that of what happens by accident, or with none."""

_WORD = 1.0
"""The Zipf frequency from which a verb in the other voice is a word."""
_LONGER = 4
"""The fewest letters of a word that has a capital in a headline."""
_NEAR = 4
"""How far behind a verb the word for "by" tells that it is a passive."""
_BARE = 3.0
"""The Zipf frequency of its passive from which a verb without a prefix is one."""


@dataclass(frozen=True)
class Frame:
    """How a word takes its complement: the prepositions before it, and which participant its subject is."""

    kind: Kind
    prepositions: AbstractSet[str]
    subject: Literal["agent", "patient"]


@dataclass(frozen=True)
class VoiceTable:
    """The affixes of a language's verbs, and the words that stand about its clauses, by the names of their lists."""

    active: tuple[str, ...]
    passive: tuple[str, ...]
    accidental: tuple[str, ...]
    intransitive: tuple[str, ...]
    nominal: tuple[str, str]
    letters: int
    words: Mapping[str, AbstractSet[str]]
    frames: Mapping[str, Frame]

    language: str

    def __getitem__(self, name: str) -> AbstractSet[str]:
        return self.words[name]


@cache
def load(language: str) -> VoiceTable | None:
    """Read the table of a language, once; None where there is none."""
    try:
        table: Mapping[str, Any] = tables.load(language, "voices")
    except FileNotFoundError:
        return None
    frames = {
        word: Frame(entry["kind"], frozenset(entry["prepositions"]), entry["subject"])
        for entry in table["frame"]
        for word in entry["words"]
    }
    return VoiceTable(
        active=tuple(table["active_prefixes"]),
        passive=tuple(table["passive_prefixes"]),
        accidental=tuple(table["accidental_prefixes"]),
        intransitive=tuple(table["subject_prefixes"]),
        nominal=tuple(table["nominal"]),
        letters=table["letters"],
        words={name: frozenset(words) for name, words in table.items() if isinstance(words, list) and name != "frame"},
        frames=frames,
        language=language,
    )


def forms(tokens: Sequence[SourceToken], table: VoiceTable) -> dict[int, Form]:
    """Give the tokens of a line that look like verbs, by their numbers.

    In a headline, by its capitals, verbs may stand without their prefix.
    """
    headline = _is_headline(tokens)
    return {i: form for i in range(len(tokens)) if (form := _form(tokens, i, table, headline=headline))}


def _form(tokens: Sequence[SourceToken], i: int, table: VoiceTable, *, headline: bool) -> Form | None:
    token, form = tokens[i], tokens[i].form
    if not token.is_word or form in table["no_verbs"] or (token.text[:1].isupper() and i and not headline):
        return None
    if len(form) >= table.letters:
        if form.startswith(table.passive) and zipf(form, table.language):
            return "passive"
        if form.startswith(table.active):
            return "active"
        marked = any(t.form in table["agent_markers"] for t in tokens[i + 1 : i + 1 + _NEAR])
        if form.startswith(table.accidental) and (form in table["bare_accidents"] or marked):
            return "accident"
    pronoun = i > 0 and tokens[i - 1].form in table["pronoun_agents"]
    if (headline or pronoun) and any(zipf(p + form, table.language) >= _BARE for p in table.passive):
        return "bare"
    return None


def _is_headline(tokens: Sequence[SourceToken]) -> bool:
    longer = [token.text for token in tokens if token.is_word and len(token.text) >= _LONGER]
    return len(longer) > 1 and all(word[0].isupper() for word in longer)


@cache
def in_other_voice(form: str, language: str) -> str | None:
    """Give a verb in the other voice ("dikalahkan": "mengalahkan"), spelt the likeliest way, if it is a word."""
    voices, prefixes = tables.load(language, "voices"), tables.load(language, "words")["prefixes"]
    active = [p for p in prefixes if p[0].startswith(voices["active"])]
    if form.startswith(voices["passive"]):
        base = form.removeprefix(voices["passive"])
        made = [p + base[len(hidden) :] for p, hidden, following in active if _fits(base, hidden, following)]
    else:
        made = [
            voices["passive"] + hidden + form[len(p) :]
            for p, hidden, following in active
            if form.startswith(p) and form[len(p) : len(p) + 1] in (following or form)
        ]
    best = max(made, key=lambda word: zipf(word, language), default="")
    return best if best and zipf(best, language) >= _WORD else None


def _fits(base: str, hidden: str, following: str) -> bool:
    """Say whether a prefix that hides a letter, or none, may stand before a base."""
    rest = base.removeprefix(hidden)
    return base.startswith(hidden) and rest[:1] in (following or rest)
