"""The review page writes what `mtcheck fix` writes, wherever a suggestion is accepted as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import made_up_reports
import pytest
from browser_pages import Open, browser, show

from mtcheck import engine, readers
from mtcheck.config import Config
from mtcheck.fixing import Manuscript, planning
from mtcheck.readers.edits import applied
from mtcheck.records import Document, Report, Span

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["browser", "show"]

pytestmark = pytest.mark.browser

_REFERENCES = Path(__file__).parents[2] / "references"


def fixed(report: Report) -> str:
    """Give what comes of all safe suggestions at once when mtcheck puts them in."""
    article = report.document
    safe = [finding for finding in report.findings if finding.applicability == "safe"]
    plans = planning.plans(Manuscript.of_text(article), safe, unsafe=True)
    assert len([finding for plan in plans for finding in plan.findings]) == len(safe) > 0
    return applied(article.text, [plan.edit for plan in plans])


def corrected(page: Page, report: Report) -> str:
    """Give what comes of all safe suggestions when an editor accepts them on the page."""
    safe = [index for index, finding in enumerate(report.findings) if finding.applicability == "safe"]
    text: str = page.evaluate(
        """indices => {
            for (const index of indices) document.querySelector(`#a1-finding-${index} [data-act=accept]`).click();
            return correctedText(reviews.get("a1").pieces());
        }""",
        safe,
    )
    return text


def marked(text: str) -> Report:
    """Make a report of an article with its findings in it: what ⟦is said=should be said⟧."""
    plain, found = "", []
    for piece in text.replace("⟧", "⟦").split("⟦"):
        phrase, is_finding, suggestion = piece.partition("=")
        if is_finding:
            found.append((Span(len(plain), len(plain + phrase)), suggestion))
        plain += phrase
    article: Document = made_up_reports.document(plain)
    findings = [
        made_up_reports.finding(article, span, suggestion=words, applicability="safe", message=f"Finding at {span}.")
        for span, words in found
    ]
    return made_up_reports.report(article, findings)


@pytest.mark.parametrize("name", ["d1", "embassy"])
def test_on_an_article_that_a_machine_translated(show: Open, name: str) -> None:
    article = readers.read(str(_REFERENCES / name / "article.en.txt"))
    report = engine.check(article, config=Config(translate=False))
    assert corrected(show(report), report) == fixed(report)


MADE_UP = """Volunteers queue

⟦To note,=[delete]⟧ the envoy left ⟦on the date of=on⟧ Monday. “⟦So=[delete]⟧ he was angry,” she said of the ⟦Ginseng \
Land=South Korea⟧. The ⟦Ginseng Land=South Korea⟧ won, ⟦by the way=[delete]⟧. He said, \
⟦for your information,=[delete]⟧ that it broke out at ⟦17:00 pm=5 p.m.⟧.

é 🏯 𝕏 met a ⟦goat=old goat⟧ 🏯 at the ⟦black goat's=scapegoat⟧ house, a  ⟦very=[delete]⟧  old one \
(⟦see photo=[delete]⟧) with a ⟦very=[delete]⟧ ⟦very=[delete]⟧ red 𝕐 roof. ⟦All all=All⟧ left ⟦again=[delete]⟧.

⟦Share this=[delete]⟧ ⟦Read also=[delete]⟧

⟦The=[delete]⟧ iPhone ⟦were=was⟧
stolen. ⟦Round skins=balls⟧ flew ⟦here=[delete]⟧
"""


def test_on_an_article_that_was_made_up(show: Open) -> None:
    report = marked(MADE_UP)
    text = corrected(show(report), report)
    assert text == fixed(report)
    assert text == (
        "Volunteers queue\n\n"
        "The envoy left on Monday. “He was angry,” she said of South Korea. South Korea won. "
        "He said, that it broke out at 5 p.m.\n\n"
        "é 🏯 𝕏 met an old goat 🏯 at the scapegoat's house, a  old one with a red 𝕐 roof. All left.\n\n"
        "iPhone was\nstolen. Balls flew\n"
    )


def test_accepted_neighbours_get_on_with_each_other(show: Open) -> None:
    report = marked(
        "Once.\n\n⟦To note,=[delete]⟧ ⟦citizens=the citizens⟧ left. "
        "⟦Also,=[delete]⟧ ⟦soon,=soon⟧ he went⟦,=;⟧ ⟦so=[delete]⟧."
    )
    assert corrected(show(report), report) == "Once.\n\nThe citizens left. Soon he went;."
