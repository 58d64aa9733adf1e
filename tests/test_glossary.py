"""Glossaries as a user meets them: read from tables and TBX, followed in the report, refused in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import REFERENCES

import mtcheck
from mtcheck.analysis import glossary_files, source_terms
from mtcheck.analysis.glossary import Glossary, Term
from mtcheck.cli import main
from mtcheck.config import Config

SAMPLE = REFERENCES / "glossary.tsv"
HEADER = "source\ttarget\tforbidden\tnote\n"
ARTICLE = (
    "The Supreme Prosecutor's Office searched 12 houses in Wanasari on Monday. The supreme prosecutors' office did not "
    "name the owners of the houses in Bandung.\n\n"
    "The refugees from Cipanura slept in a school in Bandung on Tuesday. The so-called evacuees there were guests of "
    "the mayor, Dewi Anggraeni.\n"
)
SOURCE = (
    "Kejaksaan Agung menggeledah 12 rumah di Wanasari pada Senin. Kejagung tidak menyebut nama pemilik rumah di "
    "Bandung.\n\n"
    "Para pengungsi dari Cipanura tidur di sebuah sekolah di Bandung pada Selasa. Para pengungsi di sana adalah tamu "
    "wali kota Dewi Anggraeni.\n"
)

TBX_2 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
  <termEntry id="1">
    <note>not a court</note>
    <langSet xml:lang="id-ID"><tig><term>Kejaksaan Agung</term></tig></langSet>
    <langSet xml:lang="en-US">
      <tig><term>AGO</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
      <ntig><termGrp><term>Attorney General's Office</term>
        <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
      <tig><term>Supreme Prosecutor's Office</term>
        <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
    </langSet>
    <langSet xml:lang="de"><tig><term>Generalstaatsanwaltschaft</term></tig></langSet>
  </termEntry>
  <termEntry><langSet xml:lang="en"><tig><term>coolie</term>
    <termNote type="normativeAuthorization">supersededTerm</termNote></tig></langSet></termEntry>
  <termEntry><langSet xml:lang="en"><tig><term>alone</term></tig></langSet></termEntry>
</body></text></martif>
"""
TBX_3 = """<?xml version="1.0" encoding="UTF-8"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:basic="http://www.tbxinfo.net/ns/basic" style="dct" type="TBX-Basic"
  xml:lang="en"><tbxHeader/><text><body>
  <conceptEntry id="1">
    <note>not a court</note>
    <langSec xml:lang="id"><termSec><term>Kejaksaan Agung</term></termSec></langSec>
    <langSec xml:lang="en">
      <termSec><term>Attorney General's Office</term>
        <basic:administrativeStatus>preferredTerm-admn-sts</basic:administrativeStatus></termSec>
      <termSec><term>AGO</term></termSec>
      <termSec><term>Supreme Prosecutor's Office</term>
        <basic:administrativeStatus>supersededTerm-admn-sts</basic:administrativeStatus></termSec>
    </langSec>
  </conceptEntry>
  <conceptEntry><langSec xml:lang="en"><termSec><term>coolie</term>
    <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec></conceptEntry>
</body></text></tbx>
"""
BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE martif [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {name} "{f"&{of};" * 10}">' for of, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>\n<martif><text><body><termEntry><note>{}</note></termEntry></body></text></martif>"
)


def _report(tmp_path: Path, *options: object, article: str = ARTICLE) -> Result:
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    (tmp_path / "source.txt").write_text(SOURCE, encoding="utf-8")
    arguments = [
        "report",
        str(tmp_path / "article.txt"),
        "--no-translate",
        "--select",
        "MT202,MT203",
        *map(str, options),
    ]
    return CliRunner().invoke(main, [*arguments, "--format", "json"])


