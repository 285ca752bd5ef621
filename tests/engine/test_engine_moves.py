"""Moves one by one on a quiet council: who makes it, what it costs, what it changes. Here those made by word and vote.

Insist, recall, propose an inquiry, launch a platform, postpone a congress, isolate a sick leader; capitulate, reconcile, split a caucus,
join oppositions.
"""

from __future__ import annotations

import numpy as np
import pytest

from collegium.engine import layout as L
from collegium.scenario import kinds as K
from helpers.quiet_council import COURTSHIP, HALF_A_YEAR, STANDING_WIN, TIE_JUMP, Council

# what is brought before others


def test_insist() -> None:
    """Who was outvoted brings the same before the same body once more. His friends come closer, and he has opposed a little."""
    c = Council(K.POLICY)
    c.st["position"][c.anna], c.st["salience"][c.anna] = 0.8, 0.5
    c.st["tie"][c.elena, c.anna] = 0.5
    c.motion(K.POLICY, c.anna, arg=c.issue, state=L.DEFEATED, seen=1, value=0.8)
    c.step()
    assert c.made(c.anna) == ["insist"]
    (again,) = np.flatnonzero(c.st["q_state"] == L.SUBMITTED)
    assert (c.st["q_appeal"][again], c.st["q_value"][again], c.st["opposed"][c.anna]) == (K.INSIST, 0.8, 0.25)
    assert c.st["position"][c.elena, c.issue] == pytest.approx(TIE_JUMP * 0.5 * 0.8)
    assert c.st["position"][c.boris, c.issue] == 0.0


def test_nobody_insists_twice() -> None:
    c = Council(K.POLICY)
    c.st["position"][c.anna], c.st["salience"][c.anna] = 0.8, 0.5
    c.motion(K.POLICY, c.anna, arg=c.issue, state=L.DEFEATED, seen=1, value=0.8, appeal=K.INSIST)
    c.step()
    assert c.made(c.anna) == [] and not c.waiting(K.POLICY)


def test_recall() -> None:
    """A patron moves that his man, sent away, may come back; once it is carried he is back, and grateful."""
    c = Council(K.RECALL)
    c.st["away"][c.felix], c.st["client"][c.felix, c.anna], c.st["hurt"][c.felix], c.st["harm"][c.felix, c.boris] = 1, 0.8, 1.0, 1.0
    c.st["caution"][c.anna], c.bench.theta["activity"] = 0.0, 50.0
    c.step()
    assert (c.made(c.anna), c.waiting(K.RECALL)) == (["recall"], [(c.anna, c.felix)])
    assert c.st["away"][c.felix] == 1
    c.meet()
    assert (c.st["away"][c.felix], c.st["tie"][c.felix, c.anna]) == (0, TIE_JUMP)


def test_a_recall_that_comes_after_exile_brings_nobody_back() -> None:
    c = Council(K.RECALL)
    c.st["away"][c.felix], c.st["confined"][c.felix] = 1, L.EXILED
    c.motion(K.RECALL, c.anna, c.felix)
    c.meet()
    assert c.st["q_state"][0] == L.DONE
    assert (c.st["away"][c.felix], c.st["confined"][c.felix], c.st["tie"][c.felix, c.anna]) == (1, L.EXILED, 0.0)


@pytest.mark.parametrize("opposed", [0.8, 0.0])
def test_propose_inquiry(opposed: float) -> None:
    """Whoever has something to hide is charged with half of what is found. Without findings an inquiry clears him."""
    c = Council(K.INQUIRE)
    c.let_act(c.anna, c.boris)
    c.st["opposed"][c.boris] = 0.8
    c.ill(c.boris)
    c.step()
    assert (c.made(c.anna), c.waiting(K.INQUIRE)) == (["propose_inquiry"], [(c.anna, c.boris)])
    assert c.st["harm"][c.boris, c.anna] == 0.5
    c.st["opposed"][c.boris], c.st["charges"][c.boris] = opposed, 0.1
    c.meet()
    cleared = opposed == 0.0
    assert c.st["charges"][c.boris] == pytest.approx(0.0 if cleared else 0.1 + 0.4 * 0.9)
    assert c.st["standing"][c.boris] == pytest.approx(0.6 * (1 + STANDING_WIN) if cleared else 0.6)


