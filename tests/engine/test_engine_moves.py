"""The fifteen moves that came last, one by one, on a council of six that wants nothing: who makes it, what it costs, what it changes.

Everybody is content: he has no ambition, no enemies, no wishes for any policy, and all the caution there is, so that he does nothing.
A test gives one of them a reason; with a precision as high as here he then makes the move that is worth most to him, whatever his luck.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from collegium.engine import layout as L
from collegium.engine import moves
from collegium.engine.rules.calendar import MONTH
from engine_bench import quiet

COURTSHIP, TIE_JUMP, STANDING_WIN = 0.5, 0.3, 0.2
THETA = dict.fromkeys(
    "policy tie stake balancing whip deference conformity comradeship discipline document shock headcount_error sanction_cost obstruction "
    "turnover norm_ratchet susceptibility".split(), 0.0
) | {
    "bias": 50.0, "precision": 800.0, "reach": 1.0, "consideration": 8.0, "courtship": COURTSHIP, "tie_jump": TIE_JUMP,
    "standing_win": STANDING_WIN, "denunciation": 0.1, "caucus_cost": 0.005, "tie_half_life": 1e300, "harm_half_life": 1e300,
}  # fmt: skip
"""Every motion is sure to be carried (``bias``), and nothing fades."""
HALF_A_YEAR = 26


class Council:
    """Six people by their first names' places, and the state they are in. ``decides`` are the only motions that the council may decide."""

    def __init__(self, *decides: int, **theta: float) -> None:
        self.bench = quiet(theta=THETA | theta, tracing=True)
        m, self.st, self.sc, self.io = self.bench.model, self.bench.st, self.bench.sc, self.bench.io
        self.anna, self.boris, self.clara, self.david, self.elena, self.felix = (
            m.people.index(name) for name in ("anna", "boris", "clara", "david", "elena", "felix")
        )
        self.council, self.assembly = m.bodies.index("council"), m.bodies.index("assembly")
        self.secretary, self.chairman, self.treasurer = (m.offices.index(x) for x in ("secretary", "chairman", "treasurer"))
        self.issue = m.issues.index("taxes")
        self.sc["decides"], self.sc["agenda"], self.sc["appeal"] = 0, L.NOBODY, L.NOBODY
        self.sc["decides"][self.council, list(decides)] = 1
        self._content()

    def _content(self) -> None:
        st = self.st
        for field in ("ambition", "public", "authority", "tie", "client", "harm", "hurt", "opposed", "salience", "allegiance", "leaning"):
            st[field] = 0.0
        st["caution"], st["standing"], st["allegiance"][:, -1], st["unity"] = 1.0, 0.2, 1.0, 0.0
        st["position"], st["anchor"], st["policy"], st["mood"] = 0.0, 0.0, 0.0, 0.0

    def let_act(self, i: int, j: int) -> None:
        """i wants to rise, is rash, and j is the strongest, so that it is j whom he has in mind. Everybody may act."""
        self.st["ambition"][i], self.st["caution"][i], self.st["standing"][j] = 1.0, 0.0, 0.6
        self.bench.theta["activity"] = 50.0

    def ill(self, j: int) -> None:
        """He cannot answer."""
        self.st["incapable"][j] = self.bench.week + 99

    def votes(self) -> list[int]:
        """Who cast a vote in the last step."""
        return [int(row["actor"]) for row in self.bench.rows(L.T_VOTE) if row["yes"] + row["no"]]

    def accuse(self, i: int, j: int) -> None:
        """A motion of i's against j comes in, on which j must do something."""
        self.motion(L.INQUIRE, i, j, state=L.SUBMITTED, seen=0)

    def motion(self, kind: int, mover: int, target: int = L.NOBODY, arg: int = L.NOBODY, place: int = 0, **more: Any) -> None:
        """A motion on the council's agenda, by default one that waits for its meeting and of which all know."""
        fields = {"kind": kind, "mover": mover, "target": target, "arg": arg, "body": self.council, "state": L.SUBMITTED, "seen": 2,
                  "value": 0.0, "week": self.bench.week - 5, "decided": self.bench.week, "urgent": 0, "deferred": 0, "appeal": 0,
                  "ordered": 0, "key": 77 + place}  # fmt: skip
        for name, x in (fields | more).items():
            self.st["q_" + name][place] = x

    def made(self, actor: int) -> list[str]:
        """Moves that somebody made in the last step, silence not counted."""
        found = [moves.NAMES[int(row["subject"])] for row in self.bench.rows(L.L_MOVE) if row["actor"] == actor]
        return [name for name in found if name != "stay_silent"]

    def waiting(self, kind: int) -> list[tuple[int, int]]:
        """(mover, target) of the motions of this kind that have been submitted."""
        hit = np.flatnonzero((self.st["q_kind"] == kind) & (self.st["q_state"] == L.SUBMITTED))
        return [(int(self.st["q_mover"][q]), int(self.st["q_target"][q])) for q in hit]

    def meet(self) -> None:
        """A step in which the council meets and nobody acts of his own accord."""
        self.bench.theta["activity"] = 0.0
        self.st["next_meeting"][self.council] = self.bench.week
        self.bench.step()

    def step(self) -> None:
        self.bench.step()


