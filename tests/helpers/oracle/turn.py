"""One step from a state made of dice in which everybody acts, taken by the engine and by the second implementation."""

from __future__ import annotations

import numpy as np
import pytest

from collegium.engine import layout as L
from helpers.oracle import step as oracle_step
from helpers.oracle import world as ow
from helpers.oracle.beside import counted_otherwise
from helpers.oracle.choice import SANCTIONS
from helpers.oracle.engine import Case, logged, moved, told, weighed
from helpers.oracle.laid import Laid
from helpers.oracle.realm import abolish
from helpers.oracle.world import SURVIVE

KINDS = tuple(range(ow.ELECT))


class Turn(Case):
    """A state in which nothing comes from outside, and nobody is idle."""

    def __init__(self, seed: int, theory: int = ow.FULL_MODEL) -> None:
        super().__init__(seed)
        self.believe(theory)
        r, t, th = self.sc[0], self.st[0], self.th[0]
        self.calm()
        order = np.random.default_rng([seed, 5])
        self.rearrange(order)
        th["turnover"] *= order.choice([1.0, 20.0])
        t["seat"][:, np.flatnonzero(self.rng.random(self.n) < 0.2)] = ow.NO_SEAT
        r["security"][: self.no] = self.rng.random(self.no)
        t["g_on"][:2] = 1
        t["written"][:2] = self.rng.random(2) < 0.4
        th["activity"], th["reach"], th["precision"] = 50.0, 1.0, self.rng.choice([0.3, 2.0])
        th["comradeship"], th["caucus_cost"] = self.rng.choice([0.0, 1.0]), self.rng.choice([0.0, 0.005])
        th["effort"] = self.rng.choice([-9.0, th["effort"]])
        for g in range(2):
            members = np.flatnonzero(t["g_member"][g, : self.n] == ow.MEMBER)
            if len(members) and self.rng.random() < 0.5:
                t["aim"][t["g_target"][g]], t["aimed_at"][t["g_target"][g]] = SURVIVE, self.rng.choice(members)
        self.enqueue(KINDS, (ow.SUBMITTED, ow.HELD, ow.CARRIED, ow.DEFEATED), 8)
        self._threaten(np.random.default_rng([seed, 8]))
        self.expel(np.random.default_rng([seed, 12]), 8)
        if theory == ow.COALITIONS:
            self._overlook(np.random.default_rng([seed, 16]))
        abolish(self, np.random.default_rng([seed, 15]))
        self.bans = [self._ban() for _ in range(self.rng.integers(0, 5))]
        self.lay(self.bans)

    def _threaten(self, rng: np.random.Generator) -> None:
        """Some who sit in the top body are to be put out of it, now and then by several motions at once."""
        t, top = self.st[0], int(self.st[0]["top"])
        sitting = np.flatnonzero(t["seat"][top, : self.n] == ow.FULL)
        for q in np.flatnonzero(rng.random(8) < rng.choice([0.1, 0.7], p=[0.6, 0.4])) if len(sitting) else ():
            who = sitting[0] if rng.random() < 0.8 else sitting[-1]
            t["q_kind"][q], t["q_target"][q], t["q_arg"][q], t["q_value"][q] = ow.REMOVE, who, top, 0.0
            t["q_appeal"][q] = rng.choice([0, 0, 0, ow.REVERSE, ow.INSIST])
            t["q_state"][q], t["q_seen"][q] = rng.choice([ow.SUBMITTED, ow.SUBMITTED, ow.HELD, ow.CARRIED]), rng.integers(0, 2)
            if t["q_mover"][q] == who:
                t["q_mover"][q] = ow.NOBODY

    def _overlook(self, rng: np.random.Generator) -> None:
        """Of some nobody has noticed yet how many follow them, so that more may be at issue than the power that they seem to have."""
        t, n = self.st[0], self.n
        t["followed"][:n] *= rng.random(n) < 0.4
        t["standing"][:n] *= rng.choice([0.05, 1.0], n)
        self.th[0]["perception_lag"] *= rng.choice([0.1, 1.0])

    def _ban(self) -> Laid:
        """Somebody, or everybody, may not move some sanctions against somebody."""
        who, other = self.rng.integers(-1, self.n), self.rng.integers(0, self.n)
        moves = sum(1 << number for number in SANCTIONS if self.rng.random() < 0.8)
        return Laid("forbid", int(self.st[0]["week"]), L.FOREVER, int(who), int(other), ow.NOBODY, moves, 0.0, 0)


def turned(seed: int, tracing: int, theory: int = ow.FULL_MODEL) -> tuple[ow.World, Turn]:
    """Both take the step, and end in the same state."""
    case = Turn(seed, theory)
    case.st["tracing"] = tracing
    world = case.world()
    world.laid = list(case.bans)
    oracle_step.step(world)
    case.step()
    found = ow.differences(world, case.st[0]) + counted_otherwise(world, case.io[0])
    assert not found, f"state {seed}: " + "; ".join(found[:8])
    assert (logged(case.io[0]), told(case.io[0])) == (world.decisions, world.told)
    return world, case


def same_choices(world: ow.World, case: Turn) -> None:
    """The same moves were weighed, with the same worth and luck, and the same were made."""
    assert moved(case.io[0]) == world.moves
    mine, theirs = sorted(world.options), sorted(weighed(case.io[0]))
    assert [x[:-2] for x in mine] == [x[:-2] for x in theirs]
    assert [x[-2] for x in theirs] == pytest.approx([x[-2] for x in mine], rel=1e-8, abs=1e-9)
    assert [x[-1] for x in theirs] == pytest.approx([x[-1] for x in mine], rel=1e-12)
