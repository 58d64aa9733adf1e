"""Markdown: what the page shows, exactly where it stands, and the same article in every format."""

from __future__ import annotations

import html as escaping
from pathlib import Path

import pyromark
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markup_checks import MARKS, PARTS, blocks, require_exact, stretch

from mtcheck import engine, readers
from mtcheck.config import Config
from mtcheck.readers import html, markdown
from mtcheck.records import Comment, Document, UnusableInputError

REFERENCES = Path(__file__).parents[2] / "references"


def shown(text: str) -> list[str]:
    document = markdown.read("a.md", text)
    require_exact(document)
    return blocks(document)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Setext head\n====\n\nOne\ntwo\n", ["Setext head", "One two"]),
        ("# Head *x* #\n\nJap**an** and \\*this\\* &amp; `x = 1`.", ["Head x", "Japan and *this* & x = 1."]),
        ("One\\\nand two  \nThree", ["One and two", "Three"]),
        ("> quoted\n> **here**\nlazily\n\nafter", ["quoted here lazily", "after"]),
        ("- one\n- two\n  more\n\n1) three", ["one", "two more", "three"]),
        ("| a | b |\n|---|---|\n| c \\| d | `e` |\n", ["a", "b", "c | d", "e"]),
        ("Text[^1] goes on.\n\n[^1]: The note.\n", ["Text goes on.", "The note."]),
        (
            "See [the *page*][r] and <http://x.org>.\n\n[r]: http://x 'Hidden tip'\n",
            ["See the page and http://x.org.", "Hidden tip"],
        ),
        (
            "A [link](u 'A tip') and ![an *alt* text](a.png \"Title\").",
            ["A link and .", "A tip", "an alt text", "Title"],
        ),
        ("![A photograph](x.png)\n\nText ~~gone~~ here", ["A photograph", "Text here"]),
        ("```python\ncode\n```\n\n    more code\n\nText", ["Text"]),
        ("<div title='A &amp; B'>\n<p>raw &amp; html</p>\n\n*inside*\n\n</div>", ["raw & html", "A & B", "inside"]),
        ("A <span hidden>no</span><b>word</b><script>no</script>.", ["A word."]),
        ("> <div>\n> Raw\n> here</div>", ["Raw here"]),
        ("Ünï **cödé** 😀 ![Ä *b*](x) é.", ["Ünï cödé 😀 é.", "Ä b"]),
        ("- [x] done\n\n* * *\n\nTerm\n: What it means", ["done", "Term", "What it means"]),
        ("> [!NOTE]\n> Mind this.\n\n## Head {#id .c}", ["Mind this.", "Head"]),
        ("---\r\ntitle: 'It''s'\r\ntags: [a]\r\n---\r\n# Other\r\n\r\nText\r\nmore", ["It's", "Other", "Text more"]),
        ('+++\ntitle = "A title"\ndescription = "Quoted \\"so\\""\n+++\nText', ["A title", 'Quoted "so"', "Text"]),
        ("---\n\nNo front matter\n\n---\n\nText", ["No front matter", "Text"]),
        ("---\ntitle: [\n---\nText", ["title: [", "Text"]),
    ],
)
def test_what_is_seen(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_each_stretch_is_where_the_file_says_it() -> None:
    document = markdown.read(
        "a.md",
        '---\ntitle: "Ä headline"\n---\n> Jap**an** &amp; [the *page*](u "Tip")\n> \\*goes\\* on\n\n![A\nb](x)\n',
    )
    require_exact(document)
    assert stretch(document, "Ä headline") == "Ä headline"
    assert stretch(document, "Japan & the") == "Jap**an** &amp; [the"
    assert stretch(document, "page *goes*") == 'page*](u "Tip")\n> \\*goes\\*'
    assert stretch(document, "Tip") == "Tip"
    assert stretch(document, "A b") == "A\nb"
    assert document.line_column(document.text.index("*goes")) == (5, 4)


def test_segments_say_what_they_are() -> None:
    document = markdown.read(
        "a.md", "# Two words\n\n> Quoted.\n\n- item\n\nRun `x = 1` <i lang='id'>gotong royong</i>."
    )
    told = [(s.kind, s.locator.part, s.locator.path) for s in document.segments if s.locator]
    assert told == [
        ("headline", "h1", "heading 1"),
        ("sentence", "blockquote > p", "quotation 1"),
        ("sentence", "ul > li", "list item 1"),
        ("sentence", "p", "paragraph 1"),
    ]
    assert [document.text[u.start : u.end] for u in document.unchecked] == ["x = 1 gotong royong"]


def test_comments_are_kept_with_their_lines() -> None:
    document = markdown.read(
        "a.md",
        "<!-- one -->\n\nText <!-- two --> on.\n\n[//]: # (three 3)\n[//]: # 'four'\n\n"
        "```\n[//]: # (no)\n```\n\nRunning\n[//]: # (no)\n\n[comment]: <> (five)\n",
    )
    told = [Comment("one", 1), Comment("two", 3), Comment("three 3", 5), Comment("four", 6), Comment("five", 15)]
    assert list(document.comments) == told


@pytest.mark.parametrize(
    "text", ["", "\n \n", "[a]: http://x\n", "<!-- x -->", "```\ncode\n```", "---\ntags: [x]\n---\n"]
)
def test_a_file_without_text_is_refused(text: str) -> None:
    with pytest.raises(UnusableInputError, match=r"^a\.md: no text to be seen on the page$"):
        markdown.read("a.md", text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS + MARKS), max_size=25).map("".join))
