"""Ties are decided exactly: a decimal is the decimal that was written, wherever a sum meets a threshold or another sum."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium import models
from collegium.models import simple_games
from collegium.models.exact import fraction

F = Fraction
CENTS = st.lists(st.integers(1, 99), min_size=2, max_size=7)


@pytest.mark.parametrize(
    ("x", "read"),
    [
        (0.51, F(51, 100)), (0.1 + 0.2, F(3, 10)), (1 / 3, F(1, 3)), (2 / 7, F(2, 7)), (0.123456789012, F("0.123456789012")),
        (0.1234567890123, F("0.1234567890123")), (1e-12, F(1, 10**12)), (3e-300, F("3e-300")), (1e15 + 1, F(10**15 + 1)),
        (2.0**70, F(2**70)),
        (float(np.nextafter(0.3, 1)), F(3, 10)), (0.333, F(333, 1000)), (7, F(7)), (F(1, 3), F(1, 3)),
    ],
)  # fmt: skip
def test_how_a_number_is_read(x: float, read: Fraction) -> None:
    assert fraction(x) == read


def test_four_owners_of_whom_three_have_exactly_what_is_needed() -> None:
    owners = [0.51, 0.20, 0.19, 0.10]
    for quota, index in ((0.9, [F(1, 3)] * 3 + [F(0)]), (0.8, [F(2, 5), F(1, 5), F(1, 5), F(1, 5)])):
        assert simple_games.banzhaf(simple_games.weighted_game(quota, owners)) == index
        assert simple_games.banzhaf(simple_games.weighted_game(fraction(quota), [fraction(x) for x in owners])) == index
        assert models.banzhaf(quota, owners, exact=True).tolist() == index


@given(CENTS, st.data())
@settings(max_examples=100, deadline=None)
def test_decimals_and_whole_numbers_are_one_game(cents: list[int], data: st.DataObject) -> None:
    quota = sum(data.draw(st.lists(st.sampled_from(cents), min_size=1, max_size=len(cents), unique=True)))
    whole = simple_games.weighted_game(quota, cents)
    assert (simple_games.weighted_game(quota / 100, [x / 100 for x in cents]) == whole).all()
    assert models.swings(quota / 100, [x / 100 for x in cents]) == simple_games.swings(whole)
    assert models.ultimate_ruling_coalition([x / 100 for x in cents], 0.6) == models.ultimate_ruling_coalition(cents, F(3, 5))
    assert models.is_generic([x / 100 for x in cents]) == models.is_generic(cents)


def test_weights_too_large_for_the_machine() -> None:
    game = simple_games.weighted_game(2 * 10**30 + 1, [10**30, 10**30, 1, 1])
    assert simple_games.swings(game) == simple_games.swings(simple_games.weighted_game(5, [2, 2, 1, 1]))


@given(CENTS, st.data())
@settings(max_examples=100, deadline=None)
def test_half_the_weight_is_half_the_weight(cents: list[int], data: st.DataObject) -> None:
    """The lower median in decimals is that of whole numbers, and by the definition."""
    places = data.draw(st.permutations(range(len(cents))))
    median, _ = models.forecast(places, [x / 100 for x in cents], [1] * len(cents))
    below = [sum(x for x, place in zip(cents, places, strict=True) if place <= end) for end in range(len(cents))]
    assert median == next(end for end, sum_ in enumerate(below) if 2 * sum_ >= sum(cents))


def test_a_median_at_exactly_one_half() -> None:
    assert models.forecast([1, 2, 3, 4], [0.1, 0.2, 0.25, 0.05], [1] * 4)[0] == 2
    assert models.forecast([1, 2, 3], [0.3, 0.7, 1.0], [0.1, 0.1, 0.1])[0] == 2


def test_company_of_exactly_the_share_that_is_asked() -> None:
    """161 of 1,000 are 16.1 per cent, although 16.1 * 1000 is more than 16100 in floats."""
    assert models.open_opponents([0] * 161 + [16.1] + [100] * 838) == 162
    assert models.open_opponents([0] * 160 + [16.1] + [100] * 839) == 160


def test_threats_that_are_just_credible() -> None:
    exact, rounded = models.Threat(F(7, 10), F(1, 10), F(3, 10), F(1), F(0)), models.Threat(0.7, 0.1, 0.3, 1, 0)
    assert (exact.needed_resolve, exact.contested) == (1, True)
    assert (rounded.needed_resolve, rounded.contested) == (1, True)
    assert models.ladder(F(7, 10), F(1, 5), F(1, 10), F(1, 10), F(1, 2), 5).hazards[0] == F(1, 20)
    assert models.ladder(0.7, 0.2, 0.1, 0.1, 0.5, 1).hazards == (0.05,)


def test_a_gate_stays_shut_at_equal_distance() -> None:
    for status_quo, opened in ((0.3, 0.1), (0.1, 0.3)):
        assert models.gatekeeping(status_quo, 0.2, opened) == status_quo


def test_bounds_that_are_met_exactly() -> None:
    assert models.favoured_proposer(0.5, 1.0) == pytest.approx((1 / 3, 1 / 3))
    for d in range(101):  # at exactly 1 / (3 - d) all three values are equal
        first, each = models.favoured_proposer(F(100, 300 - d), F(d, 100))
        assert first == each
        assert models.favoured_proposer(100 / (300 - d), d / 100) == pytest.approx((float(first), float(each)))
    with pytest.raises(ValueError, match="not unique"):
        models.tender(1 / 3, 0.1, 0.2, 1.0, 1.0)
    for a in range(101):
        assert models.two_levels((0.5, 0.5), 0.5, 0.5, a / 100, (100 - a) / 100, 1)


def test_the_centre_of_a_star() -> None:
    assert models.self_confidence([0.35, 0.2, 0.15]).tolist() == [1, 0, 0]
    assert models.self_confidence([0.7, 0.4, 0.1, 0.2]).tolist() == [1, 0, 0, 0]


def test_equal_divisions_in_decimals_and_small_units() -> None:
    signs = [(0, 1, 3), (1, 2, -1), (0, 2, -2), (2, 3, 3), (0, 3, 2), (1, 3, 1)]

    def ties(unit: float) -> np.ndarray:
        x = np.zeros((4, 4))
        for i, j, weight in signs:
            x[i, j] = x[j, i] = weight * unit
        return x

    whole = models.best_camps(ties(1))
    for unit in (0.1, 1e-12, 7e11):
        assert models.best_camps(ties(unit)).camps == whole.camps
        assert models.best_camps(ties(unit)).cost == pytest.approx(whole.cost * unit, rel=1e-15)
    near = ties(1.0)
    near[0, 1] = near[1, 0] = 3 + 1e-12  # less than rounding, but written
    costs = {
        camps: sum(abs(F(str(near[i, j]))) for i, j in combinations(range(4), 2) if (camps[i] == camps[j]) == (near[i, j] < 0))
        for camps in whole.camps
    }
    assert models.best_camps(near).camps == tuple(camps for camps in whole.camps if costs[camps] == min(costs.values()))


def test_large_networks_in_small_units() -> None:
    draw = np.random.default_rng(3)
    half = np.triu(draw.choice([-1.0, 1.0], (18, 18)) * (draw.random((18, 18)) < 0.4), 1)
    signs = models.frustration(half + half.T)
    small = models.frustration((half + half.T) * 1e-12)
    assert signs.optimal and small.optimal
    assert small.value == pytest.approx(signs.value * 1e-12, rel=1e-12)


def test_equally_near_is_not_nearer() -> None:
    assert not models.majority_prefers([(0.2, 0.0)], (0.1, 0.0), (0.3, 0.0))
    assert not models.majority_prefers([(0.2, 0.0)], (0.3, 0.0), (0.1, 0.0))
    assert models.majority_prefers([(0.2, 0.0)], (0.3, 0.0), (0.1, 1e-7))


def test_who_is_indifferent_up_to_rounding_votes_for_nobody() -> None:
    """To the first actor an even chance of 0.1 and 0.5 is worth the 0.3 that is sure; the second prefers the sure thing."""
    tree, utilities = ((0, 1), 2), [[0.1, 0.5, 0.3], [1.0, 0.0, 0.8]]
    even = models.agenda_value((0, 1), utilities, [1, 1], "binary")
    assert even == pytest.approx([0.3, 0.5])
    assert models.agenda_value(tree, utilities, [1, 1], "binary") == pytest.approx([0.3, 0.8])


# three voters, two and two, of whom the last have a and b level


LEVEL = [[0, 1, 2]] * 3 + [[1, 2, 0]] * 2 + [[2, [0, 1]]] * 2


@pytest.mark.parametrize(("order", "sincere", "sophisticated"), [([0, 1, 2], 2, 1), ([0, 2, 1], 1, 0), ([1, 2, 0], 0, 2)])
def test_rankings_with_options_that_are_level(order: list[int], sincere: int, sophisticated: int) -> None:
    """By hand: a beats b 3 to 2, b beats c 5 to 2, c beats a 4 to 3; who has two level votes for neither."""
    for group in (list, tuple, set, frozenset):
        profile = [[level if isinstance(level, int) else group(level) for level in voter] for voter in LEVEL]
        assert models.sincere_winner(profile, order) == sincere
        assert models.sophisticated_winner(profile, order) == sophisticated


def test_a_ranking_with_an_option_twice_says_how_to_give_a_tie() -> None:
    with pytest.raises(ValueError, match="in a list of their own"):
        models.sincere_winner([[0, 1, [2, 0]]], [0, 1, 2])


def test_the_weighted_median_of_the_oil_price() -> None:
    """Seventeen actors of the public replication of Scholz, Calbert and Smith (2011): nobody moves, and 1.05 is a capability."""
    position = [14.25, 14.20, 14.20, 14.10, 14.10, 14.00, 14.00, 13.95, 13.90, 13.75, 13.40, 13.35, 13.25, 13.00, 13.00, 12.90, 12.85]
    capability = [0.65, 0.85, 0.55, 0.7, 0.5, 0.75, 0.65, 0.85, 0.95, 0.6, 0.95, 0.45, 1.0, 1.05, 0.6, 0.8, 0.75]
    salience = [0.8, 0.85, 0.65, 0.75, 0.75, 0.85, 0.9, 0.85, 0.9, 0.8, 0.95, 0.75, 0.9, 0.9, 0.7, 0.85, 0.75]
    assert models.forecast(position, capability, salience) == pytest.approx((13.9, 13.619912134884824), abs=1e-12)
    rounds = models.replicate(position, capability, salience, 3, variant="code")
    assert [found.positions for found in rounds] == [tuple(position)] * 4
    assert [(found.median, round(found.mean, 6)) for found in rounds] == [(13.9, 13.619912)] * 4


def test_tables_that_are_no_games_are_refused() -> None:
    for table in (np.ones(3, dtype=bool), [False, True], np.array([0.0, 1.0]), np.zeros(0, dtype=bool)):
        with pytest.raises(ValueError, match="not a table of all coalitions"):
            simple_games.banzhaf(table)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="name two"):
        simple_games.restricted_game(simple_games.weighted_game(2, [1, 1, 1]), [(0, 1, 2)])  # type: ignore[list-item]


def test_a_game_that_nobody_can_win_is_refused() -> None:
    for index in (simple_games.banzhaf, simple_games.johnston, simple_games.holler, simple_games.deegan_packel):
        with pytest.raises(ValueError, match="nobody swings"):
            index(simple_games.weighted_game(11, [4, 3, 2, 1]))
