"""Single rules of the step against the oracle, in states made of dice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import times
from helpers.oracle import deeds as od
from helpers.oracle import flows as of
from helpers.oracle import meeting as om
from helpers.oracle import step
from helpers.oracle import world as ow
from helpers.oracle.beside import agree, compiled
from helpers.oracle.engine import Case, logged, told
from helpers.oracle.laid import Laid
from helpers.oracle.realm import abolish

SEEDS = st.integers(0, 2**32)
STATES = range(1, 7)
SMALL = (ow.POLICY, ow.STRIP, ow.REMOVE, ow.EXPEL, ow.SEND_AWAY, ow.RECALL, ow.INQUIRE, ow.POSTPONE, ow.ISOLATE)
ALL = tuple(range(ow.ELECT))
STATES_MET = 300
LEAST = {"transferred by right": 15, "transferred by the body": 12, "kept by right": 5, "kept by the body": 10, "nobody to be found": 25,
         "the agenda goes with the post": 3, "the lists pass into other hands": 20,
         "left off by the keeper": 8, "left off by the keeper of the electorate": 12, "of the rank of a seat at the top": 15,
         "followers in the field": 120, "no followers in the field": 120, "a post in another district": 60,
         "a post that is owed to nobody": 6}  # fmt: skip
"""How often each comes up at least over the first ``STATES_MET`` seeds."""


@settings(deadline=None, max_examples=times(100))
@given(SEEDS)
def test_agenda(seed: int) -> None:
    """Meetings are called, held items released, old ones lapse."""
    case = Case(seed)
    case.enqueue(ALL, tuple(STATES), 12)
    agree(case, "convene", om.convene)


@settings(deadline=None, max_examples=times(120))
@given(SEEDS)
def test_deliberate(seed: int) -> None:
    """Quorum, deadline, urgency, capacity; ballots with absence, telegrams, chair and lobbying; what follows a vote."""
    case = Case(seed)
    case.enqueue(ALL, (ow.SUBMITTED, ow.SUBMITTED, ow.HELD, ow.DONE), 10)
    case.expel(case.rng, 10)
    agree(case, "convene", om.convene)
    world = agree(case, "deliberate", om.deliberate)
    assert logged(case.io[0]) == world.decisions


def executed(case: Case, lain: Sequence[Laid] = ()) -> None:
    """Both take a whole step in which nobody meets or acts, but decisions are carried out, and whoever gets an order may refuse."""
    case.calm()
    t = case.st[0]
    t["next_meeting"], t["q_seen"], t["g_on"], case.sc[0]["extraordinary"] = t["week"] + 99, 2, 0, 0.0
    case.lay(lain)
    world = case.world()
    world.laid = list(lain)
    step.step(world)
    case.step()
    found = ow.differences(world, case.st[0])
    assert not found, "; ".join(found[:8])


@settings(deadline=None, max_examples=times(100))
@given(SEEDS)
def test_execute(seed: int) -> None:
    """Orders and refusals, resistance, effects of the motions, precedent and norm."""
    case = Case(seed)
    case.enqueue(SMALL, (ow.CARRIED, ow.CARRIED, ow.SUBMITTED), 6)
    executed(case)


@settings(deadline=None, max_examples=times(100))
@given(SEEDS)
def test_execute_reversals(seed: int) -> None:
    """What an appeal undoes."""
    case = Case(seed)
    case.enqueue((ow.POLICY, ow.STRIP, ow.REMOVE, ow.EXPEL, ow.SEND_AWAY), (ow.CARRIED,), 6)
    case.st[0]["q_appeal"][:6] = ow.REVERSE
    executed(case)


@settings(deadline=None, max_examples=times(60))
@given(SEEDS)
def test_nobody_who_is_kept_out_comes_back(seed: int) -> None:
    """Reversals, where one man is kept out of every body and every office."""
    case = Case(seed)
    case.enqueue((ow.STRIP, ow.REMOVE), (ow.CARRIED,), 6)
    now, who = int(case.st[0]["week"]), int(case.rng.integers(0, case.n))
    case.st[0]["q_appeal"][:6], case.st[0]["q_target"][:4] = ow.REVERSE, who
    bars = [Laid("bar_seat", now, now + 1, who, ow.NOBODY, b, ow.NOBODY, 0.0, 0) for b in range(case.nb)]
    bars += [Laid("bar_office", now, now + 1, who, ow.NOBODY, o, ow.NOBODY, 0.0, 0) for o in range(case.no)]
    executed(case, bars)
    assert ow.FULL not in case.st[0]["seat"][: case.nb, who] and who not in case.st[0]["holder"][: case.no]


def transferred(seed: int) -> ow.World:
    """Posts below the top body change hands, by right and by a body, often or as seldom as in a history. Some are dear to all, who are
    their patrons."""
    case = Case(seed)
    t, rng, n = case.st[0], case.rng, case.n
    t["week"] = case.sc[0]["first"] + rng.choice([11, 11, 11, 12])
    t["seat"][t["top"], :n] *= rng.random(n) < 0.6
    t["away"][:n] |= rng.random(n) < rng.choice([0, 0.8])
    dear = np.flatnonzero(rng.random(n) < rng.choice([0, 0.8]))
    t["tie"][:n, dear] = t["client"][dear, :n] = 0.8
    t["tie"][dear, dear] = t["client"][dear, dear] = 0
    case.th[0]["turnover"] *= rng.choice([1, 40, 40])
    for o in np.flatnonzero(rng.random(case.no) < 0.5):
        case.st[0]["agenda"][case.sc[0]["filled_by"][o]] = o
    case.sc[0]["filled_by"][: case.no][rng.random(case.no) < 0.1] = ow.NOBODY
    abolish(case, np.random.default_rng([seed, 15]))
    world = agree(case, "transfers", of.transfers)
    assert told(case.io[0]) == world.told
    return world


@settings(deadline=None, max_examples=times(100))
@given(SEEDS)
def test_transfer(seed: int) -> None:
    transferred(seed)


@settings(deadline=None, max_examples=times(60))
@given(SEEDS)
def test_appoint(seed: int) -> None:
    case = Case(seed)
    case.rearrange(case.rng)
    agree(case, "turnover", of.turnover)


def listed(case: Case) -> None:
    """The term of all is over, and many who sit in the body that is chosen are on nobody's list, whoever draws it up."""
    r, t, th, rng = case.sc[0], case.st[0], case.th[0], case.rng
    t["meets"][: case.nb], t["last_elected"][: case.nb], r["quorum"] = 1, t["week"] - 99, 0
    t["seat"][t["top"], : case.n] *= rng.random(case.n) < 0.4
    th["slate"], th["turnover"] = rng.uniform(0.6, 1, 2)
    t["incapable"][: case.n], t["confined"][: case.n] = 0, ow.AT_LARGE
    if t["electorate"] != ow.NOBODY and rng.random() < 0.7:
        t["seat"][t["electorate"], : case.n] = ow.FULL * (t["alive"] & t["member"])[: case.n]
    t["agenda"][: case.nb] = rng.choice([ow.ROTATION, rng.integers(0, case.no)], case.nb)
    if rng.random() < 0.6:
        t["agenda"][: case.nb][r["elector"][: case.nb] == ow.NOBODY] = ow.NOBODY


