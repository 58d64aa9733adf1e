"""The HTML report: whole, well formed, inert, and true to the article's text."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from itertools import product, takewhile

import made_up_reports
import pytest
from hypothesis import given
from markupsafe import Markup

from mtcheck.records import Failure, Report
from mtcheck.reporters import html
from mtcheck.taxonomy import Severity

VOID = {"meta", "rect", "wbr", "br", "img", "link", "input"}


@dataclass(eq=False)
class Element:
    """An element with its attributes and all the text in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())


@dataclass
class Page(HTMLParser):
    """Every element of a page with the text in it; a tag that is closed in the wrong place is an error."""

    source: str
    elements: list[Element] = field(default_factory=list)
    stack: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()
        assert not self.stack, f"not closed: {self.stack[-1]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(element.attributes) == len(attrs), f"an attribute twice: {attrs}"
        self.elements.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert tag in VOID or self.stack.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.stack:
            element.text += data

    def having(self, tag: str = "", **attributes: str) -> list[Element]:
        """Give the elements of a tag whose attributes hold these words."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            e
            for e in self.elements
            if e.tag == (tag or e.tag) and all(v in e.attributes.get(k, "").split() for k, v in wanted.items())
        ]

    def paragraphs(self) -> list[str]:
        """Give the article's paragraphs as text, without what stands beside the sentences."""
        texts: list[str] = []
        for element in self.elements:
            if "paragraph" in element.classes:
                texts.append("")
            elif "text" in element.classes:
                texts[-1] += element.text
        return texts


@pytest.fixture(scope="module")
def news() -> Page:
    return Page(html.render(made_up_reports.news()))


def text_of(report: Report) -> list[str]:
    return [report.document.text[p.start : p.end] for p in report.document.paragraphs]


def cells(page: Page, row: Element) -> list[str]:
    """Give the texts of a table row's cells."""
    following = page.elements[page.elements.index(row) + 1 :]
    inside = takewhile(lambda e: e.tag != "tr", following)
    return [e.text for e in inside if e.tag in ("th", "td")]


def test_the_head_says_verdict_score_and_thresholds(news: Page) -> None:
    assert [e.text for e in news.having("p", data_verdict="failed")] == ["failed"]
    assert [e.text for e in news.having("dd")][:4] == [
        "64.0 of 100",
        "36.0 per 1,000 words",
        "5 1 critical, 2 major, 1 minor, 1 neutral",
        "59",
    ]
    assert [(e.attributes["data-met"], e.text) for e in news.having(class_="threshold")] == [
        ("yes", "score at least 60: 64.0, met"),
        ("no", "critical findings at most 0: 1, missed"),
    ]
    assert any(e.text == "read as windows-1252, not UTF-8" for e in news.having("li"))


def test_the_article_keeps_its_paragraphs_and_headline(news: Page) -> None:
    assert news.paragraphs() == text_of(made_up_reports.news())
    assert next(e.text for e in news.having("h2")).startswith("Volunteers Queue At The Embassy")
    assert [e.text for e in news.having(class_="dateline")] == ["TOKYO"]


def test_phrases_and_findings_lead_to_each_other(news: Page) -> None:
    report = made_up_reports.news()
    identifiers = [e.attributes["id"] for e in news.elements if "id" in e.attributes]
    assert max(Counter(identifiers).values()) == 1
    assert {e.attributes["href"] for e in news.having("a")} <= {f"#{i}" for i in identifiers}
    for number, found in enumerate(report.findings):
        first, *_ = pieces = news.having("mark", data_finding=str(number))
        assert first.attributes["id"] == f"a1-phrase-{number}"
        assert "".join(piece.text for piece in pieces) == found.text
        assert first.attributes["data-fingerprint"] == found.fingerprint
        assert first.attributes["title"] == f"{found.severity.value.capitalize()}: {found.message}"
        [card] = news.having("li", data_finding=str(number))
        assert card.attributes["data-code"] == found.code
        assert card.attributes["data-severity"] == found.severity.value
        assert found.message in card.text
        assert len(news.having("a", class_="reference", data_finding=str(number))) == 1


