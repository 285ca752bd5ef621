"""Steps of published models that other code compiles: the same function in plain Python, in NumPy and compiled."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from numba import njit

from collegium.models import effective_number, herfindahl
from collegium.models.counting import add_trial
from collegium.models.fragmentation import concentration
from collegium.models.influence import pulled

F = Fraction


def test_trials_are_added_one_by_one() -> None:
    votes = [F(1)] + [F(0)] * 4
    for n in range(4):
        add_trial(votes, n, F(1, 3))
    assert votes == [F(comb(4, k) * 2 ** (4 - k), 3**4) for k in range(5)]
    add, counts, plain = njit(add_trial), np.eye(1, 9)[0], np.eye(1, 9)[0]
    for n, p in enumerate(np.linspace(0, 1, 8)):
        add(counts, n, p)
        add_trial(plain, n, p)
    assert counts == pytest.approx(plain, abs=1e-16)
    assert counts.sum() == pytest.approx(1)
    assert counts[0] == counts[8] == 0  # the first trial always fails, the last never does


def test_concentration_of_a_list_of_columns_and_compiled() -> None:
    shares = np.array([[0.5, 0.25, 0.25], [1.0, 0.0, 0.0], [1 / 3, 1 / 3, 1 / 3]])
    assert concentration(shares.T).tolist() == pytest.approx([3 / 8, 1, 1 / 3])
    compiled = njit(concentration)
    assert [compiled(row) for row in shares] == [concentration(row) for row in shares.tolist()]
    assert herfindahl([F(1, 2), F(1, 4), F(1, 4)]) == concentration([F(1, 2), F(1, 4), F(1, 4)]) == F(3, 8)
    assert effective_number([2, 1, 1]) == 1 / concentration([0.5, 0.25, 0.25])


def test_a_pull_between_influence_and_anchor() -> None:
    assert njit(pulled)(0.25, 4.0, 8.0) == pulled(F(1, 4), 4, 8) == 7
    assert pulled(np.array([0, 0.5, 1]), np.array([1, 2, 3]), np.zeros(3)).tolist() == [0, 1, 3]
