"""mtcheck gate: finished JSON reports held against thresholds, in process and without a model."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import made_up_reports
import pytest
from click.testing import CliRunner, Result

from mtcheck.cli import main
from mtcheck.records import Failure, Report
from mtcheck.reporters import render

Gate = Callable[..., Result]


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Run the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # no configuration above counts

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["gate", *arguments])

    return run


def written(name: str, *reports: Report, form: str = "json") -> str:
    """Write reports as the command line would."""
    Path(name).write_text(render(form, reports), encoding="utf-8")
    return name


def named(report: Report, name: str, score: float | None = None) -> Report:
    made = replace(report, document=replace(report.document, name=name))
    return made if score is None else replace(made, score=score)


NEWS = named(made_up_reports.news(), "articles/news.txt")
CLEAN = named(made_up_reports.clean(), "articles/clean.txt")
COUNTED = NEWS.counted()


def test_without_thresholds_nothing_is_judged(gate: Gate) -> None:
    done = gate(written("r.json", NEWS))
    assert (done.exit_code, done.stdout) == (0, "not judged: articles/news.txt\n")


def test_a_missed_threshold_fails_and_the_phrase_is_named(gate: Gate) -> None:
    done = gate(written("r.json", NEWS, CLEAN), "--max-critical", "0", "--fail-under", "50")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines[:3] == [
        "failed: articles/news.txt",
        "  score at least 50: 64.0, met",
        "  critical findings at most 0: 1, missed",
    ]
    assert lines[3].startswith("    articles/news.txt:3:112: MT901 critical: “Russian invasion of Tokyo”: ")
    assert "passed: articles/clean.txt" in lines
    assert lines[-1] == "2 articles: 1 failed"
    assert gate("r.json", "--max-critical", "0", "--exit-zero").exit_code == 0


def test_previews_and_suppressed_findings_do_not_count(gate: Gate) -> None:
    majors = sum(f.severity.value == "major" for f in COUNTED)
    assert majors < sum(f.severity.value == "major" for f in NEWS.findings)
    written("r.json", NEWS)
    assert gate("r.json", "--max-major", str(majors)).exit_code == 0
    assert gate("r.json", "--max-major", str(majors - 1)).exit_code == 1
    assert gate("r.json", "--max-minor", "0").exit_code == 1


def test_the_verdict_of_a_run_does_not_bind_the_gate(gate: Gate) -> None:
    assert NEWS.verdict.status == "failed"
    assert gate(written("r.json", NEWS), "--max-critical", "1").exit_code == 0


@pytest.mark.parametrize("earlier", ["reports", "baseline"])
def test_a_score_may_not_drop_by_more(gate: Gate, earlier: str) -> None:
    written("now.json", NEWS, CLEAN)
    if earlier == "reports":
        written("before.json", named(NEWS, "articles/news.txt", 70.0))
    else:
        articles = {"articles/news.txt": {"score": 70.0, "findings": []}}
        Path("before.json").write_text(json.dumps({"mtcheck-baseline": 1, "articles": articles}), encoding="utf-8")
    done = gate("now.json", "--against", "before.json", "--max-drop", "5.9")
    assert done.exit_code == 1
    assert "  drop of the score at most 5.9: 6, missed" in done.stdout.splitlines()
    assert "  no earlier score to compare with" in done.stdout.splitlines()
    assert gate("now.json", "--against", "before.json", "--max-drop", "6").exit_code == 0


def test_a_better_score_is_no_drop(gate: Gate) -> None:
    written("now.json", NEWS)
    written("before.json", named(NEWS, "articles/news.txt", 10.0))
    assert gate("now.json", "--against", "before.json", "--max-drop", "0").exit_code == 0


def test_a_drop_needs_earlier_scores(gate: Gate) -> None:
    done = gate(written("r.json", NEWS), "--max-drop", "5")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "--against" in done.stderr


def test_the_configuration_judges_by_path_and_options_go_before_it(gate: Gate) -> None:
    Path("mtcheck.toml").write_text(
        'max-critical = 0\n[[overrides]]\npaths = ["archive/**"]\nmax-critical = 9\n', encoding="utf-8"
    )
    written("r.json", NEWS, named(NEWS, "archive/old.txt"))
    done = gate("r.json", "--format", "json")
    assert done.exit_code == 1
    assert [a["verdict"] for a in json.loads(done.stdout)["articles"]] == ["failed", "passed"]
    assert gate("r.json", "--max-critical", "1").exit_code == 0
    assert gate("r.json", "--isolated").exit_code == 0


def test_json_lines_are_read_like_json(gate: Gate) -> None:
    written("r.json", NEWS, CLEAN)
    written("r.jsonl", NEWS, CLEAN, form="jsonl")
    arguments = ("--fail-under", "99", "--max-major", "0", "--format", "json")
    assert gate("r.jsonl", *arguments).stdout == gate("r.json", *arguments).stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no report in it"),
        ("{", "not JSON"),
        ("[1, 2]", "not a report of mtcheck"),
        ('{"reports": []}', "no report in it"),
        ('{"file": "a", "score": 1, "findings": [{}]}', "not a report of mtcheck"),
        ('{"file": "a", "score": "good", "findings": []}', "not a report of mtcheck"),
        ("\udcff", "cannot be read"),
        (None, "no such file"),
    ],
)
def test_what_is_no_report_gets_one_line_and_status_2(gate: Gate, content: str | None, said: str) -> None:
    if content is not None:
        Path("r.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    done = gate("r.json", "--max-critical", "0")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("mtcheck: r.json: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_an_article_without_a_report_is_no_pass(gate: Gate, form: str) -> None:
    Path("r").write_text(render(form, [CLEAN], [Failure("b.txt", "b.txt: no such file")]), encoding="utf-8")
    done = gate("r", "--max-critical", "0")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "b.txt: no such file" in done.stderr


def test_hostile_text_stays_on_its_line(gate: Gate) -> None:
    done = gate(written("r.json", made_up_reports.hostile()), "--max-critical", "0")
    assert done.exit_code == 1
    assert not {"\x1b", "\x00", "\u202e"} & set(done.stdout)


def test_no_model_is_imported(tmp_path: Path) -> None:
    report = tmp_path / "r.json"
    report.write_text(render("json", [CLEAN]), encoding="utf-8")
    program = (
        "import sys; from mtcheck.cli import main\n"
        f"try: main(['gate', {str(report)!r}, '--max-critical', '0'])\n"
        "except SystemExit as end: assert not end.code\n"
        "assert not {'torch', 'transformers', 'spacy', 'ctranslate2', 'rich'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


@pytest.mark.parametrize("content", ["[]", '{"version": "2.1.0"}', "3"])
def test_what_is_no_report_is_told_without_the_words_of_a_program(gate: Gate, content: str) -> None:
    Path("r.json").write_text(content)
    done = gate("r.json")
    assert done.exit_code == 2
    assert done.stderr.startswith("mtcheck: r.json: ")
    assert "mtcheck report --format json writes one" in done.stderr
    assert "Error" not in done.stderr


def test_a_folder_is_no_report(gate: Gate) -> None:
    done = gate(".")
    assert (done.exit_code, done.stderr) == (2, "mtcheck: .: cannot be read (Is a directory)\n")


def test_a_report_may_come_from_standard_input(gate: Gate) -> None:
    done = CliRunner().invoke(main, ["gate", "-"], input=render("json", [NEWS]))
    assert (done.exit_code, done.stdout) == (0, "not judged: articles/news.txt\n")
