"""The files that other people's CI reads: valid after their consumers' schemas, and the action's own script, run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import ROOT
from ruamel.yaml import YAML

from mtcheck.cli import main

ARTICLE = (ROOT / "references" / "d1" / "article.en.txt").read_text(encoding="utf-8")


def loaded(name: str) -> Any:
    """Read a YAML file of the project."""
    return YAML(typ="safe").load(ROOT / name)


@pytest.mark.parametrize(
    ("schema", "name"), [("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", ".gitlab/mtcheck.yml")]
)
def test_the_files_are_valid(schema: str, name: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_hook_is_a_command_that_there_is() -> None:
    hooks = loaded(".pre-commit-hooks.yaml")
    assert len(hooks) == len({hook["id"] for hook in hooks}) == 3
    for hook in hooks:
        words: list[str] = [*hook["entry"].split(), *hook.get("args", [])]
        assert words[0] == "mtcheck"
        assert_known(words[1:])


def assert_known(arguments: list[str]) -> None:
    """Say that a command and its options are known: with an article that is missing, that is what is told."""
    done = CliRunner().invoke(main, [*arguments, "none.txt"])
    assert "none.txt: no such file" in done.stderr, done.output
    assert done.exit_code == 2


Act = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def act(tmp_path: Path) -> Act:
    """Run the script of the action's last step as GitHub's runner would, without translation."""
    if shutil.which("bash") is None:
        pytest.skip("no bash here: the action's script is one")
    step = loaded("action.yml")["runs"]["steps"][-1]
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bad one.txt").write_text(ARTICLE, encoding="utf-8")

    def run(**inputs: str) -> subprocess.CompletedProcess[str]:
        defaults = {name: entry.get("default", "") for name, entry in loaded("action.yml")["inputs"].items()}
        given = {**defaults, **inputs}
        environment = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: given[m[1]], value)
            for name, value in step["env"].items()
        }
        files = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            env={**os.environ, **environment, **files, "MTCHECK_PYTHON": sys.executable},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_the_action_annotates_fails_and_leaves_its_files(act: Act, tmp_path: Path) -> None:
    done = act(files="articles\n", arguments="--no-translate\n--max-major=0\n--isolated")
    assert done.returncode == 1, done.stderr
    assert re.search(r"^::error .*file=articles/bad one\.txt,line=\d+,", done.stdout, re.MULTILINE)
    assert (tmp_path / "GITHUB_OUTPUT").read_text(encoding="utf-8") == "status=1\n"
    assert "bad one.txt" in (tmp_path / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8")
    (run,) = json.loads((tmp_path / "mtcheck.sarif").read_text(encoding="utf-8"))["runs"]
    assert run["results"]
    assert "<html" in (tmp_path / "mtcheck.html").read_text(encoding="utf-8")


def test_nothing_in_an_input_acts_in_the_script(act: Act, tmp_path: Path) -> None:
    done = act(files='"; touch acted; echo "\n$(touch acted)', arguments="--no-translate\n--isolated", changed="")
    assert done.returncode == 2
    assert not (tmp_path / "acted").exists()
    assert (tmp_path / "GITHUB_OUTPUT").read_text(encoding="utf-8") == "status=2\n"


def test_the_gitlab_job_leaves_its_reports(tmp_path: Path) -> None:
    job = loaded(".gitlab/mtcheck.yml")["mtcheck"]
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bad.txt").write_text(ARTICLE, encoding="utf-8")
    folder = Path(sys.executable).parent
    given = {"MTCHECK_FILES": "articles", "MTCHECK_OPTIONS": "--no-translate --max-major 0 --isolated"}
    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(job["script"])],
        env={**os.environ, **given, "PATH": f"{folder}:{os.environ['PATH']}"},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    reports = job["artifacts"]["reports"]
    assert json.loads((tmp_path / reports["codequality"]).read_text(encoding="utf-8"))
    assert "<testsuite" in (tmp_path / reports["junit"]).read_text(encoding="utf-8")
    assert (tmp_path / job["artifacts"]["paths"][0]).is_file()
