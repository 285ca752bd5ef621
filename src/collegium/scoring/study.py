"""Beside the record: how well the model foretells what happened, a period ahead, and whether it does better than honest baselines.

At the beginning of each period the model is given the formal facts of that day. It gives a chance to every statement about the period
(:mod:`collegium.scoring.statements`); then the record is opened. Log scores of successive periods add up by the chain rule, so that a
person's successive losses count once each.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from collegium.arguments import SEED, THREADS, takes, texts, whole
from collegium.arguments import progress as progress_of
from collegium.engine.cache import engine_hash
from collegium.ensemble.progress import Progress, shown
from collegium.ensemble.runner import resolved, scenario_hash
from collegium.ensemble.variants import VARIANTS
from collegium.errors import SettingError
from collegium.experiments.arms import parts_of
from collegium.scenario import days
from collegium.scenario.days import Day
from collegium.scenario.model import Scenario
from collegium.scenario.readers import named
from collegium.scoring.baselines import BASELINES
from collegium.scoring.forecasts import BLANK, Plan, forecast
from collegium.scoring.rules import Floats, auc, brier, by_block, jackknife, reliability, surprise
from collegium.scoring.statements import MONTHS, Statement, foretold, periods, risks

FULL = "full"
ARMS = (FULL, BLANK, "chance")
"""What is simulated: the model, the model of unknown people, and lots."""
RISKS, ALL = "risks", "all"
"""Names of the blocks of risks together, and of all blocks."""
LIMIT = 2.0
"""Standard errors by which the model must be better than a baseline."""
MEANINGS = {
    FULL: "the model", BLANK: "the same case with nothing coded about its people", "chance": "votes and choices by lot",
    **{name: meaning for name, (_, meaning) in BASELINES.items()},
}  # fmt: skip
"""Forecast -> what it says, in a few words."""


@dataclass(frozen=True)
class Row:
    """The scores of one forecast in one part: ``n`` statements of which ``events`` came true, mean log loss and Brier score, and AUC.

    A part is a block, ``risks`` (all blocks of risks, each counting alike) or ``all`` (all blocks)."""

    forecast: str
    block: str
    n: int
    events: int
    log: float
    brier: float
    auc: float


@dataclass(frozen=True)
class Skill:
    """How much smaller the model's log loss is than that of another forecast, in nats a statement; ``error`` is its standard error by a
    jackknife over periods. ``block`` is a part as of :class:`Row`."""

    over: str
    block: str
    gain: float
    error: float

    @property
    def better(self) -> bool:
        """Better by two standard errors."""
        return self.gain > LIMIT * self.error

    @property
    def worse(self) -> bool:
        return self.gain < -LIMIT * self.error


@dataclass(frozen=True)
class Score:
    """How a case fares beside its record.

    Parameters
    ----------
    case, title
        Name and title of the scenario.
    about
        Hashes of scenario and engine, days, histories, seed, months of a period.
    statements
        What was foretold, in order.
    chances
        Forecast -> chance of every statement, shape (statements,); NaN where a baseline has none.
    rows
        Scores by forecast and block.
    skills
        The model beside every other forecast.
    reliability
        Forecast -> mean chance, share that came true, number that came true and number of forecasts, by bins of the chance.
    """

    case: str
    title: str
    about: Mapping[str, object]
    statements: tuple[Statement, ...] = field(repr=False)
    chances: Mapping[str, Floats] = field(repr=False)
    rows: tuple[Row, ...]
    skills: tuple[Skill, ...]
    reliability: Mapping[str, list[tuple[float, float, int, int]]] = field(repr=False)

    @property
    def standing(self) -> dict[str, list[str]]:
        """The baselines by whether the model is worse, the same or better on the risks of losses: words -> names of forecasts."""
        over = {one.over: one for one in self.skills if one.block == RISKS and one.over in MEANINGS}
        return {
            "The model is worse, by two standard errors, than": [name for name, one in over.items() if one.worse],
            "The model is not better, by two standard errors, than": [
                name for name, one in over.items() if not one.better and not one.worse
            ],
            "The model is better, by two standard errors, than": [name for name, one in over.items() if one.better],
        }

    @property
    def verdict(self) -> tuple[str, ...]:
        """The same in sentences."""
        return tuple(f"{head}: {'; '.join(MEANINGS[name] for name in which)}." for head, which in self.standing.items() if which)


@takes(
    scenario=named, histories=partial(whole, low=10, high=100_000), seed=SEED, months=partial(whole, low=1, high=120),
    variants=partial(texts, options=tuple(VARIANTS)), threads=THREADS, progress=progress_of,
)  # fmt: skip
def score(
    scenario: Scenario | str, *, start: Day | None = None, end: Day | None = None, histories: int = 200, seed: int = 1,
    months: int = MONTHS, variants: Sequence[str] = (), threads: int | None = None, progress: Progress | bool | None = None,
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
        If the scenario has no record.
    """
    case = resolved(scenario)
    first, last = days.given(start=case.start if start is None else start, end=case.end if end is None else end)
    spans = periods(first, last, months)
    found = [*risks(case, spans), *foretold(case, spans)]
    if not any(row for row in case.record):
        raise SettingError(
            f"{case.name} has no record, so there is nothing to compare with (do: add record.csv; docs/reference/scenario.md)"
        )
    arms = (*ARMS, *(variant for variant in variants if variant not in ARMS))
    plan = Plan(histories, seed, threads)
    with shown(progress) as tell:
        next_part = parts_of(tell, len(arms))
        chances = {arm: forecast(case, arm, found, plan, next_part()) for arm in arms}
    about = {
        "scenario": scenario_hash(case), "engine": engine_hash(), "from": str(first), "to": str(last), "histories": histories, "seed": seed,
        "months": months,
    } | ({"fitted": ", ".join(case.fitted)} if case.fitted else {})  # fmt: skip
    return judged(case, found, chances | plain(case, found), about)


