"""The records that pass between the layers: what was read, what was found, and what is reported.

Everything here is a frozen, slotted dataclass built from the standard library alone. Offsets are code points
(Python string indices) into the original text of the file, never bytes; lines and columns count from 1.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice, takewhile
from typing import Literal

from mtcheck.taxonomy import Category, Severity

SegmentKind = Literal["headline", "dateline", "sentence"]
"""What a segment is: the headline, the place (and agency) that opens a report, or a sentence of the text."""


class MtcheckError(Exception):
    """A problem that the user can act on; its message is one clear line."""


class UnusableInputError(MtcheckError):
    """The input cannot be checked: missing, empty, binary, too large, or not in the article's language."""


class MissingComponentError(MtcheckError):
    """A model or component that the work needs is missing or broken."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch [start, end) of code points in the original text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, not [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Say whether the two stretches share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether the other stretch lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a segment lies in a file that is not plain text: a part of it, and a path in words ("unit 7")."""

    part: str
    path: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch [start, end) of an article's text and the stretch of the file that it was read from.

    The two are equally long where the text stands in the file as it is; a character that the file writes otherwise
    (`&amp;`) is a run of its own.
    """

    start: int
    end: int
    file_start: int
    file_end: int

    @property
    def verbatim(self) -> bool:
        """Say whether the file holds the text as it is."""
        return self.end - self.start == self.file_end - self.file_start


@dataclass(frozen=True)
class Origin:
    """The text of the file that an article was read from, and the runs that map the article onto it, in order.

    What lies between two runs (a blank line that parts two paragraphs) stands nowhere in the file.
    """

    text: str
    runs: tuple[Run, ...]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(run.start for run in self.runs)

    def runs_of(self, span: Span) -> tuple[Run, ...]:
        """Give the runs that a stretch of the article touches."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        touched = takewhile(lambda run: run.start < span.end, islice(self.runs, first, None))
        return tuple(run for run in touched if run.end > span.start)

    def span(self, span: Span) -> Span | None:
        """Give the stretch of the file from the first to the last character of a stretch; None where it has none."""
        touched = self.runs_of(span)
        if not touched:
            return None
        first, last = touched[0], touched[-1]
        start = first.file_start + (max(span.start - first.start, 0) if first.verbatim else 0)
        end = last.file_end - (max(last.end - span.end, 0) if last.verbatim else 0)
        if start < end:
            return Span(start, end)
        # The file holds the two in another order: a tooltip follows its sentence, in the middle of which it is written.
        return Span(min(run.file_start for run in touched), max(run.file_end for run in touched))


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of a Markdown or HTML file, without its marks, and the line (from 1) on which it begins."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence, headline or dateline: the unit that is translated and scored."""

    start: int
    end: int
    text: str
    kind: SegmentKind = "sentence"
    paragraph: int = 0
    locator: Locator | None = None

    @property
    def span(self) -> Span:
        """The segment's place in the original text."""
        return Span(self.start, self.end)

    @property
    def line(self) -> str:
        """The segment as one line: white space (hard wraps) folded into single spaces."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article: a stretch of the original text and the segments it was split into."""

    start: int
    end: int
    segments: tuple[Segment, ...]

    @property
    def span(self) -> Span:
        """The paragraph's place in the original text."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Document:
    """An article as read: the original text, and its paragraphs and segments with offsets into it.

    `name` is what the user called the file ("-" for standard input), and `part` names the article in a file of several;
    `language` is the ISO 639-1 code of the text; `notes` are one-line remarks on how it was read (for instance the
    encoding). Of a file that is not plain text, `text` is what a reader of the page sees, and `origin` maps it onto the
    file's own text, where the file has one; `comments` are those of the file. `unchecked` are the stretches in which
    nothing counts as a fault: code, and words that the file itself says are of another language.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    name: str = "-"
    language: str = "en"
    notes: tuple[str, ...] = ()
    part: str = ""
    origin: Origin | None = None
    comments: tuple[Comment, ...] = ()
    unchecked: tuple[Span, ...] = ()

    @property
    def title(self) -> str:
        """The article as the user knows it: the file, and the article's name in a file of several."""
        return f"{self.name}#{self.part}" if self.part else self.name

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """All segments in the order of the text."""
        return tuple(segment for paragraph in self.paragraphs for segment in paragraph.segments)

    @cached_property
    def words(self) -> int:
        """The number of words: runs of non-space characters that hold a letter or a digit."""
        return count_words(self.text)

    @property
    def _line_starts(self) -> tuple[int, ...]:
        return _line_starts(self.origin.text if self.origin else self.text)

    def file_span(self, span: Span) -> Span | None:
        """Give the stretch of the file's text that a stretch of the article stands for; None where it has none."""
        return self.origin.span(span) if self.origin else span

    def line_column(self, offset: int) -> tuple[int, int]:
        """Give the line and the column (both from 1, in code points) at which a character stands in the file.

        `offset` is that of the character in the article's text. Of a file without lines (a word processor's), the
        lines are those of the article's text.
        """
        place = self.file_span(Span(offset, offset + 1))
        return self.file_line_column(place.start if place else 0)

    def end_line_column(self, offset: int) -> tuple[int, int]:
        """Give the line and the column behind the last character of a stretch that ends at an offset."""
        place = self.file_span(Span(max(offset - 1, 0), offset))
        return self.file_line_column(place.end if place else 0)

    def file_line_column(self, offset: int) -> tuple[int, int]:
        """Give the line and the column (both from 1, in code points) of an offset into the file's text."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def _segment_ends(self) -> tuple[int, ...]:
        return tuple(segment.end for segment in self.segments)

    def segment_index(self, span: Span) -> int | None:
        """Give the index of the first segment that the span touches, or None when it lies between segments."""
        index = bisect_right(self._segment_ends, span.start)
        return index if index < len(self.segments) and self.segments[index].span.overlaps(span) else None

    def lines(self) -> Iterator[tuple[Span, str]]:
        """Yield each line of the original text with its place, without the line break."""
        start = 0
        for line in self.text.splitlines(keepends=True):
            body = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
            yield Span(start, start + len(body)), body
            start += len(line)


@lru_cache(maxsize=16)  # the articles of one file share its text
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(i + 1 for i, char in enumerate(text) if char == "\n"))


def count_words(text: str) -> int:
    """Count words as MQM scorecards do: white-space tokens that hold at least one letter or digit."""
    return sum(1 for token in text.split() if any(map(str.isalnum, token)))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: its kind ("back-translation", "lexicon", "sentence", ...) and its text."""

    kind: str
    text: str


