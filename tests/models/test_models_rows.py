"""The remaining numbers of the collected tables: internals, middle columns, and what the data at hand do not repeat."""

from __future__ import annotations

import csv
from collections import Counter
from fractions import Fraction
from itertools import combinations_with_replacement

import numpy as np
import pytest

from collegium import models as theory
from collegium.models import expected_utility, personalism, simple_games
from collegium.models.influence import total_influence
from helpers import published_data

F = Fraction


def test_2c_how_leaders_of_dictatorships_fell() -> None:
    """An article counts 303 ousted leaders: 32 by revolt (10.56 %), 20 by assassination, more than two thirds by insiders.

    The data as released have 313 of these five kinds of exit, 200 of them coups: 64 %, less than two thirds.
    """
    with published_data.path("data", "svolik-leaders.csv").open(encoding="utf-8") as file:
        leaders = {(row["leadid"], row["startdate"], row["enddate"]): row["exit"] for row in csv.DictReader(file)}
    exits = Counter(leaders.values())
    found = [exits[kind] for kind in ("coup", "revolt", "stepdown", "assassination", "foreign")]
    assert found == [200, 29, 54, 18, 12]
    assert (len(leaders), sum(found)) == (698, 313)
    assert 0.63 < exits["coup"] / sum(found) < 0.64 < 2 / 3 < F(205, 303)


EMISSION = np.array(
    [
        [4, 7, 4, 4, 10, 10, 10, 7, 4, 7],
        [0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08],
        [0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7],
    ]
)
BELGIUM, LUXEMBOURG, FRANCE, IRELAND = 1, 2, 4, 7


def test_4_inside_the_first_round_of_the_emission_standards() -> None:
    x, capability, salience = EMISSION
    assert capability.sum() == pytest.approx(1.01)
    distance, weight = np.abs(x[:, None] - x) / 6, capability * salience
    risk = expected_utility.risk_exponents(distance, weight, salience, "code")
    exponents = [1.405653, 0.754196, 0.508864, 1.405653, 1.046524, 1.046524, 1.964898, 0.5, 2, 1.112125]
    assert risk == pytest.approx(exponents, abs=5e-7)
    scaled = 3 * (1 - risk) / (1 + risk)  # R_i, of which r_i = (1 - R_i / 3) / (1 + R_i / 3)
    dangers = [-0.505874, 0.420370, 0.976502, -0.505874, -0.068199, -0.068199, -0.976322, 1, -1, -0.159259]
    assert scaled == pytest.approx(dangers, abs=5e-6)
    chance = expected_utility.success(distance, weight, risk, "code")
    four, seven, ten = 0, 1, 4
    pairs = [(four, seven), (seven, four), (seven, ten), (ten, seven), (four, ten), (ten, four)]
    assert [chance[pair] for pair in pairs] == pytest.approx([0.003148, 0.008985, 0.007314, 0.004583, 0.008753, 0.011859], abs=5e-7)
    for i, j, a, b in (
        (BELGIUM, FRANCE, -0.114831, 0.243297), (LUXEMBOURG, BELGIUM, 0.245509, 0.542246), (IRELAND, LUXEMBOURG, 0.538238, 0.682478),
    ):  # fmt: skip
        seen = expected_utility.challenge(distance, chance, salience, float(risk[i]))
        assert [seen[i, j], seen[j, i]] == pytest.approx([a, b], abs=5e-7)


def test_4_the_papers_table_but_for_one_median() -> None:
    medians, means = [8.4, 9.9, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6], [7.4, 7.5, 7.6, 7.3, 7.3, 7.4, 7.5, 7.6]
    rounds = theory.replicate(*EMISSION.tolist(), rounds=8)[1:]
    off = [abs(found.median - median) for found, median in zip(rounds, medians, strict=True)]
    assert [gap < 0.1 for gap in off] == [True, False, *[True] * 6]
    assert off[1] == pytest.approx(0.289, abs=5e-4)
    assert [found.mean for found in rounds] == pytest.approx(means, abs=0.1)
    moved = np.ptp([found.positions for found in rounds], axis=0) > 0
    assert np.flatnonzero(moved).tolist() == [BELGIUM, LUXEMBOURG, IRELAND]


def test_5_winning_coalitions_and_the_middle_columns() -> None:
    founders = simple_games.weighted_game(12, [4, 4, 4, 2, 2, 1])
    assert (founders.sum(), sum(theory.swings(12, [4, 4, 4, 2, 2, 1]))) == (14, 42)
    four = founders & (np.bitwise_count(np.arange(64)) >= 4)
    assert simple_games.banzhaf(four) == [F(3, 14)] * 3 + [F(1, 6)] * 2 + [F(1, 42)]
    assert simple_games.shapley_shubik(four) == [F(13, 60)] * 3 + [F(1, 6)] * 2 + [F(1, 60)]
    nine = simple_games.weighted_game(41, [10] * 4 + [5] * 2 + [3] * 2 + [2])
    assert (nine.sum(), len(simple_games.minimal_winning(nine)), sum(simple_games.swings(nine))) == (75, 25, 317)
    assert sum(theory.swings(45, [10] * 4 + [5] * 3 + [3] * 2 + [2])) == 634
    assert sum(theory.swings(39, [7] * 5 + [1] * 10)) == 5080
    assert theory.banzhaf(39, [7] * 5 + [1] * 10, exact=True)[[0, -1]].tolist() == [F(106, 635), F(21, 1270)]
    assert sum(theory.swings(27, [5] * 5 + [1] * 6)) == 315


