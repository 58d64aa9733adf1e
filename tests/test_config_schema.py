"""The JSON Schema of mtcheck.toml: true to the code, and of one mind with the reader."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator

from mtcheck.cli.config import schema_text
from mtcheck.cli.settings import Settings
from mtcheck.config import ConfigError
from mtcheck.config_schema import schema
from mtcheck.detectors import all_rules

SCHEMA = schema(all_rules())

GOOD = [
    "",
    'select = ["MT1", "literal-epithet", "MT302"]\nignore = ["MT10"]\n',
    "fail-under = 80\nmax-critical = 0\nmax-major = 2\nmax-minor = 10\nmax-drop = 0.5\n",
    "fail-under = 79.5\npublished = 2024-06-24\n",
    'published = "2024-06-24"\nhouse-style = "american"\naccept = ["Negeri Jiran"]\nbaseline = "b.json"\n',
    'suppress = ["0123456789abcdef", {fingerprint = "0123456789abcdef", reason = "the agency\'s own name"}]\n',
    '[[suppress]]\ncode = "MT101"\nquote = "State of Sakura"\nreason = "so called"\n',
    'model = "a/b"\nmodel-en-id = "c/d"\nengine = "ctranslate2"\ndevice = "cpu"\ndtype = "float16"\noffline = true\n',
    'source-language = "ms"\nmodel-en-ms = "c/d"\nsemantic = "default"\ncache = false\ntranslate = false\n',
    'article-pattern = "*.{language}.txt"\nsource-pattern = "../id/{stem}.{source_language}.txt"\n',
    'lexicons = ["a.toml"]\nglossary = ["b.tbx"]\nreference-pattern = "h{{1}}/{stem}*"\n',
    '[rules.quotation-style]\nseverity = "neutral"\npreview = false\nhouse = ""\n[rules.omission]\nmost = 1\n',
    '[[overrides]]\npaths = ["archive/**", "!*.md"]\nmax-major = 3\n[overrides.rules.omission]\nmost = 0.3\n',
]

BAD = {
    "select = 'MT1'": "setting 'select' is not a list of strings: 'MT1'",
    "select = ['MT8']": "no rule is called or begins with 'MT8' (see 'mtcheck rules')",
    "ignore = ['web-boilerplates']": "no rule is called or begins with 'web-boilerplates' (did you mean web",
    "fail-under = 101": "setting 'fail-under' is between 0 and 100, not 101",
    "max-minor = -1": "setting 'max-minor' is 0 or more, not -1",
    "max-minor = 1.5": "setting 'max-minor' is a whole number, not 1.5",
    "max-major = true": "setting 'max-major' is a whole number, not True",
    "max-drop = '3'": "setting 'max-drop' is a number, not '3'",
    "max-criticl = 0": "unknown setting 'max-criticl' (did you mean max-critical?)",
    "max_critical = 0": "unknown setting 'max_critical' (did you mean max-critical?)",
    "thresholds = {}": "unknown setting 'thresholds' (known: accept, article-pattern, baseline,",
    "offline = 1": "setting 'offline' is true or false, not 1",
    "engine = 'steam'": "setting 'engine' is one of auto, transformers, ctranslate2, not 'steam'",
    "house-style = 'dutch'": "setting 'house-style' is one of american, british, not 'dutch'",
    "published = '24/6/2024'": "setting 'published' is a day such as 2024-06-24, not '24/6/2024'",
    "published = '20240624'": "setting 'published' is a day such as 2024-06-24, not '20240624'",
    "model = ''": "setting 'model' is empty",
    "accept = ['a', ' ']": "setting 'accept' holds an empty string",
    "baseline = ['b.json']": "setting 'baseline' is a text, not ['b.json']",
    "suppress = 'abc'": "setting 'suppress' is not a list of fingerprints and tables: 'abc'",
    "suppress = ['']": "setting 'suppress' holds neither a fingerprint nor a table: ''",
    "suppress = [{fingerprint = 'abc'}]": "a table of 'suppress' has a reason, and a fingerprint or",
    "suppress = [{code = 'MT101', reason = 'x'}]": "a table of 'suppress' has a reason, and a fingerprint or",
    "suppress = [{fingerprint = 'abc', reason = ''}]": "a table of 'suppress' has a reason, and a fingerprint or",
    "suppress = [{fingerprint = 'abc', raeson = 'x'}]": "unknown setting 'raeson' (did you mean reason?)",
    "suppress = [{code = 'MT8', quote = 'a', reason = 'x'}]": "no rule is called or begins with 'MT8'",
    "source-pattern = '{name}.txt'": "setting 'source-pattern' knows {language}, {source_language}, {stem}, not {name}",
    "article-pattern = '{stem}.txt'": "setting 'article-pattern' knows {language}, {source_language}, not {stem}",
    "source-pattern = '/etc/*'": "setting 'source-pattern' names files from the article's folder on, not '/etc/*'",
    "rules = 5": "'rules' holds one table per rule, as in [tool.mtcheck.rules.quotation-style]",
    "rules.quotation-stile = {}": "no rule is called 'quotation-stile' (did you mean quotation-style?)",
    "rules.quotation-style.hous = ''": "the rule quotation-style has no setting 'hous' (did you mean house?)",
    "rules.quotation-style.house = 'dutch'": "the setting 'house' of quotation-style is one of '', 'american',",
    "rules.quotation-style.severity = 'bad'": "the severity of quotation-style is one of neutral, minor,",
    "rules.quotation-style.preview = 1": "the preview of quotation-style is true or false, not 1",
    "rules.omission.most = 'all'": "the setting 'most' of omission is a float: 'all'",
    "overrides = {}": "'overrides' is a list of tables, as in [[tool.mtcheck.overrides]]",
    "overrides = [{max-major = 1}]": "override 1 says for which 'paths' it holds, in a list of patterns",
    "overrides = [{paths = []}]": "override 1 says for which 'paths' it holds, in a list of patterns",
    "overrides = [{paths = ['!']}]": "override 1: not a pattern of paths: ['!']",
    "overrides = [{paths = ['a'], colour = 1}]": "unknown setting 'colour' (known:",
    "overrides = [{paths = ['a'], overrides = []}]": "override 1 has overrides of its own",
    "overrides = [{paths = ['a'], ignore = ['MT8']}]": "no rule is called or begins with 'MT8'",
}


def as_json(text: str) -> Any:
    """Read TOML as JSON has it: a day is a string."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [plain(entry) for entry in value]
        return value.isoformat() if isinstance(value, date) else value

    return plain(tomllib.loads(text))


