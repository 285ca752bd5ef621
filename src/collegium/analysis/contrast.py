"""The effect of a change on one measure, from paired histories: how large, how sure, and why it varies.

History k without the change is paired with history k with it. Pairs come in blocks: so many consecutive ones share one draw of the
parameters and uncertain cells, so they are independent of each other only from block to block.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegium.analysis import readers
from collegium.analysis.intervals import NOTHING, Estimate, clustered, clustered_share, single
from collegium.arguments import COUNT, takes
from collegium.arguments import text as a_text

Values = NDArray[np.float64]

SHARE = "share"
"""The unit of a chance, whose values are 0 and 1."""

ROUNDING = 12
"""Means of a draw are rounded to so many digits, so that what cancels out counts as no difference."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """One measure ``text`` (as typed) with its ``label`` in words and its ``unit``: its means without (``before``) and with the change
    (``after``), and the mean paired ``difference``.

    ``up_flips`` and ``down_flips`` are the shares of pairs in which only the changed arm, or only the other, says yes (None unless the
    measure is a chance); ``changed`` is the share of pairs that differ at all. ``saving`` is how many times more histories independent
    arms would need for the same interval. ``luck`` and ``unknown`` divide the spread of the differences: the standard deviation within a
    draw, and the one between draws beyond it (NaN if each draw has one history). ``draws_up``, ``draws_down`` and ``draws_same`` are the
    shares of the ``draws`` draws whose mean difference is above, below and exactly zero.
    """

    text: str
    label: str
    unit: str
    before: Estimate
    after: Estimate
    difference: Estimate
    up_flips: Estimate | None
    down_flips: Estimate | None
    changed: Estimate
    saving: float
    luck: float
    unknown: float
    draws_up: float
    draws_down: float
    draws_same: float
    draws: int


@takes(text=a_text, label=a_text, unit=a_text, before=readers.values, after=readers.values, per_draw=COUNT)
def contrast(text: str, label: str, unit: str, before: ArrayLike, after: ArrayLike, per_draw: int = 1) -> Contrast:
    """The contrast of two arms of the same histories, in order, of which ``per_draw`` consecutive ones share a draw. A pair with a missing
    value (NaN) is left out. ArgumentError if the arms differ in length."""
    first, second = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    readers.same_length(first, "after", second)
    kept = ~(np.isnan(first) | np.isnan(second))
    starts = block_starts((np.arange(len(first)) // per_draw)[kept])
    first, second = first[kept], second[kept]
    chance = unit == SHARE and bool(np.isin(np.concatenate([first, second]), (0.0, 1.0)).all())
    level = _share if chance else _mean
    change = second - first
    means = np.round(_block_means(change, starts), ROUNDING)
    luck, unknown = components(change, starts) if per_draw > 1 else (math.nan, math.nan)
    return Contrast(
        text=text, label=label, unit=unit,
        before=level(first, starts), after=level(second, starts), difference=_mean(change, starts),
        up_flips=_share(change > 0, starts) if chance else None, down_flips=_share(change < 0, starts) if chance else None,
        changed=_share(change != 0, starts), saving=saving(first, second), luck=luck, unknown=unknown,
        draws_up=_part(means > 0), draws_down=_part(means < 0), draws_same=_part(means == 0), draws=len(starts),
    )  # fmt: skip


def saving(before: Values, after: Values) -> float:
    """How many times more histories it takes without common random numbers: the variance of a difference of independent histories over
    that of the paired difference. 1 if nothing varies, infinite if only the difference does not."""
    if len(before) == 0:
        return math.nan
    apart, paired = float(before.var() + after.var()), float((after - before).var())
    if paired == 0.0:
        return 1.0 if apart == 0.0 else math.inf
    return apart / paired


def components(change: Values, starts: NDArray[np.intp]) -> tuple[float, float]:
    """Standard deviations (within blocks, between blocks beyond that) by the one-way analysis of variance with random effects; blocks may
    differ in size. NaN for what too few blocks cannot tell."""
    n, blocks = len(change), len(starts)
    if n == blocks or blocks == 0:
        return math.nan, math.nan
    sizes = np.diff(starts, append=n)
    means = _block_means(change, starts)
    within = float(np.square(change - np.repeat(means, sizes)).sum()) / (n - blocks)
    if blocks == 1:
        return math.sqrt(within), math.nan
    between = float((sizes * np.square(means - change.mean())).sum()) / (blocks - 1)
    size = (n - float(np.square(sizes).sum()) / n) / (blocks - 1)
    return math.sqrt(within), math.sqrt(max((between - within) / size, 0.0))


def block_starts(block: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where each block begins, from the number of the block of every history, ascending from 0."""
    return np.flatnonzero(np.diff(block, prepend=-1))


def _block_means(values: Values, starts: NDArray[np.intp]) -> Values:
    if len(starts) == 0:
        return np.empty(0)
    means: Values = np.add.reduceat(values, starts) / np.diff(starts, append=len(values))
    return means


def _part(hits: NDArray[np.bool_]) -> float:
    return float(hits.mean()) if len(hits) else math.nan


def _mean(values: Values, starts: NDArray[np.intp]) -> Estimate:
    return single(clustered(values, starts), len(values)) if len(values) else NOTHING


def _share(hits: ArrayLike, starts: NDArray[np.intp]) -> Estimate:
    found = np.asarray(hits, dtype=np.float64)
    return single(clustered_share(found, starts), len(found)) if len(found) else NOTHING
