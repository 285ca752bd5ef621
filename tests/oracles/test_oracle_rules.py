"""Single rules of the step against the oracle, in states made of dice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle_flows as of
import oracle_meeting as om
import oracle_step as step
import oracle_world as ow
from oracle_engine import Case, logged, rule

SEEDS = st.integers(0, 2**32)
STATES = range(1, 7)
SMALL = (ow.POLICY, ow.STRIP, ow.REMOVE)
ALL = tuple(range(10))

compiled = cache(rule)


def agree(case: Case, name: str, oracle: Callable[[ow.World], None], names: Sequence[str] = ow.OF_STATE) -> ow.World:
    """Both apply the rule to the same state and end in the same state."""
    world = case.world()
    oracle(world)
    case.run(compiled(name))
    found = ow.differences(world, case.st[0], names)
    assert not found, "; ".join(found[:8])
    return world


@settings(deadline=None, max_examples=100)
@given(SEEDS)
def test_agenda(seed: int) -> None:
    """Meetings are called, held items released, old ones lapse."""
    case = Case(seed)
    case.enqueue(ALL, tuple(STATES), 12)
    agree(case, "agenda", om.agenda)


@settings(deadline=None, max_examples=250)
@given(SEEDS)
def test_deliberate(seed: int) -> None:
    """Quorum, deadline, urgency, deferral, capacity; ballots with absence, telegrams, chair and lobbying; what follows a vote."""
    case = Case(seed)
    case.enqueue(ALL, (ow.SUBMITTED, ow.SUBMITTED, ow.HELD, ow.DONE), 10)
    agree(case, "agenda", om.agenda)
    world = agree(case, "deliberate", om.deliberate)
    assert logged(case.io[0]) == world.decisions


@settings(deadline=None, max_examples=150)
@given(SEEDS)
def test_execute(seed: int) -> None:
    """Resistance, effects of policy, strip and remove, precedent and norm."""
    case = Case(seed)
    case.enqueue(SMALL, (ow.CARRIED, ow.CARRIED, ow.SUBMITTED), 6)
    agree(case, "execute", of.execute)


@settings(deadline=None, max_examples=100)
@given(SEEDS)
def test_execute_reversals(seed: int) -> None:
    """What an appeal undoes."""
    case = Case(seed)
    case.enqueue((ow.POLICY, ow.STRIP, ow.REMOVE, ow.EXPEL, ow.SEND_AWAY), (ow.CARRIED,), 6)
    case.st[0]["q_appeal"][:6] = ow.REVERSE
    agree(case, "execute", of.execute)


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_appoint(seed: int) -> None:
    agree(Case(seed), "appoint", of.appoint)


@settings(deadline=None, max_examples=250)
@given(SEEDS)
def test_elect(seed: int) -> None:
    """Delegates' leaning, confirmation of incumbents, lotteries of successors for seats and offices."""
    agree(Case(seed), "elect", of.elect)


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_drift(seed: int) -> None:
    agree(Case(seed), "drift", of.drift)


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_economy(seed: int) -> None:
    case = Case(seed)
    case.enqueue(SMALL, (ow.CARRIED, ow.DONE, ow.DEFEATED, ow.SUBMITTED), 6)
    agree(case, "economy", of.economy)


@settings(deadline=None, max_examples=100)
@given(SEEDS)
def test_learn(seed: int) -> None:
    agree(Case(seed), "learn", of.learn)


@settings(deadline=None, max_examples=150)
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
    agree(case, "happen", step.happen)


@pytest.mark.parametrize("rung", [1, 2, 3, 4])
def test_ladder(rung: int) -> None:
    """Two sanctions in a row: precedent approaches the rung, the norm weakens, both by the stated arithmetic."""
    case = Case(3)
    world = case.world()
    world.precedent, world.comradeship, world.th.norm_ratchet = 1.0, 1.0, 0.25
    of.wear(world, rung)
    of.wear(world, rung)
    assert world.precedent == pytest.approx(rung - (rung - 1) * 0.75**2)
    assert world.comradeship == pytest.approx((1 - 0.25 * rung / 8) ** 2)