# what is brought before others


def test_insist() -> None:
    """Who was outvoted brings the same before the same body once more. His friends come closer, and he has opposed a little."""
    c = Council(L.POLICY)
    c.st["position"][c.anna], c.st["salience"][c.anna] = 0.8, 0.5
    c.st["tie"][c.elena, c.anna] = 0.5
    c.motion(L.POLICY, c.anna, arg=c.issue, state=L.DEFEATED, seen=1, value=0.8)
    c.step()
    assert c.made(c.anna) == ["insist"]
    (again,) = np.flatnonzero(c.st["q_state"] == L.SUBMITTED)
    assert (c.st["q_appeal"][again], c.st["q_value"][again], c.st["opposed"][c.anna]) == (L.INSIST, 0.8, 0.25)
    assert c.st["position"][c.elena, c.issue] == pytest.approx(TIE_JUMP * 0.5 * 0.8)
    assert c.st["position"][c.boris, c.issue] == 0.0


def test_nobody_insists_twice() -> None:
    c = Council(L.POLICY)
    c.st["position"][c.anna], c.st["salience"][c.anna] = 0.8, 0.5
    c.motion(L.POLICY, c.anna, arg=c.issue, state=L.DEFEATED, seen=1, value=0.8, appeal=L.INSIST)
    c.step()
    assert c.made(c.anna) == [] and not c.waiting(L.POLICY)


def test_recall() -> None:
    """A patron moves that his man, sent away, may come back; once it is carried he is back, and grateful."""
    c = Council(L.RECALL)
    c.st["away"][c.felix], c.st["client"][c.felix, c.anna], c.st["hurt"][c.felix], c.st["harm"][c.felix, c.boris] = 1, 0.8, 1.0, 1.0
    c.st["caution"][c.anna], c.bench.theta["activity"] = 0.0, 50.0
    c.step()
    assert (c.made(c.anna), c.waiting(L.RECALL)) == (["recall"], [(c.anna, c.felix)])
    assert c.st["away"][c.felix] == 1
    c.meet()
    assert (c.st["away"][c.felix], c.st["tie"][c.felix, c.anna]) == (0, TIE_JUMP)


def test_a_recall_that_comes_after_exile_brings_nobody_back() -> None:
    c = Council(L.RECALL)
    c.st["away"][c.felix], c.st["confined"][c.felix] = 1, L.EXILED
    c.motion(L.RECALL, c.anna, c.felix)
    c.meet()
    assert c.st["q_state"][0] == L.DONE
    assert (c.st["away"][c.felix], c.st["confined"][c.felix], c.st["tie"][c.felix, c.anna]) == (1, L.EXILED, 0.0)