def _findings(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    return found


def _written(tmp_path: Path, text: str, name: str = "terms.tsv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_article_alone_is_held_against_what_is_forbidden(tmp_path: Path) -> None:
    found = _findings(_report(tmp_path, "--glossary", SAMPLE))
    assert [(f["code"], f["text"], f["suggestion"]) for f in found] == [
        ("MT203", "Supreme Prosecutor's Office", "Attorney General's Office"),
        ("MT203", "supreme prosecutors' office", "Attorney General's Office"),
        ("MT203", "refugees", "evacuee"),
        ("MT203", "so-called", None),
    ]
    assert {"kind": "glossary", "text": found[3]["evidence"][0]["text"]} == found[3]["evidence"][0]
    assert "casts doubt" in found[3]["evidence"][0]["text"]
    assert [f["preview"] for f in found] == [False, False, True, False], "a common word may render something else"


def test_with_the_source_required_terms_are_looked_for(tmp_path: Path) -> None:
    rows = "Kejaksaan Agung|Kejagung\tAttorney General's Office\npengungsi\tevacuee\nwali kota|walikota\tgovernor\n"
    glossary = _written(tmp_path, HEADER + rows)
    found = _findings(_report(tmp_path, "--glossary", glossary, "--source", tmp_path / "source.txt"))
    assert [(f["code"], f["text"], f["severity"]) for f in found] == [
        ("MT202", "Supreme Prosecutor's Office", "major"),
        ("MT202", "supreme prosecutors' office", "major"),
        ("MT202", "refugees", "major"),
        ("MT202", "mayor", "major"),
    ]


def test_one_fault_that_both_rules_see_is_told_once(tmp_path: Path) -> None:
    found = _findings(_report(tmp_path, "--glossary", SAMPLE, "--source", tmp_path / "source.txt"))
    assert [f["text"] for f in found].count("refugees") == 1


def test_several_glossaries_and_one_of_the_configuration_go_together(tmp_path: Path) -> None:
    _written(tmp_path, HEADER + "\t\tschool\n", "house.tsv")
    config = _written(tmp_path, 'glossary = ["house.tsv"]\n', "mtcheck.toml")
    desk = _written(tmp_path, "forbidden\nmayor\n", "desk.tsv")
    more = _written(tmp_path, "note\tforbidden\nwhy\tguest\n", "more.tsv")
    found = _findings(_report(tmp_path, "--config", config, "--glossary", desk, "--glossary", more))
    assert [f["text"] for f in found] == ["school", "guests", "mayor"]


def test_the_signature_tells_that_a_glossary_was_used(tmp_path: Path) -> None:
    config = Config(translate=False, glossary=(str(SAMPLE),))
    assert (
        mtcheck.check(ARTICLE, config=config).signature
        != mtcheck.check(ARTICLE, config=Config(translate=False)).signature
    )


@pytest.mark.parametrize("text", [TBX_2, TBX_3], ids=["version 2", "version 3"])
def test_tbx_is_read(tmp_path: Path, text: str) -> None:
    glossary = glossary_files.read_files([str(_written(tmp_path, text, "terms.tbx"))])
    assert glossary.terms == (
        Term(
            ("Kejaksaan Agung",),
            ("Attorney General's Office", "AGO"),
            ("Supreme Prosecutor's Office",),
            "not a court",
        ),
        Term(forbidden=("coolie",)),
    )


def test_two_concepts_of_one_word_may_both_be_rendered(tmp_path: Path) -> None:
    entry = (
        '<termEntry><langSet xml:lang="id"><tig><term>bunga</term></tig></langSet>'
        '<langSet xml:lang="en"><tig><term>{}</term></tig></langSet></termEntry>'
    )
    text = f"<martif><text><body>{entry.format('interest')}{entry.format('flower')}</body></text></martif>"
    glossary = glossary_files.read_files([str(_written(tmp_path, text, "terms.tbx"))])
    assert glossary.terms == (Term(("bunga",), ("interest", "flower")),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ": no terms in it"),
        ("# only a comment\n", ": no terms in it"),
        (HEADER, ": no terms in it"),
        ("source\ttarget\tcolour\nx\ty\tz\n", ":1: unknown column 'colour' (the first row names them: source, target,"),
        ("Kejaksaan Agung\tAttorney General's Office\n", ":1: unknown column 'kejaksaan agung'"),
        ("target\ttarget\nx\ty\n", ":1: two columns are called 'target'"),
        ("source\tnote\nx\ty\n", ":1: neither a column 'target' nor a column 'forbidden'"),
        (f"# ours\n{HEADER}\npolisi\tpolice\nhakim\n", ":5: hakim: neither a target nor a forbidden term"),
        (f"{HEADER}\tpolice\n", ":2: police: a target without a source term"),
        (f"{HEADER}a\tb\tc\td\te\n", ":2: 5 cells under 4 columns"),
        (f"{HEADER}a\t|–\n", ":2: '–' has neither a letter nor a figure"),
        (f"{HEADER}a\tC#\n", ":2: 'C#': '#' cannot be looked for"),
        (f'{HEADER}a\tb\n"c\td\n', ":3: "),
        (f"{HEADER}hakim\tjudge\nHakim\treferee\n", ":3: 'hakim' has another target in "),
        (f"{HEADER}hakim\tjudge\tJudge\n", ":2: 'Judge' is both required and forbidden"),
        (f"{HEADER}hakim\tjudge\n\t\tjudge\n", ":3: 'judge' is both required and forbidden (see "),
        ("<martif><text>", ":1: not well-formed XML ("),
        ("<html><body/></html>", ":1: not TBX (its first element is 'html')"),
        ("<martif><text><body/></text></martif>", ": no terms in it"),
        (TBX_2.replace("admittedTerm", "splendidTerm"), ":8: 'AGO' has an unknown status 'splendidTerm-admn-sts'"),
        (BOMB.format(""), ":1: the file declares XML entities"),
        (BOMB.format("&i;"), ":1: the file declares XML entities"),
    ],
)
def test_a_mistake_is_told_in_one_line_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = _written(tmp_path, text)
    result = _report(tmp_path, "--glossary", path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"mtcheck: {path}{told}")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_a_glossary_that_is_no_text_or_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_bytes(b"source\ttarget\n\xff\xfe\tx\n")
    assert "terms.tsv: not UTF-8" in _report(tmp_path, "--glossary", tmp_path / "terms.tsv").stderr
    assert "nowhere.tsv: cannot be read" in _report(tmp_path, "--glossary", tmp_path / "nowhere.tsv").stderr


