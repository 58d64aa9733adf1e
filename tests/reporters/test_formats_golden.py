"""Every format: its golden file, the same bytes each time, and no format forgotten."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace

import goldens
import pytest
from made_up_reports import clean, hostile, news, newsroom

from mtcheck.records import Failure
from mtcheck.reporters import FOR_PEOPLE, FORMATS, Look, render

ENDINGS = {
    "concise": "concise.txt",
    "json": "json.json",
    "jsonl": "jsonl.jsonl",
    "markdown": "markdown.md",
    "sarif": "sarif.sarif",
    "junit": "junit.xml",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "rdjson": "rdjson.json",
    "csv": "csv.csv",
}


def test_no_format_is_forgotten() -> None:
    assert set(ENDINGS) | set(FOR_PEOPLE) == set(FORMATS)


@pytest.fixture(autouse=True)
def version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release changes no golden file."""
    monkeypatch.setattr("mtcheck.reporters.json.__version__", "0.0")


@pytest.mark.parametrize("form", ENDINGS)
def test_renders_as_before(form: str) -> None:
    goldens.check(ENDINGS[form], render(form, *newsroom()))


def test_the_terminal_shows_what_it_showed() -> None:
    goldens.check("terminal.txt", render("terminal", *newsroom(), look=Look(width=80)))


def test_the_page_holds_what_it_held() -> None:
    """Its style and scripts are left out, and with them their hashes: the tests in a browser look at what they do."""
    page = render("html", *newsroom())
    page = re.sub(r"(<style>|<script>).*?(</style>|</script>)", r"\1\2", page, flags=re.DOTALL)
    goldens.check("html.html", re.sub(r"'sha256-[^']+'", "'sha256-'", page))


@pytest.mark.parametrize("form", ENDINGS)
def test_equal_reports_give_equal_bytes(form: str) -> None:
    assert render(form, *newsroom()) == render(form, *newsroom())


@pytest.mark.parametrize("form", ENDINGS)
def test_ends_with_a_line_break_or_is_empty(form: str) -> None:
    for text in (render(form, [clean()]), render(form, [news()]), render(form, [], [Failure("a.txt", "empty")])):
        assert not text or (text.endswith("\n") and not text.endswith("\n\n"))


@pytest.mark.parametrize("form", sorted(set(ENDINGS) - {"csv"}))
def test_an_article_without_a_report_is_told(form: str) -> None:
    """A table of findings (csv) has no row for it."""
    text = render(form, [], [Failure("copy.txt", "copy.txt: not a text file")])
    assert "copy.txt" in text
    assert "not a text file" in text


@pytest.mark.parametrize("form", ENDINGS)
def test_nothing_in_a_hostile_article_acts(form: str) -> None:
    """No escape sequence, no turned text, and no command that GitHub's runner finds in a log."""
    evil = hostile().document.text + "##[add-mask]a ##[stop-commands]b"
    report = hostile()
    found = tuple(replace(finding, message=evil, text=evil, suggestion=evil) for finding in report.findings)
    text = render(form, [replace(report, findings=found)])
    assert not any(char in text for char in "\x00\x1b\u202e\u2067\x9b")
    if form not in ("csv", "junit", "markdown"):  # these go to files
        assert "##[" not in text


def test_machine_formats_need_no_heavy_library() -> None:
    forms = sorted(set(ENDINGS))
    code = (
        "import sys\nfrom importlib import import_module\n"
        f"for form in {forms!r}: import_module('mtcheck.reporters.' + form)\n"
        "print(sorted({'rich', 'jinja2', 'torch', 'spacy', 'sacrebleu', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == "[]"
