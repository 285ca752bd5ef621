"""Positions in a recorded vote: the run that puts its motion again, and each member's log-odds of a yes in every history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Protocol

import numpy as np

from collegium.engine.compile import Model
from collegium.ensemble.player import compiled, draw, unread
from collegium.ensemble.runner import cores
from collegium.ensemble.traces import Row, traced
from collegium.ensemble.variants import VARIANTS
from collegium.experiments.votes import POLICY, Motion, Vote
from collegium.interventions import Planner
from collegium.scenario import kinds as K
from collegium.scenario.calendar import make
from collegium.scenario.model import MOTIONS, Scenario

MONTHS = 3
"""Length of a period."""


class Simulated(Protocol):
    """How a study simulates."""

    @property
    def histories(self) -> int:
        """Histories of each run."""

    @property
    def seed(self) -> int:
        """The seed."""

    @property
    def threads(self) -> int | None:
        """None: all cores."""


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


def put(case: Scenario, variant: str, vote: Vote, mover: str, start: date, plan: Simulated) -> list[dict[str, float]]:
    """Log-odds of every member in every history of a run in which ``mover`` puts the motion; empty where no body voted on it."""
    day, end = vote.run(case, start)
    made = Planner(case, start, end).plan(vote.motion.sentences(case, mover, day))
    model = unread(compiled(made.edited.snapshot, end, made.during), False)
    drawn = draw(model, plan.seed, 0, plan.histories, VARIANTS[variant].traits)
    threads = cores() if plan.threads is None else plan.threads
    return traced(model, plan.seed, drawn, plan.histories, threads, partial(odds, model=model, motion=vote.motion, mover=mover))


def odds(told: Iterator[tuple[Row, list[Row]]], model: Model, motion: Motion, mover: str) -> dict[str, float]:
    """The log-odds of every member in the first vote on the motion; empty if there was none."""
    for result, ballots in told:
        if is_on(result, model, motion, mover):
            return {model.people[row.actor]: row.value for row in ballots if row.kind == K.T_VOTE}
    return {}


def is_on(result: Row, model: Model, motion: Motion, mover: str) -> bool:
    """Whether the row is the result of a vote on the motion, put for the first time, in its body."""
    policy = motion.kind == POLICY
    about = (model.issues if policy else model.people).index(motion.about)
    asked = (MOTIONS.index(motion.kind), model.people.index(mover), about, model.bodies.index(motion.body))
    same = (result.kind, result.actor, result.subject if policy else result.target, result.body) == asked
    return same and result.flag // 2 == K.FRESH and (not policy or bool(np.isclose(result.value, motion.value)))
