"""Bilingual files: each format, what lies on which side, and what keeps two texts in step."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtcheck
from mtcheck.config import Config
from mtcheck.readers import Texts, bilingual
from mtcheck.records import Document, Locator, UnusableInputError

SOURCES = ("Kedutaan besar ditutup Senin", "Dubes itu selamat. Ia kini berada di Jakarta.", '"Kami aman," kata Budi.')
TARGETS = ("Embassy closed on Monday", "The ambassador is safe. He is now in Jakarta.", '"We are safe," Budi said.')
ROWS = tuple(zip(SOURCES, TARGETS, strict=True))

XLIFF_1 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.html" source-language="id" target-language="en-US" datatype="html"><body>{}</body></file></xliff>"""
XLIFF_2 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="id-ID" trgLang="en">
<file id="f">{}</file></xliff>"""
TMX = '<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="id"/><body>{}</body></tmx>'
PO = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n{}'


def _tsv() -> str:
    return "".join(f"{source}\t{target}\n" for source, target in ROWS)


def _jsonl() -> str:
    return "".join(json.dumps({"source": source, "target": target}) + "\n" for source, target in ROWS)


def _xliff_1() -> str:
    return XLIFF_1.format(
        "".join(
            f'<trans-unit id="{n}"><source>{s}</source><target>{t}</target></trans-unit>'
            for n, (s, t) in enumerate(ROWS, 1)
        )
    )


def _xliff_2() -> str:
    return XLIFF_2.format(
        "".join(
            f'<unit id="{n}"><segment><source>{s}</source><target>{t}</target></segment></unit>'
            for n, (s, t) in enumerate(ROWS, 1)
        )
    )


def _tmx() -> str:
    return TMX.format(
        "".join(
            f'<tu><tuv xml:lang="en-GB"><seg>{t}</seg></tuv><tuv xml:lang="id"><seg>{s}</seg></tuv></tu>'
            for s, t in ROWS
        )
    )


def _po() -> str:
    return PO.format("\n".join(f"msgid {json.dumps(s)}\nmsgstr {json.dumps(t)}\n" for s, t in ROWS))


FORMATS = {
    "a.tsv": _tsv(),
    "a.jsonl": _jsonl(),
    "a.xlf": _xliff_1(),
    "a.xliff": _xliff_2(),
    "a.tmx": _tmx(),
    "a.PO": _po(),
}


def read(folder: Path, name: str, content: str | bytes, **languages: str) -> Texts:
    """Read a file of this name and content."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return bilingual.read(str(file), **languages)


def sides(texts: Texts) -> list[tuple[str, str]]:
    """Give the paragraphs of source and article beside one another."""
    assert texts.source is not None
    return list(zip(paragraphs(texts.source), paragraphs(texts.article), strict=True))


