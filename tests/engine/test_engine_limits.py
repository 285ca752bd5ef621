"""Flows, moves and drift alone, against what can be worked out exactly beside the engine (votes: test_engine_votes)."""

from __future__ import annotations

import numpy as np
import pytest

from collegium.engine import layout as L
from collegium.engine.calendar import MONTH
from collegium.scenario import kinds as K
from helpers.bench import Bench, copied, model, quiet

# 7 appoint


def test_circular_flow_alone_is_exact() -> None:
    """One appointer, nobody else: the unaligned fall by a constant factor at every settlement."""
    bench = quiet(theta={"turnover": 0.3, "loyalty": 0.6})
    m, st = bench.model, bench.st
    o, c = m.offices.index("secretary"), m.constituencies.index("clerks")
    st["appoints"] = 0.0
    st["appoints"][o, c] = right = 0.5
    i, free = int(st["holder"][o]), st["allegiance"].shape[1] - 1
    st["allegiance"][c] = 0.0
    st["allegiance"][c, free], st["allegiance"][c, i] = 0.9, 0.1
    flow = MONTH * 0.3 * right * 0.6 / float(bench.sc["per_year"])
    for settled in range(1, 101):
        bench.step(MONTH)
        assert st["allegiance"][c, free] == pytest.approx(0.9 * (1.0 - flow) ** settled, rel=1e-12)
        assert st["allegiance"][c, i] == pytest.approx(1.0 - 0.9 * (1.0 - flow) ** settled, rel=1e-12)


def test_a_boss_shields_his_following_and_rivals_resist() -> None:
    """One settlement: the unaligned go at full speed, a rival's clients at ``resistance``, a boss's at (1 - protection) of that."""
    bench = quiet("bolsheviks", {"turnover": 0.4, "loyalty": 0.7, "resistance": 0.5, "protection": 0.25})
    m, st, sc = bench.model, bench.st, bench.sc
    c = int(np.flatnonzero(sc["boss"][: len(m.constituencies)] != L.NOBODY)[0])
    o, boss_office = m.offices.index("general_secretary"), int(sc["boss"][c])
    st["appoints"] = 0.0
    st["appoints"][o, c] = 1.0
    i, free = int(st["holder"][o]), st["allegiance"].shape[1] - 1
    boss, rival = [p for p in range(len(m.people)) if p != i][:2]
    st["holder"][boss_office] = boss
    st["allegiance"][c] = 0.0
    st["allegiance"][c, [boss, rival, free]] = 0.5, 0.2, 0.3
    bench.step(MONTH)
    flow = MONTH * 0.4 / float(sc["per_year"])
    moved = flow * (0.3 + 0.5 * 0.2 + 0.5 * 0.75 * 0.5)
    assert st["allegiance"][c, rival] == pytest.approx(0.2 * (1 - 0.5 * flow), rel=1e-12)
    assert st["allegiance"][c, boss] == pytest.approx(0.5 * (1 - 0.375 * flow), rel=1e-12)
    assert st["allegiance"][c, i] == pytest.approx(0.7 * moved, rel=1e-12)
    assert st["allegiance"][c, free] == pytest.approx(0.3 * (1 - flow) + 0.3 * moved, rel=1e-12)


def sanctioned(bench: Bench) -> set[int]:
    """Keys of the sanctions on the agenda that have been carried out."""
    st = bench.st
    return {int(key) for key, kind in zip(st["q_key"], st["q_kind"], strict=True) if K.RUNG[kind]} & {
        int(key) for key in st["q_key"][st["q_state"] == L.DONE]
    }


@pytest.mark.parametrize("how", ["turnover", "rights"])
def test_without_appointments_allegiances_stay(how: str) -> None:
    """Whatever else is done: only appointments, want, death, expulsion, platforms, capitulations and sanctions move a following."""
    m = copied(model("bolsheviks"))
    m.sc["n_events"] = 0
    m.sc["decides"][0, :, K.EXPEL] = 0
    theta = {"discontent": 0.0, "activity": 0.3}
    if how == "rights":
        m.template["appoints"], m.sc["n_statutes"] = 0.0, 0
    bench = Bench(m, theta=theta | ({"turnover": 0.0} if how == "turnover" else {})).open(1)
    bench.st["death_week"] = float(L.FOREVER)
    over, moved = False, 0
    while not over:
        before, done = bench.st["allegiance"].tobytes(), sanctioned(bench)
        over = bench.step()
        if bench.st["allegiance"].tobytes() != before:
            moved += 1
            assert bench.rows(K.L_PLATFORM, K.L_CAPITULATED) or sanctioned(bench) - done
    assert bench.io["motions"] > 0
    assert 0 < moved < bench.sc["weeks"] / 4


# 3 maneuver


@pytest.mark.parametrize(("name", "count"), [("council", 30), ("bolsheviks", 10)])
def test_without_activity_there_is_no_motion(name: str, count: int) -> None:
    bench = Bench(model(name), theta={"activity": 0.0})
    for number in range(count):
        told = bench.play(number)
        assert told.out["motions"] == told.out["documents"] == told.out["resignations"] == told.out["caucuses"] == 0
        assert not len(told.kinds(*range(L.M - 1), K.L_LAPSED, K.L_CAUCUS, K.L_WRITTEN, K.L_DENOUNCED))


# 9 drift


def test_positions_converge_to_the_fixed_point_of_friedkin_and_johnsen() -> None:
    """x = a W x + (1 - a) x0, W the positive ties among those with a seat in the top body, normalised by row."""
    openness = 0.7
    bench = quiet(theta={"susceptibility": 0.2, "openness": openness, "tie_half_life": 1e300})
    st, top = bench.st, int(bench.st["top"])
    who = np.flatnonzero(st["seat"][top] > 0)
    dice = np.random.default_rng(3)
    st["tie"][np.ix_(who, who)] = dice.uniform(-0.5, 1.0, (len(who), len(who)))
    start = st["position"][who].copy()
    assert np.array_equal(start, st["anchor"][who])
    bench.step(MONTH * 300)
    weights = np.maximum(st["tie"][np.ix_(who, who)], 0.0)
    np.fill_diagonal(weights, 0.0)
    weights /= weights.sum(axis=1, keepdims=True)
    issues = int(bench.sc["n_issues"])
    fixed = np.linalg.solve(np.eye(len(who)) - openness * weights, (1.0 - openness) * start[:, :issues])
    assert np.abs(st["position"][who, :issues] - fixed).max() < 1e-10
    assert np.abs(fixed - start[:, :issues]).max() > 0.05


def test_half_lives_halve() -> None:
    """Ties, injuries and worn norms after exactly one half-life, undisturbed. Enmity lasts ``grudge`` times as long as friendship."""
    years = 80 * MONTH / float(quiet().sc["per_year"])
    bench = quiet(theta={"tie_half_life": years, "grudge": 4.0, "harm_half_life": years, "norm_half_life": years, "precedent": 1.0})
    st = bench.st
    st["tie"][0, 1], st["tie"][1, 0], st["harm"][0, 1], st["comradeship"], st["unity"], st["precedent"] = 0.8, -0.8, 0.6, 0.4, 0.2, 3.0
    bench.step(80 * MONTH)
    assert st["tie"][0, 1] == pytest.approx(0.4)
    assert st["tie"][1, 0] == pytest.approx(-0.8 * 0.5**0.25)
    assert st["harm"][0, 1] == pytest.approx(0.3)
    assert (st["comradeship"], st["unity"], st["precedent"]) == pytest.approx((0.7, 0.6, 2.0))
