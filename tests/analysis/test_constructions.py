"""The tables of constructions: every entry is sound, and a faulty one is refused with a clear word."""

from __future__ import annotations

from string import Formatter
from typing import Any

import pytest

from mtcheck.analysis import Context, construction_table, constructions, phrases, tables
from mtcheck.analysis.construction_table import Construction
from mtcheck.analysis.phrase_lexicon import read
from mtcheck.readers import from_text

TABLES = ("constructions", "misplaced")
SOUND: dict[str, Any] = {
    "original": "karena",
    "message": "“{mark}”",
    "nodes": [{"id": "verb", "pos": ["VERB"]}, {"id": "mark", "at": "verb >--", "lower": ["because"]}],
    "mark": ["mark"],
}


def _entries() -> list[Any]:
    return [
        pytest.param(entry, id=f"{name}-{number}")
        for name in TABLES
        for number, entry in enumerate(construction_table.load("id", name))
    ]


@pytest.mark.parametrize("entry", _entries())
def test_an_entry_names_only_its_own_nodes(entry: Construction) -> None:
    texts = (entry.message, entry.suggestion or "", *entry.swap.values())
    assert {name for text in texts for _, name, _, _ in Formatter().parse(text) if name} <= set(entry.ids)
    assert not (entry.suggestion and entry.swap)
    assert 0.5 <= entry.confidence <= 1


@pytest.mark.parametrize("name", TABLES)
def test_spacy_takes_every_pattern(name: str) -> None:
    assert list(constructions.find(Context(from_text("Because it rained, they left.")), name)) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"marks": ["mark"]}, "karena: unknown fields marks"),
        ({"mark": ["verbs"]}, "karena: no node is called verbs"),
        ({"without": ["clause mark"]}, "karena: no node is called clause"),
        ({"without": ["verb..subject and"]}, "karena: no node is called subject"),
        ({"nodes": [{"id": "mark", "lower": ["because"], "form": "x"}]}, "karena: unknown keys in a node: form"),
        ({"nodes": [{"id": "mark", "at": "verb >", "lower": ["because"]}]}, "karena: every node but the first"),
        ({"nodes": [{"id": "mark", "pos": ["SCONJ"]}]}, "karena: no node names its words"),
    ],
)
def test_a_faulty_entry_is_refused(change: dict[str, Any], complaint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "load", lambda *_: {"construction": [SOUND | change]})
    with pytest.raises(ValueError, match=complaint):
        construction_table.load.__wrapped__("id", "any")


def test_every_word_pattern_can_be_read() -> None:
    lexicon = read(tables.load("id", "constructions"))
    assert all(phrase.meaning and phrase.literal for phrase in lexicon.phrases)


def test_a_long_stretch_is_marked_by_its_word_alone() -> None:
    text = (
        "Cooperation between the Ministry of Agriculture of the Republic of Indonesia with Japan continues to improve."
    )
    found = list(constructions.find(Context(from_text(text)), "constructions"))
    assert [(text[f.start : f.end], f.suggestion) for f in found] == [("with", "and")]
    assert list(phrases.find(Context(from_text(text)), read(tables.load("id", "constructions")))) == []
