"""The review page: an editor decides, changes the mind, comes back later, and takes the files away."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import made_up_reports
import pytest
from browser_pages import REVIEWED, Open, browser, has_focus, reviewed, show
from click.testing import CliRunner

from mtcheck import suppressions
from mtcheck.cli import main
from mtcheck.detectors import all_rules
from mtcheck.records import Report
from mtcheck.reporters import html
from mtcheck.suppressions import sidecar

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

__all__ = ["browser", "show"]

pytestmark = pytest.mark.browser


def card(page: Page, phrase: str) -> Locator:
    """Give the card of the finding on a phrase."""
    return page.locator(".finding", has=page.locator(f'.jump bdi:text-is("{phrase}")'))


def act(page: Page, phrase: str, name: str) -> None:
    card(page, phrase).get_by_role("button", name=name, exact=True).click()


def dismiss(page: Page, phrase: str, reason: str) -> None:
    act(page, phrase, "Dismiss…")
    page.get_by_label("In other words").fill(reason)
    act(page, phrase, "Dismiss")


def progress(page: Page) -> str:
    text: str = page.locator(".decided-line .decided").inner_text()
    return text


def downloaded(page: Page, name: str) -> tuple[str, str]:
    """Press a button that saves a file; give the file's name and its text."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    path = Path(waiting.value.path())
    return waiting.value.suggested_filename, path.read_bytes().decode()


def corrected(page: Page) -> str:
    return downloaded(page, "Download corrected text")[1]


def test_a_drop_in_suggestion_is_accepted_at_once(show: Open) -> None:
    page = show(reviewed())
    assert progress(page) == "0 of 6 decided"
    act(page, "State of Sakura", "Accept")
    accepted = card(page, "State of Sakura")
    assert accepted.locator(".outcome").inner_text() == "✓ Accepted: Japan"
    assert has_focus(accepted), "the focus stays where the editor works"
    assert page.locator(".news").inner_text() == "Finding 3 is accepted; 2 of 6 decided"
    name, text = downloaded(page, "Download corrected text")
    assert name == "news.en.corrected.txt"
    assert text == REVIEWED.replace("State of Sakura", "Japan")


def test_a_hint_asks_for_the_wording(show: Open) -> None:
    page = show(reviewed())
    act(page, "refuses", "Accept…")
    wording = page.get_by_label("Write instead")
    assert has_focus(wording)
    assert wording.input_value() == "refused"
    wording.fill("refuses")
    act(page, "refuses", "Accept")
    assert "says already" in card(page, "refuses").get_by_role("alert").inner_text()
    wording.fill('has "refused"')
    wording.press("Enter")
    act(page, "offer", "Correct…")  # a finding without a suggestion
    assert wording.input_value() == "offer"
    wording.fill("")
    act(page, "offer", "Accept")
    assert 'The envoy has "refused" the, he said' in corrected(page), "taken out as a suggestion takes out"


def test_a_drop_in_suggestion_can_be_edited_first(show: Open) -> None:
    page = show(reviewed())
    act(page, "State of Sakura", "Edit…")
    page.get_by_label("Write instead").fill("Land of Japan")
    page.get_by_role("button", name="Cancel").click()
    assert progress(page) == "0 of 6 decided"
    assert has_focus(card(page, "State of Sakura"))
    act(page, "State of Sakura", "Edit…")
    page.get_by_label("Write instead").fill("Land of Japan")
    act(page, "State of Sakura", "Accept")
    assert "citizens of Land of Japan asked" in corrected(page)


def test_what_an_accepted_finding_changes_needs_no_other_decision(show: Open) -> None:
    page = show(reviewed())
    act(page, "citizens of State of Sakura", "Accept…")
    page.get_by_label("Write instead").press("Enter")
    inner = card(page, "State of Sakura")
    assert inner.locator(".outcome").inner_text() == "✓ Settled by finding 2, which changes the same words"
    assert not inner.locator(".acts button:visible").count()
    assert progress(page) == "2 of 6 decided"
    act(page, "citizens of State of Sakura", "Undo")
    assert inner.get_by_role("button", name="Accept", exact=True).is_visible()


