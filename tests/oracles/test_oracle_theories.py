"""Theories of what moves leaders (docs/odd.md, section 5.6): each one in votes, in turns of leaders, in readings of who rules and in whole
histories, and the coalitions beside the library of published models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import collegium
from collegium.ensemble.player import model_of
from collegium.ensemble.variants import VARIANTS
from collegium.interventions import plan
from collegium.models.coalitions import is_generic, ultimate_ruling_coalition
from helpers.examples import times
from helpers.oracle import step
from helpers.oracle import vote as ov
from helpers.oracle import world as ow
from helpers.oracle.beside import agree, together
from helpers.oracle.engine import Case, chance
from helpers.oracle.scenario import LAWLESS, tiny
from helpers.oracle.turn import same_choices, turned

NAMES = {"clientele": ow.CLIENTELE, "spatial": ow.SPATIAL, "office": ow.OFFICE, "coalitions": ow.COALITIONS, "contested": ow.CONTESTED}
RIVALS = tuple(NAMES.values())
SEEDS = st.integers(0, 2**32)
STATES, UNTRACED = 60, 15
MET = {
    ow.CLIENTELE: {("goal", ow.ADVANCE): 25, ("goal", ow.PROTECT): 25, "kin beyond measure": 300},
    ow.SPATIAL: {("goal", ow.SHAPE): 30},
    ow.OFFICE: {("goal", ow.ADVANCE): 35},
    ow.COALITIONS: {
        ("goal", ow.ADVANCE): 8, ("goal", ow.SURVIVE): 12, "a fall outside the coalitions": 900, "to gain": 400,
        "more than twice as much to gain": 200, "to lose by another's fall": 120, "alone": 3, "all others rule": 30,
        "some others rule": 40, "more than the power of the target at issue": 3, "part of the power of the target at issue": 900,
    },
    ow.CONTESTED: {
        ("goal", ow.ADVANCE): 4, ("goal", ow.SURVIVE): 23, "resist the strongest": 500, "go along with the strongest": 3,
    },
}  # fmt: skip
"""Theory -> how often each turn is met at least over the first ``STATES`` seeds; no other goal than these and doing nothing is chosen."""
SHIPPED = {"directory": ow.CLIENTELE, "council": ow.SPATIAL, "triumvirs": ow.OFFICE, "bolsheviks": ow.COALITIONS, "egypt": ow.CONTESTED}
WEEKS = 12


@settings(deadline=None, max_examples=times(100))
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


@pytest.mark.parametrize(("theory", "turn"), [(theory, turn) for theory, turns in MET.items() for turn in turns], ids=str)
def test_every_turn_is_met(came_up: dict[int, Counter[object]], theory: int, turn: object) -> None:
    assert came_up[theory][turn] >= MET[theory][turn], came_up[theory]


@pytest.mark.parametrize("theory", RIVALS)
def test_no_other_goal_is_chosen(came_up: dict[int, Counter[object]], theory: int) -> None:
    goals = {turn[1] for turn in came_up[theory] if isinstance(turn, tuple) and turn[0] == "goal"}
    assert goals == {ow.NOTHING} | {turn[1] for turn in MET[theory] if isinstance(turn, tuple)}


def test_headcounts_that_are_saved_change_nothing() -> None:
    """Without tracing the engine leaves out what cannot come out on top."""
    for theory in RIVALS:
        for seed in range(times(UNTRACED)):
            turned(seed, 0, theory)


# --- coalitions -----------------------------------------------------------------------------------------------------


def seated(powers: Sequence[float]) -> Case:
    """The small world with so many people of these powers, all of them full members of the top body, and nothing that could happen."""
    case = Case(1, max(6, len(powers))).believe(ow.COALITIONS)
    t, n = case.st[0], case.n
    case.calm()
    t["alive"][:n], t["member"][:n], t["confined"][:n], t["incapable"][:n] = 1, 1, ow.AT_LARGE, 0
    t["seat"], t["seat_weight"], t["holder"], t["allegiance"], t["followed"], t["standing"] = ow.NO_SEAT, 0.0, ow.NOBODY, 0.0, 0.0, 0.0
    t["seat"][t["top"], : len(powers)] = ow.FULL
    t["standing"][: len(powers)] = powers
    return case


@settings(deadline=None, max_examples=times(80))
@given(st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_coalitions_are_those_of_the_library(powers: list[int]) -> None:
    """Whoever falls, the rest end in the ultimate ruling coalition that the library finds; in one of them where powers tie."""
    case = seated([float(power) for power in powers])
    agree(case, "events", step.events)
    t, n = case.st[0], len(powers)
    assert t["part"][:n] == pytest.approx(np.array(powers) / sum(powers), rel=1e-12)
    for j in range(n):
        rest = [i for i in range(n) if i != j]
        found = (
            [frozenset(rest[i] for i in some) for some in ultimate_ruling_coalition([powers[i] for i in rest])] if rest else [frozenset()]
        )
        assert len(found) == 1 or not is_generic([powers[i] for i in rest])
        rulers = frozenset(np.flatnonzero(t["prospect"][j]).tolist())
        assert rulers in found
        whole = sum(powers[i] for i in rulers)
        assert {i: float(t["prospect"][j][i]) for i in rulers} == pytest.approx({i: powers[i] / whole for i in rulers}, rel=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_only_the_ten_strongest_reckon(seed: int) -> None:
    """Of thirteen, whose powers tie here and there, those whose key comes first; whoever has no power is not among them."""
    dice = np.random.default_rng(seed)
    powers = dice.integers(1, 8, 13).astype(float)
    powers[dice.integers(0, 13)] = 0.0
    case = seated(powers.tolist())
    world = agree(case, "events", step.events)
    among = {i for i in world.persons() if world.part[i] > 0}
    assert among == set(sorted(range(13), key=lambda i: (-powers[i], i))[:10])


def test_who_has_no_power_is_in_no_coalition() -> None:
    case = seated([3.0, 0.0, 5.0, 4.0])
    agree(case, "events", step.events)
    assert not case.st[0]["part"][1] and not case.st[0]["prospect"][1].any()


def test_of_several_who_are_strongest_the_first_counts() -> None:
    case = seated([2.0, 3.0, 3.0, 1.0]).believe(ow.CONTESTED)
    agree(case, "events", step.events)
    assert case.st[0]["foremost"] == 1


def test_nobody_in_the_top_body() -> None:
    case = seated([])
    agree(case, "events", step.events)
    assert not case.st[0]["part"].any() and not case.st[0]["prospect"].any()


# --- whole histories ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theory", RIVALS)
def test_histories_of_the_small_world(theory: int, tmp_path: Path) -> None:
    """One as it comes, and one in which people do whatever comes into their heads."""
    for folder, headlong, extra in (("calm", False, {}), ("lawless", True, LAWLESS)):
        (tmp_path / folder).mkdir()
        world, _ = together(tiny(tmp_path / folder, theory=theory, **extra), 13, theory, 60, tracing=1, headlong=headlong)
        assert world.moves and (world.decisions or not headlong)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_case_in_its_variant(name: str) -> None:
    """The first weeks, with everything that the rival variant of the model sets."""
    whole, theory = collegium.load(name), SHIPPED[name]
    variant = next(variant for variant in VARIANTS.values() if variant.theory != "full" and NAMES[variant.theory] == theory)
    end = whole.start + timedelta((WEEKS + 1) * whole.step)
    made = plan(whole, [f"set {what} = {value}" for what, value in (variant.changes(whole) | {"activity": "1"}).items()], whole.start, end)
    world, _ = together(model_of(made.scenario, whole.start, end, made.during), 11, 0, WEEKS, tracing=1)
    assert world.th.theory == theory and world.moves
