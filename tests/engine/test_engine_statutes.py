"""Statutes: what founds and abolishes, what a repeal brings back, and who wants which."""

from __future__ import annotations

import numpy as np
import pytest

from collegium.engine import layout as L
from collegium.engine.compile import compile_scenario
from collegium.scenario import at, edit
from collegium.scenario import kinds as K
from helpers.bench import CALM, Bench
from helpers.island import STATUTES, island, model

SMALL, AUDIT, TURNS = "small", "audit", "turns"


def bench(statutes: str = STATUTES, changes: dict[str, str] | None = None, **theta: float) -> Bench:
    """Nobody acts of their own accord, nothing comes from outside."""
    m = model(island(statutes=statutes, changes=changes))
    found = Bench(m, theta=CALM | theta).open()
    found.st["event_due"], found.st["death_week"] = L.FOREVER, float(L.FOREVER)
    return found


def decide(b: Bench, kind: int, statute: str) -> None:
    """A motion on a statute has just been carried; the next step carries it out."""
    st, m = b.st, b.model
    for name, value in (("state", L.CARRIED), ("kind", kind), ("mover", m.people.index("anna")), ("target", L.NOBODY),
                        ("body", m.bodies.index("council")), ("arg", m.statutes.index(statute)), ("seen", 2), ("ordered", 1),
                        ("refuser", L.NOBODY), ("decided", b.week), ("week", b.week)):  # fmt: skip
        st[f"q_{name}"][0] = value
    b.step()


def test_what_a_statute_founds_does_not_exist_before() -> None:
    b = bench()
    cabinet, auditor = b.model.bodies.index("cabinet"), b.model.offices.index("auditor")
    b.step(60)
    assert (b.st["exists"][cabinet], b.st["created"][auditor]) == (0, 0)
    assert not b.st["seat"][cabinet].any() and b.st["sittings"][cabinet] == 0
    assert b.st["holder"][auditor] == L.NOBODY


def test_a_body_that_is_founded_is_filled_and_leads() -> None:
    b = bench()
    cabinet, council = b.model.bodies.index("cabinet"), b.model.bodies.index("council")
    assert b.st["top"] == council
    decide(b, K.ADOPT, SMALL)
    assert (b.st["exists"][cabinet], b.st["top"], b.st["electorate"]) == (1, cabinet, council)
    b.step(4)
    assert (b.st["seat"][cabinet] == L.FULL).sum() == 3
    assert b.st["sittings"][cabinet] > 0
    assert b.st["in_force"][b.model.statutes.index(SMALL)] == 1


def test_a_repeal_brings_back_what_was_replaced() -> None:
    b = bench()
    before = {name: b.st[name].copy() for name in ("top", "electorate", "exists", "created", "appoints", "agenda")}
    for statute in (SMALL, AUDIT, TURNS):
        decide(b, K.ADOPT, statute)
    assert b.st["agenda"][b.model.bodies.index("council")] == L.ROTATION
    assert b.st["appoints"][b.model.offices.index("auditor"), b.model.constituencies.index("clerks")] == pytest.approx(0.4)
    b.step(4)
    for statute in (TURNS, AUDIT, SMALL):
        decide(b, K.REPEAL, statute)
    for name, value in before.items():
        assert np.array_equal(b.st[name], value), name
    assert not b.st["seat"][b.model.bodies.index("cabinet")].any()


def test_a_repeal_costs_the_holder_the_office_by_decision() -> None:
    b = bench()
    decide(b, K.ADOPT, AUDIT)
    felix, auditor = b.model.people.index("felix"), b.model.offices.index("auditor")
    b.st["holder"][auditor] = felix
    decide(b, K.REPEAL, AUDIT)
    assert b.st["holder"][auditor] == L.NOBODY
    assert b.io["lost_office"][felix] == b.week - 1


def test_a_statute_that_was_adopted_before_the_start_is_in_force() -> None:
    """A later start knows the day, an earlier one does not."""
    scenario = island(statutes="small,Law of the cabinet,,2002-05-01,found cabinet; let cabinet lead\n")
    early, late = at(scenario, scenario.start), at(scenario, "2003-01-01")
    assert (early.top_body, late.top_body) == ("council", "cabinet")
    assert early.statutes[0].adopted is None and late.statutes[0].clauses[1].to == "council"
    b = Bench(compile_scenario(late), theta=CALM).open()
    cabinet, council = b.model.bodies.index("cabinet"), b.model.bodies.index("council")
    assert (b.st["top"], b.st["exists"][cabinet], b.st["in_force"][0]) == (cabinet, 1, 1)
    decide(b, K.REPEAL, SMALL)
    assert (b.st["top"], b.st["exists"][cabinet]) == (council, 0)


def test_without_adopt_nobody_changes_a_rule() -> None:
    """The off-switch: a group whose bodies may not adopt statutes never does; one whose bodies may does so in most histories."""
    scenario = island(statutes=STATUTES)
    barred = edit(scenario, {"body.council.decides": "policy;strip", "body.assembly.decides": "adopt"})
    adopted = {}
    for name, one in (("may", scenario), ("may not", barred)):
        b = Bench(model(one), theta={"activity": 0.5})
        adopted[name] = sum(len(told.kinds(K.L_IN_FORCE)) > 0 for told in b.batch(0, 30))
    assert adopted["may not"] == 0 and adopted["may"] > 20
