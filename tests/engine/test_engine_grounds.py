"""What a vote asks beside what one wants: a ground for a sanction, friends on both sides, and a line that has just been settled; and whom
posts, papers and quarrels leave alone. Exact limits, each alone on a quiet council (docs/odd.md, sections 4.4, 5 and 6.7)."""

from __future__ import annotations

import numpy as np
import pytest

from collegium.engine import goals
from collegium.engine import layout as L
from collegium.scenario import kinds as K
from helpers.quiet_council import Council, terms

# lines


SETTLED = 10
STATUS_QUO = 3.0


def settled_at(line: float) -> Council:
    """Anna's line has just been carried. It counts as settled for ten steps."""
    c = Council(K.POLICY, status_quo=STATUS_QUO)
    c.bench.theta["settlement"] = (SETTLED + 0.5) / float(c.sc["per_year"])
    c.motion(K.POLICY, c.anna, arg=c.issue, value=line)
    c.meet()
    assert (c.st["policy"][c.issue], c.st["swing"][c.issue]) == (line, line)
    return c


@pytest.mark.parametrize(
    ("age", "line", "protected"), [(1, 0.3, True), (1, -1.0, True), (1, 0.5, False), (SETTLED, 0.3, True), (SETTLED + 1, 0.3, False)]
)
def test_a_settled_line_is_protected_for_its_time_and_only_against_going_back(age: int, line: float, protected: bool) -> None:
    """Carried to .4 from 0: to go on is free; to go back has the status quo against it, as many steps as the line counts as settled."""
    for sign in (1.0, -1.0):
        c = settled_at(0.4 * sign)
        c.bench.step(age - 1)
        c.motion(K.POLICY, c.anna, arg=c.issue, value=line * sign)
        c.meet()
        customary = terms(c, K.T_CUSTOM)
        del customary[c.anna]
        assert customary == pytest.approx(dict.fromkeys((c.boris, c.clara, c.david, c.elena), -STATUS_QUO if protected else 0.0))


def test_a_line_protects_no_other_issue() -> None:
    c = settled_at(0.4)
    other = 1 - c.issue
    c.st["policy"][other] = 0.4
    c.motion(K.POLICY, c.anna, arg=other, value=0.0)
    c.meet()
    assert terms(c, K.T_CUSTOM)[c.boris] == 0.0


@pytest.mark.parametrize("mover", [True, False])
def test_a_friend_on_each_side_leaves_one_torn(mover: bool) -> None:
    """Boris gains by the line as much as Clara loses: their common friend is torn, who loves but one of them goes half of the way, and
    who hates the other goes all of it. What a friend does not care about, nobody does."""
    c = Council(K.POLICY, tie=2.0)
    c.st["position"][[c.boris, c.clara], c.issue], c.st["salience"][[c.boris, c.clara], c.issue] = (0.5, -0.5), 0.8
    c.st["tie"][c.elena, [c.boris, c.clara]] = 0.6
    c.st["tie"][c.david, [c.boris, c.elena]] = 0.6, 1.0
    c.st["tie"][c.anna, [c.boris, c.clara]] = 0.6, -0.6
    c.motion(K.POLICY, c.boris if mover else L.NOBODY, arg=c.issue, value=0.5)
    c.meet()
    found = terms(c, K.T_TIE)
    assert found[c.elena] == 0.0
    assert {c.david: 0.6, c.anna: 1.2} == pytest.approx({m: found[m] for m in (c.david, c.anna)})


# grounds


def stakes(unprovoked: float, opposed: float = 0.0, charges: float = 0.0, kind: int = K.STRIP, appeal: int = 0) -> dict[int, float]:
    """What all would gain, or fear, by a motion of Anna's against Boris. David is so strong and so hated by Clara that she fears more from
    his gain than she hopes from her own."""
    c = Council(kind, stake=1.0, balancing=20.0, unprovoked=unprovoked)
    c.st["standing"][c.david], c.st["ambition"][c.david] = 2.0, 1.0
    c.st["tie"][:, c.david], c.st["tie"][c.clara, c.david] = 1.0, -1.0
    c.st["opposed"][c.boris], c.st["charges"][c.boris] = opposed, charges
    c.motion(kind, c.anna, c.boris, c.secretary if kind == K.STRIP else L.NOBODY, appeal=appeal)
    c.meet()
    found = terms(c, K.T_STAKE)
    return {"fearful": found[c.clara], "to gain": found[c.elena]}


