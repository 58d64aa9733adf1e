"""What goes with a phrase that is deleted, and what an edit leaves as it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.readers import from_text
from mtcheck.readers.edits import Edit, applied, deletion, trimmed

CASES = [
    ("\u27e6As is known\u27e7, the minister left.", "The minister left."),
    ("\u27e6As is known,\u27e7 the minister left.", "The minister left."),
    ("\u27e6To note\u27e7: the minister left.", "The minister left."),
    ("The minister \u27e6also\u27e7 left.", "The minister left."),
    ("The minister\u27e6 also\u27e7 left.", "The minister left."),
    ("The minister \u27e6also \u27e7left.", "The minister left."),
    ("The minister left\u27e6 again\u27e7.", "The minister left."),
    ("The minister left \u27e6again\u27e7.", "The minister left."),
    ("The minister left, \u27e6as is known\u27e7.", "The minister left."),
    ("The minister (\u27e6KK\u27e7) left.", "The minister left."),
    ("The minister left. \u27e6This is an advertisement.\u27e7 He was angry.", "The minister left. He was angry."),
    ("The minister left. \u27e6So\u27e7 he was angry.", "The minister left. He was angry."),
    ("\u201c\u27e6So\u27e7 he was angry,\u201d she said.", "\u201cHe was angry,\u201d she said."),
    ("\u27e6The\u27e7 iPhone was stolen.", "iPhone was stolen."),
    ("He was angry.\n\n\u27e6Read also: more\u27e7\n\nShe left.\n", "He was angry.\n\nShe left.\n"),
    ("He was angry.\n\n\u27e6Read also: more\u27e7\n", "He was angry.\n"),
    ("\u27e6Share:\u27e7\r\nHe was angry.\r\n", "He was angry.\r\n"),
    ("He was angry.\n\u27e6Share this\u27e7\n\nShe left.\n", "He was angry.\n\nShe left.\n"),
    ("He was angry.\n\n\u27e6Share this\u27e7\nShe left.\n", "He was angry.\n\nShe left.\n"),
    ("\u27e6Share this\u27e7 \n\nShe left.\n", "She left.\n"),
    ("He was \u27e6very\u27e7\nangry and left.", "He was\nangry and left."),
    ("He was\n\u27e6very\u27e7 angry and left.", "He was\nangry and left."),
    ("the fire\n\n\u27e6so\u27e7 he was angry", "the fire\n\nhe was angry"),
    ("He said, \u27e6for your information,\u27e7 nothing.", "He said, nothing."),
    ("He said, \u27e6for your information\u27e7, nothing.", "He said, nothing."),
    ("He \u27e6(see photo)\u27e7 left.", "He left."),
    ("He (\u27e6see\u27e7 the photo) left.", "He (the photo) left."),
    ("He left, \u27e6the\u27e7", "He left,"),
    ("\u00e9 \U0001d54f \u27e6or so\u27e7 \U0001f3ef x", "\u00e9 \U0001d54f \U0001f3ef x"),
]


@pytest.mark.parametrize(("marked", "wanted"), CASES)
def test_nothing_is_left_over_of_a_phrase(marked: str, wanted: str) -> None:
    start, end = marked.index("\u27e6"), marked.index("\u27e7") - 1
    document = from_text(marked.replace("\u27e6", "").replace("\u27e7", ""))
    assert applied(document.text, [deletion(document, start, end)]) == wanted


def test_lines_go_where_the_file_has_them() -> None:
    from mtcheck.readers import ArticleFiles, from_bytes, read_all

    page = from_bytes("a.html", b"<p>He was angry.</p><p>Share</p><p>She left.</p>")
    start = page.text.index("Share")
    assert deletion(page, start, start + 5) == Edit(start, start + 5, "")  # the line breaks stand for </p><p>
    (texts,) = read_all(ArticleFiles("a.jsonl", data=b'{"title": "Anger", "text": "Share\\n\\nShe left.\\n\\nMore"}'))
    text = texts.article.text
    for phrase, wanted in (("Share", "Anger\n\nShe left.\n\nMore"), ("Anger", "\n\nShare\n\nShe left.\n\nMore")):
        start = text.index(phrase)
        assert applied(text, [deletion(texts.article, start, start + 5)]) == wanted


TEXTS = st.text(st.sampled_from("ab AB.,\"'()\n"), min_size=1, max_size=40)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(0, 39), st.integers(0, 39))
def test_a_deletion_only_deletes(text: str, one: int, other: int) -> None:
    document = from_text(f"Once. {text}")
    start, end = sorted((min(one, len(text)), min(other, len(text)) + 1))
    edit = deletion(document, start, end)
    assert edit.start <= start
    assert edit.end >= end
    left = applied(document.text, [edit]).lower()
    rest = iter(document.text.lower())
    assert all(char in rest for char in left)  # in order: nothing new stands there


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(0, 39), st.integers(0, 39), TEXTS)
def test_trimming_changes_nothing(text: str, one: int, other: int, new: str) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    edit = Edit(start, end, new)
    less = trimmed(text, edit)
    assert applied(text, [less]) == applied(text, [edit])
    assert len(less.span) + len(less.text) <= len(edit.span) + len(edit.text)
