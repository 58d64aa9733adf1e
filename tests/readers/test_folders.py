"""What the user named: files, folders and patterns, and the articles in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import made_up_reports
import pytest

from mtcheck.config import Config
from mtcheck.readers import ArticleFiles, find, unique
from mtcheck.records import UnusableInputError
from mtcheck.reporters import render


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lay(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("x", encoding="utf-8")


def found(name: str, config: Config | None = None) -> list[str]:
    return [entry.article for entry in find(name, config or Config())]


def test_a_folder_without_named_articles_is_searched_to_the_bottom() -> None:
    lay(
        "n/b.txt",
        "n/a.md",
        "n/2024/05/c.HTML",
        "n/2024/d.docx",
        "n/2024/e.jsonl",
        "n/2024/f.xlf",
        "n/g.png",
        "n/h.toml",
    )
    lay("n/.git/x.txt", "n/node_modules/x.md", "n/2024/vendor/x.md", "n/.hidden.txt")
    assert found("n") == ["n/a.md", "n/b.txt", "n/2024/d.docx", "n/2024/e.jsonl", "n/2024/f.xlf", "n/2024/05/c.HTML"]
    assert found("n") == found("n")


def test_named_articles_go_before_all_others() -> None:
    lay("n/1/article.en.txt", "n/1/source.id.txt", "n/readme.md")
    assert found("n") == ["n/1/article.en.txt"]


def test_sources_and_references_are_no_articles() -> None:
    lay("n/deep/1/article.en.txt", "n/deep/1/source.id.txt", "n/deep/1/reference.en.txt", "n/deep/2/x.id.md")
    assert find("n", Config()) == (
        ArticleFiles("n/deep/1/article.en.txt", "n/deep/1/source.id.txt", ("n/deep/1/reference.en.txt",)),
    )
    lay("m/a.en.md", "m/a.orig.html", "m/a.human.docx", "m/b.txt")
    config = Config(source_pattern="{stem}.orig.*", reference_pattern="{stem}.human.*")
    assert find("m", config) == (
        ArticleFiles("m/a.en.md", "m/a.orig.html", ("m/a.human.docx",)),
        ArticleFiles("m/b.txt"),
    )


def test_a_pattern_for_articles_may_go_through_folders() -> None:
    lay("n/a/x.en.md", "n/a/b/y.en.md", "n/z.en.md", "n/.git/q.en.md", "n/node_modules/q.en.md", "n/other.txt")
    config = Config(article_pattern="**/*.{language}.md")
    assert found("n", config) == ["n/a/b/y.en.md", "n/a/x.en.md", "n/z.en.md"]
    with pytest.raises(UnusableInputError, match=r"^n/a: a folder without an article \(\*\.txt\)$"):
        find("n/a", replace(config, article_pattern="*.txt"))


def test_hidden_folders_are_searched_where_a_pattern_names_them() -> None:
    lay("n/a.txt", "n/.sources/a.txt", "n/.private/b.txt")
    assert find("n/a.txt", Config(source_pattern=".sources/{stem}.txt")) == (
        ArticleFiles("n/a.txt", "n/.sources/a.txt"),
    )
    assert found("n/.private/*.txt") == ["n/.private/b.txt"]


def test_a_pattern_that_the_shell_left_is_expanded() -> None:
    lay("n/a/x.md", "n/a/b/y.md", "n/z.md", "n/z.id.md", "n/node_modules/q.md", "n/.git/q.md", "n/folder.md/w.txt")
    assert found("n/**/*.md") == ["n/a/b/y.md", "n/a/x.md", "n/z.md"]
    assert found("n/?.md") == ["n/z.md"]
    assert found(str(Path.cwd() / "n/[yz].md")) == [str(Path.cwd() / "n/z.md")]
    with pytest.raises(UnusableInputError, match=r"^n/\*\.docx: no article has a name like that$"):
        find("n/*.docx", Config())


def test_a_file_that_really_has_such_a_name_goes_first() -> None:
    lay("a[1].md", "a1.md", "b1.md")
    assert found("a[1].md") == ["a[1].md"]
    assert found("b[1].md") == ["b1.md"]


@pytest.mark.parametrize("name", ["-", "missing.txt", "x" * 300, "x" * 300 + "*"])
def test_what_is_not_there_is_told_when_it_is_read(name: str) -> None:
    if "*" in name:
        with pytest.raises(UnusableInputError):
            find(name, Config())
    else:
        assert find(name, Config()) == (ArticleFiles(name),)


def articles(names: Iterable[str]) -> list[str]:
    return [entry.article for entry in unique(entry for name in names for entry in find(name, Config()))]


def test_an_article_is_checked_once() -> None:
    lay("n/a.md", "n/b.md")
    Path("link.md").symlink_to("n/a.md")
    assert articles(["n/b.md", "n", "n/*.md", "./n/a.md", "link.md"]) == ["n/b.md", "n/a.md"]


def test_an_empty_folder_is_told_with_what_was_looked_for() -> None:
    lay("n/a.png")
    with pytest.raises(UnusableInputError, match=r"^n: .* \(article\.en\.txt, or any \.txt, \.md"):
        find("n", Config())


@pytest.mark.parametrize("form", ["html", "jsonl", "markdown"])
def test_what_mtcheck_wrote_is_no_article_of_a_folder(form: str) -> None:
    lay("n/a.txt")
    ending = "md" if form == "markdown" else form
    for number, reports in enumerate(([made_up_reports.news()], [made_up_reports.news(), made_up_reports.clean()])):
        Path(f"n/{number}.{ending}").write_text(render(form, reports), encoding="utf-8")
    assert found("n") == ["n/a.txt"]
    assert found("n/*") == ["n/a.txt"]
    assert found(f"n/0.{ending}") == [f"n/0.{ending}"]  # named: the user's own wish
