"""Words of the engine that the page shows: moves, aims, terms of a vote. They are messages too."""

from __future__ import annotations

from functools import cache

from collegium.engine import goals, moves
from collegium.results.sentences import spaced
from collegium.scenario.kinds import TERM_KINDS


@cache
def vocabulary() -> tuple[str, ...]:
    """All of them, as the page's data have them."""
    return tuple(sorted({*map(spaced, moves.NAMES), *goals.GOAL_NAMES, *(term.name for term in TERM_KINDS)}))
