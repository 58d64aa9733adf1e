"""The command line as a user meets it: real processes, exit statuses, and what stands on which stream."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import REFERENCES, ROOT

from mtcheck.cli import main

Run = Callable[..., subprocess.CompletedProcess[bytes]]

EMBASSY = REFERENCES / "embassy" / "article.en.txt"
FRENCH = (
    "Le gouvernement a annonc\u00e9 mardi la fermeture temporaire de son ambassade, alors que les combats se "
    "rapprochent de la capitale. Les habitants ont \u00e9t\u00e9 invit\u00e9s \u00e0 partir avant la nuit.\n"
)
GOOD = (
    "The council approved the new budget on Tuesday after a long debate. Members of both parties praised the plan, "
    "which sets aside more money for schools and roads. The mayor said work would start in the spring and that the "
    "first school would open its doors next year. Residents who came to the meeting welcomed the decision.\n"
)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run mtcheck in a process of its own, in an empty folder, without a terminal."""

    settings = {"PYTHONPATH": str(ROOT), "MTCHECK_CACHE_DIR": str(tmp_path / "cache"), "OMP_NUM_THREADS": "1"}

    def call(*arguments: object, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "mtcheck", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, **settings, **environment},
            check=False,
        )

    return call


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.txt"
    file.write_text(GOOD)
    return file


def test_help_and_version_import_nothing_heavy() -> None:
    for arguments in (["--help"], ["--version"], ["report", "--help"]):
        code = (
            "import sys; sys.argv = ['mtcheck', *sys.argv[1:]]\n"
            "from mtcheck.cli import main\n"
            "try: main()\nexcept SystemExit: pass\n"
            "heavy = {'torch', 'transformers', 'spacy', 'sacrebleu', 'numpy', 'rich', 'jinja2'} & set(sys.modules)\n"
            "sys.exit(f'imported: {heavy}' if heavy else 0)"
        )
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, cwd=ROOT, check=False)
        assert done.returncode == 0, done.stderr.decode()


def test_a_report_names_the_worst_phrases(run: Run) -> None:
    done = run("report", "--no-translate", EMBASSY)
    text = done.stdout.decode()
    assert done.returncode == 0
    assert done.stderr == b""
    assert "State of Sakura" in text
    assert "Russian invasion of Tokyo" in text
    assert "not judged" in text.lower()
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text


def test_thresholds_decide_the_status_and_are_named(run: Run) -> None:
    arguments = ("report", "--no-translate", "--format", "json", EMBASSY)
    failed = run(*arguments, "--max-critical", "0", "--fail-under", "1")
    assert failed.returncode == 1
    verdict = json.loads(failed.stdout)["verdict"]
    assert verdict["status"] == "failed"
    assert {t["name"]: t["met"] for t in verdict["thresholds"]} == {"score": True, "critical findings": False}
    assert b"critical findings missed: 1, limit 0" in failed.stderr
    assert b"score met" in failed.stderr
    assert run(*arguments, "--max-critical", "0", "--exit-zero").returncode == 0
    assert run(*arguments, "--max-critical", "99", "--max-major", "99").returncode == 0


def test_preview_and_suppressed_findings_do_not_count(run: Run) -> None:
    arguments = ("report", "--no-translate", "--format", "json", EMBASSY)
    before = json.loads(run(*arguments).stdout)
    critical = next(f for f in before["findings"] if f["severity"] == "critical")
    done = run(*arguments, "--suppress", critical["fingerprint"], "--max-critical", "0")
    after = json.loads(done.stdout)
    assert done.returncode == 0
    assert after["score"] > before["score"]
    assert [f["suppressed"] for f in after["findings"] if f["fingerprint"] == critical["fingerprint"]] == [True]


@pytest.mark.parametrize("engine", ["transformers", "auto"])
def test_two_runs_give_the_same_bytes(run: Run, tiny_model: Path, good: Path, engine: str) -> None:
    arguments = ("report", "--format", "json", "--model", tiny_model, "--engine", engine, good)
    first, second, uncached = run(*arguments), run(*arguments), run(*arguments, "--no-cache")
    assert first.returncode == 0, first.stderr.decode()
    assert first.stdout == second.stdout == uncached.stdout
    assert json.loads(first.stdout)["segments"][0]["back_translation"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", b"empty"),
        (b" \n ", b"white space"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde", b"not a text file"),
        (FRENCH.encode(), b"not in English"),
        (b"x" * 20_000_000, b"larger than the limit"),
    ],
    ids=["empty", "blank", "png", "french", "20 MB"],
)
def test_unusable_input_is_one_line_and_status_2(run: Run, tmp_path: Path, content: bytes, reason: bytes) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(content)
    done = run("report", "--no-translate", file)
    assert done.returncode == 2
    assert reason in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert done.stdout == b""


