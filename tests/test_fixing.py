"""What fixing promises: a fix makes its finding go and brings none, twice is once, and the rest stays as it is."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtcheck import engine, readers, rulebook
from mtcheck.config import Config
from mtcheck.detectors import all_rules
from mtcheck.fixing import Fixed, Manuscript, fix, planning, trial
from mtcheck.readers.edits import Edit
from mtcheck.records import Breakdown, Dismissal, Document, Finding, Report, Span
from mtcheck.rule import Rule
from mtcheck.taxonomy import Category, Severity

CASES = Path(__file__).parent / "cases"
QUICK = Config(translate=False)
_MARK = re.compile("⟦(.*?)⟧", re.DOTALL)
_PLAIN = {"text", "origin", "why", "suggestion"}
"""The keys of a case that needs nothing but its text."""
SPEECH = '"We went to to the market on Friday (17/5) and paid Rp10.000," the officer said.'
"""Three faults that are safe to fix, but for the marks around them."""


def _check(document: Document) -> Report:
    return engine.check(document, config=QUICK)


def _fixed(text: str, config: Config = QUICK, *, unsafe: bool = False, name: str = "a.txt") -> Fixed:
    data = text.encode()
    manuscript = Manuscript(data, readers.from_bytes(name, data))
    return fix(manuscript, lambda document: engine.check(document, config=config), unsafe=unsafe)


def _text(text: str, *, unsafe: bool = False) -> str:
    return _fixed(text, unsafe=unsafe).manuscript.document.text


@cache
def _suspects(rule: Rule) -> tuple[str, ...]:
    """Give the suspects of a rule that need nothing but their text."""
    path = CASES / f"{rule.check.__module__.rpartition('.')[2]}.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_MARK.sub(r"\1", t["text"]).strip() for t in tables["suspect"] if set(t) <= _PLAIN)


SAFE_RULES = tuple(rule for rule in all_rules() if rulebook.has_safe_fixes(rule))
_SAFE_SUSPECTS = [text for rule in SAFE_RULES for text in _suspects(rule)]
_OTHER_SUSPECTS = [text for rule in all_rules() if rule not in SAFE_RULES for text in _suspects(rule)]


def articles() -> st.SearchStrategy[str]:
    """Articles put together of the rules' own cases, with a quotation that must stay as it is."""
    safe = st.lists(st.sampled_from(_SAFE_SUSPECTS), min_size=2, max_size=6)
    other = st.lists(st.sampled_from(_OTHER_SUSPECTS), max_size=3)
    return st.tuples(safe, other).flatmap(
        lambda both: st.permutations([*both[0], *both[1], SPEECH]).map(lambda parts: "\n\n".join(parts) + "\n")
    )


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(articles())
def test_fixing_keeps_its_promises(text: str) -> None:
    before = _check(readers.from_text(text, name="a.txt"))
    made = _fixed(text)
    fixed, after = Counter(f.rule for f in made.fixed), Counter(f.rule for f in made.report.findings)
    for rule, number in Counter(f.rule for f in before.findings).items():
        assert after[rule] <= number - fixed[rule], "a fixed finding is gone"
    assert set(after) <= {f.rule for f in before.findings}, "none was brought"
    assert all(f.applicability == "safe" and f.counts for f in made.fixed)
    assert SPEECH in made.manuscript.document.text, "what was said stays as it was"
    assert list(_untouched(before)) == [s for s in _untouched(before) if s in made.manuscript.document.text]
    again = fix(made.manuscript, _check)
    assert (again.fixed, again.manuscript.data) == ((), made.manuscript.data), "fixing twice changes nothing"


def _untouched(report: Report) -> Iterator[str]:
    """Yield the sentences of a text in which nothing is to be fixed."""
    touched = {f.segment for f in report.findings if f.applicability == "safe"}
    for number, segment in enumerate(report.document.segments):
        if not {number - 1, number, number + 1} & touched:
            yield segment.text


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(articles())
def test_unsafe_fixes_keep_them_too(text: str) -> None:
    before = _check(readers.from_text(text, name="a.txt"))
    made = _fixed(text, unsafe=True)
    assert len(made.report.findings) <= len(before.findings) - len(made.fixed)
    again = fix(made.manuscript, _check, unsafe=True)
    assert (again.fixed, again.manuscript.data) == ((), made.manuscript.data)


