"""scripts/correlate.py: which figures are held against which quality, and how bad input ends."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import correlate
from gold import SOURCE, BadInputError

ROWS = (
    ("Harga beras naik.", "The price of rice is rising.", "Rice prices are rising."),
    ("Polisi menangkap dua orang.", "The police arrested two people.", "Police arrested two people."),
    ("Ia belum menerima surat itu.", "He has received the letter.", "She has not received the letter."),
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(correlate.main, arguments)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.tsv"
    path.write_text("".join("\t".join(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def test_every_figure_is_held_against_both_qualities(rows: Path) -> None:
    result = run("--rows", str(rows))
    assert result.exit_code == 0, result.output
    assert f"{rows}: 3 sentences" in result.stdout
    for name in (
        "estimate, with source",
        "estimate, article alone",
        "score of the findings, with source",
        "baseline: length (fewer words)",
        "baseline: round trip against article, chrF2++",
        "baseline: back-translation against source, chrF2++",
    ):
        assert result.stdout.count(f"| {name} | 3 |") == len(correlate.QUALITIES)


def test_sources_are_translated_first(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("".join(f"{reference}\t{source}\n" for source, _, reference in ROWS), encoding="utf-8")
    result = run("--pairs", str(pairs), "--limit", "2")
    assert result.exit_code == 0, result.output
    assert "2 sentences" in result.stdout


def test_the_weights_can_be_fitted_again(rows: Path) -> None:
    result = run("--rows", str(rows), "--fit")
    assert result.exit_code == 0, result.output
    assert "3 rows with source:" in result.stdout
    assert "mean log-probability given the source: " in result.stdout


def test_the_sentences_of_the_sample_articles_are_measured() -> None:
    found = correlate.homes([ROOT / "references"])
    assert ROOT / "references" / "embassy" in found
    assert all((home / SOURCE).exists() for home in found)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [("a\tb\n", "line 1 has not 3 filled columns"), ("a\tb\tc\nd\t\te\n", "line 2 has not 3 filled columns")],
)
def test_a_bad_line_is_named(tmp_path: Path, text: str, trouble: str) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(text)
    with pytest.raises(BadInputError, match=trouble):
        list(correlate.read_rows(path, 3, None))
    result = run("--rows", str(path))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    result = run(str(tmp_path))
    assert result.exit_code == 2
    assert "no folder with article.en.txt, source.id.txt and reference.en.txt" in result.stderr
