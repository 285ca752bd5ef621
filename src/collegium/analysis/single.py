"""One history among many: which to show, and what is on record, for the same list."""

from __future__ import annotations

from datetime import date

import numpy as np

from collegium.analysis.columns import Recorded, codes, listed, numbers, source, span
from collegium.analysis.losses import RUNGS, by_decision, inner_circle
from collegium.arguments import takes, whole
from collegium.errors import NoHistoryError
from collegium.language import say
from collegium.scenario.model import Record

TOLD = ("office_lost", "sent_away", "expelled", "died", "caucus")
"""Kinds of row in the record that a timeline of people tells whole."""


@takes(results=source)
def typical(results: Recorded) -> int:
    """The first history with the most frequent strongest member, the most frequent rule at the end and a number of
    losses nearest the median: an example, chosen by a rule and not by eye."""
    table = results.histories(["history", "strongest", "rule", "losses"])
    chosen = np.ones(table.num_rows, np.bool_)
    for name in ("strongest", "rule"):
        values = codes(table[name], [])
        chosen &= values == np.bincount(values[chosen] + 1).argmax() - 1
    losses = numbers(table["losses"])
    distance = np.where(chosen, np.abs(losses - np.median(losses)), np.inf)
    return int(numbers(table["history"])[distance.argmin()])


@takes(results=source, k=whole)
def losses_of(results: Recorded, k: int) -> list[tuple[str, str, date]]:
    """(person, rung, day) of every loss in history ``k``, by date. NoHistoryError where there is no such history."""
    people = [person.id for person in results.scenario.people]
    names = [f"{rung}:{person}" for person in people for rung in RUNGS]
    for batch in results.batches("histories", ["history", *names]):
        row = np.flatnonzero(batch["history"].to_numpy(zero_copy_only=False) == k)
        if row.size:
            first = batch.slice(int(row[0]), 1)
            found = [(person, rung, listed(first[f"{rung}:{person}"])[0]) for person in people for rung in RUNGS]
            return sorted((loss for loss in found if loss[2] is not None), key=lambda loss: (loss[2], loss[0], loss[1]))
    first_number, last = results.provenance["histories"]
    raise NoHistoryError(say("there is no history {k}: choose a number from {first} to {last}", k=k, first=first_number, last=last))


@takes(results=source)
def real_timeline(results: Recorded) -> list[Record]:
    """What became of those who ever sat in the top body, and their caucuses: rows of the record inside the run.

    New seats in the top body, seats there or in the body that elects it that were lost or given up (by lot, by resignation, for
    another post), and what else ``TOLD`` names. A death is one row; what is older than the run is not listed.
    """
    scenario, (start, end) = results.scenario, span(results)
    circle = inner_circle(scenario)
    bodies = {"seat": {scenario.top_body}, "seat_lost": {scenario.top_body, scenario.electorate}}
    rows = [
        row
        for row in scenario.record
        if row.span.start
        and start < row.span.start.earliest <= end
        and (row.type in TOLD or row.body in bodies.get(row.type, ()))
        and (by_decision(row) or (row.type == "seat_lost" and not row.what.startswith("death")))
        and circle.intersection(row.who.split(";"))
    ]
    return sorted(rows, key=lambda row: (row.span.start.earliest if row.span.start else start, row.id))
