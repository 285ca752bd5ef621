"""What keeps members of the top body in their seats at the end: votes, the agenda, or nothing; and who could remove any other member."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.analysis.columns import Recorded, codes, known, numbers, source, whole
from collegium.analysis.intervals import Estimate, proportion
from collegium.arguments import takes

PROTECTIONS = ("votes", "agenda", "exposed")
"""Nobody finds the votes for a removal; there are votes, but the body would hardly hear the motion; neither."""


@dataclass(frozen=True, slots=True)
class Protection:
    """One person over the ``n`` histories in which the person sits in the top body at the end, and not alone.

    ``kept[p]`` is the share of them in which :data:`PROTECTIONS` ``p`` holds. ``able`` is the share in which the person could remove any
    other member, with co-sponsors and without comradeship. Thresholds are the parameters ``vulnerable`` and ``dominant`` of each history.
    """

    person: str
    n: int
    kept: dict[str, Estimate]
    able: Estimate


@takes(results=source)
def protection(results: Recorded) -> list[Protection]:
    """Everybody who sits there at the end in any history, most often seated first."""
    people = [person.id for person in results.scenario.people]
    width = len(people)
    drawn = results.histories(["history", "theta:vulnerable", "theta:dominant"])
    numbered, vulnerable, dominant = (np.asarray(drawn[name]) for name in ("history", "theta:vulnerable", "theta:dominant"))
    order = np.argsort(numbered)
    counts = np.zeros((1 + len(PROTECTIONS) + 1, width), np.int64)
    for history, mover, target, capable, by_votes in whole(_rows(results, people)):
        place = order[np.searchsorted(numbered, history, sorter=order)]
        faced, risk, risk_by_votes = _extreme(np.maximum, history * width + target, capable, by_votes)
        limit = vulnerable[place[faced]]
        safe, unheard = risk_by_votes <= limit, risk <= limit
        movers, least = _extreme(np.minimum, history * width + mover, capable)
        hits = (np.ones_like(safe), safe, unheard & ~safe, ~unheard)
        for row, hit in enumerate(hits):
            counts[row] += np.bincount(target[faced], weights=hit, minlength=width).astype(np.int64)
        counts[-1] += np.bincount(mover[movers], weights=least >= dominant[place[movers]], minlength=width).astype(np.int64)
    seated = np.flatnonzero(counts[0])
    return [
        Protection(
            people[p], int(counts[0, p]),
            {name: proportion(int(counts[1 + row, p]), int(counts[0, p])) for row, name in enumerate(PROTECTIONS)},
            proportion(int(counts[-1, p]), int(counts[0, p])),
        )
        for p in seated[np.argsort(-counts[0, seated], kind="stable")]
    ]  # fmt: skip


def _rows(results: Recorded, people: list[str]) -> Iterator[list[NDArray[Any]]]:
    """The pairs of the last grid, batch by batch: history, mover, target, capable chance, the same with the agenda certain."""
    for batch in results.batches("grid", ["history", "mover", "target", "capable", "by_votes"]):
        last = known(batch["capable"])
        who = (codes(batch[name], people).astype(np.int64)[last] for name in ("mover", "target"))
        history = np.asarray(batch["history"], dtype=np.int64)[last]
        yield [history, *who, numbers(batch["capable"])[last], numbers(batch["by_votes"])[last]]


def _extreme(which: np.ufunc, keys: NDArray[np.int64], *values: NDArray[np.float64]) -> tuple[NDArray[Any], ...]:
    """(a row of each key, the greatest or least of every column of values for it)."""
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    return order[starts], *(which.reduceat(value[order], starts) for value in values)
