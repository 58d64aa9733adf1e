"""Significance tests: texts brought to the same segments, sacrebleu's own figures, and no difference where none is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, cast

import pytest
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER
from sacrebleu.significance import PairedTest

from mtcheck.scores.significance import MetricTest, Text, VersionComparison, aligned, compare

TOWNS = ("Velin", "Mirov", "Dorna", "Castel", "Harbin", "Oslo", "Turin", "Lisbon")
GOODS = ("apples", "copper wire", "school books", "warm coats", "fishing boats")
REFERENCE = [
    f"The mayor of {town} said on Monday that {number} crates of {goods} had reached the old harbor."
    for number, (town, goods) in enumerate(((t, g) for t in TOWNS for g in GOODS), 11)
]
WORSE = [line.replace("had reached", "have arrived to").replace("The mayor", "Mayor") for line in REFERENCE]
BAD = [line.replace("old harbor", "port that is old").replace("said on", "saying in the day") for line in WORSE]


def _compared(
    *systems: list[str], references: tuple[list[str], ...] = (REFERENCE,), **chosen: int
) -> VersionComparison:
    named = [Text(f"{number}.txt", lines) for number, lines in enumerate(systems)]
    return compare(named, [Text("r.txt", lines) for lines in references], "article against reference", **chosen)


def _metric(comparison: VersionComparison, name: str) -> MetricTest:
    return next(metric for metric in comparison.metrics if metric.metric == name)


def test_versions_that_are_alike_do_not_differ() -> None:
    comparison = _compared(WORSE, WORSE)
    assert [metric.metric for metric in comparison.metrics] == ["chrF2++", "BLEU", "TER"]
    for metric in comparison.metrics:
        baseline, same = metric.figures
        assert (baseline.p, baseline.significant) == (None, False)
        assert (same.p, same.gain, same.significant) == (1.0, 0.0, False)
        assert same.value == baseline.value
        assert same.mean == pytest.approx(baseline.mean)


def test_a_clearly_better_version_and_a_clearly_worse_one_are_found() -> None:
    comparison = _compared(WORSE, BAD, REFERENCE)
    assert comparison.warnings == ()
    for metric in comparison.metrics:
        _, worse, better = metric.figures
        assert worse.significant
        assert better.significant
        assert worse.gain < 0 < better.gain, "whichever way the metric counts"
        assert metric.lower_is_better is (better.value < worse.value)


def test_a_difference_in_one_line_is_not_significant() -> None:
    slightly = [BAD[0], *WORSE[1:]]
    for metric in _compared(WORSE, slightly).metrics:
        assert not metric.figures[1].significant
        assert metric.figures[1].gain < 0


def test_the_figures_are_those_of_sacrebleu_on_the_same_segments() -> None:
    joined = [" ".join(BAD[:2]), *BAD[2:]]
    comparison = _compared(WORSE, joined, samples=300)
    texts = aligned([WORSE, joined], [REFERENCE])
    own = {"chrF": CHRF(word_order=2), "BLEU": BLEU(), "TER": TER()}
    named: list[tuple[str, Sequence[str]]] = [(str(i), lines) for i, lines in enumerate(texts.systems)]
    test = PairedTest(named, own, [list(texts.references[0])], test_type="bs", n_samples=300)
    signatures, results = cast("tuple[dict[str, object], dict[str, list[Any]]]", test())
    for metric in comparison.metrics:
        for figure, result in zip(metric.figures, results[metric.metric], strict=True):
            ours = (figure.value, figure.mean, figure.interval)
            assert ours == pytest.approx((result.score, result.mean, result.ci), abs=6e-4)
        assert metric.figures[1].p == pytest.approx(results[metric.metric][1].p_value, abs=1e-4)
        assert metric.signature == str(signatures[metric.metric])
        assert "|bs:300|seed:12345|" in metric.signature


def test_the_seed_is_used_and_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SACREBLEU_SEED", "77")
    first, again, other = (_compared(WORSE, BAD, samples=100, seed=seed) for seed in (5, 5, 6))
    assert first == again
    assert _metric(first, "BLEU").figures[0].mean != _metric(other, "BLEU").figures[0].mean
    assert os.environ["SACREBLEU_SEED"] == "77"


def test_split_and_joined_sentences_are_brought_to_the_same_segments() -> None:
    reference = ["The embassy moved to a town near the border.", "Nobody was hurt.", "Its staff arrived on Monday."]
    joined = ["The embassy moved to a town near the border, nobody was hurt.", "Its staff arrived on Monday."]
    split = [
        "The embassy moved to a town.",
        "It is near the border.",
        "Nobody was hurt.",
        "Its staff arrived on Monday.",
    ]
    texts = aligned([joined, split], [reference])
    assert texts.references == ((" ".join(reference[:2]), reference[2]),)
    assert texts.systems == (tuple(joined), (" ".join(split[:3]), split[3]))


def test_what_a_version_leaves_out_and_adds_counts() -> None:
    shorter = [*WORSE[:5], *WORSE[8:]]
    longer = [*WORSE, "Please always see the Indonesian text as the main one, whatever is written here."]
    texts = aligned([shorter, longer], [REFERENCE])
    assert texts.systems[0][5:8] == ("", "", "")
    assert texts.systems[1][-1].endswith(longer[-1])
    _, short, long = _metric(_compared(WORSE, shorter, longer), "TER").figures
    assert short.gain < 0
    assert long.gain < 0


def test_a_line_that_one_of_two_references_lacks_is_judged_by_the_other() -> None:
    both = _compared(REFERENCE, WORSE, references=(REFERENCE, [*REFERENCE[:3], *REFERENCE[6:]]))
    assert [metric.figures[0].value for metric in both.metrics] == [100, 100, 0]
    assert all("nrefs:var" in metric.signature for metric in both.metrics)


def test_a_second_reference_counts() -> None:
    one, two = _compared(BAD, WORSE), _compared(BAD, WORSE, references=(REFERENCE, WORSE))
    assert _metric(two, "BLEU").figures[1].value == 100 > _metric(one, "BLEU").figures[1].value
    assert "nrefs:2" in _metric(two, "BLEU").signature


def test_few_segments_and_another_text_are_warned_of() -> None:
    other = ["Scientists found a frog.", "It sings at night.", "They named it after a singer.", "It is tiny."]
    comparison = _compared(WORSE[:10], other, references=(REFERENCE[:10],), samples=100)
    assert len(comparison.warnings) == 2
    assert "10 segments are too few" in comparison.warnings[0]
    assert "1.txt has nothing for" in comparison.warnings[1]
