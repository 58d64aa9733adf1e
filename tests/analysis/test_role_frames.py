"""Agents and patients of English clauses, and the sentences with both exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtcheck.analysis import parsing
from mtcheck.analysis.role_contrasts import contrasts, participle, with_participants
from mtcheck.analysis.role_frames import RoleFrame, counted, role_frames

if TYPE_CHECKING:
    from spacy.tokens import Token


def _frame(line: str, verb: str) -> RoleFrame:
    """Give the fullest of a verb's frames."""
    frames = (f for f in role_frames(parsing.pipeline()(line)) if f.verb.text == verb)
    return max(frames, key=lambda f: len(f.participants))


def _text(token: Token | None) -> str | None:
    return None if token is None else token.text


@pytest.mark.parametrize(
    ("line", "verb", "agent", "patient"),
    [
        ("The minister sued the company.", "sued", "minister", "company"),
        ("The company was sued by the minister.", "sued", "minister", "company"),
        ("The policeman who shot the farmer fled.", "shot", "policeman", "farmer"),
        ("The farmer shot by the policeman died.", "shot", "policeman", "farmer"),
        ("Police arrested Amir and questioned Budi.", "questioned", "Police", "Budi"),
        ("Persib lost to Persija on Sunday.", "lost", "Persija", "Persib"),
        ("Ali received money from Budi.", "received", "Ali", "money"),
        ("Russia's attack on Ukraine continued.", "attack", "Russia", "Ukraine"),
        ("The murder of the judge by his brother shocked the country.", "murder", "brother", "judge"),
    ],
)
def test_participants(line: str, verb: str, agent: str, patient: str) -> None:
    """The parse is read into who does what to whom."""
    frame = _frame(line, verb)
    assert (_text(frame.agent), _text(frame.patient)) == (agent, patient)


@pytest.mark.parametrize(
    ("line", "verb", "changed"),
    [
        ("The company sued the minister.", "sued", "The minister sued the company."),
        ("The company sued the minister.", "sued", "The company was sued by the minister."),
        ("The company was sued by the minister.", "sued", "The company sued the minister."),
        ("She reported Asdar to the council.", "reported", "Asdar reported her to the council."),
        ("The residents have sued the firm.", "sued", "The firm has sued the residents."),
        ("A man accused of theft fled.", "accused", "A man accusing theft fled."),
        ("Russia's attack on Ukraine continued.", "attack", "Ukraine's attack on Russia continued."),
    ],
)
def test_contrasts(line: str, verb: str, changed: str) -> None:
    """Participants change places in their new case and number, or the verb changes its voice."""
    assert changed in [c.apply(line) for c in contrasts(_frame(line, verb))]


def test_converse() -> None:
    """Who does not beat somebody loses to him, where the source may say so."""
    line = "He was sacked after beating Persija."
    assert "He was sacked after losing to Persija." in [
        c.apply(line) for c in contrasts(_frame(line, "beating"), loses=True)
    ]
    assert not any("losing" in c.instead for c in contrasts(_frame(line, "beating")))


def test_mark_covers_the_clause() -> None:
    """A change of the voice is marked with the participants near by, and says the same of them."""
    line = "Many asked why the company was sued by the minister on Monday."
    frame = _frame(line, "sued")
    for contrast in contrasts(frame):
        wide = with_participants(contrast, frame)
        assert line[wide.start : wide.end] == "the company was sued by the minister"
        assert wide.apply(line) == contrast.apply(line)


def test_what_only_counts() -> None:
    """A word of quantity stands for what it counts."""
    frame = _frame("Hundreds of policemen demolished the huts.", "demolished")
    assert frame.agent is not None
    assert counted(frame.agent).text == "policemen"


@pytest.mark.parametrize(
    ("line", "verb", "form"), [("He beat it.", "beat", "beaten"), ("He took it.", "took", "taken")]
)
def test_participle(line: str, verb: str, form: str) -> None:
    """Irregular verbs have their own participles."""
    token = next(t for t in parsing.pipeline()(line) if t.text == verb)
    assert participle(token) == form
