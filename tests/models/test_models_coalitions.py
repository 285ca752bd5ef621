"""Ruling coalitions against brute force and their axioms; clubs; factions."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.models import clubs, factions
from collegium.models.coalitions import is_generic, is_self_enforcing, stable_sizes, ultimate_ruling_coalition

HALF = Fraction(1, 2)
POWERS = st.lists(st.integers(1, 60), min_size=1, max_size=7)
ALPHAS = st.sampled_from([HALF, Fraction(3, 5), Fraction(2, 3), Fraction(3, 4)])


def brute_force(powers: list[int], alpha: Fraction) -> set[tuple[int, ...]]:
    """The recursion as it stands in the article, on sets of players."""

    @cache
    def phi(x: tuple[int, ...]) -> frozenset[tuple[int, ...]]:
        g = {z: sum(powers[i] for i in z) for size in range(1, len(x) + 1) for z in combinations(x, size)}
        able = [z for z in g if z != x and g[z] > alpha * g[x] and z in phi(z)]
        least = min(g[z] for z in [*able, x])
        return frozenset(z for z in [*able, x] if g[z] == least)

    return set(phi(tuple(range(len(powers)))))


@given(POWERS, ALPHAS)
@settings(max_examples=150, deadline=None)
def test_equals_the_recursion_by_brute_force(powers: list[int], alpha: Fraction) -> None:
    assert set(ultimate_ruling_coalition(powers, alpha)) == {frozenset(z) for z in brute_force(powers, alpha)}


@given(POWERS, ALPHAS)
@settings(deadline=None)
def test_axioms(powers: list[int], alpha: Fraction) -> None:
    for coalition in ultimate_ruling_coalition(powers, alpha):
        kept = [powers[i] for i in coalition]
        assert len(kept) == len(powers) or sum(kept) > alpha * sum(powers)
        assert is_self_enforcing(powers, coalition, alpha)
        assert ultimate_ruling_coalition(kept, alpha) == (frozenset(range(len(kept))),)


@given(POWERS, POWERS)
@settings(deadline=None)
def test_two_stable_groups_together_are_not_stable(first: list[int], second: list[int]) -> None:
    both = first + second
    one, other = range(len(first)), range(len(first), len(both))
    if is_self_enforcing(both, one) and is_self_enforcing(both, other) and sum(first) != sum(second):
        assert not is_self_enforcing(both, range(len(both)))


def test_ties_are_seen_through_rounding() -> None:
    assert not is_generic([0.1, 0.2, 0.3])
    assert ultimate_ruling_coalition([0.1, 0.2, 0.3]) == ultimate_ruling_coalition([1, 2, 3])
    assert ultimate_ruling_coalition([2, 4, 8, 10]) == (frozenset({0, 2, 3}),)


def test_generic_answers_are_single() -> None:
    assert is_generic([3, 4, 5, 10])
    assert ultimate_ruling_coalition([1, 1, 1]) == (frozenset({0, 1}), frozenset({0, 2}), frozenset({1, 2}))


@pytest.mark.parametrize(
    ("alpha", "sizes"), [(HALF, [1, 1, 3, 3, 3, 3, 7, 7, 7, 7, 7, 7]), (Fraction(2, 3), [1, 2, 2, 4, 4, 4, 7, 7, 7, 7, 11, 11])]
)
def test_sizes_of_nearly_equal_powers(alpha: Fraction, sizes: list[int]) -> None:
    found = [len(ultimate_ruling_coalition([10**6 + 2**i for i in range(n)], alpha)[0]) for n in range(1, 13)]
    assert found == sizes
    assert set(found) <= set(stable_sizes(alpha, 6))


def test_huge_powers_stay_exact() -> None:
    powers = [3 * 10**30, 4 * 10**30, 5 * 10**30, 10**31]
    assert ultimate_ruling_coalition(powers) == (frozenset({0, 1, 2}),)


ELITE, MIDDLE = [2, 3, 1], [1, 2, 3]  # what absolutism, a constitution and democracy are worth


def test_the_elite_refuses_a_better_constitution_that_leads_on() -> None:
    assert clubs.resting_states([ELITE, MIDDLE], [[{0}], [{1}], [{1}]], [2, 1, 0]) == [0, 2, 2]


def test_it_accepts_where_the_constitution_needs_unanimity() -> None:
    assert clubs.resting_states([ELITE, MIDDLE], [[{0}], [{0, 1}], [{1}]], [2, 1, 0]) == [1, 1, 2]


def test_clubs_of_coalitions_give_the_ruling_coalition() -> None:
    powers = [3, 4, 5, 10]
    states = [z for size in range(1, 5) for z in combinations(range(4), size)]
    states.sort(key=lambda z: sum(powers[i] for i in z))

    def worth(i: int, z: tuple[int, ...]) -> float:
        return powers[i] / sum(powers[j] for j in z) if i in z else 0.0

    utilities = [[worth(i, z) for z in states] for i in range(4)]
    winning = [[y for y in states if set(y) <= set(z) and 2 * sum(powers[i] for i in y) > sum(powers[i] for i in z)] for z in states]
    resting = clubs.resting_states(utilities, winning, range(len(states)))
    assert states[resting[states.index((0, 1, 2, 3))]] == (0, 1, 2)


def test_an_order_in_which_a_later_state_wins_is_refused() -> None:
    with pytest.raises(ValueError, match="later"):
        clubs.resting_states([ELITE, MIDDLE], [[{0}], [{1}], [{1}]], [0, 1, 2])


def test_factions_by_chance() -> None:
    seats = factions.seats_by_chance(25, 40, 200)
    assert sum(seats) == 1
    assert sum(k * p for k, p in enumerate(seats)) == 5
    assert float(seats[5]) == pytest.approx(0.209483, abs=5e-7)
    assert float(sum(seats[9:])) == pytest.approx(0.035965, abs=5e-7)
    assert factions.promotion_premium(12, 40, 20, 160) == pytest.approx(1.098612, abs=5e-7)
    kept = factions.survival([Fraction(1, k) for k in (10, 5, 4, 5, 10)])
    assert kept[-1] == Fraction(243, 625)
    assert sum(kept) == Fraction(1863, 625)
