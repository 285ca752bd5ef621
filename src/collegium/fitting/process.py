"""What is fitted: counts of process, from the record and from simulated histories. None of them names a person or says who rules.

A count that a case's record does not give is left out for this case. Losses of seats, offices, places and membership belong to every
record (:func:`collegium.analysis.losses.real_losses`). A kind of act belongs to it if the record has at least one row of its type; a row
whose value is ``none`` says that there was no such act.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from collegium.analysis.columns import codes, known, numbers
from collegium.analysis.losses import real_losses
from collegium.results.columns import KINDS
from collegium.results.folder import Folder
from collegium.scenario import at
from collegium.scenario.model import NO_SUCH, Record, Scenario

Floats = NDArray[np.float64]
LADDER = {
    "lost_top": "people who lost a seat in the top body", "lost_committee": "people who lost a seat in the electing body",
    "lost_office": "people who lost an office", "sent_away": "people sent away", "expelled": "people expelled",
}  # fmt: skip
"""Rung of the ladder of losses that somebody decides -> what is counted."""
LEFT = "left_office"
"""Kind of event."""


@dataclass(frozen=True)
class Statistic:
    """A count of process.

    ``seen`` counts it in the record of a case between two days, None where the record does not give it. ``exposed`` is what the count is
    divided by to make a rate, in units of ``per``. ``counted`` counts it in every history of a run.
    """

    name: str
    label: str
    per: str
    seen: Callable[[Scenario, date, date], int | None]
    exposed: Callable[[Scenario, date, date], float]
    counted: Callable[[Folder], Floats]


def years(case: Scenario, start: date, until: date) -> float:
    return (until - start).days / 365.25


# losses: people who have lost something by decision, rung by rung


def at_risk(rung: str, case: Scenario, start: date, until: date) -> float:
    """Person-years of those who had something to lose on the first day."""
    opening = at(case, start)
    bodies = {"lost_top": case.top_body, "lost_committee": case.electorate}
    if rung in bodies:
        who = {seat.person for seat in opening.seats if seat.body == bodies[rung]}
    elif rung == "lost_office":
        who = {tenure.person for tenure in opening.tenures}
    else:
        who = {seat.person for seat in opening.seats} | {tenure.person for tenure in opening.tenures}
    return len(who) * years(case, start, until)


def losers(rung: str, case: Scenario, start: date, until: date) -> int | None:
    """People with a loss of this rung on record; None where nobody has anything of the kind to lose."""
    if not at_risk(rung, case, start, until):
        return None
    return len({person for person, other, *_ in real_losses(case, start, until) if other == rung})


def simulated_losers(rung: str, results: Folder) -> Floats:
    """The same in every history."""
    lost = results.histories([f"{rung}:{person.id}" for person in results.scenario.people])
    found: Floats = np.sum([known(lost[name]) for name in lost.column_names], axis=0, dtype=np.float64)
    return found


# offices left for whatever reason


def holders_gone(case: Scenario, start: date, until: date) -> int | None:
    """Offices that their holders have left on record. What was lost on the first day is nobody's any more when a run begins."""
    offices = {office.id for office in case.offices}
    lost = [row for row in case.record if row.type == "office_lost" and row.what in offices]
    rows = [row for row in lost if row.span.start and row.span.start.latest > start]
    return within(rows, start, until) if rows else None


def office_years(case: Scenario, start: date, until: date) -> float:
    return len(case.offices) * years(case, start, until)


def simulated_gone(results: Folder) -> Floats:
    """The same in every history."""
    first, left = results.numbers[0], np.zeros(len(results))
    for batch in results.batches("events", ["history", "kind"]):
        gone = codes(batch["kind"], list(KINDS)) == KINDS.index(LEFT)
        np.add.at(left, np.asarray(batch["history"])[gone] - first, 1.0)
    return left


# acts that have rows of their own


def within(rows: Sequence[Record], start: date, until: date) -> int:
    """How many of the rows happened between two days; an uncertain date counts from the last day that it may mean."""
    return sum(row.span.start is not None and start <= row.span.start.latest <= until for row in rows)


def acts(kind: str, value: str, case: Scenario, start: date, until: date) -> int | None:
    """Rows of a type, of which the value begins with a word; None where the record has no row of the type."""
    rows = [row for row in case.record if row.type == kind]
    return within([row for row in rows if row.value != NO_SUCH and row.value.startswith(value)], start, until) if rows else None


def column(name: str, results: Folder) -> Floats:
    """A count of the table of histories."""
    return numbers(results.histories([name])[name])


def failed(results: Folder) -> Floats:
    """Sanctions put to a vote and not carried."""
    return column("sanctions", results) - column("sanctions_carried", results)


def act(name: str, label: str, kind: str, value: str = "") -> Statistic:
    """An act that the record tells in rows of a type, and a run in the column ``name``."""
    return Statistic(name, label, "year", partial(acts, kind, value), years, partial(column, name))


STATISTICS = (
    *(Statistic(rung, label, "person at risk and year", partial(losers, rung), partial(at_risk, rung), partial(simulated_losers, rung))
      for rung, label in LADDER.items()),
    Statistic("offices_left", "offices left", "office and year", holders_gone, office_years, simulated_gone),
    act("caucuses", "caucuses formed", "caucus"),
    Statistic("sanctions_failed", "sanctions that failed", "year", partial(acts, "sanction_failed", ""), years, failed),
    act("resignations", "resignations tendered", "resignation"),
    act("resignations_accepted", "resignations accepted", "resignation", "accepted"),
    act("appeals", "appeals to a wider body", "appeal"),
    act("appeals_won", "appeals won", "appeal", "won"),
    act("platforms", "platforms taken to the rank and file", "platform"),
    act("capitulations", "capitulations", "capitulation"),
)  # fmt: skip
"""All of them."""


def given(case: Scenario, start: date, until: date) -> dict[str, int]:
    """What the record of a case gives: name of a statistic -> count."""
    found = {one.name: one.seen(case, start, until) for one in STATISTICS}
    return {name: count for name, count in found.items() if count is not None}
