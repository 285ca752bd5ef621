"""Factions and arms, each alone on a quiet council: coups, strikes at a faction, signing, and the line that binds wider bodies.

See docs/odd.md, sections 4.4, 5.2, 5.5 and 6.1; what force means for who rules is in ``test_engine_rule``.
"""

from __future__ import annotations

from collections.abc import Callable
from math import tanh

import pytest

from collegium.engine import goals, moves
from collegium.engine import layout as L
from collegium.scenario import kinds as K
from helpers.oracle import draws as d
from helpers.quiet_council import Council

LUCKS = 40


def lay(c: Council, kind: str, who: int, other: int, what: int) -> None:
    """An intervention in force from the first step to the last."""
    c.sc["n_interventions"] = 1
    places = {"who": who, "other": other, "what": what, "where": L.NOBODY, "value": 0.0}
    for name, x in ({"kind": K.INTERVENTIONS.index(kind), "from": 0, "until": L.FOREVER} | places).items():
        c.sc["v_" + name][0] = x


COUP, SEND_AWAY = (moves.NAMES.index(name) for name in ("coup", "send_away"))


# coups


def armed(**theta: float) -> Council:
    """Anna, the chairman, commands armed men, as many as obey nobody but the organisation, and hates Boris; David has none yet."""
    c = Council(**theta)
    c.sc["force"], c.sc["security"] = 0.0, 0.0
    c.sc["force"][c.chairman], c.st["unity"] = 0.2, 0.2
    c.let_act(c.anna, c.boris)
    c.st["harm"][c.anna, c.boris] = c.st["hurt"][c.anna] = 1.0
    c.bench.theta["effort"] = -9.0
    return c


def made_to_strike(c: Council) -> None:
    """Whatever it is worth to her; nobody acts of their own accord."""
    c.bench.theta["activity"] = 0.0
    lay(c, "force", c.anna, c.boris, COUP)


def strikes(prepare: Callable[[Council], None]) -> list[tuple[float, bool]]:
    """Draw and success of the coups that Anna makes in so many states that differ in their luck alone."""
    c, found = armed(), []
    prepare(c)
    made_to_strike(c)
    before = c.st.copy()
    for luck in range(1, LUCKS + 1):
        c.bench.state[0] = before
        c.st["luck"] = luck
        keys = (int(c.sc["person_key"][i]) for i in (c.anna, c.boris))
        u = d.uniform(luck, c.bench.week, d.COUP, *keys, 0)
        c.step()
        won, lost = (bool(c.st["confined"][i] == L.ARRESTED) for i in (c.boris, c.anna))
        assert won is not lost
        found.append((u, won))
    return found


def nothing(c: Council) -> None:
    """As it is."""


def arm_boris(c: Council) -> None:
    c.sc["security"][c.secretary], c.sc["force"][c.secretary] = 0.4, 0.1


def arm_david(c: Council) -> None:
    c.sc["force"][c.treasurer] = 0.4


def as_client(c: Council, clientage: float) -> None:
    arm_david(c)
    c.st["client"][c.david, c.anna] = clientage


def in_caucus(c: Council, target: int) -> None:
    arm_david(c)
    c.bench.theta["caucus_cost"] = 0.0
    c.caucus(target, c.anna, c.david)


def ill_client(c: Council) -> None:
    as_client(c, 1.0)
    c.ill(c.david)


@pytest.mark.parametrize(
    ("prepare", "odds"),
    [
        (nothing, 0.2 / 0.4), (arm_boris, 0.2 / 0.8), (arm_david, 0.2 / 0.4), (lambda c: as_client(c, 0.5), 0.6 / 0.8),
        (lambda c: as_client(c, 0.4), 0.2 / 0.4), (ill_client, 0.2 / 0.4), (lambda c: in_caucus(c, c.boris), 0.6 / 0.8),
        (lambda c: in_caucus(c, c.clara), 0.2 / 0.4),
    ],
    ids=["alone", "against arms", "with a bystander", "with a client", "with less than a client", "with a client who is ill",
         "with a caucus", "with a caucus against another"],
)  # fmt: skip
def test_a_coup_is_a_contest_of_armed_men(prepare: Callable[[Council], None], odds: float) -> None:
    """Hers and those who follow her, against his and the norm of unity. It succeeds if its draw is below the odds."""
    found = strikes(prepare)
    assert [won for _, won in found] == [u < odds for u, _ in found]
    assert 0 < sum(won for _, won in found) < LUCKS


