"""Every parameter at the ends of what it may be: no variable of the state leaves the range that docs/odd.md, section 2.3, gives."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from collegium.engine.calendar import MONTH
from collegium.engine.compile import Model, compile_scenario
from collegium.scenario import at, edit
from collegium.scenario.cells import UTMOST
from collegium.scenario.parameters import DEFAULTS
from collegium.scenario.special import bounds
from helpers.bench import Bench, model, scenario

ODD = Path(__file__).parents[2] / "docs" / "odd.md"
SPANS = {"0..1": (0.0, 1.0), "-1..1": (-1.0, 1.0), "0..6": (0.0, 6.0), "0 and above": (0.0, np.inf), "at most 1": (-np.inf, 1.0)}
FIELDS = {
    "tie[i, j]": "tie", "client[i, j]": "client", "harm[i, j]": "harm", "hurt[i]": "hurt", "mood, its salience": "mood",
    "position, anchor": "position", "comradeship, unity": "comradeship", "output, trend": "output",
}  # fmt: skip
"""Variables of the page whose name in the state is another."""
SECOND = {"anchor": "-1..1", "mood_salience": "0..1", "unity": "0..1", "trend": "0 and above", "share": "0..1", "power": "0 and above"}
"""What shares a row of the page with another variable, or has no range there."""
ROUNDING = 1e-9
COARSE = 91
"""Days of a step that is a quarter of a year: what is settled by the step then moves furthest."""


def documented() -> dict[str, tuple[float, float]]:
    """Variable of the state -> its range, from the table of the page."""
    found = {}
    for name, span in re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|", ODD.read_text(encoding="utf-8"), re.MULTILINE):
        field, span = FIELDS.get(name, name), span.partition(",")[0].strip()
        if span in SPANS and field in model("council").template.dtype.names:
            found[field] = SPANS[span]
    return found | {name: SPANS[span] for name, span in SECOND.items()}


RANGES = documented()


def outside(m: Model, state: Any) -> list[str]:
    """The variables that have left their range, and the rows of allegiances that do not sum to one."""
    found = []
    for name, (low, high) in RANGES.items():
        values = np.asarray(state[name])
        if not (np.isfinite(values).all() and (values >= low - ROUNDING).all() and (values <= high + ROUNDING).all()):
            found.append(f"{name} from {values.min()} to {values.max()}")
    sums = state["allegiance"][: len(m.constituencies)].sum(axis=1)
    return found if np.allclose(sums, 1.0, atol=ROUNDING) else [*found, f"allegiances sum to {sums}"]


def left(m: Model, name: str, value: float) -> list[str]:
    """What leaves its range in one history with the parameter at this value."""
    bench = Bench(m, theta={name: value}).open(0)
    while not (found := outside(m, bench.st)):
        if bench.step(MONTH):
            return outside(m, bench.st)
    return found


def ends(name: str) -> list[float]:
    """The least and the greatest value that the parameter may have as one number."""
    low, high = bounds(name)
    return [1e-9 if low == 0.0 and DEFAULTS[name].positive else max(low, -UTMOST), min(high, UTMOST)]


def steps_of(days: int) -> Model:
    case = scenario("council")
    case = case if days == case.step else edit(case, {"scenario.step": str(days)})
    return compile_scenario(at(case, case.start))


def test_the_page_gives_a_range_to_what_can_run_away() -> None:
    assert {
        "position",
        "policy",
        "tie",
        "mood",
        "allegiance",
        "leaning",
        "output",
        "trend",
        "precedent",
        "standing",
        "threat",
    } <= RANGES.keys()


@pytest.mark.parametrize("days", [7, COARSE])
def test_at_the_ends_of_every_parameter_the_state_stays_in_its_bounds(days: int) -> None:
    m = steps_of(days)
    gone = {f"{name}={value:g}": left(m, name, value) for name in DEFAULTS for value in ends(name)}
    assert {case: found for case, found in gone.items() if found} == {}


@pytest.mark.parametrize(
    ("name", "value", "days"),
    [("susceptibility", 0.75, 7), ("resistance", 3.0, COARSE), ("precedent", 7.0, 7), ("policy_swing_cost", 8.0, 7),
     ("infighting_cost", 2.0, 7), ("delegation", 1000.0, 7)],
)  # fmt: skip
def test_beyond_its_limit_something_runs_away(name: str, value: float, days: int) -> None:
    """So the limits are needed, and the check above can fail."""
    m = replace(steps_of(days))
    if name == "resistance":
        m.template["appoints"] = 1.0
    helped = {"resistance": {"turnover": 1.0}, "infighting_cost": {"unprovoked": 1.0, "status_quo": 0.0, "comradeship": 0.0}}
    fixed = {name: value} | helped.get(name, {})
    bench = Bench(m, theta=fixed).open(0)
    while not outside(m, bench.st):
        assert not bench.step(MONTH), "nothing has left its range"
