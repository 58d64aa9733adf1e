"""Several articles on one page: the index, and one article at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import made_up_reports
import pytest
from browser_pages import Open, browser, has_focus, reviewed, show

from mtcheck.records import Failure, Report
from mtcheck.reporters import html

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["browser", "show"]

pytestmark = pytest.mark.browser


def archive() -> str:
    """Render four articles and a file that could not be read."""
    reports: list[Report] = [
        reviewed("b/nine.txt"),
        replace(made_up_reports.news(), score=9.5),
        replace(made_up_reports.clean(), score=100.0),
        reviewed("b/ten.txt"),
    ]
    return html.render_many(reports, [Failure("broken.txt", "broken.txt: binary")])


def names(page: Page) -> list[str]:
    found: list[str] = page.locator(".articles tbody tr:visible th").all_inner_texts()
    return found


def test_the_index_is_sorted_by_each_column(show: Open) -> None:
    page = show(archive())
    assert not page.locator(".report:visible").count()
    orders = {
        "Article": ["b/nine.txt", "b/ten.txt", "news.txt", "standard input", "broken.txt"],
        "Score": ["news.txt", "b/nine.txt", "b/ten.txt", "standard input", "broken.txt"],
        "Words": ["standard input", "b/nine.txt", "b/ten.txt", "news.txt", "broken.txt"],
        "Verdict": ["news.txt", "standard input", "b/nine.txt", "b/ten.txt", "broken.txt"],
        "Findings": ["standard input", "news.txt", "b/nine.txt", "b/ten.txt", "broken.txt"],
    }
    for column, order in orders.items():
        button = page.get_by_role("button", name=column, exact=True)
        button.click()
        assert names(page) == order, column
        assert button.locator("xpath=..").get_attribute("aria-sort") == "ascending"
        assert page.locator("[aria-sort]").count() == 1
    page.get_by_role("button", name="Score", exact=True).click()
    page.get_by_role("button", name="Score", exact=True).click()
    assert names(page)[0] == "standard input"
    assert page.locator("[aria-sort=descending]").inner_text() == "Score"


def test_the_index_is_filtered_by_verdict(show: Open) -> None:
    page = show(archive())
    page.get_by_role("button", name="failed 1").click()
    assert names(page) == ["news.txt"]
    page.get_by_role("button", name="no report 1").click()
    assert names(page) == ["news.txt", "broken.txt"]


def test_the_histogram_says_what_it_shows(show: Open) -> None:
    page = show(archive())
    picture = page.get_by_role("img")
    low = int(reviewed().score // 10) * 10
    assert picture.get_attribute("aria-label") == (
        f"How many articles have which score: 1 from 0 to 10, 2 from {low} to {low + 10}, 1 from 90 to 100"
    )


def test_one_article_is_shown_at_a_time(show: Open) -> None:
    page = show(archive())
    page.get_by_role("link", name="b/nine.txt").click()
    assert page.locator(".report:visible").get_attribute("id") == "a1"
    assert has_focus(page.locator("#a1-name"))
    assert not page.locator(".articles").is_visible()
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("]")
    page.wait_for_selector("#a2:visible")
    assert page.locator(".position").inner_text() == "2 of 4"
    page.get_by_role("link", name="All articles").click()
    page.wait_for_selector(".articles:visible")
    assert has_focus(page.get_by_role("link", name="news.txt"))
    assert page.locator("tr[data-article=a1] .decided").inner_text() == "1 of 6"
    page.go_back()
    page.wait_for_selector("#a2:visible")
    page.reload()
    assert page.locator("#a2").is_visible()
    page.get_by_role("button", name="Previous").click()
    page.wait_for_selector("#a1:visible")
    assert page.locator("#a1 .decided-line .decided").inner_text() == "1 of 6 decided"


def test_articles_of_one_file_share_their_suppression_file(show: Open) -> None:
    one, two = (reviewed("all.jsonl") for _ in range(2))
    reports = [
        replace(report, document=replace(report.document, part=part)) for report, part in ((one, "x"), (two, "y"))
    ]
    page = show(html.render_many(reports))
    page.get_by_role("link", name="all.jsonl#y").click()
    with page.expect_download() as waiting:
        page.locator("#a2").get_by_role("button", name="Download dismissals").click()
    text = waiting.value.path().read_text()
    assert [line for line in text.splitlines() if line.startswith("part")] == ['part = "x"', 'part = "y"']


def test_a_page_of_articles_is_not_wider_than_the_window(show: Open) -> None:
    page = show(archive())

    def fits() -> bool:
        widths = []
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            widths.append(page.evaluate("document.documentElement.scrollWidth") <= width)
        return all(widths)

    assert fits()
    page.get_by_role("link", name="b/nine.txt").click()
    for button in page.locator("#a1 .views button").all():
        button.click()
        assert fits()
    page.keyboard.press("j")
    page.keyboard.press("d")
    assert fits()
