"""The successor lottery and the fear of the stronger, in a toy of three: T, S and Z with most of what remains nobody's rival.

Z weighs whether S should lose his seat. What S loses goes to T or to Z, by lot. Z's own stake is his gain less the feared
gain of those stronger than he, weighted by ``balancing``; it turns negative where the weight passes the value that makes
both equal. In closed form, with powers t, s, z, ambitions 1, and q the odds with which the seat goes to Z rather than T,

    balancing* = q / ((t/z - 1)+ (1 - q) - (s/z - 1)+),   fears capped at 1.
"""

from __future__ import annotations

import math

import numba
import numpy as np
import pytest

from collegium.engine import layout as L
from collegium.engine.history import shaped
from collegium.engine.motion import fresh
from collegium.engine.power import lottery, own_stake
from collegium.scenario import kinds as K
from helpers.bench import Bench, copied, model
from helpers.kept import keep

SEAT = 1.0
"""What is at stake is counted in seats of the top body."""
WEIGHT = 0.1


@keep
@numba.njit
def stake_by_lottery(scs, ths, sts, wks, mover, target, body):
    """Own stakes of everybody in ``target``'s removal from ``body``, after the lottery; fills ``gain``."""
    lottery(scs[0], ths[0], sts[0], wks[0], fresh(K.REMOVE, mover, target, body, body), -1.0)
    return own_stake(ths[0], sts[0], wks[0], mover)


@keep
@numba.njit
def stake(ths, sts, wks, m):
    return own_stake(ths[0], sts[0], wks[0], m)


class Toy:
    """Three with seats in the top body, to whom the delegates lean as they are powerful. Ties, clients and offices count for nothing."""

    def __init__(self, t: float, s: float, z: float) -> None:
        self.bench = Bench(copied(model("council"))).open(0)
        self.sc, self.th, self.state, self.work = self.bench.model.sc, self.bench.theta, self.bench.state, self.bench.work
        st, self.top = self.state[0], int(self.state[0]["top"])
        people = self.bench.model.people
        self.t, self.s, self.z = (people.index(name) for name in ("anna", "boris", "clara"))
        st["seat"] = L.NO_SEAT
        st["seat"][self.top, [self.t, self.s, self.z]] = L.FULL
        st["leaning"], st["tie"], st["client"], st["sway"], st["ambition"] = 0.0, 0.0, 0.0, 0.0, 1.0
        st["authority"] = 0.0
        st["power"][[self.t, self.s, self.z]] = t, s, z
        st["leaning"][:, [self.t, self.s, self.z]] = t, s, z
        st["seat_weight"][self.top] = WEIGHT
        self.lottery = float(self.th["lottery"][0])

    def records(self) -> list[np.ndarray]:
        return [shaped(record) for record in (self.sc, self.th, self.state, self.work)]

    def weigh(self, balancing: float) -> float:
        """Z's own stake in S's removal as the engine sees it."""
        self.th["balancing"] = balancing
        return float(stake_by_lottery(*self.records(), self.z, self.s, self.top))

    def given(self, balancing: float, gains: dict[int, float]) -> float:
        """The same with the gains set by hand."""
        wk = self.work[0]
        wk["n_gainers"] = len(gains)
        for n, (who, gain) in enumerate(gains.items()):
            wk["gainer"][n], wk["prize"][n], wk["might"][n] = who, gain, self.state[0]["power"][who]
            wk["drive"][n] = self.state[0]["ambition"][who] * (1.0 - self.state[0]["authority"][who])
        self.th["balancing"] = balancing
        return float(stake(*self.records()[1:], self.z))


def turning_point(t: float, s: float, z: float, q: float) -> float:
    def fear(x: float) -> float:
        return min(1.0, max(0.0, x / z - 1.0))

    return q / (fear(t) * (1.0 - q) - fear(s))