def elected(seed: int) -> ow.World:
    """Delegates' leaning, confirmation of incumbents, lotteries of successors for seats and offices. Some are known by a following
    alone, or by a place alone, and some not at all."""
    case = Case(seed)
    case.rearrange(case.rng)
    t, rng, n = case.st[0], case.rng, case.n
    nowhere = np.flatnonzero(rng.random(n) < 0.4)
    t["seat"][:, nowhere], t["holder"][np.isin(t["holder"], nowhere)] = ow.NO_SEAT, ow.NOBODY
    t["followed"][:n] *= rng.random(n) < 0.4
    if rng.random() < 0.7:
        listed(case)
    abolish(case, np.random.default_rng([seed, 15]))
    return agree(case, "elect", of.elect)


@settings(deadline=None, max_examples=times(120))
@given(SEEDS)
def test_elect(seed: int) -> None:
    elected(seed)


@pytest.fixture(scope="module")
def met() -> Counter[object]:
    """What came up in transfers and elections, compared all the while."""
    found: Counter[object] = Counter()
    for seed in range(times(STATES_MET)):
        found += transferred(seed).met + elected(seed).met
    return found


@pytest.mark.parametrize("turn", LEAST)
def test_every_turn_is_met(met: Counter[object], turn: str) -> None:
    assert met[turn] >= LEAST[turn], met


@settings(deadline=None, max_examples=times(60))
@given(SEEDS)
def test_drift(seed: int) -> None:
    agree(Case(seed), "drift", of.drift)


@settings(deadline=None, max_examples=times(60))
@given(SEEDS)
def test_economy(seed: int) -> None:
    case = Case(seed)
    case.enqueue(SMALL, (ow.CARRIED, ow.DONE, ow.DEFEATED, ow.SUBMITTED), 6)
    agree(case, "economy", of.economy)


@settings(deadline=None, max_examples=times(100))
@given(SEEDS)
def test_learn(seed: int) -> None:
    agree(Case(seed), "diffusion", of.diffusion)


