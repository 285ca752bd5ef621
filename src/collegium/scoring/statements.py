"""What the record says, as statements to which a forecast gives a chance.

Two kinds. *Risks*: whoever had something to lose when a period began, lost it within the period or not. They come from the typed rows of
``record.csv`` and the tables of seats and offices, so what did not happen counts as much as what did. *Targets*: the dated statements of
``record.csv`` whose measure says whether they came true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from collegium.analysis.losses import RUNGS, real_losses
from collegium.errors import CollegiumError, Mistake, ScenarioError
from collegium.experiments.measures import Measure, measure
from collegium.results.sentences import short_names
from collegium.scenario import at
from collegium.scenario.calendar import make
from collegium.scenario.model import Record, Scenario

MONTHS = 3
"""Length of a period."""
BLOCKS = {"lost_top": "seats", "lost_committee": "seats", "lost_office": "offices", "sent_away": "exclusion", "expelled": "exclusion"}
"""Rung of the ladder of losses -> block in which it is scored."""
FILE = "record.csv"


@dataclass(frozen=True)
class Statement:
    """One statement. ``start`` and ``end`` are the days of the run that gives it a chance: the facts of ``start`` are known, and the record
    is silent about what follows. ``period`` counts from 0. A risk has a ``person`` and a ``rung``; a target has a ``measure``, which must
    lie between ``low`` and ``high``."""

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
    measure: Measure | None = None
    low: float = 1.0
    high: float = 1.0


def periods(start: date, end: date, months: int = MONTHS) -> list[tuple[date, date]]:
    """First day of every period, and first day of the next (or the last day). They begin with the first day, then with a month."""
    begins, year, month = [start], start.year, start.month
    while True:
        month += months
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        if make(year, month, 1) >= end:
            break
        begins.append(make(year, month, 1))
    return list(zip(begins, [*begins[1:], end], strict=True))


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


def targets(case: Scenario, spans: Sequence[tuple[date, date]]) -> list[Statement]:
    """The dated statements of the record. Raises :class:`ScenarioError` with every measure that cannot be read."""
    found, mistakes = list[Statement](), list[Mistake]()
    for row in case.record:
        if row.type == "target" and row.measure and not row.excluded:
            try:
                found += target(case, row, spans)
            except ScenarioError as error:
                mistakes += [replace(m, file=FILE, column=f"{row.id}: {m.column}".rstrip(": ")) for m in error.mistakes]
            except CollegiumError as error:
                mistakes.append(Mistake(FILE, 0, f"{row.id}: {row.measure}", str(error), "see spec/experiments.md"))
    if mistakes:
        raise ScenarioError(mistakes)
    return found


def target(case: Scenario, row: Record, spans: Sequence[tuple[date, date]]) -> list[Statement]:
    """The statement of one row, in the period in which its window begins; none if the window is not within the periods."""
    first = row.span.start.earliest if row.span.start else None
    last = row.span.end.latest if row.span.end else row.span.start.latest if row.span.start else None
    for n, (start, end) in enumerate(spans):
        if first and last and start <= first and (first < end or n == len(spans) - 1) and last <= spans[-1][1]:
            read = measure(row.measure, case, start, max(last, start))
            low, high = expected(row.truth)
            return [Statement(
                row.id, row.what, row.block, n, start, max(last, start), row.truth != "no", row.source.certainty,
                measure=read, low=low, high=high,
            )]  # fmt: skip
    return []


def expected(truth: str) -> tuple[float, float]:
    """Between what a measure must lie for the statement to be true. ``yes`` and ``no`` speak of measures that are 0 or 1."""
    if truth in ("yes", "no"):
        return 0.5, 1.5
    low, _, high = truth.partition("..")
    return float(low), float(high or low)
