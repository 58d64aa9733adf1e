"""Finding quotations by their marks, and the setting of the rule that judges them."""

from __future__ import annotations

import pytest

import mtcheck
from mtcheck.analysis import quotations
from mtcheck.config import Config
from mtcheck.readers import from_text
from mtcheck.records import MtcheckError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("He said “yes” and “no”.", ["yes", "no"]),
        ('It works, "he said.', ["he said."]),
        ('"It works, "he said.', ["It works, "]),
        ('and that is all," he said.', ["and that is all,"]),
        ('"One.\n\n"Two," she said.', ["One.", "Two,"]),
        ('A 15" screen is "large".', ["large"]),
        ("No marks at all.", []),
        ('"', [""]),
    ],
)
def test_double(text: str, expected: list[str]) -> None:
    """Each quotation's inner stretch, whatever its marks and however they are spaced."""
    found = quotations.double(from_text(text))
    assert [text[q.inner.start : q.inner.end] for q in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was 'no more' than that.", ["'no more'"]),
        ("The boys' and girls' rooms weren't 'ready'.", ["'ready'"]),
        ("Rock 'n' roll of the '90s and the workers' pay.", ["'n'"]),
        ("She ‘wasn’t there’, she said.", ["‘wasn’t there’"]),
    ],
)
def test_single(text: str, expected: list[str]) -> None:
    """Single marks that quote, not apostrophes."""
    assert [text[s.start : s.end] for s in quotations.single(from_text(text))] == expected


def test_around_tells_what_is_quoted() -> None:
    """A stretch is inside the quotation that overlaps it, or in none."""
    text = 'He said "yes" and left.'
    found = quotations.double(from_text(text))
    assert found.around(9, 12) == found[0]
    assert found.around(14, 17) is None
    assert found.around(0, 2) is None


def test_unknown_house_is_refused() -> None:
    """A house style that the rule does not know is the user's mistake, said in one line."""
    config = Config(select=("quotation-style",), translate=False, rules={"quotation-style": {"house": "french"}})
    with pytest.raises(MtcheckError, match="one of '', 'american', 'british', not 'french'"):
        mtcheck.check("The ferry sank on Monday near the harbour.", config=config)