def test_a_phrase_is_taken_out_cleanly(show: Open) -> None:
    page = show(reviewed())
    act(page, "To note,", "Accept")
    act(page, "Bagikan ke teman", "Accept")
    text = REVIEWED.replace("To note, citizens", "Citizens").replace("Bagikan ke teman\r\n\r\n", "")
    assert corrected(page) == text
    page.get_by_role("button", name="Corrected", exact=True).click()
    shown = page.locator(".corrected")
    assert shown.locator("del").evaluate_all("all => all.map(e => e.textContent.trim())") == [
        "To note,",
        "citizens",
        "Bagikan ke teman",
    ]
    assert shown.locator("ins").all_inner_texts() == ["Citizens"]


def test_dismissals_need_a_reason_and_become_the_suppression_file(show: Open) -> None:
    report = reviewed()
    page = show(report)
    assert page.get_by_role("button", name="Download dismissals (1)").is_enabled(), "what the sidecar has is kept"
    act(page, "State of Sakura", "Dismiss…")
    act(page, "State of Sakura", "Dismiss")
    assert card(page, "State of Sakura").get_by_role("alert").inner_text() == "Choose a reason, or write one."
    page.get_by_role("button", name="Cancel").click()
    reason = 'the "desk" \\ wants\tit \x7f 🏯 </script>'
    dismiss(page, "State of Sakura", reason)
    name, text = downloaded(page, "Download dismissals (2)")
    assert name == "news.en.mtcheck.toml"
    found = {f.text: f for f in report.findings}
    assert tomllib.loads(text)["suppress"] == [
        {
            "fingerprint": found[quote].fingerprint,
            "code": found[quote].code,
            "quote": quote,
            "reason": why,
        }
        for quote, why in (("State of Sakura", reason), ("he said", "the desk wants it so"))
    ]


def test_the_suppression_file_is_heeded(show: Open, tmp_path: Path) -> None:
    report = reviewed(str(tmp_path / "news.txt"))
    page = show(report)
    dismiss(page, "refuses", "right here")
    name, text = downloaded(page, "Download dismissals")
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    entries = sidecar.read(str(tmp_path / "news.txt"), all_rules())
    bare = [replace(f, suppression=None) for f in report.findings]
    heeded = suppressions.heed(bare, [entry.dismissal("sidecar") for entry in entries])
    assert [f.text for f in heeded.findings if f.suppressed] == ["refuses", "he said"]
    assert not heeded.stale


def test_mtcheck_heeds_what_the_page_gave_away(show: Open, tmp_path: Path) -> None:
    article = tmp_path / "news.txt"
    article.write_text("The minister said the State of Sakura would join the talks on Monday in the capital.\n")
    command = ["report", str(article), "--no-translate", "--isolated", "--select", "MT101", "--format"]
    made = CliRunner().invoke(main, [*command, "html"]).output
    page = show(made)
    assert progress(page) == "0 of 1 decided"
    dismiss(page, page.locator(".jump").inner_text(), "a film's name")
    name, text = downloaded(page, "Download dismissals")
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    again = show(CliRunner().invoke(main, [*command, "html"]).output)
    again.get_by_role("button", name="+ suppressed 1").click()
    assert "a film's name" in again.locator(".suppression").inner_text()


def test_decisions_are_kept_and_cleared(show: Open) -> None:
    page = show(reviewed())
    act(page, "State of Sakura", "Accept")
    dismiss(page, "refuses", "so it is")
    page.reload()
    assert progress(page) == "3 of 6 decided"
    assert card(page, "refuses").locator(".outcome").inner_text() == "✗ Dismissed: so it is"
    page.get_by_role("button", name="Clear").click()
    assert progress(page) == "0 of 6 decided"
    assert page.evaluate("document.activeElement !== document.body")
    page.keyboard.press("u")
    assert progress(page) == "3 of 6 decided"
    page.get_by_role("button", name="Clear").click()
    page.reload()
    assert progress(page) == "0 of 6 decided"
    assert page.evaluate("localStorage.length") == 0


def test_what_else_lies_in_the_store_does_no_harm(show: Open) -> None:
    page = show(reviewed())
    key = page.evaluate("reviews.get('a1').data.key")
    marks = [f.fingerprint for f in reviewed().findings]
    bad = {marks[0]: {"kind": "accepted"}, marks[1]: 7, marks[3]: {"kind": "dismissed", "reason": "fine"}}
    for kept in ("{", "null", '{"decisions": 5}', None):
        page.evaluate(
            "([key, kept, bad]) => localStorage.setItem(key, kept ?? JSON.stringify({decisions: bad}))",
            [key, kept, bad],
        )
        page.reload()
        assert progress(page) == ("0 of 6 decided" if kept else "1 of 6 decided")


