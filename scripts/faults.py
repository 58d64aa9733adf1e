"""A challenge set: sound translations, the faults put into them one at a time, and when a finding finds a fault.

A set is a folder with ``cases.json`` and one folder per article (``source.id.txt``, ``reference.en.txt``); see
references/README.md for the format. Everything here is pure but the reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gold import SOURCE, BadInputError, read_text

from mtcheck.records import Finding, Segment, Span
from mtcheck.taxonomy import Category

REFERENCE, CASES = "reference.en.txt", "cases.json"
DROPPED = "dropped-sentence"
FAULTS = (
    "dropped-negation",
    "number-off-by-thousand",
    "swapped-roles",
    DROPPED,
    "doubled-sentence",
    "replaced-name",
)
"""The kinds of fault, in the order of the tables."""
FIRST_HELD_OUT = 16
"""From this number on, articles are held out while rules are made."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An article of the set: its source, and the translation that is right."""

    name: str
    source: str
    reference: str

    @property
    def held_out(self) -> bool:
        """Say whether the article is held out while rules are made: its number tells."""
        number = re.match(r"\d+", self.name)
        return number is not None and int(number[0]) >= FIRST_HELD_OUT


@dataclass(frozen=True, slots=True)
class Case:
    """One fault to put into a reference: what stands there, and what shall.

    `mark` is the stretch of the replacement that a finding must touch; for a dropped sentence, where the replacement
    is empty, it is the gap.
    """

    article: str
    fault: str
    quote: str
    replacement: str
    mark: str
    occurrence: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the reference and the length of the text that took its place."""

    span: Span
    length: int

    @property
    def made(self) -> Span:
        """The place of the new text in the faulty article."""
        return Span(self.span.start, self.span.start + self.length)

    def carried(self, span: Span) -> Span:
        """Give the place in the faulty article of a stretch of the reference; what was replaced is the new text."""
        old, made, shift = self.span, self.made, self.length - len(self.span)
        start = span.start if span.start < old.start else made.start if span.start < old.end else span.start + shift
        end = span.end if span.end <= old.start else made.end if span.end <= old.end else span.end + shift
        return Span(start, end)


@dataclass(frozen=True, slots=True)
class Faulty:
    """A reference with one fault in it: the text, where it was changed, and the stretch a finding must touch."""

    case: Case
    text: str
    edit: Edit
    mark: Span


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a fault: the new findings that find it, those that are elsewhere, and the previews that would."""

    case: Case
    found_by: tuple[Finding, ...]
    astray: tuple[Finding, ...] = ()
    previews: tuple[Finding, ...] = ()


def read_set(folder: Path) -> tuple[dict[str, Pair], tuple[Case, ...]]:
    """Read the articles, by name, and the cases of a set; raises BadInputError when something cannot be used."""
    path = folder / CASES
    try:
        entries = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise BadInputError(f"{path}: not JSON: {error}") from error
    if not isinstance(entries, list):
        raise BadInputError(f"{path}: not a list of cases")
    homes = sorted(reference.parent for reference in folder.glob(f"*/{REFERENCE}"))
    pairs = {home.name: Pair(home.name, read_text(home / SOURCE), read_text(home / REFERENCE)) for home in homes}
    cases = []
    for number, entry in enumerate(entries, 1):
        try:
            case = _case(entry)
            faulty(case, pairs[case.article].reference)
        except KeyError as error:
            raise BadInputError(f"{path}: case {number}: no {error}") from error
        except (TypeError, ValueError) as error:
            raise BadInputError(f"{path}: case {number}: {error}") from error
        cases.append(case)
    return pairs, tuple(cases)


def _case(entry: dict[str, Any]) -> Case:
    if entry["fault"] not in FAULTS:
        raise ValueError(f"{entry['fault']!r} is not a fault ({', '.join(FAULTS)})")
    mark = entry.get("mark", entry["replacement"])
    return Case(
        entry["article"], entry["fault"], entry["quote"], entry["replacement"], mark, int(entry.get("occurrence", 0))
    )


def faulty(case: Case, reference: str) -> Faulty:
    """Put a fault into a reference; raises ValueError when the quote or the mark is not there or nothing changes."""
    places = [m.start() for m in re.finditer(re.escape(case.quote), reference)] if case.quote else []
    if case.occurrence not in range(len(places)):
        raise ValueError(f"{case.quote!r} does not occur {case.occurrence + 1} times in {case.article}")
    if case.quote == case.replacement or case.mark not in case.replacement:
        raise ValueError(f"{case.replacement!r} changes nothing, or lacks its mark {case.mark!r}")
    start = places[case.occurrence]
    span = Span(start, start + len(case.quote))
    if not case.replacement:
        span = _with_its_space(span, reference)
    text = reference[: span.start] + case.replacement + reference[span.end :]
    mark = span.start + case.replacement.index(case.mark)
    return Faulty(case, text, Edit(span, len(case.replacement)), Span(mark, mark + len(case.mark)))


def _with_its_space(span: Span, text: str) -> Span:
    """Give a sentence with the space that goes when it is dropped: behind it, before it, or all about a paragraph."""
    before = len(text[: span.start]) - len(text[: span.start].rstrip())
    behind = len(text[span.end :]) - len(text[span.end :].lstrip())
    begins, ends = "\n" in text[span.start - before : span.start], "\n" in text[span.end : span.end + behind]
    if ends and not begins:
        return Span(span.start - before, span.end)
    return Span(span.start, span.end + behind)


def judge(
    made: Faulty, findings: Sequence[Finding], sound: Sequence[Finding], segments: Sequence[Segment]
) -> Judgement:
    """Judge the findings on a faulty article, given those on the sound one and the faulty article's sentences.

    A finding counts when it was not there in the sound article, touches the mark, and does not leave the mark's
    sentences: marking a whole paragraph finds nothing. What was dropped is found beside the gap, by what tells
    omissions.
    """
    known = [(f.code, made.edit.carried(f.span)) for f in sound if f.counts]
    new = [f for f in findings if not any(f.code == code and f.span.overlaps(span) for code, span in known)]
    places = _places(made, segments)
    right = [f for f in new if _finds(f, made, places)]
    return Judgement(
        made.case,
        tuple(f for f in right if f.counts),
        tuple(f for f in new if f.counts and f not in right),
        tuple(f for f in right if f.preview),
    )


def _places(made: Faulty, segments: Sequence[Segment]) -> list[Span]:
    """Give the sentences that the mark touches, or those before and behind the gap."""
    if len(made.mark):
        return [s.span for s in segments if s.span.overlaps(made.mark)]
    before = [s.span for s in segments if s.end <= made.mark.start]
    behind = [s.span for s in segments if s.start >= made.mark.start]
    return before[-1:] + behind[:1]


def _finds(finding: Finding, made: Faulty, places: Sequence[Span]) -> bool:
    if not places or not Span(places[0].start, places[-1].end).contains(finding.span):
        return False
    return finding.span.overlaps(made.mark) if len(made.mark) else tells_omission(finding)


def tells_omission(finding: Finding) -> bool:
    """Say whether a finding tells of something that is missing: by its category, or a rule like missing-number."""
    return finding.category is Category.OMISSION or (
        finding.code.startswith("MT1") and finding.rule.startswith("missing-")
    )


def by_fault(judgements: Sequence[Judgement]) -> Iterator[tuple[str, list[Judgement]]]:
    """Yield each fault that there are cases of, with its judgements."""
    for fault in FAULTS:
        if chosen := [j for j in judgements if j.case.fault == fault]:
            yield fault, chosen
