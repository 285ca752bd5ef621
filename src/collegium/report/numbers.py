"""Every picture as tables too, for readers who cannot see it or want the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import numpy as np

from collegium import analysis
from collegium.analysis import QUANTILES, Arm, Camps, FollowingBands, GridMeans, LossCurves, Protection, RuleCounts, ShareBands, TieMeans
from collegium.analysis.columns import Recorded, span
from collegium.figures.followings import LEADERS, shown
from collegium.figures.permutation import LOOKS
from collegium.figures.protection import LOOKS as PROTECTIONS
from collegium.figures.protection import shown as kept_shown
from collegium.figures.style import bodies, bound, cast, dated, possible, seated
from collegium.figures.ties import FEW, order, sides, signed
from collegium.report.cells import Cell, Table, between, count, day, share
from collegium.results.sentences import short_names
from collegium.scenario.model import UNALIGNED

RARE = 0.05
"""A person who sits, or loses anything, in a smaller share of the histories than this has no row."""


def rule(counts: RuleCounts) -> list[Table]:
    """Kinds of rule at the first reading of every year and at the last."""
    places = [t for t, when in enumerate(counts.dates) if t == 0 or when.year > counts.dates[t - 1].year or t == len(counts.dates) - 1]
    series = {kind: counts.kind(kind) for kind in analysis.KIND_LABELS}
    series |= {way: counts.alone(way) for way in analysis.WAYS}
    rows = [[day(counts.dates[t]), *(between(*(float(x[t]) for x in found)) for found in series.values())] for t in places]
    head = ["Reading", *analysis.KIND_LABELS.values(), *(f"One-man rule, {way} thresholds" for way in analysis.WAYS)]
    return [Table("Histories under each kind of rule, with 95% intervals", head, rows)]


def shares(results: Recorded, bands: ShareBands) -> list[Table]:
    """Median shares of power with the nine in ten around them, at the first and the last month in which somebody sits."""
    names, rows = short_names(results.scenario), []
    for person in cast(results.scenario):
        p = bands.people.index(person)
        sat = np.flatnonzero(bands.seated[:, p] >= RARE)
        if len(sat):
            first, last = sat[0], sat[-1]
            held = [cell for t in (first, last) for cell in (day(bands.dates[t]), _band(bands.quantiles[t, p], 0.05, 0.95))]
            rows.append([names[person], *held, share(float(bands.seated[-1, p]))])
    head = ["Person", "First month", "Share then", "Last month", "Share in the last month", "Seated at the end"]
    return [Table("Share of power among those seated: median, and the range of nine in ten histories", head, rows)]


def followings(results: Recorded, bands: FollowingBands) -> list[Table]:
    """Allegiances at the first and the last quarter: median, and the middle half of the histories."""
    names, rows = short_names(results.scenario) | {UNALIGNED: "unaligned"}, []
    for one in shown(results) if bands.dates else []:
        for person in [*bands.leaders(one.id, LEADERS), UNALIGNED]:
            first, last = (_band(bands.of(one.id, person)[t], 0.25, 0.75) for t in (0, -1))
            rows.append([one.name, names[person], first, last])
    when = [day(bands.dates[t]) for t in (0, -1)] if bands.dates else ["", ""]
    return [Table("Allegiances: median, and the middle half of the histories", ["Constituency", "Person", *when], rows)]


def ties(results: Recorded, networks: list[TieMeans], divided: list[Camps], evidence: Callable[[str, str], str]) -> list[Table]:
    """Every pair: mean tie with its interval, and how often it is hostile. ``evidence`` gives the address of what the first ties of a pair
    rest on."""
    names, found = short_names(results.scenario), []
    for network, camps in zip(networks, divided, strict=True):
        people = order(results, network, camps)
        rows: list[list[str]] = [
            [Cell(f"{names[one]} and {names[other]}", link=evidence(one, other)),
             Cell(f"{signed(mean)} ({signed(low)} to {signed(high)})", mean, low, high), share(hostile)]
            for n, one in enumerate(people)
            for other in people[n + 1 :]
            for at in ((network.people.index(one), network.people.index(other)),)
            if network.n[at] >= FEW
            for mean, low, high, hostile in ((float(x[at]) for x in (network.mean, network.low, network.high, network.hostile)),)
        ]  # fmt: skip
        caption = f"Ties on {day(network.when)} ({sides(results, camps)})"
        found.append(Table(caption, ["Pair", "Mean tie, 95% interval", "Histories in which hostile"], rows))
    return found


def losses(results: Recorded, curves: LossCurves) -> list[Table]:
    """What each person had lost by the end."""
    names, (top, electing) = short_names(results.scenario), bodies(results.scenario)
    words = {"lost_office": "Office", "lost_top": f"Seat in the {top}", "lost_committee": f"Seat in the {electing}",
             "sent_away": "Sent away", "expelled": "Expelled", "died": "Dead"}  # fmt: skip
    words = possible(results.scenario, words)
    first = seated(results.scenario, span(results)[0])
    rows = [
        [names[person], *(share(float(curves.share[curves.people.index(person), curves.rungs.index(rung), -1])) for rung in words)]
        for person in cast(results.scenario)
        if curves.share[curves.people.index(person), :-1, -1].max() >= RARE or person in first
    ]
    caption = f"Histories in which the loss had happened by {day(span(results)[1])}; 0% means no history ({bound(curves.n)})"
    return [Table(caption, ["Person", *words.values()], rows)]


def grid(results: Recorded, means: list[GridMeans]) -> list[Table]:
    """Mean chances, who moves it in the rows."""
    names, found = short_names(results.scenario), []
    for one in means:
        people = [p for p in cast(results.scenario) if one.n[one.people.index(p)].max() >= FEW]
        rows = [[names[mover], *(_chance(one, mover, target) for target in people)] for mover in people]
        caption = f"Mean chance of removal on {day(one.when)}; the rows are the movers"
        found.append(Table(caption, ["Mover", *(names[p] for p in people)], rows))
    return found


def protection(results: Recorded, found: list[Protection]) -> list[Table]:
    """What keeps each member in the seat, and in how many histories the member sits there at the end."""
    names = short_names(results.scenario)
    rows: list[list[str]] = [
        [names[one.person], *(between(kept.value, kept.low, kept.high) for kept in (one.kept[kind] for kind in PROTECTIONS)), count(one.n)]
        for one in kept_shown(results, found)
    ]
    head = ["Person", *(words.capitalize() for words, _ in PROTECTIONS.values()), "Histories"]
    return [Table("What keeps members in their seats at the end, with 95% intervals", head, rows)]


def timeline(results: Recorded, k: int) -> list[Table]:
    """Losses of this history and on record, person by person; of several losses of a kind on record, all dates."""
    names, circle, (start, end) = short_names(results.scenario), analysis.inner_circle(results.scenario), span(results)
    simulated = {(person, rung): when for person, rung, when in analysis.losses_of(results, k) if person in circle}
    real: dict[tuple[str, str], list[str]] = {}
    for person, rung, when, _ in analysis.real_losses(results.scenario, start, end):
        if person in circle:
            real.setdefault((person, rung), []).append(dated(when))
    place = {person: n for n, person in enumerate(cast(results.scenario))}
    rungs = list(analysis.RUNGS)
    keys = sorted({*simulated, *real}, key=lambda key: (place[key[0]], rungs.index(key[1])))
    rows: list[list[str]] = [
        [names[person], analysis.RUNGS[rung], _day_or_none(simulated.get((person, rung))), "; ".join(real.get((person, rung), ["–"]))]
        for person, rung in keys
    ]
    return [Table(f"Losses in history {k:,} and on record", ["Person", "What", "In this history", "On record"], rows)]


def _day_or_none(when: date | None) -> Cell:
    return day(when) if when else Cell("–")


def permutation(results: Recorded, arms: list[Arm]) -> list[Table]:
    """Who ends as the strongest in each arm."""
    names = short_names(results.scenario)
    people = sorted(names, key=lambda person: -arms[0].strongest[person].value)
    rows = [
        [names[person], *(between(arm.strongest[person].value, arm.strongest[person].low, arm.strongest[person].high) for arm in arms)]
        for person in people
        if any(arm.strongest[person].value >= RARE / 10 for arm in arms)
    ]
    head = ["Person", *(LOOKS[arm.name][0] for arm in arms)]
    return [Table("Histories in which the person ends as the strongest, with 95% intervals", head, rows)]


def _band(quantiles: Iterable[float], low: float, high: float) -> Cell:
    found = dict(zip(QUANTILES, map(float, quantiles), strict=True))
    return between(found[0.5], found[low], found[high])


def _chance(means: GridMeans, mover: str, target: str) -> Cell:
    at = means.people.index(mover), means.people.index(target)
    return share(float(means.mean[at])) if means.n[at] >= FEW else Cell("–")
