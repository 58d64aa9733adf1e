"""What a finding is shown with: its sentence's back-translation, the phrase marked in it, and the rule's evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from mtcheck.records import Finding, Report, Span, Translation
from mtcheck.reporters.excerpts import Excerpt, located

_TRANSLATED = "back-translation"
"""The kind of evidence that quotes the back-translation."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A labelled piece of evidence.

    `is_source` says that it is in the source language, and `is_sentence` that it is the back-translation of the whole
    sentence with nothing marked in it.
    """

    label: str
    excerpt: Excerpt
    is_source: bool = False
    is_sentence: bool = False


def exhibits(report: Report, finding: Finding) -> Iterator[Exhibit]:
    """Yield the evidence of a finding, the back-translation of its sentence first.

    Evidence that quotes the back-translation is marked in it instead of being repeated.
    """
    quoted = [evidence for evidence in finding.evidence if evidence.kind == _TRANSLATED]
    sentence = back_translation(report, finding.span)
    places = [place for evidence in quoted if (place := located(sentence, evidence.text))]
    if sentence:
        place = places[0] if places else Excerpt(sentence, "", "")
        label = _label(_TRANSLATED) + _doubts(report, finding.span)
        yield Exhibit(label, place, is_source=True, is_sentence=not places)
    for evidence in finding.evidence:
        if evidence in quoted and located(sentence, evidence.text):
            continue
        text = " ".join(evidence.text.split())
        yield Exhibit(_label(evidence.kind), Excerpt(text, "", ""), is_source=evidence in quoted)


def back_translation(report: Report, span: Span) -> str:
    """Give the back-translations of the sentences that a stretch touches, joined; "" where there are none."""
    return " ".join(translation.back_translation for translation in _translations(report, span))


def round_trip(report: Report, span: Span) -> str:
    """Give the round trips of the sentences that a stretch touches, joined; "" where there are none."""
    return " ".join(translation.round_trip for translation in _translations(report, span))


def _doubts(report: Report, span: Span) -> str:
    """Say why no rule took the back-translations of a stretch for evidence; "" where they may serve."""
    doubts = dict.fromkeys(translation.doubt for translation in _translations(report, span) if translation.doubt)
    return f" (unusable: {', '.join(doubts)})" if doubts else ""


def _translations(report: Report, span: Span) -> Iterator[Translation]:
    first = bisect_right(report.segments, span.start, key=lambda segment: segment.segment.end)
    for segment in islice(report.segments, first, None):
        if segment.segment.start >= span.end:
            break
        if segment.translation:
            yield segment.translation


def _label(kind: str) -> str:
    return kind[:1].upper() + kind[1:]