def test_a_contradiction_between_two_files_names_both(tmp_path: Path) -> None:
    one = _written(tmp_path, f"{HEADER}hakim\tjudge\n", "one.tsv")
    two = _written(tmp_path, f"{HEADER}hakim\treferee\n", "two.tsv")
    told = _report(tmp_path, "--glossary", one, "--glossary", two).stderr
    assert told == f"mtcheck: {two}:2: 'hakim' has another target in {one}:2\n"


def test_what_spreadsheets_write_is_read(tmp_path: Path) -> None:
    text = '\ufeffSource\tTarget\r\n"Kejaksaan ""Agung"""\t"Attorney; AGO"\r\n\t\r\n'
    glossary = glossary_files.read_files([str(_written(tmp_path, text))])
    assert glossary.terms == (Term(('Kejaksaan "Agung"',), ("Attorney", "AGO")),)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Di Kejaksaan Agung dan kejaksaannya", ["Kejaksaan Agung", "kejaksaannya"]),
        ("KPK-nya, kpk, KPK", ["KPK-nya", "KPK"]),
        ("Saksi-saksi ahli itu saksi ahlinya", ["Saksi-saksi ahli", "saksi ahlinya"]),
        ("Ia menetapkan, ditetapkan, tetapkanlah, ketetapan", ["menetapkan", "ditetapkan", "tetapkanlah"]),
        ("masalah masanya massa", ["masanya"]),
        ("KPK MEMERIKSA KEJAKSAAN AGUNG", ["KEJAKSAAN AGUNG"]),
        ("", []),
    ],
)
def test_terms_are_found_in_indonesian(line: str, expected: list[str]) -> None:
    forms = ("Kejaksaan Agung", "kejaksaan", "KPK", "saksi ahli", "tetapkan~", "masa")
    glossary = Glossary(tuple(Term((form,), ("x",)) for form in forms))
    assert [found.text for found in source_terms.find(line, glossary, "id")] == expected
