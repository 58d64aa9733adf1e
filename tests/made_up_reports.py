"""Reports made by hand, of made-up articles: what the reporters' tests render.

(A module and not a conftest.py: two modules of that name confuse mypy and `from conftest import`.)
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from mtcheck.records import (
    Applicability,
    Breakdown,
    Document,
    Evidence,
    Failure,
    Finding,
    Locator,
    Origin,
    Paragraph,
    PenaltyShare,
    Report,
    RuleCard,
    Run,
    Score,
    Segment,
    SegmentKind,
    SegmentReport,
    Skipped,
    SourceReport,
    Span,
    Stale,
    Suppression,
    SuppressionKind,
    ThresholdResult,
    Translation,
    Verdict,
)
from mtcheck.taxonomy import Category, Severity

NEWS = (
    "Volunteers Queue At The Embassy\r\n\r\n"
    "TOKYO - Hundreds of citizens of the State of Sakura asked to join the legion. To note, they also protested the "
    "Russian invasion of Tokyo last week, and the police closed the street.\r\n\r\n"
    "The ambassador 🏯 said that 𝕏𝕐 was “at once” closed; السفارة مغلقة الآن said the sign. "
    "Bagikan ke teman\r\n\r\n"
    "He refuses the offer."
)
"""An article with Windows line breaks, astral and right-to-left characters, and typical faults."""

HOSTILE = (
    "Headline <script>alert(1)</script>\n\n"
    '"><img src=x onerror=alert(2)> is {{7*7}} and {% raw %} [bold]not[/bold].\n\n'
    "Turned \u202eevil\u202c and \u2067more\u2069, \x1b[31mred\x1b[0m \x00nul &amp; &lt;b&gt; </style></script> end.\n"
)
"""An article that tries to act: markup, templates, console markup, escape sequences, turned text."""

_RULES: dict[str, tuple[str, Category, Severity]] = {
    "MT104": ("literal-epithet", Category.OVERLY_LITERAL, Severity.MAJOR),
    "MT110": ("untranslated-residue", Category.UNTRANSLATED, Severity.MAJOR),
    "MT307": ("tense", Category.GRAMMAR, Severity.MINOR),
    "MT601": ("stock-phrase", Category.UNIDIOMATIC, Severity.MINOR),
    "MT901": ("contradicted-event", Category.CONTRADICTION, Severity.CRITICAL),
    "MT902": ("inconsistent-name", Category.INCONSISTENT, Severity.NEUTRAL),
}


def document(text: str, name: str = "news.txt") -> Document:
    """Make a document: a paragraph per line that holds anything, a sentence per full stop, a headline without one."""
    paragraphs = []
    for number, match in enumerate(re.finditer(r"[^\r\n]*\S[^\r\n]*", text)):
        kind: SegmentKind = "headline" if number == 0 and not match[0].rstrip().endswith(".") else "sentence"
        segments = _segments(text, match.start(), match.end(), number, kind)
        paragraphs.append(Paragraph(match.start(), match.end(), segments))
    return Document(text, tuple(paragraphs), name=name)


def _segments(text: str, start: int, end: int, number: int, kind: SegmentKind) -> tuple[Segment, ...]:
    segments = []
    dateline = re.compile(r"([A-Z]+) - ").match(text, start, end)
    if dateline:
        segments.append(Segment(start, dateline.end(1), dateline[1], "dateline", number))
        start = dateline.end()
    for match in re.compile(r"\S(?:.*?[.!?](?=\s|$)|.*)", re.DOTALL).finditer(text, start, end):
        stripped = match[0].rstrip()
        segments.append(Segment(match.start(), match.start() + len(stripped), stripped, kind, number))
    return tuple(segments)


def finding(
    article: Document,
    phrase: str | Span,
    code: str = "MT104",
    *,
    message: str = "The phrase renders an Indonesian epithet word by word.",
    suggestion: str | None = None,
    evidence: Sequence[Evidence] = (),
    confidence: float = 1.0,
    severity: Severity | None = None,
    preview: bool = False,
    suppressed: SuppressionKind | bool = False,
    applicability: Applicability = "display",
) -> Finding:
    """Make a finding on a phrase of the article (its first occurrence)."""
    span = phrase if isinstance(phrase, Span) else _first(article.text, phrase)
    name, category, usual = _RULES[code]
    line, column = article.line_column(span.start)
    text = article.text[span.start : span.end]
    kind: SuppressionKind = "sidecar" if isinstance(suppressed, bool) else suppressed
    return Finding(
        code=code,
        rule=name,
        category=category,
        severity=severity or usual,
        confidence=confidence,
        start=span.start,
        end=span.end,
        line=line,
        column=column,
        text=text,
        message=message,
        suggestion=suggestion,
        evidence=tuple(evidence),
        preview=preview,
        suppression=Suppression(kind, "the desk wants it so", "news.mtcheck.toml:3") if suppressed else None,
        applicability=applicability,
        fingerprint=hashlib.sha256(f"{code}{span}".encode()).hexdigest()[:16],
        segment=article.segment_index(span),
    )


def _first(text: str, phrase: str) -> Span:
    start = text.index(phrase)
    return Span(start, start + len(phrase))


def report(
    article: Document,
    findings: Sequence[Finding] = (),
    *,
    translated: bool = True,
    thresholds: Sequence[ThresholdResult] = (),
    skipped: Sequence[Skipped] = (),
    notes: Sequence[str] = (),
    scores: Sequence[Score] = (),
) -> Report:
    """Make a report with plain figures; a sentence's back-translation is its text between guillemets."""
    ordered = tuple(sorted(findings, key=lambda f: (f.start, f.end, f.code)))
    counted = [f for f in ordered if f.counts]
    points = float(sum(f.severity.penalty for f in counted))
    verdict = Verdict("passed" if all(t.met for t in thresholds) else "failed", tuple(thresholds))
    return Report(
        version="0.0",
        signature="mtcheck:0.0|translator:made-up",
        source_language="id",
        document=article,
        score=max(0.0, 100 - points),
        penalty=points,
        breakdown=Breakdown(
            _shares([(f.category.value, f) for f in counted]), _shares([(f"{f.code} {f.rule}", f) for f in counted])
        ),
        segments=tuple(_segment_report(s, i, ordered, translated) for i, s in enumerate(article.segments)),
        findings=ordered,
        scores=tuple(scores),
        skipped=tuple(skipped),
        notes=tuple(notes),
        verdict=verdict if thresholds else Verdict(),
    )


