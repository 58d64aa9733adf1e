"""Reports in a real browser: what the tests of the review page share.

(A module and not a conftest.py: two modules of that name confuse mypy.)
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import made_up_reports
import pytest

from mtcheck.records import Applicability, Evidence, Finding, Report, RuleCard, Stale
from mtcheck.reporters import html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium found (looked for chromium, chromium-browser and google-chrome)")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a report in a page; the test fails on a request that leaves, a message on the console, or a dialog.

    `before` is a script that runs before the page's own.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []
    url = (tmp_path / "report.html").as_uri()

    def opened(
        report: Report | str, *, width: int = 1280, scheme: str = "light", motion: str = "reduce", before: str = ""
    ) -> Page:
        page = report if isinstance(report, str) else html.render(report)
        (tmp_path / "report.html").write_text(page, encoding="utf-8", newline="")
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion=motion,  # type: ignore[arg-type]
        )
        context.set_default_timeout(5000)
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: None if request.url == url else troubles.append(request.url))
        tab.on("console", lambda message: troubles.append(message.text))
        tab.on("pageerror", lambda error: troubles.append(str(error)))
        tab.on("dialog", lambda dialog: troubles.append(dialog.message))
        if before:
            tab.add_init_script(before)
        tab.goto(url)
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert not troubles


def is_in_view(target: Locator) -> bool:
    """Say whether an element is where the reader sees it: in the window, and in the list where that scrolls."""
    seen: bool = target.evaluate(
        """element => {
            const box = element.getBoundingClientRect();
            const under = document.elementFromPoint(box.left + 2, box.top + 2);
            return element.contains(under) || Boolean(under?.contains(element) && under.matches("mark"));
        }"""
    )
    return seen


def has_focus(target: Locator) -> bool:
    focused: bool = target.evaluate("element => element === document.activeElement")
    return focused


REVIEWED = (
    "Volunteers Queue At The Embassy\r\n\r\n"
    "To note, citizens of State of Sakura asked to join. The envoy refuses the offer, he said.\r\n\r\n"
    "Bagikan ke teman\r\n\r\n"
    "The end \u202eturned\u202c of <it>.\r\n"
)
"""An article with something to decide in each paragraph, and Windows line breaks."""


def reviewed(name: str = "desk/news.en.txt") -> Report:
    """Make a report with suggestions of all kinds, a finding inside another, a suppressed one, and a rule's page."""
    article = made_up_reports.document(REVIEWED, name=name)

    def found(phrase: str, code: str, suggestion: str | None, use: Applicability, **more: object) -> Finding:
        made = made_up_reports.finding(article, phrase, code, suggestion=suggestion, **more)  # type: ignore[arg-type]
        return replace(made, applicability=use)

    findings = [
        found("To note,", "MT601", "[delete]", "display"),
        found("citizens of State of Sakura", "MT902", "Japanese citizens", "display"),
        found("State of Sakura", "MT104", "Japan", "safe", evidence=[Evidence("lexicon", "Negeri Sakura = Japan")]),
        found("refuses", "MT307", "refused", "display"),
        found("offer", "MT901", None, "display"),
        found("Bagikan ke teman", "MT110", "[delete]", "unsafe"),
        found("he said", "MT307", "she said", "unsafe", suppressed=True),
        found("end", "MT601", "close", "unsafe", preview=True),
    ]
    made = made_up_reports.report(article, findings)
    page = (
        "They were rendered word by word.\n\nWhat it finds:\n    Epithets, in any\n    rendering.\n\nLimits:\n    Few."
    )
    cards = [RuleCard(f.code, f.rule, f.category, f.severity, "Epithets.", page) for f in findings]
    return replace(made, rules=tuple(cards), stale=(Stale("desk/news.en.mtcheck.toml:9", "MT104 “old”"),))
