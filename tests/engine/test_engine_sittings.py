"""Bodies that can be called together, appeals that suspend, and seats given up before they are taken away."""

from __future__ import annotations

import pytest

from collegium.engine import layout as L
from collegium.scenario import kinds as K
from helpers.quiet_council import Council

FAR = 99


def waits(share: float, mover: str = "boris", **theta: float) -> Council:
    """A motion of one of six waits for the council, whose next meeting is far off; so large a share can call it together."""
    c = Council(K.INQUIRE, **theta)
    c.bench.theta["activity"] = 0.0
    c.st["next_meeting"][c.council], c.sc["extraordinary"][c.council] = c.bench.week + FAR, share
    c.motion(K.INQUIRE, getattr(c, mover), c.david)
    return c


def heard(c: Council) -> bool:
    c.step()
    return bool(c.st["q_state"][0] != L.SUBMITTED)


# extraordinary sittings


@pytest.mark.parametrize(("share", "meets"), [(0.0, False), (0.19, True), (0.21, False)])
def test_enough_members_call_a_sitting(share: float, meets: bool) -> None:
    """Of five who have a vote on it only the mover is for the motion: a fifth. The others dislike it beyond doubt."""
    c = waits(share, status_quo=50.0)
    votes = int((c.st["seat"][c.council] == L.FULL).sum())
    assert votes == 5
    assert heard(c) == meets


def test_the_keeper_of_the_agenda_calls_a_sitting_for_a_motion_of_their_own() -> None:
    """Nobody else is for it. A keeper calls nobody together for the motion of another, and nobody for a body that cannot be called."""
    for mover, share, meets in (("anna", 0.9, True), ("boris", 0.9, False), ("anna", 0.0, False)):
        c = waits(share, mover, status_quo=50.0)
        c.st["agenda"][c.council] = c.secretary
        c.st["holder"][c.secretary] = c.anna
        assert heard(c) == meets, (mover, share)


def test_the_date_of_the_next_meeting_stands() -> None:
    c = waits(0.1)
    date, sittings = int(c.st["next_meeting"][c.council]), int(c.st["sittings"][c.council])
    assert heard(c)
    assert (c.st["next_meeting"][c.council], c.st["sittings"][c.council]) == (date, sittings + 1)


def test_nobody_is_called_together_before_the_deadline() -> None:
    """A motion must be in for as many steps as for any meeting."""
    c = waits(0.1)
    c.sc["deadline"][c.council] = 7
    assert c.bench.week - c.st["q_week"][0] == 5
    assert [heard(c) for _ in range(3)] == [False, False, True]


# appeals that suspend


def stripped(suspensive: bool, appeals: bool) -> Council:
    """The treasurer has just been relieved. Where he may appeal to the assembly, he does so."""
    c = Council(K.STRIP, defiance=0.0)
    c.bench.theta["activity"] = 0.0
    c.sc["appeal"][c.council], c.sc["suspensive"][c.assembly] = c.assembly, suspensive
    c.st["next_meeting"][[c.council, c.assembly]] = c.bench.week + FAR
    c.motion(K.STRIP, c.boris, c.david, c.treasurer, state=L.CARRIED, seen=1)
    if appeals:
        c.st["caution"][c.david] = 0.0
    else:
        c.st["incapable"][c.david] = c.bench.week + FAR
    return c


def holds(c: Council) -> bool:
    return bool(c.st["holder"][c.treasurer] == c.david)


def test_an_appeal_to_a_suspensive_body_holds_up_the_decision() -> None:
    for suspensive in (True, False):
        c = stripped(suspensive, appeals=True)
        c.step()
        assert c.made(c.david) == ["appeal"]
        assert holds(c) == suspensive


def test_a_decision_against_which_nobody_appeals_waits_no_longer() -> None:
    c = stripped(suspensive=True, appeals=False)
    c.step()
    assert not holds(c)


def test_before_the_loser_could_answer_nothing_is_carried_out() -> None:
    """Decided in this step, it can be appealed against in the next. A right that suspends nothing gives no such time."""
    for suspensive in (True, False):
        c = Council(K.STRIP)
        c.sc["appeal"][c.council], c.sc["suspensive"][c.assembly] = c.assembly, suspensive
        c.st["next_meeting"][c.assembly] = c.bench.week + FAR
        c.motion(K.STRIP, c.boris, c.david, c.treasurer)
        c.meet()
        assert holds(c) == suspensive


@pytest.mark.parametrize("place", [0, 1])
def test_who_wins_a_suspensive_appeal_has_lost_nothing(place: int) -> None:
    """Nothing is carried out first and undone afterwards, whichever comes first on the agenda: no loss, no precedent."""
    c = Council(K.STRIP, norm_ratchet=0.5)
    c.sc["appeal"][c.council], c.sc["suspensive"][c.assembly] = c.assembly, True
    c.st["next_meeting"][[c.council, c.assembly]] = c.bench.week + FAR
    c.motion(K.STRIP, c.boris, c.david, c.treasurer, place=place, state=L.CARRIED)
    c.motion(K.STRIP, c.david, c.david, c.treasurer, place=1 - place, state=L.CARRIED, appeal=K.REVERSE, body=c.assembly)
    precedent = float(c.st["precedent"])
    c.bench.theta["activity"] = 0.0
    c.step()
    assert holds(c) and float(c.st["precedent"]) == precedent
    assert (c.st["q_state"][:2] == L.DONE).all()


# seats given up


def threatened(favour: float, following: float) -> Council:
    """That David lose the seat has been moved; ``favour`` are log-odds for it, and so large a part of everywhere follows David."""
    c = Council(K.REMOVE, status_quo=-favour, precision=50.0, desertion=0.5)
    c.bench.theta["activity"] = 0.0
    c.st["allegiance"][:, c.david], c.st["allegiance"][:, -1] = following, 1.0 - following
    c.motion(K.REMOVE, c.boris, c.david, c.council, seen=0)
    c.st["next_meeting"][c.council], c.sc["threshold"][c.council] = c.bench.week + FAR, 0.5
    return c


def test_a_seat_that_is_lost_anyway_is_given_up_by_whoever_has_followers_to_lose() -> None:
    c = threatened(favour=50.0, following=0.5)
    followed = c.st["allegiance"][:, c.david].copy()
    c.step()
    assert c.made(c.david) == ["resign_seat"]
    assert c.st["seat"][c.council, c.david] == L.NO_SEAT
    assert c.st["q_state"][0] == L.LAPSED
    assert c.io["losses"] == 1
    assert (c.st["allegiance"][:, c.david] == followed).all()
    assert [row["actor"] for row in c.bench.rows(K.L_RESIGNED)] == [c.david]


@pytest.mark.parametrize(("favour", "following"), [(-50.0, 0.5), (50.0, 0.0)])
def test_nobody_gives_up_a_seat_that_is_safe_or_without_followers_to_save(favour: float, following: float) -> None:
    c = threatened(favour, following)
    c.step()
    assert "resign_seat" not in c.made(c.david)
    assert c.st["seat"][c.council, c.david] == L.FULL
