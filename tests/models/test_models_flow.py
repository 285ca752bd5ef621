"""The circular flow of power, turnover of a fixed committee, enlargement of a growing one."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.models import circular_flow, turnover, urn

F = Fraction
UNIT = st.floats(0, 1)


def refilled(shares: list[float], i: int, flow: float, loyalty: float, speeds: list[float]) -> list[float]:
    """One refill in plain Python, as the docstring of the module has it."""
    out = [flow * speed * share for speed, share in zip([*speeds, 1.0], shares, strict=True)]
    out[i] = 0.0
    shares = [share - x for share, x in zip(shares, out, strict=True)]
    shares[i] += loyalty * sum(out)
    shares[-1] += (1 - loyalty) * sum(out)
    return shares


@given(st.integers(0, 2), UNIT, UNIT, st.lists(UNIT, min_size=3, max_size=3), st.integers(0, 30))
@settings(max_examples=60)
def test_one_appointer_by_steps_by_matrix_and_in_closed_form(i: int, flow: float, loyalty: float, speeds: list[float], rounds: int) -> None:
    start = [0.1, 0.2, 0.3, 0.4]
    shares = start
    for _ in range(rounds):
        shares = refilled(shares, i, flow, loyalty, speeds)
    matrix = circular_flow.refill(3, i, flow, loyalty, speeds)
    assert circular_flow.after(matrix, start, rounds) == pytest.approx(shares, abs=1e-12)
    closed = circular_flow.one_appointer(start, i, rounds, flow, loyalty, speeds)
    assert closed == pytest.approx(shares, abs=1e-12)
    assert closed.sum() == pytest.approx(1)


def test_nobody_else_has_a_following() -> None:
    shares = circular_flow.one_appointer([0, 0, 1], 0, 24, 0.03, 0.8)
    left = circular_flow.unaligned_after(1.0, 0.03, 0.8, 24)
    assert shares == pytest.approx([1 - left, 0, left])


def test_two_appointers_in_turn() -> None:
    first = circular_flow.refill(2, 0, 0.2, 0.9, 0.5)
    second = circular_flow.refill(2, 1, 0.1, 0.7, 0.5)
    both = circular_flow.in_turn([first, second])
    start = [0.2, 0.3, 0.5]
    assert circular_flow.after(both, start, 1) == pytest.approx(second @ (first @ start))
    end = circular_flow.resting_shares(both)
    assert circular_flow.after(both, start, 2000) == pytest.approx(end)
    assert end[0] > end[1] > 0


def test_a_following_that_yields_to_nobody_has_no_single_rest() -> None:
    with pytest.raises(ValueError, match="resting"):
        circular_flow.resting_shares(circular_flow.refill(2, 0, 0.2))
    with pytest.raises(ValueError, match="flow"):
        circular_flow.refill(2, 0, 1.2)


def test_two_levels() -> None:
    def after(rounds: int, a: Fraction, b: Fraction) -> tuple[Fraction, Fraction]:
        return circular_flow.two_levels((F(1, 5), F(1, 5)), F(1, 4), F(1, 3), a, b, rounds)

    assert after(1, F(1, 2), F(1, 2)) == (F(3, 10), F(7, 30))
    assert after(3, F(1, 2), F(1, 2)) == (F(2561, 5760), F(5809, 17280))
    assert after(3, F(1, 5), F(1, 2)) == (F(6017, 23040), F(16177, 69120))
    assert after(9, F(0), F(1)) == (F(1, 5), F(1, 5))


def test_neutral_turnover() -> None:
    neutral = turnover.appointed(F(0))
    assert turnover.control_chances(7, neutral, high=4)[1:4:2] == [F(1, 4), F(3, 4)]
    assert turnover.control_chances(7, neutral, low=1, high=5) == [F(k, 4) for k in range(5)]


@pytest.mark.parametrize(
    ("size", "a", "high", "steps"),
    [
        (7, F(1), 4, {0: F(319, 60), 1: F(259, 60), 3: F(7, 4)}),
        (7, F(1, 4), 4, {0: F(60721, 3120), 1: F(48241, 3120), 3: F(1231, 208)}),
        (27, F(1), 14, {5: F(27434397, 1989680)}),
    ],
)
def test_steps_to_a_majority(size: int, a: Fraction, high: int, steps: dict[int, Fraction]) -> None:
    found = turnover.steps_to_absorption(size, turnover.appointed(a), high)
    assert {k: found[k] for k in steps} == steps
    assert found[high] == 0


def test_full_control_of_twenty_seven() -> None:
    assert float(turnover.steps_to_absorption(27, turnover.appointed(F(1)))[5]) == pytest.approx(99.651958, abs=5e-7)


def test_delegates_must_be_odd() -> None:
    with pytest.raises(ValueError, match="odd"):
        turnover.delegated(4)


def test_enlargement_without_favour() -> None:
    chances = urn.grown(3, 4, 6, turnover.appointed(F(0)))
    assert chances == urn.additions(3, 4, 6)
    assert urn.expected_share(3, 4, chances) == F(3, 7)
    assert urn.majority_chance(3, 4, chances) == F(131, 462)
    assert float(urn.majority_chance(8, 19, urn.additions(8, 19, 13))) == pytest.approx(9.543947e-06, rel=1e-6)


@pytest.mark.parametrize(
    ("a", "share", "majority"), [(F(1, 4), F(1097621, 2162688), F(196225, 360448)), (F(1, 2), F(253571, 439296), F(31673, 39424))]
)
def test_enlargement_by_appointment(a: Fraction, share: Fraction, majority: Fraction) -> None:
    chances = urn.grown(3, 4, 6, turnover.appointed(a))
    assert urn.expected_share(3, 4, chances) == share
    assert urn.majority_chance(3, 4, chances) == majority
    others = F(4, 7)
    for seats in range(7, 13):
        others *= (seats + 1 - a) / (seats + 1)
    assert 1 - share == others


@pytest.mark.parametrize(
    ("m", "share", "majority"), [(3, 0.407468891, 0.253476099), (5, 0.390682185, 0.231700371), (9, 0.364774949, 0.199762550)]
)
def test_enlargement_by_delegation(m: int, share: float, majority: float) -> None:
    chances = urn.grown(3, 4, 6, turnover.delegated(m))
    assert float(urn.expected_share(3, 4, chances)) == pytest.approx(share, abs=1e-9)
    assert float(urn.majority_chance(3, 4, chances)) == pytest.approx(majority, abs=1e-9)


def test_packing() -> None:
    sizes = [(27, 8), (27, 10), (40, 15), (53, 20), (9, 4)]
    assert [urn.seats_to_majority(*size) for size in sizes] == [12, 8, 11, 14, 2]


def test_matrices_keep_the_sum() -> None:
    assert np.allclose(circular_flow.refill(3, 1, 0.4, 0.3, [0.1, 0.9, 0.5]).sum(axis=0), 1)
