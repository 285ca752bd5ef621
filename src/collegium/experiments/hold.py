"""In how many pairs an intervention took hold: a forced move waits for its occasion, and a fixed vote needs a vote."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.analysis import TookHold
from collegium.analysis.columns import NEVER, Recorded, as_day
from collegium.engine.compile import Intervention
from collegium.engine.layout import NOBODY
from collegium.experiments.rows import EVER, rows
from collegium.interventions import Plan
from collegium.results.columns import KINDS, VOTED
from collegium.scenario import calendar
from collegium.scenario.model import MOTIONS

LOGGED = ("seat", "office", "bar_seat", "bar_office", "force", "choose", "caucus", "write", "read")
"""Kinds of intervention that leave an event ``intervened`` when they change something."""
VOTES = ("decide", "bind", "cast")
"""Kinds that wait for a motion to be put to the vote."""


def waits(plan: Plan) -> bool:
    """Whether anything in the plan may fail to take hold. Only such a plan needs events."""
    return any(one.kind in (*LOGGED, *VOTES) for one in plan.during)


def took_hold(plan: Plan, results: Recorded, first: int = 0) -> tuple[TookHold, ...]:
    """In how many histories each intervention of a plan took hold.

    Parameters
    ----------
    plan
        The plan of a run.
    results
        What the run left behind; events among it, if anything in the plan :func:`waits`.
    first
        Number of the first sentence that is counted.

    Returns
    -------
    tuple of TookHold
        One for each sentence that may fail to take hold, in order. A sentence took hold in a history if it changed something there at
        least once; one about votes, if a motion of which it speaks was put to the vote while it was in force.
    """
    low, high = results.provenance["histories"]
    found = []
    for number, sentence in enumerate(plan.sentences):
        one = next((each for each in plan.during if each.sentence == number), None)
        if one and number >= first and one.kind in (*LOGGED, *VOTES):
            place = _changed(number, results) if one.kind in LOGGED else _voted(one, plan, results)
            found.append(TookHold(sentence, len(np.unique(place)), high - low + 1))
    return tuple(found)


def _changed(number: int, results: Recorded) -> NDArray[Any]:
    """The histories in which the sentence of this number changed something, by their place."""
    events = rows(results, "events", {"kind": ["intervened"]}, EVER, int(NEVER), ["value"])
    place: NDArray[Any] = events["place"][events["value"] == number]
    return place


def _voted(one: Intervention, plan: Plan, results: Recorded) -> NDArray[Any]:
    """The histories in which a motion of which the intervention speaks was put to the vote, by their place."""
    kinds = KINDS[:VOTED] if one.what == NOBODY else [KINDS[n] for n in range(one.what, VOTED, len(MOTIONS))]
    where = {"kind": kinds} | {column: [name] for column, name in (("target", one.other), ("body", one.where)) if name}
    step = plan.scenario.step
    begin, end = (as_day(calendar.from_ordinal(day.toordinal() // step * step)) for day in (one.start, one.end))
    return rows(results, "events", where, begin, int(NEVER) if one.end > plan.edited.end else end, [])["place"]
