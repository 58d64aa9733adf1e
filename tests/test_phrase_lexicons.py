"""The phrase lexicons: every entry is readable, none is told twice, and every rendering is found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from mtcheck.analysis import Context, phrases, tables
from mtcheck.analysis.phrase_lexicon import Lexicon, Phrase, read
from mtcheck.analysis.phrase_patterns import parse_pattern
from mtcheck.readers import from_text

TABLES = ("idioms", "stock_phrases", "institutions", "senses")
STAND_INS = {"<place>": "Jakarta", "<name>": "Budi", "<number>": "five", "<exact>": "163", "<quote>": '"', ",": ","}


def _lexicon(name: str) -> Lexicon:
    return read(tables.load("id", name))


def _phrases(*, conditional: bool = False) -> list[object]:
    return [
        pytest.param(name, phrase, id=f"{name}-{number}-{phrase.original.split(' / ')[0].replace(' ', '-')}")
        for name in TABLES
        for number, phrase in enumerate(_lexicon(name).phrases)
        if phrase.when or not conditional
    ]


def _example(pattern: str) -> str:
    """Write the shortest text that a pattern describes, in a sentence that says nothing else."""
    words = []
    for element in pattern.removeprefix("^ ").removesuffix(" $").split():
        bare = element.strip("[]?").partition("/")[0]
        if bare == "~" or bare.startswith("*"):
            continue
        words.append(STAND_INS.get(bare, bare.split("|")[0].removeprefix("=")))
    text = " ".join(words)
    text = text if pattern.startswith("^ ") else f"Then they told us {text}"
    return f"{text[0].upper()}{text[1:]}{'.' if pattern.endswith('$') else ' here.'}"


@pytest.mark.parametrize("name", TABLES)
def test_the_lexicon_is_sound(name: str) -> None:
    lexicon = _lexicon(name)
    patterns = Counter(
        (pattern, phrase.when, phrase.near, phrase.unless) for phrase in lexicon.phrases for pattern in phrase.literal
    )
    assert [pattern for pattern, number in patterns.items() if number > 1] == []
    for phrase in lexicon.phrases:
        assert phrase.meaning.strip() == phrase.meaning != ""
        assert 0.5 <= phrase.confidence <= 1
    assert len(lexicon.phrases) >= 100


@pytest.mark.parametrize(("name", "phrase"), _phrases())
def test_every_rendering_is_found(name: str, phrase: Phrase) -> None:
    """Without its conditions, an entry finds the shortest text of each of its patterns."""
    bare = replace(phrase, when=(), near=(), unless=(), ordinary=())
    for pattern in phrase.literal:
        if "/" in pattern:  # what the tagger makes of a word in such a sentence is not the lexicon's matter
            continue
        text = _example(pattern)
        context = Context(from_text(text))
        found = list(phrases.find(context, Lexicon((replace(bare, literal=(pattern,)),), {})))
        assert found, f"{pattern!r} is not found in {text!r}"


@pytest.mark.parametrize(("name", "phrase"), _phrases(conditional=True))
def test_an_entry_with_conditions_is_silent_without_them(name: str, phrase: Phrase) -> None:
    for pattern in phrase.literal:
        words = {word for element in parse_pattern(pattern).elements for word in element.words}
        topics = {w for c in phrase.when if c.startswith("#") for w in _lexicon(name).topics[c[1:]].words}
        if words & (topics | set(phrase.when)) or "<place>" in pattern:
            continue
        context = Context(from_text(_example(pattern)))
        assert list(phrases.find(context, Lexicon((phrase,), _lexicon(name).topics))) == []


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"original": "x", "meaning": "y"}, "missing field 'literal'"),
        ({"original": "x", "meaning": "y", "literal": ["a"], "colour": 1}, "unknown field 'colour'"),
        ({"original": "x", "meaning": "y", "literal": ["a ("]}, "cannot read"),
        ({"original": "x", "meaning": "y", "literal": ["^"]}, "x"),
        ({"original": "x", "meaning": "y", "literal": "a"}, "'literal' is a list of strings"),
        ({"original": "x", "meaning": "y", "literal": ["a"], "severity": "grave"}, "'grave' is not a valid Severity"),
        ({"original": "x", "meaning": "y", "literal": ["a"], "confidence": 3}, "a number from 0 to 1"),
        ({"original": "x", "meaning": "y", "literal": ["a"], "preview": "no"}, "'preview' is a bool"),
        ({"original": "x", "meaning": "y", "literal": ["a"], "when": ["#nowhere"]}, "no topic is called 'nowhere'"),
    ],
)
def test_a_wrong_entry_is_named(entry: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read({"phrase": [entry]})
