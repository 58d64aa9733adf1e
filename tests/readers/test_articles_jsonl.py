"""JSON Lines of articles: each an article of its own, with its place in the file."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.readers import ArticleFiles, Texts, read_all
from mtcheck.records import Span, UnusableInputError


def read(content: str) -> tuple[Texts, ...]:
    return read_all(ArticleFiles("a.jsonl", data=content.encode()))


FULL = {
    "headline": "Embassy closes",
    "text": "The ambassador \u201cleft\u201d.\n\nHe is in Tokyo.",
    "source": "Duta besar pergi.",
    "reference": ["The ambassador went.", "The envoy left."],
    "published": "2024-06-24T08:00:00+07:00",
    "id": 12,
}


def test_each_line_is_an_article_with_its_texts() -> None:
    one, other = read(f"{json.dumps(FULL)}\n\n" + '{"text": "The end of it.", "reference": "It ended."}\n')
    assert (one.article.title, other.article.title) == ("a.jsonl#12", "a.jsonl#line 3")
    assert one.article.text == "Embassy closes\n\nThe ambassador \u201cleft\u201d.\n\nHe is in Tokyo."
    assert next((s.kind, s.text) for s in one.article.segments) == ("headline", "Embassy closes")
    assert one.source
    assert (one.source.text, one.source.language) == ("Duta besar pergi.", "id")
    assert [r.text for r in one.references] == ["The ambassador went.", "The envoy left."]
    assert (one.published, other.published) == (date(2024, 6, 24), None)
    assert [r.text for r in other.references] == ["It ended."]
    assert not one.paired


def test_a_place_in_an_article_is_one_in_the_file() -> None:
    line = json.dumps(FULL)  # with escapes: everything in it is ASCII
    article = read(f'{{"text": "First."}}\n{line}')[1].article
    start = article.text.index("Tokyo")
    assert article.line_column(start) == (2, line.index("Tokyo") + 1)
    quotation = article.text.index("\u201cleft\u201d")
    place = article.file_span(Span(quotation, quotation + 6))
    assert place
    assert article.origin
    assert article.origin.text[place.start : place.end] == "\\u201cleft\\u201d"


def test_ids_that_are_not_unique_name_no_article() -> None:
    lines = '{"text": "One.", "id": "a"}\n{"text": "Two.", "id": "a"}\n{"text": "Three.", "id": "b"}'
    assert [texts.article.part for texts in read(lines)] == ["line 1", "line 2", "b"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": 3}', "line 2: 'text' is not text"),
        ('{"text": " "}', "line 2: the text is empty"),
        ('{"source": "a", "target": "b"}', "line 2: no 'text' in the object, where other lines hold articles"),
        ('{"text": "a', "line 2: not JSON (Unterminated string starting at, column 10)"),
        ("[1]", "line 2: not a JSON object"),
        ('{"text": "a", "id": []}', "line 2: 'id' is neither text nor a number"),
        ('{"text": "a", "source": {}}', "line 2: 'source' is not text"),
        ('{"text": "a", "reference": ["b", 3]}', "line 2: 'reference' is not text"),
        ('{"text": "a", "published": "soon"}', "line 2: 'published' is a day such as 2024-06-24, not 'soon'"),
        ('{"text": "a\\ud800"}', "line 2: not valid Unicode (half a surrogate pair)"),
    ],
)
def test_a_line_that_holds_no_article_is_named(line: str, reason: str) -> None:
    with pytest.raises(UnusableInputError) as caught:
        read(f'{{"text": "First."}}\n{line}\n')
    assert str(caught.value) == f"a.jsonl: {reason}"


def test_units_and_articles_are_told_apart_by_the_first_line() -> None:
    with pytest.raises(UnusableInputError, match=r"^a\.jsonl: line 2: neither 'source' nor 'target'"):
        read('{"source": "a", "target": "b"}\n{"text": "c"}\n')
    (units,) = read('{"source": "satu", "target": "one"}\n')
    assert units.paired


def test_a_file_of_articles_brings_its_own_texts() -> None:
    with pytest.raises(UnusableInputError, match="brings their sources and references itself"):
        read_all(ArticleFiles("a.jsonl", "s.txt", data=b'{"text": "One."}'))


CHARACTERS = st.text(st.sampled_from('ab "\\/\n\t\u201c\U0001f600\u2028.'), min_size=1, max_size=20)


@settings(max_examples=80, deadline=None)
@given(CHARACTERS, CHARACTERS, st.booleans())
def test_every_character_is_where_the_file_writes_it(title: str, text: str, ascii_only: bool) -> None:
    line = json.dumps(
        {"a": {"text": "no"}, "text": f"x{text}", "title": f"y{title}", "z": [1]}, ensure_ascii=ascii_only
    )
    (texts,) = read(line)
    article = texts.article
    assert article.text == f"y{title}\n\nx{text}"
    for offset, character in enumerate(article.text):
        place = article.file_span(Span(offset, offset + 1))
        if place is None:
            assert offset - len(title) - 1 in (0, 1)  # what parts the title from the text stands nowhere
        else:
            assert json.loads(f'"{line[place.start : place.end]}"') == character
