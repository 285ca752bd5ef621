"""Influence on positions: fixed points, iteration, consensus, self-confidence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.models import influence

TRIAD = (1 - np.eye(3)) / 2


@given(st.integers(2, 9), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_iteration_reaches_the_fixed_point(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(n), size=n)
    susceptibility, initial = rng.uniform(0, 0.9, n), rng.normal(size=n)
    end = influence.friedkin_johnsen(weights, susceptibility, initial)
    assert influence.positions_after(weights, susceptibility, initial, 400) == pytest.approx(end, abs=1e-12)
    assert influence.pulled(susceptibility, weights @ end, initial) == pytest.approx(end, abs=1e-12)
    assert influence.total_influence(weights, susceptibility).sum(axis=1) == pytest.approx(np.ones(n))
    assert initial.min() - 1e-12 <= end.min() <= end.max() <= initial.max() + 1e-12


def test_open_members_reach_degroots_consensus() -> None:
    weights = np.array([[0, 0.5, 0.5], [1, 0, 0], [0, 1, 0]])
    pi = influence.social_power(weights)
    assert pi == pytest.approx([2 / 5, 2 / 5, 1 / 5])
    end = influence.positions_after(weights, np.ones(3), [1.0, 2.0, 4.0], 500)
    assert end == pytest.approx([pi @ [1.0, 2.0, 4.0]] * 3)


@pytest.mark.parametrize(
    ("susceptibility", "v"),
    [
        ([0.5, 0.5, 0.5], [[3 / 5, 1 / 5, 1 / 5], [1 / 5, 3 / 5, 1 / 5], [1 / 5, 1 / 5, 3 / 5]]),
        ([0, 0.5, 0.5], [[1, 0, 0], [1 / 3, 8 / 15, 2 / 15], [1 / 3, 2 / 15, 8 / 15]]),
        ([0.9] * 3, [[11 / 29, 9 / 29, 9 / 29], [9 / 29, 11 / 29, 9 / 29], [9 / 29, 9 / 29, 11 / 29]]),
        ([0, 1, 1], [[1, 0, 0]] * 3),
    ],
)
def test_a_triad(susceptibility: list[float], v: list[list[float]]) -> None:
    assert influence.total_influence(TRIAD, susceptibility) == pytest.approx(np.array(v))


def test_self_confidence() -> None:
    close = influence.self_confidence([0.49, 0.26, 0.25])
    assert close == pytest.approx([0.924499, 0.038521, 0.036980], abs=5e-7)
    assert influence.self_confidence([2, 1, 1]).tolist() == [1, 0, 0]


def test_bad_arguments() -> None:
    with pytest.raises(ValueError, match="closed"):
        influence.social_power(np.eye(2))
    with pytest.raises(ValueError, match="stubborn"):
        influence.total_influence(TRIAD, [1, 1, 1])
    with pytest.raises(ValueError, match="sum"):
        influence.social_power([[1, 1], [0, 1]])
    with pytest.raises(ValueError, match="susceptibility"):
        influence.friedkin_johnsen(TRIAD, [0, 0, 2], [0, 0, 0])
    with pytest.raises(ValueError, match="three"):
        influence.self_confidence([1, 1])


def test_a_consensus_of_each_closed_group_and_none_in_cycles() -> None:
    assert influence.degroot(np.eye(2), [1, 5]).tolist() == [1, 5]
    slow = np.array([[1 - 1e-6, 1e-6], [3e-6, 1 - 3e-6]])
    assert influence.degroot(slow, [0, 4]) == pytest.approx([1, 1])
    with pytest.raises(ValueError, match="cycles"):
        influence.degroot([[0, 1], [1, 0]], [1, 5])
    with pytest.raises(ValueError, match="cycles"):
        influence.degroot([[0, 1, 0], [0, 0, 1], [1, 0, 0]], [1, 5, 2])
