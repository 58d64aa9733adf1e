"""What mtcheck found held against the gold spans: recall, precision, and both by rule and by category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from gold import SERIOUS, GoldSpan, GoldText, found, is_right, matches
from intervals import Ratio, bootstrap

from mtcheck.records import Finding, Span

Keep = Callable[[GoldSpan], bool]
"""Says which gold spans a recall is about."""

RECALLS: dict[str, Keep] = {
    "all gold spans": lambda _: True,
    "major and critical": lambda gold: gold.serious,
    "critical": lambda gold: gold.severity == "critical",
    "visible in the article": lambda gold: gold.needs_source is False,
    "major and critical, visible in the article": lambda gold: gold.serious and gold.needs_source is False,
    "unknown whether visible": lambda gold: gold.needs_source is None,
    "major and critical, unknown whether visible": lambda gold: gold.serious and gold.needs_source is None,
    "only with the source": lambda gold: gold.needs_source is True,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold text and the findings on it; those that are preview or suppressed are kept apart."""

    gold_text: GoldText
    words: int
    findings: tuple[Finding, ...]

    @property
    def counted(self) -> tuple[Finding, ...]:
        """The findings that enter recall and precision."""
        return tuple(f for f in self.findings if f.counts)

    @property
    def previews(self) -> tuple[Finding, ...]:
        """The preview findings."""
        return tuple(f for f in self.findings if f.preview)

    @property
    def missed(self) -> list[GoldSpan]:
        """The gold spans that no counted finding matches."""
        hit = found(self.gold_text.gold, _spans(self.counted))
        return [g for g in self.gold_text.gold if g not in hit]

    @property
    def false_alarms(self) -> list[Finding]:
        """The counted findings that match no gold span."""
        return [f for f in self.counted if not is_right(f.span, self.gold_text.gold)]


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """How many findings of a rule there were, and how many of them match a gold span."""

    code: str
    name: str
    preview: bool
    right: Ratio


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of a set of judged texts; a slice of one text gives the figures of that text."""

    texts: tuple[Judged, ...]

    @property
    def words(self) -> int:
        """The words of all texts."""
        return sum(t.words for t in self.texts)

    @property
    def precision(self) -> Ratio:
        """The counted findings that match a gold span, out of all counted findings."""
        return _precision((t, t.counted) for t in self.texts)

    def alarms(self, *, serious: bool = False) -> int:
        """Count the counted findings that match no gold span; only the major and critical ones where asked."""
        return sum(len(_alarms(t, serious=serious)) for t in self.texts)

    def alarms_per_1000_words(self, *, serious: bool = False) -> float:
        """Give their number per 1,000 words."""
        return 1000 * self.alarms(serious=serious) / max(self.words, 1)

    def alarm_interval(self, *, serious: bool = False) -> tuple[float, float]:
        """Give the 95 % interval of their number per 1,000 words, by the bootstrap over texts."""
        return bootstrap([(1000 * len(_alarms(t, serious=serious)), t.words) for t in self.texts])

    def alarms_by_rule(self) -> list[tuple[str, int]]:
        """Give the number of alarms of each rule that raised any, the worst first."""
        counts = Counter(f"{f.code} {f.rule}" for t in self.texts for f in t.false_alarms)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    def recall(self, keep: Keep, *, previews: bool = False) -> Ratio:
        """Give the gold spans found, out of those that `keep` keeps; by counted findings, or by previews too."""
        texts = []
        for text in self.texts:
            gold = [g for g in text.gold_text.gold if keep(g)]
            findings = (*text.counted, *text.previews) if previews else text.counted
            texts.append((len(found(gold, _spans(findings))), len(gold)))
        return Ratio.of(texts)

    def flagged(self) -> Ratio:
        """Give the phrases flagged that are listed as right, out of all of them."""
        return Ratio.of([(len(_flagged(t)), len(t.gold_text.right)) for t in self.texts])

    def by_category(self) -> list[tuple[str, Ratio]]:
        """Give the recall of each gold category, the most frequent first."""
        names = {g.category for t in self.texts for g in t.gold_text.gold}
        figures = [(name, self.recall(_in_category(name))) for name in names]
        return sorted(figures, key=lambda item: (-item[1].whole, item[0]))

    def by_rule(self) -> list[RuleFigures]:
        """Give the figures of each rule that found something, its preview findings apart, in the order of the codes."""
        keys = {(f.preview, f.code, f.rule) for t in self.texts for f in t.findings if f.counts or f.preview}
        return [
            RuleFigures(code, name, preview, self._precision_of(code, preview=preview))
            for preview, code, name in sorted(keys)
        ]

    def _precision_of(self, code: str, *, preview: bool) -> Ratio:
        return _precision(
            (t, [f for f in (t.previews if preview else t.counted) if f.code == code]) for t in self.texts
        )


def _precision(pairs: Iterable[tuple[Judged, Iterable[Finding]]]) -> Ratio:
    verdicts = [[is_right(f.span, text.gold_text.gold) for f in findings] for text, findings in pairs]
    return Ratio.of([(sum(text), len(text)) for text in verdicts])


def _alarms(text: Judged, *, serious: bool) -> list[Finding]:
    return [f for f in text.false_alarms if not serious or f.severity.value in SERIOUS]


def _flagged(text: Judged) -> list[Span]:
    return [right for right in text.gold_text.right if any(matches(f.span, right) for f in text.counted)]


def _in_category(name: str) -> Keep:
    return lambda gold: gold.category == name


def _spans(findings: Iterable[Finding]) -> list[Span]:
    return [f.span for f in findings]


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Give an evaluation as plain data: totals, rules, categories, and each text with its misses and false alarms."""
    return {
        **_figures(evaluation),
        "rules": [
            {"code": r.code, "name": r.name, "preview": r.preview, **_ratio(r.right)} for r in evaluation.by_rule()
        ],
        "categories": {name: _ratio(ratio) for name, ratio in evaluation.by_category()},
        "texts": [
            {
                "name": text.gold_text.name,
                **_figures(Evaluation((text,))),
                "missed": [_missed(g) for g in text.missed],
                "false_alarms": [_alarm(f) for f in text.false_alarms],
            }
            for text in evaluation.texts
        ],
    }


def _figures(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "words": evaluation.words,
        "recall": {name: _ratio(evaluation.recall(keep)) for name, keep in RECALLS.items()},
        "recall_with_preview": _ratio(evaluation.recall(RECALLS["all gold spans"], previews=True)),
        "precision": _ratio(evaluation.precision),
        "right_phrases_flagged": _ratio(evaluation.flagged()),
        "serious_alarms_per_1000_words": round(evaluation.alarms_per_1000_words(serious=True), 3),
        "alarms_per_1000_words": round(evaluation.alarms_per_1000_words(), 3),
    }


def _ratio(ratio: Ratio) -> dict[str, Any]:
    value = None if ratio.value is None else round(ratio.value, 4)
    return {"part": ratio.part, "whole": ratio.whole, "value": value, "interval": [round(x, 4) for x in ratio.interval]}


def _missed(gold: GoldSpan) -> dict[str, Any]:
    return {
        "start": gold.span.start,
        "end": gold.span.end,
        "quote": gold.quote,
        "category": gold.category,
        "severity": gold.severity,
        "needs_source": gold.needs_source,
    }


def _alarm(finding: Finding) -> dict[str, Any]:
    return {
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "code": finding.code,
        "rule": finding.rule,
        "message": finding.message,
    }
