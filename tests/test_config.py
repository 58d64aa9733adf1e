"""Settings: what is read from TOML, what is refused, and where a file is looked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mtcheck.config import Config, ConfigError, Thresholds, find, load


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
        ("offline = 1", "'offline' is not of the type bool"),
        ("max-major = true", "'max-major' is not of the type int"),
        ("max-major = 1.5", "'max-major' is not of the type int"),
        ("model-en-fr = 'a/b'", "unknown setting 'model-en-fr' .*model-en-id"),
        ("model-en-id = 1", "'model-en-id' is not of the type str"),
        ("models = {}", "unknown setting 'models'"),
        ("engine = 'steam'", "'engine' is one of auto, transformers, ctranslate2, not 'steam'"),
        ("device = 1", "'device' is one of auto, cpu, cuda, not 1"),
        ("colour = 'red'", "unknown setting 'colour'"),
        ("thresholds = {}", "unknown setting 'thresholds'"),
        ("published = '24/6/2024'", "'published' is a day such as 2024-06-24, not '24/6/2024'"),
        ("published = 2024-06-24T10:00:00", "'published' is a day"),
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
