"""The review page under axe: no violation in either theme, in any view, with any form open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import made_up_reports
import pytest
from browser_pages import Open, browser, reviewed, show

from mtcheck.records import Report
from mtcheck.reporters import html

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["browser", "show"]

pytestmark = pytest.mark.browser


def violations(page: Page) -> list[tuple[str, Any]]:
    """Give what axe finds wrong with a page as it is now, in light and dark: the rule, and the elements.

    The two differ in colours alone, so in the dark only these are looked at.
    """
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.emulate_media(color_scheme="light")
    found = axe.Axe().run(page).response["violations"]
    page.emulate_media(color_scheme="dark")
    found += axe.Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def sourced() -> Report:
    """Make the reviewed article's report with a source beside it."""
    made, given = reviewed(), made_up_reports.sourced()
    lined = (replace(part, source=(f"{{{part.segment.line}}}",)) for part in made.segments)
    return replace(made, segments=tuple(lined), source=given.source, scores=given.scores)


def test_axe_finds_nothing_in_any_view(show: Open) -> None:
    page = show(sourced())
    for button in page.locator("[data-show]").all():
        button.click()
    for key in ("j", "a", "j", "j", "a", "j", "d", "Space", "Enter", "j"):
        page.keyboard.press(key)
    page.locator(".about summary").first.click()
    for view in ("+ round trip", "Corrected"):
        page.get_by_role("button", name=view, exact=True).click()
        assert not violations(page), view


def test_axe_finds_nothing_in_a_form_or_the_keys(show: Open) -> None:
    page = show(reviewed(), width=360)
    page.get_by_text("Filters").click()
    page.keyboard.press("Escape")
    for key in ("j", "d", "Enter"):
        page.keyboard.press(key)
    assert not violations(page)
    for key in ("Escape", "j", "e"):
        page.keyboard.press(key)
    assert not violations(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert not violations(page)


def test_axe_finds_nothing_in_the_index(show: Open) -> None:
    page = show(html.render_many([reviewed("one.txt"), made_up_reports.clean()]))
    page.get_by_role("button", name="Score", exact=True).click()
    assert not violations(page)
    page.get_by_role("link", name="one.txt").click()
    assert not violations(page)
