"""What recorded votes say of the parameters: the likelihood of the named positions, in the histories that a fit draws anyway.

The motion of the record is put again, with the facts of the first day of its period (:mod:`collegium.experiments.positions`). History k
has the parameters of history k of the counts. Given its log-odds the positions of a vote are independent of each other, so their
likelihood is a product. Where the record names several movers, each may have put the motion: the likelihood is the mean over them, and
the mover's own yes, which the rules fix, is no part of it. Weights in proportion to it turn the draws of the prior into draws of the
posterior (importance sampling).

A history in which the motion is not heard, or a member does not vote, says nothing about the position: it gets the mean of the
histories that do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from collegium.ensemble.traces import logistic
from collegium.experiments.positions import Simulated, periods, put
from collegium.experiments.votes import Vote, votes
from collegium.fitting.regression import Floats, Sample
from collegium.scenario import at
from collegium.scenario.model import Scenario

Sides = NDArray[np.bool_]
EDGE = 1e-9
"""No chance is nearer to 0 or 1: a draw is not excluded for good by a single position."""


@dataclass(frozen=True)
class Ballot:
    """The positions of one recorded vote, and the chances that histories give them.

    ``yes`` says who of ``people`` voted for it. ``chances`` are those of a yes, shape (movers, histories, people), NaN where a history
    does not tell and for the mover's own vote."""

    case: str
    row: str
    what: str
    movers: tuple[str, ...]
    people: tuple[str, ...]
    yes: Sides
    chances: Floats

    @property
    def heard(self) -> float:
        """The share of the runs in which a body voted on the motion."""
        return float(np.mean(~np.isnan(self.chances).all(axis=2)))

    @property
    def usual(self) -> Floats:
        """The mean chance of each person's recorded position, shape (people,); NaN where no history tells."""
        found = self.sided(self.yes)
        known = ~np.isnan(found)
        sums, counts = np.where(known, found, 0.0).sum(axis=(0, 1)), known.sum(axis=(0, 1))
        mean: Floats = np.divide(sums, counts, out=np.full(len(counts), np.nan), where=counts > 0)
        return mean

    @property
    def open(self) -> float:
        """How many positions the rules do not fix, the mean over movers."""
        return float(np.mean([sum(person != mover for person in self.people) for mover in self.movers]))

    def sided(self, yes: Sides) -> Floats:
        """The chance of each position, shape (movers, histories, people)."""
        return np.where(yes, self.chances, 1.0 - self.chances)

    def likelihood(self, yes: Sides | None = None) -> Floats:
        """That of some positions (by default those on record) in every history, shape (histories,)."""
        found = self.sided(self.yes if yes is None else yes)
        told = ~np.isnan(found)
        by_mover = [mean_filled(one, known).prod(axis=1) for one, known in zip(found, told, strict=True) if known.any()]
        mean: Floats = np.mean(by_mover, axis=0)
        return mean

    def made_up(self, history: int, dice: np.random.Generator) -> Sides:
        """Positions as history ``history`` might have produced them; one that it does not tell falls as in a history that does."""
        heard = np.flatnonzero(~np.isnan(self.chances).all(axis=(1, 2)))
        mover = int(dice.choice(heard))
        told = self.chances[mover]
        other = told[dice.choice(np.flatnonzero(~np.isnan(told).all(axis=1)))]
        chance = np.where(np.isnan(told[history]), np.where(np.isnan(other), 0.5, other), told[history])
        own = np.array([person == self.movers[mover] for person in self.people])
        return own | (dice.random(len(chance)) < chance)


def mean_filled(found: Floats, known: Sides) -> Floats:
    """Chances of positions, shape (histories, people): one that a history does not tell is the mean of those that do, 1 if none does."""
    sums, counts = np.where(known, found, 0.0).sum(axis=0), known.sum(axis=0)
    filled: Floats = np.where(known, found, np.divide(sums, counts, out=np.ones(len(counts)), where=counts > 0))
    return filled


def dated(case: Scenario, until: date) -> list[tuple[Vote, date]]:
    """The recorded votes that a fit can use, over by a day, each with the first day of its period."""
    found = []
    for one in votes(case):
        assert one.row.span.start is not None
        start = next(begin for begin, end in reversed(periods(case.start, case.end)) if begin <= one.day)
        if one.row.span.start.latest <= until and one.foretold(at(case, start)):
            found.append((one, start))
    return found


def runs(case: Scenario, until: date) -> int:
    """How many runs the votes need: one for each possible mover."""
    return sum(len(one.motion.movers) for one, _ in dated(case, until))


def ballots(case: Scenario, until: date, plan: Simulated, tell: Callable[[], None] | None = None) -> list[Ballot]:
    """Simulate the recorded votes of a case. ``tell`` is called after every run."""
    found = []
    for one, start in dated(case, until):
        people = tuple(one.foretold(at(case, start)))
        chances = np.full((len(one.motion.movers), plan.histories, len(people)), np.nan)
        for m, mover in enumerate(one.motion.movers):
            for k, odds in enumerate(put(case, "full", one, mover, start, plan)):
                chances[m, k] = [chance(odds, person, mover) for person in people]
            if tell:
                tell()
        yes = np.array([person in one.yes for person in people])
        found.append(Ballot(case.name, one.row.id, one.row.what, one.motion.movers, people, yes, chances))
    return found


def chance(odds: dict[str, float], person: str, mover: str) -> float:
    """The chance of a yes; NaN for the mover, and for whoever did not vote."""
    return min(max(logistic(odds[person]), EDGE), 1.0 - EDGE) if person in odds and person != mover else np.nan


def weights(cast: Sequence[Ballot], sides: Sequence[Sides] | None = None) -> Floats:
    """The likelihood of all positions in every history, with mean 1, shape (histories,); of a vote that no history hears nothing is
    known."""
    given: Sequence[Sides | None] = sides or [None] * len(cast)
    total = np.sum([np.log(one.likelihood(yes)) for one, yes in zip(cast, given, strict=True) if one.heard], axis=0)
    likely = np.exp(total - total.max())
    found: Floats = likely / likely.mean()
    return found


def alone(scores: Floats, likely: Floats) -> Sample:
    """The posterior from votes and no counts: every draw of the prior, weighted."""
    return Sample(scores, likely / likely.sum())
