"""mtcheck compare as a user meets it: what it prints in each format, and what it says of bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import REFERENCES, ROOT

from mtcheck.cli import main

EMBASSY = REFERENCES / "embassy"
ARTICLE, REFERENCE, SOURCE = (EMBASSY / f"{name}.txt" for name in ("article.en", "reference.en", "source.id"))


def _compare(*arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["compare", *map(str, arguments)], input=stdin)


@pytest.fixture
def worse(tmp_path: Path) -> Path:
    """The reference with its paragraphs but the first garbled."""
    first, *others = REFERENCE.read_text("utf-8").split("\n\n")
    garbled = (" ".join(part.replace("the", "of which").split(" ")[::-1]) for part in others)
    file = tmp_path / "worse.txt"
    file.write_text("\n\n".join([first, *garbled]))
    return file


def test_a_better_version_is_told_with_its_figures() -> None:
    done = _compare(ARTICLE, REFERENCE, "--reference", REFERENCE)
    assert done.exit_code == 0
    assert done.stderr == ""
    for words in ("baseline", "closer by", "95 % CI", "1,000 resamples, seed 12345", "nrefs:1|bs:1000|seed:12345"):
        assert words in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "\x1b" not in done.stdout


def test_few_segments_are_warned_of_in_every_format() -> None:
    for form in ("terminal", "json", "markdown"):
        done = _compare(ARTICLE, ARTICLE, "--reference", REFERENCE, "--format", form)
        assert "segments are too few for a test" in " ".join(done.stdout.split())


def test_the_json_holds_every_figure(worse: Path) -> None:
    options = ("--format", "json", "--samples", 200, "--seed", 7)
    done = _compare(REFERENCE, worse, REFERENCE, "--reference", REFERENCE, *options)
    [comparison] = json.loads(done.stdout)["comparisons"]
    assert (comparison["samples"], comparison["seed"]) == (200, 7)
    assert comparison["references"] == [str(REFERENCE)]
    for metric in comparison["metrics"]:
        baseline, bad, same = metric["figures"]
        assert "|bs:200|seed:7|" in metric["signature"]
        assert [f["system"] for f in metric["figures"]] == [str(REFERENCE), str(worse), str(REFERENCE)]
        assert (baseline["p"], baseline["significant"]) == (None, None)
        assert bad["significant"] is True
        assert bad["gain"] < 0
        assert (same["p"], same["significant"]) == (1.0, False)
    assert done.stdout == _compare(REFERENCE, worse, REFERENCE, "--reference", REFERENCE, *options).stdout


def test_markdown_is_a_table_that_names_cannot_break(tmp_path: Path) -> None:
    odd = tmp_path / "a|b*c.txt"
    odd.write_bytes(ARTICLE.read_bytes())
    done = _compare(odd, REFERENCE, "--reference", REFERENCE, "--format", "markdown")
    rows = [line for line in done.stdout.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 2 * 3
    assert all(row.replace("\\|", "").count("|") == 8 for row in rows)
    assert "a\\|b\\*c.txt" in done.stdout


def test_a_source_adds_the_back_translations(tiny_model: Path) -> None:
    options = ("--source", SOURCE, "--model", tiny_model, "--no-cache", "--format", "json", "--samples", 100)
    comparisons = json.loads(_compare(ARTICLE, REFERENCE, "--reference", REFERENCE, *options).stdout)["comparisons"]
    assert [c["comparison"] for c in comparisons] == ["article against reference", "back-translation against source"]
    assert comparisons[1]["references"] == [str(SOURCE)]


def test_one_text_may_come_from_standard_input() -> None:
    done = _compare("-", ARTICLE, "--reference", REFERENCE, stdin=REFERENCE.read_text("utf-8"))
    assert done.exit_code == 0
    assert "standard input" in done.stdout


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "out.md"
    done = _compare(ARTICLE, REFERENCE, "--reference", REFERENCE, "--format", "markdown", "-o", file)
    assert (done.exit_code, done.stdout) == (0, "")
    assert file.read_text("utf-8").startswith("## Article against reference")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--reference", REFERENCE], "two or more versions"),
        ([ARTICLE, "--reference", REFERENCE], "two or more versions"),
        ([ARTICLE, ARTICLE], "--reference FILE"),
        ([ARTICLE, "none.txt", "--reference", REFERENCE], "none.txt: no such file"),
        ([ARTICLE, ARTICLE, "--reference", "none.txt"], "none.txt: no such file"),
        (["-", ARTICLE, "--reference", REFERENCE], "-: the text is empty"),
        (["-", ARTICLE, "--reference", "-"], "standard input (-) can be read only once"),
        ([ARTICLE, ARTICLE, "--reference", SOURCE], "not in English (it looks Indonesian)"),
        ([ARTICLE, SOURCE, "--reference", REFERENCE], "not in English (it looks Indonesian)"),
        ([ARTICLE, ARTICLE, "--reference", REFERENCE, "--source", REFERENCE], "not in Indonesian (it looks English)"),
        ([ARTICLE, EMBASSY, "--reference", REFERENCE], "a folder, not a file"),
        ([ARTICLE, ARTICLE, "--reference", REFERENCE, "-o", "/nowhere/x.txt"], "does not exist"),
    ],
)
def test_bad_input_is_said_in_one_line(arguments: list[object], message: str) -> None:
    done = _compare(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.startswith("mtcheck: ")
    assert done.stderr.count("\n") == 1


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['mtcheck', 'compare', '--help']\n"
        "from mtcheck.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'torch', 'spacy', 'sacrebleu', 'numpy', 'rich', 'lingua'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr.decode()
