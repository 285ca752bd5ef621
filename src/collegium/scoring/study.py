"""Beside the record: how well the model foretells what happened, a period ahead, and whether it does better than honest baselines.

At the beginning of each period the model is given the formal facts of that day. It gives a chance to every statement about the period
(:mod:`collegium.scoring.statements`); then the record is opened. Log scores of successive periods add up by the chain rule, so that a
person's successive losses count once each.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import numpy as np

from collegium.arguments import SEED, THREADS, flag, optional, path, takes, texts, whole
from collegium.arguments import progress as progress_of
from collegium.engine.cache import engine_hash
from collegium.ensemble.progress import Progress, shown
from collegium.ensemble.runner import resolved, scenario_hash
from collegium.ensemble.variants import VARIANTS
from collegium.errors import SettingError
from collegium.experiments.arms import parts_of
from collegium.experiments.positions import MONTHS, periods
from collegium.scenario import days
from collegium.scenario.days import Day
from collegium.scenario.model import Scenario
from collegium.scenario.readers import named
from collegium.scoring.baselines import BASELINES
from collegium.scoring.forecasts import forecast
from collegium.scoring.named_votes import BASELINES as OF_VOTES
from collegium.scoring.named_votes import named as named_votes
from collegium.scoring.plan import Plan
from collegium.scoring.result import ARMS, Score, judged
from collegium.scoring.rules import Floats
from collegium.scoring.statements import Statement, foretold, risks
from collegium.scoring.store import stored


@takes(
    scenario=named, histories=partial(whole, low=10, high=100_000), seed=SEED, months=partial(whole, low=1, high=120),
    variants=partial(texts, options=tuple(VARIANTS)), threads=THREADS, out=optional(path),
    overwrite=flag, resume=flag, progress=progress_of,
)  # fmt: skip
def score(
    scenario: Scenario | str, *, start: Day | None = None, end: Day | None = None, histories: int = 200, seed: int = 1,
    months: int = MONTHS, variants: Sequence[str] = (), threads: int | None = None, out: str | Path | None = None,
    overwrite: bool = False, resume: bool = False, progress: Progress | bool | None = None,
) -> Score:  # fmt: skip
    """Score a case beside its record, one period ahead.

    Parameters
    ----------
    scenario
        A scenario in hand, the name of a shipped one, or a folder.
    start, end
        First and last day (default: those of the scenario).
    histories
        Histories of each run.
    seed
        The same seed gives the same score.
    months
        Length of a period.
    variants
        Rival variants to score as well.
    threads
        By default all cores. Changes nothing.
    out
        Folder that keeps the score: each forecast of a period as soon as it is there, then the statements with their chances and the
        scores. ``collegium.scoring.read`` reads it again. By default nothing is kept.
    overwrite, resume
        Replace the score in the folder, or go on with an interrupted one.
    progress
        True shows how far it is; a function is called with what is done and what there is to do.

    Returns
    -------
    Score
        Scores, baselines and the verdict.

    Raises
    ------
    ScenarioError
        For a mistake in the scenario, or in a measure of its record.
    SettingError
        If the scenario has no record, or for a folder that is in the way.
    DataError
        If an interrupted score in the folder cannot be read.
    """
    case = resolved(scenario)
    first, last = days.given(start=case.start if start is None else start, end=case.end if end is None else end)
    spans = periods(first, last, months)
    found = [*risks(case, spans), *foretold(case, spans), *named_votes(case, spans)]
    if not any(row for row in case.record):
        raise SettingError(
            f"{case.name} has no record, so there is nothing to compare with (do: add record.csv; docs/reference/scenario.md)"
        )
    arms = (*ARMS, *(variant for variant in variants if variant not in ARMS))
    plan = Plan(histories, seed, threads)
    about = {
        "scenario": scenario_hash(case), "engine": engine_hash(), "from": str(first), "to": str(last), "histories": histories, "seed": seed,
        "months": months,
    } | ({"fitted": ", ".join(case.fitted)} if case.fitted else {})  # fmt: skip
    with ExitStack() as stack:
        tell = stack.enter_context(shown(progress))
        store = stack.enter_context(stored(Path(out), about, found, arms, overwrite=overwrite, resume=resume)) if out else None
        next_part = parts_of(tell, len(arms))
        chances = {arm: forecast(case, arm, found, plan, next_part(), store) for arm in arms}
        made = judged(case.name, case.title, about, found, chances | plain(case, found))
        if store:
            store.finish(made)
    return made


def plain(case: Scenario, statements: Sequence[Statement]) -> dict[str, Floats]:
    """The baselines that need no simulation. Some speak of risks only, some of named votes only."""
    at_risk = [k for k, one in enumerate(statements) if one.rung]
    voted = [k for k, one in enumerate(statements) if one.vote]
    found = {}
    for rules, places in ((BASELINES, at_risk), (OF_VOTES if voted else {}, voted)):
        for name, (rule, _) in rules.items():
            found[name] = np.full(len(statements), math.nan)
            found[name][places] = rule(case, [statements[k] for k in places])
    return found