DELETE = "[delete]"
"""What a suggestion is when the phrase is to go."""

Applicability = Literal["safe", "unsafe", "display"]
"""What a suggestion may be used for: to replace the phrase unread, to replace it once an editor has agreed, or only to
be read (a meaning, a choice of words)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule yields: a stretch of the original text, why it is suspect, and what to write instead.

    `confidence` lies between 0 and 1. `severity`, `preview` and `applicability` are given only where a hit differs from
    its rule (a lexicon entry may be worse than most; weak evidence may only be worth a preview).
    """

    start: int
    end: int
    message: str
    suggestion: str | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    severity: Severity | None = None
    preview: bool = False
    applicability: Applicability | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a hit needs a stretch of at least one character, not [{self.start}, {self.end})")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence lies between 0 and 1, not {self.confidence}")

    @property
    def span(self) -> Span:
        """The hit's place in the original text."""
        return Span(self.start, self.end)


SuppressionKind = Literal["option", "configuration", "accepted", "sidecar", "comment", "baseline"]
"""Where it was said that a finding does not count: --suppress, `suppress` or `accept` in the configuration, the file
beside the article, a comment in the article, or the baseline."""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """An editor's word that a finding does not count: which (by fingerprint, or by rule and quotation), why, and where.

    `code` selects rules as --select does, by code, its beginning, or name; "" means every rule. `quote` is the phrase,
    in any white space; with "accepted" also in any case. `place` is where the word stands ("article.mtcheck.toml:3").
    """

    kind: SuppressionKind
    reason: str
    place: str
    fingerprint: str = ""
    code: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count, and where that was said."""

    kind: SuppressionKind
    reason: str
    place: str


@dataclass(frozen=True, slots=True)
class Stale:
    """A dismissal that fits no finding any more: where it stands, and what it names."""

    place: str
    target: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with everything that its rule and its place add to it."""

    code: str
    rule: str
    category: Category
    severity: Severity
    confidence: float
    start: int
    end: int
    line: int
    column: int
    text: str
    message: str
    suggestion: str | None
    evidence: tuple[Evidence, ...]
    preview: bool
    fingerprint: str
    segment: int | None
    applicability: Applicability = "display"
    suppression: Suppression | None = None

    @property
    def suppressed(self) -> bool:
        """Say whether somebody said that the finding does not count."""
        return self.suppression is not None

    @property
    def span(self) -> Span:
        """The finding's place in the original text."""
        return Span(self.start, self.end)

    @property
    def counts(self) -> bool:
        """Say whether the finding enters the score and the gate: neither preview nor suppressed."""
        return not (self.preview or self.suppressed)


