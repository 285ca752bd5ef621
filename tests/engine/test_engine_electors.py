"""Who fills a vacant seat: another body, the body itself, or nobody (docs/odd.md, section 6.7)."""

from __future__ import annotations

import numpy as np
import pytest

from collegium.engine import layout as L
from collegium.engine.compile import compile_scenario
from collegium.scenario import at, edit
from collegium.scenario import kinds as K
from helpers.bench import CALM, Bench, scenario

pytestmark = pytest.mark.engine


def council(elected_by: str, **theta: float) -> Bench:
    """The council with another elector, before its first step; nobody dies and nothing comes from outside."""
    case = edit(scenario("council"), {"body.council.elected_by": elected_by, "body.council.term": "0"})
    made = compile_scenario(at(case, case.start))
    made.sc["n_events"] = 0
    bench = Bench(made, theta=CALM | theta).open(0)
    bench.st["death_week"] = float(L.FOREVER)
    return bench


def vacate_one(bench: Bench) -> tuple[int, int]:
    """The top body, and a member whose seat is taken without a decision."""
    top = int(bench.st["top"])
    gone = int(np.flatnonzero(bench.st["seat"][top] == L.FULL)[0])
    bench.st["seat"][top, gone] = L.NO_SEAT
    return top, gone


def seated(bench: Bench, body: int) -> set[int]:
    return set(np.flatnonzero(bench.st["seat"][body] == L.FULL).tolist())


def test_where_nobody_elects_a_vacant_seat_stays_empty() -> None:
    bench = council("none")
    top, gone = vacate_one(bench)
    left = seated(bench, top)
    bench.step(60)
    assert seated(bench, top) == left and gone not in left
    assert bench.st["electorate"] == L.NOBODY


def test_a_body_that_elects_itself_co_opts_somebody_known() -> None:
    bench = council("council")
    top, _ = vacate_one(bench)
    left = seated(bench, top)
    bench.step(5)
    (new,) = seated(bench, top) - left
    assert (bench.st["holder"] == new).any() or bench.st["followed"][new] > 0
    (row,) = (row for row in bench.rows(K.L_ELECTED) if row["subject"] == top)
    assert (row["body"], row["target"]) == (top, new)


def test_the_top_body_is_no_congress_though_it_elects_another_and_nobody_elects_it() -> None:
    case = edit(scenario("council"), {"body.council.elected_by": "none", "body.council.term": "0", "body.assembly.elected_by": "council"})
    bench = Bench(compile_scenario(at(case, case.start)), theta=CALM).open(0)
    bench.step(30)
    assert bench.io["congresses"] == 0


@pytest.mark.parametrize("elected_by", ["none", "council"])
def test_whole_histories_end(elected_by: str) -> None:
    case = edit(scenario("council"), {"body.council.elected_by": elected_by, "body.council.term": "0"})
    bench = Bench(compile_scenario(at(case, case.start)))
    for number in range(6):
        told = bench.play(number)
        assert (told.out["lost_committee"] == L.NEVER).all()
