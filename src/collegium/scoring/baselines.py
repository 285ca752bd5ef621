"""Forecasts of risks by rules that anybody would accept, without a simulation. Each knows only what happened before the period.

A target has no such rule: its baselines are the model with its people blanked, and chance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from collegium.experiments.votes import cast
from collegium.scenario import at
from collegium.scenario.amended import amended
from collegium.scenario.model import Scenario
from collegium.scoring.rules import Floats
from collegium.scoring.statements import Statement

FOREIGN = 31 / 998
"""Losses a year of a member of a ruling body by decision: 31 in 998 elite-years of collective leaderships elsewhere."""
RUNGS = ("lost_top", "lost_committee", "lost_office", "sent_away", "expelled")
PRIOR = 20.0
"""Forecasts that the foreign rate is worth when rates are learned."""
RIDGE = 1.0
"""Standard deviation, in logits, of the weight of a standardised feature before the first period."""


def years(one: Statement) -> float:
    return (one.end - one.start).days / 365.25


def foreign(case: Scenario, risks: Sequence[Statement]) -> Floats:
    """Everybody loses at the foreign rate."""
    return np.array([1.0 - (1.0 - FOREIGN) ** years(one) for one in risks])


def quo(case: Scenario, risks: Sequence[Statement]) -> Floats:
    """Nobody loses anything: a tenth of the foreign rate, since no forecast may be certain."""
    return foreign(case, risks) / 10.0


def earlier(case: Scenario, risks: Sequence[Statement]) -> Floats:
    """Each rung at its rate in the periods before, beginning with the foreign rate."""
    period, truth = np.array([one.period for one in risks]), np.array([float(one.truth) for one in risks])
    rung, prior = np.array([RUNGS.index(one.rung) for one in risks]), foreign(case, risks)
    found = np.empty(len(risks))
    for k in range(len(risks)):
        before = (period < period[k]) & (rung == rung[k])
        found[k] = (truth[before].sum() + PRIOR * prior[k]) / (before.sum() + PRIOR)
    return found


def feelings(case: Scenario, risks: Sequence[Statement]) -> dict[tuple[date, str], tuple[float, float]]:
    """Mean tie of the other full members of the top body to a person, and the tie of whoever keeps its agenda, by day and person."""
    found = {}
    for day in sorted({one.start for one in risks}):
        opening = amended(at(case, day))
        top = [seat.person for seat in opening.seats if (seat.body, seat.rank) == (opening.top_body, "full")]
        keeping = next(body.agenda for body in opening.bodies if body.id == opening.top_body)
        keeper = next((one.person for one in opening.tenures if one.office == keeping), None)
        ties = {(tie.a, tie.b): float(np.mean(tie.strength.values)) for tie in opening.ties if tie.strength and tie.kind != "patron"}
        for person in {one.person for one in risks if one.start == day}:
            others = [ties.get((other, person), 0.0) for other in top if other != person]
            found[day, person] = (float(np.mean(others)) if others else 0.0, ties.get((keeper or "", person), 0.0))
    return found


def minority(case: Scenario, risks: Sequence[Statement]) -> Floats:
    """1 for whoever was on the losing side of the last recorded vote with sides before the period in which they took part."""
    votes = [(row.span.start.latest, *sides(row.value)) for row in case.record if row.type == "vote" and row.span.start]
    found = np.zeros(len(risks))
    for k, one in enumerate(risks):
        cast = [(day, one.person in lost) for day, won, lost in votes if day < one.start and one.person in won | lost]
        found[k] = float(max(cast)[1]) if cast else 0.0
    return found


def sides(value: str) -> tuple[frozenset[str], frozenset[str]]:
    """Winners and losers of a vote by its wording in the record: ``yes:a,b no:c``; the greater side wins, unless it was ``rejected``."""
    yes, no = cast(value)
    return (no, yes) if "rejected" in value or len(no) > len(yes) else (yes, no)


def features(case: Scenario, risks: Sequence[Statement]) -> Floats:
    """What the logit knows: rung, office, candidate's seat, minority in the last vote, ties of the top body and of the gatekeeper."""
    felt = feelings(case, risks)
    days = {one.start for one in risks}
    office = {(day, one.person) for day in days for one in at(case, day).tenures}
    rungs = np.array([[float(one.rung == rung) for rung in RUNGS[1:]] for one in risks])
    held = np.array([float((one.start, one.person) in office) for one in risks])
    ties = np.array([felt[one.start, one.person] for one in risks])
    return np.column_stack([rungs, held, minority(case, risks), ties])


def learned(x: Floats, risks: Sequence[Statement], prior: Floats) -> Floats:
    """A logit on features, learned again before every period from all periods before (ridge; in the first period the foreign rate)."""
    period, y = np.array([one.period for one in risks]), np.array([float(one.truth) for one in risks])
    offset = np.log(prior / (1.0 - prior))
    found = prior.copy()
    for n in range(1, int(period.max(initial=0)) + 1):
        before, now = period < n, period == n
        if before.any() and now.any():
            middle, spread = x[before].mean(axis=0), np.maximum(x[before].std(axis=0), 1e-9)
            known = np.column_stack([np.ones(before.sum()), (x[before] - middle) / spread])
            asked = np.column_stack([np.ones(now.sum()), np.clip((x[now] - middle) / spread, -5.0, 5.0)])
            found[now] = logistic(offset[now] + asked @ fitted(known, y[before], offset[before]))
    return found


def fitted(x: Floats, y: Floats, offset: Floats) -> Floats:
    """Weights of a ridge logit around an offset."""

    def loss(w: Floats) -> tuple[float, Floats]:
        eta = offset + x @ w
        value = float(np.sum(np.logaddexp(0.0, eta) - y * eta) + np.sum(np.square(w)) / (2.0 * RIDGE**2))
        return value, x.T @ (logistic(eta) - y) + w / RIDGE**2

    found: NDArray[np.float64] = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    return found


def logistic(x: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-x))


def logit(case: Scenario, risks: Sequence[Statement]) -> Floats:
    """A discrete-time logit on office, last minority and ties."""
    return learned(features(case, risks), risks, foreign(case, risks))


def tie(case: Scenario, risks: Sequence[Statement]) -> Floats:
    """A logit on rung and the mean tie of the top body alone."""
    x = features(case, risks)
    return learned(np.column_stack([x[:, : len(RUNGS) - 1], x[:, -2]]), risks, foreign(case, risks))


def following(case: Scenario, risks: Sequence[Statement]) -> Floats:
    """A logit on rung and the share of all followings: the largest following is safest."""
    felt: dict[tuple[date, str], float] = {}
    for day in {one.start for one in risks}:
        for one in at(case, day).allegiances:
            felt[day, one.person] = felt.get((day, one.person), 0.0) + float(np.mean(one.share.values))
    x = features(case, risks)[:, : len(RUNGS) - 1]
    return learned(np.column_stack([x, [felt.get((one.start, one.person), 0.0) for one in risks]]), risks, foreign(case, risks))


BASELINES: dict[str, tuple[Callable[[Scenario, Sequence[Statement]], Floats], str]] = {
    "quo": (quo, "nobody loses anything"),
    "foreign": (foreign, "everybody loses at the rate of collective leaderships elsewhere"),
    "earlier": (earlier, "each kind of loss at its rate in the periods before"),
    "tie": (tie, "a logit on the mean tie of the top body"),
    "following": (following, "a logit on the following: the largest is safest"),
    "logit": (logit, "a logit on office, minority in the last vote, ties of the top body and of the keeper of its agenda"),
}
"""Name -> forecast, meaning."""
