"""Two runs of the same histories, one without and one with a change: how power, outcomes and events part.

History k of the one is paired with history k of the other. ``per_draw`` consecutive histories may share a draw of the uncertain inputs;
intervals then rest on the draws. Of one person's shares, and of the events, both runs are held whole in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.analysis.columns import NEVER, Recorded, as_date, as_day, codes, days, months, numbers, source, span
from collegium.analysis.contrast import block_starts
from collegium.analysis.intervals import Estimate, clustered, clustered_share, single
from collegium.analysis.markup import Brief
from collegium.analysis.shares import QUANTILES
from collegium.arguments import COUNT, one_of, refuse, takes, text
from collegium.scenario.findings import suggest

OUTCOMES = 7
"""The most frequent outcomes, up to this number, have rows of their own; the rarer ones share one."""

OTHERS, NOBODY = "others", "nobody"
"""Outcomes that are no person and no kind of rule: the rarer ones together, and a missing value."""

EVENT = ("kind", "actor", "target", "body", "subject", "yes", "no", "passed")
"""Two events of a pair are the same if they agree in these and in their day."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fan:
    """One person's share of power by month in both arms, 0 in the histories in which the person has no seat.

    ``before[t, q]`` and ``after[t, q]`` are quantiles ``QUANTILES[q]`` at ``dates[t]`` without and with the change;
    ``difference[t]`` is the mean paired difference, ``low[t]`` to ``high[t]`` its 95% interval; ``n`` pairs.
    """

    person: str
    dates: tuple[date, ...]
    before: Floats
    after: Floats
    difference: Floats
    low: Floats
    high: Floats
    n: int


@dataclass(frozen=True, slots=True)
class Flips:
    """``counts[i, j]`` pairs end with ``outcomes[i]`` without the change and with ``outcomes[j]`` with it; ``by`` is what ends so:
    ``strongest`` (who is, at the end) or ``rule`` (who rules at the end). The most frequent outcome comes first.

    ``gain[i]`` is the share of histories that end so with the change less that without it, ``low[i]`` to ``high[i]`` its interval.
    """

    by: str
    outcomes: tuple[str, ...]
    counts: Ints
    gain: Floats
    low: Floats
    high: Floats
    n: int


@dataclass(frozen=True, slots=True, repr=False)
class Parting(Brief):
    """When the two histories of a pair begin to differ. ``first[k]`` is the day (since 1970) of the first event in which pair k differs,
    ``columns.NEVER`` if there is none.

    ``share[t]`` of the pairs have parted by ``dates[t]``, with the 95% interval ``low[t]`` to ``high[t]``; half have by ``median`` (None if
    fewer than half ever do); ``never`` is the share that does not part; ``n`` pairs.
    """

    first: NDArray[np.int32]
    dates: tuple[date, ...]
    share: Floats
    low: Floats
    high: Floats
    median: date | None
    never: Estimate
    n: int


@takes(before=source, after=source, person=text, per_draw=COUNT)
def fan(before: Recorded, after: Recorded, person: str, per_draw: int = 1) -> Fan:
    """The share of power of ``person`` in both arms. ArgumentError if the runs are no pair, or there is no such person."""
    n, starts = _paired(before, after, per_draw)
    if person not in {one.id for one in before.scenario.people}:
        refuse("person", person, "nobody of this id", suggest(person, [one.id for one in before.scenario.people]))
    found = [_rows(arm, person) for arm in (before, after)]
    moments = np.unique(np.concatenate([when for when, *_ in found]))
    first, second = (_filled(n, moments, *rows) for _, *rows in found)
    difference, low, high, _ = clustered(second - first, starts)
    dates = tuple(as_date(day) for day in moments)
    without, changed = (np.quantile(arm, QUANTILES, axis=0).T for arm in (first, second))
    return Fan(person, dates, without, changed, difference, low, high, n)


@takes(before=source, after=source, by=partial(one_of, options=("strongest", "rule")), per_draw=COUNT)
def flips(before: Recorded, after: Recorded, by: str = "strongest", per_draw: int = 1) -> Flips:
    """From which outcome to which the pairs go, ``by`` ``strongest`` or ``rule`` at the end. ArgumentError if the runs are no pair."""
    n, starts = _paired(before, after, per_draw)
    names = [NOBODY]
    first, second = (np.maximum(codes(arm.histories([by])[by], names), 0) for arm in (before, after))
    often = np.bincount(first, minlength=len(names)) + np.bincount(second, minlength=len(names))
    order = sorted(np.flatnonzero(often).tolist(), key=lambda place: (-often[place], names[place]))
    rank = np.full(len(names), OUTCOMES)
    rank[order[:OUTCOMES]] = np.arange(min(len(order), OUTCOMES))
    first, second = rank[first], rank[second]
    outcomes = (*(names[place] for place in order[:OUTCOMES]), *([OTHERS] if len(order) > OUTCOMES else []))
    size = len(outcomes)
    counts = np.bincount(first * size + second, minlength=size * size).reshape(size, size)
    ended = np.arange(size)
    gain, low, high, _ = clustered((second[:, None] == ended).astype(float) - (first[:, None] == ended), starts)
    return Flips(by, outcomes, counts, gain, low, high, n)