def paragraphs(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_two_texts(tmp_path: Path, name: str) -> None:
    texts = read(tmp_path, name, FORMATS[name])
    assert sides(texts) == list(ROWS)
    assert texts.paired
    assert texts.article.text == "\n\n".join(TARGETS)
    assert (texts.article.language, texts.article.notes) == ("en", ())
    assert texts.source is not None
    assert texts.source.language == "id"
    for document in (texts.article, texts.source):
        assert [s.kind for s in document.segments] == ["headline", "sentence", "sentence", "sentence"]
        assert [s.paragraph for s in document.segments] == [0, 1, 1, 2]
        for segment in document.segments:
            assert document.text[segment.start : segment.end] == segment.text
            assert segment.locator == Locator(str(tmp_path / name), f"unit {segment.paragraph + 1}")


UNEVEN = {
    "a.tsv": "Satu\tOne\nDua\t\n\tThree\n",
    "a.jsonl": '{"source": "Satu", "target": "One"}\n{"source": "Dua", "target": null}\n\n{"target": "Three"}\n',
    "a.xlf": XLIFF_1.format(
        '<trans-unit id="1"><source>Satu</source><target>One</target></trans-unit>'
        '<trans-unit id="2"><source>Dua</source></trans-unit>'
        '<trans-unit id="3"><source/><target>Three</target></trans-unit>'
    ),
    "a.tmx": TMX.format(
        '<tu><tuv xml:lang="id"><seg>Satu</seg></tuv><tuv xml:lang="en"><seg>One</seg></tuv></tu>'
        '<tu><tuv xml:lang="id"><seg>Dua</seg></tuv></tu><tu><tuv xml:lang="en"><seg>Three</seg></tuv></tu>'
    ),
}


@pytest.mark.parametrize("name", UNEVEN)
def test_a_unit_without_one_side_is_a_note_and_no_paragraph(tmp_path: Path, name: str) -> None:
    texts = read(tmp_path, name, UNEVEN[name])
    assert sides(texts) == [("Satu", "One")]
    assert texts.article.notes == ("unit 2 has no translation", "unit 3 has no source text")


def test_many_units_without_a_translation_are_one_note(tmp_path: Path) -> None:
    few = read(tmp_path, "a.tsv", "a\tb\n" + "c\t\n" * 3)
    assert few.article.notes == ("units 2, 3 and 4 have no translation",)
    many = read(tmp_path, "a.tsv", "a\tb\n" + "c\t\n" * 40)
    assert many.article.notes == ("units 2, 3, 4, 5, 6 and 35 more have no translation",)


@pytest.mark.parametrize(
    "table",
    [
        "id\ten\nSatu\tOne\n",
        "EN\tID\nOne\tSatu\n",
        "target\tsource\nOne\tSatu\n",
        "\ufeffid\tsource\ttarget\tby\r\nx1\tSatu\tOne\tB\r\n",
    ],
)
def test_a_header_says_which_column_is_which(tmp_path: Path, table: str) -> None:
    texts = read(tmp_path, "a.tsv", table)
    assert sides(texts) == [("Satu", "One")]
    locator = texts.article.segments[0].locator
    assert locator is not None
    assert locator.path == ("unit x1" if "x1" in table else "unit 1")


def test_keys_may_be_the_languages_codes(tmp_path: Path) -> None:
    assert sides(read(tmp_path, "a.jsonl", '{"id": "Satu", "en": "One"}')) == [("Satu", "One")]


def test_other_languages_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    texts = read(tmp_path, "a.tmx", TMX.format(_tu("de", "Eins", "en", "One")), source_language="de")
    assert sides(texts) == [("Eins", "One")]


def _tu(source: str, text: str, target: str, translation: str) -> str:
    return (
        f'<tu tuid="t1"><tuv xml:lang="{source}"><seg>{text}</seg></tuv>'
        f'<tuv xml:lang="{target}"><seg>{translation}</seg></tuv></tu>'
    )


def test_references_are_used_when_every_unit_has_one(tmp_path: Path) -> None:
    full = read(tmp_path, "a.tsv", "source\ttarget\treference\nSatu\tOne\tUno\nDua\tTwo\tDue\n")
    assert [paragraphs(document) for document in full.references] == [["Uno", "Due"]]
    lines = '{"source": "Satu", "target": "One", "reference": "Uno"}\n{"source": "Dua", "target": "Two"}\n'
    partial = read(tmp_path, "a.jsonl", lines)
    assert partial.references == ()
    assert partial.article.notes == ("unit 2 has no reference: the file's references are left out",)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.xlf",
            XLIFF_1.format(
                '<trans-unit id="1"><source>A</source><target>The <g id="1">new</g> law<x id="2"/> came'
                '<x id="3" ctype="lb"/>into <bpt id="4">&lt;b class="x"&gt;</bpt>force<ept id="4">&lt;/b&gt;</ept> on '
                '<mrk mtype="protected">Monday</mrk><ph id="5">{0}</ph><!-- no --><?no no?>.</target>'
                "<alt-trans><target>Not this</target></alt-trans></trans-unit>"
            ),
        ),
        (
            "a.xliff",
            XLIFF_2.format(
                '<unit id="1"><segment><source>A</source><target>The <pc id="1">new</pc> law<ph id="2"/> came'
                '<ph id="3" type="fmt" subType="xlf:lb"/>into <sc id="4"/>force<ec startRef="4"/> on '
                '<mrk id="m" type="term">Monday</mrk><cp hex="0000"/>.</target></segment></unit>'
            ),
        ),
        (
            "a.tmx",
            TMX.format(
                _tu(
                    "id",
                    "A",
                    "en",
                    'The <hi>new</hi> law came<ph type="lb">&lt;br&gt;</ph>into <bpt i="1">{\\b <sub>x</sub></bpt>force'
                    '<ept i="1">}</ept> on\n    Monday<it pos="end">&lt;/i&gt;</it>.',
                )
            ),
        ),
    ],
)
def test_inline_markup_leaves_nothing_in_the_text(tmp_path: Path, name: str, content: str) -> None:
    assert read(tmp_path, name, content).article.text == "The new law came into force on Monday."