@pytest.mark.parametrize("rule", [r for r in all_rules() if not r.needs], ids=lambda rule: rule.name)
def test_a_rule_has_safe_suggestions_where_its_page_says_so(rule: Rule) -> None:
    texts = ("\n\n".join(_suspects(rule)), *_NAMED.get(rule.name, ()))
    config = Config(translate=False, select=(rule.code,))
    found = [f for text in texts if text for f in engine.check(readers.from_text(text), config=config).findings]
    assert any(f.applicability == "safe" for f in found) == rulebook.has_safe_fixes(rule)
    assert not any(f.preview or not f.suggestion for f in found if f.applicability == "safe")


_NAMED = {
    "literal-epithet": ["Japan sent two ships. Volunteers from the State of Sakura have asked to join."],
    "agreement": ["They was arrested in a hotel near the station."],
    "translation-notice": ["The dam is open.\n\nThis page has been translated automatically from the Indonesian.\n"],
}
"""Texts beside the cases, where the cases show no safe suggestion."""


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        # The article before a name goes, and a sentence keeps its capital.
        (
            "Japan sent two ships. The State of Sakura has no army, and the citizens of the State of Sakura know it.",
            "Japan sent two ships. Japan has no army, and the citizens of Japan know it.",
        ),
        # A full stop of the suggestion closes the sentence; the deleted opener leaves a capital.
        ("The fire broke out at 17:00 pm.", "The fire broke out at 5 p.m."),
        ("To note, the bridge has been closed since May.", "The bridge has been closed since May."),
        (
            "The officers was tired. The man went to to the market.",
            "The officers was tired. The man went to the market.",
        ),
        ("Baca juga: Harga Minyak Naik\n\nThe men left.\n", "The men left.\n"),
        ('"We have no choice but to leave", he said.\n', '"We have no choice but to leave," he said.\n'),
    ],
)
def test_a_fix_fits_its_sentence(text: str, fixed: str) -> None:
    assert _text(text) == fixed


def test_what_was_said_is_touched_with_unsafe_alone() -> None:
    text = f"{SPEECH} He lived in Jakarta.\n"
    assert _text(text) == text
    assert "on Friday (May 17) and paid Rp10,000," in _text(text, unsafe=True)
    left = Counter(left.reason for left in _fixed(text).left)
    assert left["speech"] == 3


def test_what_was_dismissed_is_left_alone_and_stays_dismissed() -> None:
    text = "The men left on Friday (17/5) for the market. They paid Rp10.000 for the rice.\n"
    first = _check(readers.from_text(text, name="a.txt")).findings[0]
    dismissal = Dismissal("option", "house style", "--suppress", fingerprint=first.fingerprint)

    def check(document: Document) -> Report:
        return engine.check(document, config=QUICK, dismissals=[dismissal])

    made = fix(Manuscript(text.encode(), readers.from_text(text, name="a.txt")), check)
    assert made.manuscript.document.text == text.replace("Rp10.000", "Rp10,000")
    assert fix(made.manuscript, check).fixed == ()
    # A fix in the dismissed finding's own sentence would make its fingerprint another.
    text = "The men left on Friday (17/5) and paid Rp10.000 for the rice.\n"
    first = _check(readers.from_text(text, name="a.txt")).findings[0]
    dismissal = Dismissal("option", "house style", "--suppress", fingerprint=first.fingerprint)
    made = fix(Manuscript(text.encode(), readers.from_text(text, name="a.txt")), check)
    assert (made.manuscript.document.text, made.fixed, made.left[0].reason) == (text, (), "rejected")


_EMPTY = Report("", "", "id", readers.from_text("x"), 100.0, 0.0, Breakdown(), (), ())


class _Faults:
    """A made-up check: it finds the words of a table, which also says what stands for each."""

    def __init__(self, table: dict[str, str]) -> None:
        self._table = table
        self.checks = 0

    def __call__(self, document: Document) -> Report:
        self.checks += 1
        words = re.finditer("|".join(self._table), document.text)
        found = (_made_up(document, m, self._table[m[0]]) for m in words)
        return replace(_EMPTY, document=document, findings=tuple(found))


def _made_up(document: Document, match: re.Match[str], suggestion: str) -> Finding:
    span = Span(match.start(), match.end())
    return Finding(
        "MT999", f"made-up-{match[0]}", Category.GRAMMAR, Severity.MINOR, 1.0, span.start, span.end, 1, 1, match[0],
        "", suggestion, (), False, "", document.segment_index(span), "safe",
    )  # fmt: skip


