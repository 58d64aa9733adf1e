"""Edits of an article written back into its file: nothing else changes, and the file says what was meant."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mtcheck.readers import from_bytes
from mtcheck.readers.rewriting import Edit, RewritingError, applied, editable, rewritten, rewritten_all, write
from mtcheck.records import UnusableInputError

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252")
TEXT = "The minister said \u201cno\u201d \u2013 again.\n\nHe lives in the State of Sakura.\n"
WORDS = st.text(st.sampled_from("abc XYZ.,&<>*_#[]()!'\"\\-1\u201c\u2019\u20ac\u00e9"), min_size=1, max_size=12)


def marked(text: str, codec: str) -> bytes:
    """Encode a text, with the mark that tells UTF-16 apart."""
    return (b"\xff\xfe" if codec == "utf-16-le" else b"") + text.encode(codec)


def edit_of(text: str, phrase: str, new: str) -> Edit:
    return Edit(text.index(phrase), text.index(phrase) + len(phrase), new)


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text of some lines, and edits in it that do not overlap."""
    lines = draw(st.lists(WORDS, min_size=1, max_size=5))
    text = TEXT + draw(st.sampled_from(["\n", "\r\n", "\n\n"])).join(lines)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    spans = zip(places[::2], places[1::2], strict=False)
    return text, [Edit(start, min(end, start + 5), draw(WORDS)) for start, end in spans]


@settings(max_examples=60, deadline=None)
@given(edited_texts(), st.sampled_from(ENCODINGS))
def test_a_text_is_written_back_in_its_encoding(made: tuple[str, list[Edit]], codec: str) -> None:
    text, edits = made
    data = marked(text, codec)
    document = from_bytes("a.txt", data)
    assume(document.text == text)  # an encoding without a mark is guessed
    assert rewritten(data, document, []) == data
    assert rewritten(data, document, [Edit(4, 12, text[4:12])]) == data
    try:
        assert rewritten(data, document, edits) == marked(applied(text, edits), codec)
    except RewritingError:
        assert codec == "cp1252"  # guessed again, it would be taken for another encoding


def test_a_character_that_the_encoding_lacks_is_refused() -> None:
    data = TEXT.encode("cp1252")
    document = from_bytes("a.txt", data)
    with pytest.raises(RewritingError, match=r"a\.txt: windows-1252, in which .* has no '\u2192' \(U\+2192\)"):
        rewritten(data, document, [edit_of(TEXT, "State", "\u2192")])


def test_line_breaks_are_written_as_the_file_has_them() -> None:
    data = b"The first line.\r\nThe second line of it.\r\n"
    document = from_bytes("a.txt", data)
    new = rewritten(data, document, [edit_of(document.text, "second line", "second\nline")])
    assert new == b"The first line.\r\nThe second\r\nline of it.\r\n"


def test_another_file_than_the_one_that_was_read_is_refused() -> None:
    document = from_bytes("a.txt", TEXT.encode())
    with pytest.raises(RewritingError, match=r"^a\.txt: not the file that was read"):
        rewritten(TEXT.encode() + b"More.", document, [edit_of(TEXT, "State", "Land")])


def test_edits_that_overlap_are_a_fault_of_the_caller() -> None:
    document = from_bytes("a.txt", TEXT.encode())
    with pytest.raises(ValueError, match="overlap"):
        rewritten(TEXT.encode(), document, [Edit(4, 12, "x"), Edit(8, 14, "y")])
    with pytest.raises(ValueError, match="start <= end"):
        Edit(3, 2, "")


def test_bilingual_files_are_not_written() -> None:
    from mtcheck.readers import bilingual

    texts = bilingual.from_bytes("a.tsv", b"satu kata\tone word\n")
    assert not editable(texts.article, Edit(0, 3, "two"))
    with pytest.raises(RewritingError, match=r"^a\.tsv:1:1: cannot be written there"):
        rewritten(b"satu kata\tone word\n", texts.article, [Edit(0, 3, "two")])


MARKUP = [
    ("a.md", "# The *State* of Sakura\n\nA walk in **the park**, R&amp;D and 1\\. more.\n"),
    ("a.html", "<h1>The <i>State</i> of Sakura</h1>\n<p>A walk in\n  <b>the park</b>, R&amp;D and 1. more.</p>\n"),
]


