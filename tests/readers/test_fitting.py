"""How a suggestion is fitted into its sentence."""

from __future__ import annotations

import made_up_reports
import pytest

from mtcheck import readers
from mtcheck.readers.edits import applied, deletion
from mtcheck.readers.fitting import are_neighbours, fitted
from mtcheck.records import Document, Finding


def _finding(text: str, phrase: str, suggestion: str) -> tuple[Document, Finding]:
    document = readers.from_text(text)
    return document, made_up_reports.finding(document, phrase, suggestion=suggestion)


@pytest.mark.parametrize(
    ("text", "phrase", "suggestion", "fixed"),
    [
        ("He paid a bribe.", "bribe", "honest sum", "He paid an honest sum."),
        ("He saw an owl.", "owl", "union", "He saw a union."),
        ("An evacuee spoke.", "evacuee", "resident", "A resident spoke."),
        ("He saw a dog.", "dog", "the cat", "He saw the cat."),
        ("He flew to the Ginseng Land.", "Ginseng Land", "the United States", "He flew to the United States."),
        ("He flew to the Ginseng Land.", "Ginseng Land", "South Korea", "He flew to South Korea."),
        ("The Ginseng Land won.", "Ginseng Land", "South Korea", "South Korea won."),
        ("It is the black goat's fault.", "black goat's", "scapegoat", "It is the scapegoat's fault."),
        ("They left. round skins flew.", "round skins", "balls", "They left. balls flew."),
        ("They left. Round skins flew.", "Round skins", "balls", "They left. Balls flew."),
        ("He met the black\ngoat there.", "black\ngoat", "scape goat", "He met the scape\ngoat there."),
        ("It broke out at 17:00 pm.", "17:00 pm", "5 p.m.", "It broke out at 5 p.m."),
        ("He left, by the way.", "by the way", "[delete]", "He left."),
        ("\U0001f3ef \U0001d54f saw a dog.", "dog", "owl", "\U0001f3ef \U0001d54f saw an owl."),
    ],
)
def test_a_suggestion_is_fitted(text: str, phrase: str, suggestion: str, fixed: str) -> None:
    document, finding = _finding(text, phrase, suggestion)
    edit = fitted(document, finding)
    assert edit is not None
    assert applied(text, [edit]) == fixed


@pytest.mark.parametrize("suggestion", ["said [...] cost ...", "", " ", "dog"])
def test_what_is_no_text_is_not_set(suggestion: str) -> None:
    assert fitted(*_finding("He saw a dog.", "dog", suggestion)) is None


def test_neighbours_that_are_to_go_go_together() -> None:
    document, share = _finding("He left.\n\nShare this Read also\n\nShe stayed.\n", "Share this", "[delete]")
    read = made_up_reports.finding(document, "Read also", suggestion="[delete]")
    stayed = made_up_reports.finding(document, "She stayed.", suggestion="[delete]")
    assert are_neighbours(document.text, share, read)
    assert not are_neighbours(document.text, share, stayed)
    assert applied(document.text, [deletion(document, share.start, read.end)]) == "He left.\n\nShe stayed.\n"
