"""Moves one by one on a quiet council: those made by force or against it. Refuse an order, build a case, arrest, exile, go underground."""

from __future__ import annotations

import pytest

from collegium.engine import layout as L
from collegium.engine.calendar import MONTH
from collegium.scenario import kinds as K
from helpers.quiet_council import HALF_A_YEAR, Council

# orders


def ordered(refused_since: int = 0, holds: bool = True) -> Council:
    """The treasurer, who has armed men, is to lose his office; he has refused the order so many weeks ago."""
    c = Council(K.STRIP)
    c.sc["force"][c.treasurer] = 1.0
    assert c.st["holder"][c.treasurer] == c.david
    c.motion(K.STRIP, c.boris, c.david, c.treasurer, state=L.CARRIED)
    if refused_since:
        c.st["q_ordered"][0], c.st["q_refuser"][0], c.st["q_decided"][0] = 1, c.david, c.bench.week - refused_since
    if not holds:
        c.sc["force"][c.treasurer] = 0.0
    return c


def test_refuse_order() -> None:
    """Who commands armed men may refuse to go. The decision waits; the price is open opposition and the mover's enmity."""
    c = ordered()
    c.step()
    assert c.made(c.david) == ["refuse_order"]
    assert (c.st["q_state"][0], c.st["q_refuser"][0], c.st["holder"][c.treasurer]) == (L.CARRIED, c.david, c.david)
    assert (c.st["opposed"][c.david], c.st["harm"][c.boris, c.david]) == (0.5, 0.5)


def test_a_refusal_that_costs_too_much_is_not_made() -> None:
    """To break ranks where unity is a norm costs a cautious man more than the office is worth."""
    c = ordered()
    c.st["unity"] = 1.0
    c.step()
    assert c.made(c.david) == []
    assert (c.st["q_state"][0], c.st["holder"][c.treasurer]) == (L.DONE, L.NOBODY)


def test_a_refused_order_waits_while_he_can_refuse_it() -> None:
    c = ordered(refused_since=HALF_A_YEAR)
    c.step()
    assert (c.st["q_state"][0], c.st["holder"][c.treasurer]) == (L.CARRIED, c.david)
    disarmed = ordered(refused_since=HALF_A_YEAR, holds=False)
    disarmed.step()
    assert (disarmed.st["q_state"][0], disarmed.st["holder"][disarmed.treasurer]) == (L.DONE, L.NOBODY)


def test_a_refused_order_lapses_after_half_a_year() -> None:
    c = ordered(refused_since=HALF_A_YEAR + 1)
    c.step()
    assert (c.st["q_state"][0], c.st["q_decided"][0], c.st["holder"][c.treasurer]) == (L.LAPSED, c.bench.week - 1, c.david)


# security


def secured(**theta: float) -> Council:
    """The chairman commands the security service, and wants to rise over the secretary. While unity is a norm she dares no coup."""
    c = Council(**theta)
    c.st["unity"] = 1.0
    assert (c.st["holder"][c.chairman], c.st["holder"][c.secretary]) == (c.anna, c.boris)
    c.sc["security"][c.chairman] = 0.8
    c.let_act(c.anna, c.boris)
    return c


def test_build_case() -> None:
    """Who has security at his command, himself or through his own man, makes a case. Every new one adds less."""
    c = secured()
    c.st["charges"][c.boris] = 0.2
    c.step()
    assert c.made(c.anna) == ["build_case"]
    assert c.st["charges"][c.boris] == pytest.approx(0.2 + 0.4 * 0.8)


def test_a_case_is_built_through_ones_own_man() -> None:
    c = secured()
    c.st["holder"][c.chairman], c.st["client"][c.felix, c.anna] = c.felix, 0.5
    c.step()
    assert c.made(c.anna) == ["build_case"]
    stranger = secured()
    stranger.st["holder"][stranger.chairman], stranger.st["client"][stranger.felix, stranger.anna] = stranger.felix, 0.4
    stranger.step()
    assert "build_case" not in stranger.made(stranger.anna)


