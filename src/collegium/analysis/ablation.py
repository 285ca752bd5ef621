"""What switching off each mechanism of a case changes: effects beside those of a placebo, and one verdict a mechanism.

Each pair consists of history k as it was, and of history k without one mechanism. The placebo is an intervention that should do nothing of
substance. What it moves is the noise floor.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from collegium.analysis.columns import Recorded, source
from collegium.analysis.contrast import Contrast, block_starts
from collegium.analysis.detection import LEVEL
from collegium.analysis.intervals import NOTHING, Estimate, clustered_share, single
from collegium.analysis.pages import TookHold
from collegium.arguments import COUNT, flag, instance, instances, optional, refuse, takes
from collegium.scenario.model import System

MOVES, NOTHING_BEYOND, NO_HOLD, NOT_OFF = "moves", "nothing beyond the placebo", "could not take hold", "not switched off"
VERDICTS = (MOVES, NOTHING_BEYOND, NO_HOLD, NOT_OFF)


@dataclass(frozen=True, slots=True)
class OffEffect:
    """The effect of switching a mechanism off on one outcome.

    ``contrast`` has the means of both arms and their paired difference. ``placebo`` is the difference that the placebo makes (None where
    ``contrast`` is a comparison with the placebo already). ``scale`` is the standard deviation of the outcome over histories as they were.
    ``own`` says whether the outcome is the mechanism's own, and ``moves`` whether the effect goes beyond the placebo (:func:`beyond`).
    """

    contrast: Contrast
    placebo: Estimate | None
    scale: float
    own: bool
    moves: bool


@dataclass(frozen=True, slots=True)
class Ablated:
    """One mechanism of a case, switched off.

    ``system`` is the row of systems.csv. ``verdict`` is one of :data:`VERDICTS`, ``reason`` why, in a sentence. ``effects`` hold one
    effect an outcome, none where nothing was simulated. ``differing`` is the share of pairs that end differently in anything. ``took_hold``
    says in how many pairs each intervention took hold that may fail to.
    """

    system: System
    verdict: str
    reason: str
    effects: tuple[OffEffect, ...] = ()
    differing: Estimate = NOTHING
    took_hold: tuple[TookHold, ...] = ()


@dataclass(frozen=True, slots=True)
class AblationPage:
    """All mechanisms of a case: the results ``run`` of the arm as it was, the ``rows``, and the placebo as typed. ``placebo_differing``
    is the share of pairs that end differently under the placebo. ``per_draw`` histories share a draw of the uncertain inputs; ``command``
    makes the page again."""

    run: Recorded
    rows: tuple[Ablated, ...]
    placebo: str
    placebo_differing: Estimate
    per_draw: int
    command: str = ""


@takes(effect=instance(Contrast), placebo=optional(instance(Estimate)), outcomes=COUNT)
def beyond(effect: Contrast, placebo: Estimate | None, outcomes: int = 1) -> bool:
    """Whether an effect goes beyond the placebo.

    Parameters
    ----------
    effect
        The effect on one outcome.
    placebo
        The effect of the placebo on it. None: ``effect`` is a comparison with the placebo.
    outcomes
        On how many outcomes the mechanism is judged. The interval is widened accordingly (Bonferroni's inequality).

    Returns
    -------
    bool
        Whether the widened interval lies on one side of zero, and the effect itself beyond the far end of the placebo's 95% interval.
    """
    found = effect.difference
    if not found.n or not effect.changed.value or math.isnan(found.error):
        return False
    tail = 1 - LEVEL / 2 / outcomes
    times = float(ndtri(tail) if effect.draws in (1, found.n) else stdtrit(effect.draws - 1, tail))
    far = max((abs(end) for end in (placebo.low, placebo.high, placebo.value) if not math.isnan(end)), default=0.0) if placebo else 0.0
    return abs(found.value) > max(times * found.error, far)


@takes(before=source, after=source, per_draw=COUNT)
def differing(before: Recorded, after: Recorded, per_draw: int = 1) -> Estimate:
    """The share of pairs whose outcomes differ in anything.

    Parameters
    ----------
    before, after
        Results of the same histories as they were, and changed.
    per_draw
        How many consecutive histories share one draw of the parameters and uncertain cells.

    Returns
    -------
    Estimate
        The share. What is drawn for the parameters does not count.
    """
    first, second = (_outcomes(arm) for arm in (before, after))
    if first.shape != second.shape:
        refuse("after", after, "not the same histories as 'before'", "give both arms of one experiment")
    apart = (first != second).any(axis=1)
    return single(clustered_share(apart, block_starts(np.arange(len(apart)) // per_draw)), len(apart))


def _outcomes(results: Recorded) -> NDArray[np.object_]:
    """The columns of the histories that are outcomes of no single person: one row a history."""
    table = results.histories()
    names = sorted(name for name in table.column_names if ":" not in name)
    return np.array([[str(value) for value in table[name].to_pylist()] for name in names], dtype=object).T


@takes(effects=instances(OffEffect), differ=instance(Estimate), held=instances(TookHold), waits=flag)
def off_verdict(effects: Iterable[OffEffect], differ: Estimate, held: Iterable[TookHold] = (), waits: bool = False) -> tuple[str, str]:
    """The verdict on a mechanism that was switched off, and the reason for it.

    Parameters
    ----------
    effects
        Its effects.
    differ
        The share of pairs that end differently.
    held
        In how many pairs each sentence took hold that may fail to.
    waits
        Whether every sentence may fail to take hold.

    Returns
    -------
    tuple of str
        One of :data:`VERDICTS`, and a sentence.
    """
    held = tuple(held)
    if not differ.value:
        return NO_HOLD, f"not one of {differ.n:,} pairs differs in anything"
    if waits and held and not any(one.pairs for one in held):
        return NO_HOLD, f"it {held[0]}"
    moved = [one.contrast.label for one in effects if one.moves]
    if moved:
        return MOVES, "beyond the placebo: " + "; ".join(moved)
    return NOTHING_BEYOND, "no outcome moves further than under the placebo"
