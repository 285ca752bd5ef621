"""The flagship, and the same case with a later end."""

from __future__ import annotations

from functools import cache

import collegium
from collegium.scenario import from_files
from collegium.scenario.model import Scenario

NAME, START, END = "bolsheviks", "1922-04-03", "1927-12-31"
LONG = "1932-12-31"
"""End of the longer run of the flagship."""


@cache
def flagship() -> Scenario:
    return collegium.load(NAME)


def prolonged(case: Scenario, end: str) -> Scenario:
    """The scenario with a later last day."""
    head = case.files["scenario.yaml"]
    old = case.end.isoformat()
    assert head.count(f"to: {old}") == 1, "the span of the scenario is not typed as expected"
    return from_files(case.name, {**case.files, "scenario.yaml": head.replace(f"to: {old}", f"to: {end}")})