def test_arrest() -> None:
    """Who has no seat left and opposes openly can be arrested. He loses his offices; custom and comradeship are worn by a rung of five."""
    c = secured(norm_ratchet=0.5, norm_half_life=1e300)
    c.st["seat"][:, c.boris], c.st["opposed"][c.boris], c.st["charges"][c.boris] = L.NO_SEAT, 0.6, 0.9
    c.st["hidden"][c.boris] = 1
    week = c.bench.week
    c.step()
    assert c.made(c.anna) == ["arrest"]
    assert (c.st["confined"][c.boris], c.st["hidden"][c.boris], c.st["holder"][c.secretary]) == (L.ARRESTED, 0, L.NOBODY)
    assert c.st["harm"][c.boris, c.anna] == 1.0
    assert (c.st["precedent"], c.st["comradeship"]) == pytest.approx((3.0, 1 - 0.5 * 5 / 8))
    assert (c.io["arrests"], c.io["arrested_at"][c.boris], c.io["lost_office"][c.boris]) == (1, week, week)


@pytest.mark.parametrize("shield", ["seat", "loyalty"])
def test_nobody_with_a_seat_or_without_a_reason_is_arrested(shield: str) -> None:
    c = secured()
    c.st["opposed"][c.boris], c.st["charges"][c.boris] = 0.6, 0.9
    if shield == "loyalty":
        c.st["seat"][:, c.boris], c.st["opposed"][c.boris] = L.NO_SEAT, 0.4
    c.step()
    assert "arrest" not in c.made(c.anna) and c.st["confined"][c.boris] == L.AT_LARGE


@pytest.mark.parametrize("state", [L.AT_LARGE, L.ARRESTED, L.EXILED])
def test_nobody_arrested_or_exiled_acts_or_votes(state: int) -> None:
    """Even with a seat, and with every reason to act."""
    c = Council(K.POLICY)
    c.let_act(c.boris, c.anna)
    c.st["confined"][c.boris] = state
    c.motion(K.POLICY, L.NOBODY, arg=c.issue, value=1.0)
    c.st["next_meeting"][c.council], c.sc["absentee"] = c.bench.week, 1
    c.step()
    free = state == L.AT_LARGE
    assert bool([row for row in c.bench.rows(K.L_MOVE) if row["actor"] == c.boris]) is free
    assert (c.boris in c.votes()) is free


def test_exile() -> None:
    """Who is arrested, or expelled, can be exiled; that is the last rung."""
    c = secured(norm_ratchet=0.5, norm_half_life=1e300)
    c.st["seat"][:, c.boris], c.st["confined"][c.boris] = L.NO_SEAT, L.ARRESTED
    week = c.bench.week
    c.step()
    assert c.made(c.anna) == ["exile"]
    assert (c.st["confined"][c.boris], c.st["away"][c.boris]) == (L.EXILED, 1)
    assert c.st["precedent"] == pytest.approx(1 + 0.5 * 5)
    assert (c.io["exiles"], c.io["exiled_at"][c.boris]) == (1, week)


# underground


@pytest.mark.parametrize("seated", [False, True])
def test_go_underground(seated: bool) -> None:
    """Who has opposed openly and fears the worst goes underground rather than give in, if there is a following to lose; not from a seat."""
    c = Council(K.INQUIRE)
    if not seated:
        c.st["seat"][:, c.anna] = L.NO_SEAT
    c.st["tie"][c.boris, c.anna], c.st["opposed"][c.anna], c.st["ambition"][c.anna] = -1.0, 0.8, 1.0
    c.st["allegiance"][:, c.anna], c.st["allegiance"][:, -1] = 0.9, 0.1
    c.accuse(c.boris, c.anna)
    c.step()
    if seated:
        assert c.made(c.anna) != ["go_underground"]
    else:
        assert c.made(c.anna) == ["go_underground"]
        assert (c.st["hidden"][c.anna], c.st["opposed"][c.anna], c.st["charges"][c.anna]) == (1, 1.0, 0.25)


@pytest.mark.parametrize("hidden", [0, 1])
def test_a_hidden_following_is_not_touched_by_appointments(hidden: int) -> None:
    """Nor does his opposition fade."""
    c = Council(turnover=0.5, tie_half_life=0.5)
    c.st["appoints"][c.secretary, 0] = 1.0
    c.st["allegiance"][0, c.clara], c.st["allegiance"][0, -1] = 0.5, 0.5
    c.st["hidden"][c.clara], c.st["opposed"][c.clara] = hidden, 0.8
    c.bench.step(MONTH)
    untouched = (0.5, 0.8)
    found = (c.st["allegiance"][0, c.clara], c.st["opposed"][c.clara])
    assert found == untouched if hidden else (found[0] < 0.5 and found[1] < 0.8)
    assert c.st["allegiance"][0, c.boris] > 0.0