def test_5_7_three_equals_in_every_index() -> None:
    game, alone = (51, [49, 49, 2]), [[0], [1], [2]]
    indices = (theory.banzhaf, theory.shapley_shubik, theory.deegan_packel, theory.holler)
    assert all(index(*game, exact=True).tolist() == [F(1, 3)] * 3 for index in indices)
    assert theory.owen(*game, alone, exact=True).tolist() == [F(1, 3)] * 3


def test_5_10_further_states() -> None:
    states = (
        [54, 40, 30, 28, 19, 19, 17, 16, 16, 15, 14, 13, 12] + [11] * 4 + [10] * 5 + [9] * 2 + [8] * 3 + [7] * 2 + [6] * 6 + [5] * 2
        + [4] * 7 + [3] * 7
    )  # fmt: skip
    assert theory.banzhaf(270, states)[2:5] == pytest.approx([0.05603199, 0.05210212, 0.03490845], abs=5e-9)


def test_5_18_and_5_19_in_larger_bodies_by_counting() -> None:
    assert theory.shapley_shubik(4, [1] * 7, incompatible=[(0, 1)], exact=True).tolist() == [F(1, 14)] * 2 + [F(6, 35)] * 5
    assert theory.swings(5, [1] * 9, incompatible=[(0, 1), (0, 2)]) == [15, 55, 55] + [75] * 6


def cliques(*sizes: int) -> np.ndarray:
    camps = np.repeat(range(len(sizes)), sizes)
    return np.where(np.equal.outer(camps, camps), 1.0, -1.0) - np.eye(len(camps))


def test_6_5_and_6_6_three_cliques_that_jam() -> None:
    sizes = [(3, 3, 3), (4, 4, 3), (4, 4, 4), (5, 4, 4)]
    assert [theory.energy(cliques(*three)) for three in sizes] == [F(-5, 14), F(-23, 55), F(-23, 55), F(-63, 143)]
    every = [three for three in combinations_with_replacement(range(1, 14), 3) if sum(three) <= 15]
    assert {sum(three) for three in every if theory.jammed(cliques(*three))} == {9, *range(11, 16)}


def test_7_the_released_items_are_near_the_published_means() -> None:
    """Of 4,591 country-years 4,359 are at hand, so that means and Cronbach's alpha can only be near those of the whole."""
    with published_data.path("data", "gwf-leader-years.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = list(personalism.ITEMS)[:7]  # the eighth is made of two columns, by a rule of which half was read
    items = np.array([[float(row["milmerit_pers"]) == 2 if name == "milmerit_persB" else float(row[name]) for name in names]
                      for row in rows])  # fmt: skip
    assert len(items) == 4359
    assert items.mean(axis=0) == pytest.approx([0.6439, 0.5962, 0.4232, 0.3655, 0.3180, 0.3537, 0.3032], abs=0.03)
    variance = np.var(items, axis=0).sum() / np.var(items.sum(axis=1))
    assert 7 / 6 * (1 - variance) == pytest.approx(0.7645, abs=0.03)


def test_8_5_and_8_6_no_future_and_a_large_selectorate() -> None:
    assert theory.private_goods(F(100), F(5), F(50), F(0)) == (20, 100, 0)
    assert theory.private_goods(F(27), F(3), F(27), F(9, 10)) == (1, 3, 24)


def test_9_14_to_9_16_every_round_and_how_fast_the_loop_settles() -> None:
    def after(rounds: int, a: Fraction, b: Fraction, start: tuple[Fraction, Fraction] = (F(1, 5), F(1, 5))) -> tuple[Fraction, Fraction]:
        return theory.two_levels(start, F(1, 4), F(1, 3), a, b, rounds)

    assert after(2, F(1, 2), F(1, 2)) == (F(91, 240), F(203, 720))
    assert [after(t, F(1, 5), F(1, 2)) for t in (1, 2)] == [(F(9, 40), F(5, 24)), (F(47, 192), F(127, 576))]
    for b, rates in ((F(1, 2), [0.90716674, 0.55116659]), (F(1), [1, 0.5])):
        columns = [after(1, F(0), b, start) for start in ((F(1), F(0)), (F(0), F(1)))]
        assert sorted(np.linalg.eigvals(np.array(columns, dtype=float).T), reverse=True) == pytest.approx(rates, abs=5e-9)


def test_11_3_and_11_7_weights_of_initial_positions() -> None:
    triad = (1 - np.eye(3)) / 2
    assert theory.friedkin_johnsen(triad, [0.5] * 3, [0, 0, 1]) == pytest.approx([1 / 5, 1 / 5, 3 / 5])
    weights = np.array([[0.22, 0.12, 0.36, 0.3], [0.147, 0.215, 0.344, 0.294], [0, 0, 1, 0], [0.09, 0.178, 0.446, 0.286]])
    assert total_influence(weights, 1 - np.diag(weights))[0] == pytest.approx([0.2794, 0.0450, 0.5514, 0.1242], abs=5e-5)


def test_12_6_survival_term_by_term() -> None:
    kept = theory.survival([F(1, k) for k in (10, 5, 4, 5, 10)])
    assert kept == [F(9, 10), F(18, 25), F(27, 50), F(54, 125), F(243, 625)]
