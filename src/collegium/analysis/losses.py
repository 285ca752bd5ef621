"""Who loses what by when: cumulative incidence by person and rung, and the losses on record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from collegium.analysis.columns import Recorded, as_day, days, months, source, span
from collegium.analysis.intervals import wilson
from collegium.analysis.markup import Brief
from collegium.arguments import instance, takes
from collegium.scenario.days import Day
from collegium.scenario.days import given as given_days
from collegium.scenario.model import Record, Scenario, When
from collegium.scenario.readers import held

RUNGS = {
    "lost_office": "an office",
    "lost_top": "a seat in the top body",
    "lost_committee": "a seat in the electing body",
    "sent_away": "sent away from the centre",
    "expelled": "expelled",
    "died": "dead",
}
"""Rungs of the ladder of losses: column of the histories -> what is lost. Death is not a rung of it but ends it."""


BY_NOBODY = re.compile(r"^(death|shed|given up|to )|wound up")
"""The reason of a recorded loss where nobody took the seat or office away: death ended it, the holder went to another
post, or the post was wound up. Such rows are not scored (death has a rung of its own)."""


@dataclass(frozen=True, slots=True, repr=False)
class LossCurves(Brief):
    """Cumulative incidence. ``share[p, r, t]``, with its pointwise Wilson interval ``low``, ``high``: share
    of the ``n`` histories in which ``people[p]`` has suffered ``rungs[r]`` by the day ``dates[t]``."""

    people: tuple[str, ...]
    rungs: tuple[str, ...]
    dates: tuple[date, ...]
    share: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    n: int


@dataclass(frozen=True, slots=True)
class RealLoss:
    """A loss on record, and the share of the ``n`` simulated histories in which it had happened by the same date.

    ``when`` is as exact as the record. A loss with an uncertain date counts from the last day that the date may mean. ``share`` has the
    95% interval ``low``, ``high``; ``ever`` is the share at the end of the run. ``record`` is the row of the record. A history counts from
    the first loss of the rung: of a person who lost several offices on record, every loss is compared with the first one simulated.
    """

    person: str
    rung: str
    when: When
    what: str
    share: float
    low: float
    high: float
    ever: float
    n: int
    record: Record

    @property
    def day(self) -> date:
        """The last day that the date may mean."""
        return self.when.latest


@takes(results=source)
def loss_curves(results: Recorded) -> LossCurves:
    """Cumulative incidence at the first of every month, for every person and rung."""
    people = tuple(person.id for person in results.scenario.people)
    dates = tuple(months(*span(results)))
    ends = np.array([as_day(day) for day in dates])
    counts, n = _count(results, people, ends)
    low, high = wilson(counts, n)
    return LossCurves(people, tuple(RUNGS), dates, counts / max(n, 1), low, high, n)


def _count(results: Recorded, people: tuple[str, ...], ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Histories in which person p has met rung r on or before day ``ends[t]`` (ascending)."""
    new = np.zeros((len(people), len(RUNGS), len(ends) + 1), np.int64)
    n = 0
    for batch in results.batches("histories", [f"{rung}:{person}" for person in people for rung in RUNGS]):
        n += batch.num_rows
        for p, person in enumerate(people):
            for r, rung in enumerate(RUNGS):
                first = np.searchsorted(ends, days(batch[f"{rung}:{person}"]), side="left")
                new[p, r] += np.bincount(first, minlength=len(ends) + 1)
    return new.cumsum(axis=2)[..., :-1], n


@takes(scenario=held)
def real_losses(scenario: Scenario, start: Day, end: Day) -> list[tuple[str, str, When, Record]]:
    """Every loss on record inside the run.

    Seats in bodies other than the top body and the one that elects it do not count.

    Returns
    -------
    list of (person, rung, when, record)
        Sorted by the last day that the date may mean, from which the loss counts. A row about several people gives a loss for each.
    """
    first, last = given_days(start=start, end=end)
    rungs = {"office_lost": "lost_office", "sent_away": "sent_away", "expelled": "expelled", "died": "died"}
    bodies = {scenario.electorate: "lost_committee", scenario.top_body: "lost_top"}
    people = {person.id for person in scenario.people}
    found = []
    for row in scenario.record:
        rung = bodies.get(row.body) if row.type == "seat_lost" else rungs.get(row.type)
        when = row.span.start
        if rung and when and first <= when.latest <= last and by_decision(row):
            found += [(person, rung, when, row) for person in map(str.strip, row.who.split(";")) if person in people]
    return sorted(found, key=lambda loss: (loss[2].latest, loss[0], loss[1], loss[3].id))


@takes(row=instance(Record))
def by_decision(row: Record) -> bool:
    """Whether a recorded loss was somebody's decision.

    The reason for the loss of a seat is in ``what``, the reason for the loss of an office in ``value``.
    """
    reason = {"seat_lost": row.what, "office_lost": row.value}.get(row.type, "")
    return BY_NOBODY.search(reason) is None


@takes(scenario=held)
def inner_circle(scenario: Scenario) -> frozenset[str]:
    """Those who sat in the top body at any time, by the seats of the scenario and by the record."""
    top = scenario.top_body
    seated = {seat.person for seat in scenario.seats if seat.body == top}
    recorded = [row.who for row in scenario.record if row.body == top and row.type in ("seat", "seat_lost")]
    return frozenset(seated.union(*(who.split(";") for who in recorded)))


@takes(results=source)
def by_real_date(results: Recorded) -> list[RealLoss]:
    """For every recorded loss, the share of histories in which it had happened by that date."""
    start, end = span(results)
    real = real_losses(results.scenario, start, end)
    if not real:
        return []
    hits = np.zeros((2, len(real)), np.int64)
    n = 0
    for batch in results.batches("histories", sorted({f"{rung}:{person}" for person, rung, _, _ in real})):
        n += batch.num_rows
        for place, (person, rung, when, _) in enumerate(real):
            first = days(batch[f"{rung}:{person}"])
            hits[0, place] += np.count_nonzero(first <= as_day(when.latest))
            hits[1, place] += np.count_nonzero(first <= as_day(end))
    low, high = wilson(hits[0], n)
    return [
        RealLoss(person, rung, when, _what(results.scenario, rung, row), float(hits[0, place] / n), float(low[place]),
                 float(high[place]), float(hits[1, place] / n), n, row)
        for place, (person, rung, when, row) in enumerate(real)
    ]  # fmt: skip


def _what(scenario: Scenario, rung: str, row: Record) -> str:
    """What was lost, in words: the body's or the office's name where there is one."""
    names = {body.id: body.name for body in scenario.bodies} | {office.id: office.name for office in scenario.offices}
    return names.get(row.body if row.type == "seat_lost" else row.what, row.what) or RUNGS[rung]
