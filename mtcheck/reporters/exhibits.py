"""What a finding is shown with: its sentence's source and back-translation, the phrase marked in them, and evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from mtcheck.records import Evidence, Finding, Report, SegmentReport, Span, Translation
from mtcheck.reporters.excerpts import Excerpt, located

_SOURCE, _TRANSLATED = "source", "back-translation"
"""The kinds of evidence that quote the source and the back-translation."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A labelled piece of evidence.

    `is_source` says that it is in the source language, and `is_sentence` that it is the whole of what the sentence
    renders, or its whole back-translation, with nothing marked in it.
    """

    label: str
    excerpt: Excerpt
    is_source: bool = False
    is_sentence: bool = False


def exhibits(report: Report, finding: Finding) -> Iterator[Exhibit]:
    """Yield the evidence of a finding: what its sentence renders, its back-translation, and the rule's own.

    Evidence that quotes one of the two is marked in it instead of being repeated. What a rule quotes from elsewhere in
    the source stands in the place of the sentence.
    """
    told: list[Evidence] = []
    for kind, sentence in (
        (_SOURCE, source(report, finding.span)),
        (_TRANSLATED, back_translation(report, finding.span)),
    ):
        quoted = [evidence for evidence in finding.evidence if evidence.kind == kind]
        places = [(evidence, place) for evidence in quoted if (place := located(sentence, evidence.text))]
        told += [evidence for evidence, _ in places]
        parts = [place for _, place in places if place.before or place.after]
        if sentence and (places or not quoted or kind == _TRANSLATED):
            shown = parts[0] if parts else Excerpt(sentence, "", "")
            label = _label(kind) + (_doubts(report, finding.span) if kind == _TRANSLATED else "")
            yield Exhibit(label, shown, is_source=True, is_sentence=not parts)
    for evidence in finding.evidence:
        if evidence not in told:
            text = " ".join(evidence.text.split())
            yield Exhibit(
                _label(evidence.kind), Excerpt(text, "", ""), is_source=evidence.kind in (_SOURCE, _TRANSLATED)
            )


def source(report: Report, span: Span) -> str:
    """Give the sentences of the source that those render which a stretch touches, joined; "" where there are none."""
    found = dict.fromkeys(line for segment in _segments(report, span) for line in segment.source)
    return " ".join(found)


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
    return (segment.translation for segment in _segments(report, span) if segment.translation)


def _segments(report: Report, span: Span) -> Iterator[SegmentReport]:
    first = bisect_right(report.segments, span.start, key=lambda segment: segment.segment.end)
    return takewhile(lambda segment: segment.segment.start < span.end, islice(report.segments, first, None))


def _label(kind: str) -> str:
    return kind[:1].upper() + kind[1:]
