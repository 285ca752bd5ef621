"""Every term of the vote, for all kinds of motion, in states made of dice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle_power as op
import oracle_vote as ov
from collegium.engine import layout as L
from oracle_engine import Case, chance, leaned

COLUMNS = {"readiness": L.T_BIAS, "policy": L.T_POLICY, "ties": L.T_TIE, "own stake": L.T_STAKE, "whip": L.T_WHIP,
           "comradeship": L.T_COMRADESHIP, "discipline": L.T_DISCIPLINE, "documents": L.T_DOCUMENT}  # fmt: skip
SEEDS = st.integers(0, 2**32)
EXACT = {"rel": 1e-9, "abs": 1e-10}


def roll(case: Case, kind: int) -> tuple[ov.Weighing, object]:
    m = case.motion(kind)
    return ov.Weighing(case.world(), m), leaned(case, m)


@pytest.mark.parametrize("kind", range(11))
@settings(deadline=None, max_examples=40)
@given(seed=SEEDS)
def test_sums_before_conformity(kind: int, seed: int) -> None:
    weighing, record = roll(Case(seed), kind)
    assert {i: float(record["eta"][i]) for i in weighing.sums} == pytest.approx(weighing.sums, **EXACT)
    assert {c: float(record["bloc_eta"][c]) for c in weighing.benches} == pytest.approx(weighing.benches, **EXACT)
    assert sorted(record["voter"][: record["n_voters"]].tolist()) == sorted(weighing.sums)


@pytest.mark.parametrize("kind", range(11))
@settings(deadline=None, max_examples=40)
@given(seed=SEEDS)
def test_single_terms(kind: int, seed: int) -> None:
    """Each on its own, for those whose vote is not settled beforehand."""
    case = Case(seed)
    weighing, record = roll(case, kind)
    for name, column in COLUMNS.items():
        spread = case.st[0]["g_on"].any() and name == "whip"
        for i, terms in weighing.terms.items():
            if abs(weighing.sums[i]) < ov.CERTAIN and not spread:
                assert record["term"][i, column] == pytest.approx(terms.get(name, 0.0), **EXACT), (name, i)
        for c, terms in weighing.bench_terms.items():
            assert record["bloc_term"][c, column] == pytest.approx(terms.get(name, 0.0), **EXACT), (name, c)


@settings(deadline=None, max_examples=150)
@given(SEEDS, st.floats(-2, 2))
def test_conformity_and_chance(seed: int, shift: float) -> None:
    case = Case(seed)
    m = case.motion()
    weighing = ov.weighed(case.world(), m)
    assert chance(case, m, shift) == pytest.approx(weighing.chance(shift), rel=1e-8, abs=1e-9)
    record = case.st[0]
    assert {i: float(record["eta"][i]) for i in weighing.sums} == pytest.approx(weighing.sums, **EXACT)


def test_rivals_stand_together_while_a_third_is_stronger() -> None:
    """The toy of the successor lottery: Z refuses to remove S once his fear is large, and the sign turns with T's share."""
    assert toy(0.30, 0.20, 0.18, 0.5) > 0 > toy(0.30, 0.20, 0.18, 2.0)
    assert toy(0.12, 0.30, 0.18, 2.0) > 0


def toy(t: float, s: float, z: float, balancing: float) -> float:
    """Z's own stake in the removal of S, with T and Z to gain."""
    case = Case(1)
    w = case.world()
    w.share[:3], w.ambition[:3], w.th.balancing = [t, s, z], [1.0, 1.0, 1.0], balancing
    stake = 0.1
    return op.own_gain(w, {1: -stake, 0: stake / 2, 2: stake / 2}, 2)
