"""Power indices: generating functions against all coalitions, published values."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.models import fragmentation, simple_games, voting_power

WEIGHTS = st.lists(st.integers(0, 9), min_size=1, max_size=8).filter(any)


@given(WEIGHTS, st.data())
@settings(max_examples=80, deadline=None)
def test_counting_by_generating_functions_equals_counting_by_hand(weights: list[int], data: st.DataObject) -> None:
    quota = data.draw(st.integers(1, sum(weights)))
    game = simple_games.weighted_game(quota, weights)
    assert voting_power.swings(quota, weights) == simple_games.swings(game)
    for name in ("shapley_shubik", "banzhaf", "deegan_packel", "holler"):
        counted, by_hand = getattr(voting_power, name), getattr(simple_games, name)(game)
        assert counted(quota, weights, exact=True).tolist() == by_hand
        assert counted(quota, weights) == pytest.approx(np.array(by_hand, dtype=float), abs=1e-13)
        assert sum(by_hand) == 1
    for index in (simple_games.johnston, simple_games.deegan_packel, simple_games.holler):
        assert sum(index(game)) == 1


def test_three_equals_in_disguise() -> None:
    game = simple_games.weighted_game(51, [49, 49, 2])
    for index in (simple_games.banzhaf, simple_games.shapley_shubik, simple_games.johnston, simple_games.holler):
        assert index(game) == [Fraction(1, 3)] * 3


def test_six_founders_with_and_without_a_proposal_of_the_commission() -> None:
    game = simple_games.weighted_game(12, [4, 4, 4, 2, 2, 1])
    assert simple_games.johnston(game) == [Fraction(1, 4)] * 3 + [Fraction(1, 8)] * 2 + [0]
    four = game & (np.bitwise_count(np.arange(64)) >= 4)
    assert simple_games.swings(four) == [9, 9, 9, 7, 7, 1]
    assert simple_games.shapley_shubik(four)[-1] == Fraction(1, 60)


def test_security_council() -> None:
    shapley = voting_power.shapley_shubik(39, [7] * 5 + [1] * 10)
    assert shapley[0] == pytest.approx(0.196270, abs=5e-7)
    assert shapley[-1] == pytest.approx(0.0018648, abs=5e-8)
    assert voting_power.banzhaf(39, [7] * 5 + [1] * 10, exact=True)[0] == Fraction(106, 635)


STATES = (
    [54, 40, 30, 28] + [19] * 2 + [17, 16, 16, 15, 14, 13] + [12] * 1 + [11] * 4 + [10] * 5 + [9] * 2 + [8] * 3
    + [7] * 2 + [6] * 6 + [5] * 2 + [4] * 7 + [3] * 7
)  # fmt: skip


def test_electoral_college() -> None:
    assert len(STATES) == 51
    assert sum(STATES) == 538
    shapley, banzhaf = voting_power.shapley_shubik(270, STATES, exact=True), voting_power.banzhaf(270, STATES)
    assert sum(shapley) == 1
    assert voting_power.shapley_shubik(270, STATES) == pytest.approx(shapley.astype(float), abs=1e-14)
    assert [float(shapley[i]) for i in (0, 1, 2, 3, 4, -1)] == pytest.approx(
        [0.10803683, 0.07742826, 0.05684981, 0.05284419, 0.03522988, 0.00540228], abs=5e-9
    )
    assert [float(banzhaf[i]) for i in (0, 1, -1)] == pytest.approx([0.11079641, 0.07636478, 0.00545731], abs=5e-9)


def test_a_bloc_of_three_among_seven() -> None:
    game, partition = simple_games.weighted_game(4, [1] * 7), [[0, 1, 2], [3], [4], [5], [6]]
    assert simple_games.owen(game, partition) == [Fraction(1, 5)] * 3 + [Fraction(1, 10)] * 4
    assert simple_games.banzhaf_owen(game, partition) == [Fraction(5, 16)] * 3 + [Fraction(1, 8)] * 4


def test_singletons_and_the_grand_union_change_nothing() -> None:
    game = simple_games.weighted_game(6, [4, 3, 2, 1, 1])
    for partition in ([[i] for i in range(5)], [list(range(5))]):
        assert simple_games.owen(game, partition) == simple_games.shapley_shubik(game)


def test_a_bloc_that_votes_as_one() -> None:
    """A member's absolute power is his power inside the bloc times the bloc's own."""
    penrose = partial(voting_power.banzhaf, normalised=False, exact=True)
    inside, bloc = penrose(3, [1] * 5)[0], penrose(5, [5, 1, 1, 1, 1])
    assert inside * bloc[0] == Fraction(3, 8)
    assert bloc[1:].tolist() == [0] * 4
    assert penrose(5, [1] * 9)[0] == Fraction(35, 128)
    three_blocs = penrose(2, [1] * 3)[0] ** 2
    assert three_blocs == Fraction(1, 4)
    one_bloc = penrose(5, [3, 1, 1, 1, 1, 1, 1])
    assert [penrose(2, [1] * 3)[0] * one_bloc[0], one_bloc[1]] == [Fraction(25, 64), Fraction(5, 32)]
    two_blocs = penrose(5, [3, 3, 1, 1, 1])
    assert [penrose(2, [1] * 3)[0] * two_blocs[0], two_blocs[2]] == [Fraction(1, 4), Fraction(1, 4)]


def test_shares_of_fragments() -> None:
    assert fragmentation.effective_number([Fraction(45), Fraction(45), Fraction(10)]) == Fraction(200, 83)
    assert fragmentation.herfindahl([2, 1, 1]) == 0.375
    assert fragmentation.effective_number([1e-200] * 4) == pytest.approx(4)


def test_five_hundred_members() -> None:
    weights = [1 + i * i % 37 for i in range(500)]
    quota = sum(weights) // 2 + 1
    shapley, banzhaf = voting_power.shapley_shubik(quota, weights), voting_power.banzhaf(quota, weights)
    assert shapley.sum() == pytest.approx(1, abs=1e-12)
    assert banzhaf.sum() == pytest.approx(1, abs=1e-12)
    assert np.argsort(shapley, kind="stable").tolist() == np.argsort(weights, kind="stable").tolist()
    assert voting_power.shapley_shubik(400, [1] * 500) == pytest.approx(np.full(500, 1 / 500), abs=1e-14)
    equal = voting_power.shapley_shubik(250, [1] * 499 + [0])
    assert equal[-1] == 0
    assert equal[0] == pytest.approx(1 / 499)


def test_who_never_decides_has_exactly_nothing() -> None:
    for index in (voting_power.shapley_shubik, voting_power.banzhaf, voting_power.deegan_packel, voting_power.holler):
        assert index(12, [4, 4, 4, 2, 2, 1])[-1] == 0
