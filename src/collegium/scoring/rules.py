"""Scoring rules for chances of events that happened or not, and the errors of their differences."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BINS = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Bounds of the bins of a reliability diagram: narrow where most chances of rare losses lie."""


def surprise(p: Floats, y: Floats) -> Floats:
    """Log loss of every forecast in natural logarithms: 0 is perfect, log 2 = 0.69 an even chance."""
    return -(y * np.log(p) + (1.0 - y) * np.log1p(-p))


def brier(p: Floats, y: Floats) -> Floats:
    """Squared error of every forecast."""
    return np.square(p - y)


def auc(p: Floats, y: Floats) -> float:
    """Chance that an event had a greater forecast than what did not happen: 0.5 by lot; NaN where nothing or everything happened."""
    hit, miss = p[y > 0.5], p[y < 0.5]
    if not len(hit) or not len(miss):
        return math.nan
    return float(np.mean((hit[:, None] > miss) + 0.5 * (hit[:, None] == miss)))


def by_block(values: Floats, blocks: NDArray[np.int64], weights: Floats) -> float:
    """Mean over blocks of the weighted mean within each, so that every block counts alike. Blocks without weight are left out."""
    total, weight = np.bincount(blocks, values * weights), np.bincount(blocks, weights)
    held = weight > 0
    return float(np.mean(total[held] / weight[held])) if held.any() else math.nan


def jackknife(values: Floats, blocks: NDArray[np.int64], clusters: NDArray[np.int64]) -> tuple[float, float]:
    """The mean over blocks, and its standard error from leaving out one cluster at a time.

    What happens in one period is related, so periods are the clusters.
    """
    whole = by_block(values, blocks, np.ones(len(values)))
    found = np.array([by_block(values, blocks, (clusters != one).astype(float)) for one in np.unique(clusters)])
    n = len(found)
    return whole, float(np.sqrt((n - 1) / n * np.sum((found - found.mean()) ** 2))) if n > 1 else math.nan


def reliability(p: Floats, y: Floats, bins: Sequence[float] = BINS) -> list[tuple[float, float, int, int]]:
    """Mean forecast, share that happened, number that happened and number of forecasts, for every bin that holds any."""
    place = np.clip(np.searchsorted(bins, p, side="right") - 1, 0, len(bins) - 2)
    return [
        (float(p[inside].mean()), float(y[inside].mean()), int(y[inside].sum()), int(inside.sum()))
        for inside in (place == k for k in range(len(bins) - 1)) if inside.any()
    ]  # fmt: skip