def test_the_lottery_is_a_softmax_of_preferences() -> None:
    """A seat goes to T or Z as exp(lottery x leaning): all that the electing body goes by where nobody has ties."""
    toy = Toy(0.30, 0.20, 0.18)
    toy.weigh(1.0)
    gain = toy.work[0]["gain"]
    odds = math.exp(toy.lottery * (0.30 - 0.18))
    assert gain[toy.s] == pytest.approx(-SEAT)
    assert gain[toy.t] == pytest.approx(SEAT * odds / (1.0 + odds))
    assert gain[toy.z] == pytest.approx(SEAT / (1.0 + odds))
    assert gain[[toy.t, toy.s, toy.z]].sum() == pytest.approx(0.0, abs=1e-15)


def test_a_leader_who_can_count_on_the_electing_body_speaks_for_friends_and_clients() -> None:
    """S holds half of it, and Z is his client, T his friend by less; for himself he does not speak, nor does an outsider for anybody."""
    toy = Toy(0.18, 0.20, 0.18)
    st, elector = toy.state[0], int(toy.bench.sc["elector"][toy.top])
    st["sway"][elector, toy.s], st["client"][toy.z, toy.s], st["tie"][toy.s, toy.t] = 0.5, 0.8, 0.3
    toy.weigh(1.0)
    odds = math.exp(toy.lottery * 0.5 * (0.8 - 0.3))
    assert toy.work[0]["gain"][[toy.z, toy.t]] == pytest.approx([SEAT * odds / (1.0 + odds), SEAT / (1.0 + odds)])
    st["seat"][toy.top, toy.s] = L.NO_SEAT
    toy.weigh(1.0)
    assert toy.work[0]["gain"][toy.z] == pytest.approx(toy.work[0]["gain"][toy.t])


def test_the_weaker_ally_refuses_once_he_fears_the_stronger_enough() -> None:
    """T .30, S .20, Z .18: the sign turns at the weight of the formula, neither before nor after."""
    toy = Toy(0.30, 0.20, 0.18)
    q = 1.0 / (1.0 + math.exp(toy.lottery * (0.30 - 0.18)))
    turn = turning_point(0.30, 0.20, 0.18, q)
    assert 1.0 < turn < 2.0
    assert toy.weigh(0.0) == pytest.approx(SEAT * q)
    assert toy.weigh(turn) == pytest.approx(0.0, abs=1e-15)
    assert toy.weigh(turn - 1e-9) > 0.0 > toy.weigh(turn + 1e-9)


def test_at_odds_of_41_to_25_the_weight_is_one_and_a_quarter() -> None:
    """The worked example of the design: the seat goes to T or Z as 41 to 25."""
    toy = Toy(0.30, 0.20, 0.18)
    gains = {toy.s: -66.0, toy.t: 41.0, toy.z: 25.0}
    assert turning_point(0.30, 0.20, 0.18, 25.0 / 66.0) == pytest.approx(1.25)
    assert toy.given(1.25, gains) == pytest.approx(0.0, abs=1e-12)
    assert toy.given(1.24, gains) > 0.0 > toy.given(1.26, gains)


def test_against_the_strongest_fear_speaks_for_removal() -> None:
    """T .12, S .30: nothing to fear from T, everything from S; the more he fears the more Z gains."""
    toy = Toy(0.12, 0.30, 0.18)
    found = [toy.weigh(x) for x in (0.0, 0.5, 1.25, 5.0)]
    assert all(x > 0.0 for x in found)
    assert np.all(np.diff(found) > 0.0)
    q = 1.0 / (1.0 + math.exp(toy.lottery * (0.12 - 0.18)))
    assert found[2] == pytest.approx(SEAT * (q + 1.25 * (0.30 / 0.18 - 1.0)))


def test_fear_is_capped_and_needs_ambition() -> None:
    """A lead of more than a whole share frightens no more than one; nobody fears a man without ambition."""
    toy = Toy(0.60, 0.20, 0.10)
    q = 1.0 / (1.0 + math.exp(toy.lottery * (0.60 - 0.10)))
    assert toy.weigh(1.0) == pytest.approx(SEAT * (q - (1.0 - q) + 1.0))
    toy.state[0]["ambition"][toy.t] = 0.0
    assert toy.weigh(1.0) == pytest.approx(SEAT * (q + 1.0))