@pytest.mark.parametrize("opposed", [0.8, 0.0])
def test_propose_inquiry(opposed: float) -> None:
    """Whoever has something to hide is charged with half of what is found. Without findings an inquiry clears him."""
    c = Council(L.INQUIRE)
    c.let_act(c.anna, c.boris)
    c.st["opposed"][c.boris] = 0.8
    c.ill(c.boris)
    c.step()
    assert (c.made(c.anna), c.waiting(L.INQUIRE)) == (["propose_inquiry"], [(c.anna, c.boris)])
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
    c = Council(L.POSTPONE)
    c.st["tie"][c.boris, c.anna], c.st["caution"][c.anna], c.bench.theta["activity"] = -1.0, 0.0, 50.0
    c.bench.theta["tie_jump"] = 0.0  # nothing to be had by making up
    c.st["allegiance"][:, c.boris], c.st["allegiance"][:, -1] = 0.9, 0.1
    due = c.bench.week + 10
    c.st["next_meeting"][c.assembly] = due
    c.step()
    assert (c.made(c.anna), c.waiting(L.POSTPONE)) == (["postpone_congress"], [(c.anna, L.NOBODY)])
    c.meet()
    assert c.st["next_meeting"][c.assembly] == due + HALF_A_YEAR
    held = []
    while not held:
        c.step()
        held = c.bench.rows(L.L_CONGRESS)
    assert held[0]["week"] == due + HALF_A_YEAR


def test_isolate() -> None:
    """A sick leader is spared all business for half a year, at the price of his resentment."""
    c = Council(L.ISOLATE)
    c.let_act(c.boris, c.anna)
    c.st["tie"][c.boris, c.anna], c.st["been_ill"][c.anna], c.st["authority"][c.anna] = -0.5, 1, 0.8
    c.ill(c.anna)
    c.step()
    assert (c.made(c.boris), c.waiting(L.ISOLATE)) == (["isolate"], [(c.boris, c.anna)])
    assert c.st["harm"][c.anna, c.boris] == 0.5
    week = c.bench.week
    c.meet()
    assert c.st["isolated"][c.anna] == week + HALF_A_YEAR


@pytest.mark.parametrize("isolated", [False, True])
def test_an_isolated_leader_neither_votes_nor_is_deferred_to(isolated: bool) -> None:
    c = Council(L.POLICY, bias=0.0, policy=40.0, deference=10.0)
    c.st["authority"][c.anna], c.st["position"][c.anna], c.st["salience"][c.anna] = 1.0, 1.0, 1.0
    c.st["isolated"][c.anna] = c.bench.week + 1 if isolated else 0
    c.motion(L.POLICY, L.NOBODY, arg=c.issue, value=1.0)
    c.meet()
    deference = {int(row["actor"]): float(row["terms"][L.T_DEFERENCE]) for row in c.bench.rows(L.T_VOTE)}
    assert [deference[i] for i in (c.boris, c.clara, c.david, c.elena)] == pytest.approx([0.0 if isolated else 10.0] * 4)
    assert (c.anna in c.votes()) is not isolated


# orders


def ordered(refused_since: int = 0, holds: bool = True) -> Council:
    """The treasurer, who has armed men, is to lose his office; he has refused the order so many weeks ago."""
    c = Council(L.STRIP)
    c.sc["force"][c.treasurer] = 1.0
    assert c.st["holder"][c.treasurer] == c.david
    c.motion(L.STRIP, c.boris, c.david, c.treasurer, state=L.CARRIED)
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
    """The chairman commands the security service, and wants to rise over the secretary."""
    c = Council(**theta)
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
    c = Council(L.POLICY)
    c.let_act(c.boris, c.anna)
    c.st["confined"][c.boris] = state
    c.motion(L.POLICY, L.NOBODY, arg=c.issue, value=1.0)
    c.st["next_meeting"][c.council], c.sc["absentee"] = c.bench.week, 1
    c.step()
    free = state == L.AT_LARGE
    assert bool([row for row in c.bench.rows(L.L_MOVE) if row["actor"] == c.boris]) is free
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


# those who give way, and those who find each other


def test_go_underground() -> None:
    """Who has opposed openly and fears the worst goes underground rather than give in, if he has a following to lose."""
    c = Council(L.INQUIRE)
    c.st["tie"][c.boris, c.anna], c.st["opposed"][c.anna], c.st["ambition"][c.anna] = -1.0, 0.8, 1.0
    c.st["allegiance"][:, c.anna], c.st["allegiance"][:, -1] = 0.9, 0.1
    c.accuse(c.boris, c.anna)
    c.step()
    assert c.made(c.anna) == ["go_underground"]
    assert (c.st["hidden"][c.anna], c.st["opposed"][c.anna], c.st["charges"][c.anna]) == (1, 1.0, 0.25)


