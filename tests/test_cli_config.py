"""Which settings hold for which article: files found upwards, overrides, options; and `mtcheck config`, which tells."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

from mtcheck import translation
from mtcheck.cli import main
from mtcheck.cli.checking import Checker
from mtcheck.cli.dismissals import Dismissals
from mtcheck.cli.options import settings
from mtcheck.cli.settings import Settings
from mtcheck.config import Config, ConfigError, Thresholds

Call = Callable[..., Result]

ARTICLE = (
    "The council approved the new budget on Tuesday after a long debate in the Land of Sakura. Members of both "
    "parties praised the plan, which sets aside more money for schools and for the roads of the old town.\n"
)


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run mtcheck in a folder that is a repository of its own; nothing but an exit may leave it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def run(*arguments: str, text: str | None = None) -> Result:
        result = CliRunner().invoke(main, list(arguments), input=text)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def findings(result: Result) -> dict[str, list[tuple[str, str]]]:
    """Give the codes and severities of the findings of each article of a run."""
    read = json.loads(result.stdout)
    return {r["file"]: [(f["code"], f["severity"]) for f in r["findings"]] for r in read.get("reports", [read])}


def test_each_article_of_a_run_has_the_settings_nearest_to_it(call: Call, tmp_path: Path) -> None:
    write(tmp_path, {"mtcheck.toml": 'select = ["MT101"]\n', "a.txt": ARTICLE, "sport/b.txt": ARTICLE})
    write(tmp_path, {"sport/mtcheck.toml": 'select = ["MT101"]\n[rules.literal-epithet]\nseverity = "minor"\n'})
    write(tmp_path, {"archive/c.txt": ARTICLE, "archive/pyproject.toml": '[tool.mtcheck]\nignore = ["MT101"]\n'})
    files = ("a.txt", "sport/b.txt", "archive/c.txt")
    found = findings(call("report", "--no-translate", "--format", "json", *files))
    assert found == {"a.txt": [("MT101", "major")], "sport/b.txt": [("MT101", "minor")], "archive/c.txt": []}


def test_the_command_line_goes_before_every_file(tmp_path: Path) -> None:
    write(tmp_path, {"mtcheck.toml": 'max-major = 1\nmodel-en-id = "a/b"\nignore = ["MT9"]\nselect = ["MT1"]\n'})
    given = settings(
        {"max_major": 2, "model": "c/d", "ignore": ("MT302, MT5",), "select": ("MT101",), "offline": False}
    )
    config = given.for_file(str(tmp_path / "a.txt"))
    assert config.thresholds.max_major == 2
    assert (config.model, config.models) == ("c/d", {})
    assert (config.select, config.ignore) == (("MT101",), ("MT9", "MT302", "MT5"))
    assert config.offline is False


def test_standard_input_has_the_settings_of_its_name_or_of_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"mtcheck.toml": "fail-under = 1\n", "in/mtcheck.toml": "fail-under = 2\n"})
    monkeypatch.chdir(tmp_path)
    assert Settings().for_file("-").thresholds.fail_under == 1
    assert Settings(stdin_name="in/a.txt").for_file("-").thresholds.fail_under == 2


def test_one_file_for_all_and_no_file_at_all(call: Call, tmp_path: Path) -> None:
    write(tmp_path, {"mtcheck.toml": "colour = 1\n", "a.txt": ARTICLE, "house/x.toml": "max-major = 0\n"})
    result = call("report", "--no-translate", "--config", "house/x.toml", "--format", "json", "a.txt")
    assert (result.exit_code, findings(result)["a.txt"]) == (1, [("MT101", "major")])
    assert call("report", "--no-translate", "--isolated", "a.txt").exit_code == 0
    both = call("report", "--isolated", "--config", "house/x.toml", "a.txt")
    assert (both.exit_code, both.stdout) == (2, "")
    assert "exclude each other" in both.stderr


def test_what_is_wrong_with_a_configuration_is_told_once_before_any_work(call: Call, tmp_path: Path) -> None:
    write(tmp_path, {"in/mtcheck.toml": 'lexicons = ["none.toml"]\n', "in/a.txt": ARTICLE, "in/b.txt": ARTICLE})
    result = call("report", "--no-translate", "in/a.txt", "in/b.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert str(tmp_path / "in" / "none.toml") in result.stderr
    write(tmp_path, {"in/mtcheck.toml": 'ignore = [\n  "MT302",\n  "literal-epithets",\n]\n', "c.txt": ARTICLE})
    result = call("report", "--no-translate", "c.txt", "in/a.txt", "in/b.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    expected = "no rule is called or begins with 'literal-epithets' (did you mean literal-epithet?)"
    assert result.stderr == f"mtcheck: in/mtcheck.toml:3: {expected}\n"


def test_articles_that_name_the_same_models_share_one_translator(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Config] = []

    def from_config(config: Config) -> object:
        made.append(config)
        return object()

    monkeypatch.setattr(translation, "from_config", from_config)
    checker = Checker([], Dismissals())
    one = checker.translator(Config(model="a/b"))
    assert checker.translator(Config(models={"en-id": "a/b", "id-en": "a/b"}, select=("MT1",))) is one
    assert checker.translator(Config(model="a/b", engine="ctranslate2")) is not one
    assert checker.translator(Config(translate=False)) is None
    assert len(made) == 2


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("news/a.txt", Thresholds(fail_under=50)),
        ("archive/1999/a.txt", Thresholds(fail_under=10, max_major=5)),
        ("archive/keep/a.txt", Thresholds(fail_under=50)),
        ("archive/a.md", Thresholds(fail_under=10, max_major=7)),
        ("archive", Thresholds(fail_under=10, max_major=5)),
        ("-", Thresholds(fail_under=50)),
    ],
)
def test_overrides_name_paths_and_later_ones_go_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, expected: Thresholds
) -> None:
    overrides = (
        '[[overrides]]\npaths = ["/archive/**", "!archive/keep/**"]\nfail-under = 10\nmax-major = 5\n'
        '[[overrides]]\npaths = ["*.md"]\nmax-major = 7\n'
    )
    write(tmp_path, {"mtcheck.toml": f"fail-under = 50\n{overrides}", "archive/a.md": ""})
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    name = path if path == "-" else f"../{path}"
    assert Settings().for_file(name).thresholds == expected


def test_an_override_adds_to_lists_and_to_the_tables_of_rules(tmp_path: Path) -> None:
    base = (
        'select = ["MT1"]\nignore = ["MT104"]\naccept = ["Negeri Jiran"]\nlexicons = ["a.toml"]\n'
        '[rules.omission]\nmost = 0.5\nseverity = "minor"\n'
    )
    override = (
        '[[overrides]]\npaths = ["x.txt"]\nselect = ["MT3"]\nignore = ["MT9"]\naccept = ["Bumi Etam"]\n'
        'lexicons = ["b.toml"]\nsource-language = "ms"\nmodel-en-ms = "a/b"\n'
        '[overrides.rules.omission]\nseverity = "neutral"\n'
    )
    write(tmp_path, {"mtcheck.toml": base + override})
    config = Settings().for_file(str(tmp_path / "x.txt"))
    assert (config.select, config.ignore) == (("MT3",), ("MT104", "MT9"))
    assert config.accept == ("Negeri Jiran", "Bumi Etam")
    assert config.lexicons == (str(tmp_path / "a.toml"), str(tmp_path / "b.toml"))
    assert config.rules == {"omission": {"most": 0.5, "severity": "neutral"}}
    assert config.model_for("en", "ms") == "a/b"


EFFECTIVE = (
    'max-critical = 0\nignore = ["MT302"]\nhouse-style = "british"\n'
    'suppress = ["abc", {code = "MT101", quote = "State of Sakura", reason = "so called"}]\n'
    "[rules.omission]\npreview = true\n"
    '[[overrides]]\npaths = ["archive/**"]\nignore = ["web-boilerplate"]\nfail-under = 60\n'
)


def rows(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.stderr
    told: dict[str, Any] = json.loads(result.stdout)["settings"]
    return told


def test_config_tells_each_value_and_where_it_came_from(call: Call, tmp_path: Path) -> None:
    write(tmp_path, {"mtcheck.toml": EFFECTIVE})
    arguments = ("config", "archive/a.txt", "--max-major", "3", "--date", "2024-06-24", "--format", "json")
    told = rows(call(*arguments))
    file, override = "mtcheck.toml", "mtcheck.toml, override 1 (archive/**)"
    assert told["fail-under"] == {"value": 60, "from": [override]}
    assert told["max-major"] == {"value": 3, "from": ["--max-major"]}
    assert told["published"] == {"value": "2024-06-24", "from": ["--date"]}
    assert told["ignore"] == {"value": ["MT302", "web-boilerplate"], "from": [file, override]}
    assert told["engine"] == {"value": "auto", "from": ["default"]}
    assert told["rules.quotation-style.house"] == {"value": "british", "from": [f"house-style of {file}"]}
    assert told["rules.omission.preview"] == {"value": True, "from": [file]}
    assert told["suppress"]["value"][1] == {"code": "MT101", "quote": "State of Sakura", "reason": "so called"}
    changed = rows(call(*arguments, "--only-changed"))
    assert changed == {key: row for key, row in told.items() if row["from"] != ["default"]}


def test_config_shows_an_aligned_table(call: Call, tmp_path: Path) -> None:
    write(tmp_path, {"mtcheck.toml": 'fail-under = 60\naccept = ["a \\u001b[31m b"]\n'})
    title, empty, *lines = call("config", "--only-changed").stdout.splitlines()
    assert (title, empty) == ("Settings of .: mtcheck.toml", "")
    assert lines == [r'accept      ["a \u001b[31m b"]  mtcheck.toml', "fail-under  60                  mtcheck.toml"]
    shown = call("config").stdout
    assert "max-major                            not set" in shown
    assert "nothing but defaults" in call("config", "--isolated", "--only-changed").stdout
    assert "no configuration file" in call("config", "--isolated").stdout


def test_config_refuses_what_a_report_would(call: Call, tmp_path: Path) -> None:
    write(tmp_path, {"mtcheck.toml": "max-criticl = 0\n"})
    result = call("config")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "mtcheck: mtcheck.toml:1: unknown setting 'max-criticl' (did you mean max-critical?)\n"
    result = call("config", "--isolated", "--select", "literal_epithet")
    assert result.stderr.endswith("'literal_epithet' (did you mean literal-epithet?)\n")


def test_config_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['mtcheck', 'config', '--isolated']\n"
        "from mtcheck.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'torch', 'transformers', 'spacy', 'sacrebleu', 'numpy', 'rich', 'jinja2'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_a_configuration_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(ConfigError, match=r"^none\.toml: cannot read the configuration \(No such file or directory\)$"):
        Settings(file="none.toml")
