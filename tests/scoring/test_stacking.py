"""Stacking: the best mixture of forecasts, and weights judged on cases left out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.scoring.stacking import Case, left_out, stacked


def case(seed: int, theories: int, n: int = 400) -> Case:
    """Truth falls by the first theory's chances; the others guess."""
    rng = np.random.default_rng(seed)
    chances = rng.uniform(0.02, 0.98, (theories, n))
    return Case(chances, (rng.random(n) < chances[0]).astype(float), rng.integers(0, 3, n))


def test_the_true_theory_gets_nearly_all_weight() -> None:
    assert stacked([case(1, 3), case(2, 3)])[0] > 0.95


def test_two_alike_share_what_one_would_have() -> None:
    one = case(3, 2)
    twice = Case(one.chances[[0, 0, 1]], one.truth, one.blocks)
    weights = stacked([twice])
    assert weights[0] == pytest.approx(weights[1]) and weights[:2].sum() == pytest.approx(stacked([one])[0], abs=1e-4)


def test_even_weights_where_two_halves_are_known_by_one_each() -> None:
    """Each theory is sure of one half of the statements and knows nothing of the other: by symmetry the weights are even."""
    sure, blind = np.full(50, 0.9), np.full(50, 0.5)
    chances = np.array([np.concatenate([sure, blind]), np.concatenate([blind, sure])])
    assert stacked([Case(chances, np.ones(100), np.zeros(100, int))]) == pytest.approx([0.5, 0.5])


@given(seed=st.integers(0, 10_000), theories=st.integers(2, 4))
def test_no_other_mixture_does_better(seed: int, theories: int) -> None:
    """A law of the least: small steps away from the weights, and towards each theory alone, never lower the loss."""
    cases = [case(seed, theories, 60), case(seed + 1, theories, 30)]
    weights = stacked(cases)
    assert weights.sum() == pytest.approx(1.0) and (weights >= 0.0).all()
    least = sum(one.loss(weights) for one in cases)
    for k in range(theories):
        for step in (0.01, 0.2, 1.0):
            other = (1.0 - step) * weights + step * np.eye(theories)[k]
            assert sum(one.loss(other) for one in cases) >= least - 1e-6


def test_every_case_and_block_counts_alike() -> None:
    assert case(4, 2).shares.sum() == pytest.approx(1.0)
    small, large = case(5, 2, 20), case(6, 2, 2000)
    assert stacked([small, small, large]) == pytest.approx(stacked([small, large, small]), abs=1e-6)


def test_weights_of_a_case_left_out_do_not_know_it() -> None:
    cases = {"a": case(7, 2), "b": case(8, 2), "c": Case(case(9, 2).chances, 1.0 - case(9, 2).truth, case(9, 2).blocks)}
    assert left_out(cases)["c"] == pytest.approx(stacked([cases["a"], cases["b"]]))