@pytest.mark.parametrize("unity", [0.0, 1e9])
def test_whoever_loses_a_coup_is_arrested_and_loses_every_place(unity: float) -> None:
    """Anna wins where nobody obeys the organisation, and goes herself where all do. The loser falls; custom and comradeship are worn."""
    c = armed(norm_ratchet=0.5, norm_half_life=1e300)
    c.st["unity"] = unity
    made_to_strike(c)
    c.st["hidden"][[c.anna, c.boris]] = 1
    week = c.bench.week
    c.step()
    by, loser, post = (c.boris, c.anna, c.chairman) if unity else (c.anna, c.boris, c.secretary)
    assert (c.st["confined"][loser], c.st["hidden"][loser], c.st["holder"][post]) == (L.ARRESTED, 0, L.NOBODY)
    assert not c.st["seat"][:, loser].any() and c.st["seat"][:, by].any()
    assert (c.st["fell"][loser], c.st["confined"][by], c.st["hidden"][by]) == (week, L.AT_LARGE, 1)
    assert c.st["harm"][loser, by] == 1.0
    assert (c.st["precedent"], c.st["comradeship"]) == pytest.approx((3.0, 1 - 0.5 * 5 / 8))
    assert (c.io["arrests"], c.io["arrested_at"][loser]) == (1, week)
    assert [(row["actor"], row["target"]) for row in c.bench.rows(K.L_ARREST)] == [(by, loser)]


def patron(c: Council) -> None:
    c.st["client"][c.anna, c.boris] = 0.5


def client(c: Council) -> None:
    c.st["client"][c.boris, c.anna] = 0.5


def unarmed(c: Council) -> None:
    c.sc["force"] = 0.0


def arrested(c: Council) -> None:
    c.st["confined"][c.boris] = L.ARRESTED


def outlaw(c: Council) -> None:
    """Security can arrest him without a coup."""
    c.st["seat"][:, c.boris], c.st["opposed"][c.boris] = L.NO_SEAT, 0.5


def loyal(c: Council) -> None:
    c.st["seat"][:, c.boris], c.st["opposed"][c.boris] = L.NO_SEAT, 0.4


@pytest.mark.parametrize(
    ("prepare", "strikes"),
    [(nothing, True), (loyal, True), (patron, False), (client, False), (unarmed, False), (arrested, False), (outlaw, False)],
)  # fmt: skip
def test_a_coup_needs_arms_and_somebody_of_rank(prepare: Callable[[Council], None], strikes: bool) -> None:
    """Who is neither one's patron nor one's client."""
    c = armed()
    c.st["unity"] = 0.0
    prepare(c)
    c.step()
    assert ("coup" in c.made(c.anna)) is strikes


@pytest.mark.parametrize(("unity", "opposed", "made"), [(0.0, 0.0, True), (0.2, 0.0, False), (0.2, 1.0, True)])
def test_a_coup_has_to_be_worth_it(unity: float, opposed: float, made: bool) -> None:
    """At odds of six in seven and an ill will of one: 6/7 - 1/7, less what a cautious woman pays for breaking ranks: .2 or nothing."""
    c = armed()
    c.st["unity"], c.st["caution"][c.anna] = unity, 1.0
    c.sc["force"][c.chairman] = 6 * unity + (unity == 0.0)
    c.st["opposed"][c.anna], c.bench.theta["effort"] = opposed, 5 / 7 - 0.1
    c.step()
    assert ("coup" in c.made(c.anna)) is made


# strikes at a faction


def camps() -> Council:
    """Boris opposes in the open; the others are opponents too, and stand by him. Anna, who bears them a grudge, moves to send him away."""
    c = Council(K.SEND_AWAY, review=0.0)
    c.let_act(c.anna, c.boris)
    others = [c.clara, c.david, c.elena]
    c.st["opposed"][[c.boris, *others]] = 0.1
    c.st["tie"][[c.clara, c.david], c.boris], c.st["client"][c.elena, c.boris] = 0.3, 0.3
    c.st["harm"][c.anna, [c.boris, *others]] = c.st["hurt"] = c.st["hurt_then"] = 0.6
    c.st["aim"][c.anna], c.st["aimed_at"][c.anna] = goals.ADVANCE, c.boris
    for j in (c.boris, *others, c.felix):
        c.ill(j)
    return c


def struck(c: Council) -> list[int]:
    """Against whom Anna has moved, after one step."""
    c.step()
    assert c.made(c.anna) == ["send_away"]
    return [target for mover, target in c.waiting(K.SEND_AWAY) if mover == c.anna]


def test_whoever_strikes_an_opponent_strikes_the_faction() -> None:
    """In order, after Boris himself; whoever has been struck is injured as if by a motion of its own."""
    c = camps()
    assert struck(c) == [c.boris, *sorted((c.clara, c.david, c.elena))]
    assert c.st["harm"][[c.boris, c.clara, c.david, c.elena], c.anna] == pytest.approx(0.5)


