"""The figures by which evidence is measured."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))
from rankings import area, difference, interval, kendall, precision_at, ranks, spearman


def test_equal_values_share_a_rank() -> None:
    assert ranks([10, 20, 20, 5]).tolist() == [2, 3.5, 3.5, 1]


def test_correlation_is_that_of_the_order() -> None:
    x = np.array([1.0, 2.0, 3.0, 4.0])
    assert spearman(x, x**5) == pytest.approx(1)
    assert spearman(x, -x) == pytest.approx(-1)
    assert math.isnan(spearman(x, np.ones(4)))
    assert kendall(x, x**5) == pytest.approx(1)
    assert kendall(x, -x) == pytest.approx(-1)
    assert kendall(x, np.array([1.0, 2.0, 4.0, 3.0])) == pytest.approx(4 / 6)


def test_the_area_is_the_chance_of_the_right_order() -> None:
    wrong = np.array([0.0, 0.0, 1.0, 1.0])
    assert area(wrong, np.array([1.0, 2.0, 3.0, 4.0])) == 1
    assert area(wrong, np.array([1.0, 1.0, 1.0, 1.0])) == 0.5
    assert area(wrong, np.array([1.0, 4.0, 2.0, 3.0])) == 0.5
    assert math.isnan(area(np.zeros(4), wrong))
    assert precision_at(2)(wrong, np.array([1.0, 4.0, 2.0, 3.0])) == 0.5


def test_the_difference_is_that_of_two_figures_over_the_same_draws() -> None:
    random = np.random.default_rng(1)
    y = random.normal(size=60)
    good, bad = y + random.normal(size=60) / 4, random.normal(size=60)
    texts = [str(i) for i in range(60)]
    value, low, high = difference(spearman, good.tolist(), bad.tolist(), y.tolist(), texts)
    assert value == pytest.approx(spearman(good, y) - spearman(bad, y))
    assert 0 < low < value < high
    assert difference(spearman, good.tolist(), good.tolist(), y.tolist(), texts) == (0, 0, 0)


def test_a_figure_that_is_never_defined_has_no_interval() -> None:
    assert all(map(math.isnan, interval(spearman, [1, 1, 1], [1, 2, 3], ["a", "b", "c"])))


def test_the_interval_holds_the_figure() -> None:
    random = np.random.default_rng(1)
    x = random.normal(size=90)
    y = x + random.normal(size=90)
    texts = [str(i // 10) for i in range(90)]
    value, low, high = interval(spearman, x.tolist(), y.tolist(), texts)
    assert low < value < high
    assert (value, low, high) == interval(spearman, x.tolist(), y.tolist(), texts)
