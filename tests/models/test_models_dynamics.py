"""What moves step by step: signed ties towards balance, a majority through the plane."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from collegium.models import energy, jammed, leading_agenda, majority_prefers, triad_dynamics

Ties = NDArray[np.float64]


def enemies(n: int) -> Ties:
    return np.eye(n) - 1


def cliques(*sizes: int) -> Ties:
    camps = np.repeat(range(len(sizes)), sizes)
    return np.where(np.equal.outer(camps, camps), 1.0, -1.0) - np.eye(len(camps))


@given(st.integers(3, 10), st.integers(0, 2**32 - 1), st.booleans())
@settings(max_examples=40, deadline=None)
def test_signs_end_in_balance_or_in_a_jam(n: int, seed: int, complete: bool) -> None:
    rng = np.random.default_rng(seed)
    half = np.triu(rng.choice([-1.0, 1.0] if complete else [-1.0, 0.0, 1.0], (n, n)), 1)
    ties = half + half.T
    found = triad_dynamics(ties, seed=seed)
    assert (np.abs(found.ties) == np.abs(ties)).all()
    assert (found.ties == found.ties.T).all()
    assert found.changes <= found.steps
    if complete:
        assert found.end in ("balanced", "jammed")
        assert (found.end == "balanced") == (energy(found.ties) == -1)
        assert (found.end == "jammed") == jammed(found.ties)
        assert energy(found.ties) <= energy(ties)


def test_a_jam_stays_as_it_is_and_so_does_balance() -> None:
    for ties, end in ((cliques(3, 3, 3), "jammed"), (cliques(4, 3), "balanced"), (np.zeros((4, 4)), "balanced")):
        found = triad_dynamics(ties, seed=3)
        assert (found.end, found.steps) == (end, 0)
        assert (found.ties == ties).all()


def test_broken_off() -> None:
    assert triad_dynamics(enemies(12), seed=1, most=2).end == "unsettled"


def balanced_chances(n: int, start: Ties) -> dict[tuple[int, ...], float]:
    """Where the dynamics end, by solving the chain of all signs of a complete network."""
    pairs = list(combinations(range(n), 2))
    triads = [[pairs.index(pair) for pair in combinations(triad, 2)] for triad in combinations(range(n), 3)]
    now = {tuple(int(start[i, j]) for i, j in pairs): 1.0}
    for _ in range(4000):
        after: Counter[tuple[int, ...]] = Counter()
        for state, chance in now.items():
            bad = [triad for triad in triads if np.prod([state[k] for k in triad]) < 0]
            if not bad:
                after[state] += chance
            for triad in bad:
                for k in triad:
                    margin = sum(np.prod([state[m] for m in other]) for other in triads if k in other)
                    moves = 1.0 if margin < 0 else 0.5 if margin == 0 else 0.0
                    changed = (*state[:k], -state[k], *state[k + 1 :])
                    after[changed] += chance * moves / (3 * len(bad))
                    after[state] += chance * (1 - moves) / (3 * len(bad))
        if after == now or sum(chance for state, chance in after.items() if not settled(state, triads)) < 1e-9:
            break
        now = dict(after)
    return dict(after)


def settled(state: tuple[int, ...], triads: list[list[int]]) -> bool:
    return all(np.prod([state[k] for k in triad]) > 0 for triad in triads)


def test_ends_are_as_frequent_as_the_chain_of_all_states_says() -> None:
    """Four enemies: the chance that all become friends, that three stand against one, and that two stand against two."""
    exact: Counter[int] = Counter()
    for state, chance in balanced_chances(4, enemies(4)).items():
        exact[state.count(-1)] += chance
    runs = 1500
    found = Counter(int((triad_dynamics(enemies(4), seed=seed).ties == -1).sum()) // 2 for seed in range(runs))
    assert found.keys() <= {k for k, chance in exact.items() if chance > 1e-6}
    for hostile, chance in exact.items():
        assert found[hostile] / runs == pytest.approx(chance, abs=4 * (0.25 / runs) ** 0.5)


@given(st.sampled_from([3, 5, 7, 9]), st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_every_proposal_of_a_leading_agenda_beats_the_one_before(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    ideals, start, goal = rng.normal(size=(n, 2)), 3 * rng.normal(size=2), 3 * rng.normal(size=2)
    length, breadth = np.linalg.svd(ideals - ideals.mean(axis=0), compute_uv=False)
    assume(breadth > 0.02 * length)  # voters on a line, or nearly so, are refused
    path = leading_agenda(ideals, start, goal)
    assert path[0] == pytest.approx(start)
    assert path[-1] == pytest.approx(goal)
    for before, after in pairwise(path):
        assert majority_prefers(ideals, after, before)


def test_the_agenda_leads_round_in_a_circle() -> None:
    """From the best place for most to a bad one and back: what a majority prefers step by step goes anywhere."""
    triangle = [(0, 0), (6, 0), (3, 6)]
    out = leading_agenda(triangle, (3, 2), (40, 40))
    assert len(out) > 2
    assert leading_agenda(triangle, (40, 40), (3, 2)) == [(40, 40), (3, 2)]


def test_half_is_no_majority_and_the_indifferent_do_not_count() -> None:
    assert not majority_prefers([(0, 0), (4, 0)], (1, 0), (3, 0))
    assert not majority_prefers([(0, 0), (2, 0), (2, 1)], (1, 0), (3, 0))
    assert majority_prefers([(0, 0), (1, 1), (4, 0)], (1, 0), (3, 0))
