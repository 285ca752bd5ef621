"""The scores of a case: what every forecast said, how it fared, and the verdict on the model beside its baselines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from collegium.scoring.baselines import BASELINES
from collegium.scoring.forecasts import BLANK
from collegium.scoring.named_votes import BASELINES as OF_VOTES
from collegium.scoring.named_votes import BLOCK as NAMED
from collegium.scoring.named_votes import UNHEARD
from collegium.scoring.rules import Floats, auc, brier, by_block, jackknife, reliability, surprise
from collegium.scoring.statements import Statement

FULL = "full"
ARMS = (FULL, BLANK, "chance")
"""What is simulated: the model, the model of unknown people, and lots."""
RISKS, ALL = "risks", "all"
"""Names of the blocks of risks together, and of all blocks."""
LIMIT = 2.0
"""Standard errors by which the model must be better than a baseline."""
MEANINGS = {
    FULL: "the model", BLANK: "the same case with nothing coded about its people", "chance": "votes and choices by lot",
    **{name: meaning for name, (_, meaning) in (BASELINES | OF_VOTES).items()},
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
    def votes(self) -> int:
        """How many recorded votes are among the statements: those of a vote have one person each."""
        return len({one.id.rpartition(":")[0] for one in self.statements if one.block == NAMED})

    @property
    def unheard(self) -> tuple[str, ...]:
        """The recorded votes on whose motion no history of the model has voted. Every chance there is one half, and says nothing."""
        found = dict[str, list[float]]()
        for one, p in zip(self.statements, self.chances[FULL], strict=True):
            if one.block == NAMED:
                found.setdefault(one.id.rpartition(":")[0], []).append(float(p))
        return tuple(row for row, chances in found.items() if set(chances) == {UNHEARD})

    @property
    def warnings(self) -> tuple[str, ...]:
        """What speaks against trusting the scores, in sentences without a full stop."""
        if not self.unheard:
            return ()
        which = f"the recorded motion{'s' * (len(self.unheard) > 1)} {', '.join(self.unheard)}"
        return (f"no history of the model hears {which}, so the chance of every vote on it is one half, and its score says nothing",)

    @property
    def verdict(self) -> tuple[str, ...]:
        """The same in sentences."""
        return tuple(f"{head}: {'; '.join(MEANINGS[name] for name in which)}." for head, which in self.standing.items() if which)


def judged(case: str, title: str, about: Mapping[str, object], statements: Sequence[Statement], chances: Mapping[str, Floats]) -> Score:
    """Scores, skills and reliability of the forecasts; the parameters are those of :class:`Score`."""
    truth = np.array([float(one.truth) for one in statements])
    names = list(dict.fromkeys(one.block for one in statements))
    blocks = np.array([names.index(one.block) for one in statements])
    clusters = np.array([one.period for one in statements])
    at_risk = np.array([bool(one.rung) for one in statements])
    rows = [row for name, p in chances.items() for row in rows_of(name, p, truth, at_risk, blocks, names)]
    skills = [skill for name in chances if name != FULL for skill in skills_of(name, chances, truth, at_risk, blocks, clusters, names)]
    calibrated = {name: reliability(p[~np.isnan(p)], truth[~np.isnan(p)]) for name, p in chances.items()}
    return Score(case, title, about, tuple(statements), dict(chances), tuple(rows), tuple(skills), calibrated)


def parts_by(p: Floats, at_risk: np.ndarray, blocks: np.ndarray, names: Sequence[str]) -> dict[str, np.ndarray]:
    """Which statements a forecast answers: all risks, all statements if it answers all and there are targets, and every block."""
    spoken = ~np.isnan(p)
    whole = {RISKS: at_risk & spoken} | ({ALL: spoken} if spoken.all() and not at_risk.all() else {})
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
