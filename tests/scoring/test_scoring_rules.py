"""Scoring rules: exact limits, laws, and errors of known size."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.scoring.rules import auc, brier, by_block, jackknife, reliability, surprise

CHANCES = st.lists(st.floats(0.001, 0.999), min_size=2, max_size=30)


def test_an_even_chance_surprises_by_the_logarithm_of_two() -> None:
    p, y = np.array([0.5, 0.5]), np.array([0.0, 1.0])
    assert surprise(p, y) == pytest.approx([math.log(2)] * 2)
    assert brier(p, y) == pytest.approx([0.25, 0.25])


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_nobody_gains_by_saying_another_chance_than_one_believes(belief: float, said: float) -> None:
    """Both rules are proper: the expected loss is least where what is said is what is believed."""
    for rule in (surprise, brier):

        def expected(p: float, rule=rule) -> float:  # type: ignore[no-untyped-def]
            loss = rule(np.array([p, p]), np.array([1.0, 0.0]))
            return float(belief * loss[0] + (1 - belief) * loss[1])

        assert expected(belief) <= expected(said) + 1e-12


def test_auc_counts_pairs_in_the_right_order_and_ties_by_half() -> None:
    y = np.array([1.0, 1.0, 0.0, 0.0])
    assert auc(np.array([0.9, 0.8, 0.2, 0.1]), y) == 1.0
    assert auc(np.array([0.1, 0.2, 0.8, 0.9]), y) == 0.0
    assert auc(np.array([0.5, 0.5, 0.5, 0.1]), y) == 0.75
    assert math.isnan(auc(np.array([0.5]), np.array([1.0])))


def test_blocks_count_alike_however_many_statements_they_hold() -> None:
    values, blocks = np.array([1.0, 1.0, 1.0, 3.0]), np.array([0, 0, 0, 1])
    assert by_block(values, blocks, np.ones(4)) == 2.0
    assert by_block(values, blocks, np.array([1.0, 1.0, 1.0, 0.0])) == 1.0


def test_the_jackknife_of_one_block_is_the_error_of_a_mean_of_clusters() -> None:
    """With clusters of one size it is the usual standard error of the mean of their means."""
    dice = np.random.default_rng(1)
    values = dice.normal(size=(20, 5))
    clusters = np.repeat(np.arange(20), 5)
    mean, error = jackknife(values.ravel(), np.zeros(100, int), clusters)
    assert mean == pytest.approx(values.mean())
    assert error == pytest.approx(values.mean(axis=1).std(ddof=1) / math.sqrt(20))


def test_whatever_happens_together_is_no_more_certain_for_being_counted_twice() -> None:
    values, clusters = np.array([1.0, 2.0, 4.0, 7.0]), np.arange(4)
    once = jackknife(values, np.zeros(4, int), clusters)
    twice = jackknife(np.tile(values, 2), np.zeros(8, int), np.tile(clusters, 2))
    assert twice == pytest.approx(once)


def test_one_period_has_no_error() -> None:
    assert math.isnan(jackknife(np.array([1.0, 2.0]), np.zeros(2, int), np.zeros(2, int))[1])


@given(CHANCES)
def test_every_statement_is_in_one_bin(chances: list[float]) -> None:
    p = np.array(chances)
    y = (np.arange(len(p)) % 2).astype(float)
    bins = reliability(p, y)
    assert sum(n for *_, n in bins) == len(p)
    assert sum(hits for *_, hits, _ in bins) == y.sum()
    assert sum(n * chance for chance, _, _, n in bins) == pytest.approx(p.sum())


def test_chances_that_hold_lie_on_the_diagonal() -> None:
    dice = np.random.default_rng(1)
    p = dice.uniform(size=200_000)
    y = (dice.uniform(size=len(p)) < p).astype(float)
    for chance, share, _, n in reliability(p, y):
        assert abs(share - chance) < 5 * math.sqrt(chance * (1 - chance) / n)
