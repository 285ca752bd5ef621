"""Who rules (docs/odd.md, section 7) against the oracle, in states made of dice.

How often each kind of rule, and a candidate for one-man rule, comes up at least over the first 300 seeds, ``LEAST`` says.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle_rule as rule
import oracle_world as ow
from oracle_council import TOP, Council

SEEDS = st.integers(0, 2**32)
LEAST = {rule.VOID: 30, rule.SOLE_SURVIVOR: 5, rule.ONE_MAN: 10, rule.CONTESTED: 50, rule.LOCKED: 20, "candidate": 20}
NOT_COMPUTED = -1.0


def compared(case: Council, clock: rule.Clock) -> rule.Reading:
    """The engine reads the state, the oracle reads what the engine has left, and they agree."""
    before = case.clock()
    assert before == clock
    victim = int(case.io[0]["victim"])
    n = case.read()
    world = case.world()
    found = rule.read(world, clock)
    agree_on_rule(case, n, found, clock)
    agree_on_contest(case, n, found, victim)
    agree_on_the_strongest(case, n, found, before.ruler)
    agree_on_grid(case, found)
    return found


def close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9


def agree_on_rule(case: Council, n: int, found: rule.Reading, clock: rule.Clock) -> None:
    io = case.io[0]
    assert (found.kind, found.ruler, found.strongest) == (io["rule"][n], io["ruler"][n], io["strongest"][n])
    assert case.clock() == clock


def agree_on_contest(case: Council, n: int, found: rule.Reading, victim: int) -> None:
    """Exact where nobody is vulnerable; else a chance, above the threshold, of the first who is, from the last victim on."""
    theirs, threshold = float(case.io[0]["contest"][n]), float(case.th[0]["vulnerable"])
    if not found.numbered:
        assert theirs == NOT_COMPUTED
    elif found.contest <= threshold:
        assert close(theirs, found.contest)
    else:
        assert threshold < theirs <= found.contest + 1e-9
        order = sorted(found.group, key=lambda k: (k < victim, k))
        first = next(k for k in order if max(found.grid[s, k] for s in found.group if s != k) > threshold)
        assert any(close(theirs, chance) for s in found.group if s != first for chance in found.willing[s, first])


def agree_on_the_strongest(case: Council, n: int, found: rule.Reading, ruler: int) -> None:
    """The three numbers of the man of the greatest share: bounds on the side on which they decide."""
    io, th, i = case.io[0], case.th[0], found.strongest
    u, v, b = (float(io[name][n]) for name in ("initiative", "vulnerability", "bypass"))
    if not found.numbered or i not in found.looked_at_in_turn:
        assert (u, v, b) == (NOT_COMPUTED,) * 3
        return
    rules = i == ruler
    above_only_if_above(u, found.initiative[i], th["dominant"], exact_below=False)
    limit = th["lost"] if rules else th["vulnerable"]
    if found.initiative[i] < th["dominant"] and not rules:
        assert (v, b) == (NOT_COMPUTED,) * 2
        return
    above_only_if_above(v, found.vulnerability[i], limit)
    if rules or found.vulnerability[i] > limit:
        assert b == NOT_COMPUTED
    else:
        above_only_if_above(b, found.bypass[i], th["bypassed"])


def above_only_if_above(theirs: float, exact: float, threshold: float, exact_below: bool = True) -> None:
    """A search that ends when it is decided: at a lower bound above; below, at the value itself, or (initiative) an upper bound."""
    above = exact > threshold if exact_below else exact >= threshold
    if above:
        assert (theirs > threshold if exact_below else theirs >= threshold) and theirs <= exact + 1e-9
    elif exact_below:
        assert close(theirs, exact)
    else:
        assert exact - 1e-9 <= theirs < threshold


def agree_on_grid(case: Council, found: rule.Reading) -> None:
    """Every ordered pair of the group to the precision in which grids are kept, and nobody else."""
    grid = np.full((case.n, case.n), NOT_COMPUTED)
    for pair, chance in found.grid.items():
        grid[pair] = chance
    np.testing.assert_allclose(case.io[0]["grid"][0, : case.n, : case.n], grid.astype(np.float32), rtol=2e-7, atol=1e-9)


@pytest.fixture(scope="module")
def kinds() -> Counter[object]:
    """How often each kind of rule came up, compared all the while."""
    found: Counter[object] = Counter()
    for seed in range(300):
        case = Council(seed)
        reading = compared(case, case.clock())
        found[reading.kind] += 1
        found["candidate"] += reading.candidate != ow.NOBODY
    return found


@pytest.mark.parametrize("kind", LEAST)
def test_every_kind_of_rule_comes_up(kinds: Counter[object], kind: object) -> None:
    assert kinds[kind] >= LEAST[kind], kinds


@settings(deadline=None, max_examples=150)
@given(SEEDS)
def test_one_reading(seed: int) -> None:
    case = Council(seed)
    compared(case, case.clock())


@settings(deadline=None, max_examples=40)
@given(SEEDS, st.lists(st.sampled_from(["same", "same", "void", "ill", "unseated", "shaken", "wary"]), min_size=3, max_size=6))
def test_readings_one_after_the_other(seed: int, changes: list[str]) -> None:
    """The clock: the same state and changed states, void ones between."""
    case = Council(seed)
    before, clock = case.st.copy(), case.clock()
    for change in changes:
        case.st[:] = before
        changed(case, change)
        compared(case, clock)


def changed(case: Council, how: str) -> None:
    t, th, n = case.st[0], case.th[0], case.n
    strong = int(np.argmax(t["standing"][:n]))
    if how == "void":
        t["next_meeting"][: case.nb] = t["week"] + 500
    elif how == "ill":
        t["incapable"][strong], t["ill_since"][strong] = t["week"] + 9, t["week"] - case.rng.integers(3, 7)
    elif how == "unseated":
        t["seat"][TOP, case.rng.integers(0, n)] = ow.CANDIDATE
    elif how == "shaken":
        t["client"][:n, strong] *= case.rng.random(n)
    elif how == "wary":
        th["lost"] = case.rng.uniform(0, 0.1)
