"""The removal grid: mean chance that one member could have another out, at the first and last report date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from collegium.analysis.columns import Recorded, as_date, codes, days, numbers, source
from collegium.analysis.markup import Brief
from collegium.arguments import takes


@dataclass(frozen=True, slots=True, repr=False)
class GridMeans(Brief):
    """``mean[m, t]``: mean chance (0..1) that ``people[m]`` could have ``people[t]`` out of the top body within
    the horizon, over the ``n[m, t]`` histories in which both are full members on ``when``; ``error``: its
    Monte-Carlo standard error. NaN where ``n`` is 0 (mean) or below 2 (error)."""

    when: date
    people: tuple[str, ...]
    mean: NDArray[np.float64]
    error: NDArray[np.float64]
    n: NDArray[np.int64]


@takes(results=source)
def grid_means(results: Recorded) -> list[GridMeans]:
    """Means at the first and the last report date (one date gives one grid, none gives none)."""
    people = [person.id for person in results.scenario.people]
    width = len(people)
    sums: dict[int, NDArray[np.float64]] = {}
    for batch in results.batches("grid", ["date", "mover", "target", "chance"]):
        chance = numbers(batch["chance"])
        pair = codes(batch["mover"], people).astype(np.int64) * width + codes(batch["target"], people)
        when = days(batch["date"])
        for day in np.unique(when).tolist():
            here = when == day
            counted = [
                np.bincount(pair[here], weights=weight, minlength=width * width) for weight in (None, chance[here], np.square(chance[here]))
            ]
            sums[day] = sums.get(day, np.zeros((3, width * width))) + np.stack(counted)
    ends = sorted(sums)
    return [_means(as_date(day), people, sums[day]) for day in dict.fromkeys((*ends[:1], *ends[-1:]))]


def _means(when: date, people: list[str], sums: NDArray[np.float64]) -> GridMeans:
    n, total, squares = sums.reshape(3, len(people), len(people))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / n
        variance = np.maximum(squares - n * mean * mean, 0.0) / (n - 1)
        error = np.where(n > 1, np.sqrt(variance / n), np.nan)
    return GridMeans(when, tuple(people), mean, error, n.astype(np.int64))