def test_labels_number_what_counts_apart(news: Page) -> None:
    labels = [e.text for e in news.having(class_="label")]
    assert labels == ["1", "2", "p1", "3", "4", "5", "s1", "p2"]


def test_a_crossing_finding_comes_in_pieces(news: Page) -> None:
    crossing = news.having("mark", data_code="MT902")
    assert [piece.text for piece in crossing] == ["of Tokyo", " last", " week"]
    assert ["id" in piece.attributes for piece in crossing] == [True, False, False]


def test_each_sentence_has_its_translations_and_score_beside_it(news: Page) -> None:
    beside = [e.text for e in news.having(class_="beside")]
    assert len(beside) == 6
    assert beside[1] == (
        "«Hundreds of citizens of the State of Sakura asked to join the legion.»"
        "Round trip ‹Hundreds of citizens of the State of Sakura asked to join the legion.›"
        "Sentence score 95.0"
    )
    assert "Sentence score" not in beside[0]


def test_each_sentence_has_its_source_beside_it() -> None:
    page = Page(html.render(made_up_reports.sourced()))
    given = [e.text for e in page.having(class_="given")]
    assert given[0] == "{Volunteers Queue At The Embassy}"
    assert given[-4:-1] != given[-1:] == ["not in the source"]
    assert given.count("as above") == 1
    assert {e.attributes["lang"] for e in page.having(class_="given")} == {"id"}
    lost = page.having(class_="unrendered")[0].text
    assert " ".join(lost.split()) == (
        "Not in the article: 2 of 7 sentences of news.id.txt {Lost <i>one</i>.} {Lost two.}"
    )


def test_without_a_source_there_is_no_column_for_it(news: Page) -> None:
    assert not news.having(class_="given")
    assert not news.having(class_="unrendered")


def test_languages_are_declared(news: Page) -> None:
    assert [e.attributes["lang"] for e in news.having("html")] == ["en"]
    assert {e.attributes["lang"] for e in news.having(class_="back")} == {"id"}
    assert {e.attributes["lang"] for e in news.having("article")} == {"en"}
    assert {e.text[0] for e in news.having("dd", lang="id")} == {"«"}


def test_evidence_is_marked_in_the_back_translation(news: Page) -> None:
    assert [e.text for e in news.having("b")] == ["State of Sakura"]
    assert not [e for e in news.having("dd") if e.text == "state of sakura"]


def test_figures_are_shown(news: Page) -> None:
    whole = " ".join(news.elements[0].text.split())
    row = ["round trip against article", "41.2", "41.2", "41.2"]
    assert row in [cells(news, tr) for tr in news.having("tr")]
    for piece in ("accuracy/contradiction", "MT901 contradicted-event", "MT107 missing-content: no source text"):
        assert piece in whole
    assert {e.attributes["width"] for e in news.having("rect")} == {"100.0%", "20.0%", "4.0%", "0.0%"}
    assert any("version:2|TER" in e.text for e in news.having("code"))
    assert news.having("footer")[0].text.strip().endswith("mtcheck:0.0|translator:made-up")


def test_a_clean_article_says_so() -> None:
    page = Page(html.render(made_up_reports.clean()))
    whole = page.elements[0].text
    assert "Nothing was found" in whole
    assert "not judged" in whole
    assert "fewer than 50 words" in whole
    assert not page.having(class_="beside")
    assert not page.having(class_="views")
    assert not page.having(class_="figures")


def test_several_reports_share_a_page() -> None:
    reports = [made_up_reports.news(), made_up_reports.clean()]
    page = Page(html.render_many(reports, [Failure("b.txt", "b.txt: no such file")]))
    assert [cells(page, tr) for tr in page.having("tr")][1:4] == [
        ["news.txt", "failed", "64.0", "59", "1 critical, 2 major, 1 minor, 1 neutral", ""],
        ["standard input", "not judged", "100.0", "3", "none", ""],
        ["b.txt", "no report", "b.txt: no such file", ""],
    ]
    assert [e.attributes["id"] for e in page.having("section", class_="report")] == ["a1", "a2"]
    identifiers = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(set(identifiers)) == len(identifiers)
    assert page.paragraphs() == [*text_of(reports[0]), *text_of(reports[1])]


