"""Rows of the collected tables that the case file leaves out, by their number in the collection."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise, product

import numpy as np
import pytest

from collegium import models as theory
from collegium.models import simple_games

F = Fraction


def test_3_14_to_3_23_bargains() -> None:
    assert theory.favoured_proposer(F(1, 2), F(9, 10)) == (F(11, 31), F(10, 31))
    assert theory.favoured_proposer(F(4, 5), F(1)) == (F(2, 3), F(1, 6))
    assert [theory.closed_rule(n, q, F(d))[0] for n, q, d in ((7, 7, "9/10"), (9, 5, "1"))] == [F(8, 35), F(5, 9)]
    assert [theory.open_rule(F(d)).value for d in ("1/2", "7/10", "3/4", "9/10")] == [F(1, 2), F(5, 12), F(32, 79), F(200, 499)]


def test_3_24_to_3_29_amendment_agendas() -> None:
    cycle = [[0, 1, 2], [1, 2, 0], [2, 0, 1]]
    ends = {"abc": "cb", "acb": "ba", "bac": "cb", "bca": "ac", "cab": "ba", "cba": "ac"}
    for order, (sincere, sophisticated) in ends.items():
        options = ["abc".index(x) for x in order]
        assert "abc"[theory.sincere_winner(cycle, options)] == sincere
        assert "abc"[theory.sophisticated_winner(cycle, options)] == sophisticated


def test_3_30_a_setter_can_lead_a_majority_anywhere_and_back() -> None:
    ideals = [(0, 0), (6, 0), (3, 6)]
    path = [(3, 2), (3, -1), (-2, 2), (9, 7), (8, -7), (-10, 3), (12, 15), (13, -14), (-18, 6)]
    for before, after in [*pairwise(path), (path[-1], path[0])]:
        assert theory.majority_prefers(ideals, after, before)
        assert not theory.majority_prefers(ideals, before, after)


@pytest.mark.parametrize(
    ("quota", "weights", "swings", "shapley"),
    [
        (
            41, [10] * 4 + [5] * 2 + [3] * 2 + [2], [53] * 4 + [29] * 2 + [21] * 2 + [5],
            ["5/28"] * 4 + ["17/210"] * 2 + ["2/35"] * 2 + ["1/105"],
        ),
        (45, [10] * 4 + [5] * 3 + [3] * 2 + [2], [100] * 4 + [52] * 3 + [26] * 3, ["73/420"] * 4 + ["1/14"] * 3 + ["19/630"] * 3),
        (27, [5] * 5 + [1] * 6, [57] * 5 + [5] * 6, ["76/385"] * 5 + ["1/462"] * 6),
        (39, [7] * 5 + [1] * 10, [848] * 5 + [84] * 10, ["421/2145"] * 5 + ["4/2145"] * 10),
        (5, [3, 2, 2, 1, 1], [10, 6, 6, 2, 2], ["2/5", "7/30", "7/30", "1/15", "1/15"]),
    ],
)  # fmt: skip
def test_5_3_to_5_9_councils(quota: int, weights: list[int], swings: list[int], shapley: list[str]) -> None:
    assert theory.swings(quota, weights) == swings
    assert theory.shapley_shubik(quota, weights, exact=True).tolist() == [F(x) for x in shapley]


def test_5_2_six_founders_of_whom_four_must_agree() -> None:
    game = simple_games.weighted_game(12, [4, 4, 4, 2, 2, 1]) & (np.bitwise_count(np.arange(64)) >= 4)
    assert simple_games.banzhaf(game)[::2] == [F(3, 14), F(3, 14), F(1, 6)]
    assert simple_games.shapley_shubik(game)[::5] == [F(13, 60), F(1, 60)]


def test_5_15_three_factions_and_single_members() -> None:
    game = (5, [1] * 9, [[0, 1, 2], [3, 4], [5], [6], [7], [8]])
    assert theory.owen(*game, exact=True).tolist() == [F(2, 15)] * 3 + [F(1, 10)] * 6
    assert theory.banzhaf_owen(*game, exact=True).tolist() == [F(15, 64)] * 3 + [F(5, 32)] * 2 + [F(3, 16)] * 4


def test_5_18_and_5_19_members_who_never_act_together() -> None:
    seven = simple_games.restricted_game(simple_games.weighted_game(4, [1] * 7), [(0, 1)])
    assert simple_games.shapley_shubik(seven) == [F(1, 14)] * 2 + [F(6, 35)] * 5
    nine = simple_games.restricted_game(simple_games.weighted_game(5, [1] * 9), [(0, 1), (0, 2)])
    assert simple_games.swings(nine) == [15, 55, 55] + [75] * 6
    assert simple_games.shapley_shubik(nine) == [F(1, 42)] + [F(2, 21)] * 2 + [F(11, 84)] * 6


def test_6_4_complete_networks_of_four_to_six_have_no_jam() -> None:
    for n, balanced in ((4, 8), (5, 16), (6, 32)):
        pairs = list(combinations(range(n), 2))
        triads = [[pairs.index(pair) for pair in combinations(triad, 2)] for triad in combinations(range(n), 3)]
        states = np.array(list(product((1, -1), repeat=len(pairs))))
        signs = states[:, triads].prod(axis=2)
        margin = np.zeros_like(states)
        for k, triad in enumerate(triads):
            margin[:, triad] += signs[:, [k]]
        assert (signs > 0).all(axis=1).sum() == balanced
        assert not ((margin > 0).all(axis=1) & (signs < 0).any(axis=1)).any()


def test_6_8_camps_that_form_late() -> None:
    ties = [[0, 0.5, -0.2], [0.5, 0, 0.1], [-0.2, 0.1, 0]]
    end = theory.blow_up_time(ties)
    assert end == pytest.approx(1.95800106, abs=5e-9)
    assert theory.final_camps(ties) == [1, 1, -1]
    half = theory.ties_at(ties, end / 2)
    assert [half[0, 1], half[0, 2], half[1, 2]] == pytest.approx([0.656999, -0.206569, 0.002872], abs=5e-7)


@pytest.mark.parametrize(
    ("answers", "index"),
    [("00000000", 0), ("11111110", 0.8720), ("01000000", 0.1687), ("01000100", 0.2485), ("10110000", 0.4226), ("11111000", 0.6460),
     ("11111111", 1)],
)  # fmt: skip
def test_7_1_to_7_7_personalism(answers: str, index: float) -> None:
    items = [int(x) for x in answers]
    assert theory.personalism_index(items) == pytest.approx(index, abs=1e-3)
    assert theory.personalism_index(items, method="mean") == sum(items) / 8


def test_9_7_to_9_10_growth() -> None:
    assert theory.additions(1, 1, 4) == [F(1, 5)] * 5
    assert theory.additions(2, 1, 3) == [F(k, 10) for k in (1, 2, 3, 4)]
    assert theory.additions(3, 4, 3, step=2) == [F(64, 231), F(24, 77), F(20, 77), F(5, 33)]


def test_9c_packing_the_central_committee() -> None:
    """From 27 seats in 1922: how many loyal suffice if all new seats are loyal, and the share of these that five need."""
    sizes = [40, 53, 63, 71]
    least = [min(k for k in range(28) if theory.share_to_majority(27, k, size) <= 1) for size in sizes]
    assert least == [8, 1, 0, 0]
    assert [theory.share_to_majority(27, 5, size) for size in sizes] == [F(16, 13), F(22, 26), F(27, 36), F(31, 44)]


def test_9_14_to_9_16_two_levels() -> None:
    def after(rounds: int, a: Fraction) -> tuple[Fraction, Fraction]:
        return theory.two_levels((F(1, 5), F(1, 5)), F(1, 4), F(1, 3), a, F(1, 2), rounds)

    assert [float(x) for x in after(6, F(1, 2))] == pytest.approx([0.59238637, 0.49326498], abs=5e-9)
    assert [float(x) for x in after(6, F(1, 5))] == pytest.approx([0.29809659, 0.27331624], abs=5e-9)
    assert [float(x) for x in after(400, F(1, 5))] == pytest.approx([2 / 5, 2 / 5])


def test_10_1_and_10_2_one_threshold_more_or_less() -> None:
    rest = [30, 40, 50, 60, 70, 80, 100]
    assert [theory.open_opponents([0, *two, *rest]) for two in ((20, 20), (10, 20))] == [1, 9]
    assert [theory.open_opponents([0, two, *[30], *rest]) for two in (20, 10)] == [1, 2]


def test_10_8_secret_votes_by_the_distribution_of_unequal_chances() -> None:
    votes = theory.poisson_binomial([F(2, 5)] * 9)
    assert sum(votes[5:]) == theory.secret_removal(9, 5, F(2, 5)) == F(104128, 390625)
    chances = [0.1, 0.5, 0.8]
    by_hand = [0.0] * 4
    for ballot in product((0, 1), repeat=3):
        by_hand[sum(ballot)] += float(np.prod([p if vote else 1 - p for p, vote in zip(chances, ballot, strict=True)]))
    assert theory.poisson_binomial(chances) == pytest.approx(by_hand)


def test_12_1_to_12_3_pairs_of_posts() -> None:
    assert theory.expected_pairs(4, 4, 4) == (F(16, 11), F(12, 11))
    assert theory.expected_pairs(6, 6, 0) == (F(36, 11), F(30, 11))
    assert theory.expected_pairs(10, 6, 4) == (F(60, 19), F(60, 19))
    assert theory.mixed_pairs(6, 6) == {0: F(5, 231), 2: F(30, 77), 4: F(40, 77), 6: F(16, 231)}
