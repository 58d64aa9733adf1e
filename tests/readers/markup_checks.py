"""What holds for every article that was read from markup, and makers of markup for the properties."""

from __future__ import annotations

from mtcheck.records import Document, Span

PARTS = (
    *("a", "b", "Kyiv", "Jakarta.", "&", "&amp;", "&lt;", "&nbsp;", "&shy;", "&#x41;", "&notit;", "&#xD800;"),
    *("<", ">", '"', "'", "=", "\0", "\xad", "\xa0", "\u00e9", "\U0001f600", "\u05e9\u05dc\u05d5\u05dd"),
    *(" ", "\n", "\r\n", "\t", "  \n ", "\n\n"),
)
_ELEMENTS = """
    p div b br h1 ul li table tr td q code pre a nav svg text script style title head body html del button select option
    textarea template
"""
TAGS = (
    *(f"<{name}>" for name in _ELEMENTS.split()),
    *(f"</{name}>" for name in _ELEMENTS.split()),
    *("<div hidden>", "<span style='display: none'>", "</span>", "<!-- note -->", "<!--", "-->", "<![CDATA[x]]>"),
    *(
        '<img alt="A &amp; b">',
        "<a title=tip>",
        "<input type=submit value='Go on'>",
        '<p title="x\r\ny">',
        "<?php x ?>",
    ),
)
MARKS = (
    *("#", ">", "*", "**", "_", "`", "~~", "[", "]", "(", ")", "![", "](x)", "-", "1.", "|", "\\", "```"),
    *("<!--", "-->", "[^1]", "[^1]:", "---", "+++", "===", "[x](y 'Tip')", '![a *b*](c "T")', "    ", "\\*", "  \n"),
    *("\n\n", "\n> ", "\n- ", "|a|b|\n|-|-|\n|c|d|\n", "\n[//]: # (x)\n"),
)


def require_exact(document: Document) -> None:
    """Assert that every character of the article has its place in the file, and the file says it there."""
    origin, text = document.origin, document.text
    assert origin is not None
    covered, behind = set[int](), 0
    for run in origin.runs:
        assert behind <= run.start < run.end <= len(text)
        assert 0 <= run.file_start < run.file_end <= len(origin.text)
        behind = run.end
        covered |= set(range(run.start, run.end))
        if run.verbatim:
            ours, theirs = text[run.start : run.end], origin.text[run.file_start : run.file_end]
            assert ours == theirs or (ours == " " and theirs.isspace())
    assert all(at in covered or char == "\n" for at, char in enumerate(text))
    for segment in document.segments:
        assert segment.text == text[segment.start : segment.end] == segment.text.strip()
        require_place(document, segment.span)
        assert segment.locator is not None


def require_place(document: Document, span: Span) -> None:
    """Assert that a stretch's place in the file, its line and its column agree."""
    assert document.origin is not None
    place = document.file_span(span)
    assert place is not None
    first = document.file_span(Span(span.start, span.start + 1))
    assert first is not None
    before = document.origin.text[: first.start]
    assert document.line_column(span.start) == (before.count("\n") + 1, first.start - (before.rfind("\n") + 1) + 1)


def stretch(document: Document, phrase: str) -> str:
    """Give what the file holds where the article has a phrase."""
    assert document.origin is not None
    start = document.text.index(phrase)
    place = document.file_span(Span(start, start + len(phrase)))
    assert place is not None
    return document.origin.text[place.start : place.end]


def blocks(document: Document) -> list[str]:
    """Give the article's blocks."""
    return document.text.split("\n\n")
