"""The Markdown comment, rendered: the findings are there, and an article's text is nothing but text."""

from __future__ import annotations

import re

import pytest
from lxml import html
from made_up_reports import clean, document, finding, hostile, news, newsroom, report
from markdown_it import MarkdownIt

from mtcheck.records import Failure, Report, ThresholdResult
from mtcheck.reporters import markdown
from mtcheck.reporters.markdown_text import escaped

_OURS = {"div", "h2", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"}
_OURS |= {"strong", "blockquote", "b", "br", "sub", "em"}
_JOINER = "\u2060"


def rendered(text: str) -> html.HtmlElement:
    """Render a comment as GitHub does (CommonMark, tables, strike-through, links), HTML and all."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    page = html.fragment_fromstring(parser.render(text), create_parent="div")
    assert {element.tag for element in page.iter()} <= _OURS
    assert all(set(element.attrib) <= {"style"} for element in page.iter())  # the alignment of a column
    return page


def test_it_begins_with_the_verdict_and_the_table() -> None:
    reports, failures = newsroom()
    page = rendered(markdown.render_many(reports, failures))
    assert page[0].text == "mtcheck: ❌ 1 failed and 1 without a report of 6 articles"
    (table,) = page.findall("table")
    rows = [[cell.text_content() for cell in row] for row in table.iter("tr")]
    assert rows[0] == ["article", "verdict", "score", "words", "critical", "major", "minor", "neutral"]
    assert rows[1] == ["news.txt", "❌ failed", "64.0", "59", "1", "2", "1", "1"]
    assert len(rows) == 1 + len(reports)
    assert "scan, 2:3.txt: no report, not a text file (binary data)" in page.text_content()


def test_findings_are_folded_up_by_article() -> None:
    page = rendered(markdown.render_many([news(), clean()]))
    (folded,) = page.findall("details")
    assert folded.find("summary").text == "news.txt: 5 findings"
    quotes = folded.findall("blockquote")
    assert [quote.find(".//b").text for quote in quotes][:2] == ["State of Sakura", "To note,"]
    assert quotes[0].text_content().strip() == "Hundreds of citizens of the State of Sakura asked to join the legion."
    text = folded.text_content()
    assert "Suggestion: Japan" in text
    assert "Lexicon: Negeri Sakura = Japan" in text
    assert "Not counted: 2 previews and 1 suppressed." in text
    assert "refuses" not in text.partition("Not counted")[0].replace("He refuses the offer", "")


def test_verdicts() -> None:
    passed = report(document("Text."), thresholds=[ThresholdResult("score", 60, 100, met=True)])
    assert markdown.render_many([passed]).startswith("## mtcheck: ✅ 1 article passed\n")
    assert markdown.render_many([clean()]).startswith("## mtcheck: 1 article, not judged\n")
    assert markdown.render_many([], [Failure("a", "b")]).startswith("## mtcheck: ❌ 1 without a report of 1 article\n")
    assert markdown.render_many([]).startswith("## mtcheck: 0 articles")


def test_hostile_articles_are_text() -> None:
    page = rendered(markdown.render_many([hostile()]))
    assert '"><script>alert(3)</script>{{7*7}}' in page.text_content()


EVIL = [
    "@octocat and @org/team",
    "#1, GH-2 and owner/repo#3",
    "https://example.org/x and www.example.org and a@b.example",
    "[link](https://example.org) ![image](x.png) <https://example.org>",
    "**bold** _so_ `code` ~~gone~~ $x^2$ | cell | \\",
    "</details><details open><script>alert(1)</script>",
    "&amp; &#64;octocat &lt;b&gt;",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "```",
    "[ref]: https://example.org",
    "===",
    "<!-- comment",
    "| a | b |",
]


@pytest.mark.parametrize("evil", EVIL)
def test_text_is_text_wherever_it_stands(evil: str) -> None:
    article = document(f"Before {evil} after.", name=evil)
    made = report(article, [finding(article, evil, message=evil, suggestion=evil)])
    page = rendered(markdown.render_many([made], [Failure(evil, evil)]))
    text = page.text_content().replace(_JOINER, "")
    assert text.count(evil) >= 5  # reason, quotation, message, suggestion, back-translation; and where a name stands
    (folded,) = page.findall("details")
    assert folded.getparent() is page
    assert page.findall(".//h2") == page[:1]
    assert len(page.findall(".//tr")) == 2


@pytest.mark.parametrize("evil", EVIL[:3])
def test_nobody_is_mentioned_and_nothing_linked(evil: str) -> None:
    """GitHub finds these in the text that the Markdown has become: no word may follow the sign."""
    text = rendered(escaped(evil)).text_content()
    assert not re.search(r"[@#]\w|GH-\d|://|www\.", text)
    assert text.strip().replace(_JOINER, "") == html.fromstring(f"<p>{evil}").text_content() or "&" in evil


def long(name: str, number: int) -> Report:
    """Make a report with many long findings."""
    text = "\n\n".join(f"Sentence {i} has a *long* phrase {'word ' * 40}." for i in range(number))
    article = document(text, name)
    spans = [segment.span for segment in article.segments]
    return report(article, [finding(article, span, message="Why. " * 30, suggestion="x" * 300) for span in spans])


def test_it_fits_into_a_comment_and_says_what_it_left_out() -> None:
    reports = [long(f"{i}.txt", 40) for i in range(5)]
    text = markdown.render_many(reports)
    assert 50_000 < len(text) <= markdown.LIMIT
    shown = len(rendered(text).findall(".//blockquote"))
    (left,) = re.findall(r"Left out, for a comment holds no more: (\d+) findings in (\d+) articles", text)
    assert int(left[0]) == 200 - shown
    assert int(left[1]) >= 3


def test_a_thousand_articles_fit_too() -> None:
    names = [f"articles/{'very-' * 10}long-name-{i}.txt" for i in range(1000)]
    reports = [
        report(document("Text.", name), thresholds=[ThresholdResult("score", 99, 1, met=False)]) for name in names
    ]
    text = markdown.render_many(reports, [Failure(name, "empty") for name in names])
    assert len(text) <= markdown.LIMIT
    page = rendered(text)
    rows = page.findall(".//tbody/tr")
    assert rows[-1][0].text == f"and {1000 - len(rows) + 1} more"
