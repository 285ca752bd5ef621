"""A whole history of the small world: same keyed draws, same state after every step, same decisions, moves and rows of the log."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from collegium.engine import layout as L
from helpers.oracle import world as ow
from helpers.oracle.beside import Engine, together
from helpers.oracle.choice import MOVES
from helpers.oracle.engine import ABOUT_SUBJECTS, TOLD
from helpers.oracle.scenario import LAWLESS, tiny

FURNISHED = {2, 3, *range(14, 20), 36, 37, 38}
"""Moves that the bare world makes impossible."""
OF_THE_REALM = {TOLD[kind] for kind in ABOUT_SUBJECTS}
"""What is told of statutes, populations and theatres, which the bare world does not have."""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return tiny(tmp_path_factory.mktemp("council"))


@pytest.fixture(scope="module")
def lawless(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[ow.World, Engine]]:
    """Histories in which people do whatever comes into their heads, and nothing holds them back."""
    model = tiny(tmp_path_factory.mktemp("lawless"), **LAWLESS)
    return [together(model, 13, number, 120, tracing=1, headlong=True) for number in range(10)]


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
    assert seen == set(TOLD.values()) - {"written", "intervened"} - OF_THE_REALM


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
