"""Who follows whom: allegiances by constituency, person and quarter, as quantiles over histories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from collegium.analysis.columns import Recorded, as_date, codes, days, numbers, source
from collegium.analysis.markup import Brief
from collegium.analysis.shares import QUANTILES
from collegium.arguments import takes
from collegium.scenario.model import UNALIGNED

STEPS = 101
"""Allegiances are recorded to a hundredth, so counts of each hundredth lose nothing."""


@dataclass(frozen=True, slots=True, repr=False)
class FollowingBands(Brief):
    """``quantiles[t, c, p, q]``: quantile ``QUANTILES[q]`` over all ``n`` histories of the part (0..1) of ``constituencies[c]`` that
    follows ``people[p]`` in the quarter ``dates[t]``. The last of ``people`` are the unaligned. What is too little to be recorded,
    and whatever the dead and the expelled had, counts as 0."""

    dates: tuple[date, ...]
    constituencies: tuple[str, ...]
    people: tuple[str, ...]
    quantiles: NDArray[np.float64]
    n: int

    def median(self, constituency: str, person: str) -> NDArray[np.float64]:
        """The median by quarter."""
        found: NDArray[np.float64] = self.of(constituency, person)[:, QUANTILES.index(0.5)]
        return found

    def of(self, constituency: str, person: str) -> NDArray[np.float64]:
        """All quantiles by quarter."""
        found: NDArray[np.float64] = self.quantiles[:, self.constituencies.index(constituency), self.people.index(person)]
        return found

    def leaders(self, constituency: str, count: int) -> list[str]:
        """The people with the largest median following there at any time; nobody whose median is always 0."""
        most = {person: float(self.median(constituency, person).max(initial=0.0)) for person in self.people[:-1]}
        return [person for person in sorted(most, key=lambda person: -most[person]) if most[person] > 0.0][:count]


@takes(results=source)
def following_bands(results: Recorded) -> FollowingBands:
    """Count ``series/allegiances`` batch by batch."""
    people = [*(person.id for person in results.scenario.people), UNALIGNED]
    places = [constituency.id for constituency in results.scenario.constituencies]
    shape = (len(places), len(people), STEPS)
    counts: dict[int, NDArray[np.int64]] = {}
    n, last = 0, -1
    for batch in results.batches("allegiances", ["history", "date", "constituency", "person", "share"]):
        history = batch["history"].to_numpy(zero_copy_only=False)
        # Rows come sorted by history, so a new number is a new history.
        n += int(np.count_nonzero(np.diff(history, prepend=last)))
        last = int(history[-1]) if len(history) else last
        place, who = codes(batch["constituency"], places).astype(np.int64), codes(batch["person"], people)
        step = np.rint(numbers(batch["share"]) * (STEPS - 1)).astype(np.int64)
        flat = (place * len(people) + who) * STEPS + np.clip(step, 0, STEPS - 1)
        day = days(batch["date"])
        for moment in np.unique(day).tolist():
            counted = np.bincount(flat[day == moment], minlength=int(np.prod(shape))).reshape(shape)
            counts[moment] = counts[moment] + counted if moment in counts else counted
    order = sorted(counts)
    found = [_quantiles(counts[day], n) for day in order]
    quantiles = np.stack(found) if found else np.empty((0, *shape[:2], len(QUANTILES)))
    return FollowingBands(tuple(as_date(day) for day in order), tuple(places), tuple(people), quantiles, n)


def _quantiles(counts: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    """The least hundredth that the part q of all histories does not exceed; histories without a row have 0."""
    cumulated = counts.cumsum(axis=-1) + (n - counts.sum(axis=-1))[..., None]
    return np.stack([(cumulated < q * n).sum(axis=-1) / (STEPS - 1) for q in QUANTILES], axis=-1)
