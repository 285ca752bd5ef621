"""The chances that the model gives to statements: shares of histories that begin with the facts of each period's first day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np

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


def forecast(case: Scenario, arm: str, statements: Sequence[Statement], plan: Plan, tell: Progress | None) -> Floats:
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

    Returns
    -------
    numpy.ndarray
        Shape (statements,).
    """
    variant = "full" if arm == BLANK else arm
    base = under(variant, blanked(case) if arm == BLANK else case)
    asked, found = runs(statements), np.empty(len(statements))
    for done, ((start, end, _), places) in enumerate(asked.items()):
        if tell:
            tell(done, len(asked))
        these = [statements[k] for k in places]
        if vote := these[0].vote:
            found[places] = chances(base, variant, vote, [one.person for one in these], start, plan)
        else:
            answer(base, variant, start, end, these, plan, found, places)
    if tell:
        tell(len(asked), len(asked))
    return found


def answer(
    case: Scenario, variant: str, start: date, end: date, statements: Sequence[Statement], plan: Plan, found: Floats, places: Sequence[int]
) -> None:  # fmt: skip
    """Simulate one run and put down the chances of its statements."""
    measures = [one.measure for one in statements if one.measure]
    made = Settings(
        start, end, plan.histories, seed=plan.seed, record=needed(measures), traits=VARIANTS[variant].traits, variant=variant,
        threads=plan.threads, readings=ask_who_rules(measures),
    )  # fmt: skip
    results = simulate(Planner(case, start, end).plan(()), made, changes={})
    for k, one in zip(places, statements, strict=True):
        found[k] = share(hits(results, one), plan.histories)


def hits(results: Folder, one: Statement) -> int:
    """In how many histories it came true."""
    if one.measure:
        values = one.measure.values(results)
        return int(np.count_nonzero((values >= one.low) & (values <= one.high)))
    column = f"{one.rung}:{one.person}"
    return int(np.count_nonzero(known(results.histories([column])[column])))