@pytest.mark.parametrize("spared", ["loyal", "stranger", "own friend", "own client", "worthless", "forbidden"])
def test_who_is_no_opponent_no_friend_of_theirs_or_a_friend_of_hers_is_spared(spared: str) -> None:
    c = camps()
    if spared == "loyal":
        c.st["opposed"][c.clara] = 0.09
    elif spared == "stranger":
        c.st["tie"][c.clara, c.boris] = 0.29
    elif spared == "own friend":
        c.st["tie"][c.anna, c.clara] = 0.3
    elif spared == "own client":
        c.st["client"][c.clara, c.anna] = 0.5
    elif spared == "worthless":
        c.st["harm"][c.anna, c.clara] = 0.0
    else:
        lay(c, "forbid", c.anna, c.clara, 1 << SEND_AWAY)
    assert struck(c) == [c.boris, *sorted((c.david, c.elena))]


def test_a_motion_against_somebody_who_does_not_oppose_strikes_nobody_else() -> None:
    c = camps()
    c.st["opposed"][c.boris] = 0.0
    assert struck(c) == [c.boris]


# signing


def test_friends_and_clients_outside_the_top_body_sign_a_platform() -> None:
    """As far as its author is of the minority. Clara keeps her full seat; Elena is a candidate now, and Felix sits in the assembly."""
    c = Council()
    c.st["position"][c.anna, c.issue], c.st["salience"][c.anna, c.issue] = 1.0, 1.0
    c.st["caution"][c.anna], c.st["public"][c.anna], c.bench.theta["activity"] = 0.0, 1.0, 50.0
    c.st["mood"][:, c.issue], c.st["mood_salience"][:, c.issue] = 0.6, 1.0
    for j in (c.boris, c.clara, c.david, c.elena, c.felix):
        c.ill(j)
    c.st["seat"][c.council, [c.david, c.elena]] = L.NO_SEAT, L.CANDIDATE
    c.st["tie"][[c.clara, c.elena], c.anna], c.st["client"][c.felix, c.anna], c.st["tie"][c.david, c.anna] = 0.9, 0.3, 0.29
    c.st["lost"][[c.anna, c.elena, c.felix]] = 0.8, 0.1, 0.1
    c.st["opposed"][c.felix] = 0.7
    c.step()
    assert c.made(c.anna) == ["launch_platform"]
    assert c.st["opposed"][[c.anna, c.elena, c.felix, c.clara, c.david]] == pytest.approx([0.4, 0.4, 1.0, 0.0, 0.0])


# the line that binds


@pytest.mark.parametrize("unity", [1.0, 0.25])
@pytest.mark.parametrize("wide", [True, False])
def test_the_line_of_the_top_body_binds_wider_bodies(wide: bool, unity: float) -> None:
    """Three of five leaders are for it. Felix, who does not sit at the top, and the delegates lean to it; Boris, who does, does not."""
    c = Council(K.POLICY, line=3.0, policy=2.0)
    b = c.assembly if wide else c.council
    c.sc["decides"][b, K.POLICY], c.st["unity"] = 1, unity
    c.st["seat"][c.assembly] = L.NO_SEAT
    c.st["seat"][c.assembly, [c.boris, c.felix]] = L.FULL
    c.st["bloc"][c.assembly], c.st["bloc"][c.assembly, 0], c.st["mood_salience"] = 0, 3, 0.0
    for m in (c.anna, c.clara, c.david):
        c.st["position"][m, c.issue], c.st["salience"][m, c.issue] = 1.0, 1.0
    c.motion(K.POLICY, L.NOBODY, arg=c.issue, body=b, value=1.0)
    c.st["next_meeting"][b] = c.bench.week
    c.step()
    sums = {int(row["actor"]): float(row["value"]) for row in c.bench.rows(K.T_VOTE)}
    line = 3.0 * unity * 3 * tanh(1.0) / 5
    if wide:
        assert sums == pytest.approx({c.boris: 0.0, c.felix: line})
        assert [row["value"] for row in c.bench.rows(K.T_BLOC)] == pytest.approx([line])
    else:
        assert sums == pytest.approx(
            {m: 1.0 if m in (c.anna, c.clara, c.david) else 0.0 for m in (c.anna, c.boris, c.clara, c.david, c.elena)}
        )


# what a failed sanction costs


@pytest.mark.parametrize(("kind", "appeal", "opposed"), [(K.STRIP, 0, 0.2), (K.STRIP, 3, 0.2), (K.STRIP, 2, 0.0), (K.INQUIRE, 0, 0.0)])
def test_whoever_moves_a_sanction_in_vain_opposes(kind: int, appeal: int, opposed: float) -> None:
    """By ``insistence``, as far as she is of the minority, also where she insists; not with an appeal, nor where nobody is put down."""
    c = Council(kind, insistence=0.25, status_quo=50.0)
    c.sc["threshold"][c.council], c.st["lost"][c.anna] = 0.5, 0.8
    c.motion(kind, c.anna, c.boris, c.secretary if kind == K.STRIP else L.NOBODY, appeal=appeal)
    c.meet()
    assert c.st["q_state"][0] == L.DEFEATED
    assert c.st["opposed"][c.anna] == pytest.approx(opposed)
