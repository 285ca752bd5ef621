"""Thresholds, cascades, ballots, tendered resignations."""

from __future__ import annotations

from fractions import Fraction

import pytest

from collegium.models import ballots, cascades, resignation, thresholds

F = Fraction


def test_granovetters_hundred() -> None:
    crowd = list(range(100))
    assert thresholds.open_opponents(crowd) == 100
    crowd[1] = 2
    assert thresholds.open_opponents(crowd) == 1


def test_the_order_of_a_show_of_hands_decides() -> None:
    needs, rest = [0, 1, 2, 3, 4, 9, 9, 9, 9], [5, 6, 7, 8]
    orders = [[0, 1, 2, 3, 4, *rest], [4, 3, 2, 1, 0, *rest], [1, 0, 2, 3, 4, *rest], list(range(9))[::-1]]
    assert [thresholds.show_of_hands(needs, order) for order in orders] == [5, 1, 1, 1]


def test_cascades() -> None:
    assert cascades.cascade_chances(F(9, 10), 2) == (F(171, 200), F(9, 100), F(11, 200))
    assert float(cascades.cascade_chances(F(3, 5), 100)[0]) == pytest.approx(12 / 19)
    assert sum(cascades.cascade_chances(0.7, 6)) == pytest.approx(1)
    with pytest.raises(ValueError, match="even"):
        cascades.cascade_chances(0.7, 3)


def test_cascades_for_who_does_not_know_the_truth() -> None:
    """Equation (1) of 1992, against all sequences of hints with fair coins for the undecided."""
    assert cascades.unconditional_cascades(F(9, 10), 2) == (F(91, 200), F(9, 100), F(91, 200))
    assert [cascades.eventual_cascades(p) for p in (F(3, 5), F(3, 4))] == [(F(12, 19), F(7, 19)), (F(21, 26), F(5, 26))]
    for p in (F(1, 2), F(3, 5), F(3, 4), F(1)):
        for movers in (0, 2, 4, 6):
            given_up, none, given_down = enumerated(p, movers)
            assert cascades.cascade_chances(p, movers) == (given_up, none, given_down)
            either = (given_up + given_down) / 2
            assert cascades.unconditional_cascades(p, movers) == (either, none, either)


def enumerated(p: Fraction, movers: int) -> tuple[Fraction, Fraction, Fraction]:
    """Chances of a cascade up, of none and of one down after so many movers if up is right, by following every history."""
    chances = {0: F(1)}  # by the lead of those who went up; with a lead of two, everybody follows
    for mover in range(movers):
        after: dict[int, Fraction] = {}
        for lead, chance in chances.items():
            if abs(lead) == 2:
                steps = {lead: F(1)}
            elif mover % 2 == 0:  # nobody has been copied yet: the hint decides
                steps = {1: p, -1: 1 - p}
            else:  # a hint against the one before leaves him undecided
                hint = p if lead > 0 else 1 - p
                steps = {2 * lead: hint + (1 - hint) / 2, 0: (1 - hint) / 2}
            for end, share in steps.items():
                after[end] = after.get(end, F(0)) + chance * share
        chances = after
    return chances.get(2, F(0)), chances.get(0, F(0)), chances.get(-2, F(0))


def test_ballots() -> None:
    chances = [ballots.secret_removal(9, 5, p) for p in (F(2, 5), F(1, 2), F(3, 5))]
    assert chances == [F(104128, 390625), F(1, 2), F(286497, 390625)]
    assert ballots.open_removal(9, 5, F(3, 5), F(1), 1) == chances[2]
    assert ballots.open_removal(9, 5, F(3, 5), F(0), 1) == 0
    assert float(ballots.silence(9, F(3, 5), F(1, 5))) == pytest.approx(0.316478382, abs=5e-10)
    assert ballots.open_removal(9, 1, 0.6, 0.2, 1) == pytest.approx(1 - ballots.silence(9, 0.6, 0.2))


def test_no_bluff_on_the_knifes_edge() -> None:
    with pytest.raises(ValueError, match="unique"):
        resignation.tender(F(1, 2), F(1), F(1), F(1), F(1))


def test_a_weak_leader_gains_nothing_by_bluffing() -> None:
    found = resignation.tender(F(1, 4), F(1), F(2), F(1), F(3))
    assert (1 - found.accepted) * 1 - found.accepted * 3 == found.value_weak == 0