@dataclass(frozen=True, slots=True)
class Score:
    """A figure of an automatic metric, what was compared with what, and the metric's signature."""

    metric: str
    comparison: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True)
class Translation:
    """What the translator made of one segment: the back-translation and the round trip.

    `doubt` says why it is no evidence of what stood in the source: "passed through" (not translated), "copied",
    "repetitive", "length" or "empty"; None where it is.
    """

    back_translation: str
    round_trip: str
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class SegmentReport:
    """One segment with its translations, its automatic scores and its own score.

    `source` holds the sentences of the source that it renders, alone or together with its neighbours. `estimate` is
    the mean of the score and of the chrF2++ that the models' evidence lets expect (see scores/expectation.py).
    """

    segment: Segment
    score: float
    penalty: float
    translation: Translation | None = None
    scores: tuple[Score, ...] = ()
    source: tuple[str, ...] = ()
    estimate: float | None = None


@dataclass(frozen=True, slots=True)
class SourceReport:
    """The source that lay beside the article, and its sentences that nothing in the article renders."""

    name: str
    sentences: int
    unaligned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PenaltyShare:
    """One line of the breakdown: how many findings of a category or rule, and their penalty per 1,000 words."""

    name: str
    findings: int
    penalty: float


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Why the score is what it is: the penalty by category and by rule, largest first."""

    categories: tuple[PenaltyShare, ...] = ()
    rules: tuple[PenaltyShare, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule or score that could not be computed, and why: silence never looks like a pass."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A rule that ran, as a report shows it: `page` is its page in plain text, which begins with the summary."""

    code: str
    name: str
    category: Category
    severity: Severity
    summary: str
    page: str
    preview: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """An article on which there is no report, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ThresholdResult:
    """One threshold, the figure it was held against, and whether it was met."""

    name: str
    limit: float
    value: float
    met: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's word on a report: passed, failed, or not judged when no threshold was set."""

    status: Literal["passed", "failed", "not judged"] = "not judged"
    thresholds: tuple[ThresholdResult, ...] = ()


@dataclass(frozen=True)
class Report:
    """Everything mtcheck has to say on one article."""

    version: str
    signature: str
    source_language: str
    document: Document
    score: float
    penalty: float
    breakdown: Breakdown
    segments: tuple[SegmentReport, ...]
    findings: tuple[Finding, ...]
    scores: tuple[Score, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    source: SourceReport | None = None
    estimate: float | None = None
    verdict: Verdict = field(default_factory=Verdict)
    rules: tuple[RuleCard, ...] = ()
    stale: tuple[Stale, ...] = ()

    @property
    def reliable(self) -> bool:
        """Say whether the text is long enough (50 words) for its score to mean something."""
        return self.document.words >= 50

    def counted(self) -> tuple[Finding, ...]:
        """Give the findings that enter the score and the gate."""
        return tuple(finding for finding in self.findings if finding.counts)
