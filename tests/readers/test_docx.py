"""Word's files: what a reader of the page sees, where it stands, and edits written back into the runs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.readers import from_bytes
from mtcheck.readers.rewriting import Edit, RewritingError, applied, deletion, editable, rewritten
from mtcheck.records import Document, UnusableInputError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
BOX = "<w:txbxContent><w:p><w:r><w:t>Read also: a boxed line</w:t></w:r></w:p></w:txbxContent>"
BOXES = (
    f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
)
FOOTNOTES = (
    f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>The note says more.</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def cell(text: str) -> str:
    return f"<w:tc><w:p>{run(text)}</w:p></w:tc>"


def saved(word: WordDocument) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Give a package with some of its parts replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return made.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def of_body(xml: str) -> bytes:
    """Make a file whose body is some WordprocessingML."""
    word = docx.Document()
    body = parse_xml(f"<w:body {W} {MC} {WPS}>{xml}</w:body>")
    for child in reversed(list(body)):
        word.element.body.insert(0, child)
    return saved(word)


def text_of(xml: str) -> str:
    return from_bytes("a.docx", of_body(xml)).text


@pytest.fixture(scope="module")
def article() -> bytes:
    """An article with a headline, runs in bold, a table and a comment."""
    word = docx.Document()
    word.add_heading("Embassy closes its doors", 0)
    paragraph = word.add_paragraph("The ambassador lives in the ")
    paragraph.add_run("State").bold = True
    paragraph.add_run(" of Sakura")
    paragraph.add_run(" today.")
    word.add_paragraph("A photograph of the embassy", style="Caption")
    word.add_heading("What is next", 2)
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Left cell.", "Right cell."
    word.add_comment(paragraph.runs[1], text="Is this right?", author="An editor")
    return saved(word)


def test_paragraphs_are_read_in_their_order_and_located(article: bytes) -> None:
    document = from_bytes("a.docx", article)
    assert document.text.split("\n\n") == [
        "Embassy closes its doors",
        "The ambassador lives in the State of Sakura today.",
        "A photograph of the embassy",
        "What is next",
        "Left cell.",
        "Right cell.",
    ]
    assert [s.text for s in document.segments if s.kind == "headline"] == ["Embassy closes its doors", "What is next"]
    places = [s.locator and (s.locator.part, s.locator.path) for s in document.segments]
    assert places[0] == ("word/document.xml", "paragraph 1, run 1")
    assert places[1] == ("word/document.xml", "paragraph 2, runs 1-5")
    assert [(c.text, c.line) for c in document.comments] == [("Is this right?", 3)]
    assert document.origin is None


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t></w:r></w:p>", "One\ttwo"),
        ("<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:cr/></w:r></w:p>", "One\ntwo\n"),
        ("<w:p><w:hyperlink><w:r><w:t>A link</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r></w:p>", "A link."),
        (
            "<w:p><w:ins><w:r><w:t>New</w:t></w:r></w:ins><w:del><w:r><w:delText>Old</w:delText></w:r></w:del></w:p>",
            "New",
        ),
        (
            "<w:p><w:moveFrom><w:r><w:t>Gone</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>Here</w:t></w:r></w:moveTo></w:p>",
            "Here",
        ),
        (
            f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('A ')}</w:p><w:p>{run('b.')}</w:p><w:p>{run('2')}</w:p>",
            "A b.\n\n2",
        ),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r><w:r><w:t>Seen</w:t></w:r></w:p>", "Seen"),
        ('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Seen</w:t></w:r></w:p>', "Seen"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>Controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>", "Controlled"),
        (
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell('Gone')}</w:tr><w:tr>{cell('Row')}</w:tr></w:tbl>",
            "Row",
        ),
        (
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>DATE</w:instrText><w:t>May 2</w:t></w:r></w:p>",
            "May 2",
        ),
        (
            f"<w:p><w:r>{BOXES}<w:t>Around it.</w:t></w:r></w:p>",
            "Around it.\n\nRead also: a boxed line",
        ),
        ("<w:p/><w:p><w:r><w:t> </w:t></w:r></w:p><w:p><w:r><w:t>x\n y</w:t></w:r></w:p>", "x  y"),
    ],
)
def test_what_a_reader_of_the_page_sees(xml: str, text: str) -> None:
    assert text_of(xml) == text


def test_tracked_changes_are_told() -> None:
    changed = of_body("<w:p><w:ins><w:r><w:t>New text.</w:t></w:r></w:ins></w:p>")
    assert from_bytes("a.docx", changed).notes == ("tracked changes are read as accepted",)


def with_footnotes() -> bytes:
    data = of_body("<w:p><w:r><w:t>The text.</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p>")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    parts = parts_of(data)
    types = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
    )
    relations = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    made = {"[Content_Types].xml": types, "word/_rels/document.xml.rels": relations}
    return with_parts(data, {**made, "word/footnotes.xml": FOOTNOTES.encode()})


def test_notes_follow_the_body_and_are_edited_in_their_part() -> None:
    data = with_footnotes()
    document = from_bytes("a.docx", data)
    assert document.text == "The text.\n\nThe note says more."
    assert document.segments[-1].locator
    assert document.segments[-1].locator.part == "word/footnotes.xml"
    new = rewritten(data, document, [edit_of(document, "more", "less")])
    assert from_bytes("a.docx", new).text == "The text.\n\nThe note says less."
    assert parts_of(new) == {**parts_of(data), "word/footnotes.xml": parts_of(new)["word/footnotes.xml"]}


def edit_of(document: Document, phrase: str, new: str) -> Edit:
    start = document.text.index(phrase)
    return Edit(start, start + len(phrase), new)


def test_a_replacement_looks_as_the_first_run_and_the_other_parts_keep_their_bytes(article: bytes) -> None:
    document = from_bytes("a.docx", article)
    new = rewritten(article, document, [edit_of(document, "State of Sakura", "Land of the Rising Sun")])
    paragraph = docx.Document(io.BytesIO(new)).paragraphs[1]
    assert [(run.text, run.bold) for run in paragraph.runs] == [
        ("The ambassador lives in the ", None),
        ("Land of the Rising Sun", True),
        ("", None),  # it holds the comment's mark
        ("", None),
        (" today.", None),
    ]
    old_parts, new_parts = parts_of(article), parts_of(new)
    assert {name for name in old_parts if old_parts[name] != new_parts[name]} == {"word/document.xml"}
    assert list(old_parts) == list(new_parts)
    assert rewritten(article, document, []) == article


def test_both_copies_of_a_text_box_are_edited() -> None:
    data = of_body(f"<w:p><w:r>{BOXES}</w:r></w:p>")
    document = from_bytes("a.docx", data)
    new = parts_of(rewritten(data, document, [edit_of(document, "boxed", "short")]))["word/document.xml"]
    assert new.count(b"Read also: a short line") == 2


def test_a_paragraph_that_is_deleted_stays_empty(article: bytes) -> None:
    document = from_bytes("a.docx", article)
    start = document.text.index("What is next")
    edit = deletion(document, start, start + len("What is next"))
    assert from_bytes("a.docx", rewritten(article, document, [edit])).text == document.text.replace(
        "\n\nWhat is next", ""
    )


def test_an_edit_across_paragraphs_or_with_controls_is_refused(article: bytes) -> None:
    document = from_bytes("a.docx", article)
    for edit in (Edit(5, 40, "x"), Edit(24, 25, ""), edit_of(document, "State", "a\nb"), Edit(1, 2, "\0")):
        assert not editable(document, edit)
        with pytest.raises(RewritingError):
            rewritten(article, document, [edit])


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_what_is_written_is_what_is_read(article: bytes, data: st.DataObject) -> None:
    document = from_bytes("a.docx", article)
    new = st.text(st.sampled_from("ab <&>\u201c\u00e9 "), max_size=6)
    edits: list[Edit] = []
    for paragraph in document.paragraphs:
        start, end = sorted(data.draw(st.tuples(*[st.integers(paragraph.start, paragraph.end)] * 2)))
        edits.append(Edit(start, end, f"{data.draw(new)}x"))
    assert from_bytes("a.docx", rewritten(article, document, edits)).text == applied(document.text, edits)


def lying(data: bytes) -> bytes:
    """Give an archive that says its parts are one byte long, in the directory at its end."""
    marker, place, made = b"PK\x01\x02", 0, bytearray(data)
    while (place := made.find(marker, place)) != -1:
        made[place + 24 : place + 28] = (1).to_bytes(4, "little")
        place += 1
    return bytes(made)


def plain_zip() -> bytes:
    return with_parts(saved(docx.Document()), {})


BAD: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "the file is empty"),
    "text": (lambda: b"Just a text.", "not a DOCX file, or a damaged one"),
    "old": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "an old .doc file, or one with a password"),
    "cut": (lambda: plain_zip()[:4000], "not a DOCX file, or a damaged one"),
    "blank": (lambda: of_body("<w:p/>"), "the document holds no text"),
    "bomb": (lambda: with_parts(plain_zip(), {"word/document.xml": b" " * 30_000_000}), "unpacks to more"),
    "lies": (lambda: lying(plain_zip()), "not a DOCX file, or a damaged one"),
    "entities": (
        lambda: with_parts(plain_zip(), {"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        "refused: word/document.xml declares a document type",
    ),
    "wide": (
        lambda: with_parts(plain_zip(), {"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")}),
        "refused: word/document.xml declares a document type",
    ),
    "broken": (lambda: with_parts(plain_zip(), {"word/document.xml": b"<w:document"}), "not a DOCX file"),
    "other": (lambda: with_parts(plain_zip(), {"word/document.xml": b"<x/>"}), "the document holds no text"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_document_is_refused_in_one_line(kind: str) -> None:
    make, reason = BAD[kind]
    with pytest.raises(UnusableInputError) as caught:
        from_bytes("a.docx", make())
    assert str(caught.value).startswith("a.docx: ")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_report_on_a_document_names_paragraphs_and_runs(tmp_path: Path, article: bytes) -> None:
    from mtcheck.cli import main

    (tmp_path / "a.docx").write_bytes(article)
    result = CliRunner().invoke(main, ["report", "--no-translate", "--isolated", str(tmp_path / "a.docx")])
    assert "paragraph 2, runs 1-5" in result.stdout
    assert "MT101" in result.stdout