@pytest.mark.parametrize(
    "refusal",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
    ],
)
def test_the_page_works_where_nothing_can_be_stored(show: Open, refusal: str) -> None:
    page = show(reviewed(), before=refusal)
    act(page, "State of Sakura", "Accept")
    assert progress(page) == "2 of 6 decided"
    assert "store nothing" in page.locator(".kept").inner_text()
    page.keyboard.press("u")
    assert progress(page) == "0 of 6 decided"


def test_the_keyboard_suffices(show: Open) -> None:
    page = show(reviewed())
    press = page.keyboard.press
    press("j")
    assert has_focus(card(page, "To note,"))
    press("a")
    assert progress(page) == "1 of 6 decided"
    press("j"), press("j")
    assert has_focus(card(page, "State of Sakura"))
    press("k")
    assert has_focus(card(page, "citizens of State of Sakura"))
    press("e")
    page.keyboard.type(" and j")
    press("Escape")
    assert has_focus(card(page, "citizens of State of Sakura"))
    press("j"), press("j"), press("d"), press("Space"), press("Enter")
    assert card(page, "refuses").locator(".outcome").inner_text() == "✗ Dismissed: right as it stands"
    assert has_focus(card(page, "refuses"))
    press("u")
    assert progress(page) == "1 of 6 decided"
    press("v")
    assert page.locator(".article").get_attribute("data-view") == "beside-both"
    press("/")
    page.keyboard.type("volunteers")
    assert page.locator(".shown").inner_text() == "Showing 0 of 8 findings; 1 place in the article"
    press("Enter")
    assert page.locator(".shown").inner_text().endswith("at 1")
    press("Escape"), press("Escape")
    assert has_focus(card(page, "refuses"))
    press("?")
    dialog = page.get_by_role("dialog")
    assert "next finding" in dialog.inner_text()
    press("j"), press("Escape")
    assert not dialog.is_visible()
    assert has_focus(card(page, "refuses"))


def test_keys_of_one_letter_can_be_switched_off(show: Open) -> None:
    page = show(reviewed())
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Keys of one letter are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert not page.locator(".current").count()
    page.reload()
    page.keyboard.press("j")
    assert not page.locator(".current").count()


def test_every_control_is_reached_by_tab(show: Open) -> None:
    page = show(reviewed())
    reached = set()
    for _ in range(70):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.act ?? document.activeElement.classList[0]"))
    assert {
        "accept",
        "edit",
        "dismiss",
        "copy",
        "download-text",
        "download-dismissals",
        "help",
        "jump",
        "text",
    } <= reached


def test_findings_are_filtered_by_decision_category_and_rule(show: Open) -> None:
    page = show(reviewed())
    act(page, "State of Sakura", "Accept")
    dismiss(page, "refuses", "so")
    page.get_by_text("Filters").click()
    shown = page.locator(".finding:visible .jump")
    expected = {
        "undecided": ["To note,", "offer", "Bagikan ke teman"],
        "decided": ["citizens of State of Sakura", "State of Sakura", "refuses"],
        "accepted": ["State of Sakura"],
        "dismissed": ["refuses"],
        "suppressed": ["he said"],
        "preview": ["end"],
    }
    for choice, phrases in expected.items():
        page.locator("[data-by=decision]").select_option(choice)
        assert shown.all_inner_texts() == phrases, choice
    page.locator("[data-by=decision]").select_option("any")
    page.locator("[data-by=code]").select_option("MT307")
    assert shown.all_inner_texts() == ["refuses"]
    page.locator("[data-by=code]").select_option("")
    page.locator("[data-by=category]").select_option("accuracy/untranslated")
    assert shown.all_inner_texts() == ["Bagikan ke teman"]
    assert page.locator(".shown").inner_text() == "Showing 1 of 8 findings (accuracy/untranslated only)"
    page.locator("[data-by=category]").select_option("")
    page.locator("[data-by=decision]").select_option("undecided")
    act(page, "To note,", "Accept")
    assert has_focus(card(page, "offer")), "the focus moves on from what is hidden now"