@settings(deadline=None, max_examples=times(100))
@given(SEEDS)
def test_happen(seed: int) -> None:
    """Events by date and after one another, illness, death, and power."""
    case = Case(seed)
    t, rng, events = case.st[0], case.rng, int(case.sc[0]["n_events"])
    t["event_due"][:events] = rng.choice([t["week"] - 1, t["week"], t["week"] + 1], events)
    follows = case.sc[0]["event_after"][:events] >= 0
    t["event_due"][:events][follows] = rng.integers(0, 4, follows.sum())
    t["event_week"][:events] = rng.choice([step.NEVER, t["week"] - 2], events, p=[0.8, 0.2])
    t["event_weeks"][:events] = rng.choice([3.7, 8, step.FOREVER], events)
    t["event_output"][:events], t["event_threat"][:events] = rng.uniform(-0.3, 0.1, events), rng.uniform(0, 0.6, events)
    t["event_push"][:events, : case.nk] = rng.uniform(-1, 1, (events, case.nk))
    t["death_week"][: case.n] = t["week"] + rng.choice([-1, 0, 50], case.n, p=[0.05, 0.05, 0.9])
    agree(case, "events", step.events)


def test_circular_flow_of_power() -> None:
    """One appointer with a following of nobody else: the unaligned part after n settlements is (1 - flow x loyalty)^n."""
    case = Case(1)
    theta, t, r = case.th[0], case.st[0], case.sc[0]
    t["alive"][:1] = t["member"][:1] = 1
    t["incapable"][:1], t["holder"][: case.no] = 0, [0, -1, -1, -1, -1]
    t["appoints"][:], t["allegiance"][:] = 0, 0
    t["appoints"][0, 0], t["allegiance"][: case.nc, -1] = 0.8, 1.0
    theta["turnover"], theta["loyalty"] = 0.3, 0.7
    flow = 4 * 0.3 * 0.8 / float(r["per_year"])
    for n in range(1, 40):
        t["week"] = r["first"] + 4 * n - 1
        case.run(compiled("turnover"))
        assert t["allegiance"][0, -1] == pytest.approx((1 - flow * 0.7) ** n, rel=1e-12)
        assert t["allegiance"][0].sum() == pytest.approx(1.0, abs=1e-12)
    assert t["allegiance"][1, -1] == 1.0


def test_a_removal_and_what_follows() -> None:
    """The seat is gone, precedent and norm have moved, and the removed man is not chosen again in the same step."""
    case = Case(3)
    t, r, n = case.st[0], case.sc[0], case.n
    top, electorate = int(t["top"]), int(t["electorate"])
    t["alive"][:n] = t["member"][:n] = t["meets"][: case.nb] = 1
    t["incapable"][:n], t["fell"][:n], t["seat"][: case.nb, :n] = 0, t["week"] - 9, ow.FULL
    t["bloc"][top], t["statute"][top], r["term"][:] = 0, n, 0
    t["precedent"], t["comradeship"], case.th[0]["norm_ratchet"], case.th[0]["obstruction"] = 1.0, 1.0, 0.2, 0.0
    for name, value in (("state", ow.CARRIED), ("kind", ow.REMOVE), ("mover", 1), ("target", 3), ("body", electorate), ("arg", top)):
        t["q_" + name][0] = value
    case.th[0]["norm_half_life"] = 1e300
    executed(case)
    t["week"] -= 1
    t["meets"][: case.nb] = 1
    assert (t["seat"][top, 3], t["seat"][electorate, 3], t["q_state"][0]) == (ow.NO_SEAT, ow.FULL, ow.DONE)
    assert (t["precedent"], t["comradeship"]) == pytest.approx((1.4, 1 - 0.2 * 3 * case.th[0]["comradeship_wear"]))
    agree(case, "elect", of.elect)
    assert t["seat"][top, 3] == ow.NO_SEAT
    t["week"] += 1
    agree(case, "elect", of.elect)
    assert t["seat"][top, 3] == ow.FULL


@pytest.mark.parametrize("rung", [1, 2, 3, 4])
def test_ladder(rung: int) -> None:
    """Two sanctions in a row: precedent approaches the rung, the norm weakens, both by the stated arithmetic."""
    case = Case(3)
    world = case.world()
    world.precedent, world.comradeship, world.th.norm_ratchet = 1.0, 1.0, 0.25
    od.wear(world, rung)
    od.wear(world, rung)
    assert world.precedent == pytest.approx(rung - (rung - 1) * 0.75**2)
    assert world.comradeship == pytest.approx((1 - 0.25 * rung * world.th.comradeship_wear) ** 2)
