"""Numbers drawn for every history: parameters and uncertain cells.

Each takes one keyed uniform, named after the parameter or cell, through its inverse distribution; nothing depends on
the order or number of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy import special

from collegium.engine.cache import kept
from collegium.engine.compile import Uncertain
from collegium.engine.draws import CELL, PARAMETER, absorb, key_of, luck_of, unit
from collegium.engine.layout import FOREVER, PARAMETERS, theta_type
from collegium.scenario.model import Cell, Prior

Array = np.ndarray


def _uniforms(seed, first, purpose, keys, out):
    """Fill float64[histories, keys] with the uniforms of histories ``first`` on; all of seed, first, purpose, keys uint64."""
    for n in range(out.shape[0]):
        luck = absorb(luck_of(seed, first + np.uint64(n)), purpose)
        for k in range(keys.shape[0]):
            out[n, k] = unit(absorb(luck, keys[k]))


uniforms = kept(nogil=True)(_uniforms)


def _keyed(labels: Sequence[str], seed: int, first: int, count: int, purpose: int) -> Array:
    out = np.empty((count, len(labels)))
    keys = np.array([key_of(label) for label in labels], np.uint64)
    uniforms(np.uint64(seed), np.uint64(first), np.uint64(purpose), keys, out)
    return out


def _triangular(u: Array, low: float, mode: float, high: float) -> Array:
    if high <= low:
        return np.full_like(u, low)
    knee = (mode - low) / (high - low)
    left = low + np.sqrt(u * (high - low) * (mode - low))
    return np.where(u < knee, left, high - np.sqrt((1.0 - u) * (high - low) * (high - mode)))


def _alternatives(u: Array, values: Sequence[float], weights: Sequence[float]) -> Array:
    edges = np.cumsum(weights)[:-1]
    return np.asarray(values)[np.searchsorted(edges, u, side="right")]


_INVERSE: dict[str, Callable[..., Array]] = {
    "normal": lambda u, mean, sd: mean + sd * special.ndtri(u),
    "half_normal": lambda u, sd: sd * special.ndtri((1.0 + u) / 2.0),
    "lognormal": lambda u, median, sd: median * np.exp(sd * special.ndtri(u)),
    "beta": lambda u, a, b: special.betaincinv(a, b, u),
    "uniform": lambda u, low, high: low + u * (high - low),
    "triangular": _triangular,
    "point": lambda u, value: np.full_like(u, value),
}

_DISTRIBUTION: dict[str, Callable[..., float]] = {
    "normal": lambda x, mean, sd: special.ndtr((x - mean) / sd),
    "half_normal": lambda x, sd: 2.0 * special.ndtr(max(x, 0.0) / sd) - 1.0,
    "lognormal": lambda x, median, sd: special.ndtr(np.log(x / median) / sd) if x > 0.0 else 0.0,
    "beta": lambda x, a, b: special.betainc(a, b, min(1.0, max(0.0, x))),
    "uniform": lambda x, low, high: min(1.0, max(0.0, (x - low) / (high - low))),
}


def prior_quantile(prior: Prior, u: Array) -> Array:
    """Values of the prior at uniforms ``u``; bounds truncate the distribution, not the values."""
    low, high = prior.bounds
    if prior.family in _DISTRIBUTION and (np.isfinite(low) or np.isfinite(high)):
        cdf = _DISTRIBUTION[prior.family]
        below = cdf(low, *prior.args) if np.isfinite(low) else 0.0
        above = cdf(high, *prior.args) if np.isfinite(high) else 1.0
        u = below + u * (above - below)
    return np.clip(_INVERSE[prior.family](u, *prior.args), low, high)


def cell_quantile(cell: Cell, u: Array) -> Array:
    """Values of an uncertain cell at uniforms ``u``; an endless number of steps becomes FOREVER."""
    if cell.kind == "point":
        out = np.full_like(u, min(cell.values[0], float(FOREVER)))
    elif cell.kind == "alternatives":
        out = _alternatives(u, cell.values, cell.weights)
    else:
        out = _INVERSE[cell.kind](u, *cell.values)
    return np.minimum(out, float(FOREVER))


def draw_parameters(priors: Mapping[str, Prior], seed: int, first: int, count: int) -> Array:
    """Record array of ``count`` histories' parameters."""
    u = _keyed(PARAMETERS, seed, first, count, PARAMETER)
    out = np.zeros(count, theta_type)
    for k, name in enumerate(PARAMETERS):
        out[name] = prior_quantile(priors[name], u[:, k])
    return out


def draw_cells(uncertain: Sequence[Uncertain], seed: int, first: int, count: int) -> Array:
    """float64[count, cells]."""
    u = _keyed([x.label for x in uncertain], seed, first, count, CELL)
    for k, x in enumerate(uncertain):
        u[:, k] = cell_quantile(x.cell, u[:, k])
    return u
