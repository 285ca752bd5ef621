"""Attribution: which of several circumstances mattered for an outcome, alone and together.

The Shapley value of a circumstance (Shapley 1953) is its effect averaged over all orders in which the circumstances can be added; the
values add up to the effect of all together. Up to :data:`EXACT` circumstances every combination is simulated; above, random orders.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from collegium.analysis import Estimate
from collegium.analysis.contrast import contrast
from collegium.analysis.intervals import Z95
from collegium.arguments import optional, settings, takes
from collegium.arguments import progress as progress_of
from collegium.engine.draws import key_of
from collegium.ensemble.progress import Progress
from collegium.ensemble.runner import resolved as scenario_of
from collegium.errors import SettingError
from collegium.experiments.arms import DESIGN, EXPERIMENT, Design, Prepared, parts_of, prepare
from collegium.experiments.file import Experiment
from collegium.experiments.measures import Measure, ask_who_rules, needed
from collegium.scenario.model import Scenario
from collegium.scenario.readers import named

Values = NDArray[np.float64]
EXACT, MOST = 5, 12
"""Circumstances up to which every combination is simulated, and at most."""
ORDERS = 12
"""Random orders that are simulated above that."""


@dataclass(frozen=True)
class Share:
    """What one circumstance contributes to one measure.

    Parameters
    ----------
    circumstance
        The intervention.
    alone
        Its effect if nothing else changes.
    last
        Its effect after all the others.
    value
        Its Shapley value: the mean of its effect over all orders.
    """

    circumstance: str
    alone: Estimate
    last: Estimate
    value: Estimate


@dataclass(frozen=True)
class Attribution:
    """What each circumstance contributes to one measure.

    Parameters
    ----------
    measure, label, unit
        The measure: its sentence, the same in words, its unit.
    shares
        One :class:`Share` a circumstance. Their values add up to ``together``.
    together
        The effect of all circumstances.
    exact
        Whether every combination was simulated.
    orders
        How many orders the values are means of.
    """

    measure: str
    label: str
    unit: str
    shares: tuple[Share, ...]
    together: Estimate
    exact: bool
    orders: int


@takes(
    scenario=named, experiment=EXPERIMENT, design=DESIGN, changes=optional(settings), progress=progress_of,
)  # fmt: skip
def attribute(
    scenario: Scenario | str | Path, experiment: Experiment, design: Design, *, changes: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> list[Attribution]:  # fmt: skip
    """Divide the effect of several circumstances among them.

    Parameters
    ----------
    scenario
        A scenario in hand, the name of a shipped one, or a folder.
    experiment
        The circumstances are the sentences of its ``do``, two to twelve; its ``given`` holds in all arms.
    design
        How each arm is simulated.
    changes
        Made to the scenario in all arms, as by :func:`collegium.edit`.
    progress
        Called with the histories done and the histories to do.

    Returns
    -------
    list of Attribution
        One a measure of the experiment.

    Raises
    ------
    SettingError
        For fewer than two circumstances or more than twelve, mistakes in the measures, or a setting out of range.
    ScenarioError
        For mistakes in the scenario, the interventions or the days.
    """
    return attributed(prepare(scenario_of(scenario), experiment, design, changes), progress)


def attributed(ready: Prepared, progress: Progress | None = None) -> list[Attribution]:
    """The same of an experiment that has been read by :func:`collegium.experiments.arms.prepare`."""
    experiment, design, count = ready.experiment, ready.design, len(ready.experiment.do)
    if not 2 <= count <= MOST:
        raise SettingError(f"{count} circumstances cannot be compared with each other: name from 2 to {MOST}")
    exact = count <= EXACT
    orders = list(permutations(range(count))) if exact else drawn_orders(count, design.seed)
    wanted = [frozenset(), *(frozenset([n]) for n in range(count)), *(frozenset(range(count)) - {n} for n in range(count))]
    arms = list(dict.fromkeys([*wanted, *(frozenset(order[:n]) for order in orders for n in range(count + 1))]))
    values: dict[frozenset[int], list[Values]] = {}
    part = parts_of(progress, len(arms))
    for arm in arms:
        results = ready.arm(
            [experiment.do[n] for n in sorted(arm)], needed(ready.measures), progress=part(), readings=ask_who_rules(ready.measures)
        )
        values[arm] = [one.values(results) for one in ready.measures]
    return [
        divided(one, experiment.do, {arm: found[n] for arm, found in values.items()}, orders, exact, design.per_draw)
        for n, one in enumerate(ready.measures)
    ]


def drawn_orders(count: int, seed: int) -> list[tuple[int, ...]]:
    """Random orders in pairs of one and its reverse, which halves much of the error; the same for the same seed."""
    rng = np.random.default_rng([seed, key_of("attribution")])
    found = [tuple(int(n) for n in rng.permutation(count)) for _ in range(ORDERS // 2)]
    return [order for one in found for order in (one, one[::-1])]


def divided(
    measure: Measure, names: Sequence[str], values: dict[frozenset[int], Values], orders: Sequence[tuple[int, ...]], exact: bool,
    per_draw: int,
) -> Attribution:  # fmt: skip
    """The attribution of one measure, from its values in all arms."""
    count = len(names)
    whole, none = frozenset(range(count)), frozenset[int]()
    shares = []
    for n in range(count):
        steps = [values[frozenset(order[: order.index(n) + 1])] - values[frozenset(order[: order.index(n)])] for order in orders]
        alone, last = values[frozenset([n])] - values[none], values[whole] - values[whole - {n}]
        value = blocked(np.mean(steps, axis=0), per_draw)
        shares.append(Share(names[n], blocked(alone, per_draw), blocked(last, per_draw), value if exact else widened(value, steps)))
    together = blocked(values[whole] - values[none], per_draw)
    return Attribution(measure.text, measure.label, measure.unit, tuple(shares), together, exact, len(orders))


def blocked(values: Values, per_draw: int) -> Estimate:
    """Mean with an interval that counts the histories of one draw as one observation."""
    return contrast("", "", "", np.zeros_like(values), values, per_draw).difference


def widened(value: Estimate, steps: Iterable[Values]) -> Estimate:
    """The estimate with the error that comes from having simulated only some orders."""
    by_order = np.array([np.nanmean(step) for step in steps])
    pairs = by_order.reshape(-1, 2).mean(axis=1)
    error = math.hypot(value.error, float(pairs.std(ddof=1)) / math.sqrt(len(pairs)))
    half = Z95 * error
    return Estimate(value.value, value.value - half, value.value + half, error, value.n)
