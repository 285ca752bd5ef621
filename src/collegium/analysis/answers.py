"""An estimate together with what every single history adds to it.

The influence of a history on an estimate is its first-order effect, scaled so that the influences have mean zero and the standard error
of the estimate is that of their mean (Hampel 1974). It lets any two estimates be compared: over the same histories by the differences of
their influences, over other histories by two errors that are independent of each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegium.analysis import intervals
from collegium.analysis.intervals import Estimate

Influence = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answer:
    """An ``estimate`` and the ``influence`` of every history on it, shape (histories,), in the unit of the estimate."""

    estimate: Estimate
    influence: Influence


def share(hits: ArrayLike) -> Answer:
    """The share of histories in which something happens; ``hits`` holds a yes or no a history."""
    x = np.asarray(hits, dtype=np.float64)
    return Answer(intervals.proportion(int(np.count_nonzero(x)), len(x)), x - x.mean() if len(x) else x)


def count(values: ArrayLike) -> Answer:
    """The mean of a count; missing values (NaN) are left out. If every history has a count of zero, the interval ends at the exact Poisson
    bound, -ln(.025) / n."""
    x = np.asarray(values, dtype=np.float64)
    there = ~np.isnan(x)
    found = intervals.mean(x, 0.0)
    if found.n and not x[there].any():
        found = replace(found, high=-math.log(0.025) / found.n)
    scale = len(x) / there.sum() if there.any() else math.nan
    return Answer(found, np.where(there, x - found.value, 0.0) * scale)


def ratio(numerator: ArrayLike, denominator: ArrayLike) -> Answer:
    """The sum of ``numerator`` over all histories divided by that of ``denominator``."""
    x, y = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    found = intervals.ratio(x, y)
    return Answer(found, (x - found.value * y) / y.mean() if y.sum() > 0 else np.full(len(x), math.nan))


def part(counted: ArrayLike, whole: ArrayLike) -> Answer:
    """The part that ``counted`` is of ``whole``, summed over all histories: a ratio whose interval ends at one."""
    found = ratio(counted, whole)
    return replace(found, estimate=replace(found.estimate, high=min(found.estimate.high, 1.0)))


def quantile(values: ArrayLike, q: float) -> Answer:
    """Quantile ``q`` (0 to 1) over histories, whose error comes from order statistics; missing values (NaN) are left out."""
    x = np.asarray(values, dtype=np.float64)
    found = intervals.quantile(x, q)
    rank = np.where(np.isnan(x), 0.0, q - (x <= found.value))
    spread = float(rank.std())
    scale = found.error * math.sqrt(len(x)) / spread if spread > 0 else 0.0
    return Answer(found, (rank - rank.mean()) * scale if len(x) else x)
