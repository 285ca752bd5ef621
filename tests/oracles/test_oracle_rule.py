"""Who rules (docs/odd.md, section 7) against the oracle, in states made of dice.

How often each kind of rule, and whatever lies between the three ways of taking the thresholds, comes up at least over the first
``STATES`` seeds, ``LEAST`` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import times
from helpers.oracle import rule
from helpers.oracle import world as ow
from helpers.oracle.council import TOP, Council
from helpers.oracle.routes import force

SEEDS = st.integers(0, 2**32)
STATES = 250
LEAST = {rule.VOID: 50, rule.SOLE_SURVIVOR: 6, rule.ONE_MAN: 6, rule.BLOC: 6, rule.CONTESTED: 55, rule.LOCKED: 28,
         "candidate": 14, "strict": 8, "given but not strict": 6, "loose but not given": 6,
         "bloc": 27, "bloc of two": 6, "bloc of more than three": 9, "no bloc": 33,
         "two candidates": 2, "force decides": 8, "force is dared": 10, "force is not dared": 30, "most by force": 15}  # fmt: skip
NOT_COMPUTED = -1.0


def compared(case: Council, clocks: rule.Clocks) -> rule.Reading:
    """The engine reads the state, the oracle reads what the engine has left, and they agree."""
    rulers, victim = [clock.ruler for clock in clocks.men], int(case.io[0]["victim"])
    assert case.clocks() == clocks
    n = case.read()
    found = rule.read(case.world(), clocks)
    agree_on_rule(case, n, found, clocks)
    agree_on_contest(case, n, found, victim)
    agree_on_the_strongest(case, n, found, rulers)
    for name, chances in (("capable", found.capable), ("by_votes", found.by_votes)):
        agree_on_grid(case, case.io[0][name], chances)
    for grid in case.io[0]["grid"]:
        agree_on_grid(case, grid, found.grid)
    return found


def close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9


def agree_on_rule(case: Council, n: int, found: rule.Reading, clocks: rule.Clocks) -> None:
    io = case.io[0]
    assert (found.kind, found.ruler, found.strongest) == (io["rule"][n], io["ruler"][n], io["strongest"][n])
    assert (found.rulers[rule.STRICT], found.rulers[rule.LOOSE]) == (io["ruler_strict"][n], io["ruler_loose"][n])
    assert case.clocks() == clocks


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


def agree_on_the_strongest(case: Council, n: int, found: rule.Reading, rulers: list[int]) -> None:
    """The three numbers of the man of the greatest share: bounds on the side on which they decide."""
    io, i = case.io[0], found.strongest
    u, v, b = (float(io[name][n]) for name in ("initiative", "vulnerability", "bypass"))
    if not found.numbered or i not in found.numbers:
        assert (u, v, b) == (NOT_COMPUTED,) * 3
        return
    exact, rules = found.numbers[i], i in rulers
    strict, loose = (rule.thresholds(case.world(), way) for way in (rule.STRICT, rule.LOOSE))
    limit = max(loose.lost, loose.vulnerable) if rules else loose.vulnerable
    above_only_if_above(v, exact.vulnerability, limit)
    if exact.vulnerability > limit:
        assert (u, b) == (NOT_COMPUTED,) * 2
    else:
        agree_on_initiative(u, exact.initiative, loose.dominant, strict.dominant)
        above_only_if_above(b, exact.bypass, loose.bypassed)


def agree_on_initiative(theirs: float, exact: float, loose: float, strict: float) -> None:
    """Below the loose threshold an upper bound, from the strict on a lower one, the value itself between them."""
    if exact < loose:
        assert exact - 1e-9 <= theirs < loose
    elif exact < strict:
        assert close(theirs, exact)
    else:
        assert strict <= theirs <= exact + 1e-9


def above_only_if_above(theirs: float, exact: float, threshold: float) -> None:
    """A search that ends when it is decided: at a lower bound above the threshold; below, at the value itself."""
    if exact > threshold:
        assert threshold < theirs <= exact + 1e-9
    else:
        assert close(theirs, exact)


def agree_on_grid(case: Council, theirs: np.ndarray, chances: Mapping[tuple[int, int], float]) -> None:
    """Every ordered pair of the group to the precision in which grids are kept, and nobody else."""
    grid = np.full((case.n, case.n), NOT_COMPUTED)
    for pair, chance in chances.items():
        grid[pair] = chance
    np.testing.assert_allclose(theirs[: case.n, : case.n], grid.astype(np.float32), rtol=2e-7, atol=1e-9)


def tags(case: Council, found: rule.Reading) -> list[object]:
    """What came up in a reading."""
    strict, given, loose = (i != ow.NOBODY for i in found.candidates)
    sizes = {len(rule.bloc_of(case.world(), g)) for g in found.blocs if rule.bloc_name(case.world(), g) == found.bloc}
    came_up = {
        "candidate": given, "strict": strict, "given but not strict": given and not strict, "loose but not given": loose and not given,
        "bloc": bool(sizes), "bloc of two": 2 in sizes, "bloc of more than three": max(sizes, default=0) > 3,
        "no bloc": bool(found.blocs) and not sizes,
    } | forces(case, found)  # fmt: skip
    return [found.kind, *(name for name, there in came_up.items() if there)]


def forces(case: Council, found: rule.Reading) -> dict[str, bool]:
    """What force and rivals mean for the reading."""
    if not found.numbered:
        return {}
    world, most = case.world(), float(case.th[0]["vulnerable"])
    votes, dared = (max(found.willing.values(), key=part) for part in (lambda x: max(x[:2]), lambda x: x.force))
    odds = {pair: force(world, *pair) for pair in found.capable}
    return {
        "two candidates": found.rivals, "force decides": max(votes[:2]) <= most < dared.force, "force is dared": dared.force > 0,
        "force is not dared": any(odds[pair] > 0 and not found.willing[pair].force for pair in odds),
        "most by force": any(odds[pair] > 0 and odds[pair] == found.capable[pair] for pair in odds),
    }  # fmt: skip


@pytest.fixture(scope="module")
def kinds() -> Counter[object]:
    """How often each kind of rule came up, compared all the while."""
    found: Counter[object] = Counter()
    for seed in range(times(STATES)):
        case = Council(seed)
        found.update(tags(case, compared(case, case.clocks())))
    return found


@pytest.mark.parametrize("kind", LEAST)
def test_every_kind_of_rule_comes_up(kinds: Counter[object], kind: object) -> None:
    assert kinds[kind] >= LEAST[kind], kinds


@settings(deadline=None, max_examples=times(30))
@given(SEEDS)
def test_one_reading(seed: int) -> None:
    case = Council(seed)
    compared(case, case.clocks())


@pytest.mark.parametrize("theory", range(ow.CLIENTELE, ow.CONTESTED + 1))
def test_readings_of_what_other_theories_make_of_votes(theory: int) -> None:
    for seed in range(times(8)):
        case = Council(seed, theory)
        compared(case, case.clocks())


def test_where_less_is_borne_of_a_ruler_than_of_a_newcomer() -> None:
    """Thresholds the wrong way round: whoever rules by one way is judged by what ends it, by the others as a newcomer."""
    for seed in range(times(70)):
        case = Council(seed)
        strong, rules = int(np.argmax(case.st[0]["standing"][: case.n])), case.rng.random(3) < 0.5
        case.th[0]["lost"], case.th[0]["vulnerable"] = 0.01, 0.3
        for name, value in (("candidate", strong), ("sovereign", strong), ("streak", 9)):
            case.io[0][name] = np.where(rules, value, 0 if name == "streak" else ow.NOBODY)
        compared(case, case.clocks())


CHANGES = ("same", "same", "void", "ill", "unseated", "shaken", "wary", "left", "founded again")


@settings(deadline=None, max_examples=times(25))
@given(SEEDS, st.lists(st.sampled_from(CHANGES), min_size=3, max_size=6))
def test_readings_one_after_the_other(seed: int, changes: list[str]) -> None:
    """The clocks: the same state and changed states, void ones between."""
    case = Council(seed)
    before, clocks = case.st.copy(), case.clocks()
    for change in changes:
        case.st[:] = before
        changed(case, change)
        compared(case, clocks)


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
    elif how == "left":
        t["g_member"][:, strong] = ow.OUTSIDE
    elif how == "founded again":
        t["g_since"] += 1
