"""Estimates from independent histories, with their simulation error.

Every history is one independent draw. Motions, seats and years within a history are not
independent of each other, so rates over them are treated as ratios of sums over histories.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from collegium.analysis import markup, readers
from collegium.arguments import Reader, instance, real, refuse, takes, whole

Z95 = 1.959963984540054
"""Standard normal quantile of a two-sided 95% interval."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number, its 95% interval, its Monte-Carlo standard error and the histories it rests on."""

    value: float
    low: float
    high: float
    error: float
    n: int

    def _repr_html_(self) -> str:
        return markup.estimate(self)


HISTORIES: Reader = partial(whole, low=0, high=2**63 - 1)
ESTIMATE = instance(Estimate)

NOTHING = Estimate(math.nan, math.nan, math.nan, math.nan, 0)
"""The estimate of something no history speaks about."""


@takes(successes=readers.amounts, trials=readers.amounts, z=partial(real, low=0, strict=True))
def wilson(successes: ArrayLike, trials: ArrayLike, z: float = Z95) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Wilson score interval (low, high) of a proportion, elementwise; NaN where there were no trials.

    Raises
    ------
    ArgumentError
        For more successes than trials, numbers below 0, or shapes that do not go together.
    """
    k, n = np.asarray(successes), np.asarray(trials)
    try:
        beyond = bool(np.any(k > n))
    except ValueError:
        refuse("trials", n, f"shape {n.shape} beside {k.shape}", "give one number, or one for each number of successes")
    if beyond:
        refuse("successes", k, "more successes than trials", "give no more than there are trials")
    return score_interval(k, n, z)


def score_interval(
    k: NDArray[np.float64] | np.float64, n: NDArray[np.float64] | float, z: float = Z95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """:func:`wilson` of numbers that the package itself has counted."""
    with np.errstate(divide="ignore", invalid="ignore"):
        p = k / n
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    # Rounding must not push an interval past a proportion that is exactly 0 or 1.
    return np.minimum(np.maximum(centre - half, 0.0), p), np.maximum(np.minimum(centre + half, 1.0), p)


@takes(successes=HISTORIES, trials=HISTORIES)
def proportion(successes: int, trials: int) -> Estimate:
    """Share of ``trials`` histories in which something happened, with its Wilson interval."""
    if successes > trials:
        refuse("successes", successes, f"more than the {trials} trials", "give no more than there are trials")
    if trials == 0:
        return NOTHING
    p = successes / trials
    low, high = score_interval(np.float64(successes), trials)
    return Estimate(p, float(low), float(high), math.sqrt(p * (1 - p) / trials), trials)


@takes(values=readers.values, least=readers.least)
def mean(values: ArrayLike, least: float = -math.inf) -> Estimate:
    """Mean over histories with a normal interval that stops at ``least``; missing values (NaN) are left out.

    Where the values are counts (``least`` is 0) and nothing was counted at all, the interval ends at the exact Poisson bound,
    -ln(.025) over the number of histories.
    """
    x = np.asarray(values, dtype=np.float64)
    x = x[~np.isnan(x)]
    if x.size == 0:
        return NOTHING
    if x.min() < least:
        refuse("least", least, f"above the value {x.min()}", "give a bound that no value can pass")
    error = float(x.std(ddof=1) / math.sqrt(x.size)) if x.size > 1 else math.nan
    value = float(x.mean())
    high = -math.log(0.025) / x.size if least == 0 and not x.any() else value + Z95 * error
    return Estimate(value, max(value - Z95 * error, least), high, error, int(x.size))


@takes(numerator=readers.counts, denominator=readers.counts)
def ratio(numerator: ArrayLike, denominator: ArrayLike) -> Estimate:
    """Sum over histories of ``numerator`` divided by that of ``denominator``.

    The error is that of the linearised ratio with the history as the independent unit; neither
    argument may be negative, so the interval stops at zero. Where nothing was counted at all it ends at the exact Poisson bound,
    -ln(.025) over the denominator. ``n`` counts the histories in which the denominator is positive.
    """
    x = np.asarray(numerator, dtype=np.float64)
    y = np.asarray(denominator, dtype=np.float64)
    readers.same_length(x, "denominator", y)
    total = float(y.sum())
    if total <= 0:
        return NOTHING
    value = float(x.sum()) / total
    count = x.size
    spread = float(np.square(x - value * y).sum())
    error = math.sqrt(spread * count / (count - 1)) / total if count > 1 else math.nan
    high = value + Z95 * error if value > 0 else -math.log(0.025) / total
    return Estimate(value, max(value - Z95 * error, 0.0), high, error, int((y > 0).sum()))


@takes(values=readers.values, q=partial(real, low=0, high=1))
def quantile(values: ArrayLike, q: float) -> Estimate:
    """Quantile ``q`` (0..1) over histories; the interval comes from order statistics."""
    x, q = np.sort(np.asarray(values, dtype=np.float64)), float(q)
    x = x[~np.isnan(x)]
    if x.size == 0:
        return NOTHING
    half = Z95 * math.sqrt(q * (1 - q) / x.size)
    low, high = (float(np.quantile(x, min(max(q + side * half, 0.0), 1.0))) for side in (-1, 1))
    return Estimate(float(np.quantile(x, q)), low, high, (high - low) / (2 * Z95), int(x.size))


@takes(first=ESTIMATE, second=ESTIMATE)
def difference(first: Estimate, second: Estimate) -> Estimate:
    """``first - second`` of two independent estimates, with a normal interval."""
    value = first.value - second.value
    error = math.hypot(first.error, second.error)
    return Estimate(value, value - Z95 * error, value + Z95 * error, error, min(first.n, second.n))


Quadruple: TypeAlias = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
"""Value, low, high, standard error."""


def clustered(values: ArrayLike, starts: NDArray[np.intp]) -> Quadruple:
    """Mean down the first axis, its 95% interval and its error, where histories come in blocks and only the blocks are independent of each
    other; ``starts`` are the places at which they begin. Of a single block the histories are taken as independent, and the interval speaks
    of that block alone."""
    x = np.asarray(values, dtype=np.float64)
    starts = _units(starts, len(x))
    value, error = x.mean(axis=0), _clustered_error(x, starts)
    half = _critical(starts, len(x)) * error
    return value, value - half, value + half, error


def clustered_share(hits: ArrayLike, starts: NDArray[np.intp]) -> Quadruple:
    """The same of zeros and ones, with Wilson's interval for as many independent histories as would leave the same error. Where all agree
    the error tells nothing; then every block counts as one history."""
    x = np.asarray(hits, dtype=np.float64)
    starts = _units(starts, len(x))
    n, p, error = len(x), x.mean(axis=0), _clustered_error(x, starts)
    with np.errstate(divide="ignore", invalid="ignore"):
        worth = n * np.minimum(p * (1 - p) / (n - 1) / np.square(error), 1.0) if n > 1 else np.ones_like(p)
    worth = np.where(np.isnan(worth), len(starts), worth)
    low, high = score_interval(p * worth, worth, _critical(starts, n))
    return p, low, high, error


def single(found: Quadruple, n: int) -> Estimate:
    """The estimate that these four numbers make, of ``n`` histories."""
    value, low, high, error = (float(number) for number in found)
    return Estimate(value, low, high, error, n)


def _units(starts: NDArray[np.intp], n: int) -> NDArray[np.intp]:
    return starts if len(starts) > 1 else np.arange(n)


def _critical(starts: NDArray[np.intp], n: int) -> float:
    """How many standard errors make a 95% interval; blocks may be as few as twenty, and then it takes Student's quantile."""
    return Z95 if len(starts) == n else float(stdtrit(len(starts) - 1, 0.975))


def _clustered_error(x: NDArray[np.float64], starts: NDArray[np.intp]) -> NDArray[np.float64]:
    blocks = len(starts)
    if blocks < 2:
        return np.full(x.shape[1:], math.nan)
    sums = np.add.reduceat(x - x.mean(axis=0), starts, axis=0)
    error: NDArray[np.float64] = np.sqrt(np.square(sums).sum(axis=0) * blocks / (blocks - 1)) / len(x)
    return error