def test_launch_platform() -> None:
    """Who has no forum turns to the rank and file. Where they want what he wants the unaligned come to him; and he has opposed openly."""
    c = Council()
    c.st["position"][c.anna, c.issue], c.st["salience"][c.anna, c.issue] = 1.0, 1.0
    c.st["caution"][c.anna], c.st["public"][c.anna], c.bench.theta["activity"] = 0.0, 1.0, 50.0
    c.st["mood"][:, c.issue], c.st["mood_salience"][:, c.issue] = -1.0, 1.0
    c.st["mood"][0, c.issue] = 0.6
    c.step()
    assert c.made(c.anna) == ["launch_platform"]
    nearer = (0.6 - 0.4) / 2
    assert c.st["allegiance"][0, c.anna] == pytest.approx(TIE_JUMP * nearer)
    assert c.st["allegiance"][1, c.anna] == 0.0
    assert c.st["mood"][:2, c.issue] == pytest.approx([0.6 + 0.1 * 0.4, -1.0 + 0.1 * 2.0])
    assert (c.st["opposed"][c.anna], c.io["platforms"]) == (0.5, 1)


def test_postpone_congress() -> None:
    """Who fears the next delegates has the congress put off: it meets half a year later, and not before."""
    c = Council(K.POSTPONE)
    c.st["tie"][c.boris, c.anna], c.st["caution"][c.anna], c.bench.theta["activity"] = -1.0, 0.0, 50.0
    c.bench.theta["tie_jump"] = 0.0  # nothing to be had by making up
    c.st["allegiance"][:, c.boris], c.st["allegiance"][:, -1] = 0.9, 0.1
    due = c.bench.week + 10
    c.st["next_meeting"][c.assembly] = due
    c.step()
    assert (c.made(c.anna), c.waiting(K.POSTPONE)) == (["postpone_congress"], [(c.anna, L.NOBODY)])
    c.meet()
    assert c.st["next_meeting"][c.assembly] == due + HALF_A_YEAR
    held = []
    while not held:
        c.step()
        held = c.bench.rows(K.L_CONGRESS)
    assert held[0]["week"] == due + HALF_A_YEAR


def test_isolate() -> None:
    """A sick leader is spared all business for half a year, at the price of his resentment."""
    c = Council(K.ISOLATE)
    c.let_act(c.boris, c.anna)
    c.st["tie"][c.boris, c.anna], c.st["been_ill"][c.anna], c.st["authority"][c.anna] = -0.5, 1, 0.2
    c.ill(c.anna)
    c.step()
    assert (c.made(c.boris), c.waiting(K.ISOLATE)) == (["isolate"], [(c.boris, c.anna)])
    assert c.st["harm"][c.anna, c.boris] == 0.5
    week = c.bench.week
    c.meet()
    assert c.st["isolated"][c.anna] == week + HALF_A_YEAR


@pytest.mark.parametrize("isolated", [False, True])
def test_an_isolated_leader_neither_votes_nor_is_deferred_to(isolated: bool) -> None:
    c = Council(K.POLICY, policy=40.0, deference=10.0)
    c.st["authority"][c.anna], c.st["position"][c.anna], c.st["salience"][c.anna] = 1.0, 1.0, 1.0
    c.st["isolated"][c.anna] = c.bench.week + 1 if isolated else 0
    c.motion(K.POLICY, L.NOBODY, arg=c.issue, value=1.0)
    c.meet()
    deference = {int(row["actor"]): float(row["terms"][K.T_DEFERENCE]) for row in c.bench.rows(K.T_VOTE)}
    assert [deference[i] for i in (c.boris, c.clara, c.david, c.elena)] == pytest.approx([0.0 if isolated else 10.0] * 4)
    assert (c.anna in c.votes()) is not isolated


