"""The numbers of figures over time, date by date, for download: their tables on the page show only some dates."""

from __future__ import annotations

from collegium import analysis
from collegium.analysis import QUANTILES, FollowingBands, LossCurves, RealLoss, RuleCounts, ShareBands
from collegium.analysis.columns import Recorded
from collegium.figures.losses import MONTHS, shown
from collegium.report.cells import Cell, Table, day
from collegium.results.sentences import short_names
from collegium.scenario.model import UNALIGNED

BANDS = [f"quantile {q:g}" for q in QUANTILES]


def rule(counts: RuleCounts) -> Table:
    """Every kind of rule at every reading, with its interval; one-man rule with other thresholds too."""
    series = {name: counts.kind(kind) for kind, name in analysis.KIND_LABELS.items()}
    series |= {f"One-man rule, {way} thresholds": counts.alone(way) for way in analysis.WAYS}
    rows: list[list[str]] = [
        [day(when), name, *(_number(bound[t]) for bound in found)] for t, when in enumerate(counts.dates) for name, found in series.items()
    ]
    return Table("", ["date", "rule", "share", "low", "high"], rows)


def shares(results: Recorded, bands: ShareBands) -> Table:
    """Quantiles of the share of power of everybody with a seat, by month."""
    names = short_names(results.scenario)
    rows: list[list[str]] = [
        [day(when), names[person], *map(_number, bands.quantiles[t, p]), _number(bands.seated[t, p])]
        for t, when in enumerate(bands.dates)
        for p, person in enumerate(bands.people)
        if bands.seated[t, p] > 0
    ]
    return Table("", ["date", "person", *BANDS, "seated"], rows)


def followings(results: Recorded, bands: FollowingBands) -> Table:
    """Quantiles of every following that its median ever has, by quarter."""
    names = short_names(results.scenario) | {UNALIGNED: UNALIGNED}
    rows: list[list[str]] = [
        [day(when), place, names[person], *map(_number, bands.of(place, person)[t])]
        for place in bands.constituencies
        for person in bands.people
        if bands.median(place, person).any()
        for t, when in enumerate(bands.dates)
    ]
    return Table("", ["date", "constituency", "person", *BANDS], rows)


def losses(results: Recorded, curves: LossCurves, real: list[RealLoss]) -> Table:
    """The share of histories with each loss, of everybody in the figure, on the days that the figure draws."""
    names, drawn = short_names(results.scenario), shown(results, curves, real)
    days = range((len(curves.dates) - 1) % MONTHS, len(curves.dates), MONTHS)
    rows: list[list[str]] = [
        [day(when), names[person], rung, *(_number(bound[p, r, t]) for bound in (curves.share, curves.low, curves.high))]
        for p, person in enumerate(curves.people)
        for r, rung in enumerate(curves.rungs)
        if person in drawn and curves.share[p, r, -1] > 0
        for t in days
        for when in (curves.dates[t],)
    ]
    return Table("", ["date", "person", "loss", "share", "low", "high"], rows)


def _number(value: float) -> Cell:
    return Cell("", float(value))
