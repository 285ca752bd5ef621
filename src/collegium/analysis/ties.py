"""Ties among the members of the top body: how strong, how often hostile, and which two camps they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.analysis.columns import Recorded, as_date, as_day, codes, days, numbers, source, whole
from collegium.analysis.intervals import Z95, Estimate, proportion
from collegium.analysis.markup import Brief
from collegium.arguments import COUNT, instance, real, takes
from collegium.models.balance import EQUAL, at_odds, frustration

HOSTILE = -0.1
"""A tie below this is hostile; from here to 0.1 it is coded as neutral."""

HISTORIES = 500
"""In so many histories at most the camps are looked for: each takes a search of its own."""

LARGEST = 14
"""At most so many members are divided into camps: the search grows with their number."""

COMMON = 0.5
"""Camps are those of the group only if more than this share of the histories divides into them. Below it most histories divide otherwise,
or do not divide, and a line in the picture would be true of few of them."""

Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""History, day, pair (lower place x people + higher place) and tie, one row a pair."""


@dataclass(frozen=True, slots=True, repr=False)
class TieMeans(Brief):
    """The signed network of the top body on the day ``when``. The tie of a pair is the mean of what each feels for the other.

    ``mean[i, j]`` (-1..1) with its 95% interval ``low``, ``high``: over the ``n[i, j]`` histories in which both ``people[i]`` and
    ``people[j]`` sit there; ``hostile[i, j]`` is the share of these with a tie below :data:`HOSTILE`. All are symmetric; NaN where
    ``n`` is 0.
    """

    when: date
    people: tuple[str, ...]
    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    hostile: NDArray[np.float64]
    n: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Camps:
    """The two camps (or one, if the second is empty) with the least weight of ties at odds: friends across, enemies within.

    ``weight`` is that weight as a share of all ties. ``same``: the share of histories whose own ties fall into the same camps.
    """

    camps: tuple[tuple[str, ...], ...]
    weight: float
    same: Estimate

    @property
    def common(self) -> bool:
        """Whether more than half of the histories divide so, beyond the simulation's error."""
        return self.same.n > 0 and self.same.low > COMMON


@takes(results=source)
def tie_means(results: Recorded) -> list[TieMeans]:
    """The network at every recorded date, by date; read batch by batch."""
    people = [person.id for person in results.scenario.people]
    size = len(people) ** 2
    sums: dict[int, NDArray[np.float64]] = {}
    for _, day, pair, tie in _pairs(results, people):
        for moment in np.unique(day).tolist():
            here = day == moment
            weights = (None, tie[here], np.square(tie[here]), (tie[here] < HOSTILE).astype(np.float64))
            counted = np.stack([np.bincount(pair[here], weights=weight, minlength=size) for weight in weights])
            sums[moment] = sums.get(moment, np.zeros((4, size))) + counted
    return [_means(as_date(day), people, sums[day]) for day in sorted(sums)]


def _means(when: date, people: list[str], sums: NDArray[np.float64]) -> TieMeans:
    half = sums.reshape(4, len(people), len(people))
    n, total, squares, hostile = half + half.transpose(0, 2, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / n
        error = np.sqrt(np.maximum(squares - n * mean * mean, 0.0) / (n - 1) / n)
        return TieMeans(when, tuple(people), mean, mean - Z95 * error, mean + Z95 * error, hostile / n, n.astype(np.int64))


@takes(means=instance(TieMeans), least=partial(real, low=0, high=1), most=COUNT)
def members(means: TieMeans, least: float = 0.5, most: int = LARGEST) -> list[str]:
    """Those with a seat in at least the part ``least`` of the histories that the most seated has, most often seated first."""
    often = means.n.max(axis=1, initial=0)
    enough = [p for p in np.argsort(-often, kind="stable") if often[p] and often[p] >= least * often.max()]
    return [means.people[p] for p in enough[:most]]


@takes(results=source, means=instance(TieMeans))
def camps(results: Recorded, means: TieMeans) -> Camps:
    """How the mean ties of :func:`members` divide, and in how many histories those of the same people do so too."""
    people = sorted(members(means), key=means.people.index)
    places = [means.people.index(person) for person in people]
    ties = np.nan_to_num(means.mean[np.ix_(places, places)])
    np.fill_diagonal(ties, 0.0)
    best = frustration(ties)
    division = best.partition
    same = [_same(own, division) for own in _networks(results, means, places)]
    total = float(np.abs(ties).sum() / 2)
    sides = tuple(tuple(p for p, camp in zip(people, division, strict=True) if camp == side) for side in sorted(set(division)))
    return Camps(sides, best.value / total if total else 0.0, proportion(sum(same), len(same)))


def _same(ties: NDArray[np.float64], division: tuple[int, ...]) -> bool:
    """Whether the division, as far as it concerns those with any tie recorded, is among the best for these ties."""
    there = np.flatnonzero(~np.isnan(ties).all(axis=1))
    own = np.nan_to_num(ties[np.ix_(there, there)])
    return at_odds(own, [division[place] for place in there]) <= frustration(own).value + EQUAL


def _networks(results: Recorded, means: TieMeans, places: Sequence[int]) -> Iterator[NDArray[np.float64]]:
    """The ties of the people at ``places`` in each of the first :data:`HISTORIES` histories in which two of them sit; NaN for no seat."""
    width, left = len(means.people), HISTORIES
    for history, day, pair, tie in _pairs(results, list(means.people)):
        row, column = np.divmod(pair, width)
        chosen = (day == as_day(means.when)) & np.isin(row, places) & np.isin(column, places)
        for one in np.unique(history[chosen])[:left]:
            here = chosen & (history == one)
            ties = np.full((width, width), np.nan)
            ties[row[here], column[here]] = ties[column[here], row[here]] = tie[here]
            ties = ties[np.ix_(places, places)]
            there = ~np.isnan(ties).all(axis=1)
            ties[there, there] = 0.0
            left -= 1
            yield ties
        if not left:
            return


def _pairs(results: Recorded, people: list[str]) -> Iterator[Pairs]:
    """Every pair of whole histories once, some histories at a time."""
    width = len(people)
    for history, day, one, other, tie in whole(_rows(results, people)):
        pair = np.minimum(one, other) * width + np.maximum(one, other)
        first = day.min(initial=0)
        span = int(day.max(initial=0) - first) + 1
        key, place = np.unique((history * span + day - first) * width**2 + pair, return_inverse=True)
        # Ties come as hundredths in single precision: -0.1 must not pass for less than -0.1.
        both = (np.bincount(place, weights=tie) / np.bincount(place)).round(3)
        moment, pair = np.divmod(key, width**2)
        yield moment // span, moment % span + first, pair, both


def _rows(results: Recorded, people: list[str]) -> Iterator[list[NDArray[Any]]]:
    """The columns of ``series/ties``, batch by batch."""
    for batch in results.batches("ties", ["history", "date", "from", "to", "tie"]):
        ends = (codes(batch[name], people).astype(np.int64) for name in ("from", "to"))
        history = np.asarray(batch["history"], dtype=np.int64)
        yield [history, days(batch["date"]).astype(np.int64), *ends, numbers(batch["tie"])]