# those who give way, and those who find each other


def test_capitulate() -> None:
    """Who gives in is left in peace, with half his following, less renown, and half of what he had wanted."""
    c = Council(K.INQUIRE)
    c.st["unity"] = 1.0
    c.st["tie"][c.boris, c.anna], c.st["opposed"][c.anna], c.st["hidden"][c.anna], c.st["charges"][c.anna] = -1.0, 0.8, 1, 0.6
    c.st["position"][c.anna, c.issue], c.st["salience"][c.anna, c.issue] = 0.8, 1.0
    c.st["allegiance"][:, c.anna], c.st["allegiance"][:, -1] = 0.4, 0.6
    c.motion(K.INQUIRE, c.anna, c.boris, place=1)
    c.accuse(c.boris, c.anna)
    c.step()
    assert c.made(c.anna) == ["capitulate"]
    assert (c.st["opposed"][c.anna], c.st["hidden"][c.anna], c.st["charges"][c.anna]) == (0.0, 0, 0.3)
    assert c.st["standing"][c.anna] == pytest.approx(0.2 * (1 - STANDING_WIN))
    assert c.st["position"][c.anna, c.issue] == pytest.approx(0.4)
    assert c.st["allegiance"][:2, [c.anna, -1]] == pytest.approx(np.array([[0.2, 0.8]] * 2))
    assert c.st["q_state"][1] == L.LAPSED
    assert c.st["tie"][c.boris, c.anna] == pytest.approx(-1 + TIE_JUMP * COURTSHIP * 2)
    assert c.io["capitulations"] == 1


def test_reconcile() -> None:
    """He takes back his motions against the other and forgives him all; the other forgives him half."""
    c = Council(K.INQUIRE)
    c.st["harm"][c.anna, c.boris], c.st["harm"][c.boris, c.anna], c.st["harm"][c.boris, c.clara] = 0.2, 0.6, 0.4
    c.motion(K.STRIP, c.anna, c.boris, c.secretary, place=1)
    c.accuse(c.boris, c.anna)
    c.step()
    assert c.made(c.anna) == ["reconcile"]
    assert c.st["q_state"][:2].tolist() == [L.SUBMITTED, L.LAPSED]
    assert (c.st["harm"][c.anna, c.boris], c.st["harm"][c.boris, c.anna], c.st["hurt"][c.boris]) == (0.0, 0.3, 0.4)
    assert c.st["tie"][c.boris, c.anna] == TIE_JUMP


def test_join_oppositions() -> None:
    """Two who have opposed, each for himself, forget half of what was between them and stand together against the strongest."""
    c = Council(K.INQUIRE)
    c.st["opposed"][c.anna], c.st["opposed"][c.boris] = 0.2, 0.7
    c.st["ambition"][c.clara], c.st["standing"][c.clara] = 1.0, 2.0
    c.st["harm"][c.boris, c.anna], c.st["tie"][c.boris, c.anna] = 0.4, -0.1
    c.accuse(c.boris, c.anna)
    c.step()
    assert c.made(c.anna) == ["join_oppositions"]
    assert c.st["opposed"][[c.anna, c.boris]].tolist() == [0.7, 0.7]
    assert (c.st["harm"][c.boris, c.anna], c.st["tie"][c.anna, c.boris]) == (0.2, TIE_JUMP)
    assert c.st["tie"][c.boris, c.anna] == pytest.approx(-0.1 + 1.1 * TIE_JUMP)
    assert (c.st["g_on"][0], c.st["g_target"][0]) == (1, c.clara)
    assert np.flatnonzero(c.st["g_member"][0] == L.MEMBER).tolist() == sorted([c.anna, c.boris])
