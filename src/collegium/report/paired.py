"""The pictures of paired histories as tables too."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from collegium.analysis import Estimate, Fan, Flips, Parting
from collegium.analysis.columns import Recorded
from collegium.figures.forest import LOOKS, Row
from collegium.figures.style import signed_points
from collegium.figures.whatif import outcome_names
from collegium.language import marked, numeral, say
from collegium.report import words
from collegium.report.cells import Cell, Table, between, count, day, share
from collegium.results.sentences import short_names

PAIRS_BY = {"strongest": marked("Pairs by who is the strongest at the end"), "rule": marked("Pairs by who rules at the end")}
"""By what pairs are sorted -> the caption of the table."""


def fans(results: Recorded, found: Fan) -> list[Table]:
    """Shares of power in both arms and their difference, at the first month of every year and at the last."""
    dates, last = found.dates, len(found.dates) - 1
    rows = [
        [day(dates[t]), _band(found.before[t]), _band(found.after[t]), _gap(found, t)]
        for t in range(len(dates))
        if t in (0, last) or dates[t].year > dates[t - 1].year
    ]
    caption = say(
        "{who}’s share of power: median, and the range of nine in ten histories; mean difference in points, with its 95% interval",
        who=short_names(results.scenario)[found.person],
    )
    return [Table(caption, [say("Month"), *_arms()], rows)]


def _arms() -> list[str]:
    """Columns of what is measured in both arms."""
    return [say("As it was"), say("Changed"), say("Difference")]


def flips(results: Recorded, found: Flips) -> list[Table]:
    """Every way from outcome to outcome that some pair goes, the most frequent first; and how much more often each outcome is met."""
    names = outcome_names(results, found)
    ways = sorted(((int(n), i, j) for (i, j), n in np.ndenumerate(found.counts) if n), reverse=True)
    went = [[names[i], names[j], count(n), share(n / found.n)] for n, i, j in ways]
    levels = [[share(n / found.n) for n in found.counts.sum(axis=axis)] for axis in (1, 0)]
    gains = [[name, levels[0][i], levels[1][i], _gap(found, i)] for i, name in enumerate(names)]
    caption = say("How often each outcome occurs; difference in points, with its 95% interval")
    return [
        Table(say(PAIRS_BY[found.by]), [*_arms()[:2], say("Pairs"), say("Share")], went),
        Table(caption, [say("Outcome"), *_arms()], gains),
    ]


def parting(found: Parting) -> list[Table]:
    """The share of pairs that have parted, at the first month of every quarter and at the end."""
    last = len(found.dates) - 1
    rows = [
        [day(when), between(float(found.share[t]), float(found.low[t]), float(found.high[t]))]
        for t, when in enumerate(found.dates)
        if when.month % 3 == 1 or t in (0, last)
    ]
    caption = say("Pairs that have parted, of {n}", n=numeral(f"{found.n:,}"))
    return [Table(caption, [say("By"), say("Share, 95% interval")], rows)]


def forest(rows: Iterable[Row]) -> list[Table]:
    """Every effect before scaling, verdict by verdict."""
    found = [
        [row.id, row.label, row.verdict, _effect(row.difference, row.unit), row.unit, Cell(words.number(row.scale, row.unit), row.scale)]
        for verdict in LOOKS
        for row in rows
        if row.verdict == verdict and row.difference
    ]
    head = ["Claim", "Measure", "Verdict", "Effect, 95% interval", "Unit", "Standard deviation"]
    return [Table("Effects in the units of their measures, of shares in percentage points", head, found)]


def _effect(found: Estimate, unit: str) -> Cell:
    return Cell(f"{words.gap(found.value, unit)} ({words.gap_interval(found, unit)})", found.value, found.low, found.high)


def _band(quantiles: NDArray[np.float64]) -> Cell:
    """The median, and the outermost quantiles around it."""
    low, _, middle, _, high = map(float, quantiles)
    return between(middle, low, high)


def _gap(found: Fan | Flips, place: int) -> Cell:
    middle = found.difference if isinstance(found, Fan) else found.gain
    bounds = tuple(float(bound[place]) for bound in (middle, found.low, found.high))
    gap, low, high = map(signed_points, bounds)
    return Cell(say("{value} ({low} to {high})", value=gap, low=low, high=high), *bounds)
