"""What an experiment could have detected: the formula by hand, its size and power by simulation, and the verdict *no power* at its limits.

Size and power are stated for normal differences in 20 draws of 10 pairs: 5% without an effect, 80% at the minimum detectable effect. With
4,000 experiments both are known to one and a half percentage points.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binomtest, t

from collegium.analysis import Contrast, Estimate, contrast, detectable, mattering, noise_floor, room, verdict
from collegium.analysis.detection import FEWEST

Values = np.ndarray


@pytest.fixture
def dice() -> np.random.Generator:
    return np.random.default_rng(20260101)


def judged(sign: str, before: Values, after: Values, per_draw: int = 1, unit: str = "share", placebo: Estimate | None = None) -> str:
    """The verdict on a claim whose arms have shown these values."""
    scale = float(np.std(before))
    return verdict(sign, contrast("m", "A measure", unit, before, after, per_draw), [], noise_floor(scale, placebo), scale)[0]


def occurs(dice: np.random.Generator, chance: float, pairs: int) -> Values:
    return (dice.random(pairs) < chance).astype(float)


# the minimum detectable effect


def test_by_hand() -> None:
    """Four draws of two pairs with means 1, 2, 3, 4: SE = sqrt(5/3)/2, three degrees of freedom."""
    after = np.array([0.0, 2, 1, 3, 2, 4, 3, 5])
    found = detectable(contrast("m", "A measure", "number", np.zeros(8), after, 2))
    assert found == pytest.approx((t.ppf(0.975, 3) + t.ppf(0.8, 3)) * math.sqrt(5 / 3) / 2)


def test_without_draws_it_is_the_normal_formula(dice: np.random.Generator) -> None:
    after = dice.normal(size=900)
    found = detectable(contrast("m", "A measure", "number", np.zeros(900), after))
    assert found == pytest.approx((1.959964 + 0.841621) * after.std(ddof=1) / 30)


def test_one_pair_detects_nothing_that_could_be_named() -> None:
    assert math.isnan(detectable(contrast("m", "A measure", "number", [0.0], [1.0])))


def test_size_and_power_are_as_stated(dice: np.random.Generator) -> None:
    """Without an effect 5% of experiments show one; at the minimum detectable effect, 80% do."""
    draws, pairs, tries = 20, 10, 4000
    luck = dice.normal(0, 0.5, (tries, draws, 1)) + dice.normal(0, 1, (tries, draws, pairs))
    error = math.sqrt((0.25 + 1 / pairs) / draws)  # the true one: the formula takes its estimate, which is right on average
    effect = (t.ppf(0.975, draws - 1) + t.ppf(0.8, draws - 1)) * error

    def shown(true: float) -> float:
        found = [contrast("m", "A", "number", np.zeros(draws * pairs), (one + true).ravel(), pairs).difference for one in luck]
        return float(np.mean([one.low > 0 or one.high < 0 for one in found]))

    assert shown(0.0) == pytest.approx(0.05, abs=0.015)
    assert shown(effect) == pytest.approx(0.80, abs=0.02)


def test_five_draws_cannot_show_a_sign_and_six_can() -> None:
    assert binomtest(FEWEST - 1, FEWEST - 1).pvalue > 0.05 > binomtest(FEWEST, FEWEST).pvalue


# what would matter


@pytest.mark.parametrize(
    ("unit", "text", "up", "down", "none"),
    [
        ("share", "no loss", 0.75, 0.25, 0.75),
        ("0..1", "power of a", 0.75, 0.25, 0.75),
        ("-1..1", "tie of a to b", 0.75, 1.25, 1.25),
        ("months", "months a holds b", math.inf, 0.25, math.inf),
        ("0..1", "power of a - power of b", 0.75, 1.25, 1.25),
        ("-1..1", "tie of a to b - tie of b to a", 1.75, 2.25, 2.25),
        ("number", "count attacks - count appeal", math.inf, math.inf, math.inf),
    ],
)
def test_how_far_a_measure_can_move(unit: str, text: str, up: float, down: float, none: float) -> None:
    found = contrast(text, "A measure", unit, [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0])
    assert (room(found, "up"), room(found, "down"), room(found, "none")) == (up, down, none)


def test_what_matters_is_a_tenth_of_the_spread_or_all_the_room_there_is() -> None:
    rare = contrast("m", "A chance", "share", [*[0.0] * 999, 1.0], [0.0] * 1000)
    assert mattering(rare, "down", 0.0316) == pytest.approx(0.001), "it can fall by no more"
    assert mattering(rare, "up", 0.0316) == pytest.approx(0.00316)
    assert mattering(rare, "down", math.nan) == pytest.approx(0.001), "of unknown spread, the room alone counts"


# the verdict


@pytest.mark.parametrize("sign", ["up", "down", "none"])
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_what_never_differs_in_either_arm_has_no_power(sign: str, value: float) -> None:
    """A claim of no difference used to count as supported because nothing ever happened."""
    assert judged(sign, np.full(2000, value), np.full(2000, value), 10) == "no power"


def test_a_rare_outcome_cannot_be_seen_to_fall(dice: np.random.Generator) -> None:
    """Of 0.3% nothing can be seen to go away with 500 pairs, even if all of it does."""
    before = np.zeros(500)
    before[dice.integers(0, 500, 2)] = 1.0
    assert judged("down", before, np.zeros(500), 10) == "no power"


def test_plenty_of_pairs_and_no_effect_is_fragile(dice: np.random.Generator) -> None:
    """2,000 independent pairs detect 0.09 standard deviations, less than the tenth that matters."""
    found = [judged("up", occurs(dice, 0.4, 2000), occurs(dice, 0.4, 2000)) for _ in range(100)]
    assert set(found) <= {"fragile", "supported", "opposed"} and found.count("fragile") >= 90


def test_few_pairs_and_no_effect_have_no_power(dice: np.random.Generator) -> None:
    """Of 200 pairs the same outcome detects no less than 0.28 standard deviations."""
    found = [judged("up", occurs(dice, 0.4, 200), occurs(dice, 0.4, 200)) for _ in range(100)]
    assert found.count("no power") >= 90, "in the others chance has put the interval on one side of zero"


def test_an_intervention_that_reaches_five_draws_has_no_power_and_six_may_be_fragile(dice: np.random.Generator) -> None:
    before = occurs(dice, 0.5, 3000)
    for reached, told in ((FEWEST - 1, "no power"), (FEWEST, "fragile")):
        after = before.copy()
        after[: 10 * reached : 10] = 1.0 - after[: 10 * reached : 10]
        change = after - before
        assert abs(change.sum()) < reached, "they do not all go one way"
        assert judged("up", before, after, 10) == told


def test_what_was_detected_keeps_its_verdict(dice: np.random.Generator) -> None:
    """An effect whose interval lies on one side of zero had power, whatever the formula says."""
    few = of(0.1, 0.3, up=4, down=0)
    assert verdict("up", few, [], 0.0, scale=0.01)[0] == "supported"
    mixed = of(0.1, 0.3, up=4, down=3)
    assert verdict("up", mixed, [], 0.0, scale=0.01)[0] == "fragile"


@pytest.mark.parametrize(
    ("low", "high", "floor", "told"),
    [
        (-0.09, 0.09, 0.1, "supported"),  # within a tenth of the spread, though 80% power needs 0.13
        (-0.3, 0.3, 0.4, "no power"),  # within the placebo's interval only because that is as wide
        (-0.3, 0.3, 0.1, "no power"),
        (-0.05, 0.12, 0.1, "no power"),  # 80% power needs 0.12
        (0.02, 0.14, 0.1, "fragile"),  # 80% power needs 0.09, and the interval reaches over the floor
        (0.45, 0.9, 0.4, "opposed"),
    ],
)
def test_no_difference(low: float, high: float, floor: float, told: str) -> None:
    """The spread is 1."""
    assert verdict("none", of(low, high, up=60, down=60), [], floor, scale=1.0)[0] == told


def test_no_difference_in_what_varies_is_supported(dice: np.random.Generator) -> None:
    before = occurs(dice, 0.5, 2000)
    assert judged("none", before, before, 10) == "supported"


def test_the_reason_names_both_effects(dice: np.random.Generator) -> None:
    before, after = occurs(dice, 0.4, 200), occurs(dice, 0.4, 200)
    _, why = verdict("up", contrast("m", "A chance", "share", before, after), [], 0.05, float(before.std()))
    assert "is detected in 80% of such experiments if it is 1" in why
    assert "a tenth of the standard deviation of the measure is 4.9 points" in why


def of(low: float, high: float, up: int, down: int) -> Contrast:
    """An effect with this interval in 200 draws, of which so many go up and down; it has no end either way."""
    error = (high - low) / 2 / t.ppf(0.975, 199)
    made = contrast("a - b", "A measure", "number", np.zeros(400), np.tile([0.0, 1.0], 200), 2)
    values = {name: getattr(made, name) for name in made.__dataclass_fields__}
    values |= {"difference": Estimate((low + high) / 2, low, high, error, 400), "draws_up": up / 200, "draws_down": down / 200}
    return Contrast(**values)
