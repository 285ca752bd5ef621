"""Theories of what moves leaders (docs/odd.md, section 5.6): each one in votes, in turns of leaders, in readings of who rules and in whole
histories, and the coalitions beside the library of published models."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import times
from helpers.oracle import vote as ov
from helpers.oracle import world as ow
from helpers.oracle.engine import Case, chance
from helpers.oracle.turn import same_choices, turned

NAMES = {"clientele": ow.CLIENTELE, "spatial": ow.SPATIAL, "office": ow.OFFICE, "coalitions": ow.COALITIONS, "contested": ow.CONTESTED}
RIVALS = tuple(NAMES.values())
SEEDS = st.integers(0, 2**32)
STATES, UNTRACED = 60, 15
MET = {}


@settings(deadline=None, max_examples=times(150))
@given(SEEDS, st.sampled_from(RIVALS), st.floats(-2, 2))
def test_votes(seed: int, theory: int, shift: float) -> None:
    """Everybody's sum, and the chance that the motion passes."""
    case = Case(seed).believe(theory)
    m = case.motion()
    weighing = ov.weighed(case.world(), m)
    assert chance(case, m, shift) == pytest.approx(weighing.chance(shift), rel=1e-8, abs=1e-9)
    record = case.wk[0]
    assert {i: float(record["eta"][i]) for i in weighing.sums} == pytest.approx(weighing.sums, rel=1e-9, abs=1e-10)
    assert {c: float(record["bloc_eta"][c]) for c in weighing.benches} == pytest.approx(weighing.benches, rel=1e-9, abs=1e-10)


@pytest.fixture(scope="module")
def came_up() -> dict[int, Counter[object]]:
    """By theory, how often each turn was met in a step in which everybody acts."""
    found = {theory: Counter[object]() for theory in RIVALS}
    for theory, seen in found.items():
        for seed in range(times(STATES)):
            world, case = turned(seed, 1, theory)
            same_choices(world, case)
            seen.update(world.met)
            seen.update(("made", x[3]) for x in world.moves)
    return found


@pytest.mark.parametrize("theory", RIVALS)
def test_dummy(came_up, theory: int) -> None:
    print(theory, sorted(came_up[theory].items(), key=str))


def test_headcounts_that_are_saved_change_nothing() -> None:
    for theory in RIVALS:
        for seed in range(times(UNTRACED)):
            turned(seed, 0, theory)