def test_units_are_named_as_their_file_names_them(tmp_path: Path) -> None:
    unit = '<trans-unit id="u7"><source>Satu</source><target>One</target></trans-unit>'
    second = '<file original="b" source-language="id" target-language="en" datatype="x"><body>{}</body></file></xliff>'
    two = XLIFF_1.format(unit).replace("</xliff>", second.format(unit))
    split = "<segment><source>Satu</source><target>One</target></segment>"
    named = {
        "a.xlf": (XLIFF_1.format(unit), ["u7"]),
        "b.xlf": (two, ["a.html/u7", "b/u7"]),
        "c.xlf": (XLIFF_2.format(f'<unit id="u7">{split}{split}</unit>'), ["u7::segment-1", "u7::segment-2"]),
        "d.tmx": (TMX.format(_tu("id", "Satu", "en", "One")), ["t1"]),
        "e.jsonl": ('{"id": 12, "source": "Satu", "target": "One"}', ["12"]),
        "f.po": (PO.format('msgctxt "menu"\nmsgid "Satu"\nmsgstr "One"\n'), ["menu"]),
    }
    for name, (content, ids) in named.items():
        segments = read(tmp_path, name, content).article.segments
        assert [s.locator.path for s in segments if s.locator] == [f"unit {i}" for i in ids]


def test_what_is_not_to_be_translated_or_obsolete_is_left_out(tmp_path: Path) -> None:
    xliff = XLIFF_1.format(
        '<trans-unit id="1"><source>Satu</source><target>One</target></trans-unit>'
        '<trans-unit id="2" translate="no"><source>x.py</source><target>x.py</target></trans-unit>'
    )
    po = PO.format(
        '#, fuzzy\nmsgid "Satu"\nmsgstr "One"\n\nmsgid "%d hari"\nmsgid_plural "%d hari"\nmsgstr[0] "%d day"\n'
        'msgstr[1] "%d days"\n\n#~ msgid "Tua"\n#~ msgstr "Old"\n'
    )
    assert sides(read(tmp_path, "a.xlf", xliff)) == [("Satu", "One")]
    assert sides(read(tmp_path, "a.po", po)) == [("Satu", "One"), ("%d hari", "%d day"), ("%d hari", "%d days")]


def test_a_tmx_of_more_languages_gives_the_two_that_are_asked_for(tmp_path: Path) -> None:
    three = _tu("fr", "Un", "en", "One").replace("</tu>", '<tuv lang="ID_id"><seg>Satu</seg></tuv></tu>')
    texts = read(tmp_path, "a.tmx", TMX.format(three + "<tu><tuv xml:lang='fr'><seg>Deux</seg></tuv></tu>"))
    assert sides(texts) == [("Satu", "One")]
    assert texts.article.notes == ()


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252", "iso-8859-1"])
def test_xml_says_how_it_is_encoded(tmp_path: Path, encoding: str) -> None:
    declared = XLIFF_1.replace("UTF-8", encoding)
    unit = '<trans-unit id="1"><source>Kafe</source><target>Caf\u00e9</target></trans-unit>'
    assert read(tmp_path, "a.xlf", declared.format(unit).encode(encoding)).article.text == "Caf\u00e9"


