"""Headcounts against enumeration of all votes and exact convolution, with the shared shock integrated densely.

The kernels integrate the shock by five nodes in a small body and approximate a large one by a normal; the tolerances are those of
these approximations, not of arithmetic, and hold for shocks up to 1. Beyond, both get worse: at 1.5 (three in a hundred histories
under the prior) 0.02 in small bodies, 0.03 in large ones.
"""

from __future__ import annotations

from random import Random
from statistics import NormalDist, mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.engine import headcount, sides
from helpers.kept import keep
from helpers.oracle import vote as ov
from helpers.oracle import world as ow
from helpers.oracle.engine import Case, compiled

SMALL_TOLERANCE = 0.005
LARGE_TOLERANCE, LARGE_AVERAGE = 0.024, 0.006
DENSE = [(x / 8, NormalDist().pdf(x / 8) / 8) for x in range(-56, 57)]
SUMS = st.lists(st.floats(-3, 3) | st.sampled_from([30.0, -30.0]), min_size=1, max_size=10)


@keep
@compiled
def _passing(scs, ths, sts, wks, shift):
    sides.face(wks[0])
    return headcount.passing(scs[0], ths[0], sts[0], wks[0], shift)


class Hall:
    """A body in which everybody's sum is given."""

    def __init__(self) -> None:
        self.case = Case(0)

    def chance(self, sums: list[float], blocs: list[tuple[int, float]], share: float, shock: float, shift: float = 0.0) -> float:
        """What the kernel says: named voters with ``sums``, blocs of (seats, sum), threshold ``share``."""
        case, record = self.case, self.case.wk[0]
        record["body"], record["kind"] = 0, ow.POLICY
        case.sc[0]["threshold"][0, ow.POLICY], case.th[0]["shock"] = share, shock
        record["n_voters"], record["n_benches"] = len(sums), len(blocs)
        record["voter"][: len(sums)], record["eta"][: len(sums)] = range(len(sums)), sums
        record["bench"][: len(blocs)], record["bloc_seats"] = range(len(blocs)), sum(seats for seats, _ in blocs)
        for c, (seats, x) in enumerate(blocs):
            case.st[0]["bloc"][0, c], record["bloc_eta"][c] = seats, x
        return float(_passing(case.sc, case.th, case.st, case.wk, shift))


HALL = Hall()


def majority(share: float, n: int) -> int:
    """The least number of votes that is more than the share."""
    return next(k for k in range(n + 2) if k > share * n + 1e-9)


def enumerated(odds: list[float], need: int) -> float:
    """Sum over all ways to vote."""
    if not odds:
        return 1.0 if need <= 0 else 0.0
    return odds[0] * enumerated(odds[1:], need - 1) + (1 - odds[0]) * enumerated(odds[1:], need)


def shaken(sums: list[float], by: float) -> list[float]:
    return [ov.logistic(x if abs(x) >= 30 else x + by) for x in sums]


@settings(deadline=None, max_examples=60)
@given(SUMS, st.sampled_from([0.5, 2 / 3, 0.4, 0.0]), st.floats(-2, 2))
def test_every_vote_enumerated(sums: list[float], share: float, shift: float) -> None:
    """Without a shock the small headcount is exact."""
    exact = enumerated(shaken(sums, shift), majority(share, len(sums)))
    assert HALL.chance(sums, [], share, 0.0, shift) == pytest.approx(exact, abs=1e-9)


@settings(deadline=None, max_examples=12)
@given(SUMS, st.sampled_from([0.5, 2 / 3]), st.floats(0, 1))
def test_every_vote_enumerated_and_the_shock_integrated(sums: list[float], share: float, shock: float) -> None:
    need = majority(share, len(sums))
    exact = sum(weight * enumerated(shaken(sums, shock * z), need) for z, weight in DENSE)
    assert HALL.chance(sums, [], share, shock) == pytest.approx(exact, abs=SMALL_TOLERANCE)


def test_large_bodies_within_their_tolerance() -> None:
    """Named members and unnamed seats: at most 0.024 from exact convolution, 0.006 on average."""
    dice, errors = Random(5), []
    for _ in range(100):
        named = [dice.gauss(dice.gauss(0, 1), 1) for _ in range(dice.randint(17, 40))]
        blocs = [(dice.randint(3, 20), dice.gauss(0, 1)) for _ in range(dice.randint(0, 3))]
        shock = dice.uniform(0, 1)
        everybody = named + [x for seats, x in blocs for _ in range(seats)]
        need = majority(0.5, len(everybody))
        exact = sum(weight * ov.tail(shaken(everybody, shock * z), need) for z, weight in DENSE[::2]) * 2
        errors.append(abs(HALL.chance(named, blocs, 0.5, shock) - exact))
    assert max(errors) < LARGE_TOLERANCE, max(errors)
    assert mean(errors) < LARGE_AVERAGE, mean(errors)


@given(st.integers(1, 200), st.fractions(0, 1, max_denominator=12))
def test_needed_is_more_than_the_share(n: int, share: float) -> None:
    """In exact fractions: the least whole number above the share."""
    world = HALL.case.world()
    world.sc.threshold[0][ow.POLICY] = float(share)
    assert ov.needed(world, ow.Item(ow.POLICY, -1, -1, 0, 0), n) == int(share * n) + 1


def test_nobody_has_a_vote() -> None:
    assert HALL.chance([], [], 0.5, 0.5) == 0.0
