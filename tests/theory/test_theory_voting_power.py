"""Power indices: generating functions against all coalitions, published values."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.theory import simple_games, voting_power

WEIGHTS = st.lists(st.integers(0, 9), min_size=1, max_size=8).filter(any)


@given(WEIGHTS, st.data())
@settings(max_examples=80, deadline=None)
def test_counting_by_generating_functions_equals_counting_by_hand(weights: list[int], data: st.DataObject) -> None:
    quota = data.draw(st.integers(1, sum(weights)))
    game = simple_games.weighted_game(quota, weights)
    assert voting_power.swings(quota, weights) == simple_games.swings(game)
    assert voting_power.shapley_shubik(quota, weights) == simple_games.shapley_shubik(game)
    for shares in (voting_power.shapley_shubik(quota, weights), voting_power.banzhaf(quota, weights)):
        assert sum(shares) == 1
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
    assert float(shapley[0]) == pytest.approx(0.196270, abs=5e-7)
    assert float(shapley[-1]) == pytest.approx(0.0018648, abs=5e-8)
    assert voting_power.banzhaf(39, [7] * 5 + [1] * 10)[0] == Fraction(106, 635)


STATES = (
    [54, 40, 30, 28] + [19] * 2 + [17, 16, 16, 15, 14, 13] + [12] * 1 + [11] * 4 + [10] * 5 + [9] * 2 + [8] * 3
    + [7] * 2 + [6] * 6 + [5] * 2 + [4] * 7 + [3] * 7
)  # fmt: skip


def test_electoral_college() -> None:
    assert len(STATES) == 51
    assert sum(STATES) == 538
    shapley, banzhaf = voting_power.shapley_shubik(270, STATES), voting_power.banzhaf(270, STATES)
    assert sum(shapley) == 1
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
    inside, bloc = voting_power.absolute_banzhaf(3, [1] * 5)[0], voting_power.absolute_banzhaf(5, [5, 1, 1, 1, 1])
    assert inside * bloc[0] == Fraction(3, 8)
    assert bloc[1:] == [0] * 4
    assert voting_power.absolute_banzhaf(5, [1] * 9)[0] == Fraction(35, 128)


def test_bad_arguments() -> None:
    for quota, weights in ((0, [1]), (4, [1, 2]), (1, [-1, 3])):
        with pytest.raises(ValueError, match="quota"):
            voting_power.swings(quota, weights)
    with pytest.raises(ValueError, match="partition"):
        simple_games.owen(simple_games.weighted_game(2, [1, 1]), [[0]])
    with pytest.raises(ValueError, match="players"):
        simple_games.weighted_game(1, [1] * 21)
