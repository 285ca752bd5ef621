"""Who rules, quarter by quarter: shares of histories under each kind of rule and each ruler."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from collegium.analysis.columns import Recorded, as_date, codes, days, known, source
from collegium.analysis.intervals import Estimate, mean, wilson
from collegium.analysis.markup import Brief
from collegium.analysis.outcomes import KINDS
from collegium.arguments import takes

WAYS = ("strict", "loose")
"""Other ways of taking the thresholds than as given."""

Interval: TypeAlias = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True, slots=True, repr=False)
class RuleCounts(Brief):
    """Histories under each rule. ``counts[t, k, p]``: quarter ``dates[t]``, kind ``KINDS[k]``, ruler
    ``people[p]``; the last place of the last axis is 'nobody in particular'. ``total[t]``: histories read. ``other[t, w]``: histories in
    which somebody rules alone by the thresholds ``WAYS[w]``."""

    dates: tuple[date, ...]
    people: tuple[str, ...]
    counts: NDArray[np.int64]
    total: NDArray[np.int64]
    other: NDArray[np.int64]

    def kind(self, kind: str) -> Interval:
        """Share of histories under ``kind`` by quarter, with its Wilson interval: (share, low, high)."""
        return self._interval(self.counts[:, KINDS.index(kind), :].sum(axis=1))

    def by(self, person: str) -> Interval:
        """Share of histories under the one-man rule of ``person`` by quarter: (share, low, high)."""
        return self._interval(self.counts[:, KINDS.index("one_man"), self.people.index(person)])

    def alone(self, way: str) -> Interval:
        """Share of histories under one-man rule by stricter or looser thresholds, by quarter: (share, low, high)."""
        return self._interval(self.other[:, WAYS.index(way)])

    def rulers(self) -> list[str]:
        """Those who rule alone in any quarter of any history, most often first."""
        often = self.counts[:, KINDS.index("one_man"), :-1].sum(axis=0)
        return [self.people[p] for p in np.argsort(-often, kind="stable") if often[p] > 0]

    def _interval(self, hits: NDArray[np.int64]) -> Interval:
        low, high = wilson(hits, self.total)
        return hits / self.total, low, high


@takes(results=source)
def rule_by_quarter(results: Recorded) -> RuleCounts:
    """Count ``series/rule`` batch by batch."""
    people = [person.id for person in results.scenario.people]
    width = len(people) + 1
    kinds = list(KINDS)
    size = len(kinds) * width
    counts: dict[int, NDArray[np.int64]] = {}
    others: dict[int, NDArray[np.int64]] = {}
    for batch in results.batches("rule", ["date", "rule", "ruler", *(f"ruler_{way}" for way in WAYS)]):
        kind = codes(batch["rule"], kinds).astype(np.int64)
        ruler = codes(batch["ruler"], people).astype(np.int64)
        ruler[ruler < 0] = width - 1
        moment, place = np.unique(days(batch["date"]), return_inverse=True)
        valid = kind >= 0
        flat = (place * size + kind * width + ruler)[valid]
        counted = np.bincount(flat, minlength=len(moment) * size).reshape(len(moment), len(kinds), width)
        survived = kind == kinds.index("sole_survivor")
        alone = np.stack([known(batch[f"ruler_{way}"]) & ~survived for way in WAYS])
        found = np.stack([np.bincount(place, weights=held, minlength=len(moment)) for held in alone], axis=1).astype(np.int64)
        for row, day in enumerate(moment.tolist()):
            counts[day] = counts.get(day, 0) + counted[row]
            others[day] = others.get(day, 0) + found[row]
    order = sorted(counts)
    stacked = np.stack([counts[day] for day in order]) if order else np.zeros((0, len(kinds), width), np.int64)
    other = np.stack([others[day] for day in order]) if order else np.zeros((0, len(WAYS)), np.int64)
    return RuleCounts(tuple(as_date(day) for day in order), tuple(people), stacked, stacked.sum(axis=(1, 2)), other)


CONDITIONS = ("safety", "initiative", "no bypass")


@takes(results=source)
def conditions(results: Recorded) -> dict[str, Estimate]:
    """How often the strongest member meets the conditions of one-man rule: for each of :data:`CONDITIONS` the share of readings at which it
    holds and all before it, mean over histories.

    *Safety*: nobody can remove the strongest member. *Initiative*: with co-sponsors the strongest member can remove any other. *No bypass*:
    nobody else falls against the strongest member's vote. Thresholds are the parameters ``dominant``, ``vulnerable`` and ``bypassed`` of
    each history.
    """
    limits = ("dominant", "vulnerable", "bypassed")
    drawn = results.histories(["history", *(f"theta:{name}" for name in limits)])
    first = int(np.asarray(drawn["history"]).min())
    dominant, vulnerable, bypassed = (np.asarray(drawn[f"theta:{name}"]) for name in limits)
    read, met = np.zeros(len(drawn)), np.zeros((len(CONDITIONS), len(drawn)))
    for batch in results.batches("rule", ["history", "initiative", "vulnerability", "bypass"]):
        row = np.asarray(batch["history"]) - first
        u, v, b = (np.asarray(batch[name].fill_null(np.nan)) for name in ("initiative", "vulnerability", "bypass"))
        safe = v <= vulnerable[row]
        able = safe & (u >= dominant[row])
        read += np.bincount(row, minlength=len(read))
        for n, fulfilled in enumerate((safe, able, able & (b <= bypassed[row]))):
            met[n] += np.bincount(row, weights=fulfilled, minlength=len(read))
    with np.errstate(invalid="ignore"):
        return {name: mean(met[n] / read) for n, name in enumerate(CONDITIONS)}