def test_a_missing_file_is_status_2(run: Run) -> None:
    done = run("report", "--no-translate", "missing.txt")
    assert (done.returncode, done.stderr) == (2, b"mtcheck: missing.txt: no such file\n")


def test_the_readable_files_are_still_reported(run: Run, good: Path) -> None:
    done = run("report", "--no-translate", "--format", "json", good, "missing.txt", EMBASSY, "--max-critical", "0")
    found = json.loads(done.stdout)
    assert done.returncode == 2
    assert [r["file"] for r in found["reports"]] == [str(good), str(EMBASSY)]
    assert found["failures"] == [{"file": "missing.txt", "reason": "missing.txt: no such file"}]
    assert [s["verdict"] for s in found["summary"]] == ["passed", "failed"]


def test_standard_input_is_an_article(run: Run) -> None:
    done = run("report", "--no-translate", "--format", "json", "-", stdin=GOOD.encode("utf-16"))
    report = json.loads(done.stdout)
    assert report["file"] == "-"
    assert report["notes"] == ["read as utf-16, not UTF-8"]


def test_a_missing_model_is_status_3(run: Run, good: Path, tmp_path: Path) -> None:
    done = run("report", "--model", tmp_path / "nowhere", good)
    assert done.returncode == 3
    assert b"no such folder" in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("option", ["--model", "--model-en-id", "--model-id-en"])
@pytest.mark.parametrize("kind", ["folder", "hub", "bert"])
def test_a_model_that_cannot_be_used_is_one_line_and_status_3(
    run: Run, good: Path, tiny_model: Path, *, option: str, kind: str
) -> None:
    tmp_path = good.parent
    (tmp_path / "bert").mkdir()
    (tmp_path / "bert" / "config.json").write_text('{"model_type": "bert"}')
    name, reason = {
        "folder": (tmp_path / "nowhere", b"no such folder"),
        "hub": ("newsroom/missing", b"'hf download newsroom/missing'"),
        "bert": (tmp_path / "bert", b"not a translation model"),
    }[kind]
    other = [] if option == "--model" else ["--model", tiny_model]
    done = run("report", *other, option, name, good, "--offline", HF_HOME=str(tmp_path / "hub"))
    assert done.returncode == 3
    assert reason in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert done.stdout == b""


def test_the_command_line_goes_before_the_configuration_file(run: Run, tmp_path: Path, tiny_model: Path) -> None:
    (tmp_path / "mtcheck.toml").write_text('model-en-id = "nowhere/at-all"\nengine = "transformers"\noffline = true\n')
    translate = ("translate", "--to", "id", "-")
    assert run(*translate, stdin=b"Hello there.\n", HF_HOME=str(tmp_path)).returncode == 3
    for option in ("--model", "--model-en-id"):
        assert run(*translate, option, tiny_model, stdin=b"Hello there.\n").returncode == 0


@pytest.mark.parametrize("target", ["nowhere/report.html", "."])
def test_an_output_that_cannot_be_written_is_refused_before_the_work(run: Run, good: Path, target: str) -> None:
    done = run("report", "--no-translate", "--format", "html", "-o", target, good)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


def test_an_output_file_is_written_whole(run: Run, good: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")
    done = run("report", "--no-translate", "--format", "html", "-o", target, good)
    assert (done.returncode, done.stdout) == (0, b"")
    assert target.read_text().startswith("<!")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["good.txt", "report.html"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["report"], b"Missing argument"),
        (["report", "--source", "s.txt", "a.txt", "b.txt"], b"belong to one article"),
        (["report", "-q", "-v", "a.txt"], b"exclude each other"),
        (["report", "--select", "MT8", "--no-translate", str(EMBASSY)], b"no rule is called or begins with 'MT8'"),
        (["report", "--fail-under", "101", "a.txt"], b"--fail-under"),
        (["explain", "MT000"], b"no rule is called"),
        (["report", "--config", "missing.toml", "a.txt"], b"missing.toml"),
        (["report", "--date", "24/6/2024", "a.txt"], b"'24/6/2024' does not match the format"),
        (["report", "--lexicon", "missing.toml", str(EMBASSY), str(EMBASSY)], b"mtcheck: missing.toml: cannot be read"),
    ],
)
def test_wrong_usage_is_status_2(run: Run, arguments: list[str], reason: bytes) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert reason in done.stderr
    assert b"Traceback" not in done.stderr


