"""Signed ties: frustration against enumeration, classic networks, jammed states, the continuous model."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from collegium.models import balance, balance_dynamics, frustrated
from helpers import published_data

Ties = NDArray[np.float64]


def graph(n: int, edges: dict[tuple[int, int], float]) -> Ties:
    ties = np.zeros((n, n))
    for (i, j), sign in edges.items():
        ties[i, j] = ties[j, i] = sign
    return ties


def cost(ties: Ties, camps: tuple[int, ...]) -> float:
    together = np.equal.outer(camps, camps)
    return float(np.where(together, np.maximum(-ties, 0), np.maximum(ties, 0)).sum() / 2)


def divisions(n: int, most: int) -> list[tuple[int, ...]]:
    """All divisions into at most ``most`` camps, numbered as met."""
    return [c for c in product(range(most), repeat=n) if all(c[k] <= max(c[:k], default=-1) + 1 for k in range(n))]


@given(st.integers(2, 6), st.integers(0, 2**32 - 1), st.booleans())
@settings(max_examples=60, deadline=None)
def test_equals_enumeration(n: int, seed: int, two: bool) -> None:
    half = np.triu(np.random.default_rng(seed).integers(-2, 3, (n, n)), 1)
    ties = (half + half.T).astype(float)
    every = divisions(n, 2 if two else n)
    least = min(cost(ties, camps) for camps in every)
    found = balance.best_camps(ties) if two else balance.clusters(ties)
    assert found.cost == pytest.approx(least)
    assert set(found.camps) == {camps for camps in every if cost(ties, camps) == least}


def test_triangles_and_a_ring() -> None:
    signs = [(1, 1, 1), (1, -1, -1), (1, 1, -1), (-1, -1, -1)]
    triads = [graph(3, dict(zip([(0, 1), (1, 2), (0, 2)], map(float, s), strict=True))) for s in signs]
    assert [balance.frustration(t).value for t in triads] == [0, 0, 1, 1]
    assert [balance.clusters(t).cost for t in triads] == [0, 0, 1, 0]
    rings = [graph(5, {(i, (i + 1) % 5): -1.0 if i in negative else 1.0 for i in range(5)}) for negative in ({0}, {0, 2}, {0, 1, 2})]
    assert [balance.frustration(r).value for r in rings] == [1, 0, 1]
    assert [balance.clusters(r).cost for r in rings] == [1, 0, 0]


def test_reads_highland_tribes() -> None:
    """Seven ties are at odds with the best two camps, and only one division has so few."""
    with published_data.path("theory", "data_tribes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = sorted({row[side] for row in rows for side in "ab"})
    ties = graph(16, {(names.index(r["a"]), names.index(r["b"])): float(r["sign"]) for r in rows})
    found = balance.best_camps(ties)
    assert found.cost == balance.frustration(ties).value == 7
    assert found.camps[0] == balance.frustration(ties).partition
    assert balance.walk_balance(ties) == pytest.approx(0.35757611, abs=5e-9)
    assert len(found.camps) == 1
    smaller = {name for name, camp in zip(names, found.camps[0], strict=True) if camp == found.camps[0][names.index("Gama")]}
    assert smaller == {"Gavev", "Kotun", "Nagad", "Gama"}
    assert balance.clusters(ties).cost == 2
    assert {max(camps) + 1 for camps in balance.clusters(ties).camps} == {3}


def cliques(*sizes: int) -> Ties:
    camps = np.repeat(range(len(sizes)), sizes)
    return np.where(np.equal.outer(camps, camps), 1.0, -1.0) - np.eye(len(camps))


def test_jammed_states() -> None:
    assert all(balance_dynamics.jammed(cliques(*sizes)) for sizes in [(3, 3, 3), (4, 4, 3), (4, 4, 4), (5, 4, 4)])
    margins = [balance_dynamics.least_margin(cliques(*sizes)) for sizes in [(2, 2, 2), (3, 2, 2), (3, 3, 2), (4, 3, 3)]]
    assert margins == [0, -1, 0, 0]
    assert not balance_dynamics.jammed(cliques(3, 4))


def test_the_continuous_model() -> None:
    pair = [[0, 0.5], [0.5, 0]]
    assert balance_dynamics.blow_up_time(pair) == pytest.approx(2)
    assert balance_dynamics.ties_at(pair, 1) == pytest.approx(np.array([[1 / 3, 2 / 3], [2 / 3, 1 / 3]]))
    assert balance_dynamics.final_camps(pair) == [1, 1]
    assert balance_dynamics.blow_up_time(-np.eye(2)) == np.inf
    with pytest.raises(ValueError, match="blow-up"):
        balance_dynamics.ties_at(pair, 2)


def test_bad_arguments() -> None:
    with pytest.raises(ValueError, match="symmetric"):
        balance.frustration([[0, 1], [0, 0]])
    with pytest.raises(ValueError, match="themselves"):
        balance.clusters([[1]])


@given(st.integers(2, 8), st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_the_integer_program_finds_as_good_a_division(n: int, seed: int) -> None:
    half = np.triu(np.random.default_rng(seed).integers(-2, 3, (n, n)), 1)
    ties = (half + half.T).astype(float)
    camps, bound, optimal = frustrated.least_frustrated(ties, 10)
    assert optimal
    assert bound <= balance.at_odds(ties, camps) == cost(ties, tuple(camps)) == balance.frustration(ties).value


def test_sixty_members_in_two_camps_and_a_search_cut_short() -> None:
    rng = np.random.default_rng(1)
    camps = np.arange(60) % 2
    errors = np.triu(rng.random((60, 60)) < 0.03, 1)
    ties = np.where(np.equal.outer(camps, camps), 1.0, -1.0) * np.where(errors | errors.T, -1, 1) * (1 - np.eye(60))
    found = balance.frustration(ties)
    assert found.optimal
    assert found.value == found.bound == errors.sum()
    assert found.partition == tuple(camps.tolist())
    noise = np.triu(rng.choice([-1.0, 1.0], (60, 60)), 1)
    cut = balance.frustration(noise + noise.T, time_limit=0.5)
    assert not cut.optimal
    assert 0 <= cut.bound < cut.value == cost(noise + noise.T, cut.partition) < 60 * 59 / 4


@given(st.integers(2, 8), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_the_local_search_and_its_bound_enclose_the_index(n: int, seed: int) -> None:
    half = np.triu(np.random.default_rng(seed).integers(-2, 3, (n, n)), 1)
    ties = (half + half.T).astype(float)
    camps, bound, optimal = frustrated.searched(ties)
    least = balance.frustration(ties).value
    assert bound <= least <= frustrated.weight_at_odds(ties, camps) == cost(ties, tuple(camps))
    assert optimal == (bound == cost(ties, tuple(camps)))


def test_a_network_too_large_for_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two camps with a few ties at odds, each in a triangle of its own: the bound proves the division."""
    monkeypatch.setattr(frustrated, "program", None)
    camps = np.arange(120) % 2
    ties = np.where(np.equal.outer(camps, camps), 1.0, -1.0) * (1 - np.eye(120))
    ties[[0, 9, 2, 8], [9, 0, 8, 2]] *= -1
    found = balance.frustration(ties)
    assert (found.value, found.bound, found.optimal) == (2, 2, True)
    assert found.partition == tuple(camps.tolist())


def test_an_error_of_the_solver_is_raised_here() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        frustrated.attended(fail)


@given(st.integers(1, 7), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_triangles_are_counted_as_one_by_one(n: int, seed: int) -> None:
    half = np.triu(np.random.default_rng(seed).integers(-2, 3, (n, n)), 1)
    ties = half + half.T
    sides = [(ties[i, j], ties[j, k], ties[i, k]) for i, j, k in combinations(range(n), 3)]
    assert balance.triangles(ties) == Counter(sum(bool(side > 0) for side in three) for three in sides if all(three))
