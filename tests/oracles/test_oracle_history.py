"""A whole history of the small world: same keyed draws, same state after every step, same decisions, moves and rows of the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import oracle_step
import oracle_world as ow
from collegium.engine import layout as L
from collegium.engine.history import histories
from collegium.engine.prior import draw_cells, draw_parameters
from oracle_choice import MOVES
from oracle_engine import TOLD, logged, moved, told
from oracle_interventions import TRAITS
from oracle_laid import Laid
from oracle_scenario import LAWLESS, tiny

STEPS = 60
FURNISHED = {2, 3, 4, *range(15, 21)}
"""Moves that the bare world makes impossible."""
DATES = ("event_due", "death_week")


class Engine:
    """One history of the engine, played step by step. Without tracing it leaves out headcounts that can change no choice."""

    def __init__(self, model: Any, seed: int, number: int, tracing: int = 0) -> None:
        self.model, self.seed, self.number = model, seed, number
        self.th = draw_parameters(model.scenario.parameters, seed, number, 1)
        self.values = draw_cells(model.uncertain, seed, number, 1)
        self.template = model.template.copy()
        self.template["tracing"] = tracing
        self.st = np.zeros(1, model.template.dtype)
        self.io = np.zeros(1, L.output_type(model.capacity))

    def play(self, until: int, resume: int) -> None:
        m = self.model
        self.io["n_log"] = 0
        histories(m.sc, self.th, self.template.view(np.uint8), self.st.view(np.uint8), self.st, self.io, m.cells(), self.values,
                  np.uint64(self.seed), np.uint64(self.number), until, resume)  # fmt: skip

    def world(self) -> ow.World:
        return ow.read(self.model.sc[0], self.th[0], self.st[0])


def blank_opening(engine: Engine, lain: Sequence[Laid] = ()) -> ow.World:
    """The opening as the oracle makes it from the engine's drawn cells: what it derives is first put out of place."""
    world = engine.world()
    world.laid = list(lain)
    for trait, i, value in _drawn_traits(engine):
        getattr(world, trait)[i] = value
    for name in (*DATES, "next_meeting", "last_elected", "power", "share", "followed"):
        kept = [x if name == "event_due" and after >= 0 else 0.0 for x, after in _with_predecessor(world, name)]
        setattr(world, name, kept)
    world.leaning = [[0.0] * len(row) for row in world.leaning]
    for row, raw in zip(world.allegiance, _drawn_shares(engine), strict=True):
        row[:] = raw
    oracle_step.open_history(world)
    return world


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
    model: Any, seed: int, number: int, steps: int = STEPS, tracing: int = 0, lain: Sequence[Laid] = ()
) -> tuple[ow.World, Engine]:
    """Play both, comparing after every step."""
    engine = Engine(model, seed, number, tracing)
    first = int(model.sc[0]["first"])
    engine.play(first, 0)
    world = blank_opening(engine, lain)
    _same(world, engine, "the opening", [*ow.OF_STATE, *DATES])
    for n in range(1, steps + 1):
        before = len(world.decisions), len(world.moves), len(world.told)
        oracle_step.step(world)
        engine.play(first + n, 1)
        _same(world, engine, f"step {n}", ow.OF_STATE)
        assert logged(engine.io[0]) == world.decisions[before[0] :]
        assert told(engine.io[0]) == world.told[before[2] :]
        assert not tracing or moved(engine.io[0]) == world.moves[before[1] :]
    return world, engine


def _same(world: ow.World, engine: Engine, when: str, names: Sequence[str]) -> None:
    found = ow.differences(world, engine.st[0], names)
    assert not found, f"{when}: " + "; ".join(found[:10])


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return tiny(tmp_path_factory.mktemp("council"))


@pytest.fixture(scope="module")
def lawless(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[ow.World, Engine]]:
    """Histories in which people do whatever comes into their heads, and nothing holds them back."""
    model = tiny(tmp_path_factory.mktemp("lawless"), **LAWLESS)
    return [together(model, 11, number, 120, tracing=1) for number in range(6)]


@pytest.mark.parametrize("number", range(8))
def test_sixty_steps(model: Any, number: int) -> None:
    world, _ = together(model, 7, number)
    assert world.decisions


def test_every_move_is_made(lawless: list[tuple[ow.World, Engine]]) -> None:
    """Moves have been compared one by one; none of those that can come up in the bare world is missing."""
    seen = {move for world, _ in lawless for _, _, _, move, _ in world.moves}
    assert seen == set(MOVES) - FURNISHED, [MOVES[n][0].__name__ for n in MOVES if n not in seen]


def test_everything_that_can_be_told_is_told(lawless: list[tuple[ow.World, Engine]]) -> None:
    seen = {kind for world, _ in lawless for _, kind, _, _ in world.told}
    assert seen == set(TOLD.values()) - {"written", "intervened"}


@pytest.mark.parametrize("carried", [0, 1])
def test_every_motion_of_the_small_world_is_decided_both_ways(lawless: list[tuple[ow.World, Engine]], carried: int) -> None:
    """Each kind is carried and refused, and comes back because its mover insists."""
    flags = [(row[1], row[-1]) for world, _ in lawless for row in world.decisions]
    kinds = {ow.POLICY, ow.STRIP, ow.REMOVE, ow.EXPEL, ow.SEND_AWAY, ow.RECALL, ow.INQUIRE, ow.POSTPONE, ow.ISOLATE}
    assert {kind for kind, flag in flags if flag & 1 == carried} == kinds
    assert {flag >> 1 for _, flag in flags if flag & 1 == carried} == {0, ow.INSIST}


def test_arrests_and_what_else_is_counted(lawless: list[tuple[ow.World, Engine]]) -> None:
    """Outcomes count what has been told, and put down when each was first arrested and exiled."""
    counts = {"arrests": "arrested", "exiles": "exiled", "platforms": "platform", "capitulations": "capitulated"}
    for world, engine in lawless:
        io, kinds = engine.io[0], Counter(kind for _, kind, _, _ in world.told)
        assert {name: int(io[name]) for name in counts} == {name: kinds[kind] for name, kind in counts.items()}
        for field, wanted in (("arrested_at", "arrested"), ("exiled_at", "exiled")):
            dates = {who: week for week, kind, _, who in reversed(world.told) if kind == wanted}
            assert io[field][: world.sc.n_people].tolist() == [dates.get(i, L.NEVER) for i in world.persons()]


@pytest.mark.parametrize("step", [1, 30])
def test_longer_and_shorter_steps_and_other_priors(tmp_path: Path, step: int) -> None:
    """The same with steps of another length, no shock, no error and strong deference."""
    model = tiny(tmp_path, days=step, shock=0, headcount_error=0, deference=4, reach=0.6, absence=0.4, obstruction=0.9)
    together(model, 3, 5, 40)
