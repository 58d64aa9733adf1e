"""An article checked with its source beside it: what the report says of both, and which sources are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import REFERENCES, ScoringTranslator

import mtcheck
from mtcheck.cli import main
from mtcheck.config import Config
from mtcheck.records import UnusableInputError

QUICK = Config(translate=False)


def read(folder: str, name: str) -> str:
    return (REFERENCES / folder / name).read_text(encoding="utf-8")


def test_every_sentence_is_shown_with_what_it_renders() -> None:
    report = mtcheck.check(read("embassy", "article.en.txt"), read("embassy", "source.id.txt"), config=QUICK)
    sources = {part.segment.line: part.source for part in report.segments}
    flag = next(line for line in sources if line.startswith("The Japanese flag flies"))
    assert sources[flag] == ("Bendera Jepang berkibar di samping pintu masuk sebuah hotel di Chernivtsi.",)
    assert sources["Compartir:"] == ()
    assert report.source is not None
    assert report.source.unaligned == ()
    assert report.source.sentences == 29


def test_a_lost_sentence_is_listed() -> None:
    article = read("embassy", "article.en.txt").replace("The Japanese flag flies beside", "\n\n#").split("#")
    kept = article[0] + article[1].partition(".")[2]
    report = mtcheck.check(kept, read("embassy", "source.id.txt"), config=QUICK)
    assert report.source is not None
    assert report.source.unaligned == ("Bendera Jepang berkibar di samping pintu masuk sebuah hotel di Chernivtsi.",)


def test_without_a_source_there_is_nothing_of_it() -> None:
    report = mtcheck.check(read("embassy", "article.en.txt"), config=QUICK)
    assert report.source is None
    assert not any(part.source for part in report.segments)
    assert {skip.reason for skip in report.skipped if "MT112" in skip.name} == {"no source text"}


@pytest.mark.parametrize("other", ["d1", "d2", "d3", "d4"])
def test_the_source_of_another_text_is_refused(other: str) -> None:
    with pytest.raises(UnusableInputError, match="source: not the source of text: what matches is"):
        mtcheck.check(read("embassy", "article.en.txt"), read(other, "source.id.txt"), config=QUICK)


def test_short_texts_are_taken_at_their_word() -> None:
    report = mtcheck.check("The cat sleeps on the chair.", "Harga beras di pasar sudah naik lagi.", config=QUICK)
    assert report.source is not None
    assert report.source.sentences == 1


def test_a_source_in_another_language_is_refused(tmp_path: Path) -> None:
    article, source = tmp_path / "a.txt", tmp_path / "s.txt"
    article.write_text(read("embassy", "article.en.txt"), encoding="utf-8")
    source.write_text(read("embassy", "reference.en.txt"), encoding="utf-8")
    result = CliRunner().invoke(main, ["report", str(article), "--source", str(source), "--no-translate"])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == f"mtcheck: {source}: the text is not in Indonesian (it looks English)\n"


def test_paired_paragraphs_are_never_mixed() -> None:
    english = "The cat sleeps on the chair.\n\nThe price of rice has risen again."
    source = "Harga beras naik lagi.\n\nKucing tidur di kursi."
    report = mtcheck.check(english, source, config=QUICK, paired=True)
    assert [part.source for part in report.segments] == [("Harga beras naik lagi.",), ("Kucing tidur di kursi.",)]


def test_the_estimate_needs_a_translator_that_scores() -> None:
    article, source = read("d1", "article.en.txt"), read("d1", "source.id.txt")
    assert mtcheck.check(article, source, config=QUICK).estimate is None
    report = mtcheck.check(article, source, translator=ScoringTranslator())
    assert report.estimate is not None
    assert 0 <= report.estimate <= 100
    assert all(0 <= part.estimate <= 100 for part in report.segments if part.estimate is not None)


def test_a_finding_lowers_the_estimate_of_its_sentence() -> None:
    lines = "Japan has moved its embassy to another town.", "Thousands of people live in the town today."
    text = "\n\n".join((*lines, "Japan has moved its its embassy to another town."))
    report = mtcheck.check(text, translator=ScoringTranslator())
    first, _, last = (part.estimate for part in report.segments)
    assert first is not None
    assert last is not None
    assert report.findings
    assert last < first