def test_the_guilty_one_is_found_and_taken_back() -> None:
    check = _Faults({"one": "first", "two": "bad", "bad": "worse", "three": "third", "six": "seven six"})
    text = "A one came. A two came. Here a three came. A six came.\n"
    made = fix(Manuscript(text.encode(), readers.from_text(text, name="a.txt")), check)
    assert made.manuscript.document.text == "A first came. A two came. Here a third came. A six came.\n"
    assert [(left.finding.text, left.reason) for left in made.left] == [("two", "rejected"), ("six", "rejected")]
    assert made.checks == check.checks <= 8


def test_a_fix_that_brings_a_finding_elsewhere_is_found_by_halving() -> None:
    class Far(_Faults):
        def __call__(self, document: Document) -> Report:
            report = super().__call__(document)
            far = re.search("End", document.text) if "spoiler" in document.text else None
            return replace(report, findings=(*report.findings, *([_made_up(document, far, "")] if far else [])))

    table = {"one": "first", "two": "second", "three": "third", "four": "spoiler", "five": "fifth"}
    text = "".join(f"Here {word} came in. " for word in table) + "There it goes on for a while. The End is far.\n"
    made = fix(Manuscript(text.encode(), readers.from_text(text, name="a.txt")), Far(table))
    assert made.manuscript.document.text == (
        "Here first came in. Here second came in. Here third came in. Here four came in. Here fifth came in. "
        "There it goes on for a while. The End is far.\n"
    )


def test_an_article_that_would_be_empty_stays() -> None:
    made = _fixed("Baca juga: Harga Minyak Naik\n", Config(translate=False, select=("MT501",)))
    assert (made.fixed, made.left[0].reason) == ((), "rejected")


def test_the_edits_of_a_round_do_not_touch() -> None:
    text = "They met on Friday (17/5), Friday (17/5) and Rp10.000 was paid for the rice.\n"
    document = readers.from_text(text, name="a.txt")
    plans = planning.plans(Manuscript(text.encode(), document), _check(document).findings, unsafe=True)
    assert all(one.edit.end < two.edit.start for one, two in pairwise(plans))


def test_stretches_move_with_the_text() -> None:
    edits = [Edit(2, 4, "xyz"), Edit(8, 9, "")]
    assert [trial.moved(Span(*s), edits) for s in ((0, 2), (4, 6), (3, 5), (8, 9), (9, 10), (1, 3))] == [
        Span(0, 2), Span(5, 7), Span(2, 6), Span(9, 9), Span(9, 10), Span(1, 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.txt", "The fee was Rp10.000 each.\r\nThe men paid it.\r\n".encode("utf-16"), None),
        ("a.txt", "\ufeffThe caf\u00e9 fee was Rp10.000 each.\r\n".encode(), None),
        ("a.txt", "The caf\u00e9 fee was Rp10.000 each. The men paid it, \u2019tis said.\n".encode("cp1252"), None),
        ("a.html", b"<p>The <b>fee</b> was Rp10.000 each &amp; more.</p>\r\n<p>The men paid it.</p>", None),
        ("a.md", b"# Fees\n\nThe *fee* was Rp10.000 each.\n\nThe men paid it.\n", None),
        ("a.jsonl", b'{"id": 1, "text": "The fee was Rp10.000 each."}\n', None),
    ],
)
def test_the_rest_of_the_file_stays_byte_by_byte(name: str, before: bytes, after: None) -> None:
    (texts,) = readers.read_all(readers.ArticleFiles(name, data=before))
    made = fix(Manuscript(before, texts.article), _check)
    encoding = "utf-16-le" if before.startswith(b"\xff\xfe") else "ascii"
    assert made.manuscript.data == before.replace("Rp10.000".encode(encoding), "Rp10,000".encode(encoding))
    assert made.manuscript.data != before


def test_with_the_embedded_model() -> None:
    config = Config()
    text = "Japan sent two ships on Friday (17/5). Volunteers from the State of Sakura paid Rp10.000 for the trip.\n"
    made = _fixed(text, config)
    assert made.manuscript.document.text == (
        "Japan sent two ships on Friday (May 17). Volunteers from Japan paid Rp10,000 for the trip.\n"
    )
    assert not _fixed(made.manuscript.document.text, config).fixed