@pytest.mark.parametrize(("name", "content"), MARKUP)
def test_markup_stays_around_what_is_edited(name: str, content: str) -> None:
    document = from_bytes(name, content.encode())
    text = document.text
    edits = [edit_of(text, "the park", "the <park>"), edit_of(text, "R&D", "R & D"), edit_of(text, "State", "Land")]
    new = rewritten(content.encode(), document, edits).decode()
    assert from_bytes(name, new.encode()).text == applied(text, edits)
    assert new.replace("Land", "State").startswith(content[: content.index("walk")])
    assert rewritten(content.encode(), document, []) == content.encode()


@pytest.mark.parametrize(("name", "content"), MARKUP)
def test_an_edit_across_markup_is_refused(name: str, content: str) -> None:
    document = from_bytes(name, content.encode())
    across = edit_of(document.text, "State of Sakura", "Japan")
    assert not editable(document, across)
    assert editable(document, edit_of(document.text, "State of Sakura", "Land of Sakura"))  # "of Sakura" stays
    with pytest.raises(RewritingError, match="markup lies in between"):
        rewritten(content.encode(), document, [across])


@pytest.mark.parametrize(("name", "content"), MARKUP)
def test_a_character_that_the_encoding_lacks_is_written_as_a_reference(name: str, content: str) -> None:
    data = content.replace("more", "\u201cmore\u201d").encode("cp1252")
    document = from_bytes(name, data)
    edits = [edit_of(document.text, "walk", "\u2192 walk")]
    new = rewritten(data, document, edits)
    assert b"&#8594; walk" in new
    assert from_bytes(name, new).text == applied(document.text, edits)


@pytest.mark.parametrize(("name", "content"), MARKUP)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_is_written_into_markup_is_what_is_read(name: str, content: str, data: st.DataObject) -> None:
    document = from_bytes(name, content.encode())
    places = st.integers(0, len(document.text))
    start, end = sorted((data.draw(places), data.draw(places)))
    edit = Edit(start, end, data.draw(WORDS))
    if editable(document, edit):
        try:
            new = rewritten(content.encode(), document, [edit])
        except RewritingError:
            return  # what cannot be said in the format is refused; nothing else is written
        assert from_bytes(name, new).text.split() == applied(document.text, [edit]).split()


@settings(max_examples=40, deadline=None)
@given(st.lists(edited_texts(), min_size=1, max_size=3), st.booleans(), st.sampled_from(ENCODINGS[:4]))
def test_articles_of_one_file_are_written_together(
    made: list[tuple[str, list[Edit]]], ascii_only: bool, codec: str
) -> None:
    from mtcheck.readers import ArticleFiles, read_all

    lines = [
        json.dumps({"n": n, "text": text, "z": [1.0, {}]}, ensure_ascii=ascii_only) for n, (text, _) in enumerate(made)
    ]
    data = marked("\r\n".join(lines), codec)
    documents = [texts.article for texts in read_all(ArticleFiles("a.jsonl", data=data))]
    assert [document.text for document in documents] == [text for text, _ in made]
    changes = [(document, edits) for document, (_, edits) in zip(documents, made, strict=True)]
    new = rewritten_all(data, changes)
    again = [texts.article.text for texts in read_all(ArticleFiles("a.jsonl", data=new))]
    assert again == [applied(text, edits) for text, edits in made]
    assert rewritten_all(data, [(document, []) for document in documents]) == data


def test_a_file_is_written_whole_with_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")
    file.chmod(0o640)
    (tmp_path / "link.txt").symlink_to(file)
    write(tmp_path / "link.txt", b"new")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o640)
    assert (tmp_path / "link.txt").is_symlink()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "link.txt"]


def test_an_unreadable_result_is_refused() -> None:
    document = from_bytes("a.txt", TEXT.encode())
    with pytest.raises(RewritingError, match=r"cannot be read any more"):
        rewritten(TEXT.encode(), document, [Edit(0, len(TEXT), " ")])
    with pytest.raises(UnusableInputError):
        from_bytes("a.tsv", b"x\ty\n")
