"""Measure what the evidence of models is worth against gold error spans.

FOLDERS are gold folders (article.en.txt and spans.json; source.id.txt, where it lies there, is used), or hold some.
Three tables in Markdown: how round-trip and forced-decoding figures of a segment go with its MQM penalty per word, how
surprise and disagreement rank the words of gold spans among others, and whether they tell right findings of the other
rules from wrong ones. Only faults that a reader of the English can see, or of which that is not known, are counted.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import click
from gold import BadInputError, GoldSpan, GoldText, is_right, read_articles
from rankings import Figure, area, interval, precision_at, spearman
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

import mtcheck
from mtcheck import translation
from mtcheck.analysis import Context
from mtcheck.analysis.returns import Returns
from mtcheck.analysis.surprise import content_words
from mtcheck.config import Config
from mtcheck.readers import from_text
from mtcheck.records import Finding, MtcheckError, Segment, Span, Translation, count_words
from mtcheck.scores import semantic
from mtcheck.taxonomy import Severity
from mtcheck.translation import Scoring

Row = tuple[str, float, Mapping[str, float]]
"""The article, what is to be foretold, and the figures that may foretell it."""


@dataclass(frozen=True)
class Article:
    """A gold text with its translations, and what renders each of its segments in the source, where that is known."""

    gold_text: GoldText
    context: Context
    sources: Mapping[int, str]

    @classmethod
    def of(cls, text: GoldText, translator: Scoring, config: Config) -> Article:
        """Translate an article and line it up with its source."""
        document = from_text(text.text, name=text.name)
        trips = translation.round_trips(document, translator, config.source_language)
        source = from_text(text.source, language=config.source_language) if text.source else None
        scorer = translation.line_scorer(translator, config)
        context = Context(document, translations=trips, source=source, scorer=scorer)
        alone = [pair for pair in context.pairs.members if len(pair.article) == 1 and pair.source]
        lines = {pair.article[0].start: pair.source_line for pair in alone}
        return cls(text, context, lines)

    @property
    def visible(self) -> list[GoldSpan]:
        """The faults that do not need the source to be seen, as far as is known."""
        return [gold for gold in self.gold_text.gold if not gold.needs_source]

    @property
    def segments(self) -> list[tuple[Segment, Translation]]:
        """The segments whose back-translation may serve as evidence."""
        return [(s, t) for s in self.context.document.segments if (t := self.context.translation(s)) is not None]

    def probability(self, lines: Mapping[int, str]) -> dict[int, float]:
        """Give the mean log-probability of the segments that have a line in the source language."""
        chosen = [s for s, _ in self.segments if s.start in lines]
        scorer = self.context.scorer
        scored = scorer([lines[s.start] for s in chosen], [s.line for s in chosen]) if scorer else ()
        found = dict(zip([s.start for s in chosen], scored, strict=bool(scorer)))
        return {start: fmean(score.log_probability for score in scores) for start, scores in found.items() if scores}


def segment_rows(article: Article, model: semantic.Similarity | None) -> Iterator[Row]:
    """Yield the MQM penalty per word of each segment, and the figures of its round trip and its forced decoding."""
    segments, chrf, bleu = article.segments, CHRF(), BLEU(effective_order=True)
    lines, trips = [s.line for s, _ in segments], [t.round_trip for _, t in segments]
    meaning = model.of(lines, [[trip] for trip in trips]) if model else [0.0] * len(lines)
    given = article.probability({s.start: t.back_translation for s, t in segments})
    told = article.probability(article.sources)
    for (segment, _), line, trip, alike in zip(segments, lines, trips, meaning, strict=True):
        inside = [g for g in article.visible if segment.start <= g.span.start < segment.end]
        density = sum(Severity(g.severity).penalty for g in inside) / max(1, count_words(line))
        figures = {"words of the segment": float(count_words(line))}
        figures["round-trip BLEU"] = bleu.sentence_score(trip, [line]).score
        figures["round-trip chrF2"] = chrf.sentence_score(trip, [line]).score
        if model:
            figures["round-trip semantic similarity"] = alike
        if segment.start in given:
            figures["log-probability given the back-translation"] = given[segment.start]
        if segment.start in told:
            figures["log-probability given the source"] = told[segment.start]
        yield article.gold_text.name, density, figures


def word_rows(article: Article) -> Iterator[Row]:
    """Yield whether each content word lies in a gold span (1 or 0), and how far it surprises and disagrees."""
    told = {(w.segment.start, w.token.i): w.z for w in content_words(article.context, article.sources)}
    returns = {s.start: Returns.of(article.context.parse(s), t.round_trip) for s, t in article.segments}
    for word in content_words(article.context):
        start = word.segment.start + word.token.idx
        lost = float(returns[word.segment.start].is_lost(word.token))
        place = Span(start, start + len(word.token))
        wrong = float(any(place.overlaps(gold.span) for gold in article.visible))
        figures = {
            "surprise (nats)": word.nats,
            "surprise (z)": word.z,
            "not in the round trip": lost,
            "surprise (z), not in the round trip": word.z if lost else -9.0,
        }
        if (word.segment.start, word.token.i) in told:
            figures["surprise given the source (z)"] = told[word.segment.start, word.token.i]
            figures["the same less that given the back-translation"] = figures["surprise given the source (z)"] - word.z
        yield article.gold_text.name, wrong, figures


def finding_rows(article: Article, found: Iterable[Finding]) -> Iterator[Row]:
    """Yield whether each finding is right (1 or 0), and the surprise and disagreement of the words in it."""
    words = content_words(article.context)
    trips = {s.start: Returns.of(article.context.parse(s), t.round_trip) for s, t in article.segments}
    for finding in found:
        inside = [w for w in words if finding.start <= w.segment.start + w.token.idx < finding.end]
        if inside:
            lost = fmean(trips[w.segment.start].is_lost(w.token) for w in inside)
            figures = {"greatest surprise (z)": max(w.z for w in inside), "share not in the round trip": lost}
            yield article.gold_text.name, float(is_right(finding.span, article.gold_text.gold)), figures


def table(title: str, rows: Sequence[Row], figures: Mapping[str, Figure]) -> Iterator[str]:
    """Yield a table with a line for each figure that may foretell, and how well it does, over the rows that have it."""
    yield from ("", f"### {title}", "", f"| | n | {' | '.join(figures)} |", "|---|---|" + "---|" * len(figures))
    columns: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for text, wanted, values in rows:
        for name, value in values.items():
            columns[name].append((text, wanted, value))
    for name, column in columns.items():
        texts, wanted_all, found = zip(*column, strict=True)
        cells = [_cell(*interval(figure, wanted_all, found, texts)) for figure in figures.values()]
        yield f"| {name} | {len(column)} | {' | '.join(cells)} |"


def _cell(value: float, low: float, high: float) -> str:
    return f"{value:.2f} ({low:.2f} to {high:.2f})"


@click.command(help=__doc__)
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--semantic", "model", metavar="DIR|default", help="A sentence-transformers model to measure too.")
def main(folders: Sequence[Path], model: str | None) -> None:
    """Print the three tables."""
    config = Config(semantic=model)
    try:
        texts = read_articles(folders)
        translator = translation.from_config(config)
        similarity = semantic.load(model, config.device) if model else None
        articles = [Article.of(text, translator, config) for text in texts]
        segments = [row for article in articles for row in segment_rows(article, similarity)]
        words = [row for article in articles for row in word_rows(article)]
        others = Config(ignore=("unstable-passage",))
        reports = [mtcheck.check(a.gold_text.text, config=others, translator=translator) for a in articles]
    except (BadInputError, MtcheckError) as error:
        print(f"measure_evidence: {error}", file=sys.stderr)
        sys.exit(2)
    findings = [row for a, r in zip(articles, reports, strict=True) for row in finding_rows(a, r.findings)]
    print(f"{len(texts)} articles, {translator.signature}")
    print(*table("MQM penalty per word of a segment", segments, {"Spearman": spearman}), sep="\n")
    print(f"\nSegments with a fault: {sum(density > 0 for _, density, _ in segments)} of {len(segments)}.")
    ranking = {"area under the curve": area, "precision at 20": precision_at(20), "at 50": precision_at(50)}
    print(*table("Words of gold spans among content words", words, ranking), sep="\n")
    print(f"\nWords in gold spans: {fmean(wrong for _, wrong, _ in words):.3f} of all.")
    print(*table("Right findings of the other rules among all", findings, {"area under the curve": area}), sep="\n")
    print(f"\nRight: {fmean(right for _, right, _ in findings):.3f} of the findings with a content word.")


if __name__ == "__main__":
    main()
