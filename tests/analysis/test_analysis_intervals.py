"""Intervals against numbers worked out elsewhere."""

from __future__ import annotations

import math

import numpy as np
import pytest

from collegium.analysis import answers, difference, mean, proportion, quantile, ratio, wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(31, 998, 0.0220, 0.0437), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 29, 0.0061, 0.1718), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_against_published_values(k: int, n: int, low: float, high: float) -> None:
    found = wilson(k, n)
    assert float(found[0]) == pytest.approx(low, abs=6e-5)
    assert float(found[1]) == pytest.approx(high, abs=6e-5)


def test_wilson_contains_the_proportion_everywhere() -> None:
    n = 40
    k = np.arange(n + 1)
    low, high = wilson(k, n)
    assert (low <= k / n).all()
    assert (k / n <= high).all()
    assert low[0] == 0
    assert high[-1] == 1


def test_nothing_tried_is_nothing_known() -> None:
    assert math.isnan(proportion(0, 0).value)
    assert math.isnan(float(wilson(0, 0)[0]))


def test_standard_error_of_a_proportion() -> None:
    assert proportion(20, 100).error == pytest.approx(0.04)


def test_mean_leaves_out_missing_values() -> None:
    found = mean([1.0, 2.0, 3.0, math.nan])
    assert (found.value, found.n) == (2.0, 3)
    assert found.error == pytest.approx(1 / math.sqrt(3))


def test_ratio_is_of_sums_with_histories_as_units() -> None:
    found = ratio([1, 0, 2], [2, 0, 2])
    assert found.value == 0.75
    assert found.n == 2
    # residuals 1 - 1.5, 0, 2 - 1.5; spread .5 times 3/2; total 4
    assert found.error == pytest.approx(math.sqrt(0.5 * 1.5) / 4)


def test_ratio_without_denominator() -> None:
    assert math.isnan(ratio([0, 0], [0, 0]).value)


def test_clustered_error_exceeds_the_naive_one() -> None:
    """Ten motions a history that all go one way tell as much as one: the error must know it."""
    passed = np.repeat([0, 10], 50)
    assert ratio(passed, np.full(100, 10)).error > 3 * proportion(500, 1000).error


def test_median_and_its_interval() -> None:
    found = quantile(np.arange(1, 101), 0.5)
    assert found.value == 50.5
    assert found.low < 42 < 59 < found.high + 2
    assert found.low == pytest.approx(1 + 99 * (0.5 - 0.098), abs=0.05)


def test_difference_adds_variances() -> None:
    gap = difference(proportion(50, 100), proportion(20, 100))
    assert gap.value == pytest.approx(0.3)
    assert gap.error == pytest.approx(math.hypot(0.05, 0.04))


def test_a_part_is_no_more_than_the_whole() -> None:
    """One of two won: the interval of the ratio alone would end above one."""
    won, all_told = [1, 0, 0], [1, 1, 0]
    assert answers.ratio(won, all_told).estimate.high > 1.0
    assert answers.part(won, all_told).estimate.high == 1.0
    assert answers.part(won, all_told).estimate.value == 0.5
