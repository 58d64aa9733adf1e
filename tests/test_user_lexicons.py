"""The user's own lexicons: they add to the built-in ones, and a mistake in one is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

import mtcheck
from mtcheck.config import Config
from mtcheck.records import UnusableInputError

ARTICLE = (
    "The mayor opened the new market on Monday. Traders said the lotus children of the mayor had got the best stalls. "
    "He was then dragged to the green table by his rivals."
)
ENTRY = '[[phrase]]\noriginal = "anak teratai"\nmeaning = "the favourites"\nliteral = ["lotus child"]\n'


def _lexicon(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "house.toml"
    path.write_text(text, encoding="utf-8")
    return Config(lexicons=(str(path),), translate=False)


def test_an_entry_of_the_user_is_found_beside_the_built_in_ones(tmp_path: Path) -> None:
    config = _lexicon(tmp_path, f'adds_to = "idioms"\nsource = "our desk"\n\n{ENTRY}')
    report = mtcheck.check(ARTICLE, config=config)
    found = {finding.text: finding for finding in report.findings}
    assert {"lotus children", "dragged to the green table"} <= set(found)
    assert found["lotus children"].suggestion == "the favourites"
    assert "lotus children" not in {f.text for f in mtcheck.check(ARTICLE, config=Config(translate=False)).findings}


def test_the_signature_tells_that_a_lexicon_was_used(tmp_path: Path) -> None:
    plain = mtcheck.check(ARTICLE, config=Config(translate=False)).signature
    one = mtcheck.check(ARTICLE, config=_lexicon(tmp_path, f'adds_to = "idioms"\n{ENTRY}')).signature
    other = mtcheck.check(ARTICLE, config=_lexicon(tmp_path, f'adds_to = "stock_phrases"\n{ENTRY}')).signature
    assert len({plain, one, other}) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f'adds_to = "idioms"\n\n{ENTRY}\n\n[[phrase]]\noriginal = "x"\nmeaning = "y"\nliterl = ["z"]\n',
            ":9: x: .*literal",
        ),
        ('adds_to = "idioms"\n\n[[phrase]]\noriginal = "x"\nmeaning = "y"\nliteral = ["("]\n', ":3: x: cannot read"),
        (ENTRY, ":1: 'adds_to' names a lexicon .*idioms, stock_phrases"),
        (f'adds_to = "idoms"\n{ENTRY}', ":1: .* not 'idoms'"),
        ('adds_to = "idioms"\n', ":1: no .*phrase"),
        (f'adds_to = "idioms"\n\ncolour = "red"\n{ENTRY}', ":3: unknown key 'colour'"),
        ('adds_to = "idioms"\n\n[[phrase]\n', ":3: "),
        ('adds_to = "idioms"\n[topics]\nfire = 5\n' + ENTRY, ":1: 'topics.fire' is not a table"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UnusableInputError, match=f"house.toml{told}") as error:
        mtcheck.check(ARTICLE, config=_lexicon(tmp_path, text))
    assert "\n" not in str(error.value)


def test_a_missing_lexicon_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match=r"nowhere\.toml: cannot be read"):
        mtcheck.check(ARTICLE, config=Config(lexicons=(str(tmp_path / "nowhere.toml"),), translate=False))