def test_the_page_is_self_contained(news: Page) -> None:
    assert not re.search(r"https?:|//[a-z]|@import|url\(", news.source)
    assert not [e for e in news.elements if {"src", "srcset", "action", "style"} & set(e.attributes)]
    assert not news.having("link")


def test_the_policy_allows_our_style_and_script_alone(news: Page) -> None:
    [policy] = [e.attributes["content"] for e in news.having("meta") if "http-equiv" in e.attributes]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        [element] = [e for e in news.having(tag) if e.attributes.get("type") != "application/json"]
        digest = b64encode(sha256(element.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_a_hostile_article_stays_inert() -> None:
    report = made_up_reports.hostile()
    page = Page(html.render(report))
    assert [e.attributes.get("type") for e in page.having("script")] == ["application/json", None]
    assert len(page.having("style")) == 1
    assert not page.having("img")
    assert not [e for e in page.elements if any(name.startswith("on") for name in e.attributes)]
    assert "49" not in " ".join(page.paragraphs())
    assert page.paragraphs() == [text.replace("\x00", "\ufffd") for text in text_of(report)]
    for element in page.having("bdi", class_="control"):
        assert len(element.text) == 1
    turned = re.findall("[\u202a-\u202e\u2066-\u2069]", page.source)
    assert len(page.having("bdi", class_="control")) == len(turned) > 9
    assert "\x00" not in page.source


def test_a_page_can_always_be_encoded() -> None:
    article = made_up_reports.document("A lone \ud83d surrogate.")
    assert "A lone \ufffd surrogate.".encode() in html.render(made_up_reports.report(article)).encode()


def test_inert_escapes_and_encloses() -> None:
    assert html.inert("<a>\u202eb") == Markup('&lt;a&gt;<bdi class="control" title="U+202E">\u202e</bdi>b')


@given(report=made_up_reports.reports())
def test_any_article_keeps_its_text_and_every_phrase_its_mark(report: Report) -> None:
    page = Page(html.render(report))
    assert page.paragraphs() == text_of(report)
    identifiers = {e.attributes["id"] for e in page.elements if "id" in e.attributes}
    for number, found in enumerate(report.findings):
        marked = "".join(e.text for e in page.having("mark", data_finding=str(number)))
        inside = [
            report.document.text[max(found.start, p.start) : min(found.end, p.end)]
            for p in report.document.paragraphs
            if p.span.overlaps(found.span)
        ]
        assert marked == "".join(inside)
        assert (f"a1-phrase-{number}" in identifiers) == bool(inside)
        assert len(page.having("a", class_="reference", data_finding=str(number))) == bool(inside)


def test_colours_have_enough_contrast() -> None:
    [style] = Page(html.render(made_up_reports.clean())).having("style")
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", style.text.partition("@media")[0]))
    dark = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", style.text.partition("@media")[2].partition("/* ")[0]))
    assert set(light) == set(dark)
    washes = [f"{severity.value}-wash" for severity in Severity]
    tones = [severity.value for severity in Severity]
    for colours in (light, dark):
        pairs = [*product(["ink", "quiet", "link", "passed"], ["page", "card"]), *product(["ink", *tones], washes)]
        pairs += [("passed", "pair"), *product(["ink", "quiet"], ["pair"]), ("ink", "found"), ("card", "link")]
        pairs += [*product(tones, ["card"]), ("critical", "page"), ("passed", "passed-wash"), ("card", "ink")]
        for one, other in pairs:
            assert contrast(colours[one], colours[other]) >= 4.5, (one, other)


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours after WCAG 2."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