def _shares(named: Sequence[tuple[str, Finding]]) -> tuple[PenaltyShare, ...]:
    numbers = Counter(name for name, _ in named)
    return tuple(
        PenaltyShare(name, number, sum(f.severity.penalty for n, f in named if n == name))
        for name, number in numbers.most_common()
    )


def _segment_report(segment: Segment, index: int, findings: Sequence[Finding], translated: bool) -> SegmentReport:
    points = float(sum(f.severity.penalty for f in findings if f.counts and f.segment == index))
    made = Translation(f"«{segment.line}»", f"‹{segment.line}›")
    return SegmentReport(segment, 100 - points, points, made if translated and segment.kind != "dateline" else None)


def news() -> Report:
    """Make the report that has everything: overlaps, a preview, a suppressed finding, scores, a missed threshold."""
    article = document(NEWS)
    epithet = (
        Evidence("back-translation", "state of sakura"),
        Evidence("lexicon", "Negeri Sakura = Japan"),
    )
    findings = [
        finding(article, "State of Sakura", suggestion="Japan", evidence=epithet),
        finding(article, "To note,", "MT601", suggestion="[delete]", message="English news does not begin so."),
        finding(article, "Russian invasion of Tokyo", "MT901", message="Elsewhere it is Ukraine."),
        finding(article, "of Tokyo last week", "MT902", message="Crosses the finding before.", confidence=0.55),
        finding(article, "the Russian invasion of Tokyo last", "MT307", message="Holds another.", preview=True),
        finding(article, "closed; السفارة مغلقة", "MT110", message="Two scripts."),
        finding(article, "Bagikan ke teman", "MT110", suggestion="[delete]", suppressed=True),
        finding(article, "refuses", "MT307", suggestion="refused", preview=True, confidence=0.4),
    ]
    comparisons = ("round trip against article", "article against reference")
    return report(
        article,
        findings,
        thresholds=[
            ThresholdResult("score", 60, 64.0, met=True),
            ThresholdResult("critical findings", 0, 1, met=False),
        ],
        skipped=[Skipped("MT107 missing-content", "no source text"), Skipped("MT108 polarity", "no source text")],
        notes=["read as windows-1252, not UTF-8"],
        scores=[Score(m, c, 41.25, f"version:2|{m}") for c in comparisons for m in ("chrF2++", "BLEU", "TER")],
    )


def sourced() -> Report:
    """Make the report with a source: the text in braces, but none for the last sentence, and one for two."""
    made = news()
    shared = ("{The ambassador and the sign.}",)
    sources = [("{" + part.segment.line + "}",) if part.segment.kind != "dateline" else () for part in made.segments]
    sources[-1] = ()
    sources[2:4] = shared, shared
    found = [*made.findings, finding(made.document, "the offer", evidence=[Evidence("source", "elsewhere <b>")])]
    return replace(
        made,
        segments=tuple(replace(part, source=lines) for part, lines in zip(made.segments, sources, strict=True)),
        findings=tuple(found),
        source=SourceReport("news.id.txt", 7, ("{Lost <i>one</i>.}", "{Lost two.}")),
    )


def hostile() -> Report:
    """Make the report on an article that tries to act, with hostile findings too."""
    article = document(HOSTILE, name="<b>&evil\u202e.txt\x1b[2J")
    evil = '"><script>alert(3)</script>{{7*7}}\u202e\x1b[1m'
    findings = [
        finding(article, "<script>alert(1)</script>", message=evil, suggestion=evil),
        finding(article, '"><img src=x onerror=alert(2)>', "MT901", evidence=[Evidence(evil, evil)]),
        finding(article, "evil\u202c and", "MT110", message=evil),
    ]
    return report(article, findings, notes=[evil], skipped=[Skipped(evil, evil)])


