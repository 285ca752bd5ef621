"""When bodies meet first: by what is known of their last meeting when a run starts."""

from __future__ import annotations

from datetime import date

import pytest

import collegium
from collegium.engine.compile import compile_scenario
from collegium.scenario import at
from helpers.bench import Bench


def opened(day: str) -> tuple[Bench, dict[str, int]]:
    """The flagship on a day, and the number of each body."""
    bench = Bench(compile_scenario(at(collegium.load("bolsheviks"), day))).open(0)
    return bench, {name: n for n, name in enumerate(bench.model.bodies)}


def test_the_last_meeting_is_known_and_no_later_one() -> None:
    met = {body.id: body.met for body in at(collegium.load("bolsheviks"), "1925-01-15").bodies}
    assert (met["congress"], met["central_committee"], met["politburo"]) == (date(1924, 5, 23), date(1924, 10, 25), None)


def test_a_body_meets_a_cadence_after_it_last_met() -> None:
    bench, bodies = opened("1925-01-15")
    congress = bodies["congress"]
    step = date(1924, 5, 23).toordinal() // 7
    assert bench.sc["met"][congress] == step
    assert 52 <= bench.st["next_meeting"][congress] - step <= 52 + 4
    assert bench.st["next_meeting"][bodies["politburo"]] == bench.week + 1


def test_what_is_overdue_is_held_in_the_step_after_the_first() -> None:
    """The congress of 1925 met in December, seven months late. A run of July 1925 does not know that it will be put off again."""
    bench, bodies = opened("1925-07-01")
    assert bench.st["next_meeting"][bodies["congress"]] == bench.week + 1


@pytest.mark.parametrize("body", ["congress", "central_committee", "politburo"])
def test_the_whole_line_was_elected_when_its_congress_met(body: str) -> None:
    bench, bodies = opened("1925-01-15")
    assert bench.st["last_elected"][bodies[body]] == date(1924, 5, 23).toordinal() // 7


def test_a_body_of_which_nothing_is_known_meets_a_cadence_after_the_start() -> None:
    bench, bodies = opened("1925-01-15")
    control = bodies["control_commission"]
    assert bench.st["next_meeting"][control] == bench.week + bench.sc["cadence"][control]
