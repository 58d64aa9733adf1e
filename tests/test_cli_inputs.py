"""What `mtcheck report` takes: bilingual files, folders and patterns, and what it says of each that it cannot use."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mtcheck.cli import main
from mtcheck.readers.formats import ARTICLE_ENDS

Report = Callable[..., Result]

ARTICLE = (
    "Embassy closes its doors\n\nThe ambassador is safe and now lives in the Land of Sakura.\n\n"
    "The staff will return to the capital when the fighting ends, the ministry said on Monday.\n"
)
SOURCE = (
    "Kedutaan besar menutup pintunya\n\nDuta besar itu selamat dan kini tinggal di Negeri Sakura.\n\n"
    "Para staf akan kembali ke ibu kota ketika pertempuran berakhir, kata kementerian itu pada hari Senin.\n"
)
HUMAN = (
    "Embassy shuts its doors\n\nThe ambassador is safe and now lives in Japan.\n\n"
    "Its staff will return to the capital once the fighting is over, the ministry said on Monday.\n"
)
TABLE = (
    "".join(f"{s}\t{t}\n" for s, t in zip(SOURCE.split("\n\n"), ARTICLE.split("\n\n"), strict=True))
    .replace("\n\t", "\t")
    .replace("\n\n", "\n")
)
XLIFF = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
    '<file original="a" source-language="{}" target-language="{}" datatype="x"><body>{}</body></file></xliff>'
)
UNIT = '<trans-unit id="7"><source>Halo</source><target>Hello</target></trans-unit>'
TMX = '<tmx version="1.4"><header srclang="id"/><body>{}</body></tmx>'
PO = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Halo"\nmsgstr "{}"'


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Run `mtcheck report --no-translate` in an empty folder; nothing but an exit may leave it."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Result:
        result = CliRunner().invoke(main, ["report", "--no-translate", *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder, and the folders that they lie in."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def as_json(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def test_a_bilingual_file_is_checked_unit_by_unit(report: Report, tmp_path: Path) -> None:
    write(tmp_path, {"a.tsv": TABLE})
    found = as_json(report("a.tsv", "--format", "json"))
    assert (found["file"], found["source"]["file"]) == ("a.tsv", "a.tsv")
    assert [s["locator"] for s in found["segments"]] == [{"part": "a.tsv", "path": f"unit {n}"} for n in (1, 2, 3)]
    assert [s["source"] for s in found["segments"]] == [[line] for line in SOURCE.strip().split("\n\n")]
    assert [f["text"] for f in found["findings"]] == ["Land of Sakura"]


def test_a_finding_in_a_bilingual_file_names_its_unit(report: Report, tmp_path: Path) -> None:
    write(tmp_path, {"a.tsv": TABLE, "b.txt": ARTICLE})
    assert "unit 2  MT101 literal-epithet" in report("a.tsv").stdout
    assert "3:45  MT101 literal-epithet" in report("b.txt").stdout
    assert ">unit 2</span>" in report("a.tsv", "--format", "html").stdout


def test_units_that_lack_a_side_are_told(report: Report, tmp_path: Path) -> None:
    write(tmp_path, {"a.tsv": f"{TABLE}Tidak diterjemahkan\t\n\tOut of nowhere\n"})
    shown = report("a.tsv").stdout
    assert "· unit 4 has no translation" in shown
    assert "· unit 5 has no source text" in shown


def test_a_bilingual_file_may_have_references_beside_it(report: Report, tmp_path: Path) -> None:
    write(tmp_path, {"a.tsv": TABLE, "human.txt": HUMAN})
    found = as_json(report("a.tsv", "--reference", "human.txt", "--format", "json"))
    assert {score["comparison"] for score in found["scores"]} == {"article against reference"}


BAD = {
    "empty.tsv": ("", "the file is empty"),
    "white.jsonl": (" \n", "the file is empty"),
    "empty.tmx": ("", "the file is empty"),
    "columns.tsv": ("satu\tone\n\ndua\ttwo\tzwei\n", "line 3: 3 columns, not 2"),
    "column.tsv": ("satu one\n", "line 1: 1 column, not 2"),
    "short.tsv": ("id\tsource\ttarget\n1\tsatu\n", "line 2: 2 columns, not 3"),
    "header.tsv": ("source\ttext\nsatu\tone\n", "line 1: the header names no column 'target'"),
    "headonly.tsv": ("source\ttarget\n", "no units in the file"),
    "onesided.tsv": ("satu\t\ndua\t\n", "no unit has a translation"),
    "apart.tsv": ("satu\t\n\ttwo\n", "no unit has both a source text and a translation"),
    "bad.jsonl": (
        '{"source": "a", "target": "b"}\n{"source": "a", "target" "b"}\n',
        "line 2: not JSON (Expecting ':' delimiter, column 26)",
    ),
    "list.jsonl": ("[1]\n", "line 1: not a JSON object"),
    "keys.jsonl": (
        '{"body": "a"}\n',
        "line 1: neither 'source' nor 'target' in the object ('text' in files of articles)",
    ),
    "number.jsonl": ('{"source": "a", "target": 3}\n', "line 1: 'target' is not text"),
    "id.jsonl": ('{"id": [], "source": "a", "target": "b"}\n', "line 1: 'id' is neither text nor a number"),
    "deep.jsonl": ("[" * 100_000, "line 1: not JSON that can be read"),
    "half.jsonl": ('{"source": "a", "target": "\\ud800"}\n', "unit 1: not valid Unicode (half a surrogate pair)"),
    "broken.xlf": (
        XLIFF.format("id", "en", UNIT.replace("</source>", "</sauce>")),
        "broken XML (Opening and ending tag mismatch: source line 1 and sauce, line 1, column 187)",
    ),
    "text.xlf": ("Just a text.\n", "broken XML (syntax error: line 1, column 0)"),
    "tmx.xlf": (TMX.format(""), "its first element is <tmx>, not <xliff>"),
    "other.xlf": ('<xliff version="9"><a/></xliff>', "not XLIFF as version 1.2 or 2.0 has it"),
    "units.xlf": (XLIFF.format("id", "en", ""), "no units in the file"),
    "back.xlf": (XLIFF.format("en-US", "id", UNIT), "translates from en-US into id, not from id into en"),
    "french.xliff": (
        '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="id" trgLang="fr"/>',
        "translates from id into fr, not from id into en",
    ),
    "french.tmx": (
        TMX.format('<tu><tuv xml:lang="fr"><seg>x</seg></tuv><tuv xml:lang="en"><seg>y</seg></tuv></tu>'),
        "no text in the language id (its languages: en, fr)",
    ),
    "units.tmx": (TMX.format(""), "no units in the file"),
    "bomb.tmx": (
        '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + TMX.format("&b;"),
        "refused: its DOCTYPE has declarations of its own (entities)",
    ),
    "untranslated.po": (PO.format("en", ""), "no unit has a translation"),
    "french.po": (PO.format("fr", "Salut"), "translates from an unnamed language into fr, not from id into en"),
    "text.po": ("Just a text.\n", "not a PO file (Syntax error on line 1: 'Just a text.\\n')"),
    "table.csv": (
        "a,b\n",
        ".csv files are not read (a bilingual file is named .tsv, .jsonl, .xlf, .xliff, .tmx, .po)",
    ),
    "renamed.txt": (
        TMX.format(""),
        "XML, not plain text (a bilingual file is named .tsv, .jsonl, .xlf, .xliff, .tmx, .po)",
    ),
    "large.tmx": (" " * 5_000_001, "larger than the limit of 5 MB"),
    "swapped.tsv": (
        "The government announced a new plan today.\tPemerintah mengumumkan rencana baru untuk sekolah hari ini.\n",
        "the text is not in English (it looks Indonesian)",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_one_line(report: Report, tmp_path: Path, name: str) -> None:
    content, reason = BAD[name]
    write(tmp_path, {name: content})
    result = report(name)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"mtcheck: {name}: {reason}\n")


def test_a_bad_file_does_not_keep_others_from_their_reports(report: Report, tmp_path: Path) -> None:
    write(tmp_path, {"a.tsv": TABLE, "b.tsv": "one\n", "nothing/x.png": "x"})
    result = report("a.tsv", "b.tsv", "nothing", "missing.po", "--format", "json")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"mtcheck: nothing: a folder without an article (article.en.txt, or any {', '.join(ARTICLE_ENDS)})",
        "mtcheck: b.tsv: line 1: 1 column, not 2",
        "mtcheck: missing.po: no such file",
    ]
    found = json.loads(result.stdout)
    assert [r["file"] for r in found["reports"]] == ["a.tsv"]
    assert [f["file"] for f in found["failures"]] == ["nothing", "b.tsv", "missing.po"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a.tsv", "--source", "s.txt"), "a.tsv is a bilingual file, which holds its own source: leave --source out"),
        (("a.txt", "--source", "a.tsv"), "a.tsv is a bilingual file, which holds the article too: give it as FILE"),
        (("a.txt", "--reference", "a.tmx"), "a.tmx is a bilingual file, which holds the article too: give it as FILE"),
        (("two", "--source", "s.txt"), "--source and --reference belong to one article: give one FILE with them"),
    ],
)
def test_a_source_is_given_in_one_way(report: Report, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    texts = {"a.txt": ARTICLE, "s.txt": SOURCE, "two/1/article.en.txt": ARTICLE, "two/2/article.en.txt": ARTICLE}
    write(tmp_path, {**texts, "a.tsv": TABLE})
    result = report(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == f"Error: {message}"


def test_a_folder_brings_source_and_references(report: Report, tmp_path: Path) -> None:
    files = {"article.en.txt": ARTICLE, "source.id.txt": SOURCE, "reference.en.txt": HUMAN, "reference-2.en.txt": HUMAN}
    write(tmp_path, {f"embassy/{name}": text for name, text in files.items()} | {"embassy/source.fr.txt": "Non."})
    found = as_json(report("embassy/", "--format", "json"))
    assert found["file"] == "embassy/article.en.txt"
    assert found["source"]["file"] == "embassy/source.id.txt"
    assert {s["signature"].split("|")[0] for s in found["scores"]} == {"nrefs:2"}


def test_a_folder_of_folders_is_several_articles(report: Report, tmp_path: Path) -> None:
    write(tmp_path, {"n/2/article.en.txt": ARTICLE, "n/1/article.en.txt": ARTICLE, "n/1/source.id.txt": SOURCE})
    write(tmp_path, {"n/notes/x.txt": "x", "n/.git/article.en.txt": ARTICLE, "n/article.txt": "x"})
    found = as_json(report("n", "--format", "json"))
    assert [r["file"] for r in found["reports"]] == ["n/1/article.en.txt", "n/2/article.en.txt"]
    assert [bool(r["source"]) for r in found["reports"]] == [True, False]


def test_the_command_line_goes_before_what_lies_in_the_folder(report: Report, tmp_path: Path) -> None:
    write(tmp_path, {"a/article.en.txt": ARTICLE, "a/source.id.txt": "Bukan ini.", "s.txt": SOURCE})
    assert as_json(report("a", "--source", "s.txt", "--format", "json"))["source"]["file"] == "s.txt"


def test_an_article_that_is_named_stands_alone(report: Report, tmp_path: Path) -> None:
    write(tmp_path, {"a/article.en.txt": ARTICLE, "a/source.id.txt": SOURCE})
    assert as_json(report("a/article.en.txt", "--format", "json"))["source"] is None


def test_patterns_find_what_lies_beside_a_file(report: Report, tmp_path: Path) -> None:
    settings = 'source-pattern = "../id/{stem}.{source_language}.txt"\nreference-pattern = "{stem}.h[0-9].txt"\n'
    write(tmp_path, {"mtcheck.toml": settings, "en/o[n]e.en.txt": ARTICLE, "id/o[n]e.id.txt": SOURCE})
    write(tmp_path, {"en/o[n]e.h1.txt": HUMAN, "en/two.txt": ARTICLE, "id/one.id.txt": "Bukan ini."})
    found = as_json(report("en/o[n]e.en.txt", "en/two.txt", "--format", "json"))
    assert [r["source"] and r["source"]["file"] for r in found["reports"]] == ["en/../id/o[n]e.id.txt", None]
    assert [bool(r["scores"]) for r in found["reports"]] == [True, False]


def test_patterns_say_what_a_folders_articles_are(report: Report, tmp_path: Path) -> None:
    settings = 'article-pattern = "*.en.txt"\nsource-pattern = "{stem}.id.txt"\nreference-pattern = "{stem}.*.txt"\n'
    write(tmp_path, {"pyproject.toml": "[tool.mtcheck]\n" + settings})
    write(tmp_path, {"n/1.en.txt": ARTICLE, "n/1.id.txt": SOURCE, "n/2.en.txt": ARTICLE, "n/1.us.txt": HUMAN})
    found = as_json(report("n", "--format", "json"))
    assert [r["source"] and r["source"]["file"] for r in found["reports"]] == ["n/1.id.txt", None]
    assert {s["signature"].split("|")[0] for s in found["reports"][0]["scores"]} == {"nrefs:1"}


def test_two_sources_for_one_article_are_refused(report: Report, tmp_path: Path) -> None:
    write(tmp_path, {"mtcheck.toml": 'source-pattern = "s*.txt"', "a.txt": ARTICLE, "s1.txt": SOURCE, "s2.txt": SOURCE})
    result = report("a.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "mtcheck: a.txt: 2 files fit the source-pattern 's*.txt', not one\n"


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ('source-pattern = "{name}.txt"', "'source-pattern' knows {language}, {source_language}, {stem}, not {name}"),
        ('article-pattern = "{stem}.txt"', "'article-pattern' knows {language}, {source_language}, not {stem}"),
        ('source-pattern = "{stem"', "'source-pattern' is not a pattern: '{stem' (expected '}' before end of string)"),
        ('source-pattern = "/etc/*"', "'source-pattern' names files from the article's folder on, not '/etc/*'"),
        ('reference-pattern = ""', "'reference-pattern' names files from the article's folder on, not ''"),
        ("reference-pattern = 3", "'reference-pattern' is a text, not 3"),
    ],
)
def test_a_pattern_that_cannot_be_is_refused(report: Report, tmp_path: Path, setting: str, reason: str) -> None:
    write(tmp_path, {"mtcheck.toml": setting, "a.txt": ARTICLE})
    result = report("a.txt")
    assert result.exit_code == 2
    assert result.stderr == f"mtcheck: mtcheck.toml:1: setting {reason}\n"


def test_standard_input_is_read_as_a_file_of_its_name(report: Report, tmp_path: Path) -> None:
    write(tmp_path, {"news/a.id.txt": SOURCE, "news/mtcheck.toml": 'source-pattern = "{stem}.id.txt"'})
    name = "news/a.en.md"
    lines = "<!-- a comment -->\n# " + ARTICLE
    result = CliRunner().invoke(
        main, ["report", "--no-translate", "-", "--stdin-filename", name, "--format", "json"], input=lines
    )
    found = as_json(result)
    assert (found["file"], found["source"]["file"]) == (name, "news/a.id.txt")
    assert [(f["text"], f["line"]) for f in found["findings"]] == [("Land of Sakura", 4)]


def test_a_name_for_standard_input_needs_standard_input(report: Report, tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": ARTICLE})
    result = report("a.txt", "--stdin-filename", "b.txt")
    assert result.exit_code == 2
    assert "--stdin-filename names what standard input holds: give - as FILE with it" in result.stderr


def test_articles_of_one_file_have_a_report_each(report: Report, tmp_path: Path) -> None:
    indonesian = {"id": "wrong", "text": SOURCE}
    objects = [{"id": "7", "text": ARTICLE, "source": SOURCE}, indonesian, {"text": ARTICLE, "published": "2024-06-24"}]
    write(tmp_path, {"a.jsonl": "".join(f"{json.dumps(value)}\n" for value in objects)})
    result = report("a.jsonl", "--format", "concise")
    assert result.exit_code == 2
    assert result.stderr.startswith("mtcheck: a.jsonl#wrong: the text is not in English")
    column = json.dumps(objects[0]).index("Land of") + 1
    assert f"a.jsonl:1:{column}: MT101" in result.stdout.replace("#7", "").replace("a.jsonl (7)", "a.jsonl")
    assert result.stdout.count("MT101") == 2


@pytest.mark.parametrize("command", ["report", "fix"])
def test_an_empty_name_is_not_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A script whose variable is not set must not check, or mend, all that lies there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("The men came on Friday (17/5) and left by boat.\n")
    result = CliRunner().invoke(main, [command, "--no-translate", ""])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "mtcheck: an empty name names no file\n"
