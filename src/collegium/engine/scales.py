"""Numbers on the scales of the model: log-odds to chances, values within bounds, what a policy gains for a position."""

from __future__ import annotations

import math

from collegium.engine.geometry import DOUBLE, SPAN
from collegium.engine.kernel import kernel


@kernel
def logistic(x):
    return 1.0 / (1.0 + math.exp(-x))


@kernel
def squashed(x):
    """The hyperbolic tangent, at the price of one exponential."""
    return DOUBLE * logistic(DOUBLE * x) - 1.0


@kernel
def clip(x, low, high):
    return min(high, max(low, x))


@kernel
def nearer(at, salience, old, new):
    """Gain of moving policy from old to new for a position, -1..1."""
    return salience * (abs(at - old) - abs(at - new)) / SPAN