def test_the_search_finds_across_marks_and_in_findings(show: Open) -> None:
    page = show(reviewed())
    page.get_by_role("searchbox").fill("of state  of sakura asked")
    assert page.locator(".shown").inner_text() == "Showing 3 of 8 findings; 1 place in the article"
    page.get_by_role("searchbox").fill("negeri")
    assert page.locator(".finding:visible .jump").all_inner_texts() == ["State of Sakura"]
    page.get_by_role("searchbox").fill(".*(")
    assert page.locator(".shown").inner_text() == "Showing 0 of 8 findings; 0 places in the article"


def test_a_sentence_shows_its_counterparts(show: Open) -> None:
    page = show(made_up_reports.sourced())
    row = page.locator(".row", has_text="Volunteers Queue").first
    row.locator(".given").hover()
    assert page.locator(".paired").evaluate_all("all => all.map(e => e.classList[0])") == ["text", "given", "beside"]
    above = page.locator(".row", has=page.locator(".given", has_text="as above"))
    above.locator(".text").focus()
    paired = page.locator(".paired")
    assert "{The ambassador and the sign.}" in paired.all_inner_texts()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.className").startswith("text")


def test_rules_are_explained_and_suppressions_too(show: Open) -> None:
    page = show(reviewed())
    about = card(page, "State of Sakura").locator(".about")
    about.locator("summary").click()
    assert about.locator("p").all_inner_texts() == ["Epithets, in any rendering.", "Few."]
    page.get_by_role("button", name="+ suppressed 1").click()
    why = card(page, "he said").locator(".suppression").inner_text()
    assert why == "Suppressed: the desk wants it so (sidecar, news.mtcheck.toml:3)"
    assert not card(page, "he said").locator(".acts button:visible").count()
    assert page.locator(".stale li").all_inner_texts() == ["desk/news.en.mtcheck.toml:9: MT104 “old”"]


@pytest.mark.parametrize("refusal", ["", "navigator.clipboard.writeText = () => Promise.reject(new Error('no'))"])
def test_the_corrected_text_is_copied(show: Open, refusal: str) -> None:
    page = show(reviewed(), before=refusal)
    page.get_by_role("searchbox").fill("what was copied before")
    page.get_by_role("searchbox").press("Control+A")
    page.get_by_role("searchbox").press("Control+C")
    page.get_by_role("searchbox").fill("")
    act(page, "State of Sakura", "Accept")
    page.get_by_role("button", name="Copy corrected text").click()
    page.wait_for_function("document.querySelector('.news').textContent.includes('copied')")
    act(page, "offer", "Correct…")
    pasted = page.get_by_label("Write instead")
    pasted.fill("")
    pasted.press("Control+V")
    assert pasted.input_value() == REVIEWED.replace("State of Sakura", "Japan").replace("\r\n", "\n")


def test_on_paper_there_are_no_controls_and_decisions_are_told(show: Open) -> None:
    page = show(reviewed())
    act(page, "State of Sakura", "Accept")
    page.emulate_media(media="print")
    assert not page.locator("button:visible, input:visible, select:visible").count()
    assert card(page, "State of Sakura").locator(".outcome").is_visible()
    assert page.locator(".finding:visible .label").all_inner_texts() == ["1", "2", "3", "4", "5", "6"]


def test_a_hostile_article_stays_text_when_it_is_corrected(show: Open) -> None:
    report: Report = made_up_reports.hostile()
    page = show(report)
    act(page, "<script>alert(1)</script>", "Accept…")
    page.get_by_label("Write instead").fill("<img src=x onerror=alert(9)>\u202e")
    act(page, "<script>alert(1)</script>", "Accept")
    page.get_by_role("button", name="Corrected", exact=True).click()
    assert page.evaluate("document.images.length") == 0
    assert page.locator(".corrected .control").count() == 5
    text = report.document.text.replace("<script>alert(1)</script>", "<img src=x onerror=alert(9)>\u202e", 1)
    assert corrected(page) == text


def test_without_a_script_everything_is_shown(browser: object, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(html.render(reviewed()), encoding="utf-8", newline="")
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    assert page.locator(".finding:visible").count() == 8
    assert not page.locator("button:visible, input:visible").count()
    assert page.locator(".back:visible").count()
    context.close()
