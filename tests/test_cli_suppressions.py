"""Suppression from end to end: sidecars, comments, options and the configuration in runs of mtcheck report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mtcheck.cli import main

Run = Callable[..., Result]

ARTICLE = (
    "Embassy closes its doors\n\nThe ambassador is safe and now lives in the Land of Sakura.\n\n"
    "The staff will return to the capital when the fighting ends, the ministry said on Monday.\n"
)
SIDECAR = '[[suppress]]\ncode = "MT101"\nquote = "Land of Sakura"\nreason = "the name of a film"\n'
STALE = '[[suppress]]\nfingerprint = "0a1b2c3d4e5f6071"\nreason = "long gone"\n'


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run mtcheck report without translation in a folder with an article; nothing but an exit may leave it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.en.txt").write_text(ARTICLE)

    def call(*arguments: str, **options: Any) -> Result:
        result = CliRunner().invoke(main, ["report", "--no-translate", *arguments], **options)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


def _json(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_sidecar_dismisses_and_its_stale_entries_are_told(report: Run, tmp_path: Path) -> None:
    (tmp_path / "a.en.mtcheck.toml").write_text(f"{SIDECAR}\n{STALE}")
    found = _json(report("a.en.txt", "--format", "json", "--max-major", "0"))
    assert [finding["suppression"] for finding in found["findings"]] == [
        {"kind": "sidecar", "reason": "the name of a film", "place": "a.en.mtcheck.toml:1"}
    ]
    assert found["stale_suppressions"] == [{"place": "a.en.mtcheck.toml:6", "target": "0a1b2c3d4e5f6071"}]
    shown = report("a.en.txt")
    assert "    Suppressed: the name of a film (a.en.mtcheck.toml:1)\n" in shown.stdout
    assert "STALE SUPPRESSIONS\n  They fit no finding any more.\n  · a.en.mtcheck.toml:6: 0a1b" in shown.stdout
    assert shown.stderr == ""


def test_standard_input_has_the_sidecar_of_the_file_that_it_stands_for(report: Run, tmp_path: Path) -> None:
    (tmp_path / "a.en.mtcheck.toml").write_text(SIDECAR)
    arguments = ("-", "--format", "json", "--max-major", "0")
    assert report(*arguments, input=ARTICLE).exit_code == 1
    assert report(*arguments, "--stdin-filename", "a.en.txt", input=ARTICLE).exit_code == 0


def test_a_sidecar_that_is_not_in_order_costs_its_article_the_report_before_any_model_is_loaded(
    report: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.txt").write_text(ARTICLE)
    (tmp_path / "a.en.mtcheck.toml").write_text(SIDECAR.replace("reason", "raisin"))
    result = report("a.en.txt", "b.txt", "--format", "json")
    assert result.exit_code == 2
    assert result.stderr == "mtcheck: a.en.mtcheck.toml:1: unknown key 'raisin' (did you mean reason?)\n"
    assert [done["file"] for done in json.loads(result.stdout)["reports"]] == ["b.txt"]
    monkeypatch.setattr("mtcheck.translation.from_config", None)
    alone = CliRunner().invoke(main, ["report", "a.en.txt"])
    assert (alone.exit_code, alone.stderr) == (2, result.stderr)


def test_an_entry_for_all_articles_of_a_file_is_stale_only_where_it_fits_none(report: Run, tmp_path: Path) -> None:
    lines = [json.dumps({"id": part, "text": ARTICLE.replace("Sakura", land)}) for part, land in LANDS.items()]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    korea = SIDECAR.replace("Sakura", "Ginseng")
    (tmp_path / "many.mtcheck.toml").write_text(
        "\n".join([SIDECAR, korea + 'part = "two"\n', korea + 'part = "one"\n', korea + 'part = "nine"\n', STALE])
    )
    reports = _json(report("many.jsonl", "--format", "json"))["reports"]
    suppressed = [[f["suppressed"] for f in each["findings"]] for each in reports]
    assert suppressed == [[True], [True], [False]]
    assert [each["stale_suppressions"] for each in reports] == [
        [
            {"place": "many.mtcheck.toml:12", "target": "part one: MT101 “Land of Ginseng”"},
            {"place": "many.mtcheck.toml:18", "target": "part nine: MT101 “Land of Ginseng”"},
            {"place": "many.mtcheck.toml:24", "target": "0a1b2c3d4e5f6071"},
        ],
        [],
        [],
    ]


def test_where_an_article_of_the_file_has_no_report_nothing_is_stale(report: Run, tmp_path: Path) -> None:
    foreign = (
        "Kedutaan besar menutup pintunya. Duta besar itu selamat dan kini tinggal di Negeri Sakura. Para staf akan "
        "kembali ke ibu kota ketika pertempuran berakhir, kata kementerian itu pada hari Senin.\n"
    )
    lines = [json.dumps({"id": "one", "text": ARTICLE}), json.dumps({"id": "two", "text": foreign * 3})]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    (tmp_path / "many.mtcheck.toml").write_text(f'{SIDECAR}\n{STALE}part = "two"\n')
    result = report("many.jsonl", "--format", "json", "--suppress", "0a1b2c3d4e5f6071")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 2)
    assert [each["stale_suppressions"] for each in json.loads(result.stdout)["reports"]] == [[]]


LANDS = {"one": "Sakura", "two": "Ginseng", "three": "Ginseng"}


def test_an_option_that_fits_nothing_is_told_and_dismisses_nothing(report: Run) -> None:
    (finding,) = _json(report("a.en.txt", "--format", "json"))["findings"]
    result = report("a.en.txt", "--suppress", f"{finding['fingerprint']},0a1b2c3d4e5f6071", "--format", "json")
    assert _json(result)["findings"][0]["suppression"]["kind"] == "option"
    assert result.stderr == "mtcheck: --suppress 0a1b2c3d4e5f6071: fits no finding\n"


def test_what_the_configuration_dismisses_is_stale_where_a_run_over_several_articles_finds_none(
    report: Run, tmp_path: Path
) -> None:
    (tmp_path / "b.txt").write_text(ARTICLE.replace("the Land of Sakura", "Japan"))
    (tmp_path / "mtcheck.toml").write_text(
        'accept = ["Land of Ginseng"]\n'
        'suppress = [{code = "MT101", quote = "Land of Sakura", reason = "a film"},\n'
        '  {code = "MT101", quote = "State of Sakura", reason = "a film"},\n'
        '  {code = "MT110", quote = "2", reason = "not looked for"}]\n'
    )
    assert report("b.txt").stderr == ""
    both = report("a.en.txt", "b.txt", "--format", "json")
    assert both.stderr.count("\n") == 1
    assert "fits no finding of 2 articles: MT101 “State of Sakura”\n" in both.stderr
    assert [each["stale_suppressions"] for each in _json(both)["reports"]] == [[], []]


def test_an_accepted_term_is_right_in_every_article(report: Run, tmp_path: Path) -> None:
    (tmp_path / "mtcheck.toml").write_text('accept = ["The land of sakura", "never seen"]\n')
    found = _json(report("a.en.txt", "--format", "json"))
    assert [finding["suppression"]["kind"] for finding in found["findings"]] == ["accepted"]
    assert found["stale_suppressions"] == []


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_a_comment_in_the_article_dismisses(report: Run, tmp_path: Path, name: str) -> None:
    text = "\n\n".join(f"<p>{line}</p>" if name == "a.html" else line for line in ARTICLE.strip().split("\n\n"))
    comment = "<!-- mtcheck: suppress MT101 “Land of\n Sakura”: the name of a film -->"
    (tmp_path / name).write_text(f"{text}\n\n{comment}\n\n<!-- mtcheck: suppress 0a1b2c3d4e5f6071: gone -->\n")
    found = _json(report(name, "--format", "json"))
    assert [finding["suppression"] for finding in found["findings"]] == [
        {"kind": "comment", "reason": "the name of a film", "place": f"{name}:7"}
    ]
    assert found["stale_suppressions"] == [{"place": f"{name}:10", "target": "0a1b2c3d4e5f6071"}]
    (tmp_path / name).write_text(f"{text}\n\n<!-- mtcheck: ignore this -->\n")
    refused = report(name)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith(f"mtcheck: {name}:7: cannot read the comment 'mtcheck: ignore this' (it reads: ")