@takes(before=source, after=source, per_draw=COUNT)
def parting(before: Recorded, after: Recorded, per_draw: int = 1) -> Parting:
    """When pairs part, by the events of both runs in their order. ArgumentError if the runs are no pair."""
    n, starts = _paired(before, after, per_draw)
    names: dict[str, list[str]] = {}
    first = _first_difference(n, *(_events(arm, names) for arm in (before, after)))
    dates = tuple(months(*span(before)))
    share, low, high, _ = clustered_share(first[:, None] <= np.array([as_day(when) for when in dates]), starts)
    never = single(clustered_share(first == NEVER, starts), n)
    middle = int(np.sort(first)[(n - 1) // 2])
    return Parting(first, dates, share, low, high, None if middle == NEVER else as_date(middle), never, n)


def _paired(before: Recorded, after: Recorded, per_draw: int) -> tuple[int, NDArray[np.intp]]:
    """(number of pairs, where the blocks of a draw begin)."""
    marks = [(arm.provenance.get("histories"), arm.provenance.get("seed"), *span(arm)) for arm in (before, after)]
    if marks[0] != marks[1]:
        refuse("after", after, "not the same histories, seed and days as 'before'", "give both arms of one experiment")
    first, last = before.provenance["histories"]
    n = last - first + 1
    return n, block_starts(np.arange(n) // per_draw)


def _rows(arm: Recorded, person: str) -> list[NDArray[Any]]:
    """[all days of the table; and of the rows of one person: place of the history in the run, day, share]."""
    found: list[list[NDArray[Any]]] = [[] for _ in range(4)]
    for batch in arm.batches("shares", ["history", "date", "person", "share"]):
        when, his = days(batch["date"]), codes(batch["person"], [person]) == 0
        place = batch["history"].to_numpy(zero_copy_only=False)[his] - arm.provenance["histories"][0]
        for column, values in zip(found, (np.unique(when), place, when[his], numbers(batch["share"])[his]), strict=True):
            column.append(values)
    return [np.concatenate(column) for column in found]


def _filled(n: int, moments: NDArray[np.int32], place: NDArray[np.int32], day: NDArray[np.int32], share: Floats) -> Floats:
    """Histories by months; nothing where there is no row."""
    table = np.zeros((n, len(moments)))
    table[place, np.searchsorted(moments, day)] = share
    return table


def _events(arm: Recorded, names: dict[str, list[str]]) -> NDArray[np.int32]:
    """The events, one a row: place of the history in the run, day, then :data:`EVENT` as numbers (-1: no value). Words are numbered by
    ``names``, the same for both arms."""
    parts = [np.empty((0, 2 + len(EVENT)), np.int32)]
    for batch in arm.batches("events", ["history", "date", *EVENT]):
        place = batch["history"].to_numpy(zero_copy_only=False) - arm.provenance["histories"][0]
        parts.append(np.column_stack([place, days(batch["date"]), *(_numbered(name, batch[name], names) for name in EVENT)]))
    return np.concatenate(parts)


def _numbered(name: str, column: Any, names: dict[str, list[str]]) -> NDArray[np.int32]:
    if name in ("yes", "no", "passed"):
        return np.nan_to_num(numbers(column), nan=-1.0).astype(np.int32)
    return codes(column, names.setdefault(name, []))


def _first_difference(n: int, first: NDArray[np.int32], second: NDArray[np.int32]) -> NDArray[np.int32]:
    """Day of the first event of every pair that is not the same in both; where one history merely goes on longer, that of what follows."""
    begins = [np.searchsorted(arm[:, 0], np.arange(n + 1)) for arm in (first, second)]
    sizes = [np.diff(begin) for begin in begins]
    both = np.minimum(*sizes)
    pair = np.repeat(np.arange(n), both)
    place = np.arange(len(pair)) - np.repeat(np.cumsum(both) - both, both)
    here, there = (arm[begin[pair] + place] for arm, begin in zip((first, second), begins, strict=True))
    apart = np.flatnonzero((here != there).any(axis=1))
    parted, at = np.unique(pair[apart], return_index=True)
    found = np.full(n, NEVER, np.int32)
    found[parted] = np.minimum(here[apart[at], 1], there[apart[at], 1])
    for arm, begin, size in zip((first, second), begins, sizes, strict=True):
        longer = np.flatnonzero((size > both) & (found == NEVER))
        found[longer] = arm[begin[longer] + both[longer], 1]
    return found
