"""The pictures of paired histories once more as tables."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from collegium.analysis import Fan, Flips, Parting
from collegium.analysis.columns import Source
from collegium.figures.forest import LOOKS, Row
from collegium.figures.style import day, percent, signed_points
from collegium.figures.whatif import ENDS, outcome_names
from collegium.report import words
from collegium.report.numbers import Table
from collegium.results.sentences import short_names


def fans(results: Source, found: Fan) -> list[Table]:
    """Shares of power in both arms and their difference, at the first month of every year and at the last."""
    dates, last = found.dates, len(found.dates) - 1
    rows = [
        [day(dates[t]), _band(found.before[t]), _band(found.after[t]), _gap(found, t)]
        for t in range(len(dates))
        if t in (0, last) or dates[t].year > dates[t - 1].year
    ]
    told = f"{short_names(results.scenario)[found.person]}’s share of power: median, and nine in ten of the histories"
    return [Table(f"{told}; mean difference in points, with its 95% interval", ["Month", "Without", "With", "Difference"], rows)]


def flips(results: Source, found: Flips) -> list[Table]:
    """Every way from outcome to outcome that some pair goes, the most frequent first; and how much more often each outcome is met."""
    names = outcome_names(results, found)
    ways = sorted(((int(count), i, j) for (i, j), count in np.ndenumerate(found.counts) if count), reverse=True)
    went = [[names[i], names[j], f"{count:,}", percent(count / found.n)] for count, i, j in ways]
    levels = [[percent(count / found.n) for count in found.counts.sum(axis=axis)] for axis in (1, 0)]
    gains = [[name, levels[0][i], levels[1][i], _gap(found, i)] for i, name in enumerate(names)]
    told = "How often each outcome is met; difference in points, with its 95% interval"
    return [
        Table(f"Pairs by {ENDS[found.by]}", ["Without", "With", "Pairs", "Share"], went),
        Table(told, ["Outcome", "Without", "With", "Difference"], gains),
    ]


def parting(found: Parting) -> list[Table]:
    """The share of pairs that have parted, at the first month of every quarter and at the end."""
    last = len(found.dates) - 1
    rows = [
        [day(when), percent(found.share[t]), f"{percent(found.low[t])} to {percent(found.high[t])}"]
        for t, when in enumerate(found.dates)
        if when.month % 3 == 1 or t in (0, last)
    ]
    return [Table(f"Pairs that have parted, of {found.n:,}", ["By", "Share", "95% interval"], rows)]


def forest(rows: Iterable[Row]) -> list[Table]:
    """Every effect before scaling, verdict by verdict."""
    found = [
        [row.id, row.label, row.verdict, words.gap(row.difference.value, row.unit), words.gap_interval(row.difference, row.unit), row.unit,
         words.number(row.scale, row.unit)]
        for verdict in LOOKS
        for row in rows
        if row.verdict == verdict and row.difference
    ]  # fmt: skip
    head = ["Claim", "Measure", "Verdict", "Effect", "95% interval", "Unit", "Standard deviation"]
    return [Table("Effects in the units of their measures, of shares in percentage points", head, found)]


def _band(quantiles: NDArray[np.float64]) -> str:
    """The median, and the outermost quantiles around it."""
    low, _, middle, _, high = (percent(float(share)) for share in quantiles)
    return f"{middle} ({low} to {high})"


def _gap(found: Fan | Flips, place: int) -> str:
    middle = found.difference if isinstance(found, Fan) else found.gain
    gap, low, high = (signed_points(float(bound[place])) for bound in (middle, found.low, found.high))
    return f"{gap} ({low} to {high})"