def test_a_table_in_another_encoding_has_a_note(tmp_path: Path) -> None:
    texts = read(tmp_path, "a.tsv", "Kafe itu ramai\tThe caf\u00e9 was \u201cbusy\u201d\n".encode("cp1252"))
    assert texts.article.text == "The caf\u00e9 was \u201cbusy\u201d"
    assert texts.article.notes == ("read as windows-1252, not UTF-8",)


def test_a_bilingual_file_goes_through_the_public_door(tmp_path: Path) -> None:
    texts = read(tmp_path, "a.tsv", FORMATS["a.tsv"])
    report = mtcheck.check(texts, config=Config(translate=False))
    assert report.document == texts.article
    assert [s.source[0] in SOURCES[s.segment.paragraph] for s in report.segments] == [True] * 4
    with pytest.raises(TypeError):
        mtcheck.check(texts, source="Kedutaan besar ditutup Senin.", config=Config(translate=False))


LAUGHS = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BOMBS = {
    "laughs.tmx": f"<!DOCTYPE tmx [{LAUGHS}]>" + TMX.partition("\n")[2].format(_tu("id", "a", "en", "&a11;")),
    "quadratic.tmx": f'<!DOCTYPE tmx [<!ENTITY a "{"A" * 90_000}">]>'
    + TMX.partition("\n")[2].format(_tu("id", "a", "en", "&a;" * 90_000)),
    "attribute.tmx": f'<!DOCTYPE tmx [{LAUGHS}]><tmx version="&a11;"/>',
    "outside.xlf": '<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + XLIFF_1.partition("\n")[2].format('<trans-unit id="1"><source>a</source><target>&x;</target></trans-unit>'),
    "parameter.xlf": '<!DOCTYPE xliff [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><xliff version="2.0"/>',
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_do_anything(tmp_path: Path, name: str, encoding: str) -> None:
    began = time.monotonic()
    with pytest.raises(UnusableInputError, match=r"refused: its DOCTYPE has declarations of its own \(entities\)$"):
        read(tmp_path, name, BOMBS[name].encode(encoding))
    assert time.monotonic() - began < 1


def test_an_external_dtd_is_never_fetched(tmp_path: Path) -> None:
    (tmp_path / "tmx14.dtd").write_text('<!ENTITY x "fetched">')
    doctype = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    content = doctype + TMX.partition("\n")[2].format(_tu("id", "Satu", "en", "One &x;two"))
    assert read(tmp_path, "a.tmx", content).article.text == "One two"


side = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(' \u00a0"'), min_size=1).map(str.strip)
units = st.lists(st.tuples(side, side).filter(all), min_size=1, max_size=6)


@given(units)
def test_tables_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    table = "source\ttarget\n" + "".join(f"{source}\t{target}\n" for source, target in rows)
    _assert_same(read(tmp_path_factory.getbasetemp(), "h.tsv", table), rows)


@given(units, st.booleans())
def test_lines_of_json_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], ascii_only: bool
) -> None:
    lines = [json.dumps({"source": s, "target": t}, ensure_ascii=ascii_only) for s, t in rows]
    _assert_same(read(tmp_path_factory.getbasetemp(), "h.jsonl", "\n".join(lines)), rows)


def _assert_same(texts: Texts, rows: list[tuple[str, str]]) -> None:
    assert sides(texts) == rows
    for document in (texts.article, texts.source):
        assert document is not None
        for number, paragraph in enumerate(document.paragraphs):
            assert paragraph.segments
            for segment in paragraph.segments:
                assert paragraph.start <= segment.start < segment.end <= paragraph.end
                assert document.text[segment.start : segment.end] == segment.text
                assert segment.paragraph == number


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail_in_another_way(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    refusals = []
    for end in bilingual.FORMATS:
        for content in (data, b'<xliff version="1.2">' + data, b'<tmx version="1.4">' + data, b'msgid "' + data):
            try:
                assert read(tmp_path_factory.getbasetemp(), f"b{end}", content).article.paragraphs
            except UnusableInputError as error:
                refusals.append(str(error))
    assert all(len(refusal.splitlines()) == 1 for refusal in refusals)
