"""The engine and the second implementation side by side, compared after every step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np

from collegium.engine import layout as L
from collegium.engine.history import play_histories
from collegium.engine.prior import draw_cells, draw_parameters
from helpers.kept import keep
from helpers.oracle import step as oracle_step
from helpers.oracle import world as ow
from helpers.oracle.engine import Case, logged, moved, outcome, outcome_of, rule, told
from helpers.oracle.interventions import TRAITS
from helpers.oracle.laid import Laid

STEPS = 60
DATES = ("event_due", "death_week", "opens", "closes")


@cache
def compiled(name: str) -> Any:
    return keep(rule(name), name)


def agree(case: Case, name: str, oracle: Callable[[ow.World], None], names: Sequence[str] = ow.OF_STATE) -> ow.World:
    """Both apply the rule to the same state and end in the same state."""
    world = case.world()
    world.laid = list(case.lain)
    before = outcome(case.io[0])
    oracle(world)
    case.run(compiled(name))
    found = ow.differences(world, case.st[0], names) + counted_otherwise(world, case.io[0], before)
    assert not found, "; ".join(found[:8])
    return world


def counted_otherwise(world: ow.World, io: Any, before: Sequence[float] | None = None) -> list[str]:
    """Where the outcomes of the engine are not those of the world, beside what they were before."""
    theirs = [after - earlier for after, earlier in zip(outcome(io), before or [0.0] * 9, strict=False)]
    return ow.unlike("outcome", outcome_of(world), theirs)


def stepped(case: Case, world: ow.World) -> None:
    """Both take a whole step from the same state, end in the same state and have told the same."""
    before = len(world.decisions), len(world.told)
    case.io["n_log"] = 0
    oracle_step.step(world)
    case.step()
    found = ow.differences(world, case.st[0]) + counted_otherwise(world, case.io[0])
    assert not found, "; ".join(found[:8])
    assert (logged(case.io[0]), told(case.io[0])) == (world.decisions[before[0] :], world.told[before[1] :])


class Engine:
    """One history of the engine, played step by step. Without tracing it leaves out headcounts that can change no choice.

    ``headlong`` makes no act too small or too harmful to be done, which no scenario can ask for.
    """

    def __init__(self, model: Any, seed: int, number: int, tracing: int = 0, headlong: bool = False) -> None:
        self.model, self.seed, self.number = model, seed, number
        self.th = draw_parameters(model.scenario.parameters, seed, number, 1)
        if headlong:
            self.th["effort"] = -9.0
        self.values = draw_cells(model.uncertain, seed, number, 1)
        self.template = model.template.copy()
        self.template["tracing"] = tracing
        self.st = np.zeros(1, model.template.dtype)
        self.wk = np.zeros(1, L.work_type(model.capacity))
        self.io = np.zeros(1, L.output_type(model.capacity))

    def play(self, until: int, resume: int) -> None:
        m = self.model
        self.io["n_log"] = 0
        play_histories(m.sc, self.th, self.st, self.wk, self.io, self.template, m.cells(), self.values, self.seed, self.number,
                       until, bool(resume))  # fmt: skip

    def world(self) -> ow.World:
        return ow.read(self.model.sc[0], self.th[0], self.st[0])


def blank_opening(engine: Engine, lain: Sequence[Laid] = ()) -> ow.World:
    """The opening as the oracle makes it from the engine's drawn cells: what it derives is first put out of place."""
    world = engine.world()
    world.laid = list(lain)
    for trait, i, value in _drawn_traits(engine):
        getattr(world, trait)[i] = value
    _before_all_statutes(world, engine)
    for name in (*DATES, "next_meeting", "last_elected", "power", "share", "followed"):
        kept = [x if name == "event_due" and after >= 0 else 0.0 for x, after in _with_predecessor(world, name)]
        setattr(world, name, kept)
    for name in ("leaning", "sway", "hold", "reach"):
        setattr(world, name, [[0.0] * len(row) for row in getattr(world, name)])
    world.vacant, world.swing, world.swung = ([9] * len(row) for row in (world.vacant, world.swing, world.swung))
    for name in ("lost", "hurt_then", "turned", "aim", "aimed_at"):
        setattr(world, name, [9 * int(i < world.sc.n_people) for i in range(len(getattr(world, name)))])
    for row, raw in zip(world.allegiance, _drawn_shares(engine), strict=True):
        row[:] = raw
    oracle_step.open_history(world)
    return world


def _before_all_statutes(world: ow.World, engine: Engine) -> None:
    """The rules as they are typed, and populations and theatres of which nothing is known but what is drawn."""
    typed = ow.read(engine.model.sc[0], engine.th[0], engine.template[0])
    for name in ("top", "agenda", "appoints", "replaced"):
        setattr(world, name, getattr(typed, name))
    world.electorate, world.skill = 9, 9.0
    counts = {"exists": "bodies", "created": "offices", "hardship": "cons", "fear": "cons", "risen": "cons", "front": "theatres"}
    for name, what in counts.items():
        n = getattr(world.sc, f"n_{what}")
        getattr(world, name)[:n] = [9] * n


def _with_predecessor(world: ow.World, name: str) -> list[tuple[Any, int]]:
    values = getattr(world, name)
    after = world.sc.event_after if name == "event_due" else [-1] * len(values)
    return list(zip(values, after, strict=True))


def _drawn_traits(engine: Engine) -> list[tuple[str, int, float]]:
    cells = zip(engine.model.uncertain, engine.values[0].tolist(), strict=True)
    return [(u.label.split(":")[0], u.i, x / 4) for u, x in cells if u.label.split(":")[0] in TRAITS.values()]


def _drawn_shares(engine: Engine) -> list[list[float]]:
    m = engine.model
    shares = np.zeros(engine.st[0]["allegiance"].shape)
    for n, u in enumerate(m.uncertain):
        if u.label.startswith("allegiance:"):
            shares[u.i, u.j] = engine.values[0, n]
    found: list[list[float]] = shares.tolist()
    return found


def together(
    model: Any, seed: int, number: int, steps: int = STEPS, tracing: int = 0, lain: Sequence[Laid] = (), headlong: bool = False
) -> tuple[ow.World, Engine]:
    """Play both, comparing after every step."""
    engine = Engine(model, seed, number, tracing, headlong)
    first = int(model.sc[0]["first"])
    engine.play(first, 0)
    world = blank_opening(engine, lain)
    _same(world, engine, "the opening", [*ow.OF_STATE, *DATES])
    for n in range(1, steps + 1):
        before = len(world.decisions), len(world.moves), len(world.told)
        oracle_step.step(world)
        engine.play(first + n, 1)
        _same(world, engine, f"step {n}", [*ow.OF_STATE, *DATES, "luck"])
        assert logged(engine.io[0]) == world.decisions[before[0] :]
        assert told(engine.io[0]) == world.told[before[2] :]
        assert not tracing or moved(engine.io[0]) == world.moves[before[1] :]
    return world, engine


def _same(world: ow.World, engine: Engine, when: str, names: Sequence[str]) -> None:
    found = ow.differences(world, engine.st[0], names) + counted_otherwise(world, engine.io[0])
    assert not found, f"{when}: " + "; ".join(found[:10])
