"""Whatever the text, there is a report whose offsets hold, or a clear refusal."""

from __future__ import annotations

import pytest
from conftest import REFERENCES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mtcheck
from mtcheck.config import Config
from mtcheck.records import UnusableInputError
from mtcheck.reporters import html, json, terminal

OFFLINE = Config(translate=False)
ARTICLE = (REFERENCES / "embassy" / "article.en.txt").read_text("utf-8")
ODD = (
    "\r\n\t\u200b\u202e\"'\u201c\u201d()\u00a0\U0001f600\ufdfa\x0c\u2028<&{\u27e6"
    "\ufffd\u2026\u2014\u0130\u00df\ufb01\ufeff\x00-.,:;5aA "
)
inserted = st.lists(st.tuples(st.integers(0, len(ARTICLE)), st.text(ODD, min_size=1, max_size=5)), max_size=25)
deleted = st.lists(st.tuples(st.integers(0, len(ARTICLE)), st.integers(1, 40)), max_size=10)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(inserted, deleted)
def test_a_mangled_article_is_reported(inserted: list[tuple[int, str]], deleted: list[tuple[int, int]]) -> None:
    text = ARTICLE
    for place, odd in inserted:
        text = f"{text[:place]}{odd}{text[place:]}"
    for place, length in deleted:
        text = text[:place] + text[place + length :]
    report = mtcheck.check(text, config=OFFLINE)
    for finding in report.findings:
        assert text[finding.start : finding.end] == finding.text
        assert finding.text.strip()
    assert html.render(report).startswith("<!")
    assert json.render(report)
    assert terminal.render(report)


@pytest.mark.parametrize(
    "text",
    ["a" * 50_000, "word " * 5_000, '"' * 500 + " hello there my good old friend", "The minister said it.\n\n" * 300],
    ids=["one word", "one word again and again", "quotation marks", "paragraphs"],
)
def test_a_monstrous_text_comes_to_an_end(text: str) -> None:
    try:
        report = mtcheck.check(text, config=OFFLINE)
    except UnusableInputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either is right
    else:
        assert report.document.text == text
