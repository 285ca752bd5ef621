"""Attribution: which of several circumstances mattered for an outcome, alone and together.

The Shapley value of a circumstance (Shapley 1953) is its effect averaged over all orders in which the circumstances can be brought in; the
values of all add up to the effect of all together. Up to :data:`EXACT` circumstances every combination is played; above, random orders.
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
from collegium.engine.draws import key_of
from collegium.ensemble.progress import Progress
from collegium.ensemble.runner import resolved as scenario_of
from collegium.ensemble.runner import run
from collegium.errors import SettingError
from collegium.experiments.file import Experiment
from collegium.experiments.measures import Gauge, needed
from collegium.experiments.whatif import Design, days, ready, shared
from collegium.scenario.model import Scenario

Values = NDArray[np.float64]
EXACT, MOST = 5, 12
"""Circumstances up to which every combination is played, and at most."""
ORDERS = 12
"""Random orders that are played above that."""


@dataclass(frozen=True)
class Share:
    """One circumstance: its effect ``alone``, its effect as the ``last`` of all, and its ``value``, the mean over orders."""

    circumstance: str
    alone: Estimate
    last: Estimate
    value: Estimate


@dataclass(frozen=True)
class Attribution:
    """What a measure owes to each circumstance. ``together`` is the effect of all; ``exact`` says whether every combination was played."""

    measure: str
    label: str
    unit: str
    shares: tuple[Share, ...]
    together: Estimate
    exact: bool
    orders: int


def attribute(
    scenario: Scenario | str | Path, experiment: Experiment, design: Design, *, changes: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> list[Attribution]:  # fmt: skip
    """One :class:`Attribution` a measure; the circumstances are the sentences of ``experiment.do``; ``given`` and ``changes`` hold
    throughout.

    Raises :class:`SettingError` for fewer than two circumstances or more than twelve, and what :func:`collegium.run` raises.
    """
    case, count = scenario_of(scenario), len(experiment.do)
    if not 2 <= count <= MOST:
        raise SettingError(f"of {count} circumstances none can be weighed against others: name from 2 to {MOST}")
    begin, end = days(case, experiment)
    gauges = ready(case, experiment, changes or {})
    exact = count <= EXACT
    orders = list(permutations(range(count))) if exact else drawn_orders(count, design.seed)
    wanted = [frozenset(), *(frozenset([n]) for n in range(count)), *(frozenset(range(count)) - {n} for n in range(count))]
    arms = list(dict.fromkeys([*wanted, *(frozenset(order[:n]) for order in orders for n in range(count + 1))]))
    values: dict[frozenset[int], list[Values]] = {}
    told = shared(progress, len(arms))
    for arm in arms:
        played = run(
            case, start=begin, end=end, histories=design.pairs, seed=design.seed, threads=design.threads, variant=design.variant,
            per_draw=design.per_draw, changes=changes, interventions=[*experiment.given, *(experiment.do[n] for n in sorted(arm))],
            record=needed(gauges), progress=told(),
        )  # fmt: skip
        values[arm] = [g.values(played) for g in gauges]
    return [
        shared_out(g, experiment.do, {arm: found[n] for arm, found in values.items()}, orders, exact, design.per_draw)
        for n, g in enumerate(gauges)
    ]


def drawn_orders(count: int, seed: int) -> list[tuple[int, ...]]:
    """Random orders in pairs of one and its reverse, which halves much of the error; the same for the same seed."""
    rng = np.random.default_rng([seed, key_of("attribution")])
    found = [tuple(int(n) for n in rng.permutation(count)) for _ in range(ORDERS // 2)]
    return [order for one in found for order in (one, one[::-1])]


def shared_out(
    g: Gauge, names: Sequence[str], values: dict[frozenset[int], Values], orders: Sequence[tuple[int, ...]], exact: bool, per_draw: int
) -> Attribution:
    """The values of one measure from those of all arms that were played."""
    count = len(names)
    whole, none = frozenset(range(count)), frozenset[int]()
    shares = []
    for n in range(count):
        steps = [values[frozenset(order[: order.index(n) + 1])] - values[frozenset(order[: order.index(n)])] for order in orders]
        alone, last = values[frozenset([n])] - values[none], values[whole] - values[whole - {n}]
        value = blocked(np.mean(steps, axis=0), per_draw)
        shares.append(Share(names[n], blocked(alone, per_draw), blocked(last, per_draw), value if exact else widened(value, steps)))
    return Attribution(g.text, g.label, g.unit, tuple(shares), blocked(values[whole] - values[none], per_draw), exact, len(orders))


def blocked(values: Values, per_draw: int) -> Estimate:
    """Mean with an interval that takes histories under one draw as one observation."""
    return contrast("", "", "", np.zeros_like(values), values, per_draw).difference


def widened(value: Estimate, steps: Iterable[Values]) -> Estimate:
    """The estimate with the error that comes from having played only some orders."""
    by_order = np.array([np.nanmean(step) for step in steps])
    pairs = by_order.reshape(-1, 2).mean(axis=1)
    error = math.hypot(value.error, float(pairs.std(ddof=1)) / math.sqrt(len(pairs)))
    half = Z95 * error
    return Estimate(value.value, value.value - half, value.value + half, error, value.n)