def clean() -> Report:
    """Make the report on an article in which nothing was found: short, no translation, nothing judged."""
    return report(document("A quiet day.", name="-"), translated=False)


MARKUP = (
    "# Volunteers queue\n\nThe *State* of Sakura &amp; its <b>embassy</b>.\n\nBagikan ke teman 🏯 To note, it rained.\n"
)
"""A file with markup; a reader of the page sees the pieces that `marked_up` names."""


def marked_up() -> Report:
    """Make the report on a Markdown file: places in the file, replacements that may be made and others."""
    pieces = ["Volunteers queue", "The ", "State", " of Sakura ", "&amp;", " its ", "embassy", "."]
    pieces.append("Bagikan ke teman 🏯 To note, it rained.")
    runs, text, at = [], "", 0
    for piece in pieces:
        at = MARKUP.index(piece, at)
        text += "\n\n" if piece[0] in "TB" and text else ""
        seen = "&" if piece == "&amp;" else piece
        runs.append(Run(len(text), len(text) + len(seen), at, at + len(piece)))
        text, at = text + seen, at + len(piece)
    article = replace(document(text, "copy/ten %/page.md"), origin=Origin(MARKUP, tuple(runs)))
    findings = [
        finding(article, "State of Sakura", suggestion="Japan", applicability="unsafe"),
        finding(article, "embassy", "MT902", suggestion="Embassy", applicability="safe"),
        finding(article, "Bagikan ke teman", "MT110", suggestion="[delete]", applicability="safe"),
        finding(article, "To note,", "MT601", suggestion="Note that", applicability="safe", suppressed="comment"),
    ]
    return replace(report(article, findings), stale=(Stale("copy/page.mtcheck.toml:7", "MT104 “Land of Waffles”"),))


def packed() -> Report:
    """Make the report on an article of a file without lines, whose sentences are located in words."""
    article = document("Minister speaks\n\nThe State of Sakura agreed.", name="desk/copy.docx")
    paragraphs = tuple(
        replace(p, segments=tuple(replace(s, locator=Locator("body", f"paragraph {i + 1}")) for s in p.segments))
        for i, p in enumerate(article.paragraphs)
    )
    article = replace(article, paragraphs=paragraphs)
    found = finding(article, "State of Sakura", suggestion="Japan", applicability="safe")
    return report(article, [found], thresholds=[ThresholdResult("score", 50, 95.0, met=True)])


def rules() -> tuple[RuleCard, ...]:
    """Make the cards of the rules that the made-up findings are of, and of one that finds nothing."""
    known = {**_RULES, "MT301": ("repeated-word", Category.GRAMMAR, Severity.MINOR)}
    return tuple(
        RuleCard(code, name, category, severity, f"A made-up rule on {name}", _PAGE.format(name), code == "MT307")
        for code, (name, category, severity) in known.items()
    )


_PAGE = """A made-up rule on {0}.

What it finds:
    Phrases such as <b>this</b> one, and `<i>` in
    a list:

    - one
    - two
Why it matters:
    Readers stumble.
Example:
    "State of Sakura" is Japan.
Limits:
    It is made up.
"""


def newsroom() -> tuple[tuple[Report, ...], tuple[Failure, ...]]:
    """Make what one run over a folder reports: every kind of file, and one that cannot be read."""
    made = (news(), marked_up(), packed(), clean())
    part = replace(report(document("He refuses. The State of Sakura.", "wire.db")), verdict=Verdict())
    several = replace(part.document, part="a 17")
    of_several = replace(part, document=several, findings=(finding(several, "State of Sakura"),))
    reports = tuple(replace(each, rules=rules()) for each in (*made, of_several))
    return reports, (Failure("scan, 2:3.txt", "scan, 2:3.txt: not a text file (binary data)"),)


_CHARACTERS = st.characters(codec="utf-8", exclude_characters="\x00")
_WORDS = st.one_of(
    st.text(_CHARACTERS, max_size=12), st.sampled_from(["<b>", "&amp;", "🏯🏽‍♂️", "漢字かな", "\r\n", ". ", "a" * 130])
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Draw a report on any text with findings on any stretches of it."""
    text = "".join(draw(st.lists(_WORDS, min_size=1, max_size=30))) + draw(st.sampled_from(["Text.", "x", "\nEnd"]))
    article = document(text)
    findings = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        findings.append(
            finding(
                article,
                Span(start, end),
                draw(st.sampled_from(sorted(_RULES))),
                message=draw(_WORDS),
                suggestion=draw(st.none() | _WORDS),
                confidence=draw(st.floats(0, 1)),
                preview=draw(st.booleans()),
                suppressed=draw(st.sampled_from([False, False, "comment", "baseline"])),
                applicability=draw(st.sampled_from(["safe", "unsafe", "display"])),
            )
        )
    return report(article, findings, translated=draw(st.booleans()))
