"""Contrasts of paired histories: worked by hand, against simulations of known size, and the verdict that rests on them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from collegium.analysis import Contrast, Estimate, contrast, mean, noise_floor, proportion, signs, verdict


@pytest.fixture
def dice() -> np.random.Generator:
    return np.random.default_rng(20240501)


def of(change: list[float] | np.ndarray, per_draw: int = 1, unit: str = "number") -> Contrast:
    """The contrast of these paired differences."""
    return contrast("m", "A measure", unit, np.zeros(len(change)), change, per_draw)


def test_an_arm_against_itself(dice: np.random.Generator) -> None:
    values = dice.normal(size=60)
    found = contrast("m", "A measure", "number", values, values, 3)
    assert (found.difference.value, found.difference.low, found.difference.high) == (0.0, 0.0, 0.0)
    assert (found.changed.value, found.draws_same, found.draws_up, found.draws_down) == (0.0, 1.0, 0.0, 0.0)
    assert (found.luck, found.unknown) == (0.0, 0.0)
    assert found.saving == math.inf, "the arms vary, their difference does not"


def test_single_pairs_give_the_intervals_of_independent_histories(dice: np.random.Generator) -> None:
    before, after = (dice.random(500) < 0.4).astype(float), (dice.random(500) < 0.6).astype(float)
    found = contrast("m", "A chance", "share", before, after)
    plain, share = mean(after - before), proportion(int(before.sum()), 500)
    assert found.difference.low == pytest.approx(plain.low) and found.difference.high == pytest.approx(plain.high)
    assert found.before.low == pytest.approx(share.low) and found.before.high == pytest.approx(share.high)
    assert (found.draws, math.isnan(found.luck), math.isnan(found.unknown)) == (500, True, True)


def test_one_draw_speaks_of_luck_alone(dice: np.random.Generator) -> None:
    change = dice.normal(0.2, 1, 50)
    found, plain = of(change, per_draw=50), mean(change)
    assert (found.difference.low, found.difference.high) == (pytest.approx(plain.low), pytest.approx(plain.high))
    assert (found.draws, found.luck) == (1, pytest.approx(change.std(ddof=1))) and math.isnan(found.unknown)


def test_flips_by_hand() -> None:
    """Of five pairs one has no value; of the others one goes up, two go down."""
    found = contrast("m", "A chance", "share", [0, 1, 1, 1, math.nan], [1, 0, 0, 1, 1])
    assert found.up_flips is not None and found.down_flips is not None
    assert (found.up_flips.value, found.down_flips.value, found.changed.value) == (0.25, 0.5, 0.75)
    assert (found.before.value, found.after.value, found.difference.value, found.difference.n) == (0.75, 0.5, -0.25, 4)
    # before 1 0 varies by 3/16, after by 4/16, the difference 1 -1 -1 0 by 3/4 - 1/16
    assert found.saving == pytest.approx((3 / 16 + 4 / 16) / (11 / 16))


def test_only_chances_flip() -> None:
    assert contrast("losses", "Losses", "a history", [0, 1], [1, 1]).up_flips is None
    assert contrast("strongest_share", "Share of the strongest", "share", [0.2, 0.0], [0.3, 1.0]).up_flips is None


def test_variance_by_a_worked_example() -> None:
    """Three draws of three: (1 2 3), (2 3 4), (6 7 8). Within: 6 squares on 6 degrees, 1. Means 2, 3, 7 around 4: between 3 (4 + 1 + 9) / 2
    = 21; so (21 - 1) / 3 between draws beyond luck. The mean 4 errs by the root of (4 + 1 + 9) / 2 / 3; Student's quantile at two degrees
    is 4.3027."""
    found = of([1, 2, 3, 2, 3, 4, 6, 7, 8], per_draw=3)
    assert found.luck == pytest.approx(1.0)
    assert found.unknown == pytest.approx(math.sqrt(20 / 3))
    assert found.difference.error == pytest.approx(math.sqrt(7 / 3))
    assert found.difference.high - found.difference.value == pytest.approx(4.30265 * math.sqrt(7 / 3), rel=1e-5)


def test_variance_in_unequal_blocks() -> None:
    """(0 2), (6): within 2 on 1 degree; the mean of all is 8/3; between 2 (25/9) + (100/9) = 150/9; mean size (3 - 5/3) / 1 = 4/3."""
    found = of([0, 2, 6, math.nan], per_draw=2)
    assert found.luck == pytest.approx(math.sqrt(2))
    assert found.unknown == pytest.approx(math.sqrt((150 / 9 - 2) / (4 / 3)))


def test_what_luck_alone_explains_is_not_called_unknown() -> None:
    assert of([1, -1, 1, -1, 1, -1], per_draw=2).unknown == 0.0


def test_luck_and_the_unknown_are_told_apart_in_a_simulation(dice: np.random.Generator) -> None:
    """400 draws of 10 with standard deviations 2 and 1: the estimates err by about 0.02 and 0.05, and five errors are allowed."""
    change = (dice.normal(0, 1, 400)[:, None] + dice.normal(0, 2, (400, 10))).ravel()
    found = of(change, per_draw=10)
    assert found.luck == pytest.approx(2, abs=5 * 2 / math.sqrt(2 * 3600))
    assert found.unknown == pytest.approx(1, abs=5 * 0.05)


@pytest.mark.parametrize("draws", [20, 100])
def test_intervals_of_means_cover_with_blocks(dice: np.random.Generator, draws: int) -> None:
    """1,000 studies with a true effect of 0.5: 95% must be covered, give or take four errors of the count (6.9 each), so that a right
    interval fails once in 16,000. Taking the pairs for independent covers far fewer: the test can tell."""
    covered = naive = 0
    for _ in range(1000):
        change = (0.5 + dice.normal(0, 1, draws)[:, None] + dice.normal(0, 1, (draws, 5))).ravel()
        found, plain = of(change, per_draw=5).difference, mean(change)
        covered += found.low <= 0.5 <= found.high
        naive += plain.low <= 0.5 <= plain.high
    assert abs(covered - 950) <= 28
    assert naive < 800


def test_intervals_of_shares_cover_with_blocks(dice: np.random.Generator) -> None:
    """1,000 studies of 40 draws of 10 whose chance itself varies around 0.3 (beta(3, 7)); five errors of the count are allowed."""
    covered = 0
    for _ in range(1000):
        hits = (dice.random((40, 10)) < dice.beta(3, 7, 40)[:, None]).astype(float).ravel()
        level = contrast("m", "A chance", "share", hits, hits, 10).before
        covered += level.low <= 0.3 <= level.high
    assert abs(covered - 950) <= 35


def test_where_all_agree_every_draw_counts_once() -> None:
    found = contrast("m", "A chance", "share", np.zeros(50), np.zeros(50), 5)
    assert found.changed.high == pytest.approx(proportion(0, 10).high, rel=0.3) and found.changed.high > proportion(0, 10).high
    assert found.saving == 1.0


def test_draws_by_sign_and_rounding() -> None:
    """One draw up, two down, and one in which 0.1 + 0.2 - 0.3 cancels out but for rounding."""
    found = of([1, 0, 0, -1, 0, 0, -2, 1, 0, 0.1, 0.2, -0.3], per_draw=3)
    assert (found.draws_up, found.draws_down, found.draws_same, found.draws) == (0.25, 0.5, 0.25, 4)


def test_arms_of_other_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="same histories"):
        contrast("m", "A measure", "number", [1.0], [1.0, 2.0])


def test_no_pair_with_a_value() -> None:
    found = of([math.nan, math.nan])
    assert (found.difference.n, found.draws) == (0, 0)
    assert math.isnan(found.difference.value) and math.isnan(found.saving) and math.isnan(found.draws_up)


# the verdict


def effect(low: float, high: float, up: int, down: int, same: int = 0) -> Contrast:
    """An effect with this interval in so many draws of each sign."""
    n = up + down + same
    made = of([0.0, 1.0])
    between = Estimate((low + high) / 2, low, high, 0.01, n)
    return replace(made, difference=between, draws_up=up / n, draws_down=down / n, draws_same=same / n, draws=n)


def test_without_an_experiment_nothing_is_tested() -> None:
    assert verdict("up", None)[0] == "not testable here"


@pytest.mark.parametrize(
    ("up", "down", "told"),
    [
        (28, 2, "built in"),  # 2 of 30 is under a tenth
        (27, 3, "supported"),  # 3 of 30 is a tenth
        (2, 28, "built in"),
        (20, 0, "built in"),
        (19, 0, "supported"),  # fewer than twenty draws differ: too few to call it built in
    ],
)
def test_built_in_takes_twenty_draws_and_fewer_than_a_tenth(up: int, down: int, told: str) -> None:
    assert verdict("up", effect(0.1, 0.3, up, down, same=50))[0] == told


def test_rivals_may_break_what_the_full_model_assumes() -> None:
    full, rival = effect(0.1, 0.3, 30, 0), effect(-0.1, 0.1, 5, 4)
    assert signs([full, rival]) == (35, 4)
    assert verdict("up", full)[0] == "built in"
    assert verdict("up", full, [rival])[0] == "supported"


def test_no_difference_is_never_built_in() -> None:
    assert verdict("none", effect(-0.01, 0.01, 40, 0), floor=0.02)[0] == "supported"


@pytest.mark.parametrize(
    ("sign", "low", "high", "up", "down", "told"),
    [
        ("up", 0.1, 0.3, 20, 10, "supported"),  # exactly two thirds
        ("up", 0.1, 0.3, 19, 11, "fragile"),
        ("down", 0.1, 0.3, 20, 10, "opposed"),
        ("down", -0.3, -0.1, 10, 20, "supported"),
        ("up", -0.3, -0.1, 10, 20, "opposed"),
        ("up", -0.3, -0.1, 20, 10, "fragile"),  # the mean goes one way, most draws the other
        ("up", 0.0, 0.3, 20, 10, "fragile"),  # zero is in the interval
        ("up", 0.0, 0.0, 0, 0, "no power"),
    ],
)
def test_a_sign(sign: str, low: float, high: float, up: int, down: int, told: str) -> None:
    assert verdict(sign, effect(low, high, up, down, same=7))[0] == told


def test_the_reason_says_where_nothing_is_reached() -> None:
    said, why = verdict("up", effect(0.0, 0.0, 0, 0, same=7))
    assert said == "no power" and "differ in no draw" in why


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (-0.1, 0.1, "supported"),
        (-0.1, 0.11, "fragile"),
        (0.1, 0.3, "fragile"),
        (0.11, 0.3, "opposed"),
        (-0.3, -0.11, "opposed"),
        (math.nan, math.nan, "no power"),
    ],
)
def test_no_difference(low: float, high: float, told: str) -> None:
    assert verdict("none", effect(low, high, 15, 15), floor=0.1)[0] == told


def test_the_noise_floor_is_the_larger_of_two() -> None:
    assert noise_floor(0.5) == pytest.approx(0.05)
    assert noise_floor(0.5, Estimate(0.0, -0.04, 0.03, 0.01, 9)) == pytest.approx(0.05)
    assert noise_floor(0.5, Estimate(0.0, -0.08, 0.03, 0.01, 9)) == pytest.approx(0.08)


def test_the_reason_counts_the_draws() -> None:
    assert verdict("up", effect(0.1, 0.3, 28, 2))[1].endswith("of 30 draws in which the arms differ, over all variants, 28 go up")


def test_other_signs_are_refused() -> None:
    with pytest.raises(ValueError, match="give 'up' or 'down' or 'none'"):
        verdict("more", effect(0.1, 0.3, 1, 0))