@pytest.mark.parametrize("hidden", [0, 1])
def test_a_hidden_following_is_not_touched_by_appointments(hidden: int) -> None:
    """Nor does his opposition fade."""
    c = Council(turnover=0.5, harm_half_life=0.5)
    c.sc["appoints"][c.secretary, 0] = 1.0
    c.st["allegiance"][0, c.clara], c.st["allegiance"][0, -1] = 0.5, 0.5
    c.st["hidden"][c.clara], c.st["opposed"][c.clara] = hidden, 0.8
    c.bench.step(MONTH)
    untouched = (0.5, 0.8)
    found = (c.st["allegiance"][0, c.clara], c.st["opposed"][c.clara])
    assert found == untouched if hidden else (found[0] < 0.5 and found[1] < 0.8)
    assert c.st["allegiance"][0, c.boris] > 0.0


def test_capitulate() -> None:
    """Who gives in is left in peace, with half his following, less renown, and half of what he had wanted."""
    c = Council(L.INQUIRE)
    c.st["unity"] = 1.0
    c.st["tie"][c.boris, c.anna], c.st["opposed"][c.anna], c.st["hidden"][c.anna], c.st["charges"][c.anna] = -1.0, 0.8, 1, 0.6
    c.st["position"][c.anna, c.issue], c.st["salience"][c.anna, c.issue] = 0.8, 1.0
    c.st["allegiance"][:, c.anna], c.st["allegiance"][:, -1] = 0.4, 0.6
    c.motion(L.INQUIRE, c.anna, c.boris, place=1)
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
    c = Council(L.INQUIRE)
    c.st["harm"][c.anna, c.boris], c.st["harm"][c.boris, c.anna], c.st["harm"][c.boris, c.clara] = 0.2, 0.6, 0.4
    c.motion(L.STRIP, c.anna, c.boris, c.secretary, place=1)
    c.accuse(c.boris, c.anna)
    c.step()
    assert c.made(c.anna) == ["reconcile"]
    assert c.st["q_state"][:2].tolist() == [L.SUBMITTED, L.LAPSED]
    assert (c.st["harm"][c.anna, c.boris], c.st["harm"][c.boris, c.anna], c.st["hurt"][c.boris]) == (0.0, 0.3, 0.4)
    assert c.st["tie"][c.boris, c.anna] == TIE_JUMP


def test_split_caucus() -> None:
    """He courts one of those who stand together against him; the others fall out with both."""
    c = Council(L.INQUIRE)
    c.st["ambition"][c.clara] = 1.0  # of whom boris has more to fear than of anna
    c.st["g_on"][0], c.st["g_target"][0], c.st["g_since"][0] = 1, c.anna, c.bench.week - 9
    c.st["g_member"][0, [c.boris, c.clara]] = L.MEMBER
    c.st["standing"][c.boris] = c.st["standing"][c.clara] = 0.8
    c.accuse(c.boris, c.anna)
    c.step()
    assert c.made(c.anna) == ["split_caucus"]
    good = TIE_JUMP * COURTSHIP
    tie = c.st["tie"]
    assert (tie[c.boris, c.anna], tie[c.boris, c.clara], tie[c.clara, c.anna]) == pytest.approx((good, -good, -good))
    assert c.st["harm"][c.boris, c.clara] == c.st["harm"][c.clara, c.anna] == COURTSHIP


def test_join_oppositions() -> None:
    """Two who have opposed, each for himself, forget half of what was between them and stand together against the strongest."""
    c = Council(L.INQUIRE)
    c.st["opposed"][c.anna], c.st["opposed"][c.boris] = 0.2, 0.7
    c.st["ambition"][c.clara], c.st["standing"][c.clara] = 1.0, 2.0
    c.st["harm"][c.boris, c.anna] = 0.4
    c.accuse(c.boris, c.anna)
    c.step()
    assert c.made(c.anna) == ["join_oppositions"]
    assert c.st["opposed"][[c.anna, c.boris]].tolist() == [0.7, 0.7]
    assert (c.st["harm"][c.boris, c.anna], c.st["tie"][c.anna, c.boris], c.st["tie"][c.boris, c.anna]) == (0.2, TIE_JUMP, TIE_JUMP)
    assert (c.st["g_on"][0], c.st["g_target"][0]) == (1, c.clara)
    assert np.flatnonzero(c.st["g_member"][0] == L.MEMBER).tolist() == sorted([c.anna, c.boris])
