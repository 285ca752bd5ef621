"""Shares of power by month and person: quantiles over histories, read in one pass.

A million histories hold half a milliard rows, so shares are counted into fixed bins and the
quantiles read off the counts; a quantile is exact to one bin (0.005).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from collegium.analysis.columns import Recorded, as_date, codes, days, numbers, source
from collegium.analysis.markup import Brief
from collegium.arguments import takes

BINS = 200
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True, repr=False)
class ShareBands(Brief):
    """Bands of the share of power, among the histories in which a person sits in the top body.

    ``quantiles[t, p, q]`` 0..1 for month ``dates[t]``, person ``people[p]``, quantile
    ``QUANTILES[q]``, NaN where nobody sat; ``seated[t, p]`` is the share of histories in which the
    person sits (full or candidate); ``full[t, p]`` with a full seat; ``n`` the number of histories.
    """

    dates: tuple[date, ...]
    people: tuple[str, ...]
    quantiles: NDArray[np.float64]
    seated: NDArray[np.float64]
    full: NDArray[np.float64]
    n: int


@takes(results=source)
def share_bands(results: Recorded) -> ShareBands:
    """Count ``series/shares`` batch by batch. People keep the order of the scenario."""
    people = [person.id for person in results.scenario.people]
    width = len(people)
    counts: dict[int, NDArray[np.int64]] = {}
    full: dict[int, NDArray[np.int64]] = {}
    n, last = 0, -1
    for batch in results.batches("shares", ["history", "date", "person", "share", "seat"]):
        history = batch["history"].to_numpy(zero_copy_only=False)
        # Rows come sorted by history, so a new number is a new history.
        n += int(np.count_nonzero(np.diff(history, prepend=last)))
        last = int(history[-1]) if len(history) else last
        who = codes(batch["person"], people)
        cell = np.clip((numbers(batch["share"]) * BINS).astype(np.int64), 0, BINS - 1)
        seat = numbers(batch["seat"])
        moment, place = np.unique(days(batch["date"]), return_inverse=True)
        flat = (place * width + who) * BINS + cell
        counted = np.bincount(flat, minlength=len(moment) * width * BINS).reshape(len(moment), width, BINS)
        sat = np.bincount((place * width + who)[seat == 2], minlength=len(moment) * width).reshape(len(moment), width)
        for row, day in enumerate(moment.tolist()):
            counts[day] = counts[day] + counted[row] if day in counts else counted[row]
            full[day] = full[day] + sat[row] if day in full else sat[row]
    order = sorted(counts)
    if not order:
        nothing = np.empty((0, width))
        return ShareBands((), tuple(people), np.empty((0, width, len(QUANTILES))), nothing, nothing, 0)
    histogram = np.stack([counts[day] for day in order])
    return ShareBands(
        dates=tuple(as_date(day) for day in order),
        people=tuple(people),
        quantiles=histogram_quantiles(histogram, QUANTILES),
        seated=histogram.sum(axis=2) / n,
        full=np.stack([full[day] for day in order]) / n,
        n=n,
    )


def histogram_quantiles(histogram: NDArray[np.int64], wanted: tuple[float, ...]) -> NDArray[np.float64]:
    """Quantiles from counts in equal bins over 0..1 along the last axis, linear within a bin."""
    bins = histogram.shape[-1]
    total = histogram.sum(axis=-1)
    cumulated = histogram.cumsum(axis=-1)
    found = np.full((*histogram.shape[:-1], len(wanted)), np.nan)
    for place, q in enumerate(wanted):
        rank = q * total
        cell = np.minimum((cumulated < rank[..., None]).sum(axis=-1), bins - 1)
        inside = np.take_along_axis(histogram, cell[..., None], axis=-1)[..., 0]
        below = np.take_along_axis(cumulated, cell[..., None], axis=-1)[..., 0] - inside
        with np.errstate(divide="ignore", invalid="ignore"):
            value = (cell + (rank - below) / inside) / bins
        found[..., place] = np.where(total > 0, value, np.nan)
    return found