def test_a_gain_by_a_sanction_counts_as_far_as_there_is_a_ground() -> None:
    """Without a ground nothing of it where ``unprovoked`` is 0; with a full one, in the open or in what is known, all of it."""
    full = stakes(1.0)
    assert full["fearful"] < 0.0 < full["to gain"]
    assert stakes(0.0)["to gain"] == 0.0
    assert stakes(0.0, opposed=1.0)["to gain"] == stakes(0.0, charges=1.0)["to gain"] == full["to gain"]
    assert stakes(0.0, opposed=0.2, charges=0.5)["to gain"] == pytest.approx(full["to gain"] / 2)
    assert stakes(0.4, charges=0.5)["to gain"] == pytest.approx(full["to gain"] * (0.4 + 0.6 * 0.5))


@pytest.mark.parametrize("unprovoked", [0.0, 0.3])
@pytest.mark.parametrize("ground", [0.0, 0.5, 1.0])
def test_a_loss_by_a_sanction_always_counts_in_full(unprovoked: float, ground: float) -> None:
    assert stakes(unprovoked, opposed=ground)["fearful"] == stakes(1.0)["fearful"] < 0.0


@pytest.mark.parametrize("kind", [K.STRIP, K.EXPEL, K.REMOVE, K.SEND_AWAY, K.RESIGNATION, K.ELECT])
def test_only_sanctions_need_a_ground(kind: int) -> None:
    """Of what takes a post or a seat away, all but resignations and elections."""
    assert (stakes_of(kind, 0.0) == stakes_of(kind, 1.0)) is (kind in (K.RESIGNATION, K.ELECT))
    assert any(stakes_of(kind, 1.0).values())


def stakes_of(kind: int, unprovoked: float) -> dict[int, float]:
    """Own stakes in a vote about Boris in the council, of those who gain by his fall."""
    c = Council(*range(L.M - 1), stake=1.0, unprovoked=unprovoked)
    subjects = {K.STRIP: c.secretary, K.RESIGNATION: c.secretary, K.REMOVE: c.council}
    if kind == K.ELECT:
        c.sc["elector"][c.council], c.sc["term"][c.council] = c.council, 1
        c.st["last_elected"][c.council] = c.bench.week - 9
    else:
        c.motion(kind, L.NOBODY, c.boris, subjects.get(kind, L.NOBODY))
    c.meet()
    rows = [row for row in c.bench.rows(K.T_VOTE) if row["target"] == c.boris and row["actor"] != c.boris]
    return {int(row["actor"]): abs(float(row["terms"][K.T_STAKE])) for row in rows}


# elections


def test_elections_know_no_line_of_the_top_body() -> None:
    """The assembly is told how to vote on an inquiry, and not whom to elect."""
    for election in (True, False):
        c = Council(line=3.0)
        c.st["unity"] = 1.0
        c.st["seat"][c.assembly], c.st["seat"][c.assembly, c.felix] = L.NO_SEAT, L.FULL
        c.sc["quorum"][c.assembly], c.st["next_meeting"][c.assembly] = 0.0, c.bench.week
        if election:
            c.sc["term"][c.council], c.st["last_elected"][c.council] = 1, c.bench.week - 9
        else:
            c.motion(K.INQUIRE, c.anna, c.boris, body=c.assembly)
        c.step()
        lines = [float(row["terms"][K.T_LINE]) for row in c.bench.rows(K.T_VOTE, K.T_BLOC) if row["body"] == c.assembly]
        assert len(lines) >= (10 if election else 2)
        assert any(lines) is not election


# those who are in nobody's way


@pytest.mark.parametrize(("authority", "rivals"), [((1.0, 0.0), False), ((0.0, 1.0), False), ((0.0, 0.0), True), ((0.5, 0.5), True)])
def test_a_founder_with_full_authority_has_no_rivals(authority: tuple[float, float], rivals: bool) -> None:
    """Neither is anybody in the founder's way nor the founder in anybody's: Anna, who wants to rise, does not think of rising above
    Boris."""
    c = Council()
    c.let_act(c.anna, c.boris)
    c.st["authority"][[c.anna, c.boris]] = authority
    others = [i for i in range(len(c.bench.model.people)) if i not in (c.anna, c.boris)]
    c.st["tie"][c.anna, others] = 1.0
    for i in (*others, c.boris):
        c.ill(i)
    c.st["aim"][c.anna], c.st["aimed_at"][c.anna] = goals.ADVANCE, L.NOBODY
    c.step()
    assert (int(c.st["aim"][c.anna]) == goals.ADVANCE) is rivals


