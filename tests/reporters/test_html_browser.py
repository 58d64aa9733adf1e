"""The HTML report in a real browser: what is seen, clicked and focused, and that nothing leaves the page."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import made_up_reports
import pytest
from browser_pages import Open, browser, has_focus, is_in_view, show

from mtcheck.records import Report
from mtcheck.reporters import html

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser", "show"]

pytestmark = pytest.mark.browser


def long_news() -> Report:
    """Make the news so long that its last finding is far below the window."""
    usual = made_up_reports.news()
    filler = "\n\n".join(["A sentence with nothing in it that anybody would mark."] * 60)
    article = made_up_reports.document(f"The headline\n\nThe State of Sakura.\n\n{filler}\n\nThe Red Rooster of it.")
    findings = [
        made_up_reports.finding(article, "State of Sakura"),
        made_up_reports.finding(article, "Red Rooster", "MT901"),
    ]
    return made_up_reports.report(article, findings, scores=usual.scores)


def test_a_filter_shows_its_severity_only(show: Open) -> None:
    page = show(made_up_reports.news())
    cards = page.locator(".finding:visible")
    assert cards.count() == 5
    critical = page.get_by_role("button", name="critical 1")
    critical.click()
    assert critical.get_attribute("aria-pressed") == "true"
    assert cards.evaluate_all("cards => cards.map(card => card.dataset.code)") == ["MT901"]
    assert page.locator(".shown").inner_text() == "Showing 1 of 8 findings (critical only)"
    assert page.locator("mark:not(.off)").evaluate_all("marks => marks.map(m => m.dataset.code)") == ["MT901"]
    page.get_by_role("button", name="major 2").click()
    assert cards.count() == 3
    critical.click()
    page.get_by_role("button", name="major 2").click()
    assert cards.count() == 5


def test_previews_and_suppressed_findings_are_shown_on_demand(show: Open) -> None:
    page = show(made_up_reports.news())
    refused = page.locator("mark", has_text="refuses")
    assert refused.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "none"
    page.get_by_role("button", name="+ preview 2").click()
    assert refused.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "underline"
    assert page.locator(".shown").inner_text() == "Showing 7 of 8 findings"
    assert page.get_by_role("button", name="minor 3").is_visible()
    page.get_by_role("button", name="+ suppressed 1").click()
    assert page.locator(".finding:visible").count() == 8


def test_a_click_on_a_finding_leads_to_its_phrase(show: Open) -> None:
    page = show(long_news())
    phrase = page.locator("mark", has_text="Red Rooster")
    assert not is_in_view(phrase)
    page.locator(".finding", has_text="Red Rooster").locator(".message").click()
    assert is_in_view(phrase)
    assert has_focus(phrase)
    assert page.locator(".current").evaluate_all("all => all.map(e => e.id)") == ["a1-phrase-1", "a1-finding-1"]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_click_on_a_phrase_leads_to_its_finding(show: Open, width: int) -> None:
    page = show(long_news(), width=width)
    page.locator("mark", has_text="Red Rooster").click()
    card = page.locator(".finding", has_text="Red Rooster")
    assert is_in_view(card)
    assert has_focus(card)
    if width > 1000:
        assert is_in_view(page.locator("mark", has_text="Red Rooster")), "the article stays where it is"


def test_the_innermost_of_nested_phrases_is_meant(show: Open) -> None:
    page = show(made_up_reports.news())
    page.locator("mark[data-code=MT902]").first.click()
    assert has_focus(page.locator(".finding[data-code=MT902]"))


def test_the_keyboard_leads_there_and_back(show: Open) -> None:
    page = show(long_news())
    page.locator(".finding .jump").last.focus()
    page.keyboard.press("Enter")
    assert has_focus(page.locator("mark", has_text="Red Rooster"))
    page.keyboard.press("Tab")
    assert has_focus(page.get_by_role("link", name="Finding 2: critical, contradicted-event"))
    page.keyboard.press("Enter")
    assert has_focus(page.locator(".finding").last)


def test_the_back_translation_stands_beside_its_sentence(show: Open) -> None:
    page = show(made_up_reports.news())
    row = page.locator(".row", has_text="He refuses").first
    text, back = row.locator(".text").bounding_box(), row.locator(".back").bounding_box()
    assert text
    assert back
    assert back["x"] > text["x"] + text["width"]
    assert abs(back["y"] - text["y"]) < 20
    assert row.locator(".trip").is_hidden()
    card = page.locator(".finding[data-code=MT601] .sentence")
    assert card.is_hidden(), "what stands beside the sentence need not stand in the list too"
    page.get_by_role("button", name="+ round trip").click()
    assert row.locator(".trip").is_visible()
    page.get_by_role("button", name="Article", exact=True).click()
    assert row.locator(".beside").is_hidden()
    assert card.is_visible()


def test_source_article_and_back_translation_stand_side_by_side(show: Open) -> None:
    page = show(made_up_reports.sourced())
    row = page.locator(".row", has_text="Volunteers Queue").first
    given, text, back = (row.locator(c).bounding_box() for c in (".given", ".text", ".back"))
    assert given
    assert text
    assert back
    assert given["x"] + given["width"] <= text["x"]
    assert text["x"] + text["width"] <= back["x"]
    page.get_by_role("button", name="+ source", exact=True).click()
    assert row.locator(".given").is_visible()
    assert row.locator(".back").is_hidden()
    page.get_by_role("button", name="Article", exact=True).click()
    assert row.locator(".given").is_hidden()


def test_light_and_dark_differ(show: Open) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    light, dark = (show(made_up_reports.news(), scheme=scheme).evaluate(colour) for scheme in ("light", "dark"))
    assert light == "rgb(244, 242, 238)"
    assert dark == "rgb(22, 23, 26)"


def test_nothing_is_wider_than_the_window(show: Open) -> None:
    reports = [made_up_reports.news(), made_up_reports.hostile(), made_up_reports.sourced(), made_up_reports.clean()]
    page = show(html.render_many(reports))
    for number in range(1, len(reports) + 1):
        page.goto(f"{page.url.partition('#')[0]}#a{number}")
        for width in (1280, 800, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_article_reads_as_it_was_written(show: Open) -> None:
    for report in (made_up_reports.news(), made_up_reports.hostile()):
        page = show(report)
        read = page.locator(".paragraph").evaluate_all(
            "all => all.map(p => [...p.querySelectorAll('.text')].map(e => e.textContent).join(''))"
        )
        text = report.document.text.replace("\x00", "\ufffd")
        assert read == [text[p.start : p.end] for p in report.document.paragraphs]


def test_a_hostile_article_does_nothing(show: Open) -> None:
    page = show(made_up_reports.hostile())
    assert page.evaluate("document.images.length") == 0
    assert page.evaluate("[...document.scripts].map((script) => script.type)") == ["application/json", ""]
    control = page.locator(".paragraph .control").first
    assert control.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"


def test_the_policy_stops_what_would_leave(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(html.render(made_up_reports.clean()), encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    with socket.create_server(("127.0.0.1", 0)) as server:
        page.evaluate(
            """port => {
                window.stopped = [];
                addEventListener("securitypolicyviolation", (event) => stopped.push(event.effectiveDirective));
                const attempt = `<img src="http://127.0.0.1:${port}/x"><b onclick="x()">b</b>`;
                document.body.insertAdjacentHTML("beforeend", attempt);
                fetch(`http://127.0.0.1:${port}/y`).catch(() => null);
            }""",
            server.getsockname()[1],
        )
        page.wait_for_function("stopped.length >= 3", timeout=5000)
        assert sorted(page.evaluate("stopped")) == ["connect-src", "img-src", "script-src-attr"]
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()
    page.close()