def plain(case: Scenario, statements: Sequence[Statement]) -> dict[str, Floats]:
    """The baselines that need no simulation, which speak of risks only."""
    at_risk = [k for k, one in enumerate(statements) if one.rung]
    found = {}
    for name, (rule, _) in BASELINES.items():
        found[name] = np.full(len(statements), math.nan)
        found[name][at_risk] = rule(case, [statements[k] for k in at_risk])
    return found


def judged(case: Scenario, statements: Sequence[Statement], chances: Mapping[str, Floats], about: Mapping[str, object]) -> Score:
    """Scores, skills and reliability of the forecasts."""
    truth = np.array([float(one.truth) for one in statements])
    names = list(dict.fromkeys(one.block for one in statements))
    blocks = np.array([names.index(one.block) for one in statements])
    clusters = np.array([one.period for one in statements])
    at_risk = np.array([bool(one.rung) for one in statements])
    rows = [row for name, p in chances.items() for row in rows_of(name, p, truth, at_risk, blocks, names)]
    skills = [skill for name in chances if name != FULL for skill in skills_of(name, chances, truth, at_risk, blocks, clusters, names)]
    calibrated = {name: reliability(p[~np.isnan(p)], truth[~np.isnan(p)]) for name, p in chances.items()}
    return Score(case.name, case.title, about, tuple(statements), dict(chances), tuple(rows), tuple(skills), calibrated)


def parts_by(p: Floats, at_risk: np.ndarray, blocks: np.ndarray, names: Sequence[str]) -> dict[str, np.ndarray]:
    """Which statements a forecast answers: all risks, all statements if it answers all and there are targets, and every block."""
    spoken = ~np.isnan(p)
    whole = {RISKS: at_risk} | ({ALL: spoken} if spoken.all() and not at_risk.all() else {})
    found = whole | {block: spoken & (blocks == k) for k, block in enumerate(names)}
    return {name: held for name, held in found.items() if held.any()}


def rows_of(name: str, p: Floats, truth: Floats, at_risk: np.ndarray, blocks: np.ndarray, names: Sequence[str]) -> list[Row]:
    """The scores of a forecast in every part that it answers."""
    found = []
    for part, held in parts_by(p, at_risk, blocks, names).items():
        q, y, b = p[held], truth[held], blocks[held]
        log, square = (by_block(rule(q, y), b, np.ones(len(y))) for rule in (surprise, brier))
        found.append(Row(name, part, len(y), int(y.sum()), log, square, auc(q, y)))
    return found


def skills_of(
    name: str, chances: Mapping[str, Floats], truth: Floats, at_risk: np.ndarray, blocks: np.ndarray, clusters: np.ndarray,
    names: Sequence[str],
) -> list[Skill]:  # fmt: skip
    """The model over another forecast in every part that the other answers."""
    found = []
    for part, held in parts_by(chances[name], at_risk, blocks, names).items():
        gain = surprise(chances[name][held], truth[held]) - surprise(chances[FULL][held], truth[held])
        found.append(Skill(name, part, *jackknife(gain, blocks[held], clusters[held])))
    return found
