"""Settings: what is read from TOML, what is refused, and where a file is looked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mtcheck.config import Config, ConfigError, Thresholds, find, load
from mtcheck.records import Dismissal


def test_an_mtcheck_toml_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "mtcheck.toml"
    file.write_text(
        'select = ["MT1"]\nfail-under = 80\nmax-major = 2\noffline = true\nmodel = "a/b"\n'
        '[rules.quotation-style]\nhouse = "american"\n'
    )
    assert load(file) == Config(
        select=("MT1",),
        thresholds=Thresholds(fail_under=80, max_major=2),
        offline=True,
        model="a/b",
        rules={"quotation-style": {"house": "american"}},
    )


def test_a_pyproject_is_read_in_its_own_table(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text('[project]\nname = "x"\n[tool.mtcheck]\nignore = ["MT302"]\n')
    assert load(file) == Config(ignore=("MT302",))


def test_models_and_engines_are_read(tmp_path: Path) -> None:
    file = tmp_path / "mtcheck.toml"
    file.write_text('model = "a/b"\nmodel-en-id = "c/d"\nengine = "ctranslate2"\ndevice = "cpu"\ndtype = "bfloat16"\n')
    config = load(file)
    assert config == Config(model="a/b", models={"en-id": "c/d"}, engine="ctranslate2", device="cpu", dtype="bfloat16")
    assert [config.model_for(*pair) for pair in config.directions] == ["c/d", "a/b"]
    file.write_text('source-language = "ms"\nmodel-en-ms = "e/f"\n')
    config = load(file)
    assert [config.model_for(*pair) for pair in config.directions] == ["e/f", None]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("select = 'MT1'", "'select' is not a list of strings"),
        ("offline = 1", "'offline' is true or false, not 1"),
        ("max-major = true", "'max-major' is a whole number, not"),
        ("max-major = 1.5", "'max-major' is a whole number, not"),
        ("model-en-fr = 'a/b'", "unknown setting 'model-en-fr' .*model-en-id"),
        ("model-en-id = 1", "'model-en-id' is a text, not 1"),
        ("models = {}", "unknown setting 'models'"),
        ("engine = 'steam'", "'engine' is one of auto, transformers, ctranslate2, not 'steam'"),
        ("device = 1", "'device' is one of auto, cpu, cuda, not 1"),
        ("colour = 'red'", "unknown setting 'colour'"),
        ("thresholds = {}", "unknown setting 'thresholds'"),
        ("published = '24/6/2024'", "'published' is a day such as 2024-06-24, not '24/6/2024'"),
        ("published = 2024-06-24T10:00:00", "'published' is a day"),
        ("[tool.mtcheck]\nignore = []", "in mtcheck.toml the settings stand without .tool.mtcheck."),
        ("rules = 5", "'rules' holds one table per rule"),
        ("= 5", ":1: not TOML: Invalid statement .column 1."),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "mtcheck.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=reason) as caught:
        load(file)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_nearest_file_holds_and_the_search_ends_at_the_repository(tmp_path: Path) -> None:
    inner = tmp_path / "repository" / "articles"
    inner.mkdir(parents=True)
    (tmp_path / "mtcheck.toml").write_text("")
    assert find(inner) == tmp_path / "mtcheck.toml"
    (tmp_path / "repository" / ".git").mkdir()
    assert find(inner) is None
    (tmp_path / "repository" / "pyproject.toml").write_text("[tool.mtcheck]\n")
    assert find(inner) == tmp_path / "repository" / "pyproject.toml"
    (inner / "pyproject.toml").write_text("[project]\n")
    assert find(inner) == tmp_path / "repository" / "pyproject.toml"


def test_lexicons_lie_beside_the_configuration(tmp_path: Path) -> None:
    file = tmp_path / "mtcheck.toml"
    file.write_text('lexicons = ["house.toml"]\npublished = 2024-06-24\n')
    assert load(file) == Config(lexicons=(str(tmp_path / "house.toml"),), published=date(2024, 6, 24))
    file.write_text('published = "2024-06-24"\n')
    assert load(file).published == date(2024, 6, 24)


def test_files_that_a_configuration_names_lie_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "mtcheck.toml"
    (tmp_path / "models" / "en-id").mkdir(parents=True)
    file.write_text('baseline = "b.json"\nmodel = "a/b"\nmodel-en-id = "models/en-id"\nmodel-id-en = "./none"\n')
    config = load(file)
    assert config.baseline == str(tmp_path / "b.json")
    assert (config.model, config.models) == (
        "a/b",
        {"en-id": str(tmp_path / "models" / "en-id"), "id-en": str(tmp_path / "none")},
    )


def test_dismissals_name_the_file_that_they_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "mtcheck.toml"
    file.write_text('suppress = ["abc", {code = "MT101", quote = "State of Sakura", reason = "so called"}]\n')
    assert load(file).suppress == (
        Dismissal("configuration", "no reason given", "mtcheck.toml", fingerprint="abc"),
        Dismissal("configuration", "so called", "mtcheck.toml", code="MT101", quote="State of Sakura"),
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'select = ["MT1"', r":1: not TOML: Unclosed array"),
        (b"\n\nselect = [\n", r":4: not TOML: Invalid value"),
        (b"a = 1\na = 2\n", r":2: not TOML: Cannot overwrite a value \(column 6\)"),
        (b"model = '\xff'", r": cannot read the configuration \(not UTF-8\)"),
        (b"a = " + b"[" * 100_000, r": not TOML that can be read \(too many brackets\)"),
    ],
)
def test_what_is_no_toml_is_told_in_one_line(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "mtcheck.toml"
    file.write_bytes(content)
    with pytest.raises(ConfigError, match=rf"mtcheck\.toml{reason}") as caught:
        load(file)
    assert "\n" not in str(caught.value)


def test_a_line_is_named_only_where_it_is_certain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "mtcheck.toml"
    file.write_text('# colour is not known\nmodel = "a/b"\ncolour = 1\n')
    with pytest.raises(ConfigError, match=r"^mtcheck\.toml:3: unknown setting 'colour'"):
        load(file)
    file.write_text('colour = 1\n[[overrides]]\npaths = ["colour"]\n')
    with pytest.raises(ConfigError, match=r"^mtcheck\.toml: unknown setting 'colour'"):
        load(file)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[tool.mtcheck]\n", True),
        ("tool.mtcheck.offline = true\n", True),
        ("[tool.mtcheck.rules.omission]\nmost = 1\n", True),
        ("[tool.mtcheck]\nbroken\n", True),
        ('[project]\nname = "mtcheck"\nbroken\n', False),
        ('[project]\nname = "mtcheck"\n[tool]\nother = 1\n', False),
        ('tool = "mtcheck"\n', False),
    ],
)
def test_a_pyproject_counts_where_it_has_the_table(tmp_path: Path, text: str, *, found: bool) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text(text)
    assert (find(tmp_path) is not None) is found


def test_a_mark_of_the_byte_order_is_no_part_of_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "mtcheck.toml"
    file.write_bytes(b"\xef\xbb\xbfoffline = true\r\n")
    assert load(file).offline
