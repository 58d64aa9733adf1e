"""GitHub's workflow commands, parsed as its runner parses them, and the plain line of a finding."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest
from made_up_reports import clean, document, finding, hostile, marked_up, news, newsroom, packed, report

from mtcheck.records import Failure, Report, Span
from mtcheck.reporters import concise, github
from mtcheck.taxonomy import Severity


@dataclass(frozen=True)
class Command:
    """A workflow command as the runner understands it."""

    name: str
    properties: dict[str, str]
    message: str


def parsed(text: str) -> list[Command]:
    """Parse a step's output as actions/runner does (ActionCommand.TryParseV2): every line is a command."""
    commands = []
    assert text.endswith("\n") or not text
    for line in text.split("\n")[:-1]:
        match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
        assert match, line
        pairs = (pair.split("=", 1) for pair in match[2].split(","))
        properties = {key: _unescaped(value, ("%3A", ":"), ("%2C", ",")) for key, value in pairs}
        commands.append(Command(match[1], properties, _unescaped(match[3])))
    return commands


def _unescaped(text: str, *more: tuple[str, str]) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), *more, ("%25", "%")):
        text = text.replace(code, char)
    return text


def many(number: int, severity: Severity, name: str = "long.txt") -> Report:
    """Make a report with many findings of a severity."""
    article = document("Phrase. " * number, name)
    spans = [Span(8 * i, 8 * i + 6) for i in range(number)]
    return report(article, [finding(article, span, "MT104", severity=severity) for span in spans])


def test_levels() -> None:
    levels = {command.message.split("”")[0][1:]: command.name for command in parsed(github.render_many([news()]))}
    assert levels == {
        "Russian invasion of Tokyo": "error",
        "State of Sakura": "error",
        "closed; السفارة مغلقة": "error",
        "To note,": "warning",
        "of Tokyo last week": "notice",
        "the Russian invasion of Tokyo last": "notice",
        "refuses": "notice",
    }  # and "Bagikan ke teman", which is suppressed, not at all


def test_the_worst_come_first() -> None:
    reports, failures = newsroom()
    commands = parsed(github.render_many(reports, failures))
    assert commands[0].properties == {"title": "mtcheck: no report", "file": "scan, 2:3.txt"}
    assert "critical" in commands[1].properties["title"]
    order = [["error", "warning", "notice"].index(command.name) for command in commands]
    assert order == sorted(order)


def test_an_annotation_is_on_the_phrase() -> None:
    first = parsed(github.render_many([marked_up()]))[0]
    assert first.properties == {
        "title": "MT104 literal-epithet (major)",
        "file": "copy/ten %/page.md",
        "line": "3",
        "endLine": "3",
        "col": "6",
        "endColumn": "22",
    }
    assert first.message.startswith("“State of Sakura”: ")


def test_columns_only_on_one_line() -> None:
    article = document("One\ntwo three.")
    (command,) = parsed(github.render_many([report(article, [finding(article, Span(0, 7))])]))
    assert set(command.properties) == {"title", "file", "line", "endLine"}


def test_a_file_without_lines_is_annotated_as_a_whole() -> None:
    (command,) = parsed(github.render_many([packed()]))
    assert set(command.properties) == {"title", "file"}
    assert command.message.startswith("[paragraph 2] “State of Sakura”")


def test_nothing_found_is_nothing_said() -> None:
    assert github.render_many([clean()]) == concise.render_many([clean()]) == ""


@pytest.mark.parametrize("severity", [Severity.MAJOR, Severity.MINOR, Severity.NEUTRAL])
def test_what_github_does_not_show_is_told_among_the_first_notices(severity: Severity) -> None:
    commands = parsed(github.render_many([many(25, severity)]))
    shown = [c for name in ("error", "warning", "notice") for c in [d for d in commands if d.name == name][:10]]
    (told,) = [command for command in shown if "more findings" in command.properties["title"]]
    hidden = len(commands) - len(shown)
    assert re.findall(r"\d+", told.message) == ["10", str(hidden)]
    assert len(commands) == 26


def test_ten_of_a_level_are_shown_without_a_word() -> None:
    assert len(parsed(github.render_many([many(10, Severity.MAJOR), many(10, Severity.NEUTRAL)]))) == 20


def test_an_article_issues_no_command() -> None:
    evil = "x%0A::error::no\r\n::add-mask::y ##[stop-commands]z, file=a:b"
    article = document("A phrase.", name="a,line=3%2C:b.txt")
    made = report(article, [finding(article, "phrase", message=evil, suggestion=evil)])
    (command,) = parsed(github.render_many([made]))
    assert command.properties["file"] == "a,line=3%2C:b.txt"
    assert "\n" not in command.message
    assert "x%0A::error::no ::add-mask::y" in command.message
    assert len(parsed(github.render_many([hostile()], [Failure("f", evil)]))) == 4


def test_a_line_is_a_finding_that_counts() -> None:
    reports, failures = newsroom()
    lines = concise.render_many(reports, failures).splitlines()
    assert len(lines) == sum(len(made.counted()) for made in reports) + len(failures)
    assert all(re.match(r".+?:\d+:\d+: (MT\d{3} (neutral|minor|major|critical): |error no report: )", x) for x in lines)
    assert lines[0] == (
        "news.txt:3:37: MT104 major: “State of Sakura”: The phrase renders an Indonesian epithet word by word. "
        "Suggestion: Japan"
    )


def test_a_hostile_finding_stays_on_its_line() -> None:
    made = hostile()
    renamed = replace(made, document=replace(made.document, name="a\nb.txt:1:1: MT104 major: forged"))
    assert len(concise.render_many([renamed]).splitlines()) == len(made.counted())
