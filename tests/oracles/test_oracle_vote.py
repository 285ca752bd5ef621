"""Every term of the vote, for all kinds of motion, in states made of dice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.scenario import kinds as K
from helpers.examples import times
from helpers.kept import keep
from helpers.oracle import engine
from helpers.oracle import vote as ov
from helpers.oracle import world as ow
from helpers.oracle.engine import Case, chance, leaned

COLUMNS = {"custom": K.T_CUSTOM, "policy": K.T_POLICY, "ties": K.T_TIE, "own stake": K.T_STAKE,
           "comradeship": K.T_COMRADESHIP, "discipline": K.T_DISCIPLINE, "documents": K.T_DOCUMENT,
           "deference": K.T_DEFERENCE, "lines": K.T_WHIP, "line of the top body": K.T_LINE,
           "dependence": K.T_DEPENDENCE, "conformity": K.T_CONFORMITY}  # fmt: skip
SEEDS = st.integers(0, 2**32)
EXACT = {"rel": 1e-9, "abs": 1e-10}

for kernel in (engine._leaned, engine._chance):
    keep(kernel)


@pytest.mark.parametrize("kind", range(ow.ELECT + 1))
@settings(deadline=None, max_examples=times(40))
@given(seed=SEEDS)
def test_sums_and_single_terms(kind: int, seed: int) -> None:
    """Sums before following and sides, of all who are heard; single terms of those whose vote is not settled beforehand."""
    case = Case(seed)
    m = case.motion(kind)
    weighing, record = ov.Weighing(case.world(), m), leaned(case, m)
    assert sorted(record["voter"][: record["n_voters"]].tolist()) == sorted(weighing.sums)
    assert sorted(record["voter"][record["n_voters"] : record["n_heard"]].tolist()) == sorted(weighing.heard)
    opinions = weighing.sums | weighing.heard
    assert {i: float(record["eta"][i]) for i in opinions} == pytest.approx(opinions, **EXACT)
    assert {c: float(record["bloc_eta"][c]) for c in weighing.benches} == pytest.approx(weighing.benches, **EXACT)
    same_terms(record, weighing)


def same_terms(record: Any, weighing: ov.Weighing) -> None:
    for name, column in COLUMNS.items():
        for c, terms in weighing.bench_terms.items():
            assert record["term"][len(record["eta"]) + c, column] == pytest.approx(terms.get(name, 0.0), **EXACT), (name, c)
        for i, terms in weighing.terms.items():
            if abs(weighing.sums[i]) < ov.CERTAIN:
                assert record["term"][i, column] == pytest.approx(terms.get(name, 0.0), **EXACT), (name, i)


@settings(deadline=None, max_examples=times(150))
@given(SEEDS, st.floats(-2, 2))
def test_following_sides_and_chance(seed: int, shift: float) -> None:
    case = Case(seed)
    case.st["tracing"] = 1
    m = case.motion()
    weighing = ov.weighed(case.world(), m)
    assert chance(case, m, shift) == pytest.approx(weighing.chance(shift), rel=1e-8, abs=1e-9)
    record = case.wk[0]
    assert {i: float(record["eta"][i]) for i in weighing.sums} == pytest.approx(weighing.sums, **EXACT)
    assert {c: float(record["bloc_eta"][c]) for c in weighing.benches} == pytest.approx(weighing.benches, **EXACT)
    same_terms(record, weighing)


def test_rivals_stand_together_while_a_third_is_stronger() -> None:
    """The toy of the successor lottery: Z refuses to remove S once balancing exceeds 2.25; with a weak T he never does."""
    assert toy(0.30, 0.20, 0.18, 2.2) > 0 > toy(0.30, 0.20, 0.18, 2.3)
    assert toy(0.12, 0.30, 0.18, 3.0) > 0


def toy(t: float, s: float, z: float, balancing: float) -> float:
    """Z's own stake in the removal of S, with T and Z to gain by an even lottery; the kernel agrees."""
    case = Case(1)
    state, theta = case.st[0], case.th[0]
    for name in ("alive", "member", "seat", "bloc", "power", "sway", "tie", "g_on", "authority"):
        state[name] = 0
    state["alive"][:3] = state["member"][:3] = state["ambition"][:3] = 1
    state["seat"][: case.nb, :3], state["seat"][state["electorate"], :3] = ow.FULL, 0
    state["power"][:3] = t, s, z
    theta["balancing"], theta["lottery"], theta["stake"] = balancing, 4.0, 1.0
    top = int(case.st[0]["top"])
    m = ow.Item(ow.REMOVE, 0, 1, top, top)
    weighing, record = ov.Weighing(case.world(), m), leaned(case, m)
    assert record["term"][2, K.T_STAKE] == pytest.approx(weighing.terms[2]["own stake"], abs=1e-12)
    return float(record["term"][2, K.T_STAKE])