def test_the_schema_that_is_shipped_is_the_one_that_the_code_makes() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    shipped = (ROOT / "mtcheck" / "data" / "config.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text(), "renew it: mtcheck config --schema > mtcheck/data/config.schema.json"


@pytest.mark.parametrize("text", GOOD)
def test_what_is_right_is_right_for_both(tmp_path: Path, text: str) -> None:
    (tmp_path / "mtcheck.toml").write_text(text)
    Draft202012Validator(SCHEMA).validate(as_json(text))
    Settings().for_file(str(tmp_path / "a.txt"))


@pytest.mark.parametrize("text", BAD)
def test_what_is_wrong_is_wrong_for_both(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mtcheck.toml").write_text(f"\n{text}\n")
    assert list(Draft202012Validator(SCHEMA).iter_errors(as_json(text)))
    with pytest.raises(ConfigError) as caught:
        Settings().for_file("a.txt")
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith((f"mtcheck.toml:2: {BAD[text]}", f"mtcheck.toml: {BAD[text]}"))


def test_every_default_is_right_by_the_schema() -> None:
    for name, part in SCHEMA["$defs"].items():
        whole = {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}
        if "default" in part:
            Draft202012Validator(whole).validate(part["default"])
    for name, table in SCHEMA["$defs"]["rules"]["properties"].items():
        defaults = {key: value["default"] for key, value in table["properties"].items()}
        assert not list(Draft202012Validator(table).iter_errors(defaults)), name
