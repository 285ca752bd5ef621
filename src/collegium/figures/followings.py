"""Who is followed where: one panel for each constituency, its leading people and the unaligned over time."""

from __future__ import annotations

from collections import Counter
from typing import Any

from collegium.analysis import QUANTILES, FollowingBands, following_bands
from collegium.analysis.columns import Recorded, source
from collegium.arguments import instance, optional, takes
from collegium.figures import style
from collegium.figures.rule import spread
from collegium.results.sentences import short_names
from collegium.scenario.model import UNALIGNED, Constituency

PANELS, LEADERS = 12, 3
"""At most so many constituencies, the weightiest; and so many people in each."""

DASHES = ([1, 0], [6, 3], [2, 2])
"""First, second and third following: told apart without colour."""

PERCENT, HEIGHT = 32, 110
"""Pixels kept for the percentage after a name at the end of a line; height of a panel."""


@takes(results=source, width=style.WIDTH, bands=optional(instance(FollowingBands)))
def followings(results: Recorded, *, width: int = style.WIDE, bands: FollowingBands | None = None) -> Any:
    """Allegiances by constituency with bands over the histories. ``bands`` are the numbers, where the caller has them already."""
    import altair as alt

    bands = following_bands(results) if bands is None else bands
    chosen = shown(results) if bands.dates else []
    see = _see(results, len(chosen))
    if not chosen:
        chart = style.nothing("The results hold no constituencies.", width)
        return style.finish(chart, title="There are no followings to show", see=see, results=results, width=width)
    columns = 2 if width >= 600 else 1
    names = short_names(results.scenario)
    margin = PERCENT + style.room_for(names[person] for one in chosen for person in bands.leaders(one.id, LEADERS))
    size = (width - columns * (36 + margin) - (columns - 1) * 14 - 8) // columns
    top = _top(bands, chosen)
    panels = [
        _panel(results, bands, one, size, top, first=place % columns == 0, last=place >= len(chosen) - columns)
        for place, one in enumerate(chosen)
    ]
    chart = alt.concat(*panels, columns=columns, spacing=14)
    title, reading = _words(results, bands, chosen)
    return style.finish(chart, title=title, see=see, reading=reading, results=results, width=width)


def _see(results: Recorded, drawn: int) -> str:
    smaller = len(results.scenario.constituencies) - drawn
    return (
        "The line is the median over all histories of the share of the constituency that follows the person; the band holds the middle "
        f"half of the histories. Each panel shows the {LEADERS} people with the largest following there at any time and, as a thin line, "
        "the unaligned, who follow nobody; it does not show smaller followings. Percentages at the end of a line are medians in the last "
        f"quarter; medians need not sum to 100%."
        + (f" Not shown: the {smaller} constituencies with the least weight." if drawn and smaller else "")
    )


def shown(results: Recorded) -> list[Constituency]:
    """The weightiest constituencies, in order of weight (of a range, its middle)."""

    def weight(one: Constituency) -> float:
        values = one.weight.values
        return values[1] if one.weight.kind == "triangular" else sum(values) / len(values)

    return sorted(results.scenario.constituencies, key=lambda one: -weight(one))[:PANELS]


def _words(results: Recorded, bands: FollowingBands, chosen: list[Constituency]) -> tuple[str, str]:
    """Title and reading: who has the largest median following in most constituencies at the end, and an example of it."""
    names = short_names(results.scenario)
    last = {one.id: {person: float(bands.median(one.id, person)[-1]) for person in bands.people} for one in chosen}
    named = {place: {person: share for person, share in shares.items() if person != UNALIGNED} for place, shares in last.items()}
    followed = {place: shares for place, shares in named.items() if max(shares.values(), default=0.0) > 0.0}
    first = {place: max(shares, key=lambda person: shares[person]) for place, shares in followed.items()}
    if not first:
        return "At the end the median following of every person is zero in every constituency", ""
    (leader, most), *_ = Counter(first.values()).most_common(1)
    free = sum(shares[UNALIGNED] > max(named[place].values(), default=0.0) for place, shares in last.items())
    title = (
        f"At the end {names[leader]} has the largest median following in {most} of {len(chosen)} constituencies; "
        f"the unaligned outnumber every following in {free}"
    )
    where = max((one for one in chosen if first.get(one.id) == leader), key=lambda one: last[one.id][leader])
    low, middle, high = (float(bands.of(where.id, leader)[-1, QUANTILES.index(q)]) for q in (0.25, 0.5, 0.75))
    reading = (
        f"Reading: on {style.day(bands.dates[-1])} the median share of the constituency {where.name} that follows {names[leader]} is "
        f"{style.percent(middle)}; in the middle half of the histories it is between {style.percent(low)} and {style.percent(high)}."
    )
    return title, reading


def _top(bands: FollowingBands, chosen: list[Constituency]) -> float:
    """The height of every panel: the highest bound drawn, on to the next tenth."""
    upper = QUANTILES.index(0.75)
    highest = max(float(bands.of(one.id, p)[:, upper].max()) for one in chosen for p in [*bands.leaders(one.id, LEADERS), UNALIGNED])
    return min(1.0, round(10 * highest + 0.5) / 10)


def _panel(results: Recorded, bands: FollowingBands, one: Constituency, size: int, top: float, *, first: bool, last: bool) -> Any:
    import altair as alt

    names, colours = short_names(results.scenario), style.colours(results.scenario)
    people = [*bands.leaders(one.id, LEADERS), UNALIGNED]
    looks = [(names[person], colours[person], dash, 1.8) for person, dash in zip(people[:-1], DASHES, strict=False)]
    looks.append(("unaligned", style.INK, [1, 0], 0.8))
    time = style.time_axis(results, named=last, short=True)
    share = alt.Y("middle:Q", axis=style.share_axis("Share (%)" if first else None, top), scale=alt.Scale(domain=[0, top], nice=False))
    layers = []
    for person, (_, colour, dash, weight) in zip(people, looks, strict=True):
        rows = _rows(bands, one.id, person)
        base = alt.Chart(style.data(rows)).encode(x=time)
        layers.append(base.mark_area(color=colour, opacity=0.16).encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q")))
        layers.append(base.mark_line(color=colour, strokeWidth=weight, strokeDash=dash, point=len(rows) == 1).encode(y=share))
    ends = [float(bands.median(one.id, person)[-1]) for person in people]
    labels = [
        {"date": style.moment(bands.dates[-1]), "middle": place, "text": f"{look[0]} {style.percent(end)}"}
        for look, end, place in zip(looks, ends, spread(ends, 13 * top / HEIGHT), strict=True)
    ]
    text = alt.Chart(style.data(labels)).mark_text(align="left", dx=6, color=style.INK)
    layers.append(text.encode(x=alt.X("date:T"), y=alt.Y("middle:Q"), text=alt.Text("text:N")))
    head = alt.TitleParams(one.name, fontSize=12, anchor="start", frame="group", offset=4)
    return alt.layer(*layers, width=size, height=HEIGHT, title=head)


def _rows(bands: FollowingBands, place: str, person: str) -> list[dict[str, Any]]:
    """Quarter by quarter: lower quartile, median, upper quartile."""
    low, middle, high = (QUANTILES.index(q) for q in (0.25, 0.5, 0.75))
    return [
        {"date": style.moment(day), "low": float(row[low]), "middle": float(row[middle]), "high": float(row[high])}
        for day, row in zip(bands.dates, bands.of(place, person), strict=True)
    ]
