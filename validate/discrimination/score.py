"""How well shares of histories foresee the record: seats of the top body in a free run, and losses one period ahead.

The record of the scenario is read here and nowhere else. No simulation sees it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from collegium.analysis.columns import as_date, codes, days, known
from collegium.analysis.losses import real_losses
from collegium.scenario import at
from collegium.scenario.model import Scenario
from collegium.scoring import rules

from .values import RESAMPLES, Floats, Value

Hits = NDArray[np.bool_]
RUNGS = ("lost_top", "lost_committee", "lost_office")
"""The losses that are scored one period ahead: a seat in the top body, one in the body that elects it, an office."""

CERTAIN = 0.005
"""No forecast is more certain than this, however few histories it rests on: a share of zero would make the log loss infinite."""


@dataclass(frozen=True)
class Forecast:
    """``hits[h, c]``: cell c in history h; ``truth[c]``: the same on record. Cells of several runs are put side by side as parts."""

    parts: tuple[Hits, ...]
    truth: Floats

    def shares(self, parts: Sequence[Floats] | None = None) -> Floats:
        """The share of histories in each cell, never nearer to certainty than :data:`CERTAIN`."""
        weights = parts or [np.ones(len(part)) for part in self.parts]
        shares = np.concatenate([w @ part / w.sum() for w, part in zip(weights, self.parts, strict=True)])
        return np.clip(shares, CERTAIN, 1 - CERTAIN)

    def resampled(self, dice: np.random.Generator) -> Floats:
        """The shares of as many histories drawn with replacement."""
        return self.shares([np.bincount(dice.integers(0, len(p), len(p)), minlength=len(p)).astype(float) for p in self.parts])

    def scored(self, rule: Callable[[Floats, Floats], float], seed: int = 1) -> Value:
        """A score of the shares, with its Monte Carlo interval from resampled histories."""
        dice = np.random.default_rng(seed)
        found = [rule(self.resampled(dice), self.truth) for _ in range(RESAMPLES // 2)]
        return around(rule(self.shares(), self.truth), found, min(len(p) for p in self.parts))


def around(value: float, found: Sequence[float], n: int) -> Value:
    """A score with the interval of its resamples. Resampling adds the error of the shares a second time, which biases a score; the interval
    is therefore put round the score itself."""
    if math.isnan(value) or np.isnan(found).all():
        return Value(value, n=n)
    shift = value - float(np.nanmedian(found))
    low, high = np.nanquantile(found, (0.025, 0.975)) + shift
    return Value(value, float(low), float(high), n)


def over(first: Forecast, second: Forecast, rule: Callable[[Floats, Floats], float], seed: int = 1) -> Value:
    """Skill of one forecast over another: one minus the ratio of their scores."""

    def skill(p: Floats, q: Floats) -> float:
        return 1 - rule(p, first.truth) / rule(q, second.truth)

    dice = np.random.default_rng(seed)
    found = [skill(first.resampled(dice), second.resampled(dice)) for _ in range(RESAMPLES // 2)]
    return around(skill(first.shares(), second.shares()), found, min(len(p) for p in (*first.parts, *second.parts)))


def brier(p: Floats, y: Floats) -> float:
    """Mean squared difference: 0 is perfect."""
    return float(rules.brier(p, y).mean())


def log_loss(p: Floats, y: Floats) -> float:
    """Mean surprise in natural logarithms: 0 is perfect."""
    return float(rules.surprise(p, y).mean())


def base_rate(truth: Floats, groups: NDArray[np.int64] | None = None) -> Floats:
    """The record's own mean in every cell, or in every cell of its group: a forecast that knows the totals and nothing else."""
    groups = np.zeros(len(truth), np.int64) if groups is None else groups
    means = np.bincount(groups, truth) / np.maximum(np.bincount(groups), 1)
    return np.clip(means[groups], 1e-6, 1 - 1e-6)


# seats of the top body in a free run


def seats(results, case: Scenario) -> Forecast:  # type: ignore[no-untyped-def]
    """Which full members of the first day still have a full seat in the top body, quarter by quarter. The dead are left out."""
    first = date.fromisoformat(results.provenance["from"])
    people = sorted({seat.person for seat in at(case, first).seats if (seat.body, seat.rank) == (case.top_body, "full")})
    table = results.series("shares", ["history", "date", "person", "seat"])
    when = days(table["date"])
    moments = [day for day in np.unique(when).tolist() if as_date(day).month in (1, 4, 7, 10) and as_date(day) > first]
    quarters = {(as_date(day).year, as_date(day).month): day for day in moments}
    moments = sorted(quarters.values())
    place = {day: n for n, day in enumerate(moments)}
    numbers = np.asarray(table["history"]) - results.provenance["histories"][0]
    who, full = codes(table["person"], list(people)), np.asarray(table["seat"]) == 2
    size = results.provenance["histories"][1] - results.provenance["histories"][0] + 1
    hits = np.zeros((size, len(people), len(moments)), bool)
    keep = full & (who >= 0) & (who < len(people)) & np.isin(when, moments)
    hits[numbers[keep], who[keep], np.array([place[day] for day in when[keep].tolist()], int)] = True
    truth = np.array([[had(case, person, as_date(day)) for day in moments] for person in people])
    living = ~np.isnan(truth)
    return Forecast((hits[:, living],), truth[living])


def had(case: Scenario, person: str, day: date) -> float:
    """Whether the person had a full seat in the top body on that day, by the table of seats; NaN for the dead."""
    for row in case.record:
        if row.type == "died" and row.who == person and row.span.start and row.span.start.latest <= day:
            return math.nan
    for seat in case.seats:
        if (seat.body, seat.person, seat.rank) == (case.top_body, person, "full"):
            begun = seat.span.start is None or seat.span.start.earliest <= day
            over = seat.span.end is not None and seat.span.end.earliest <= day
            if begun and not over:
                return 1.0
    return 0.0


# losses one period ahead


def risk(case: Scenario, day: date) -> list[tuple[str, str]]:
    """(person, rung) of everybody who has something to lose on that day."""
    opening = at(case, day)
    electing = next(body.elected_by for body in case.bodies if body.id == case.top_body)
    rungs = {case.top_body: "lost_top", electing: "lost_committee"}
    found = {(seat.person, rungs[seat.body]) for seat in opening.seats if seat.body in rungs}
    return sorted(found | {(one.person, "lost_office") for one in opening.tenures})


def period(results, case: Scenario, start: date, end: date) -> tuple[Hits, Floats, NDArray[np.int64]]:  # type: ignore[no-untyped-def]
    """Losses by decision in one run from ``start`` to ``end``: in every history, on record, and the rung of each cell."""
    cells = risk(case, start)
    table = results.histories([f"{rung}:{person}" for person, rung in cells])
    hits = np.stack([known(table[f"{rung}:{person}"]) for person, rung in cells], axis=1)
    real = {(person, rung) for person, rung, _, row in real_losses(case, start, end) if row.type != "died"}
    truth = np.array([float(cell in real) for cell in cells])
    return hits, truth, np.array([RUNGS.index(rung) for _, rung in cells])