def test_a_capitulation_leaves_no_motion_of_either_against_the_other() -> None:
    """What either has moved against the other lapses, new or held back; what they move for each other, and others against them, stays."""
    c = Council(K.INQUIRE)
    c.st["tie"][c.boris, c.anna], c.st["opposed"][c.anna], c.st["hidden"][c.anna] = -1.0, 0.8, 1
    c.motion(K.STRIP, c.boris, c.anna, c.chairman, place=1, state=L.HELD)
    c.motion(K.STRIP, c.anna, c.boris, c.secretary, place=2)
    c.motion(K.SEND_AWAY, c.clara, c.anna, place=3)
    c.motion(K.RECALL, c.boris, c.anna, place=4)
    c.motion(K.SEND_AWAY, c.boris, c.clara, place=5)
    c.st["agenda"][c.council] = c.treasurer  # somebody who can hold an item back
    c.st["tie"][c.david] = 0.0
    c.accuse(c.boris, c.anna)
    c.step()
    assert c.made(c.anna) == ["capitulate"]
    assert c.st["q_state"][[0, 1, 2]].tolist() == [L.LAPSED] * 3
    assert c.st["q_state"][[3, 4, 5]].tolist() == [L.SUBMITTED] * 3


@pytest.mark.parametrize("author", [True, False])
def test_nobody_moves_to_suppress_a_paper_of_their_own(author: bool) -> None:
    """It speaks against Anna, or against a friend of hers; she has it locked away, unless she has written it."""
    for against in ("anna", "clara"):
        c = Council(K.SUPPRESS, K.INQUIRE)
        c.sc["author"][0] = c.anna if author else c.boris
        c.st["written"][0], c.st["knows"][0], c.st["content"][0] = 1, 1.0, 0.0
        c.st["content"][0, getattr(c, against)], c.st["tie"][c.anna, c.clara] = -1.0, 1.0
        c.accuse(c.boris, c.anna)
        c.step()
        assert ("suppress_document" in c.made(c.anna)) is not author
        assert bool(c.waiting(K.SUPPRESS)) is not author


# posts


def test_a_vacant_post_goes_to_whoever_has_followers_in_its_field() -> None:
    """Roots of much more weight than luck: of all who are free, the one with followers among those whom the office appoints."""
    c = Council(roots=1e3)
    c.st["holder"][c.secretary], c.st["vacant"][c.secretary] = L.NOBODY, c.bench.week - 99
    clerks = int(np.flatnonzero(c.st["appoints"][c.secretary])[0])
    c.st["allegiance"][clerks, c.elena], c.st["allegiance"][clerks, -1] = 1e-6, 1.0 - 1e-6
    c.meet()
    assert c.st["holder"][c.secretary] == c.elena


@pytest.mark.parametrize("enemies", [True, False])
def test_a_post_that_an_enemy_gets_is_owed_to_nobody(enemies: bool) -> None:
    """The keeper of the agenda is credited with whom the council puts into a post, unless the keeper would not have them."""
    c = Council(roots=1e3)
    c.st["agenda"][c.council] = c.chairman
    c.st["holder"][c.secretary], c.st["vacant"][c.secretary] = L.NOBODY, c.bench.week - 99
    clerks = int(np.flatnonzero(c.st["appoints"][c.secretary])[0])
    c.st["allegiance"][clerks, c.elena], c.st["allegiance"][clerks, -1] = 1e-6, 1.0 - 1e-6
    c.st["tie"][c.anna, c.elena] = -1e-3 if enemies else 0.0
    c.meet()
    (row,) = (row for row in c.bench.rows(K.L_OFFICE) if row["subject"] == c.secretary)
    assert (row["actor"], row["target"]) == (L.NOBODY if enemies else c.anna, c.elena)
    assert (c.st["client"][c.elena, c.anna] > 0.0) is not enemies
