"""The chances that the model gives to statements: shares of histories that begin with the facts of each period's first day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Protocol

import numpy as np
import pyarrow as pa

from collegium.analysis.columns import known
from collegium.ensemble.progress import Progress
from collegium.ensemble.runner import Settings, simulate, under
from collegium.ensemble.variants import VARIANTS
from collegium.experiments.measures import ask_who_rules, needed
from collegium.interventions import Planner
from collegium.results.folder import Folder
from collegium.scenario.model import Scenario
from collegium.scoring.blank import blanked
from collegium.scoring.named_votes import chances
from collegium.scoring.plan import Plan
from collegium.scoring.rules import Floats
from collegium.scoring.statements import Statement

BLANK = "blank"
"""The full model, of people about whom nothing was coded."""


def share(hits: int, n: int) -> float:
    """The chance of an event that ``hits`` of ``n`` histories have had: Jeffreys' estimate, which is never 0 or 1."""
    return (hits + 0.5) / (n + 1.0)


def runs(statements: Sequence[Statement]) -> dict[tuple[date, date, str], list[int]]:
    """The runs that are needed, each with the places of the statements that it answers: by first and last day, and by the row of the vote
    whose motion somebody puts, '' for none."""
    found = defaultdict[tuple[date, date, str], list[int]](list)
    for k, one in enumerate(statements):
        found[one.start, one.end, one.vote.row.id if one.vote else ""].append(k)
    return dict(found)


class Keeper(Protocol):
    """Who keeps forecasts: the chance of each statement about a run, by its number."""

    def chances(self, arm: str, run: int, statements: Sequence[Statement]) -> list[float] | None:
        """What is kept; None for nothing."""

    def put(self, arm: str, run: int, statements: Sequence[Statement], found: Sequence[float]) -> None:
        """Keep it."""


def forecast(
    case: Scenario, arm: str, statements: Sequence[Statement], plan: Plan, tell: Progress | None = None, keeper: Keeper | None = None
) -> Floats:
    """The chance of every statement by an arm: a variant of the model, or :data:`BLANK`.

    Parameters
    ----------
    case
        The scenario.
    arm
        Name of a variant, or ``blank``.
    statements
        What is asked.
    plan
        How many histories.
    tell
        Called with the runs done and the runs to do.
    keeper
        What it has of this forecast is not simulated again; it gets the rest, run by run.

    Returns
    -------
    numpy.ndarray
        Shape (statements,).
    """
    asked, found, base = runs(statements), np.empty(len(statements)), None
    for number, ((start, end, _), places) in enumerate(asked.items()):
        if tell:
            tell(number, len(asked))
        some = [statements[k] for k in places]
        told = keeper.chances(arm, number, some) if keeper else None
        if told is None:
            base = base or seen(case, arm)  # made only if a run is missing: it takes as long as some runs
            told = answer(base, variant_of(arm), start, end, some, plan)
            if keeper:
                keeper.put(arm, number, some, told)
        found[places] = told
    if tell:
        tell(len(asked), len(asked))
    return found


def variant_of(arm: str) -> str:
    return "full" if arm == BLANK else arm


def seen(case: Scenario, arm: str) -> Scenario:
    """The scenario as an arm sees it."""
    return under(variant_of(arm), blanked(case) if arm == BLANK else case)


def answer(case: Scenario, variant: str, start: date, end: date, statements: Sequence[Statement], plan: Plan) -> list[float]:
    """Simulate one run: the chance of each statement."""
    if vote := statements[0].vote:
        return [float(p) for p in chances(case, variant, vote, [one.person for one in statements], start, plan)]
    measures = [one.measure for one in statements if one.measure]
    made = Settings(
        start, end, plan.histories, seed=plan.seed, record=needed(measures), traits=VARIANTS[variant].traits, variant=variant,
        threads=plan.threads, readings=ask_who_rules(measures),
    )  # fmt: skip
    results = simulate(Planner(case, start, end).plan(()), made, changes={})
    losses = results.histories(sorted({column(one) for one in statements if not one.measure}))
    return [share(hits(results, losses, one), plan.histories) for one in statements]


def column(risk: Statement) -> str:
    """The column of the histories that has the day of a loss."""
    return f"{risk.rung}:{risk.person}"


def hits(results: Folder, losses: pa.Table, one: Statement) -> int:
    """In how many histories it came true. The losses of all risks are read once: opening a file takes longer than reading it."""
    if one.measure:
        values = one.measure.values(results)
        return int(np.count_nonzero((values >= one.low) & (values <= one.high)))
    return int(np.count_nonzero(known(losses[column(one)])))
