"""Two runs side by side: every row of the outcome table in both, and the difference with its interval.

Two runs of one scenario with the same seed, histories and days give history k the same random draws (common random numbers), so the
difference is taken within each pair of histories and its interval is the narrower. Any other two runs are independent of each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from collegium.analysis.columns import Recorded, source, span
from collegium.analysis.contrast import block_starts
from collegium.analysis.intervals import Estimate, clustered, wilson
from collegium.analysis.outcomes import Outcome, influences
from collegium.arguments import takes
from collegium.language import marked, say

REST = "one_man_by_others"
"""A row that means other people in each run."""
SHARES = ("no_loss", "one_man", "one_man_strict", "one_man_loose", "bloc", "rule", "strongest")
"""Rows that count histories, by what their name begins with."""
EXACT = 1e-12
"""Influences that differ by less agree."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A row of the outcome table in two runs: ``first`` and ``second`` as each run tells it, and ``difference``, second less first."""

    first: Outcome
    second: Outcome
    difference: Estimate


@dataclass(frozen=True, slots=True)
class Comparison:
    """``rows`` in reading order. ``apart`` says why the histories are not paired, one reason each; it is empty if they are."""

    rows: tuple[Compared, ...]
    apart: tuple[str, ...]

    @property
    def paired(self) -> bool:
        return not self.apart


@takes(first=source, second=source)
def compare(first: Recorded, second: Recorded) -> Comparison:
    """The outcome tables of two runs side by side.

    Parameters
    ----------
    first, second
        Two folders of results. A difference is ``second`` less ``first``.

    Returns
    -------
    Comparison
        The rows that both runs have, with 95% intervals. They rest on pairs if nothing speaks against it, else on independent runs.
    """
    apart = tuple(reasons(first, second))
    wanted = [row.name for arm in (first, second) for row, _ in influences(arm) if ":" in row.name]
    one, other = ({row.name: (row, each) for row, each in influences(arm, wanted)} for arm in (first, second))
    blocks = [starts(arm) for arm in (first, second)]
    rows = []
    for name in (name for name in one if name in other and name != REST):
        (before, here), (after, there) = one[name], other[name]
        found = _paired(before, after, there - here, blocks[0]) if not apart else _apart(before, after, (here, there), blocks)
        rows.append(Compared(before, after, found))
    return Comparison(tuple(rows), apart)


def reasons(first: Recorded, second: Recorded) -> list[str]:
    """Why history k of the one has not the draws of history k of the other; empty if it has."""
    told = []
    for what, key in ((marked("scenario"), "name"), (marked("seed"), "seed"), (marked("numbers of the histories"), "histories")):
        if first.provenance.get(key) != second.provenance.get(key):
            told.append(say(what))
    if span(first) != span(second):
        told.append(say("days"))
    settings = [arm.provenance.get("settings", {}) for arm in (first, second)]
    if settings[0].get("per_draw", 1) != settings[1].get("per_draw", 1):
        told.append(say("number of histories that share a draw"))
    return told


def starts(arm: Recorded) -> NDArray[np.intp]:
    """Where each block of histories that share a draw of the parameters begins."""
    begin, end = arm.provenance["histories"]
    return block_starts(np.arange(end - begin + 1) // int(arm.provenance.get("settings", {}).get("per_draw", 1)))


def _paired(before: Outcome, after: Outcome, change: NDArray[np.float64], blocks: NDArray[np.intp]) -> Estimate:
    value = after.estimate - before.estimate
    _, low, high, error = (float(x) for x in clustered(change - change.mean(), blocks))
    if error <= EXACT:
        # No pair differs. That says nothing about the next pair; how rare a difference must be, does.
        if before.estimate == after.estimate == 0:
            low, high = -before.high, after.high
        elif before.name.partition(":")[0] in SHARES:
            high = float(wilson(0, len(blocks))[1])
            low = -high
    return Estimate(value, value + low, value + high, error, min(before.n, after.n))


def _apart(
    before: Outcome, after: Outcome, each: tuple[NDArray[np.float64], NDArray[np.float64]], blocks: list[NDArray[np.intp]]
) -> Estimate:
    value, spreads, halves = after.estimate - before.estimate, [], []
    for row, influence, where in zip((before, after), each, blocks, strict=True):
        _, low, high, error = (float(x) for x in clustered(influence - influence.mean(), where))
        # Where nothing was counted, or everything, the row's own interval is the better bound.
        halves.append((row.estimate - row.low, row.high - row.estimate) if error <= EXACT else (-low, high))
        spreads.append(error)
    low = value - math.hypot(halves[1][0], halves[0][1])
    high = value + math.hypot(halves[1][1], halves[0][0])
    return Estimate(value, low, high, math.hypot(*spreads), min(before.n, after.n))