def test_every_character_has_its_place(text: str) -> None:
    try:
        document = markdown.read("a.md", text)
    except UnusableInputError:
        return
    require_exact(document)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"abcd", " ", "\n", *(m for m in MARKS if m not in ("```", "    ", "[^1]", "[^1]:"))])
    ).map("".join)
)
def test_what_is_seen_is_what_the_page_shows(text: str) -> None:
    """Rendered by the Markdown library and read as HTML, a text says the same."""
    options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH

    def read(module: object, markup: str) -> list[str]:
        try:
            return sorted(module.read("a", markup).text.split())  # type: ignore[attr-defined]
        except UnusableInputError:
            return []

    if not text.startswith(("---", "+++")) and "<!--" not in text:
        assert read(markdown, text) == read(html, pyromark.html(text, options=options))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp")), min_size=1))
def test_escaping_and_reading_give_the_text(text: str) -> None:
    assert markdown.read("a.md", markdown.escape(text)).text == text
    assert markdown.read("a.md", f"The {markdown.escape(text)} end").text == f"The {text} end"


@pytest.mark.parametrize("unit", ["> ", "*a ", "[a](", "`a", "- a\n", "é ", "<b>", "|a"])
def test_hostile_texts_are_read_in_a_time_that_grows_with_them(unit: str) -> None:
    assert markdown.read("a.md", "Text\n\n" + unit * (30_000 // len(unit))).text.startswith("Text")


def as_html(text: str) -> str:
    paragraphs = (f"<p>{escaping.escape(line)}</p>" for line in text.split("\n") if line.strip())
    return "\n".join(("<!doctype html>", *paragraphs))


def told(document: Document) -> list[tuple[str, str]]:
    return [(segment.kind, segment.text) for segment in document.segments]


@pytest.mark.parametrize("folder", ["d1", "d2", "d3", "d4"])
def test_an_article_is_the_same_in_every_format(folder: str) -> None:
    text = (REFERENCES / folder / "article.en.txt").read_text(encoding="utf-8")
    plain = readers.from_text(text)
    marked = "\n".join(markdown.escape(line) for line in text.split("\n"))
    documents = (markdown.read("a.md", marked), html.read("a.html", as_html(text)))
    for document in documents:
        require_exact(document)
        assert told(document) == told(plain)


def test_findings_are_the_same_in_every_format() -> None:
    text = (REFERENCES / "d2" / "article.en.txt").read_text(encoding="utf-8")
    documents = (
        readers.from_text(text),
        markdown.read("a.md", text.replace("Samudra", "*Samudra*")),
        html.read("a.html", as_html(text).replace("Samudra", "Sam<b>udra</b>")),
    )
    reports = [engine.check(document, config=Config(translate=False)) for document in documents]
    found = [[(f.code, f.text, f.suggestion) for f in report.findings] for report in reports]
    assert found[0]
    assert found[0] == found[1] == found[2]
    for document, report in zip(documents[1:], reports[1:], strict=True):
        assert document.origin is not None
        for finding in report.findings:
            line, column = finding.line, finding.column
            at = document.origin.text.split("\n")[line - 1][column - 1 :]
            assert at.startswith(finding.text[0])
