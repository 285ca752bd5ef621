"""What the record says, as statements to which a forecast gives a chance.

Three kinds. *Risks*: whoever had something to lose when a period began, lost it within the period or not. They come from the typed rows of
``record.csv`` and the tables of seats and offices, so what did not happen counts as much as what did. *Targets*: the dated statements of
``record.csv`` whose measure says whether they came true. *Named votes*: how each named person voted on a recorded motion
(:mod:`collegium.scoring.named_votes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from collegium.analysis.losses import RUNGS, real_losses
from collegium.experiments.measures import Measure
from collegium.experiments.targets import targets, window
from collegium.experiments.votes import Vote
from collegium.results.sentences import short_names
from collegium.scenario import at
from collegium.scenario.model import Scenario

BLOCKS = {"lost_top": "seats", "lost_committee": "seats", "lost_office": "offices", "sent_away": "expulsions", "expelled": "expulsions"}
"""Rung of the ladder of losses -> block in which it is scored."""


@dataclass(frozen=True)
class Statement:
    """One statement. ``start`` and ``end`` are the days of the run that gives it a chance: the facts of ``start`` are known, and the record
    is silent about what follows. ``period`` counts from 0. A risk has a ``person`` and a ``rung``. A target has a ``sentence``, its measure
    as text, whose value must lie between ``low`` and ``high``. A named vote has the ``person`` and in ``sentence`` the motion; it is true
    if the person voted yes. ``measure`` and ``vote`` read the answer off a run; a kept score has none."""

    id: str
    label: str
    block: str
    period: int
    start: date
    end: date
    truth: bool
    certainty: str
    person: str = ""
    rung: str = ""
    sentence: str = ""
    measure: Measure | None = field(default=None, compare=False)
    low: float = 1.0
    high: float = 1.0
    vote: Vote | None = field(default=None, compare=False)


def risks(case: Scenario, spans: Sequence[tuple[date, date]]) -> list[Statement]:
    """Everybody's risks, period by period."""
    names = short_names(case)
    found = []
    for n, (start, end) in enumerate(spans):
        opening = at(case, start)
        bodies = {case.electorate: "lost_committee", case.top_body: "lost_top"}
        held = {(seat.person, bodies[seat.body]) for seat in opening.seats if seat.body in bodies}
        held |= {(one.person, "lost_office") for one in opening.tenures}
        held |= {(person, rung) for person, _ in set(held) for rung in ("sent_away", "expelled")}
        real = {
            (person, rung): row for person, rung, when, row in real_losses(case, start, end) if when.latest < end or n == len(spans) - 1
        }
        for person, rung in sorted(held):
            row = real.get((person, rung))
            found.append(Statement(
                f"{rung}:{person}:{start}", f"{names[person]}: {RUNGS[rung]}, {start} to {end}", BLOCKS[rung], n, start, end,
                row is not None, row.source.certainty if row else "medium", person, rung,
            ))  # fmt: skip
    return found


def foretold(case: Scenario, spans: Sequence[tuple[date, date]]) -> list[Statement]:
    """The targets of the record whose window lies within the periods. That of a ``yes`` or ``no`` speaks of what may happen, so that it
    counts among what did or did not come true; a number speaks of the bounds that it was within."""
    found = []
    for one in targets(case):
        first, last = window(one.row)
        period = next((n for n, (start, end) in enumerate(spans) if start <= first < end), None)
        if period is not None and last <= spans[-1][1]:
            low, high = (1.0, 1.0) if isinstance(one.truth, bool) else one.truth
            found.append(Statement(
                one.row.id, one.row.what, one.row.block, period, max(one.start, spans[0][0]), one.end, one.truth is not False,
                one.row.source.certainty, sentence=one.measure.text, measure=one.measure, low=low, high=high,
            ))  # fmt: skip
    return found
