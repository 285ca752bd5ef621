"""The engine compiled ahead of the first run."""

from __future__ import annotations

from dataclasses import replace

from collegium.engine import layout as L
from collegium.engine.history import histories
from collegium.ensemble.player import Player, model_of
from collegium.scenario import find, load
from collegium.scenario.model import Scenario

CLASSES = L.PEOPLE
"""The engine is compiled once for each of these greatest numbers of people."""
SMALL = "council"
"""The shipped scenario that is used for it."""


def ready(size: int) -> bool:
    """Have the engine compiled for up to ``size`` people, or read what was compiled before.

    Returns
    -------
    bool
        Whether it had to be compiled.
    """
    case = crowded(load(find(SMALL)), size)
    before = compiled()
    Player(model_of(case, case.start, case.end), 1).prepare()
    return compiled() > before


def compiled() -> int:
    """How often this process has compiled the engine."""
    return int(sum(histories.stats.cache_misses.values()))


def crowded(case: Scenario, size: int) -> Scenario:
    """The scenario with so many people that the class of ``size`` is needed: copies of one person without seat or office."""
    least = max((smaller for smaller in CLASSES if smaller < size), default=0) + 1
    extra = least - len(case.people)
    some = case.people[0]
    return replace(case, people=(*case.people, *(replace(some, id=f"{some.id}_{n}") for n in range(max(extra, 0)))))
