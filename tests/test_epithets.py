"""The table of epithets: valid, without doubles, and every rendering of every entry found by the rule."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mtcheck
from mtcheck.analysis import epithets
from mtcheck.analysis.epithets import Book, Epithet
from mtcheck.config import Config
from mtcheck.records import Finding

BOOK: Book = epithets.book("id")
CONFIG = Config(select=("literal-epithet",), translate=False)
PATTERNS = ("{head} of {x}", "{head} of the {x}", "{x}{mark}s {head}", "{x} {head}", "{x}-{head}")
HEADED = [(entry, x) for entry in BOOK.epithets for x in entry.x]
WHOLE = [(entry, text) for entry in BOOK.epithets for text in entry.whole]


def _capitals(phrase: str) -> str:
    return " ".join(word[0].upper() + word[1:] for word in phrase.split())


def _setting(entry: Epithet) -> str:
    """Name what the entry means, so that its conditions hold, whatever it is."""
    return f"A report from Indonesia named {entry.meaning[0]} and {', '.join(entry.names) or 'others'} on page two."


def _findings(text: str) -> tuple[Finding, ...]:
    return mtcheck.check(text, config=CONFIG).findings


def _is_english(phrase: str, entry: Epithet) -> bool:
    return epithets.stems(phrase) in entry.english


def test_there_are_enough_of_each_kind() -> None:
    """The breadth of the table: countries, places of Indonesia, clubs and teams."""
    kinds = Counter(entry.head for entry in BOOK.epithets)
    assert len(BOOK.epithets) >= 180
    assert kinds["negeri"] >= 90
    assert kinds["kota"] + kinds["pulau"] + kinds["bumi"] + kinds["serambi"] >= 50
    assert kinds["laskar"] + kinds[None] >= 40


@pytest.mark.parametrize("entry", BOOK.epithets, ids=lambda entry: entry.indonesian)
def test_entry_is_valid(entry: Epithet) -> None:
    """An entry has a meaning and renderings, and its exceptions are phrases that the rule would find otherwise."""
    assert entry.meaning
    assert all(text == text.strip() and text for text in (*entry.meaning, *entry.x, *entry.whole, *entry.names))
    assert bool(entry.head) == bool(entry.x)
    assert entry.x or entry.whole
    assert entry.source in ("", "calques")
    assert not entry.english & entry.unsure
    for form in (*entry.english, *entry.unsure):
        assert any(_holds(form, text) for text in (*entry.x, *entry.whole, entry.indonesian)), form


def _holds(form: tuple[str, ...], text: str) -> bool:
    part = epithets.stems(text)
    return any(form[i : i + len(part)] == part for i in range(len(form)))


def test_no_epithet_stands_twice() -> None:
    """No Indonesian stands twice, nor does one rendering within a class of heads lead to two meanings."""
    names = Counter(entry.indonesian.lower() for entry in BOOK.epithets)
    assert [name for name, count in names.items() if count > 1] == []
    keys = Counter((entry.head, epithets.stems(x)) for entry, x in HEADED)
    keys.update(("", epithets.stems(text)) for _, text in WHOLE)
    assert [key for key, count in keys.items() if count > 1] == []


@given(
    st.sampled_from(HEADED),
    st.sampled_from(PATTERNS),
    st.sampled_from(["'", "\u2019"]),
    st.booleans(),
    st.data(),
)
@settings(max_examples=300, deadline=None)
def test_every_headed_rendering_is_found(
    chosen: tuple[Epithet, str], pattern: str, mark: str, capitals: bool, data: st.DataObject
) -> None:
    """Any head, pattern, apostrophe and case in a neutral sentence is found, with the meaning as suggestion."""
    entry, x = chosen
    assert entry.head is not None
    head = data.draw(st.sampled_from(BOOK.heads[entry.head].english))
    phrase = pattern.format(head=head, x=x, mark=mark)
    phrase = _capitals(phrase).replace(" Of ", " of ").replace(" The ", " the ") if capitals else phrase
    found = _findings(f"{_setting(entry)}\n\nThey spoke of the {phrase} yesterday.")
    found = tuple(f for f in found if "They" not in f.text and f.line == 3)
    if _is_english(phrase, entry):
        assert all(entry.meaning[0] not in (f.suggestion or "") for f in found), phrase
        return
    assert [f.text for f in found] == [phrase]
    assert any(meaning in (found[0].suggestion or "") for meaning in _meanings(entry.head, phrase)), phrase
    assert not (capitals and found[0].preview and not entry.preview), phrase


def _meanings(head: str, phrase: str) -> list[str]:
    """Give what a phrase may mean: classes of heads share heads ("land"), and X may go with several."""
    form = epithets.stems(phrase)
    return [
        meaning
        for entry, x in HEADED
        if entry.head == head or set(BOOK.heads[entry.head or ""].english) & set(BOOK.heads[head].english)
        if _holds(form, x)
        for meaning in entry.meaning
    ]


@pytest.mark.parametrize(("entry", "text"), WHOLE, ids=lambda value: value if isinstance(value, str) else "")
def test_every_whole_rendering_is_found(entry: Epithet, text: str) -> None:
    """A rendering without a head is found where the article names what it means."""
    phrase = _capitals(text).replace(" Of ", " of ").replace(" The ", " the ").replace(" From ", " from ")
    found = [f for f in _findings(f"{_setting(entry)}\n\nThey spoke of the {phrase} yesterday.") if f.line == 3]
    if _is_english(phrase, entry):
        assert found == []
        return
    assert [f.text for f in found] == [phrase]
    assert any(meaning in (found[0].suggestion or "") for meaning in entry.meaning)


@pytest.mark.parametrize(
    ("entry", "form"),
    [(entry, form) for entry in BOOK.epithets for form in sorted(entry.unsure)],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_english_shares_needs_its_condition(entry: Epithet, form: tuple[str, ...]) -> None:
    """A rendering that means something else in English is silent in an article that does not name what is meant."""
    phrase = _capitals(" ".join(form)).replace(" Of ", " of ")
    assert _findings(f"They spoke of the {phrase} yesterday.") == ()