def test_select_and_ignore_choose_rules(run: Run) -> None:
    arguments = ("report", "--no-translate", "--format", "json", EMBASSY)
    only = json.loads(run(*arguments, "--select", "MT9,literal-epithet").stdout)
    assert {f["rule"] for f in only["findings"]} >= {"literal-epithet", "contradicted-event"}
    assert all(f["code"].startswith("MT9") or f["rule"] == "literal-epithet" for f in only["findings"])
    without = json.loads(run(*arguments, "--ignore", "MT9").stdout)
    assert not any(f["code"].startswith("MT9") for f in without["findings"])
    assert without["findings"]


def test_a_lexicon_of_the_user_is_read_from_beside_the_configuration_file(run: Run, tmp_path: Path) -> None:
    entry = '[[phrase]]\noriginal = "kain"\nmeaning = "banners"\nliteral = ["long cloth"]\n'
    (tmp_path / "house.toml").write_text(f'adds_to = "idioms"\n{entry}')
    (tmp_path / "mtcheck.toml").write_text('lexicons = ["house.toml"]\ntranslate = false\n')
    (tmp_path / "a.txt").write_text(f"{GOOD}The students carried long cloths to the palace.\n")
    done = run("report", "--date", "2024-06-24", "--format", "json", "a.txt")
    assert [f["suggestion"] for f in json.loads(done.stdout)["findings"]] == ["banners"]


def test_the_configuration_file_is_found_and_the_command_line_wins(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mtcheck.toml").write_text('ignore = ["MT9"]\nmax-critical = 0\ntranslate = false\n')
    (tmp_path / "a.txt").write_bytes(EMBASSY.read_bytes())
    done = run("report", "--format", "json", "a.txt")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert not any(f["code"].startswith("MT9") for f in report["findings"])
    assert report["verdict"]["status"] == "passed"
    (tmp_path / "mtcheck.toml").write_text("colour = 1\n")
    done = run("report", "a.txt")
    assert done.returncode == 2
    assert b"unknown setting 'colour'" in done.stderr


def test_source_and_reference_are_scored(run: Run, tiny_model: Path) -> None:
    folder = EMBASSY.parent
    done = run(
        *("report", "--format", "json", "--model", tiny_model, EMBASSY),
        *("--source", folder / "source.id.txt", "--reference", folder / "reference.en.txt"),
    )
    report = json.loads(done.stdout)
    comparisons = {score["comparison"]: score["metric"] for score in report["scores"]}
    assert set(comparisons) == {
        "round trip against article",
        "back-translation against source",
        "article against reference",
    }
    assert {score["metric"] for score in report["scores"]} == {"chrF2++", "BLEU", "TER"}
    assert all("version:" in score["signature"] for score in report["scores"])


def test_rules_are_listed_and_explained() -> None:
    listed = CliRunner().invoke(main, ["rules"]).stdout
    codes = [line.split()[0] for line in listed.splitlines()]
    assert codes == sorted(codes)
    for code in codes:
        page = CliRunner().invoke(main, ["explain", code]).stdout
        assert "What it finds:" in page
        assert "Limits:" in page


def test_translation_is_line_for_line(run: Run, tiny_model: Path) -> None:
    text = "The embassy moved. It was late.\n\nhttps://example.com\n  Two students came  \n"
    done = run("translate", "--model", tiny_model, "--to", "id", "-", stdin=text.encode())
    lines = done.stdout.decode().split("\n")
    assert done.returncode == 0, done.stderr.decode()
    assert len(lines) == len(text.split("\n"))
    assert (lines[1], lines[2], lines[4]) == ("", "https://example.com", "")
    assert lines[0].strip()


def test_the_cache_is_shown_and_cleared(run: Run, tiny_model: Path, tmp_path: Path) -> None:
    assert b"translations: 0" in run("cache", "info").stdout
    run("translate", "--model", tiny_model, "--to", "id", "-", stdin=b"The embassy moved.\n")
    info = run("cache", "info").stdout
    assert b"translations: 1" in info
    converted = b"1 converted" in info  # where CTranslate2 is installed
    expected = b"1 translations deleted" + (b", 1 converted models" if converted else b"") + b"\n"
    assert run("cache", "clear").stdout == expected
    info = run("cache", "info").stdout
    assert b"translations: 0" in info
    assert b"0 converted, 0.0 MB" in info
