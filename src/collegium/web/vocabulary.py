"""Words of the engine, the format and the explorer that the pages show from tables. They are messages too."""

from __future__ import annotations

from functools import cache

from collegium.analysis import KIND_LABELS
from collegium.engine import goals, moves
from collegium.experiments.arms import USUAL
from collegium.explorer.brief import ROLES
from collegium.explorer.ending import measures_of
from collegium.explorer.rules import NO_RULE
from collegium.explorer.scene import FATES, STATES
from collegium.explorer.words import PHRASES
from collegium.figures.style import MONTHS, SHORT_MONTHS
from collegium.results.meanings import HISTORIES
from collegium.results.sentences import APPEALS, ASKS, HAPPENED, PURPOSES, SUFFERED, WISHES, spaced
from collegium.scenario.format import BODY, OFFICE
from collegium.scenario.kinds import MOTIONS, TERM_KINDS
from collegium.scenario.model import RECORDS

THINGS = (
    "answer", "body", "column", "constituency", "document", "event", "family", "field", "intervention", "issue", "key", "kind",
    "kind of motion", "manner", "measure", "motion", "move", "office", "parameter", "person", "rule of the engine", "source", "statute",
    "theatre", " or ",
)  # fmt: skip
"""What a message may say that there is none of."""
UNITS = ("people", "times", "a history", "number", "months")
"""Units of outcomes and measures."""


@cache
def vocabulary() -> tuple[str, ...]:
    """The words that a history's data hold, which the scripts translate: moves, aims, terms of a vote."""
    return tuple(sorted({*map(spaced, moves.NAMES), *goals.GOAL_NAMES, *(term.name for term in TERM_KINDS)}))


@cache
def tables() -> tuple[str, ...]:
    """The texts of tables elsewhere: of kinds of motion and event, of moves, of the format, of questions and outcomes."""
    texts = {*ASKS.values(), *WISHES.values(), *SUFFERED.values(), *APPEALS.values(), *PURPOSES.values(), *HAPPENED.values()}
    texts |= {part for phrase in PHRASES.values() for part in phrase}
    texts |= {column.says for section in (BODY, OFFICE) for key, column in section.columns.items() if key not in NO_RULE}
    texts |= {*FATES, *STATES.values(), *ROLES, *measures_of(""), *map(spaced, MOTIONS), *map(spaced, RECORDS), *UNITS}
    texts |= {*KIND_LABELS.values(), *map(str.lower, KIND_LABELS.values())}
    texts |= {HISTORIES[name][1].partition(";")[0] for name in USUAL if name in HISTORIES} | {"greatest share of power at the end"}
    texts |= {*THINGS, *MONTHS, *SHORT_MONTHS}
    return tuple(sorted(texts - {"", "{}"}))
