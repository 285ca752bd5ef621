"""Figures with their Monte Carlo interval, and how the page shows them beside those of an earlier engine."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegium.analysis.intervals import Estimate, quantile

Floats: TypeAlias = NDArray[np.float64]
RESAMPLES = 400
DASH = "–"


@dataclass(frozen=True)
class Size:
    """How much is simulated. The defaults are those of ``make validate``; a test takes a handful."""

    histories: int = 2000
    traced: int = 200
    ahead: int = 500
    pairs: int = 300
    limits: int = 1000
    switches: int | None = None
    periods: int | None = None


@dataclass(frozen=True)
class Value:
    """A figure, its 95% interval and the number of histories (or pairs) behind it. NaN: nothing spoke about it."""

    value: float
    low: float = math.nan
    high: float = math.nan
    n: int = 0

    def packed(self) -> list[float | None]:
        """For figures.json: four significant digits, None for NaN."""
        return [*(None if math.isnan(x) else float(f"{x:.4g}") for x in (self.value, self.low, self.high)), self.n]


Values: TypeAlias = dict[str, Value]


def unpacked(numbers: Sequence[float | None]) -> Value:
    value, low, high, n = numbers
    return Value(*(math.nan if x is None else float(x) for x in (value, low, high)), int(n or 0))


def of(e: Estimate | Any) -> Value:
    """From an estimate of the package, or a row of the outcome table."""
    value = e.value if isinstance(e, Estimate) else e.estimate
    return Value(float(value), float(e.low), float(e.high), int(e.n))


def resampled(n: int, statistic: Callable[[Floats], float], seed: int = 1, centred: bool = False) -> Value:
    """A statistic of histories with its bootstrap interval. ``statistic`` gets how often each of the ``n`` histories counts. ``centred``:
    resamples of this statistic lie to one side of it, so their median is moved to it."""
    if n == 0:
        return Value(math.nan)
    dice = np.random.default_rng(seed)
    found = np.array([statistic(np.bincount(dice.integers(0, n, n), minlength=n).astype(float)) for _ in range(RESAMPLES)])
    kept = found[~np.isnan(found)]
    low, high = np.quantile(kept, (0.025, 0.975)) if kept.size else (math.nan, math.nan)
    value = float(statistic(np.ones(n)))
    shift = value - float(np.median(kept)) if centred and kept.size else 0.0
    return Value(value, float(low) + shift, float(high) + shift, n)


def pooled(top: ArrayLike, bottom: ArrayLike, seed: int = 1, bound: bool = True) -> Value:
    """A ratio of sums over histories. Where nothing was counted at all, or everything, the interval ends at the exact Poisson
    bound, unless ``bound`` is False: then the numbers are no counts."""
    x, y = np.asarray(top, float), np.asarray(bottom, float)
    spoke = np.count_nonzero(y)
    if bound and spoke and not x.any():
        return Value(0.0, 0.0, -math.log(0.025) / spoke, len(x))
    if bound and spoke and np.array_equal(x, y):
        return Value(1.0, max(0.0, 1 + math.log(0.025) / spoke), 1.0, len(x))
    return resampled(len(x), lambda times: float(times @ x / (times @ y)) if times @ y > 0 else math.nan, seed)


def median(by_history: Sequence[Sequence[float]], seed: int = 1) -> Value:
    """The median of what the histories have shown; they, not the single figures, are the independent units."""
    sizes = [len(part) for part in by_history]
    x, whose = np.array([one for part in by_history for one in part], float), np.repeat(np.arange(len(sizes)), sizes)
    return resampled(len(sizes), lambda times: weighted_median(x, times[whose]), seed)


def weighted_median(x: Floats, weight: Floats) -> float:
    """The least value at or below which half of the weight is; NaN without any."""
    order = np.argsort(x)
    summed = weight[order].cumsum()
    return float(x[order][np.searchsorted(summed, summed[-1] / 2)]) if len(x) and summed[-1] > 0 else math.nan


def quantile_of(values: ArrayLike, q: float = 0.5) -> Value:
    return of(quantile(values, q))


# how figures are shown


def number(x: float, unit: str) -> str:
    """A number of a unit: ``share`` as a percentage, others with three significant digits."""
    if math.isnan(x):
        return DASH
    if unit == "share":
        return f"{100 * x:.1f}%" if abs(x) >= 0.01 or x == 0 else f"{100 * x:.2g}%"
    return f"{x:.0f}" if abs(x) >= 1000 else f"{x:.3g}" if "e" not in f"{x:.3g}" else f"{x:.4f}"


def cell(found: Value | None, unit: str) -> str:
    """A figure with its interval."""
    if found is None or math.isnan(found.value):
        return DASH
    if math.isnan(found.low):
        return number(found.value, unit)
    return f"{number(found.value, unit)} ({number(found.low, unit)} to {number(found.high, unit)})".replace("-", "−")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


@dataclass(frozen=True)
class Row:
    """A line of the page: the key of its figure, its words, its unit, and what must be shown: a bound such as ``>= 0.6``, or ``~ 0`` for
    no difference beyond the error."""

    key: str
    label: str
    unit: str = "share"
    need: str = ""

    def holds(self, found: Value | None) -> str:
        """Whether the figure meets what must be shown, and whether its interval leaves that open."""
        if not self.need or found is None or math.isnan(found.value):
            return DASH
        sign, text = self.need.split()
        bound = float(text)
        if sign == "~":
            return "yes" if found.low <= bound <= found.high else "no"
        met = found.value >= bound if sign == ">=" else found.value <= bound
        return ("yes" if met else "no") + (", within the error" if found.low < bound < found.high else "")

    @property
    def needed(self) -> str:
        if not self.need:
            return DASH
        sign, bound = self.need.split()
        words = {">=": "at least ", "<=": "at most ", "~": "within its error of "}[sign]
        return words + number(float(bound), self.unit)


def beside(rows: Sequence[Row], now: Mapping[str, Value], before: Mapping[str, Value]) -> str:
    """The table of a section: before and now, with what must be shown where a row has it."""
    needs = any(row.need for row in rows)
    head = ["figure", "before", "now", *(["must be", "holds now"] if needs else [])]
    lines = []
    for row in rows:
        cells = [row.label, cell(before.get(row.key), row.unit), cell(now.get(row.key), row.unit)]
        lines.append([*cells, *([row.needed, row.holds(now.get(row.key))] if needs else [])])
    return table(head, lines)
