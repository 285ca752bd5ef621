"""Approximate Bayesian computation against posteriors that are known exactly."""

from __future__ import annotations

import math

import numpy as np
import pytest

from collegium.fitting.calibration import calibrate
from collegium.fitting.regression import LEAST, Regression

NOISE = 0.5
MIDDLE = 5.0
"""Far enough from zero that no count is negative."""


def conjugate(histories: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """A normal parameter, and counts whose roots are the parameter with normal noise: the posterior is normal, and known."""
    dice = np.random.default_rng(seed)
    scores = dice.standard_normal((histories, 1))
    return scores, np.square(MIDDLE + scores + NOISE * dice.standard_normal((histories, 1)))


@pytest.mark.parametrize("root", [-1.0, 0.0, 1.5])
def test_the_posterior_of_a_normal_mean_is_the_one_in_every_textbook(root: float) -> None:
    found = Regression(*conjugate(20_000)).posterior(np.array([(MIDDLE + root) ** 2]))
    precision = 1.0 + 1.0 / NOISE**2
    assert found.mean[0] == pytest.approx(root / NOISE**2 / precision, abs=0.03)
    assert found.sd[0] == pytest.approx(math.sqrt(1.0 / precision), abs=0.02)


def test_more_counts_of_the_same_parameter_make_it_more_certain() -> None:
    dice = np.random.default_rng(3)
    scores = dice.standard_normal((20_000, 1))
    counts = np.square(MIDDLE + scores + NOISE * dice.standard_normal((20_000, 9)))
    found = Regression(scores, counts).posterior(np.full(9, MIDDLE**2))
    assert found.sd[0] == pytest.approx(math.sqrt(1.0 / (1.0 + 9.0 / NOISE**2)), abs=0.02)


def test_a_parameter_on_which_no_count_depends_keeps_its_prior() -> None:
    scores, counts = conjugate(5000)
    idle = np.random.default_rng(2).standard_normal((5000, 1))
    found = Regression(np.hstack([scores, idle]), counts).posterior(np.array([(MIDDLE + 1.0) ** 2]))
    assert found.mean[1] == pytest.approx(0.0, abs=0.1) and found.sd[1] == pytest.approx(1.0, abs=0.07)


def test_a_count_that_never_varies_says_nothing() -> None:
    scores, counts = conjugate(2000)
    idle = np.hstack([counts, np.zeros((2000, 1))])
    alone, beside = Regression(scores, counts), Regression(scores, idle)
    assert beside.posterior(np.array([30.0, 7.0])).mean == pytest.approx(alone.posterior(np.array([30.0])).mean)


def test_a_count_out_of_reach_is_taken_as_the_nearest_within() -> None:
    known = Regression(*conjugate(5000))
    edge = float(np.square(known.high[0]))
    assert known.posterior(np.array([1e6])).mean == pytest.approx(known.posterior(np.array([edge])).mean)
    assert known.posterior(np.array([1e6])).mean[0] < 3.0


def test_the_draws_are_those_of_the_weighted_sample() -> None:
    found = Regression(*conjugate(5000)).posterior(np.array([30.0]))
    draws = found.draws(1000)
    assert draws.shape == (1000, 1) and set(draws[:, 0]) <= set(found.scores[:, 0])
    assert draws.mean() == pytest.approx(found.mean[0], abs=0.02) and draws.std() == pytest.approx(found.sd[0], abs=0.02)
    assert LEAST < found.effective <= len(found.scores)


# calibration


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    scores, counts = conjugate(6000)
    found = calibrate(scores, counts, range(0, 6000, 15))
    assert found.coverage(0.9)[0] == pytest.approx(0.9, abs=0.05) and found.coverage(0.5)[0] == pytest.approx(0.5, abs=0.08)
    ranks = found.ranks(8)[0]
    assert ranks.sum() == 400 and np.sum(np.square(ranks - 50) / 50) < 24.3, "the 99.9% point of chi-squared with 7 degrees of freedom"
    assert found.contraction[0] == pytest.approx(1.0 - math.sqrt(1.0 / (1.0 + 1.0 / NOISE**2)), abs=0.03)


def test_counts_are_of_single_histories_because_means_of_several_make_the_fit_too_sure() -> None:
    """What the module says of averages: the record is one history, so its chance must be in the histories too."""
    dice = np.random.default_rng(5)
    scores, counts = conjugate(6000)
    averaged = np.square(MIDDLE + scores + NOISE / 3.0 * dice.standard_normal((6000, 1)))
    known = Regression(scores, averaged)
    held = [abs(known.posterior(counts[k]).place(scores[k])[0] - 0.5) <= 0.45 for k in range(0, 6000, 15)]
    assert np.mean(held) < 0.6


def test_many_counts_and_few_histories_do_not_make_the_fit_too_sure() -> None:
    """A regression on eighty counts explains much of three hundred histories by chance, which no record shares."""
    dice, (scores, counts) = np.random.default_rng(6), conjugate(400)
    found = calibrate(scores, np.hstack([counts, dice.poisson(9.0, (400, 80))]), range(0, 400, 2))
    assert found.coverage(0.9)[0] > 0.83
