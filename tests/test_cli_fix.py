"""mtcheck fix from the command line: the diff, the files, standard input, and what is told."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtcheck.cli import main

ARTICLE = "The men came on Friday (17/5) and left by boat.\n\nThey paid Rp10.000 for the rice, the officer said.\n"
FIXED = "The men came on Friday (May 17) and left by boat.\n\nThey paid Rp10,000 for the rice, the officer said.\n"
IDIOM = "The former regent was dragged to the green table over a bribe from a contractor.\n"


def _run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["fix", "--no-translate", "--isolated", *arguments], input=given)


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.txt"
    path.write_bytes(ARTICLE.encode())
    return path


def test_the_diff_shows_what_would_change_and_writes_nothing(article: Path) -> None:
    for mode in ([], ["--diff"]):
        result = _run(*mode, "a.txt")
        assert result.exit_code == 1
        assert result.stdout.startswith("--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n-The men came on Friday (17/5)")
        assert result.stderr == "mtcheck: a.txt: 2 to fix (--write), 0 left\n"
    assert article.read_bytes() == ARTICLE.encode()


def test_the_diff_can_be_applied(article: Path) -> None:
    article.write_bytes(ARTICLE.replace("\n", "\r\n").encode().removesuffix(b"\r\n"))
    diff = _run("a.txt").stdout_bytes
    subprocess.run(["git", "apply", "-"], input=diff, check=True)
    assert article.read_bytes() == FIXED.replace("\n", "\r\n").encode().removesuffix(b"\r\n")


def test_the_diff_can_be_applied_where_the_name_has_a_space_and_the_file_a_byte_order_mark(article: Path) -> None:
    named = article.rename("an article.txt")
    named.write_bytes(b"\xef\xbb\xbf" + ARTICLE.encode())
    diff = _run("an article.txt").stdout_bytes
    assert diff.startswith(b"--- a/an article.txt\t\n+++ b/an article.txt\t\n")  # the tab is git's, for patch
    subprocess.run(["git", "apply", "-"], input=diff, check=True)
    assert named.read_bytes() == b"\xef\xbb\xbf" + FIXED.encode()


def test_a_file_that_is_read_only_is_not_replaced(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_arguments, **_options: False)  # root may write everywhere
    result = _run("--write", "a.txt")
    assert (result.exit_code, article.read_bytes()) == (2, ARTICLE.encode())
    assert result.stderr == "mtcheck: a.txt: cannot be written (Permission denied)\n"


def test_written_once_is_written_for_good(article: Path) -> None:
    article.chmod(0o640)
    first = _run("--write", "a.txt")
    assert (first.exit_code, first.stdout, article.read_bytes()) == (0, "", FIXED.encode())
    assert first.stderr == "mtcheck: a.txt: 2 fixed, 0 left\n"
    assert article.stat().st_mode & 0o777 == 0o640
    written = article.stat().st_mtime_ns
    assert _run("--write", "a.txt").stderr == "mtcheck: a.txt: 0 fixed, 0 left\n"
    assert article.stat().st_mtime_ns == written
    assert _run("a.txt").exit_code == 0


def test_what_is_left_is_told_with_the_reason(article: Path) -> None:
    speech = '"We came on Friday (17/5)," the officer said.\n'
    article.write_text(f"{ARTICLE}\n{IDIOM}\n{speech}\nThe museum opens on Tuesday (9/7) again.\n")
    result = _run("--write", "a.txt")
    assert "mtcheck: a.txt: 2 fixed, 3 left (1 unsafe: --unsafe; 1 in quotation marks: --unsafe; 1 only advice)\n" in (
        result.stderr
    )
    result = _run("--write", "--unsafe", "a.txt")
    assert result.stderr == "mtcheck: a.txt: 2 fixed, 1 left (1 only advice)\n"
    assert "Tuesday (July 9)" in article.read_text()


def test_rules_are_selected_as_for_a_report(article: Path) -> None:
    _run("--write", "--select", "MT402", "a.txt")
    assert article.read_text() == ARTICLE.replace("Rp10.000", "Rp10,000")
    assert "no rule" in _run("--select", "MT9999", "a.txt").stderr


def test_standard_input_comes_out_fixed(article: Path) -> None:
    result = _run("-", given=ARTICLE.encode())
    assert (result.exit_code, result.stdout) == (0, FIXED)
    result = _run("--diff", "-", given=ARTICLE.encode())
    assert (result.exit_code, result.stdout.splitlines()[0]) == (1, "--- a/-")
    result = _run("--stdin-filename", "a.html", "--write", "-", given=b"<p>The men paid Rp10.000 &amp; left.</p>")
    assert (result.exit_code, result.stdout) == (0, "<p>The men paid Rp10,000 &amp; left.</p>")
    assert not (article.parent / "a.html").exists()


def test_a_suppressed_finding_is_left_and_one_of_a_baseline_is_fixed(article: Path) -> None:
    article.with_name("a.mtcheck.toml").write_text(
        '[[suppress]]\ncode = "MT401"\nquote = "Friday (17/5)"\nreason = "our house style"\n'
    )
    (article.parent / "mtcheck.toml").write_text('baseline = "base.json"\n')
    runner = CliRunner()
    runner.invoke(main, ["baseline", "write", "--no-translate", "a.txt"], catch_exceptions=False)
    result = runner.invoke(main, ["fix", "--write", "--no-translate", "a.txt"], catch_exceptions=False)
    assert (article.read_text(), result.exit_code) == (ARTICLE.replace("Rp10.000", "Rp10,000"), 0), result.stderr


def test_one_bad_file_does_not_stop_the_others(article: Path) -> None:
    Path("b.tsv").write_text("source\ttarget\nSaya pergi ke pasar.\tI went to to the market.\n")
    result = _run("--write", "b.tsv", "missing.txt", "a.txt")
    assert (result.exit_code, article.read_bytes()) == (2, FIXED.encode())
    assert "b.tsv: a bilingual file, which mtcheck does not write" in result.stderr
    assert "missing.txt: no such file" in result.stderr
    assert len(result.stderr.splitlines()) == 3


def test_a_bilingual_file_of_a_folder_is_only_told_of(article: Path) -> None:
    Path("b.tsv").write_text("source\ttarget\nSaya pergi ke pasar.\tI went to to the market.\n")
    result = _run("--write", ".")
    assert (result.exit_code, article.read_bytes()) == (0, FIXED.encode())
    assert "b.tsv: a bilingual file, which mtcheck does not write" in result.stderr


def test_articles_of_one_file_are_fixed_one_after_the_other(article: Path) -> None:
    lines = [f'{{"id": {i}, "text": "The men paid Rp{i}0.000 for the rice, he said."}}\n' for i in (1, 2, 3)]
    Path("a.jsonl").write_text("".join(lines))
    assert _run("a.jsonl").stdout.count("\n+{") == 3
    result = _run("--write", "a.jsonl")
    assert Path("a.jsonl").read_text() == "".join(lines).replace("0.000", "0,000")
    assert result.stderr.splitlines()[1] == "mtcheck: a.jsonl#2: 1 fixed, 0 left"


def test_a_file_that_cannot_be_written_is_told_in_one_line(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    result = _run("--write", "a.txt")
    assert (result.exit_code, result.stderr) == (2, "mtcheck: a.txt: cannot be written (Permission denied)\n")
    assert article.read_bytes() == ARTICLE.encode()


def test_the_rules_show_which_have_safe_fixes() -> None:
    listed = CliRunner().invoke(main, ["rules"]).stdout
    assert "(safe fixes)" in next(line for line in listed.splitlines() if line.startswith("MT401"))
    assert "(safe fixes)" not in next(line for line in listed.splitlines() if line.startswith("MT112"))
    assert "some of its suggestions are safe" in CliRunner().invoke(main, ["explain", "MT401"]).stdout
