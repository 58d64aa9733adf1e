"""Several outputs of one run: each is written, in its own format, whatever the others are."""

from __future__ import annotations

import csv
import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from mtcheck.cli import main
from mtcheck.reporters import FOR_PEOPLE, FORMATS

Run = Callable[..., Result]
MACHINES = sorted(set(FORMATS) - set(FOR_PEOPLE))
ARTICLE = "Embassy closes\n\nThe ambassador now lives in the Land of Sakura. Bagikan ke teman.\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `mtcheck report --no-translate` with an output of every format for machines."""
    monkeypatch.chdir(tmp_path)
    wanted = [part for form in MACHINES for part in ("--output", f"{form}=out.{form}")]

    def call(*arguments: str) -> Result:
        result = CliRunner().invoke(main, ["report", "--no-translate", *arguments, *wanted])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


def test_several_outputs_are_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    result = run("article.txt", "--max-major", "0")
    assert result.exit_code == 1
    assert "FAILED" in result.output  # the terminal's report still goes to standard output
    for form in MACHINES:
        text = (tmp_path / f"out.{form}").read_bytes().decode("utf-8")
        assert "Land of Sakura" in text, form
        assert "article.txt" in text, form
    assert json.loads((tmp_path / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert etree.parse(tmp_path / "out.junit").getroot().get("failures") != "0"
    assert "::error title=" in (tmp_path / "out.github").read_text("utf-8")


def test_machines_are_told_of_failures_alone(run: Run, tmp_path: Path) -> None:
    """A CI step that uploads a file fails where it is missing, and then hides why."""
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    result = run("empty.txt")
    assert result.exit_code == 2
    assert result.output.count("empty.txt") == 1  # the one line on standard error
    sarif = json.loads((tmp_path / "out.sarif").read_text("utf-8"))
    assert sarif["runs"][0]["invocations"][0]["executionSuccessful"] is False
    assert etree.parse(tmp_path / "out.junit").getroot().get("errors") == "1"
    assert json.loads((tmp_path / "out.gitlab").read_text("utf-8"))[0]["severity"] == "blocker"
    assert len(list(csv.reader((tmp_path / "out.csv").open(encoding="utf-8", newline="")))) == 1


def test_pages_for_people_are_not_written_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(main, ["report", "--no-translate", "missing.txt", "-o", "html=out.html", "-o", "out.txt"])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("outputs", "reason"),
    [
        (["json=x.json", "sarif=./x.json"], "two outputs go to x.json"),
        (["json=-", "sarif=/dev/stdout"], "two outputs go to standard output"),
        (["json="], "--output 'json=' names no file"),
        ([""], "--output '' names no file"),
        (["json=article.txt"], "--output would write over article.txt, which is read"),
        (["./folder/../article.txt"], "--output would write over ./folder/../article.txt, which is read"),
    ],
)
def test_outputs_that_would_be_lost_or_cost_an_article_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outputs: list[str], reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    given = [part for output in outputs for part in ("--output", output)]
    result = CliRunner().invoke(main, ["report", "--no-translate", ".", *given])
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Error: {reason}\n" in result.stderr
    assert (tmp_path / "article.txt").read_text("utf-8") == ARTICLE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article.txt", "folder"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_under_standard_output_is_told_in_one_line() -> None:
    command = [sys.executable, "-m", "mtcheck", "config", "--schema"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "mtcheck: standard output: No space left on device\n")


def test_standard_output_may_be_closed() -> None:
    script = f"{shlex.quote(sys.executable)} -m mtcheck config --isolated >&-"
    done = subprocess.run(["sh", "-c", script], stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
