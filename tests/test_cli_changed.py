"""--changed: which articles differ from a git revision, asked of real repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from mtcheck.cli import changed as module
from mtcheck.cli import main
from mtcheck.cli.changed import changed
from mtcheck.readers import ArticleFiles
from mtcheck.records import UnusableInputError

NAMES = ("a.txt", "b.txt", "wörter und leer zeichen.txt", "sub/d.txt")


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with articles and their sources on a branch of its own, which main has left behind."""
    monkeypatch.chdir(tmp_path)
    for key, value in {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}.items():
        monkeypatch.setenv(key, value)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Editor")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "editor@example.org")
    module._top.cache_clear()
    module._differing.cache_clear()
    git("init", "-q", "-b", "main")
    (tmp_path / "sub").mkdir()
    for name in NAMES:
        Path(name).write_text("Old.\n", encoding="utf-8")
        Path(name).with_suffix(".id").write_text("Lama.\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "all")
    git("switch", "-qc", "branch")
    return tmp_path


def differing(base: str = "main", names: tuple[str, ...] = NAMES) -> list[str]:
    entries = [ArticleFiles(name, source=str(Path(name).with_suffix(".id"))) for name in names]
    return [entry.article for entry in changed(entries, base)]


def test_nothing_differs_at_first(repository: Path) -> None:
    assert differing() == []
    assert differing("HEAD") == []


@pytest.mark.parametrize("stage", ["edited", "staged", "committed"])
def test_what_was_edited_differs(repository: Path, stage: str) -> None:
    for name in NAMES[2:]:
        Path(name).write_text("New.\n", encoding="utf-8")
    if stage != "edited":
        git("add", ".")
    if stage == "committed":
        git("commit", "-qm", "new")
    assert differing() == list(NAMES[2:])


def test_an_article_differs_with_its_source_and_its_suppressions(repository: Path) -> None:
    Path("a.id").write_text("Baru.\n", encoding="utf-8")
    Path("b.mtcheck.toml").write_text("", encoding="utf-8")
    assert differing() == ["a.txt", "b.txt"]


def test_a_new_file_differs_and_a_renamed_one_is_new(repository: Path) -> None:
    Path("new.txt").write_text("New.\n", encoding="utf-8")
    git("mv", "a.txt", "renamed.txt")
    assert differing(names=("new.txt", "renamed.txt", "b.txt")) == ["new.txt", "renamed.txt"]


def test_what_others_changed_meanwhile_does_not_count(repository: Path) -> None:
    git("switch", "-q", "main")
    Path("a.txt").write_text("Theirs.\n", encoding="utf-8")
    git("commit", "-qam", "theirs")
    git("switch", "-q", "branch")
    assert differing("main") == []


def test_it_works_from_a_folder_inside_and_by_a_link(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("sub/d.txt").write_text("New.\n", encoding="utf-8")
    Path("linked").symlink_to("sub", target_is_directory=True)
    monkeypatch.chdir("sub")
    assert differing(names=("d.txt", "../linked/d.txt", "../a.txt")) == ["d.txt", "../linked/d.txt"]


def test_standard_input_and_a_missing_file_never_differ(repository: Path) -> None:
    assert differing(names=("-", "none.txt")) == []


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "", "main:a.txt"])
def test_an_unknown_revision_is_told(repository: Path, base: str) -> None:
    with pytest.raises(UnusableInputError, match="git knows no revision"):
        differing(base)
    assert not Path("x").exists()


def test_outside_a_repository_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("a.txt").write_text("A.\n", encoding="utf-8")
    with pytest.raises(UnusableInputError, match="not a git repository"):
        differing(names=("a.txt",))


def test_a_report_on_nothing_that_differs_is_an_empty_one(repository: Path) -> None:
    done = CliRunner().invoke(main, ["report", "a.txt", "--changed", "main", "--isolated", "-o", "jsonl=out.jsonl"])
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "mtcheck: no article differs from main (1 looked at)\n"
    assert Path("out.jsonl").read_text(encoding="utf-8") == ""


def test_a_report_leaves_out_what_does_not_differ(repository: Path) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text("He lives in the Land of Sakura now.\n", encoding="utf-8")
        git("add", name)
        if name == "a.txt":
            git("commit", "-qm", "a")
    options = ["--changed", "HEAD", "--isolated", "--no-translate", "--format", "concise"]
    done = CliRunner().invoke(main, ["report", "a.txt", "b.txt", *options])
    assert done.exit_code == 0, done.output
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == ["b.txt"]
