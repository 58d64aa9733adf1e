"""Baselines: what is written, what counts beside one, how one is brought up to date, and what cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import made_up_reports
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck import suppressions
from mtcheck.cli import main
from mtcheck.records import Report, RuleCard, Skipped, UnusableInputError
from mtcheck.suppressions import baseline, baseline_files
from mtcheck.suppressions.baseline import Article, Baseline, Known
from mtcheck.suppressions.baseline_update import updated
from mtcheck.taxonomy import Severity

Run = Callable[..., Result]

NEWS = made_up_reports.news()
CARDS = tuple(
    RuleCard(f.code, f.rule, f.category, f.severity, "", "") for f in {f.code: f for f in NEWS.findings}.values()
)
ARTICLE = (
    "Embassy closes its doors\n\nThe ambassador is safe and now lives in the Land of Sakura.\n\n"
    "The staff will return to the capital when the fighting ends, the ministry said on Monday.\n"
)
OTHER = ARTICLE.replace("Sakura", "Ginseng")
KNOWN = Known("0" * 16, "MT104", "gone", Severity.MAJOR)


def _report(name: str = "news.txt", **fields: Any) -> Report:
    return replace(NEWS, document=replace(NEWS.document, name=name), rules=CARDS, **fields)


def _written(tmp_path: Path, *reports: Report) -> Baseline:
    return baseline.of_reports(str(tmp_path / "b.json"), reports)


def test_a_baseline_holds_what_counts_one_finding_to_a_line_in_an_order_of_its_own(tmp_path: Path) -> None:
    made = _written(tmp_path, _report(str(tmp_path / "z" / "b.txt")), _report(str(tmp_path / "a.txt"), findings=()))
    lines = baseline_files.text(made).splitlines()
    assert lines[:8] == [
        "{",
        '  "mtcheck-baseline": 1,',
        '  "articles": {',
        '    "a.txt": {',
        '      "score": 64.0,',
        '      "findings": []',
        "    },",
        '    "z/b.txt": {',
    ]
    found = [json.loads(line.strip().rstrip(",")) for line in lines if "fingerprint" in line]
    counted = sorted((f.code, f.text, f.fingerprint, f.severity.value) for f in NEWS.counted())
    assert [(f["code"], f["text"], f["fingerprint"], f["severity"]) for f in found] == counted


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_KNOWN = st.builds(Known, _TEXTS, _TEXTS, _TEXTS, st.sampled_from(Severity))
_ARTICLES = st.builds(Article, st.floats(0, 100), st.lists(_KNOWN, max_size=3).map(tuple))


@settings(deadline=None)
@given(st.dictionaries(_TEXTS, _ARTICLES, max_size=3))
def test_a_written_baseline_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, articles: Mapping[str, Article]
) -> None:
    path = tmp_path_factory.mktemp("baseline") / "b.json"
    text = baseline_files.text(Baseline(str(path), articles))
    path.write_text(text, encoding="utf-8")
    read = baseline_files.read(str(path))
    assert read.articles.keys() == articles.keys()
    assert baseline_files.text(read) == text
    assert {name: article.score for name, article in read.articles.items()} == {
        name: article.score for name, article in articles.items()
    }


def test_nothing_in_a_baseline_acts_instead_of_being_seen(tmp_path: Path) -> None:
    known = replace(KNOWN, text="\u202eevil\x1b[2J\x7f\u2028 “so”")
    text = baseline_files.text(Baseline("b.json", {"a.txt": Article(50.0, (known,))}))
    assert '"text": "\\u202eevil\\u001b[2J\\u007f\\u2028 “so”"' in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON (Expecting value: line 1 column 1 (char 0))"),
        ("<<<<<<< ours", "not JSON"),
        ("[" * 99_999, "not JSON"),
        ("[]", "not a baseline (mtcheck baseline write makes one)"),
        ("{}", "not a baseline"),
        ('{"mtcheck-baseline": 2, "articles": {}}', "a baseline of version 2, not 1"),
        ('{"mtcheck-baseline": 1, "articles": []}', "a baseline without 'articles'"),
        ('{"mtcheck-baseline": 1, "articles": {"a.txt": []}}', "a.txt: no entry of a baseline"),
        ('{"mtcheck-baseline": 1, "articles": {"a.txt": {"score": 1}}}', "a.txt: no entry of a baseline"),
        ('{"mtcheck-baseline": 1, "articles": {"a": {"score": 1, "findings": [{}]}}}', "a: no entry of a baseline"),
    ],
)
def test_what_is_no_baseline_is_told_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInputError) as told:
        baseline_files.read(str(path))
    assert str(told.value).startswith(f"{path}: {said}")
    assert "\n" not in str(told.value)


def test_an_article_is_known_by_its_path_from_the_baseline_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x" / "y").mkdir(parents=True)
    names = {".": "x/y/a.txt", "x": "y/a.txt", "x/y": "a.txt", "x/y/": "../../x/y/a.txt"}
    for folder, name in names.items():
        monkeypatch.chdir(tmp_path / folder)
        made = Baseline(str(tmp_path / "b.json"))
        assert made.key(_report(name).document) == "x/y/a.txt"
        assert made.key(_report(str(Path(name).resolve())).document) == "x/y/a.txt"
        assert made.key(replace(_report(name).document, part="7")) == "x/y/a.txt#7"
    assert Baseline(str(tmp_path / "x" / "b.json")).key(_report(str(tmp_path / "a.txt")).document) == "../a.txt"


def test_standard_input_is_no_article_that_a_baseline_knows(tmp_path: Path) -> None:
    assert _written(tmp_path, _report("gone.txt")).dismissals(_report("-").document) == ()


def test_what_is_in_the_baseline_does_not_count_and_what_is_new_does(tmp_path: Path) -> None:
    first, second, *rest = NEWS.counted()
    made = _written(tmp_path, _report(findings=(first, *rest)))
    heeded = suppressions.heed(NEWS.counted(), made.dismissals(_report().document))
    assert [finding.text for finding in heeded.findings if finding.counts] == [second.text]
    reasons = {finding.suppression.reason for finding in heeded.findings if finding.suppression}
    assert (reasons, heeded.stale) == ({"in the baseline"}, ())


def test_an_article_that_was_renamed_keeps_its_findings_and_a_new_one_has_none(tmp_path: Path) -> None:
    (tmp_path / "here.txt").write_text("x")
    for old, left in (("old.txt", 0), ("old.jsonl#7", 0), ("here.txt", 5), ("here.txt#7", 5)):
        file, _, part = old.partition("#")
        report = _report(str(tmp_path / file))
        made = _written(tmp_path, replace(report, document=replace(report.document, part=part)))
        renamed = _report(str(tmp_path / "new.txt"))
        heeded = suppressions.heed(NEWS.findings, made.dismissals(renamed.document))
        assert sum(finding.counts for finding in heeded.findings) == left, old


def test_an_update_drops_what_no_longer_occurs(tmp_path: Path) -> None:
    report = _report()
    made = _written(tmp_path, report)
    dropped = NEWS.counted()[0]
    after = updated(made, [replace(report, findings=NEWS.counted()[1:], score=90.0)])
    (article,) = after.baseline.articles.values()
    assert {known.text for known in article.findings} == {f.text for f in NEWS.counted()} - {dropped.text}
    assert article.score == 90.0
    assert [change.split(": ", 1)[1] for change in after.changes] == ["dropped 1 finding that no longer occurs"]


def test_an_update_keeps_what_was_not_looked_for(tmp_path: Path) -> None:
    report = _report()
    made = _written(tmp_path, report)
    skipped = tuple(Skipped(f"{card.code} {card.name}", "no translator") for card in CARDS)
    for partial in (replace(report, findings=(), rules=()), replace(report, findings=(), skipped=skipped)):
        assert updated(made, [partial]).baseline.articles == made.articles
        assert baseline.stale(made, [partial]) == {}


def test_an_update_takes_in_what_is_new_where_it_is_asked_to(tmp_path: Path) -> None:
    before, new = _report(findings=NEWS.counted()[1:], score=90.0), _report("new.txt", findings=(), score=100.0)
    made = _written(tmp_path, before)
    kept = updated(made, [_report(), new])
    assert kept.baseline.articles == made.articles
    assert [change.partition(": ")[2] for change in kept.changes] == [
        "1 finding not in the baseline (--add)",
        "not in the baseline (--add takes it in)",
    ]  # fmt: skip
    added = updated(made, [_report(), new], add=True)
    assert added.baseline.articles == _written(tmp_path, _report(), new).articles
    assert [change.partition(": ")[2] for change in added.changes] == ["added 1 finding", "added with 0 findings"]


def test_an_update_moves_what_was_renamed_and_drops_what_is_gone_only_when_told(tmp_path: Path) -> None:
    made = _written(tmp_path, _report(str(tmp_path / "old.txt")))
    made = replace(made, articles={**made.articles, "lost.txt": Article(50.0, (KNOWN,))})
    new = tmp_path / "new.txt"
    new.write_text("x")
    moved = updated(made, [_report(str(new))])
    assert moved.baseline.articles == {"new.txt": made.articles["old.txt"], "lost.txt": made.articles["lost.txt"]}
    assert moved.changes == ("new.txt: renamed from old.txt", "lost.txt: the file is gone: --drop-gone drops it")
    dropped = updated(made, [_report(str(new))], drop_gone=True)
    assert list(dropped.baseline.articles) == ["new.txt"]
    assert dropped.changes[1] == "lost.txt: the file is gone: dropped with 1 finding"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run mtcheck without translation in a folder with two articles; nothing but an exit may leave it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(ARTICLE)
    (tmp_path / "news" / "b.txt").write_text(OTHER)

    def call(*arguments: str) -> Result:
        result = CliRunner().invoke(main, [*arguments, *([] if "show" in arguments else ["--no-translate"])])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


def test_with_a_baseline_only_what_is_new_blocks(run: Run, tmp_path: Path) -> None:
    written = run("baseline", "write", "news/a.txt", "news/b.txt")
    assert (written.exit_code, written.stdout) == (0, "mtcheck-baseline.json: 2 findings of 2 articles\n")
    gate = ("report", "news/a.txt", "news/b.txt", "--max-major", "0", "--baseline", "mtcheck-baseline.json")
    assert run(*gate[:-2]).exit_code == 1
    passed = run(*gate)
    assert (passed.exit_code, passed.stderr) == (0, "")
    assert "NOT COUNTED: 1 IN THE BASELINE" in passed.stdout
    (tmp_path / "news" / "a.txt").write_text(ARTICLE + "\nHe left the Land of Ginseng on Monday.\n")
    failed = run(*gate)
    assert failed.exit_code == 1
    assert "1 finding: 1 major (not counted: 1 in the baseline)" in failed.stdout


def test_the_baseline_of_the_configuration_is_found_from_everywhere(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mtcheck.toml").write_text('baseline = "known/b.json"\n')
    (tmp_path / "known").mkdir()
    assert run("baseline", "write", "news/a.txt").stdout == "known/b.json: 1 finding of 1 article\n"
    monkeypatch.chdir(tmp_path / "news")
    found = json.loads(run("report", "a.txt", "--format", "json").stdout)
    (suppression,) = [finding["suppression"] for finding in found["findings"]]
    assert (suppression["kind"], suppression["reason"]) == ("baseline", "in the baseline")
    assert run("baseline", "show").stdout.startswith("../news/a.txt: 1 finding, score ")
    assert run("report", "a.txt", "--max-major", "0", "--isolated").exit_code == 1


def test_a_baseline_is_not_written_over_unasked(run: Run, tmp_path: Path) -> None:
    run("baseline", "write", "news/a.txt", "--to", "b.json")
    before = (tmp_path / "b.json").read_text()
    refused = run("baseline", "write", "news/b.txt", "--to", "b.json")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("mtcheck: b.json: is there already (--force writes over it")
    assert (tmp_path / "b.json").read_text() == before
    assert run("baseline", "write", "news/b.txt", "--to", "b.json", "--force").exit_code == 0
    assert '"news/b.txt"' in (tmp_path / "b.json").read_text()


def test_what_cannot_be_checked_leaves_the_rest_recorded(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news" / "empty.txt").write_text("")
    written = run("baseline", "write", "news/a.txt", "news/empty.txt")
    assert (written.exit_code, written.stdout) == (2, "mtcheck-baseline.json: 1 finding of 1 article\n")
    assert run("baseline", "write", "news/empty.txt", "--to", "none.json").exit_code == 2
    assert not (tmp_path / "none.json").exists()


def test_what_occurs_no_more_is_told_with_the_command_that_drops_it(run: Run, tmp_path: Path) -> None:
    run("baseline", "write", "news/a.txt", "news/b.txt", "--to", "b.json")
    (tmp_path / "news" / "b.txt").write_text(OTHER.replace("the Land of Ginseng", "Korea"))
    command = "mtcheck baseline update --to b.json news/b.txt"
    told = run("report", "news/a.txt", "news/b.txt", "--baseline", "b.json").stderr
    assert told == f"mtcheck: b.json: 1 finding of it no longer occurs (drop with: {command})\n"
    assert run("report", "news/a.txt", "--baseline", "b.json").stderr == ""
    done = run(*command.split()[1:])
    assert done.stdout == "news/b.txt: dropped 1 finding that no longer occurs\nb.json: updated\n"
    assert run("report", "news/a.txt", "news/b.txt", "--baseline", "b.json").stderr == ""
    assert run(*command.split()[1:]).stdout == "b.json: nothing to change\n"


def test_a_baseline_is_listed_without_models(run: Run, tmp_path: Path) -> None:
    run("baseline", "write", "news/a.txt", "news/b.txt")
    (tmp_path / "news" / "a.txt").unlink()
    assert [line.split(", score")[0] for line in run("baseline", "show").stdout.splitlines()] == [
        "news/a.txt (the file is gone): 1 finding",
        "  MT101 1 “Land of Sakura”",
        "news/b.txt: 1 finding",
        "  MT101 1 “Land of Ginseng”",
        "2 findings of 2 articles",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("baseline", "show", "no.json"), "no.json: no such file (mtcheck baseline write makes a baseline)"),
        (("baseline", "update", "news/a.txt"), "mtcheck-baseline.json: no such file"),
        (("report", "news/a.txt", "--baseline", "no.json"), "no.json: no such file"),
        (("baseline", "write", "news/a.txt", "--to", "no/b.json"), "no/b.json: the folder no does not exist"),
        (("baseline", "write", "no.txt"), "no.txt: no such file"),
    ],
)
def test_what_goes_wrong_is_told_in_one_line(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"mtcheck: {said}")
    assert result.stderr.count("\n") == 1


def test_standard_input_has_no_place_in_a_baseline(run: Run) -> None:
    assert "standard input has no name" in run("baseline", "write", "-").stderr
