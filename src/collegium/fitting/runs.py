"""The histories behind a fit: every case from its first day until the day up to which its record counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from scipy.special import ndtr, ndtri

from collegium.engine.draws import PARAMETER, key_of
from collegium.engine.prior import prior_quantile, uniforms
from collegium.ensemble.progress import Progress
from collegium.ensemble.runner import Settings, simulate
from collegium.fitting.process import STATISTICS, Floats, given
from collegium.interventions import Planner
from collegium.scenario.model import Prior, Scenario


@dataclass(frozen=True)
class Part:
    """A case and what its record gives until a day: ``seen`` by name of a statistic."""

    case: Scenario
    until: date
    seen: dict[str, int]

    @property
    def exposed(self) -> dict[str, float]:
        """What each count is divided by to make a rate."""
        return {one.name: one.exposed(self.case, self.case.start, self.until) for one in STATISTICS if one.name in self.seen}


def part(case: Scenario, until: date | None = None) -> Part:
    """A case with what its record gives until a day, or to its end."""
    last = until or case.end
    return Part(case, last, given(case, case.start, last))


@dataclass(frozen=True)
class Plan:
    """How a fit simulates: ``histories`` of every case, ``seed``, ``threads`` (None: all cores)."""

    histories: int
    seed: int
    threads: int | None


def counted(one: Part, plan: Plan, tell: Progress | None, out: Path | None = None, resume: bool = False) -> Floats:
    """Simulate a case and count; shape (histories, statistics that its record gives)."""
    made = Settings(
        one.case.start, one.until, plan.histories, seed=plan.seed, record=("outcomes", "events"), threads=plan.threads, readings=False
    )  # fmt: skip
    planned = Planner(one.case, one.case.start, one.until).plan(())
    results = simulate(planned, made, changes={}, out=out, progress=tell, resume=resume)
    return np.stack([each.counted(results) for each in STATISTICS if each.name in one.seen], axis=1)


def scores(names: Sequence[str], plan: Plan) -> Floats:
    """The normal scores of parameters in every history, from the same keyed numbers as their values; shape (histories, parameters)."""
    luck = np.empty((plan.histories, len(names)))
    keys = np.array([key_of(name) for name in names], np.uint64)
    uniforms(np.uint64(plan.seed), np.uint64(0), np.uint64(PARAMETER), keys, luck)
    found: Floats = ndtri(np.clip(luck, 1e-12, 1.0 - 1e-12))
    return found


def values(priors: Sequence[Prior], found: Floats) -> Floats:
    """The parameters with some normal scores; shape (draws, parameters)."""
    return np.stack([prior_quantile(prior, ndtr(column)) for prior, column in zip(priors, found.T, strict=True)], axis=1)


def shared(cases: Sequence[Scenario]) -> list[str]:
    """The parameters that are drawn, by the same prior in every case: those that histories of one number have in common."""
    first, *others = cases
    same = [name for name, prior in first.parameters.items() if all(alike(prior, other.parameters[name]) for other in others)]
    return sorted(name for name in same if first.parameters[name].family != "point")


def alike(one: Prior, other: Prior) -> bool:
    return replace(one, source="") == replace(other, source="")
