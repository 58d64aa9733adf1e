"""A back-translation that is no evidence is shown, and marked as such, in every format."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from made_up_reports import news

from mtcheck.records import Report
from mtcheck.reporters import html, terminal
from mtcheck.reporters import json as json_reporter


@pytest.fixture
def doubtful() -> Report:
    """A report in which every back-translation copies the English."""
    report = news()
    segments = tuple(
        replace(s, translation=replace(s.translation, doubt="copied")) if s.translation else s for s in report.segments
    )
    return replace(report, segments=segments)


def test_the_mark_stands_in_every_format(doubtful: Report) -> None:
    assert "Back-translation (unusable: copied): " in terminal.render(doubtful, width=100)
    page = html.render(doubtful)
    assert "Back-translation (unusable: copied)" in page
    assert "Unusable: copied" in page
    segments = json.loads(json_reporter.render(doubtful))["segments"]
    assert {segment["doubt"] for segment in segments if segment["back_translation"]} == {"copied"}


def test_other_translations_have_no_mark() -> None:
    assert "unusable" not in terminal.render(news(), width=100)
    assert "nusable: " not in html.render(news())
    assert all(segment["doubt"] is None for segment in json.loads(json_reporter.render(news()))["segments"])
